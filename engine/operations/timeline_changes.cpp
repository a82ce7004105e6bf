// The operations `timeline changes`, the row changes of one commit, and `timeline compare`, what differs
// between two: rows are written while they are read.
#include "engine/flashback/compare.h"
#include "engine/flashback/script.h"
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using core::Error;
using core::ErrorCode;
using core::Scn;
using flashback::RowChange;
using flashback::RowOperation;
using flashback::TableThen;
using sqlite::Value;
using Json = nlohmann::ordered_json;

namespace {

const char *nameOf(RowOperation operation)
{
    switch (operation) {
    case RowOperation::Insert:
        return "INSERT";
    case RowOperation::Update:
        return "UPDATE";
    default:
        return "DELETE";
    }
}

// Places in a row of the primary key's columns, in the key's order; none: the rowid alone tells rows apart.
std::vector<std::size_t> keyColumns(const TableThen &table)
{
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].primaryKey != 0) {
            columns.push_back(i);
        }
    }
    std::sort(columns.begin(), columns.end(), [&](std::size_t a, std::size_t b) {
        return table.columns[a].primaryKey < table.columns[b].primaryKey;
    });
    return columns;
}

// The key as the row has it after the change, or had it before it was deleted.
std::vector<std::pair<std::string, Value>> keyOf(const RowChange &change)
{
    const bool after = change.operation != RowOperation::Delete;
    const TableThen &table = after ? *change.after : *change.before;
    const std::vector<Value> &row = after ? change.newRow : change.oldRow;
    std::vector<std::pair<std::string, Value>> key;
    for (const std::size_t column : keyColumns(table)) {
        key.emplace_back(table.columns[column].name, row[column]);
    }
    return key;
}

class JsonSink final : public flashback::ChangeSink
{
public:
    explicit JsonSink(Output &output) : m_output(output) {}

    void row(const RowChange &change) override
    {
        Json key = Json::object();
        for (const auto &[name, value] : keyOf(change)) {
            key[name] = toJson(value);
        }
        const TableThen &table = change.table();
        const Json json{{"table", table.name},
                        {"operation", nameOf(change.operation)},
                        {"rowid", table.withoutRowid ? Json() : toJson(Value(change.rowid))},
                        {"key", std::move(key)},
                        {"before", rowOf(change.before.get(), change.oldRow)},
                        {"after", rowOf(change.after.get(), change.newRow)},
                        {"internal", table.internal},
                        {"virtualTable", table.virtualTable.empty() ? Json() : Json(table.virtualTable)}};
        if (m_first) {
            m_output.setErrorTail([](const Error &error) {
                return "," + compact(Json{{"error", toJson(error)}}) + "\n]\n";
            });
        }
        m_output.write((m_first ? "[\n" : ",\n") + compact(json));
        m_first = false;
    }
    void finish()
    {
        m_output.write(m_first ? "[]\n" : "\n]\n");
        m_output.setErrorTail({});
    }

private:
    static Json rowOf(const TableThen *table, const std::vector<Value> &row)
    {
        if (row.empty()) {
            return {};
        }
        Json json = Json::object();
        for (std::size_t i = 0; i < row.size(); ++i) {
            json[table->columns[i].name] = toJson(row[i]);
        }
        return json;
    }

    Output &m_output;
    bool m_first = true;
};

// "id=5, name=x"; long values are cut.
std::string shortText(const Value &value)
{
    constexpr std::size_t most = 60;
    std::string text;
    if (const auto *blob = std::get_if<core::Bytes>(&value); blob != nullptr && blob->size() > most / 2) {
        return fmt::format("{} bytes", groupedDigits(blob->size()));
    }
    text = toText(value);
    if (text.size() > most) {
        std::size_t end = most;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80) {
            --end;
        }
        text = text.substr(0, end) + "…";
    }
    return text;
}

class TextSink final : public flashback::ChangeSink
{
public:
    explicit TextSink(Output &output) : m_output(output) {}

    void row(const RowChange &change) override
    {
        const TableThen &table = change.table();
        std::string key;
        for (const auto &[name, value] : keyOf(change)) {
            key += (key.empty() ? "" : ", ") + escaped(name) + "=" + shortText(value);
        }
        if (key.empty()) {
            key = fmt::format("rowid={}", change.rowid);
        }
        m_table.add({escaped(table.name), nameOf(change.operation), std::move(key), whatOf(change)});
        if (++m_waiting == 1000) {
            flush();
        }
    }
    void end(const flashback::CommitHead & /*commit*/,
             const std::vector<flashback::TableChanges> & /*tables*/) override
    {
        flush();
    }

private:
    void flush()
    {
        if (m_waiting > 0) {
            m_output.write(m_table.render());
            m_waiting = 0;
        }
    }
    // Of an update what changed, else the row.
    static std::string whatOf(const RowChange &change)
    {
        std::string what;
        const bool deleted = change.operation == RowOperation::Delete;
        const TableThen &table = deleted ? *change.before : *change.after;
        const std::vector<Value> &row = deleted ? change.oldRow : change.newRow;
        for (std::size_t i = 0; i < row.size(); ++i) {
            std::string old;
            if (change.operation == RowOperation::Update) {
                const Value *before = valueNamed(*change.before, change.oldRow, table.columns[i].name);
                if (before != nullptr && *before == row[i]) {
                    continue;
                }
                old = (before != nullptr ? shortText(*before) : std::string("(none)")) + " → ";
            }
            what += fmt::format("{}{}={}{}", what.empty() ? "" : ", ", escaped(table.columns[i].name), old,
                                shortText(row[i]));
        }
        return what;
    }
    static const Value *valueNamed(const TableThen &table, const std::vector<Value> &row,
                                   const std::string &name)
    {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (table.columns[i].name == name) {
                return &row[i];
            }
        }
        return nullptr;
    }

    Output &m_output;
    TextTable m_table{{"Table", "Operation", "Key", "Row, or what changed"}};
    std::size_t m_waiting = 0;
};

