#include "engine/flashback/versions.h"

#include "engine/flashback/page_reader.h"
#include "engine/flashback/row_identity.h"
#include "engine/flashback/table_names.h"
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
    // names: at least one; not before the first of them anything is told.
    VersionPass(const History &history, std::vector<TableName> names, const VersionRange &range,
                const VersionOptions &options, VersionSink &sink, const core::JobContext &job)
        : m_history(history), m_reader(history->store()), m_names(std::move(names)), m_range(range),
          m_options(options), m_sink(sink), m_job(job)
    {
    }

    void run()
    {
        const Scn first =
            std::max(m_range.changesOfFrom ? m_range.from : m_range.from.next(), m_names.front().since);
        if (first <= m_range.to) {
            m_reading.table = m_names.front().name;
            ChangeReader(m_history).read(first, m_range.to, m_reading, *this, m_job);
        }
        tellWhatIsThere();
    }

    // What is read follows the table to its new name.
    void begin(const CommitHead &commit) override { m_reading.table = nameAt(m_names, commit.commit.scn); }

    void row(const RowChange &change) override
    {
        const auto &named = change.after ? change.after : change.before;
        if (!isNamed(named, m_reading.table)) {
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
            if (changes.rowidsRenumbered && isNamed(changes.after, m_reading.table)) {
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
        return found != m_last.end() ? found->second : Origin{};
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

    // VACUUM copied the rows in their order under new rowids.
    void renumber(Scn scn)
    {
        if (m_last.empty()) {
            return;
        }
        const auto rowsAsOf = [&](Scn at) {
            return TableRows(*m_history, tableNamed(*loadSchema(*m_history, at, nullptr), m_reading.table),
                             at, TableRows::What::Keys);
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
        const auto table = tableNamed(*loadSchema(*m_history, m_range.to, nullptr), m_names.back().name);
        if (!table) {
            return;
        }
        TableRows rows(*m_history, table, m_range.to);
        if (m_options.changedOnly && !table->withoutRowid) {
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
    const std::vector<TableName> m_names;
    ChangeOptions m_reading; // by the name that the table has as of the commit
    const VersionRange m_range;
    const VersionOptions &m_options;
    VersionSink &m_sink;
    const core::JobContext &m_job;
    std::unordered_map<std::string, Origin> m_last; // by identity: of rows that are there now
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
    const PageReader reader(history->store());
    const Scn before = range.changesOfFrom ? reader.predecessor(range.from) : Scn{};
    auto names = tableNames(*history, table, before ? before : range.from, range.to);
    if (!names.empty()) {
        VersionPass(history, std::move(names), range, options, sink, job).run();
    }
}

std::shared_ptr<const TableThen> newestTable(timeline::History &history, const std::string &table, Scn from,
                                             Scn to)
{
    const auto names = tableNames(history, table, from, to);
    const Scn last = names.empty() ? Scn{} : newestWith(history, names.back().name, from, to);
    return last ? tableNamed(*loadSchema(history, last, nullptr), names.back().name) : nullptr;
}

} // namespace strandline::flashback
