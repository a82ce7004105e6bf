#include "engine/flashback/script.h"

#include "engine/flashback/page_reader.h"
#include "engine/flashback/row_identity.h"
#include "engine/flashback/row_sql.h"
#include "engine/flashback/table_rows.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace strandline::flashback {

using core::Scn;
using sqlite::quoteIdentifier;

namespace {

using History = std::shared_ptr<timeline::History>;

const std::string sequences = "sqlite_sequence";

// The column definition that ALTER TABLE ADD COLUMN put at the end of `shorter` to make `longer`; empty: it
// didn't.
std::string addedColumn(const std::string &shorter, const std::string &longer)
{
    const std::size_t end = shorter.rfind(')');
    if (end == std::string::npos || longer.size() <= shorter.size() ||
        longer.compare(0, end, shorter, 0, end) != 0 || !longer.ends_with(shorter.substr(end))) {
        return {};
    }
    const std::string added = longer.substr(end, longer.size() - shorter.size());
    return added.starts_with(", ") ? added.substr(2) : std::string();
}

// What has to happen to one table between the two states.
struct TableStep
{
    enum class Kind
    {
        Rows,    // its definition is the same
        Make,    // it is only in the state to be made
        Drop,    // it is only in the state that is there
        Rename,  // the rows stay, under another name
        Add,     // ALTER TABLE ADD COLUMN
        Remove,  // ALTER TABLE DROP COLUMN
        Rebuild, // dropped and made with all of its rows
        Keep,    // kept by its virtual table, which is dropped
    };
    Kind kind = Kind::Rows;
    const SchemaEntry *from = nullptr;
    const SchemaEntry *to = nullptr;
    std::string alter; // Add: the column's definition; Remove: its name

    bool wholesale() const { return kind == Kind::Make || kind == Kind::Rebuild || kind == Kind::Drop; }
};

class ScriptWriter final : private ChangeSink
{
public:
    ScriptWriter(const History &history, Scn from, Scn to, const ScriptOptions &options,
                 const ScriptSink &sink, const core::JobContext &job)
        : m_history(history), m_from(from), m_to(to), m_options(options), m_sink(sink), m_job(job),
          m_reader(history)
    {
    }

    void run()
    {
        m_schemaFrom = loadSchema(*m_history, m_from, nullptr);
        m_schemaTo = loadSchema(*m_history, m_to, m_schemaFrom.get());
        pass(Pass::Look);
        planTables();
        begin();
        pass(Pass::Delete);
        changeTables();
        pass(Pass::Write);
        writeWholeTables();
        writeInternals();
        makeObjects();
        line("COMMIT;");
        line("PRAGMA foreign_key_check;");
    }

private:
    enum class Pass
    {
        Look, // which tables and rows differ
        Delete,
        Write,
    };

    void pass(Pass what)
    {
        m_pass = what;
        ChangeOptions options;
        options.table = m_options.table;
        options.values = what != Pass::Look;
        m_reader.readBetween(m_from, m_to, options, *this, m_job);
    }

    void begin(const CommitHead &head) override
    {
        if (m_pass == Pass::Look) {
            m_changes = head.schema;
        }
    }

    void end(const CommitHead & /*head*/, const std::vector<TableChanges> &tables) override
    {
        if (m_pass == Pass::Look) {
            m_tables = tables;
        }
    }

    void row(const RowChange &change) override
    {
        if (m_pass == Pass::Look || change.table().internal) {
            return;
        }
        const TableStep *step = stepOf(change.after ? change.after->name : change.before->name);
        if (step != nullptr && (step->wholesale() || step->kind == TableStep::Kind::Keep)) {
            return;
        }
        const bool rewrite = change.operation == RowOperation::Update && rewritten(*change.before);
        if (m_pass == Pass::Delete) {
            if (change.operation == RowOperation::Delete || rewrite) {
                line(deleteSql(*change.before, change.rowid, keyOf(*change.before, change.oldRow)));
            }
            return;
        }
        if (change.operation == RowOperation::Insert || rewrite) {
            line(insertSql(*change.after, *change.after, change.rowid, change.newRow));
        } else if (change.operation == RowOperation::Update) {
            const std::string update = updateSql(*change.after, change.rowid, *change.before, change.oldRow,
                                                 *change.after, change.newRow);
            if (!update.empty()) {
                line(update);
            }
        }
    }