// What a reader should know besides the rows, as notes.
class NotingSink final : public flashback::ChangeSink
{
public:
    NotingSink(Output &output, ChangeSink &rows) : m_output(output), m_rows(rows) {}

    void begin(const flashback::CommitHead &commit) override
    {
        if (!commit.known) {
            throw Error(
                ErrorCode::SnapshotTooOld,
                fmt::format("What SCN {} changed isn't known: the history begins there, with the whole "
                            "database. Ask for a later SCN.",
                            commit.commit.scn.value));
        }
        if (commit.commit.gap) {
            m_output.note(
                "Commits were lost before this one: its changes are the sum of theirs and its own.");
        }
        for (const flashback::SchemaChange &change : commit.schema) {
            const flashback::SchemaEntry &entry = change.after ? *change.after : *change.before;
            const char *verb = !change.before ? "made" : change.after ? "altered" : "dropped";
            m_output.note(fmt::format("The {} {} was {}.", entry.type, escaped(entry.name), verb));
        }
    }
    void row(const RowChange &change) override { m_rows.row(change); }
    void end(const flashback::CommitHead &commit, const std::vector<flashback::TableChanges> &tables) override
    {
        m_rows.end(commit, tables);
        for (const flashback::TableChanges &table : tables) {
            if (table.rowidsRenumbered) {
                m_output.note(
                    fmt::format("VACUUM gave the rows of {} other rowids, and changed nothing else.",
                                escaped(table.table().name)));
            }
        }
    }

private:
    Output &m_output;
    ChangeSink &m_rows;
};

Json jsonOf(const flashback::SchemaDifference &difference)
{
    const auto sqlOf = [](const std::optional<flashback::SchemaEntry> &entry) {
        return entry ? Json(entry->sql) : Json();
    };
    const auto &[before, after] = difference.change;
    Json columns = Json::array();
    for (const flashback::ColumnDifference &column : difference.columns) {
        columns.push_back(Json{{"name", column.name},
                               {"before", column.inBefore ? Json(column.before) : Json()},
                               {"after", column.inAfter ? Json(column.after) : Json()}});
    }
    return Json{{"type", difference.entry().type},
                {"name", difference.entry().name},
                {"table", difference.entry().table},
                {"difference", !before ? "ADDED" : after ? "CHANGED" : "REMOVED"},
                {"before", sqlOf(before)},
                {"after", sqlOf(after)},
                {"columns", std::move(columns)}};
}

Json jsonOf(const flashback::TableDifference &difference)
{
    const TableThen &table = difference.table();
    Json columns = Json::object();
    for (const flashback::ColumnCount &column : difference.columns) {
        columns[column.column] = column.rows;
    }
    return Json{{"table", table.name},
                {"added", difference.added},
                {"removed", difference.removed},
                {"changed", difference.changed},
                {"changedColumns", std::move(columns)},
                {"rowidsRenumbered", difference.rowidsRenumbered},
                {"internal", table.internal},
                {"virtualTable", table.virtualTable.empty() ? Json() : Json(table.virtualTable)}};
}

class CompareResult final : public Result
{
public:
    CompareResult(flashback::Comparison comparison, core::IncarnationId from, core::IncarnationId to)
        : m_comparison(std::move(comparison)), m_from(from), m_to(to)
    {
    }

    Json json(const Presentation & /*presentation*/) const override
    {
        Json schema = Json::array();
        for (const flashback::SchemaDifference &difference : m_comparison.schema) {
            schema.push_back(jsonOf(difference));
        }
        Json tables = Json::array();
        for (const flashback::TableDifference &difference : m_comparison.tables) {
            tables.push_back(jsonOf(difference));
        }
        return Json{{"from", {{"scn", m_comparison.from.value}, {"incarnation", m_from.value}}},
                    {"to", {{"scn", m_comparison.to.value}, {"incarnation", m_to.value}}},
                    {"equal", m_comparison.equal()},
                    {"schema", std::move(schema)},
                    {"tables", std::move(tables)}};
    }

