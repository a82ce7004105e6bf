#include "models/rows/table_rows_model.h"

#include <algorithm>

namespace strandline::rows {

namespace {
constexpr int rowsPerPage = static_cast<int>(pageRows);
constexpr int countAfterMs = 150;         // rows first
constexpr int oldRowsMs = 150;            // that long rows of another filter may stay
constexpr std::int64_t recountShare = 20; // a count may take one part in this many of the time
} // namespace

TableRowsModel::TableRowsModel(task::TaskList *tasks, QObject *parent)
    : QAbstractTableModel(parent), m_opening(new task::TaskRunner(tasks, this)),
      m_paging(new task::TaskRunner(tasks, this)), m_counting(new task::TaskRunner(tasks, this)),
      m_listing(new task::TaskRunner(tasks, this)), m_placing(new task::TaskRunner(tasks, this)),
      m_finding(new task::TaskRunner(tasks, this))
{
    for (const auto &[timer, ms, slot] : {std::tuple(&m_wantTimer, 0, &TableRowsModel::loadWanted),
                                          std::tuple(&m_countTimer, countAfterMs, &TableRowsModel::count),
                                          std::tuple(&m_listTimer, oldRowsMs, &TableRowsModel::beginList)}) {
        timer->setSingleShot(true);
        timer->setInterval(ms);
        connect(timer, &QTimer::timeout, this, slot);
    }
    for (task::TaskRunner *runner : {m_opening, m_paging, m_listing, m_placing}) {
        connect(runner, &task::TaskRunner::failed, this, &TableRowsModel::fail);
    }
    connect(m_finding, &task::TaskRunner::failed, this, [this] { emit found(-1); });
    connect(m_listing, &task::TaskRunner::cancelled, this, [this] {
        beginList(); // what was found so far stays
        emit countedChanged();
    });
    for (task::TaskRunner *runner : {m_counting, m_listing}) {
        connect(runner, &task::TaskRunner::runningChanged, this, [this] {
            m_progress = {};
            emit countedChanged();
        });
        connect(runner, &task::TaskRunner::progress, this, [this](const core::Progress &progress) {
            m_progress = progress;
            emit countedChanged();
        });
    }
}

TableRowsModel::Opened TableRowsModel::open(const Source &source, const std::string &table,
                                            const RowQuery &query, const core::JobContext &job)
{
    session::Lease lease = source.lease();
    sqlite::Connection &connection = lease.connection();
    Opened opened;
    opened.shape = loadShape(connection, table, job);
    if (!query.expression.empty()) {
        checkExpression(connection, opened.shape, query.expression);
    }
    opened.first = opened.shape.paging == Paging::Offset
                       ? loadPageAt(connection, opened.shape, query, 0, job)
                       : loadPage(connection, opened.shape, std::nullopt, job);
    opened.span = loadSpan(connection, opened.shape, opened.first);
    return opened;
}

void TableRowsModel::show(const std::shared_ptr<session::Database> &database, std::optional<core::Scn> point,
                          const QString &table, RowQuery query)
{
    m_request = {database, point};
    m_requestTable = table;
    if (m_state == State::Ready && m_source.database == database && this->table() == table) {
        for (task::TaskRunner *runner : {m_paging, m_counting, m_listing, m_placing, m_finding}) {
            runner->discard(); // what is shown stays until the other rows are there
        }
        m_wantedPages.clear();
    } else {
        clear();
        setState(State::Loading);
    }
    m_wanted = std::move(query);
    m_opening->run(
        tr("Reading %1").arg(table),
        [source = m_request, name = table.toStdString(), wanted = m_wanted](const core::JobContext &job) {
            return open(source, name, wanted, job);
        },
        [this, source = m_request](Opened opened) {
            m_source = source;
            take(std::move(opened));
        });
}

void TableRowsModel::fail(const core::Error &error)
{
    if (error.code() == core::ErrorCode::Sql && m_wanted.filtered() &&
        (m_opening == sender() || m_listing == sender())) {
        m_listTimer.stop();
        m_next.reset();
        if (m_state == State::Loading) {
            show(m_request.database, m_request.point, m_requestTable); // its rows, if not as wanted
        }
        emit queryFailed(error);
        return;
    }
    clear();
    m_error = error;
    setState(State::Failed);
}

void TableRowsModel::forget()
{
    m_rows = 0;
    m_counted = false;
    m_more = false;
    m_span.reset();
    m_index.reset();
    m_learned.clear();
    m_list.reset();
    m_pages.clear();
    m_recent.clear();
    m_stale.clear();
    m_wantedPages.clear();
    m_marks = {};
    m_countTimer.stop();
}

void TableRowsModel::clear()
{
    for (task::TaskRunner *runner : {m_opening, m_paging, m_counting, m_listing, m_placing, m_finding}) {
        runner->discard();
    }
    m_listTimer.stop();
    m_next.reset();
    m_toFind.reset();
    beginResetModel();
    forget();
    m_source = {};
    m_query = {};
    m_wanted = {};
    m_error.reset();
    m_shape = {};
    endResetModel();
    setState(State::Empty);
}

void TableRowsModel::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void TableRowsModel::take(Opened opened)
{
    for (task::TaskRunner *runner : {m_paging, m_counting, m_listing, m_placing, m_finding}) {
        runner->discard();
    }
    beginResetModel();
    forget();
    m_error.reset();
    m_shape = std::move(opened.shape);
    m_query = m_shape.paging == Paging::Offset ? m_wanted : RowQuery();
    m_span = opened.span;
    m_more = opened.first.next.has_value();
    m_counted = !m_more;
    m_rows = static_cast<int>(opened.first.rowCount);
    if (m_more && m_span) {
        m_rows = static_cast<int>(std::clamp<std::uint64_t>(m_span->rows, pageRows + 1, rowsShown));
        m_more = false;
    }
    learn(0, opened.first);
    keepPage(0, std::move(opened.first));
    endResetModel();
    setState(State::Ready);
    emit read();
    emit pagesChanged();
    if (!m_wanted.plain() && m_shape.paging != Paging::Offset) {
        startList();
    } else if (!m_counted) {
        m_countTimer.start();
    } else {
        emit countedChanged();
    }
    if (m_again) {
        refresh();
    }
}

void TableRowsModel::setQuery(RowQuery query)
{
    m_wanted = std::move(query);
    if (m_state != State::Ready) {
        return; // take() looks at it
    }
    if (m_wanted.plain() || m_shape.paging == Paging::Offset) {
        m_listTimer.stop();
        m_next.reset();
        m_listing->discard();
        show(m_source.database, m_source.point, table(), m_wanted);
        return;
    }
    startList();
}

void TableRowsModel::resizeTo(int rows)
{
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    } else if (rows < m_rows) {
        beginRemoveRows({}, rows, m_rows - 1);
        m_rows = rows;
        endRemoveRows();
    }
}

