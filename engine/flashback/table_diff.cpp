#include "engine/flashback/table_diff.h"

#include "engine/core/hash.h"
#include "engine/flashback/row_identity.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::flashback {

using core::Bytes;
using core::ByteView;
using core::Scn;
using sqlite::Value;

namespace {

constexpr std::size_t none = SIZE_MAX;

// For each column after: which column it was before, or none. By name; what is left over on both sides in one
// place was renamed.
std::vector<std::size_t> matchColumns(const TableThen &before, const TableThen &after)
{
    std::vector<std::size_t> match(after.columns.size(), none);
    std::vector<bool> taken(before.columns.size());
    for (std::size_t i = 0; i < after.columns.size(); ++i) {
        for (std::size_t j = 0; j < before.columns.size() && match[i] == none; ++j) {
            if (!taken[j] && sql::equalsIgnoringCase(before.columns[j].name, after.columns[i].name)) {
                match[i] = j;
                taken[j] = true;
            }
        }
    }
    for (std::size_t i = 0; i < std::min(match.size(), taken.size()); ++i) {
        if (match[i] == none && !taken[i]) {
            match[i] = i;
            taken[i] = true;
        }
    }
    return match;
}

// One side of the comparison: how its records become rows.
class RowReader
{
public:
    RowReader(PageReader &reader, const DiffSide &side) : m_reader(reader), m_side(side) {}

    ByteView record(const Cell &cell)
    {
        return m_reader.record(cell, m_side.scn, m_side.usableBytes, m_buffer);
    }

    void row(ByteView record, std::int64_t rowid, std::vector<Value> &out)
    {
        rowOf(*m_side.table, m_side.encoding, record, rowid, m_fields, out);
    }

    const DiffSide &side() const { return m_side; }

private:
    PageReader &m_reader;
    const DiffSide &m_side;
    std::vector<Value> m_fields;
    Bytes m_buffer;
};

// The rows of a rowid table's leaves, by rowid.
class RowStream
{
public:
    RowStream(PageReader &reader, const DiffSide &side) : m_reader(reader), m_side(side)
    {
        for (const std::uint32_t page : side.pages) {
            const auto bytes = reader.read(page, side.scn);
            const BtreePage content(*bytes, page, side.usableBytes);
            if (content.kind() == BtreeKind::TableLeaf && content.cellCount() > 0) {
                m_pages.emplace_back(content.cell(0).rowid, page);
            }
        }
        std::sort(m_pages.begin(), m_pages.end());
        advance();
    }

    explicit operator bool() const { return m_here; }
    const Cell &cell() const { return m_cell; }
    std::int64_t rowid() const { return m_cell.rowid; }

