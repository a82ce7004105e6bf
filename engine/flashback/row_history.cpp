#include "engine/flashback/row_history.h"

#include "engine/flashback/table_diff.h"
#include "engine/flashback/table_names.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::flashback {

using core::ByteView;
using core::Scn;
using sqlite::Value;
using timeline::PageIndex;

namespace {

constexpr unsigned deepestTree = 40;

// SQLite's order of storage classes: NULL, numbers, text, BLOB.
int classOf(const Value &value)
{
    switch (value.index()) {
    case 0:
        return 0;
    case 1:
    case 2:
        return 1;
    default:
        return static_cast<int>(value.index()) - 1;
    }
}

template <typename T>
int order(const T &a, const T &b)
{
    return a < b ? -1 : b < a ? 1 : 0;
}

int compareNumbers(const Value &a, const Value &b)
{
    const auto *i = std::get_if<std::int64_t>(&a);
    const auto *j = std::get_if<std::int64_t>(&b);
    if (i != nullptr && j != nullptr) {
        return order(*i, *j);
    }
    const auto real = [](const Value &v) {
        const auto *integer = std::get_if<std::int64_t>(&v);
        return integer != nullptr ? static_cast<long double>(*integer)
                                  : static_cast<long double>(std::get<double>(v));
    };
    return order(real(a), real(b)); // 64 bits of mantissa hold every integer
}

std::string folded(const std::string &text, const std::string &collation)
{
    if (sql::equalsIgnoringCase(collation, "NOCASE")) {
        return sql::toLowerAscii(text);
    }
    if (sql::equalsIgnoringCase(collation, "RTRIM")) {
        return text.substr(0, text.find_last_not_of(' ') + 1);
    }
    return text;
}

int compareValues(const Value &a, const Value &b, const std::string &collation)
{
    if (classOf(a) != classOf(b)) {
        return order(classOf(a), classOf(b));
    }
    switch (classOf(a)) {
    case 0:
        return 0;
    case 1:
        return compareNumbers(a, b);
    case 2: {
        const int c =
            folded(std::get<std::string>(a), collation).compare(folded(std::get<std::string>(b), collation));
        return order(c, 0);
    }
    default:
        return order(std::get<core::Bytes>(a), std::get<core::Bytes>(b));
    }
}

// One database, looked at as of one SCN after the other.
class RowFinder
{
public:
    RowFinder(timeline::History &history, std::vector<TableName> names, const RowKey &key)
        : m_history(history), m_reader(history.store()), m_names(std::move(names)), m_key(key)
    {
    }

    struct Found
    {
        bool there = false;
        std::int64_t rowid = 0;
        std::vector<Value> row;
        std::vector<std::uint32_t> pages; // on which it depends
    };

    // Takes the schema as of scn; null: there is no such table.
    const std::shared_ptr<const TableThen> &enter(Scn scn)
    {
        m_schema = loadSchema(m_history, scn, m_schema.get());
        m_shape = nullptr;
        const std::string table = scn < m_names.front().since ? std::string() : nameAt(m_names, scn);
        for (const SchemaEntry &entry : m_schema->entries) {
            const auto known = m_schema->tables.find(entry.name);
            if (known != m_schema->tables.end() && entry.type == "table" &&
                sql::equalsIgnoringCase(entry.name, table)) {
                m_shape = known->second;
                m_root = entry.rootPage;
            }
        }
        const Header header = m_reader.header(scn);
        m_usable = header.usableBytes;
        m_encoding = header.encoding;
        if (m_shape && !keyFits()) {
            m_misfit = std::exchange(m_shape, nullptr);
        }
        return m_shape;
    }

    // What there was to say where no table had such a key.
    void refuseMisfit() const
    {
        if (m_misfit) {
            throw core::Error(
                core::ErrorCode::Usage,
                fmt::format("The key doesn't fit {}: give {}.", m_misfit->name,
                            m_misfit->withoutRowid ? "its primary key, column by column" : "a rowid"));
        }
    }

    Found find(Scn scn)
    {
        Found found;
        if (!m_shape) {
            return found;
        }
        std::uint32_t page = m_root;
        for (unsigned depth = 0; depth <= deepestTree; ++depth) {
            found.pages.push_back(page);
            const auto bytes = m_reader.read(page, scn);
            const BtreePage content(*bytes, page, m_usable);
            if (content.table() == m_shape->withoutRowid) {
                throw damagedPage(page, "it belongs to another kind of b-tree");
            }
            bool equal = false;
            const std::uint32_t index = lowerBound(content, scn, found, equal);
            if (equal && content.kind() != BtreeKind::TableInterior) {
                take(content.cell(index), scn, found);
                return found;
            }
            if (!content.interior()) {
                return found;
            }
            page = content.child(index);
        }
        throw damagedPage(page, "its b-tree is deeper than any can be");
    }