bool TableRowsModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_more && !m_counted && !m_list;
}

void TableRowsModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent)) {
        want(m_rows); // the page behind the last
    }
}

void TableRowsModel::refresh(bool count)
{
    if (m_state == State::Failed) {
        show(m_request.database, m_request.point, m_requestTable);
    }
    if (m_state != State::Ready || m_opening->running()) {
        m_again = m_opening->running();
        return;
    }
    m_again = false;
    m_opening->run(
        QString(),
        [source = m_source, name = m_shape.table, query = m_query](const core::JobContext &job) {
            return open(source, name, query, job);
        },
        [this, count](Opened opened) { takeRefreshed(std::move(opened), count); });
}

void TableRowsModel::takeRefreshed(Opened opened, bool count)
{
    if (!opened.shape.sameColumns(m_shape)) {
        take(std::move(opened));
        return;
    }
    m_stale = QSet<int>(m_pages.keyBegin(), m_pages.keyEnd());
    if (!m_list) {
        const bool single = !opened.first.next && m_rows <= rowsPerPage;
        const int rows = static_cast<int>(opened.first.rowCount);
        if (single) {
            m_counted = true;
            m_index.reset();
        }
        if (!m_counted && opened.span && m_span && opened.span->last > m_span->last && !m_list) {
            m_learned.remove(lastPage() + 1);
        }
        m_span = opened.span;
        takePage(0, std::move(opened.first));
        if (single) {
            resizeTo(rows);
            emit countedChanged();
        }
    }
    emit read();
    emit pagesChanged();
    // The other pages are read again when they are looked at; what is looked at now asks by this:
    emit dataChanged(index(0, 0), index(std::max(m_rows - 1, 0), std::max(columnCount() - 1, 0)));
    const bool small = m_counted && !m_list && m_rows <= rowsPerPage && !m_pages.isEmpty() &&
                       m_pages.contains(0) && !m_pages.value(0)->next;
    const bool cheap = !m_sinceCount.isValid() || m_sinceCount.elapsed() >= m_countMs * recountShare;
    if (!small && !m_counting->running() && !m_listing->running() && (count || cheap)) {
        this->count();
    }
    if (m_again) {
        refresh();
    }
}

std::optional<Key> TableRowsModel::keyOf(int row) const
{
    const PagePtr page = m_pages.value(row / rowsPerPage);
    const auto at = static_cast<std::size_t>(row % rowsPerPage);
    if (row < 0 || !page || at >= page->keys.size()) {
        return std::nullopt;
    }
    return page->keys[at];
}

int TableRowsModel::rowOf(const Key &key) const
{
    if (!m_shape.binaryKey || key.size() != m_shape.key.size() || m_list || m_rows == 0) {
        return -1;
    }
    const auto less = [](const Key &a, const Key &b) { return compareKeys(a, b) < 0; };
    int page = 0;
    if (m_index) {
        const auto after = std::upper_bound(m_index->starts.begin(), m_index->starts.end(), key, less);
        page = std::max(static_cast<int>(after - m_index->starts.begin()) - 1, 0);
    } else if (!m_counted) {
        return -1;
    }
    const int first = page * rowsPerPage;
    const PagePtr rows = m_pages.value(page);
    if (!rows) {
        return std::min(first, m_rows - 1);
    }
    const auto at = std::lower_bound(rows->keys.begin(), rows->keys.end(), key, less);
    return std::min(first + static_cast<int>(at - rows->keys.begin()), m_rows - 1);
}

void TableRowsModel::setMarks(Marks marks)
{
    if (marks.rows == m_marks.rows && marks.cells == m_marks.cells) {
        return;
    }
    m_marks = std::move(marks);
    if (m_rows > 0 && columnCount() > 0) {
        emit dataChanged(index(0, 0), index(m_rows - 1, columnCount() - 1),
                         {RowMarkRole, CellChangedRole, Qt::BackgroundRole});
        emit headerDataChanged(Qt::Vertical, 0, m_rows - 1);
    }
}

} // namespace strandline::rows
