#include "engine/flashback/versions.h"

#include "engine/flashback/page_reader.h"
#include "engine/flashback/row_identity.h"
#include "engine/flashback/table_rows.h"
#include "engine/sql/tokenizer.h"

#include <unordered_map>

namespace strandline::flashback {

using core::Scn;
using sqlite::Value;

namespace {

using History = std::shared_ptr<timeline::History>;

bool isNamed(const std::shared_ptr<const TableThen> &table, const std::string &name)
{
    return table && sql::equalsIgnoringCase(table->name, name);
}

// Passes over the commits and keeps of each row that they touched the last of them; what is in the table at
// the end is then read from there.
class VersionPass final : public ChangeSink
{
public:
    VersionPass(const History &history, const std::string &table, const VersionRange &range,
                const VersionOptions &options, VersionSink &sink, const core::JobContext &job)
        : m_history(history), m_reader(history->store()), m_table(table), m_range(range), m_options(options),
          m_sink(sink), m_job(job)
    {
    }

    void run()
    {
        const Scn first = m_range.changesOfFrom ? m_range.from : m_range.from.next();
        if (first <= m_range.to) {
            ChangeOptions options;
            options.table = m_table;
            ChangeReader(m_history).read(first, m_range.to, options, *this, m_job);
        }
        tellWhatIsThere();
    }

    void begin(const CommitHead &commit) override
    {
        m_renamed = false;
        for (const SchemaChange &change : commit.schema) {
            if (!change.before || !change.after || change.after->type != "table") {
                continue;
            }
            const bool was = sql::equalsIgnoringCase(change.before->name, m_table);
            const bool is = sql::equalsIgnoringCase(change.after->name, m_table);
            if (was != is) {
                m_renamed = true;
                is ? nameTaken(commit.commit.scn) : nameLeft(commit.commit.scn);
            }
        }
    }

    void row(const RowChange &change) override
    {
        const auto &named = change.after ? change.after : change.before;
        if (m_renamed || !isNamed(named, m_table)) {
            return;
        }
        const std::string identity = identityOf(*named, change.rowid, change.key);
        if (change.operation != RowOperation::Insert) {
            tell(last(identity), change.scn, change.before, change.rowid, change.oldRow);
        }
        if (change.operation == RowOperation::Delete) {
            m_last.erase(identity);
            tell({change.scn, RowOperation::Delete}, {}, change.before, change.rowid, change.oldRow);
        } else {
            m_last[identity] = {change.scn, change.operation};
        }
    }

    void end(const CommitHead &commit, const std::vector<TableChanges> &tables) override
    {
        for (const TableChanges &changes : tables) {
            if (changes.rowidsRenumbered && isNamed(changes.after, m_table)) {
                renumber(commit.commit.scn);
            }
        }
    }

private:
    // How the current version of a row began.
    struct Origin
    {
        Scn scn; // 0: before the range
        std::optional<RowOperation> operation;
    };

    Origin last(const std::string &identity) const
    {
        const auto found = m_last.find(identity);
        return found != m_last.end() ? found->second : m_untouched;
    }

    void tell(const Origin &origin, Scn end, const std::shared_ptr<const TableThen> &table,
              std::int64_t rowid, std::vector<Value> row)
    {
        // What the first commit ended was over when the range began.
        if ((end && end <= m_range.from) || (m_options.changedOnly && !origin.scn)) {
            return;
        }
        RowVersion version{origin.scn,         end,           origin.operation, table, rowid,
                           keyOf(*table, row), std::move(row)};
        m_sink.version(std::move(version));
    }

    // All rows that the table had before `scn`, which took its name away, ended there.
    void nameLeft(Scn scn)
    {
        const Scn before = m_reader.predecessor(scn);
        const auto table = tableNamed(*loadSchema(*m_history, before, nullptr), m_table);
        TableRows rows(*m_history, table, before);
        while (rows.next()) {
            tick();
            std::vector<Value> row = rows.row();
            tell(last(identityOf(*table, rows.rowid(), keyOf(*table, row))), scn, table, rows.rowid(), row);
            tell({scn, RowOperation::Delete}, {}, table, rows.rowid(), std::move(row));
        }
        m_last.clear();
        m_untouched = {};
    }

    // Rows came to the name with the table that had another one before.
    void nameTaken(Scn scn)
    {
        m_last.clear();
        m_untouched = {scn, RowOperation::Insert};
    }

    // VACUUM copied the rows in their order under new rowids.
    void renumber(Scn scn)
    {
        if (m_last.empty()) {
            return;
        }
        const auto rowsAsOf = [&](Scn at) {
            return TableRows(*m_history, tableNamed(*loadSchema(*m_history, at, nullptr), m_table), at,
                             TableRows::What::Keys);
        };
        TableRows before = rowsAsOf(m_reader.predecessor(scn));
        TableRows after = rowsAsOf(scn);
        std::unordered_map<std::string, Origin> moved;
        while (before.next() && after.next()) {
            tick();
            const auto known = m_last.find(identityOf(*before.table(), before.rowid(), {}));
            if (known != m_last.end()) {
                moved.emplace(identityOf(*after.table(), after.rowid(), {}), known->second);
            }
        }
        m_last = std::move(moved);
    }