    PageReader &reader() { return m_reader; }

private:
    // A rowid is no key of a WITHOUT ROWID table: where the table was of another kind, no such row was in it.
    bool keyFits() const
    {
        const auto *values = std::get_if<std::vector<Value>>(&m_key);
        if ((values != nullptr) != m_shape->withoutRowid ||
            (values != nullptr && values->size() != m_shape->keyCollations.size())) {
            return false;
        }
        for (const std::string &collation : m_shape->keyCollations) {
            const std::string name = sql::toUpperAscii(collation);
            if (name != "BINARY" && name != "NOCASE" && name != "RTRIM") {
                throw core::Error(
                    core::ErrorCode::Unsupported,
                    fmt::format("The key of {} is ordered by {}, which only its own program knows.",
                                m_shape->name, collation));
            }
        }
        return true;
    }

    // First cell whose key is not before the wanted one.
    std::uint32_t lowerBound(const BtreePage &page, Scn scn, Found &found, bool &equal)
    {
        std::uint32_t low = 0;
        std::uint32_t high = page.cellCount();
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            const int c = compare(page.cell(middle), scn, found);
            equal = equal || c == 0;
            if (c < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    // The cell's key against the wanted one.
    int compare(const Cell &cell, Scn scn, Found &found)
    {
        if (const auto *rowid = std::get_if<std::int64_t>(&m_key)) {
            return order(cell.rowid, *rowid);
        }
        const auto &wanted = std::get<std::vector<Value>>(m_key);
        if (cell.overflow != 0) {
            noteChain(cell, scn, found);
        }
        decodeRecord(m_reader.record(cell, scn, m_usable, m_buffer), m_encoding, m_fields, wanted.size());
        for (std::size_t i = 0; i < wanted.size() && i < m_fields.size(); ++i) {
            const int c = compareValues(m_fields[i], wanted[i], m_shape->keyCollations[i]);
            if (c != 0) {
                return m_shape->keyDescending[i] ? -c : c;
            }
        }
        return 0;
    }

    void noteChain(const Cell &cell, Scn scn, Found &found)
    {
        m_reader.walkChain(cell.overflow, cell.payloadBytes - cell.local.size(), scn, m_usable,
                           [&found](std::uint32_t page, ByteView) {
                               found.pages.push_back(page);
                               return true;
                           });
    }

    void take(const Cell &cell, Scn scn, Found &found)
    {
        found.there = true;
        found.rowid = cell.rowid;
        if (cell.overflow != 0) {
            noteChain(cell, scn, found);
        }
        rowOf(*m_shape, m_encoding, m_reader.record(cell, scn, m_usable, m_buffer), cell.rowid, m_fields,
              found.row);
    }

    timeline::History &m_history;
    PageReader m_reader;
    const std::vector<TableName> m_names; // at least one
    const RowKey &m_key;
    std::shared_ptr<const SchemaThen> m_schema;
    std::shared_ptr<const TableThen> m_shape;
    std::shared_ptr<const TableThen> m_misfit; // a table of that name without such keys
    std::uint32_t m_root = 0;
    std::uint32_t m_usable = 0;
    TextEncoding m_encoding = TextEncoding::Utf8;
    core::Bytes m_buffer;
    std::vector<Value> m_fields;
};

std::uint32_t lineOf(const timeline::History &history, Scn scn)
{
    return history.store()->withIndex(
        [scn](const PageIndex &index) { return index.readable(scn).incarnation; });
}

class HistoryOfRow
{
public:
    HistoryOfRow(timeline::History &history, std::vector<TableName> names, const RowKey &key, Scn to,
                 const core::JobContext &job)
        : m_finder(history, std::move(names), key), m_to(to), m_job(job), m_line(lineOf(history, to))
    {
    }

    RowHistory run(Scn start, const std::string &table)
    {
        m_scn = start;
        m_shape = m_finder.enter(start);
        m_now = m_finder.find(start);
        bool any = m_shape != nullptr;
        RowHistory out;
        out.start = m_now.row;
        out.startTable = m_shape;
        std::uint32_t cookie = m_finder.reader().header(start).schemaCookie;
        while (m_scn < m_to) {
            m_job.checkStop();
            const Scn schemaChange = nextSchema(m_scn, m_to, cookie);
            walk(schemaChange ? schemaChange : Scn{m_to.value + 1}, out);
            if (!schemaChange) {
                break;
            }
            cookie = m_finder.reader().header(schemaChange).schemaCookie;
            const auto before = m_shape;
            m_shape = m_finder.enter(schemaChange);
            any = any || m_shape;
            step(schemaChange, before, out);
        }
        if (!any) {
            m_finder.refuseMisfit();
            throw core::Error(
                core::ErrorCode::NoSuchTableThen,
                fmt::format("There was no table {} between SCN {} and {}. Check the name, or ask for "
                            "other commits.",
                            table, start.value, m_to.value));
        }
        out.end = m_now.row;
        out.endTable = m_shape;
        out.unstableRowids = m_shape && m_shape->unstableRowids();
        return out;
    }

private:
    Scn next(std::uint32_t page, Scn scn)
    {
        return m_finder.reader().store().withIndex(
            [&](const PageIndex &index) { return index.nextChange(page, scn, m_line); });
    }

    // Changes up to `end`, exclusive, in which the schema stays.
    void walk(Scn end, RowHistory &out)
    {
        for (;;) {
            m_job.checkStop();
            Scn at = end;
            for (const std::uint32_t page : m_now.pages) {
                const Scn changed = next(page, m_scn);
                at = changed && changed < at ? changed : at;
            }
            if (at >= end) {
                return;
            }
            step(at, m_shape, out);
        }
    }

    // To the state of a commit.
    void step(Scn scn, const std::shared_ptr<const TableThen> &before, RowHistory &out)
    {
        RowFinder::Found now = m_finder.find(scn);
        const bool changed =
            m_now.there != now.there || (now.there && !RowMatch(*before, *m_shape).same(m_now.row, now.row));
        if (changed) {
            RowChange change;
            change.scn = scn;
            change.before = before;
            change.after = m_shape;
            change.operation = !m_now.there ? RowOperation::Insert
                               : now.there  ? RowOperation::Update
                                            : RowOperation::Delete;
            change.rowid = now.there ? now.rowid : m_now.rowid;
            change.oldRow = m_now.row;
            change.newRow = now.row;
            const TableThen &table = now.there ? *m_shape : *before;
            const auto &row = now.there ? now.row : m_now.row;
            for (std::size_t i = 0; i < table.keyCollations.size(); ++i) {
                change.key.push_back(row[table.fields[i]]);
            }
            out.changes.push_back(std::move(change));
        }
        m_now = std::move(now);
        m_scn = scn;
    }

    // The first commit after `from` and up to `to` whose schema is another one; 0: none. A schema's number
    // only grows within a line of history, so it need not be looked at between two that are equal.
    Scn nextSchema(Scn from, Scn to, std::uint32_t cookie)
    {
        if (m_finder.reader().header(to).schemaCookie == cookie) {
            return {};
        }
        std::uint64_t low = from.value; // has this cookie
        std::uint64_t high = to.value;
        while (high - low > 1) {
            const std::uint64_t middle = low + (high - low) / 2;
            const Scn at = lineBefore(Scn{middle}, low);
            if (at.value == low || m_finder.reader().header(at).schemaCookie == cookie) {
                low = middle;
            } else {
                high = at.value;
            }
        }
        return Scn{high};
    }

    // The newest commit of our line up to scn; not below `least`.
    Scn lineBefore(Scn scn, std::uint64_t least)
    {
        return m_finder.reader().store().withIndex([&](const PageIndex &index) {
            Scn at = scn;
            while (at.value > least && !index.inLine(at.value, m_line)) {
                at = Scn{at.value - 1};
            }
            return at;
        });
    }

    RowFinder m_finder;
    const Scn m_to;
    const core::JobContext &m_job;
    const std::uint32_t m_line;
    Scn m_scn;
    std::shared_ptr<const TableThen> m_shape;
    RowFinder::Found m_now;
};

} // namespace

RowHistory loadRowHistory(timeline::History &history, const std::string &table, const RowKey &key, Scn from,
                          Scn to, const core::JobContext &job)
{
    PageReader reader(history.store());
    Scn start = history.oldestScn();
    if (from) {
        reader.pageSize(from); // throws where it is too old
        const Scn before = reader.predecessor(from);
        start = before ? before : from;
    }
    const timeline::Store::Pin pin(reader.store(), start);
    std::vector<TableName> names = tableNames(history, table, start, to);
    if (names.empty()) {
        names = {{start, table}};
    }
    return HistoryOfRow(history, std::move(names), key, to, job).run(start, table);
}

} // namespace strandline::flashback