    void planTables();
    TableStep planTable(const SchemaChange &change) const;
    const TableStep *stepOf(const std::string &name) const;
    bool rewritten(const TableThen &table);
    void begin();
    void changeTables();
    void writeWholeTables();
    void writeInternals();
    void makeObjects();
    bool touches(const SchemaEntry &entry) const;
    void dropObjects();

    bool wanted(const std::string &table) const
    {
        return m_options.table.empty() || sql::equalsIgnoringCase(m_options.table, table);
    }
    void line(const std::string &text) { m_sink(text + "\n"); }

    const History m_history;
    const Scn m_from;
    const Scn m_to;
    const ScriptOptions &m_options;
    const ScriptSink &m_sink;
    const core::JobContext &m_job;
    ChangeReader m_reader;
    std::shared_ptr<const SchemaThen> m_schemaFrom;
    std::shared_ptr<const SchemaThen> m_schemaTo;
    Pass m_pass = Pass::Look;
    std::vector<SchemaChange> m_changes;
    std::vector<TableChanges> m_tables;
    std::vector<TableStep> m_steps;
    std::map<std::string, bool> m_rewritten; // by table: has UNIQUE columns beside its key
};

const SchemaEntry *entryOf(const SchemaThen &schema, std::string_view type, const std::string &name)
{
    const auto found = std::find_if(schema.entries.begin(), schema.entries.end(), [&](const auto &entry) {
        return entry.type == type && sql::equalsIgnoringCase(entry.name, name);
    });
    return found != schema.entries.end() ? &*found : nullptr;
}

bool isShadow(const SchemaThen &schema, const std::string &name)
{
    const auto found = schema.tables.find(name);
    return found != schema.tables.end() && !found->second->virtualTable.empty();
}

TableStep ScriptWriter::planTable(const SchemaChange &change) const
{
    TableStep step;
    step.from = change.before ? entryOf(*m_schemaFrom, "table", change.before->name) : nullptr;
    step.to = change.after ? entryOf(*m_schemaTo, "table", change.after->name) : nullptr;
    using Kind = TableStep::Kind;
    if (step.from == nullptr || step.to == nullptr) {
        const SchemaThen &schema = step.from != nullptr ? *m_schemaFrom : *m_schemaTo;
        const bool kept = isShadow(schema, (step.from != nullptr ? step.from : step.to)->name);
        step.kind = kept ? Kind::Keep : step.from != nullptr ? Kind::Drop : Kind::Make;
        return step;
    }
    const std::string added = addedColumn(step.from->sql, step.to->sql);
    const std::string removed = addedColumn(step.to->sql, step.from->sql);
    const auto before = m_schemaFrom->tables.find(step.from->name);
    if (!sql::equalsIgnoringCase(step.from->name, step.to->name)) {
        step.kind = Kind::Rename;
    } else if (!added.empty()) {
        step.kind = Kind::Add;
        step.alter = added;
    } else if (!removed.empty() && before != m_schemaFrom->tables.end()) {
        step.kind = Kind::Remove;
        step.alter = before->second->columns.back().name;
    } else {
        step.kind = Kind::Rebuild;
    }
    return step;
}

void ScriptWriter::planTables()
{
    for (const SchemaChange &change : m_changes) {
        const SchemaEntry &entry = change.after ? *change.after : *change.before;
        if (entry.type == "table" && wanted(entry.name)) {
            m_steps.push_back(planTable(change));
        }
    }
}

const TableStep *ScriptWriter::stepOf(const std::string &name) const
{
    const auto found = std::find_if(m_steps.begin(), m_steps.end(), [&](const TableStep &step) {
        return sql::equalsIgnoringCase((step.to != nullptr ? step.to : step.from)->name, name);
    });
    return found != m_steps.end() ? &*found : nullptr;
}

// Rows of a table with UNIQUE columns are written anew, so that two of them can change values.
bool ScriptWriter::rewritten(const TableThen &table)
{
    const auto known = m_rewritten.find(table.name);
    if (known != m_rewritten.end()) {
        return known->second;
    }
    const auto unique = [&](const SchemaThen &schema) {
        return std::any_of(schema.entries.begin(), schema.entries.end(), [&](const SchemaEntry &entry) {
            return entry.type == "index" && sql::equalsIgnoringCase(entry.table, table.name) &&
                   (entry.sql.empty() || sql::toUpperAscii(entry.sql).starts_with("CREATE UNIQUE"));
        });
    };
    return m_rewritten[table.name] = unique(*m_schemaFrom) || unique(*m_schemaTo);
}

bool ScriptWriter::touches(const SchemaEntry &entry) const
{
    const bool rows = std::any_of(m_tables.begin(), m_tables.end(), [&](const TableChanges &changes) {
        return (changes.before && sql::equalsIgnoringCase(changes.before->name, entry.table)) ||
               (changes.after && sql::equalsIgnoringCase(changes.after->name, entry.table));
    });
    return rows || std::any_of(m_steps.begin(), m_steps.end(), [&](const TableStep &step) {
               return (step.from != nullptr && sql::equalsIgnoringCase(step.from->name, entry.table)) ||
                      (step.to != nullptr && sql::equalsIgnoringCase(step.to->name, entry.table));
           });
}

void ScriptWriter::begin()
{
    std::string_view title = m_options.title;
    while (!title.empty()) {
        const std::size_t end = title.find('\n');
        line("-- " + std::string(title.substr(0, end)));
        title = end == std::string_view::npos ? std::string_view() : title.substr(end + 1);
    }
    line("PRAGMA foreign_keys = OFF;");
    line("BEGIN IMMEDIATE;");
    dropObjects();
}

// Triggers of the tables that are written; and what is there only now or differs.
void ScriptWriter::dropObjects()
{
    for (const SchemaEntry &entry : m_schemaFrom->entries) {
        if (entry.type == "table" || entry.sql.empty() || !wanted(entry.table)) {
            continue;
        }
        const SchemaEntry *other = entryOf(*m_schemaTo, entry.type, entry.name);
        const bool differs = other == nullptr || !entry.sameDefinition(*other);
        if (differs || (entry.type == "trigger" && touches(entry))) {
            line(fmt::format("DROP {} {};", sql::toUpperAscii(entry.type), quoteIdentifier(entry.name)));
        }
    }
}

void ScriptWriter::changeTables()
{
    using Kind = TableStep::Kind;
    for (const TableStep &step : m_steps) {
        const std::string from = step.from != nullptr ? quoteIdentifier(step.from->name) : std::string();
        if (step.kind == Kind::Drop || step.kind == Kind::Rebuild) {
            line(step.from->name == sequences ? "DELETE FROM " + sequences + ";"
                                              : "DROP TABLE " + from + ";");
        } else if (step.kind == Kind::Rename) {
            line(fmt::format("ALTER TABLE {} RENAME TO {};", from, quoteIdentifier(step.to->name)));
        } else if (step.kind == Kind::Add) {
            line(fmt::format("ALTER TABLE {} ADD COLUMN {};", from, step.alter));
        } else if (step.kind == Kind::Remove) {
            line(fmt::format("ALTER TABLE {} DROP COLUMN {};", from, quoteIdentifier(step.alter)));
        }
    }
    for (const TableStep &step : m_steps) {
        if (step.kind != Kind::Make && step.kind != Kind::Rebuild) {
            continue;
        }
        if (step.to->name.starts_with("sqlite_stat")) {
            line("ANALYZE sqlite_schema;");
        } else if (step.to->name != sequences) {
            line(step.to->sql + ";");
        }
    }
}

// Of tables that are made here, all rows; of a virtual one those of the tables that keep its data.
void ScriptWriter::writeWholeTables()
{
    for (const TableStep &step : m_steps) {
        const bool made = step.kind == TableStep::Kind::Make || step.kind == TableStep::Kind::Rebuild;
        const bool kept = step.kind == TableStep::Kind::Keep && step.to != nullptr;
        const auto table =
            step.to != nullptr ? m_schemaTo->tables.find(step.to->name) : m_schemaTo->tables.end();
        if (!(made || kept) || table == m_schemaTo->tables.end() || table->second->internal) {
            continue;
        }
        if (kept) {
            line("DELETE FROM " + quoteIdentifier(step.to->name) + ";");
        }
        TableRows rows(*m_history, table->second, m_to);
        for (std::uint64_t i = 0; rows.next(); ++i) {
            if (i % 256 == 0) {
                m_job.checkStop();
            }
            line(insertSql(*table->second, *table->second, rows.rowid(), rows.row()));
        }
    }
}

// AUTOINCREMENT's counters and ANALYZE's statistics: writing rows moves the ones, dropping tables forgets
// both.
void ScriptWriter::writeInternals()
{
    const bool dropped =
        std::any_of(m_steps.begin(), m_steps.end(), [](const TableStep &step) { return step.wholesale(); });
    for (const auto &[name, table] : m_schemaTo->tables) {
        const bool touched =
            std::any_of(m_tables.begin(), m_tables.end(),
                        [&key = name](const auto &changes) { return changes.table().name == key; });
        if (!table->internal || (!dropped && !touched) || !m_options.table.empty()) {
            continue;
        }
        line("DELETE FROM " + name + ";");
        TableRows rows(*m_history, table, m_to);
        while (rows.next()) {
            line(insertSql(*table, *table, rows.rowid(), rows.row()));
        }
    }
}

void ScriptWriter::makeObjects()
{
    for (const std::string_view type : {"index", "view", "trigger"}) {
        for (const SchemaEntry &entry : m_schemaTo->entries) {
            if (entry.type != type || entry.sql.empty() || !wanted(entry.table)) {
                continue;
            }
            const SchemaEntry *other = entryOf(*m_schemaFrom, entry.type, entry.name);
            const TableStep *step = stepOf(entry.table);
            const bool went = type == "index" && step != nullptr && step->wholesale();
            const bool dropped = type == "trigger" && other != nullptr && touches(*other);
            if (other == nullptr || !entry.sameDefinition(*other) || went || dropped) {
                line(entry.sql + ";");
            }
        }
    }
}

} // namespace

