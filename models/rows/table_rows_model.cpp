#include "models/rows/table_rows_model.h"

#include <QElapsedTimer>

#include <algorithm>

namespace strandline::rows {

namespace {
constexpr std::size_t pagesKept = 60;
constexpr std::size_t pagesAtOnce = 6;
constexpr int rowsPerPage = static_cast<int>(pageRows);
constexpr std::int64_t recountShare = 20; // a count may take one part in this many of the time
} // namespace

TableRowsModel::TableRowsModel(task::TaskList *tasks, QObject *parent)
    : QAbstractTableModel(parent), m_opening(new task::TaskRunner(tasks, this)),
      m_paging(new task::TaskRunner(tasks, this)), m_counting(new task::TaskRunner(tasks, this))
{
    m_wantTimer.setSingleShot(true);
    m_wantTimer.setInterval(0);
    connect(&m_wantTimer, &QTimer::timeout, this, &TableRowsModel::loadWanted);
    const auto fail = [this](const core::Error &error) {
        clear();
        m_error = error;
        setState(State::Failed);
    };
    connect(m_opening, &task::TaskRunner::failed, this, fail);
    connect(m_paging, &task::TaskRunner::failed, this, fail);
    connect(m_counting, &task::TaskRunner::failed, this, [this](const core::Error &) { m_counted = false; });
}

void TableRowsModel::show(const std::shared_ptr<session::Database> &database, std::optional<core::Scn> point,
                          const QString &table)
{
    m_request = {database, point};
    m_requestTable = table;
    if (m_state == State::Ready && m_source.database == database && this->table() == table) {
        for (task::TaskRunner *runner : {m_paging, m_counting}) {
            runner->discard(); // what is shown stays until the other moment's rows are there
        }
        m_wanted.clear();
    } else {
        clear();
        setState(State::Loading);
    }
    m_opening->run(
        tr("Reading %1").arg(table),
        [source = m_request, name = table.toStdString()](const core::JobContext &job) {
            session::Lease lease = source.lease();
            Opened opened;
            opened.shape = loadShape(lease.connection(), name, job);
            opened.first = loadPage(lease.connection(), opened.shape, std::nullopt, 0, job);
            return opened;
        },
        [this, source = m_request](Opened opened) {
            m_source = source;
            take(std::move(opened));
        });
}

void TableRowsModel::clear()
{
    for (task::TaskRunner *runner : {m_opening, m_paging, m_counting}) {
        runner->discard();
    }
    beginResetModel();
    m_source = {};
    m_error.reset();
    m_shape = {};
    m_rows = 0;
    m_counted = false;
    m_more = false;
    m_starts.clear();
    m_pages.clear();
    m_recent.clear();
    m_stale.clear();
    m_wanted.clear();
    m_marks = {};
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
    beginResetModel();
    m_error.reset();
    m_starts.clear();
    m_pages.clear();
    m_stale.clear();
    m_wanted.clear();
    m_marks = {};
    m_shape = std::move(opened.shape);
    m_rows = static_cast<int>(opened.first.rowCount);
    m_more = opened.first.next.has_value();
    m_counted = !m_more;
    if (!opened.first.keys.empty()) {
        m_starts = {opened.first.keys.front()};
    }
    if (m_more) {
        m_starts.push_back(*opened.first.next);
    }
    m_pages.insert(0, std::make_shared<const RowPage>(std::move(opened.first)));
    m_recent = {0};
    endResetModel();
    setState(State::Ready);
    emit pagesChanged();
    if (m_more) {
        countRows();
    } else {
        emit countedChanged();
    }
    if (m_again) {
        refresh();
    }
}

void TableRowsModel::countRows()
{
    m_counting->run(
        tr("Counting the rows of %1").arg(table()),
        [source = m_source, shape = m_shape](const core::JobContext &job) {
            QElapsedTimer time;
            time.start();
            session::Lease lease = source.lease();
            RowIndex index = indexRows(lease.connection(), shape, job);
            return std::pair(std::move(index), time.elapsed());
        },
        [this](std::pair<RowIndex, std::int64_t> result) {
            takeIndex(std::move(result.first), result.second);
        });
}

void TableRowsModel::takeIndex(RowIndex index, std::int64_t tookMs)
{
    m_countMs = tookMs;
    m_sinceCount.start();
    m_starts = std::move(index.starts);
    m_more = false;
    m_counted = true;
    resizeTo(static_cast<int>(std::min<std::uint64_t>(index.rows, 2'000'000'000)));
    emit countedChanged();
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
    return !parent.isValid() && m_more && !m_counted;
}

void TableRowsModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent)) {
        want(m_rows); // the page behind the last
    }
}

void TableRowsModel::want(int row)
{
    const int page = row / rowsPerPage;
    if (m_state != State::Ready || page < 0 ||
        (m_shape.paging != Paging::Offset && page >= static_cast<int>(m_starts.size()))) {
        return;
    }
    if (m_pages.contains(page) && !m_stale.contains(page)) {
        return;
    }
    if (std::find(m_wanted.begin(), m_wanted.end(), page) == m_wanted.end()) {
        m_wanted.push_back(page);
    }
    m_wantTimer.start();
}

// Loads the pages that were asked for last; those asked for before, while scrolling past, are left out.
void TableRowsModel::loadWanted()
{
    if (m_wanted.empty() || m_paging->running() || m_state != State::Ready) {
        return; // the running job's end looks again
    }
    if (m_wanted.size() > pagesAtOnce) {
        m_wanted.erase(m_wanted.begin(), m_wanted.end() - static_cast<std::ptrdiff_t>(pagesAtOnce));
    }
    struct Request
    {
        int page;
        std::optional<Key> start;
    };
    std::vector<Request> requests;
    for (const int page : m_wanted) {
        std::optional<Key> start;
        if (page > 0 && m_shape.paging != Paging::Offset) {
            start = m_starts[static_cast<std::size_t>(page)];
        }
        requests.push_back({page, std::move(start)});
    }
    m_wanted.clear();
    m_paging->run(
        tr("Reading %1").arg(table()),
        [source = m_source, shape = m_shape, requests](const core::JobContext &job) {
            session::Lease lease = source.lease();
            std::vector<std::pair<int, RowPage>> out;
            for (const auto &[page, start] : requests) {
                out.emplace_back(page, loadPage(lease.connection(), shape, start,
                                                static_cast<std::uint64_t>(page) * pageRows, job));
            }
            return out;
        },
        [this](std::vector<std::pair<int, RowPage>> loaded) {
            for (auto &[page, rows] : loaded) {
                takePage(page, std::move(rows));
            }
            emit pagesChanged();
            loadWanted();
        });
}

void TableRowsModel::takePage(int page, RowPage &&rows)
{
    const int first = page * rowsPerPage;
    const int loaded = static_cast<int>(rows.rowCount);
    const std::optional<Key> next = rows.next;
    m_stale.remove(page);
    m_pages.insert(page, std::make_shared<const RowPage>(std::move(rows)));
    std::erase(m_recent, page);
    m_recent.push_back(page);
    if (m_recent.size() > pagesKept) {
        m_pages.remove(m_recent.front());
        m_recent.erase(m_recent.begin());
    }
    if (!m_counted && first + loaded > m_rows) {
        m_more = next.has_value();
        if (m_more && m_shape.paging != Paging::Offset) {
            m_starts.resize(static_cast<std::size_t>(page) + 1);
            m_starts.push_back(*next);
        }
        resizeTo(first + loaded);
    }
    if (first < m_rows && columnCount() > 0) {
        emit dataChanged(index(first, 0),
                         index(std::min(first + rowsPerPage, m_rows) - 1, columnCount() - 1));
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
        [source = m_source, name = m_shape.table](const core::JobContext &job) {
            session::Lease lease = source.lease();
            Opened opened;
            opened.shape = loadShape(lease.connection(), name, job);
            opened.first = loadPage(lease.connection(), opened.shape, std::nullopt, 0, job);
            return opened;
        },
        [this, count](Opened opened) { takeRefreshed(std::move(opened), count); });
}

void TableRowsModel::takeRefreshed(Opened opened, bool count)
{
    if (!opened.shape.sameColumns(m_shape)) {
        for (task::TaskRunner *runner : {m_paging, m_counting}) {
            runner->discard();
        }
        take(std::move(opened));
        return;
    }
    const bool single = !opened.first.next && m_rows <= rowsPerPage;
    const int rows = static_cast<int>(opened.first.rowCount);
    m_stale = QSet<int>(m_pages.keyBegin(), m_pages.keyEnd());
    if (single) {
        m_counted = true;
        resizeTo(rows);
    }
    takePage(0, std::move(opened.first));
    emit pagesChanged();
    // The other pages are read again when they are looked at; what is looked at now asks by this:
    emit dataChanged(index(0, 0), index(std::max(m_rows - 1, 0), std::max(columnCount() - 1, 0)));
    const bool cheap = !m_sinceCount.isValid() || m_sinceCount.elapsed() >= m_countMs * recountShare;
    if (!single && !m_counting->running() && (count || cheap)) {
        countRows();
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
    if (m_starts.empty() || !m_shape.binaryKey || key.size() != m_shape.key.size()) {
        return -1;
    }
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), key,
                                        [](const Key &a, const Key &b) { return compareKeys(a, b) < 0; });
    const int page = std::max(static_cast<int>(after - m_starts.begin()) - 1, 0);
    const int first = page * rowsPerPage;
    const PagePtr rows = m_pages.value(page);
    if (!rows) {
        return std::min(first, m_rows - 1);
    }
    const auto at = std::lower_bound(rows->keys.begin(), rows->keys.end(), key,
                                     [](const Key &a, const Key &b) { return compareKeys(a, b) < 0; });
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