    void tellWhatIsThere()
    {
        const auto table = tableNamed(*loadSchema(*m_history, m_range.to, nullptr), m_table);
        if (!table) {
            return;
        }
        TableRows rows(*m_history, table, m_range.to);
        if (m_options.changedOnly && !m_untouched.scn && !table->withoutRowid) {
            for (const auto &[identity, origin] : m_last) {
                tick();
                std::int64_t rowid = 0;
                std::memcpy(&rowid, identity.data() + 1, sizeof rowid);
                if (rows.find(rowid)) {
                    tell(origin, {}, table, rowid, rows.row());
                }
            }
            return;
        }
        while (rows.next()) {
            tick();
            std::vector<Value> row = rows.row();
            const Origin origin = last(identityOf(*table, rows.rowid(), keyOf(*table, row)));
            tell(origin, {}, table, rows.rowid(), std::move(row));
        }
    }

    void tick()
    {
        if (++m_ticks % 256 == 0) {
            m_job.checkStop();
        }
    }

    const History m_history;
    PageReader m_reader;
    const std::string &m_table;
    const VersionRange m_range;
    const VersionOptions &m_options;
    VersionSink &m_sink;
    const core::JobContext &m_job;
    std::unordered_map<std::string, Origin> m_last; // by identity: of rows that are there now
    Origin m_untouched;                             // of rows that are not in m_last
    bool m_renamed = false;                         // the current commit gave the name to another table
    std::uint64_t m_ticks = 0;
};

void tellRow(const RowHistory &history, const RowKey &key, const VersionRange &range, VersionSink &sink)
{
    RowVersion open;
    if (const auto *rowid = std::get_if<std::int64_t>(&key)) {
        open.rowid = *rowid;
    }
    open.table = history.startTable;
    open.row = history.start;
    const auto told = [&](Scn scn) { return range.changesOfFrom ? scn >= range.from : scn > range.from; };
    const auto send = [&](RowVersion version) {
        version.key = keyOf(*version.table, version.row);
        sink.version(std::move(version));
    };
    bool there = !history.start.empty();
    for (const RowChange &change : history.changes) {
        if (there && change.scn > range.from) {
            RowVersion ended = open;
            ended.end = change.scn;
            ended.table = change.before;
            ended.row = change.oldRow;
            send(std::move(ended));
        }
        there = change.operation != RowOperation::Delete;
        open.start = told(change.scn) ? change.scn : Scn{};
        open.operation = open.start ? std::optional(change.operation) : std::nullopt;
        open.table = there ? change.after : change.before;
        open.row = there ? change.newRow : change.oldRow;
        if (!there && open.start) {
            send(open);
        }
    }
    if (there) {
        open.table = history.endTable;
        open.row = history.end;
        send(std::move(open));
    }
}

// The range as the line of history that leads to its end has it: an SCN of a line that was left stands for
// the commit at which the two parted.
VersionRange inItsLine(timeline::History &history, VersionRange range)
{
    const PageReader reader(history.store());
    const Scn known = reader.inLine(range.from, range.to);
    range.changesOfFrom = range.changesOfFrom && known == range.from;
    range.from = known ? known : range.from;
    while (!reader.inLine(range.from, range.to)) {
        range.from = range.from.next();
    }
    return range;
}

} // namespace

void readVersions(const History &history, const std::string &table, const VersionRange &wanted,
                  const VersionOptions &options, VersionSink &sink, const core::JobContext &job)
{
    const VersionRange range = inItsLine(*history, wanted);
    const timeline::Store::Pin pin(*history->store(), range.from);
    if (options.key) {
        const RowHistory row = loadRowHistory(*history, table, *options.key, range.from, range.to, job);
        tellRow(row, *options.key, range, sink);
        return;
    }
    VersionPass(history, table, range, options, sink, job).run();
}

std::shared_ptr<const TableThen> newestTable(timeline::History &history, const std::string &table, Scn from,
                                             Scn to)
{
    PageReader reader(history.store());
    const auto cookieOf = [&](Scn scn) { return reader.header(scn).schemaCookie; };
    std::shared_ptr<const SchemaThen> schema;
    for (Scn at = to; at;) {
        schema = loadSchema(history, at, schema.get());
        if (auto found = tableNamed(*schema, table)) {
            return found;
        }
        // The newest commit with another schema; its number only grows within a line of history.
        const std::uint32_t cookie = cookieOf(at);
        std::uint64_t low = reader.inLine(from, to).value;
        if (low == 0 || low >= at.value || cookieOf(Scn{low}) == cookie) {
            break;
        }
        for (std::uint64_t high = at.value; high - low > 1;) {
            const std::uint64_t middle = low + (high - low) / 2;
            const Scn known = reader.inLine(Scn{middle}, to);
            if (known.value <= low) {
                low = middle;
            } else if (cookieOf(known) == cookie) {
                high = known.value;
            } else {
                low = middle;
            }
        }
        at = reader.inLine(Scn{low}, to);
    }
    return nullptr;
}

} // namespace strandline::flashback
