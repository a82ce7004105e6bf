#include "models/rows/row_comparison.h"

#include <algorithm>
#include <map>

namespace strandline::rows {

namespace {

struct KeyLess
{
    bool operator()(const Key &a, const Key &b) const { return compareKeys(a, b) < 0; }
};

struct Place
{
    const RowPage *page;
    std::size_t at;
};

// The rows that a model has loaded, by key.
class LoadedRows
{
public:
    explicit LoadedRows(const TableRowsModel &model)
    {
        for (auto it = model.pages().cbegin(); it != model.pages().cend(); ++it) {
            const RowPage *page = it.value().get();
            for (std::size_t row = 0; row < page->keys.size(); ++row) {
                m_rows.emplace(page->keys[row], Place{page, row});
            }
            m_spans.push_back({it.key() == 0, page});
        }
    }

    const Place *find(const Key &key) const
    {
        const auto it = m_rows.find(key);
        return it == m_rows.end() ? nullptr : &it->second;
    }

    // Whether a row with this key would be among the loaded ones if it existed.
    bool covers(const Key &key) const
    {
        return std::any_of(m_spans.begin(), m_spans.end(), [&](const Span &span) {
            const bool after =
                span.first || (!span.page->keys.empty() && compareKeys(span.page->keys.front(), key) <= 0);
            const bool before = !span.page->next || compareKeys(key, *span.page->next) < 0;
            return after && before;
        });
    }

private:
    struct Span
    {
        bool first;
        const RowPage *page;
    };
    std::map<Key, Place, KeyLess> m_rows;
    std::vector<Span> m_spans;
};

// theirs[i]: the other side's column with the same name as our column i, or -1.
std::vector<int> columnMap(const TableShape &ours, const TableShape &theirs)
{
    std::vector<int> out;
    for (const catalog::Column &column : ours.columns) {
        const auto it = std::find_if(theirs.columns.begin(), theirs.columns.end(),
                                     [&](const catalog::Column &c) { return c.name == column.name; });
        out.push_back(it == theirs.columns.end() ? -1 : static_cast<int>(it - theirs.columns.begin()));
    }
    return out;
}

struct Counts
{
    int updated = 0;
    int missing = 0;
};

TableRowsModel::Marks marksOf(const TableRowsModel &model, const LoadedRows &other,
                              const std::vector<int> &map, RowMark missing, Counts &counts)
{
    TableRowsModel::Marks marks;
    for (auto it = model.pages().cbegin(); it != model.pages().cend(); ++it) {
        const RowPage &page = *it.value();
        for (std::size_t at = 0; at < page.keys.size(); ++at) {
            const int row = it.key() * static_cast<int>(pageRows) + static_cast<int>(at);
            const Place *place = other.find(page.keys[at]);
            if (place == nullptr) {
                if (other.covers(page.keys[at])) {
                    marks.rows.insert(row, missing);
                    ++counts.missing;
                }
                continue;
            }
            QSet<int> cells;
            for (std::size_t column = 0; column < page.columns; ++column) {
                const int theirs = map[column];
                if (theirs < 0 ||
                    !(page.at(at, column) == place->page->at(place->at, static_cast<std::size_t>(theirs)))) {
                    cells.insert(static_cast<int>(column));
                }
            }
            if (!cells.isEmpty()) {
                marks.rows.insert(row, RowMark::Updated);
                marks.cells.insert(row, cells);
                ++counts.updated;
            }
        }
    }
    return marks;
}

} // namespace

RowComparison::RowComparison(TableRowsModel *now, TableRowsModel *then, QObject *parent)
    : QObject(parent), m_now(now), m_then(then)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(30);
    connect(&m_timer, &QTimer::timeout, this, &RowComparison::compare);
    for (TableRowsModel *model : {now, then}) {
        connect(model, &TableRowsModel::pagesChanged, &m_timer, qOverload<>(&QTimer::start));
        connect(model, &TableRowsModel::stateChanged, &m_timer, qOverload<>(&QTimer::start));
    }
}

void RowComparison::setActive(bool active)
{
    m_active = active;
    m_timer.start();
}

bool RowComparison::comparable() const
{
    const TableShape &a = m_now->shape();
    const TableShape &b = m_then->shape();
    return m_now->state() == TableRowsModel::State::Ready &&
           m_then->state() == TableRowsModel::State::Ready && m_now->query().plain() &&
           m_then->query().plain() && a.table == b.table && a.paging == b.paging &&
           a.paging != Paging::Offset && a.key == b.key && a.binaryKey && b.binaryKey;
}

void RowComparison::compare()
{
    m_updated = m_inserted = m_deleted = 0;
    if (!m_active || !comparable()) {
        m_now->setMarks({});
        m_then->setMarks({});
        emit changed();
        return;
    }
    const LoadedRows now(*m_now);
    const LoadedRows then(*m_then);
    Counts ofNow;
    Counts ofThen;
    m_now->setMarks(
        marksOf(*m_now, then, columnMap(m_now->shape(), m_then->shape()), RowMark::Inserted, ofNow));
    m_then->setMarks(
        marksOf(*m_then, now, columnMap(m_then->shape(), m_now->shape()), RowMark::Deleted, ofThen));
    m_updated = ofThen.updated;
    m_inserted = ofNow.missing;
    m_deleted = ofThen.missing;
    emit changed();
}

} // namespace strandline::rows