    void advance()
    {
        const bool began = m_here;
        const std::int64_t last = m_cell.rowid;
        m_here = false;
        while (!m_content || m_index == m_content->cellCount()) {
            if (m_next == m_pages.size()) {
                return;
            }
            const std::uint32_t page = m_pages[m_next++].second;
            m_bytes = m_reader.read(page, m_side.scn);
            m_content.emplace(*m_bytes, page, m_side.usableBytes);
            m_index = 0;
        }
        m_cell = m_content->cell(m_index++);
        if (began && m_cell.rowid <= last) {
            throw damagedPage(m_content->number(), "its rows are out of order");
        }
        m_here = true;
    }

private:
    PageReader &m_reader;
    const DiffSide &m_side;
    std::vector<std::pair<std::int64_t, std::uint32_t>> m_pages; // first rowid, page
    std::size_t m_next = 0;
    PageReader::Page m_bytes;
    std::optional<BtreePage> m_content;
    std::uint32_t m_index = 0;
    Cell m_cell;
    bool m_here = false;
};

ByteView viewOf(const std::string &text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

std::vector<std::uint32_t> sortedPages(const DiffSide &side)
{
    std::vector<std::uint32_t> pages = side.pages;
    std::sort(pages.begin(), pages.end());
    return pages;
}

class TableDiff
{
public:
    TableDiff(PageReader &reader, const DiffInput &input, ChangeSink &sink, const core::JobContext &job)
        : m_reader(reader), m_input(input), m_sink(sink), m_job(job), m_before(reader, input.before),
          m_after(reader, input.after)
    {
        m_counts.before = m_change.before = input.before.table;
        m_counts.after = m_change.after = input.after.table;
        m_change.scn = input.commit;
        if (input.before.table && input.after.table) {
            m_match.emplace(*input.before.table, *input.after.table);
            m_sameLayout = sameLayout(*input.before.table, *input.after.table);
        }
    }

    TableChanges run()
    {
        const TableThen *before = m_input.before.table.get();
        const TableThen *after = m_input.after.table.get();
        if (before != nullptr && after != nullptr && before->withoutRowid != after->withoutRowid) {
            // Another kind of table under the same name: no row of one is a row of the other.
            const auto gone = std::exchange(m_change.after, nullptr);
            diffRows(before->withoutRowid, true, false);
            m_change.after = gone;
            m_change.before = nullptr;
            diffRows(after->withoutRowid, false, true);
            return m_counts;
        }
        const bool keyed = (after != nullptr ? after : before)->withoutRowid;
        if (!keyed && m_input.mayBeRenumbered && before != nullptr && after != nullptr &&
            after->unstableRowids() && renumbered()) {
            m_counts.rowidsRenumbered = true;
            return m_counts;
        }
        diffRows(keyed, before != nullptr, after != nullptr);
        return m_counts;
    }

private:
    struct KeyedCell
    {
        std::uint64_t key = 0;     // hash of the key
        std::uint64_t content = 0; // hash of what is in the page; 0: its chain changed
        std::uint32_t page = 0;
        std::uint32_t index = 0;
    };

    struct LeftCell
    {
        std::int64_t rowid = 0;
        std::uint32_t page = 0;
        std::uint32_t index = 0;
    };
    // The cells of one leaf; none of an interior page.
    struct LeafCells
    {
        void open(PageReader &reader, const DiffSide &side, std::uint32_t number);
        void next();

        PageReader::Page bytes;
        std::optional<BtreePage> page;
        std::uint32_t index = 0; // of the cell after this one
        std::uint32_t count = 0;
        Cell cell;
        bool here = false;
    };

    void diffRows(bool keyed, bool before, bool after)
    {
        if (keyed) {
            diffKeyed(before, after);
        } else {
            diffByRowid(before, after);
        }
    }

    void diffByRowid(bool withBefore, bool withAfter);
    void diffPage(std::uint32_t number, bool inBefore, bool inAfter);
    void diffLeft();
    void diffKeyed(bool withBefore, bool withAfter);
    bool renumbered();
    bool sameCell(const Cell &before, const Cell &after) const;
    void compare(const Cell &before, const Cell &after);
    void emit(RowOperation operation, std::int64_t rowid);
    void deleted(const Cell &cell);
    void inserted(const Cell &cell);
    void setKey(const TableThen &table, const std::vector<Value> &row);
    std::vector<KeyedCell> keyedCells(const DiffSide &side);
    void compareKeyed(const KeyedCell *before, const KeyedCell *after);
    std::string keyBytes(RowReader &rows, const Cell &cell);
    void tick()
    {
        if (++m_ticks % 1024 == 0) {
            m_job.checkStop();
        }
    }

    PageReader &m_reader;
    const DiffInput &m_input;
    ChangeSink &m_sink;
    const core::JobContext &m_job;
    RowReader m_before;
    RowReader m_after;
    std::optional<RowMatch> m_match;
    bool m_sameLayout = false;
    TableChanges m_counts;
    RowChange m_change;
    std::vector<LeftCell> m_leftBefore; // rows that are not in the same page after
    std::vector<LeftCell> m_leftAfter;
    std::vector<Value> m_keyFields;
    std::uint64_t m_ticks = 0;
};

bool TableDiff::sameCell(const Cell &before, const Cell &after) const
{
    return m_sameLayout && before.payloadBytes == after.payloadBytes && before.overflow == after.overflow &&
           (before.overflow == 0 || m_input.changedChains->count(before.overflow) == 0) &&
           std::equal(before.local.begin(), before.local.end(), after.local.begin(), after.local.end());
}

void TableDiff::emit(RowOperation operation, std::int64_t rowid)
{
    m_change.operation = operation;
    m_change.rowid = rowid;
    (operation == RowOperation::Insert   ? m_counts.inserts
     : operation == RowOperation::Update ? m_counts.updates
                                         : m_counts.deletes)++;
    m_sink.row(m_change);
}

void TableDiff::setKey(const TableThen &table, const std::vector<Value> &row)
{
    m_change.key.clear();
    for (std::size_t i = 0; i < table.keyCollations.size(); ++i) {
        m_change.key.push_back(row[table.fields[i]]);
    }
}

void TableDiff::deleted(const Cell &cell)
{
    m_change.newRow.clear();
    if (m_input.values) {
        m_before.row(m_before.record(cell), cell.rowid, m_change.oldRow);
        setKey(*m_input.before.table, m_change.oldRow);
    }
    emit(RowOperation::Delete, cell.rowid);
}

void TableDiff::inserted(const Cell &cell)
{
    m_change.oldRow.clear();
    if (m_input.values) {
        m_after.row(m_after.record(cell), cell.rowid, m_change.newRow);
        setKey(*m_input.after.table, m_change.newRow);
    }
    emit(RowOperation::Insert, cell.rowid);
}

void TableDiff::compare(const Cell &before, const Cell &after)
{
    if (sameCell(before, after)) {
        return;
    }
    const ByteView oldRecord = m_before.record(before);
    const ByteView newRecord = m_after.record(after);
    if (m_sameLayout && std::equal(oldRecord.begin(), oldRecord.end(), newRecord.begin(), newRecord.end())) {
        return;
    }
    m_before.row(oldRecord, before.rowid, m_change.oldRow);
    m_after.row(newRecord, after.rowid, m_change.newRow);
    if (!m_match->same(m_change.oldRow, m_change.newRow)) {
        setKey(*m_input.after.table, m_change.newRow);
        emit(RowOperation::Update, after.rowid);
    }
}

void TableDiff::LeafCells::open(PageReader &reader, const DiffSide &side, std::uint32_t number)
{
    bytes = reader.read(number, side.scn);
    page.emplace(*bytes, number, side.usableBytes);
    if (!page->table()) {
        throw damagedPage(number, "it belongs to another kind of b-tree");
    }
    index = 0;
    count = page->interior() ? 0 : page->cellCount();
    next();
}

void TableDiff::LeafCells::next()
{
    here = index < count;
    if (here) {
        const std::int64_t last = cell.rowid;
        cell = page->cell(index++);
        if (index > 1 && cell.rowid <= last) {
            throw damagedPage(page->number(), "its rows are out of order");
        }
    }
}

// Most rows stay in their page: each page is held against itself first. Rows that are on one side only were
// made, deleted, or moved to another page.
void TableDiff::diffPage(std::uint32_t number, bool inBefore, bool inAfter)
{
    LeafCells before;
    LeafCells after;
    if (inBefore) {
        before.open(m_reader, m_input.before, number);
    }
    if (inAfter) {
        after.open(m_reader, m_input.after, number);
    }
    while (before.here || after.here) {
        tick();
        if (!after.here || (before.here && before.cell.rowid < after.cell.rowid)) {
            m_leftBefore.push_back({before.cell.rowid, number, before.index - 1});
            before.next();
        } else if (!before.here || after.cell.rowid < before.cell.rowid) {
            m_leftAfter.push_back({after.cell.rowid, number, after.index - 1});
            after.next();
        } else {
            compare(before.cell, after.cell);
            before.next();
            after.next();
        }
    }
}

void TableDiff::diffByRowid(bool withBefore, bool withAfter)
{
    const auto before = withBefore ? sortedPages(m_input.before) : std::vector<std::uint32_t>{};
    const auto after = withAfter ? sortedPages(m_input.after) : std::vector<std::uint32_t>{};
    m_leftBefore.clear();
    m_leftAfter.clear();
    auto b = before.begin();
    auto a = after.begin();
    while (b != before.end() || a != after.end()) {
        const std::uint32_t page = b == before.end() ? *a : a == after.end() ? *b : std::min(*a, *b);
        const bool inBefore = b != before.end() && *b == page;
        const bool inAfter = a != after.end() && *a == page;
        diffPage(page, inBefore, inAfter);
        b += inBefore ? 1 : 0;
        a += inAfter ? 1 : 0;
    }
    diffLeft();
}

void TableDiff::diffLeft()
{
    const auto byRowid = [](const LeftCell &x, const LeftCell &y) { return x.rowid < y.rowid; };
    std::sort(m_leftBefore.begin(), m_leftBefore.end(), byRowid);
    std::sort(m_leftAfter.begin(), m_leftAfter.end(), byRowid);
    auto b = m_leftBefore.cbegin();
    auto a = m_leftAfter.cbegin();
    PageReader::Page oldBytes;
    PageReader::Page newBytes;
    const auto cellOf = [this](const LeftCell &left, const DiffSide &side, PageReader::Page &bytes) {
        bytes = m_reader.read(left.page, side.scn);
        return BtreePage(*bytes, left.page, side.usableBytes).cell(left.index);
    };
    while (b != m_leftBefore.cend() || a != m_leftAfter.cend()) {
        tick();
        if (a == m_leftAfter.cend() || (b != m_leftBefore.cend() && b->rowid < a->rowid)) {
            deleted(cellOf(*b++, m_input.before, oldBytes));
        } else if (b == m_leftBefore.cend() || a->rowid < b->rowid) {
            inserted(cellOf(*a++, m_input.after, newBytes));
        } else {
            const Cell old = cellOf(*b++, m_input.before, oldBytes);
            compare(old, cellOf(*a++, m_input.after, newBytes));
        }
    }
}

// VACUUM copies the rows of such a table in their order and counts rowids anew.
bool TableDiff::renumbered()
{
    RowStream before(m_reader, m_input.before);
    RowStream after(m_reader, m_input.after);
    bool moved = false;
    while (before && after) {
        tick();
        const ByteView oldRecord = m_before.record(before.cell());
        const ByteView newRecord = m_after.record(after.cell());
        if (!std::equal(oldRecord.begin(), oldRecord.end(), newRecord.begin(), newRecord.end())) {
            return false;
        }
        moved = moved || before.rowid() != after.rowid();
        before.advance();
        after.advance();
    }
    return moved && !before && !after;
}

std::string TableDiff::keyBytes(RowReader &rows, const Cell &cell)
{
    const TableThen &table = *rows.side().table;
    decodeRecord(rows.record(cell), rows.side().encoding, m_keyFields, table.keyCollations.size());
    std::string key;
    for (std::size_t i = 0; i < m_keyFields.size(); ++i) {
        if (table.columns[table.fields[i]].real && std::holds_alternative<std::int64_t>(m_keyFields[i])) {
            m_keyFields[i] = static_cast<double>(std::get<std::int64_t>(m_keyFields[i]));
        }
        appendKey(m_keyFields[i], table.keyCollations[i], key);
    }
    return key;
}

std::vector<TableDiff::KeyedCell> TableDiff::keyedCells(const DiffSide &side)
{
    RowReader &rows = &side == &m_input.before ? m_before : m_after;
    std::vector<KeyedCell> cells;
    for (const std::uint32_t page : sortedPages(side)) {
        const auto bytes = m_reader.read(page, side.scn);
        const BtreePage content(*bytes, page, side.usableBytes);
        if (content.table()) {
            throw damagedPage(page, "it belongs to another kind of b-tree");
        }
        for (std::uint32_t i = 0; i < content.cellCount(); ++i) {
            tick();
            const Cell cell = content.cell(i);
            KeyedCell keyed{core::hash64(viewOf(keyBytes(rows, cell))), 0, page, i};
            if (m_sameLayout && (cell.overflow == 0 || m_input.changedChains->count(cell.overflow) == 0)) {
                keyed.content =
                    core::hash64(cell.local, cell.payloadBytes + (std::uint64_t{cell.overflow} << 32U)) | 1U;
            }
            cells.push_back(keyed);
        }
    }
    std::sort(cells.begin(), cells.end(),
              [](const KeyedCell &a, const KeyedCell &b) { return a.key < b.key; });
    return cells;
}

void TableDiff::compareKeyed(const KeyedCell *before, const KeyedCell *after)
{
    PageReader::Page oldBytes;
    PageReader::Page newBytes;
    Cell oldCell;
    Cell newCell;
    if (before != nullptr) {
        oldBytes = m_reader.read(before->page, m_input.before.scn);
        oldCell = BtreePage(*oldBytes, before->page, m_input.before.usableBytes).cell(before->index);
    }
    if (after != nullptr) {
        newBytes = m_reader.read(after->page, m_input.after.scn);
        newCell = BtreePage(*newBytes, after->page, m_input.after.usableBytes).cell(after->index);
    }
    if (before != nullptr && after != nullptr && keyBytes(m_before, oldCell) == keyBytes(m_after, newCell)) {
        compare(oldCell, newCell);
        return;
    }
    if (before != nullptr) {
        deleted(oldCell);
    }
    if (after != nullptr) {
        inserted(newCell);
    }
}

// By the hashes of keys; what differs is then read again in the order of the pages.
void TableDiff::diffKeyed(bool withBefore, bool withAfter)
{
    const auto before = withBefore ? keyedCells(m_input.before) : std::vector<KeyedCell>{};
    const auto after = withAfter ? keyedCells(m_input.after) : std::vector<KeyedCell>{};
    std::vector<std::pair<const KeyedCell *, const KeyedCell *>> pairs;
    auto b = before.begin();
    auto a = after.begin();
    while (b != before.end() || a != after.end()) {
        if (a == after.end() || (b != before.end() && b->key < a->key)) {
            pairs.emplace_back(&*b++, nullptr);
        } else if (b == before.end() || a->key < b->key) {
            pairs.emplace_back(nullptr, &*a++);
        } else {
            if (b->content == 0 || b->content != a->content) {
                pairs.emplace_back(&*b, &*a);
            }
            ++b;
            ++a;
        }
    }
    const auto place = [](const auto &pair) {
        const KeyedCell &cell = pair.second != nullptr ? *pair.second : *pair.first;
        return std::tuple(pair.second == nullptr, cell.page, cell.index);
    };
    std::sort(pairs.begin(), pairs.end(), [&](const auto &x, const auto &y) { return place(x) < place(y); });
    for (const auto &[old, now] : pairs) {
        tick();
        compareKeyed(old, now);
    }
}

} // namespace

void rowOf(const TableThen &table, TextEncoding encoding, ByteView record, std::int64_t rowid,
           std::vector<Value> &fields, std::vector<Value> &row)
{
    decodeRecord(record, encoding, fields, table.fields.size());
    row.resize(table.columns.size());
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        const std::size_t column = table.fields[i];
        if (i < fields.size()) {
            std::swap(row[column], fields[i]);
        } else {
            row[column] = table.columns[column].byDefault;
        }
        const auto *integer = std::get_if<std::int64_t>(&row[column]);
        if (integer != nullptr && table.columns[column].real) {
            row[column] = static_cast<double>(*integer);
        }
    }
    if (table.rowidColumn) {
        row[*table.rowidColumn] = rowid;
    }
}