void writeScript(const History &history, Scn from, Scn to, const ScriptOptions &options,
                 const ScriptSink &sink, const core::JobContext &job)
{
    ScriptWriter(history, from, to, options, sink, job).run();
}

Scn scnBefore(timeline::History &history, Scn xid)
{
    const PageReader reader(history.store());
    reader.pageSize(xid); // throws where it isn't there
    const Scn before = reader.predecessor(xid);
    if (!before) {
        throw core::Error(
            core::ErrorCode::Unsupported,
            fmt::format("The history begins with SCN {}: what was there before it is not known, "
                        "so what it changed isn't either.",
                        xid.value));
    }
    return before;
}

void undoScript(const History &history, Scn xid, const ScriptSink &sink, const core::JobContext &job)
{
    ScriptOptions options;
    options.title = fmt::format("Undo of transaction {}, committed {}.", xid.value,
                                core::formatTime(history->timeOf(xid)));
    writeScript(history, xid, scnBefore(*history, xid), options, sink, job);
}

void redoScript(const History &history, Scn xid, const ScriptSink &sink, const core::JobContext &job)
{
    ScriptOptions options;
    options.title = fmt::format("Redo of transaction {}, committed {}.", xid.value,
                                core::formatTime(history->timeOf(xid)));
    writeScript(history, scnBefore(*history, xid), xid, options, sink, job);
}

} // namespace strandline::flashback
