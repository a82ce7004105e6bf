// Where the rows of TableRowsModel stand: counting, lists of a query's rows, and what moves when the order
// becomes known or another one.
#include "models/rows/table_rows_model.h"

#include <QElapsedTimer>

#include <algorithm>
#include <map>
#include <set>

namespace strandline::rows {

namespace {

constexpr int rowsPerPage = static_cast<int>(pageRows);
constexpr std::size_t pagesPlaced = 8;  // read with a new order, so that what is looked at stays in sight
constexpr std::size_t keysPlaced = 500; // followed into it

struct KeyLess
{
    bool operator()(const Key &a, const Key &b) const { return compareKeys(a, b) < 0; }
};

int shown(std::uint64_t rows)
{
    return static_cast<int>(std::min(rows, TableRowsModel::rowsShown));
}

} // namespace

void TableRowsModel::count()
{
    if (m_state != State::Ready || m_listing->running() || m_counting->running()) {
        return;
    }
    if (m_list) {
        relist();
        return;
    }
    m_counting->run(
        tr("Counting the rows of %1").arg(table()),
        [source = m_source, shape = m_shape, query = m_query,
         estimate = m_span ? m_span->rows : 0](const core::JobContext &job) {
            QElapsedTimer time;
            time.start();
            session::Lease lease = source.lease();
            Order order;
            order.index =
                std::make_shared<const RowIndex>(indexRows(lease.connection(), shape, query, estimate, job));
            return std::pair(std::move(order), time.elapsed());
        },
        [this](std::pair<Order, std::int64_t> counted) {
            takeOrder(std::move(counted.first), counted.second);
        });
}

void TableRowsModel::stop()
{
    m_toFind.reset();
    m_countTimer.stop();
    m_counting->cancel();
    m_listing->cancel();
}

void TableRowsModel::startList()
{
    m_countTimer.stop();
    for (task::TaskRunner *runner : {m_counting, m_placing, m_finding}) {
        runner->discard();
    }
    m_toFind.reset();
    m_next = std::make_shared<KeyList>();
    // Other rows than those that are wanted stay for a moment, in another order as long as need be.
    if (m_wanted.filtered() || m_query.filtered()) {
        m_listTimer.start();
    } else {
        m_listTimer.stop();
    }
    QElapsedTimer time;
    time.start();
    m_listing->stream<KeyList>(
        m_wanted.filtered() ? tr("Filtering %1").arg(table()) : tr("Sorting %1").arg(table()),
        [source = m_source, shape = m_shape,
         query = m_wanted](const core::JobContext &job, const std::function<void(KeyList)> &emitPiece) {
            session::Lease lease = source.lease();
            if (!query.expression.empty()) {
                checkExpression(lease.connection(), shape, query.expression);
            }
            listRows(lease.connection(), shape, query, emitPiece, job);
        },
        [this](KeyList piece) { takePiece(std::move(piece)); }, [this, time] { endList(time.elapsed()); });
}

// From here on the rows of the list are shown.
void TableRowsModel::beginList()
{
    m_listTimer.stop();
    if (!m_next) {
        return;
    }
    const bool sameRows = !m_wanted.filtered() && !m_query.filtered();
    const int rows = sameRows ? m_rows : 0;
    m_paging->discard();
    beginResetModel();
    const std::optional<RowSpan> span = m_span;
    forget();
    m_span = span;
    m_list = std::exchange(m_next, nullptr);
    m_query = m_wanted;
    m_rows = rows;
    endResetModel();
    emit stateChanged();
    emit pagesChanged();
}

void TableRowsModel::takePiece(KeyList piece)
{
    beginList();
    const auto before = static_cast<int>(m_list->size());
    m_list->append(piece);
    if (before % rowsPerPage != 0 && m_pages.contains(before / rowsPerPage)) {
        m_stale.insert(before / rowsPerPage); // it was read with fewer rows
    }
    const int now = shown(m_list->size());
    if (now > m_rows) {
        resizeTo(now);
    }
    if (now > before && columnCount() > 0) {
        emit dataChanged(index(before, 0), index(now - 1, columnCount() - 1));
    }
    emit countedChanged();
}

void TableRowsModel::endList(std::int64_t tookMs)
{
    beginList(); // where there was no row at all
    m_countMs = tookMs;
    m_sinceCount.start();
    resizeTo(shown(m_list->size()));
    emit read();
    finishCount();
}

// The list of a query's rows once more; the one that is shown stays until then.
void TableRowsModel::relist()
{
    m_counting->run(
        m_query.filtered() ? tr("Filtering %1").arg(table()) : tr("Sorting %1").arg(table()),
        [source = m_source, shape = m_shape, query = m_query](const core::JobContext &job) {
            QElapsedTimer time;
            time.start();
            session::Lease lease = source.lease();
            Order order;
            order.list = std::make_shared<KeyList>();
            listRows(
                lease.connection(), shape, query,
                [&order](const KeyList &piece) { order.list->append(piece); }, job);
            return std::pair(std::move(order), time.elapsed());
        },
        [this](std::pair<Order, std::int64_t> listed) { takeOrder(std::move(listed.first), listed.second); });
}

void TableRowsModel::takeOrder(Order order, std::int64_t tookMs)
{
    m_countMs = tookMs;
    m_sinceCount.start();
    if (m_shape.paging == Paging::Offset) {
        resizeTo(shown(order.rows()));
        finishCount();
        return;
    }
    if (fits(order)) {
        applyOrder(order, {});
        return;
    }
    settle(order, {});
}

std::vector<Key> TableRowsModel::heldKeys()
{
    std::set<Key, KeyLess> keys;
    for (const QModelIndex &index : held()) {
        const auto key = keyOf(index.row());
        if (key && keys.size() < keysPlaced) {
            keys.insert(*key);
        }
    }
    return {keys.begin(), keys.end()};
}

// Rows that somebody chose while places were looked up have none yet: then once more.
void TableRowsModel::settle(const Order &order, Places places)
{
    const std::vector<Key> keys = heldKeys();
    const bool tooMany = !places.keys.empty() && keys.size() == keysPlaced;
    if (tooMany ||
        std::includes(places.keys.begin(), places.keys.end(), keys.begin(), keys.end(), KeyLess())) {
        applyOrder(order, std::move(places));
        return;
    }
    m_placing->run(
        QString(),
        [source = m_source, shape = m_shape, order, keys](const core::JobContext &job) {
            return place(source, shape, order, keys, job);
        },
        [this, order](Places found) { settle(order, std::move(found)); });
}

TableRowsModel::Places TableRowsModel::place(const Source &source, const TableShape &shape,
                                             const Order &order, std::vector<Key> keys,
                                             const core::JobContext &job)
{
    session::Lease lease = source.lease();
    Places places;
    places.rows =
        order.list ? order.list->find(keys) : findRows(lease.connection(), shape, *order.index, keys, job);
    places.keys = std::move(keys);
    std::set<std::size_t> pages;
    for (const std::int64_t row : places.rows) {
        if (row >= 0 && pages.size() < pagesPlaced) {
            pages.insert(static_cast<std::size_t>(row) / pageRows);
            pages.insert(static_cast<std::size_t>(row) / pageRows + 1);
        }
    }
    for (const std::size_t page : pages) {
        Run run;
        run.page = static_cast<int>(page);
        if (order.list) {
            run.from = Run::From::List;
            for (std::size_t row = page * pageRows; row < std::min((page + 1) * pageRows, order.list->size());
                 ++row) {
                run.keys.push_back(order.list->at(row));
            }
        } else if (page < order.index->starts.size()) {
            run.start = order.index->starts[page];
        }
        if (run.start || !run.keys.empty()) {
            for (auto &loaded : load(lease, shape, {}, run, job)) {
                places.pages.push_back(std::move(loaded));
            }
        }
    }
    return places;
}

// Whether the pages that are loaded stand where the new order has them.
bool TableRowsModel::fits(const Order &order) const
{
    for (auto it = m_pages.cbegin(); it != m_pages.cend(); ++it) {
        const RowPage &page = *it.value();
        const auto first = static_cast<std::size_t>(it.key()) * pageRows;
        if (page.rowCount == 0 || first >= order.rows() ||
            page.rowCount != std::min<std::uint64_t>(pageRows, order.rows() - first) ||
            page.keys.front() != (order.list ? order.list->at(first)
                                             : order.index->starts[static_cast<std::size_t>(it.key())])) {
            return false;
        }
        if (order.list && page.keys.back() != order.list->at(first + page.rowCount - 1)) {
            return false;
        }
    }
    return true;
}

void TableRowsModel::applyOrder(const Order &order, Places places)
{
    const bool moves = !fits(order);
    const int rows = shown(order.rows());
    resizeTo(std::max(rows, m_rows));
    QModelIndexList from;
    QModelIndexList to;
    if (moves) {
        std::map<Key, std::int64_t, KeyLess> rowOfKey;
        for (std::size_t i = 0; i < places.keys.size(); ++i) {
            rowOfKey.emplace(places.keys[i], places.rows[i]);
        }
        for (const QModelIndex &index : held()) {
            const auto key = keyOf(index.row());
            const auto it = key ? rowOfKey.find(*key) : rowOfKey.end();
            const std::int64_t row = it == rowOfKey.end() || it->second == -2 ? index.row() : it->second;
            from << index;
            to << (row < 0 || row >= rows ? QModelIndex()
                                          : this->index(static_cast<int>(row), index.column()));
        }
        emit layoutAboutToBeChanged();
    }
    m_paging->discard();
    m_index = order.index;
    m_list = order.list;
    m_learned.clear();
    if (moves) {
        m_pages.clear();
        m_recent.clear();
        m_stale.clear();
        m_marks = {};
        for (auto &[page, loaded] : places.pages) {
            keepPage(page, std::move(loaded));
        }
        changePersistentIndexList(from, to);
        emit layoutChanged();
    }
    resizeTo(rows);
    if (moves) {
        emit placesChanged();
        emit pagesChanged();
    }
    finishCount();
    loadWanted();
}

void TableRowsModel::finishCount()
{
    m_more = false;
    m_counted = true;
    emit countedChanged();
    if (m_toFind) {
        find(*std::exchange(m_toFind, std::nullopt));
    }
}

void TableRowsModel::find(const Key &key)
{
    m_toFind.reset();
    if (m_state != State::Ready || m_shape.paging == Paging::Offset || key.size() != m_shape.key.size()) {
        emit found(-1);
    } else if (m_counted) {
        findPlaced(key);
    } else if (m_span && !m_list && lastPage() > 2) {
        findGuessed(key);
    } else {
        m_toFind = key; // when the order is known
        count();
    }
}

void TableRowsModel::findPlaced(const Key &key)
{
    Order order{m_index, m_list};
    if (!order.index && !order.list) { // all rows are in the first page
        RowIndex single;
        single.rows = static_cast<std::uint64_t>(m_rows);
        if (const auto first = keyOf(0)) {
            single.starts.push_back(*first);
        }
        order.index = std::make_shared<const RowIndex>(std::move(single));
    }
    m_finding->run(
        QString(),
        [source = m_source, shape = m_shape, order, key](const core::JobContext &job) {
            return place(source, shape, order, {key}, job);
        },
        [this, key, index = m_index, list = m_list](Places places) {
            if (m_index != index || m_list != list) {
                find(key); // another order by now
                return;
            }
            takeFound(std::move(places.pages));
            const std::int64_t row = places.rows.front();
            emit found(row >= m_rows ? -1 : static_cast<int>(row));
        });
}

// Before counting: the row is put where its rowid lies, with the rows around it. Near the table's beginning
// and end that is its place; elsewhere counting moves it, and whoever holds on to it goes with it.
void TableRowsModel::findGuessed(const Key &key)
{
    struct Around
    {
        RowPage before;
        RowPage from; // the key on
        Loaded ends;  // where the row stands near one
    };
    Run tail;
    tail.page = lastPage() - 1;
    tail.pages = 2;
    tail.from = Run::From::Before;
    tail.lastRows = static_cast<std::size_t>(m_rows - lastPage() * rowsPerPage);
    m_finding->run(
        QString(),
        [source = m_source, shape = m_shape, key, tail](const core::JobContext &job) {
            session::Lease lease = source.lease();
            Around around{loadPageBefore(lease.connection(), shape, key, pageRows, job),
                          loadPage(lease.connection(), shape, key, job),
                          {}};
            if (around.before.rowCount < pageRows) {
                around.ends = load(lease, shape, {}, Run(), job);
            } else if (!around.from.next) {
                around.ends = load(lease, shape, {}, tail, job);
            }
            return around;
        },
        [this, key, rows = m_rows](Around around) {
            if (m_counted || m_rows != rows) {
                find(key); // another order by now
                return;
            }
            if (around.from.keys.empty() || around.from.keys.front() != key) {
                emit found(-1);
                return;
            }
            Loaded loaded = std::move(around.ends);
            if (loaded.empty()) {
                const auto number = [](std::int64_t n) { return static_cast<long double>(n); };
                const long double share = (number(std::get<std::int64_t>(key[0])) - number(m_span->first)) /
                                          (number(m_span->last) - number(m_span->first));
                const int at = std::clamp(static_cast<int>(share * lastPage()), 2, lastPage() - 1);
                loaded.emplace_back(at - 1, std::move(around.before));
                loaded.emplace_back(at, std::move(around.from));
            }
            int row = -1;
            for (const auto &[page, read] : loaded) {
                const auto it = std::find(read.keys.begin(), read.keys.end(), key);
                if (it != read.keys.end()) {
                    row = page * rowsPerPage + static_cast<int>(it - read.keys.begin());
                }
            }
            takeFound(std::move(loaded));
            if (row < 0 || row >= m_rows) { // the table is far smaller than thought
                m_toFind = key;
                count();
                return;
            }
            emit found(row);
        });
}

// The row that was found is there before anybody is told, so that it is held on to by its key.
void TableRowsModel::takeFound(Loaded pages)
{
    for (auto &[page, rows] : pages) {
        takePage(page, std::move(rows));
    }
    emit pagesChanged();
}

} // namespace strandline::rows