    std::string text(const Presentation & /*presentation*/) const override
    {
        if (m_comparison.equal()) {
            return fmt::format("SCN {} and {} are equal.\n", m_comparison.from.value, m_comparison.to.value);
        }
        std::string out;
        for (const flashback::SchemaDifference &difference : m_comparison.schema) {
            const auto &[before, after] = difference.change;
            out += fmt::format("The {} {} {}.\n", difference.entry().type, escaped(difference.entry().name),
                               !before ? "came"
                               : after ? "was altered"
                                       : "went");
        }
        TextTable table({"Table", "Added", "Removed", "Changed", "Changed columns"});
        for (const flashback::TableDifference &difference : m_comparison.tables) {
            std::string columns;
            for (const flashback::ColumnCount &column : difference.columns) {
                columns += fmt::format("{}{} ({})", columns.empty() ? "" : ", ", escaped(column.column),
                                       groupedDigits(column.rows));
            }
            table.add({escaped(difference.table().name), groupedDigits(difference.added),
                       groupedDigits(difference.removed), groupedDigits(difference.changed),
                       difference.rowidsRenumbered ? "other rowids (VACUUM)" : columns});
        }
        return m_comparison.tables.empty() ? out : out + table.render();
    }

private:
    const flashback::Comparison m_comparison;
    const core::IncarnationId m_from;
    const core::IncarnationId m_to;
};

std::unique_ptr<Result> compare(const Arguments &arguments, const std::shared_ptr<timeline::History> &history,
                                const core::JobContext &job, Output &output)
{
    const Scn from{static_cast<std::uint64_t>(arguments.integer("from"))};
    const Scn to = arguments.has("to") ? Scn{static_cast<std::uint64_t>(arguments.integer("to"))}
                                       : history->currentScn();
    for (const Scn scn : {from, to}) {
        history->at(scn); // throws where it can't be read
    }
    if (arguments.has("sql")) {
        flashback::ScriptOptions options;
        options.table = arguments.text("table");
        const bool forward = arguments.text("sql") == "forward";
        options.title =
            fmt::format("From SCN {} to SCN {}.", (forward ? from : to).value, (forward ? to : from).value);
        flashback::writeScript(
            history, forward ? from : to, forward ? to : from, options,
            [&output](std::string_view line) { output.write(line); }, job);
        return nullptr;
    }
    if (arguments.flag("rows")) {
        flashback::ChangeOptions options;
        options.table = arguments.text("table");
        JsonSink json(output);
        TextSink text(output);
        const bool asJson = output.format() == Format::Json;
        flashback::ChangeReader(history).readBetween(
            from, to, options, asJson ? static_cast<flashback::ChangeSink &>(json) : text, job);
        if (asJson) {
            json.finish();
        }
        return nullptr;
    }
    return std::make_unique<CompareResult>(
        flashback::comparePoints(history, from, to, arguments.text("table"), job),
        history->commit(from)->incarnation, history->commit(to)->incarnation);
}

void addTimelineCompare(Operations &operations, const Environment &environment)
{
    Operation operation;
    operation.name = "timeline compare";
    operation.summary = "What differs between two commits: schema, and rows by table and column";
    operation.arguments = {
        databaseArgument(),
        {.name = "from", .kind = ArgumentKind::Scn, .help = "the first point", .required = true},
        {.name = "to", .kind = ArgumentKind::Scn, .help = "the second point (default: the newest commit)"},
        {.name = "table", .help = "only this table"},
        {.name = "rows",
         .kind = ArgumentKind::Flag,
         .help = "the rows themselves, as `timeline changes` tells them"},
        {.name = "sql",
         .kind = ArgumentKind::Choice,
         .help = "the SQL that makes the second point of the first, or the first of the second",
         .choices = {"forward", "backward"}},
        historyArgument(),
    };
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job, Output &output) {
        return compare(arguments, openHistory(arguments, environment), job, output);
    };
    operations.push_back(std::move(operation));
}

} // namespace

void addTimelineChanges(Operations &operations, const Environment &environment)
{
    Operation operation;
    operation.name = "timeline changes";
    operation.summary = "The rows that a commit changed, with their values before and after";
    operation.arguments = pointArguments();
    operation.arguments.insert(operation.arguments.begin(), databaseArgument());
    operation.arguments.push_back({.name = "table", .help = "only the rows of this table"});
    operation.arguments.push_back(historyArgument());
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output &output) -> std::unique_ptr<Result> {
        const auto history = openHistory(arguments, environment);
        const Scn scn = resolvePoint(arguments, *history, environment.clock);
        flashback::ChangeOptions options;
        options.table = arguments.text("table");
        flashback::ChangeReader reader(history);
        JsonSink json(output);
        TextSink text(output);
        const bool asJson = output.format() == Format::Json;
        NotingSink sink(output, asJson ? static_cast<flashback::ChangeSink &>(json) : text);
        reader.read(scn, scn, options, sink, job);
        if (asJson) {
            json.finish();
        }
        return nullptr;
    };
    operations.push_back(std::move(operation));
    addTimelineCompare(operations, environment);
}

} // namespace strandline::operations