RowMatch::RowMatch(const TableThen &before, const TableThen &after)
    : m_after(after), m_match(matchColumns(before, after))
{
}

bool RowMatch::same(const std::vector<Value> &oldRow, const std::vector<Value> &newRow) const
{
    for (std::size_t i = 0; i < m_match.size(); ++i) {
        const Value &before = m_match[i] == none ? m_after.columns[i].byDefault : oldRow[m_match[i]];
        if (before != newRow[i]) {
            return false;
        }
    }
    return true;
}

bool sameLayout(const TableThen &before, const TableThen &after)
{
    if (&before == &after) {
        return true;
    }
    if (before.withoutRowid != after.withoutRowid || before.fields.size() > after.fields.size() ||
        before.keyCollations != after.keyCollations || before.rowidColumn != after.rowidColumn) {
        return false;
    }
    const std::vector<std::size_t> match = matchColumns(before, after);
    for (std::size_t i = 0; i < before.fields.size(); ++i) {
        if (match[after.fields[i]] != before.fields[i] ||
            before.columns[before.fields[i]].real != after.columns[after.fields[i]].real) {
            return false;
        }
    }
    return true;
}

TableChanges diffTable(PageReader &reader, DiffInput input, ChangeSink &sink, const core::JobContext &job)
{
    return TableDiff(reader, input, sink, job).run();
}

} // namespace strandline::flashback
