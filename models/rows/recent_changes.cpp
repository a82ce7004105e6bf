#include "models/rows/recent_changes.h"

#include <algorithm>

namespace strandline::rows {

namespace {
constexpr int afterMs = 50; // rows first
constexpr std::size_t pagesAtOnce = 4;
} // namespace

RecentChanges::RecentChanges(TableRowsModel *rows, task::TaskList *tasks, QObject *parent)
    : QObject(parent), m_rows(rows), m_comparing(new task::TaskRunner(tasks, this))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(afterMs);
    connect(&m_timer, &QTimer::timeout, this, &RecentChanges::look);
    connect(rows, &TableRowsModel::pagesChanged, &m_timer, qOverload<>(&QTimer::start));
}

void RecentChanges::setSince(std::optional<core::Scn> since, const QString &reason)
{
    if (since == m_since && reason == m_reason) {
        return;
    }
    m_since = since;
    m_reason = reason;
    m_comparing->discard();
    m_compared.clear();
    if (since) {
        m_timer.start();
    } else {
        m_timer.stop();
        m_rows->setMarks({});
    }
}

void RecentChanges::look()
{
    if (!m_since || m_comparing->running() || m_rows->shape().paging == Paging::Offset) {
        return;
    }
    const auto &pages = m_rows->pages();
    m_compared.removeIf([&](const auto &entry) { return pages.value(entry.key()) != entry.value().rows; });
    std::vector<Compared> wanted;
    for (auto it = pages.cbegin(); it != pages.cend() && wanted.size() < pagesAtOnce; ++it) {
        if (!m_compared.contains(it.key())) {
            wanted.push_back({it.key(), it.value(), {}});
        }
    }
    if (wanted.empty()) {
        show();
        return;
    }
    m_comparing->run(
        QString(),
        [then = TableRowsModel::Source{m_rows->source().database, m_since}, shape = m_rows->shape(),
         wanted = std::move(wanted)](const core::JobContext &job) {
            return compare(then, shape, wanted, job);
        },
        [this](std::vector<Compared> compared) {
            for (Compared &page : compared) {
                m_compared.insert(page.page, std::move(page));
            }
            look();
        });
}

std::vector<RecentChanges::Compared> RecentChanges::compare(const TableRowsModel::Source &then,
                                                            const TableShape &shape,
                                                            std::vector<Compared> pages,
                                                            const core::JobContext &job)
{
    const session::Lease lease = then.lease();
    const TableShape old = loadShape(lease.connection(), shape.table, job);
    if (old.paging != shape.paging || old.key != shape.key) {
        return pages; // no row can be told to be the same one
    }
    std::vector<int> columns; // of then, by those of now; -1: new
    for (const catalog::Column &column : shape.columns) {
        const auto it = std::find_if(old.columns.begin(), old.columns.end(),
                                     [&](const catalog::Column &c) { return c.name == column.name; });
        columns.push_back(it == old.columns.end() ? -1 : static_cast<int>(it - old.columns.begin()));
    }
    for (Compared &page : pages) {
        const RowPage before = loadRows(lease.connection(), old, page.rows->keys, job);
        for (std::size_t at = 0; at < page.rows->rowCount; ++at) {
            const int row = page.page * static_cast<int>(pageRows) + static_cast<int>(at);
            if (!page.rows->gone.empty() && page.rows->gone[at]) {
                continue;
            }
            if (!before.gone.empty() && before.gone[at]) {
                page.marks.rows.insert(row, RowMark::Inserted);
                continue;
            }
            for (std::size_t column = 0; column < columns.size(); ++column) {
                if (columns[column] < 0 || !(page.rows->at(at, column) ==
                                             before.at(at, static_cast<std::size_t>(columns[column])))) {
                    page.marks.rows.insert(row, RowMark::Updated);
                    page.marks.cells[row].insert(static_cast<int>(column));
                }
            }
        }
    }
    return pages;
}

void RecentChanges::show()
{
    TableRowsModel::Marks marks;
    marks.reason = m_reason;
    for (const Compared &page : m_compared) {
        marks.rows.insert(page.marks.rows);
        marks.cells.insert(page.marks.cells);
    }
    m_rows->setMarks(std::move(marks));
}

} // namespace strandline::rows
