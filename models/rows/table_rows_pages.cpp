// How TableRowsModel reads its pages: which are wanted, from where they are read, what they tell.
#include "models/rows/cell_text.h"
#include "models/rows/table_rows_model.h"

#include <algorithm>
#include <map>

namespace strandline::rows {

namespace {
constexpr std::size_t pagesKept = 60;
constexpr std::size_t pagesAtOnce = 6;
constexpr int rowsPerPage = static_cast<int>(pageRows);

std::vector<QVariant> plainValues(const std::vector<sqlite::Value> &values)
{
    std::vector<QVariant> out;
    for (const sqlite::Value &value : values) {
        out.push_back(plainValue(value));
    }
    return out;
}
} // namespace

int TableRowsModel::lastPage() const
{
    return std::max(m_rows - 1, 0) / rowsPerPage;
}

void TableRowsModel::want(int row)
{
    const int page = row / rowsPerPage;
    if (m_state != State::Ready || row < 0 || (m_pages.contains(page) && !m_stale.contains(page))) {
        return;
    }
    if (std::find(m_wantedPages.begin(), m_wantedPages.end(), page) == m_wantedPages.end()) {
        m_wantedPages.push_back(page);
    }
    m_wantTimer.start();
}

// From where one page is read. Nothing: not known yet.
std::optional<TableRowsModel::Run> TableRowsModel::runFor(int page) const
{
    Run run;
    run.page = page;
    const auto first = static_cast<std::size_t>(page) * pageRows;
    if (m_shape.paging == Paging::Offset) {
        run.from = Run::From::Row;
        return run;
    }
    if (m_list) {
        run.from = Run::From::List;
        for (std::size_t row = first; row < std::min(first + pageRows, m_list->size()); ++row) {
            run.keys.push_back(m_list->at(row));
        }
        return run.keys.empty() ? std::nullopt : std::optional(run);
    }
    if (page == 0) {
        return run;
    }
    if (m_index) {
        if (static_cast<std::size_t>(page) >= m_index->starts.size()) {
            return std::nullopt;
        }
        run.start = m_index->starts[static_cast<std::size_t>(page)];
        return run;
    }
    if (const auto learned = m_learned.constFind(page); learned != m_learned.cend()) {
        run.start = *learned;
        return run;
    }
    if (!m_span) {
        return std::nullopt;
    }
    run.from = Run::From::Before;
    if (page >= lastPage()) {
        run.lastRows = static_cast<std::size_t>(m_rows) - first;
        return run;
    }
    if (const auto next = m_learned.constFind(page + 1); next != m_learned.cend()) {
        run.start = *next;
        return run;
    }
    // Where the rowid would lie if there were as many rows everywhere.
    run.from = Run::From::Start;
    const long double range =
        static_cast<long double>(m_span->last) - static_cast<long double>(m_span->first);
    const long double share = static_cast<long double>(first) / std::max(m_rows - 1, 1);
    const long double behind =
        range + 1 == static_cast<long double>(m_rows) ? static_cast<long double>(first) : range * share;
    run.start = Key{static_cast<std::int64_t>(static_cast<std::uint64_t>(m_span->first) +
                                              static_cast<std::uint64_t>(behind))};
    return run;
}

// Pages side by side whose places are guessed become one run, so that no row is left out between them.
std::vector<TableRowsModel::Run> TableRowsModel::runsFor(std::vector<int> pages) const
{
    std::sort(pages.begin(), pages.end());
    std::vector<Run> runs;
    const bool guesses = !m_index && !m_list && m_span && !m_counted;
    for (const int page : pages) {
        const std::optional<Run> run = runFor(page);
        if (!run) {
            continue;
        }
        Run *before = runs.empty() ? nullptr : &runs.back();
        if (!guesses || before == nullptr || before->page + before->pages != page) {
            runs.push_back(*run);
        } else if (run->from == Run::From::Before) { // known from behind: so are those before it
            const int first = before->page;
            const int count = before->pages + 1;
            *before = *run;
            before->page = first;
            before->pages = count;
        } else {
            ++before->pages;
        }
    }
    return runs;
}

TableRowsModel::Loaded TableRowsModel::load(session::Lease &lease, const TableShape &shape,
                                            const RowQuery &query, const Run &run,
                                            const core::JobContext &job)
{
    sqlite::Connection &connection = lease.connection();
    Loaded out;
    switch (run.from) {
    case Run::From::Row:
        out.emplace_back(run.page, loadPageAt(connection, shape, query,
                                              static_cast<std::uint64_t>(run.page) * pageRows, job));
        break;
    case Run::From::List:
        out.emplace_back(run.page, loadRows(connection, shape, run.keys, job));
        break;
    case Run::From::Start: {
        std::optional<Key> start = run.start;
        for (int i = 0; i < run.pages && (i == 0 || start); ++i) {
            out.emplace_back(run.page + i, loadPage(connection, shape, start, job));
            start = out.back().second.next;
        }
        break;
    }
    case Run::From::Before: {
        std::optional<Key> start = run.start;
        for (int i = run.pages - 1; i >= 0; --i) {
            const std::size_t rows = i == run.pages - 1 ? run.lastRows : pageRows;
            RowPage page = loadPageBefore(connection, shape, start, rows, job);
            if (page.rowCount < rows) { // fewer rows than thought: this is the table's beginning
                page = loadPage(connection, shape, std::nullopt, job);
            }
            start = page.keys.empty() ? std::nullopt : std::optional(page.keys.front());
            out.emplace_back(run.page + i, std::move(page));
            if (!start) {
                break;
            }
        }
        break;
    }
    }
    return out;
}

// Loads the pages that were asked for last; those asked for before, while scrolling past, are left out.
void TableRowsModel::loadWanted()
{
    if (m_wantedPages.empty() || m_paging->running() || m_state != State::Ready) {
        return; // the running job's end looks again
    }
    if (m_wantedPages.size() > pagesAtOnce) {
        m_wantedPages.erase(m_wantedPages.begin(),
                            m_wantedPages.end() - static_cast<std::ptrdiff_t>(pagesAtOnce));
    }
    std::vector<Run> runs = runsFor(std::exchange(m_wantedPages, {}));
    if (runs.empty()) {
        return;
    }
    m_paging->run(
        tr("Reading %1").arg(table()),
        [source = m_source, shape = m_shape, query = m_query,
         runs = std::move(runs)](const core::JobContext &job) {
            session::Lease lease = source.lease();
            Loaded loaded;
            for (const Run &run : runs) {
                for (auto &page : load(lease, shape, query, run, job)) {
                    loaded.push_back(std::move(page));
                }
            }
            return loaded;
        },
        [this](Loaded loaded) {
            for (auto &[page, rows] : loaded) {
                takePage(page, std::move(rows));
            }
            emit read();
            emit pagesChanged();
            loadWanted();
        });
}

// Before counting: remembers with which keys this page and the next begin.
void TableRowsModel::learn(int page, const RowPage &rows)
{
    if (m_index || m_list || rows.keys.empty()) {
        return;
    }
    if (page > 0) {
        m_learned.insert(page, rows.keys.front());
    }
    if (rows.next) {
        const auto known = m_learned.constFind(page + 1);
        if (known != m_learned.cend() && *known != *rows.next && m_pages.contains(page + 1)) {
            m_stale.insert(page + 1); // it was placed by a guess
        }
        m_learned.insert(page + 1, *rows.next);
    } else {
        m_learned.remove(page + 1);
    }
}

void TableRowsModel::keepPage(int page, RowPage &&rows)
{
    m_stale.remove(page);
    m_pages.insert(page, std::make_shared<const RowPage>(std::move(rows)));
    std::erase(m_recent, page);
    m_recent.push_back(page);
    if (m_recent.size() <= pagesKept) {
        return;
    }
    QSet<int> heldPages; // rows that must be found again by their keys
    for (const QModelIndex &index : held()) {
        heldPages.insert(index.row() / rowsPerPage);
    }
    const auto old =
        std::find_if(m_recent.begin(), m_recent.end(), [&](int p) { return !heldPages.contains(p); });
    if (old != m_recent.end()) {
        m_pages.remove(*old);
        m_stale.remove(*old);
        m_recent.erase(old);
    }
}

QModelIndexList TableRowsModel::held()
{
    emit aboutToHold();
    return persistentIndexList();
}

// A page was read anew: what is held on to of it stays with its rows.
void TableRowsModel::keepInPage(int page, const RowPage &before, const RowPage &after)
{
    if (before.keys == after.keys) {
        return;
    }
    QModelIndexList from;
    QModelIndexList to;
    for (const QModelIndex &index : held()) {
        const auto at = static_cast<std::size_t>(index.row() % rowsPerPage);
        if (index.row() / rowsPerPage != page || at >= before.keys.size()) {
            continue;
        }
        const auto it = std::find(after.keys.begin(), after.keys.end(), before.keys[at]);
        const int row = page * rowsPerPage + static_cast<int>(it - after.keys.begin());
        if (it == after.keys.end()) {
            // Gone, or pushed into the next page: the next count will tell.
            const bool beyond = after.next && compareKeys(before.keys[at], *after.next) >= 0;
            if (!beyond) {
                from << index;
                to << QModelIndex();
            }
        } else if (row != index.row() && row < m_rows) {
            from << index;
            to << this->index(row, index.column());
        }
    }
    if (!from.isEmpty()) {
        emit layoutAboutToBeChanged();
        changePersistentIndexList(from, to);
        emit layoutChanged();
        emit placesChanged();
    }
}

void TableRowsModel::takePage(int page, RowPage &&rows)
{
    const int first = page * rowsPerPage;
    const int loaded = static_cast<int>(rows.rowCount);
    const bool more = rows.next.has_value();
    learn(page, rows);
    const PagePtr before = m_pages.value(page);
    keepPage(page, std::move(rows));
    if (!m_list) {
        if (first + loaded > m_rows) {
            m_more = more && !m_counted;
            resizeTo(first + loaded);
        } else if (m_span && !m_counted && !m_index && !more && loaded > 0 && first + loaded < m_rows) {
            resizeTo(first + loaded); // the table ends here
        } else if (m_span && !m_counted && !m_index && more && first + loaded == m_rows) {
            m_more = true; // there were more rows than thought
        }
    }
    if (before && m_pages.contains(page)) {
        keepInPage(page, *before, *m_pages.value(page));
    }
    if (first < m_rows && columnCount() > 0) {
        emit dataChanged(index(first, 0),
                         index(std::min(first + rowsPerPage, m_rows) - 1, columnCount() - 1));
    }
}

std::function<TableRowsModel::Values(const core::JobContext &)>
TableRowsModel::wholeRows(const std::vector<int> &rows, const std::vector<int> &columns) const
{
    struct Part // rows of one page
    {
        PagePtr page; // null: to be read
        std::optional<Run> run;
        std::vector<std::size_t> rows; // in the page
    };
    std::map<int, Part> parts;
    for (const int row : rows) {
        Part &part = parts[row / rowsPerPage];
        if (part.rows.empty()) {
            part.page = m_pages.value(row / rowsPerPage);
            part.run = runFor(row / rowsPerPage);
        }
        part.rows.push_back(static_cast<std::size_t>(row % rowsPerPage));
    }
    return [source = m_source, shape = m_shape, query = m_query, parts,
            columns](const core::JobContext &job) {
        session::Lease lease = source.lease();
        Values out;
        for (const auto &[number, part] : parts) {
            if (shape.paging == Paging::Offset) {
                const auto first = static_cast<std::uint64_t>(number) * pageRows;
                for (const std::size_t row : part.rows) {
                    out.push_back(plainValues(
                        loadWholeAt(lease.connection(), shape, query, columns, first + row, job)));
                }
                continue;
            }
            std::vector<Key> keys = part.page ? part.page->keys : std::vector<Key>();
            if (keys.empty() && part.run) {
                const Loaded loaded = load(lease, shape, query, *part.run, job);
                keys = loaded.empty() ? keys : loaded.front().second.keys;
            }
            for (const std::size_t row : part.rows) {
                if (row < keys.size()) {
                    out.push_back(plainValues(loadWhole(lease.connection(), shape, columns, keys[row], job)));
                }
            }
            job.report(out.size(), 0, "rows");
        }
        return out;
    };
}

} // namespace strandline::rows
