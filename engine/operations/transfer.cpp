// The operations `export` and `import`.
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"
#include "engine/transfer/export.h"
#include "engine/transfer/import.h"

#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using core::Error;
using core::ErrorCode;
using transfer::ExportFormat;
using transfer::FileKind;
using transfer::ImportMode;
using transfer::ImportPlan;
using transfer::ImportReport;
using transfer::ImportType;
using transfer::TextEncoding;
using Json = nlohmann::ordered_json;

namespace {

template <typename T>
using Names = std::vector<std::pair<const char *, T>>;

const Names<ExportFormat> exportFormats = {
    {"csv", ExportFormat::Csv}, {"json", ExportFormat::Json},         {"ndjson", ExportFormat::JsonLines},
    {"sql", ExportFormat::Sql}, {"markdown", ExportFormat::Markdown}, {"html", ExportFormat::Html}};
const Names<transfer::Quoting> quotings = {{"needed", transfer::Quoting::Needed},
                                           {"non-numeric", transfer::Quoting::NonNumeric},
                                           {"all", transfer::Quoting::All}};
const Names<transfer::BlobText> blobTexts = {{"hex", transfer::BlobText::Hex},
                                             {"base64", transfer::BlobText::Base64}};
const Names<FileKind> fileKinds = {
    {"csv", FileKind::Csv}, {"json", FileKind::Json}, {"ndjson", FileKind::JsonLines}};
const Names<TextEncoding> encodings = {{"utf-8", TextEncoding::Utf8},
                                       {"utf-16le", TextEncoding::Utf16Le},
                                       {"utf-16be", TextEncoding::Utf16Be},
                                       {"latin-1", TextEncoding::Latin1}};
const Names<ImportMode> modes = {
    {"append", ImportMode::Append}, {"replace", ImportMode::Replace}, {"upsert", ImportMode::Upsert}};
const Names<ImportType> types = {{"auto", ImportType::Automatic},   {"number", ImportType::Number},
                                 {"integer", ImportType::Integer},  {"real", ImportType::Real},
                                 {"text", ImportType::Text},        {"blob", ImportType::Blob},
                                 {"base64", ImportType::BlobBase64}};

template <typename T>
std::vector<std::string> choicesOf(const Names<T> &names)
{
    std::vector<std::string> choices;
    for (const auto &[name, value] : names) {
        choices.emplace_back(name);
    }
    return choices;
}

template <typename T>
std::optional<T> chosen(const Names<T> &names, const std::string &text)
{
    for (const auto &[name, value] : names) {
        if (text == name) {
            return value;
        }
    }
    return std::nullopt;
}

template <typename T>
std::string nameOf(const Names<T> &names, T wanted)
{
    for (const auto &[name, value] : names) {
        if (value == wanted) {
            return name;
        }
    }
    return {};
}

// One byte, or "tab".
char character(const Arguments &arguments, const std::string &name)
{
    const std::string text = arguments.text(name);
    if (text == "tab" || text == "\\t") {
        return '\t';
    }
    if (text.size() != 1 || text == "\n" || text == "\r") {
        throw Error(ErrorCode::Usage,
                    fmt::format("--{} takes one character, or the word tab, not '{}'.", name, text));
    }
    return text.front();
}

ExportFormat exportFormat(const Arguments &arguments)
{
    if (arguments.has("format")) {
        return *chosen(exportFormats, arguments.text("format"));
    }
    const std::string ending = std::filesystem::path(arguments.text("out")).extension().string();
    const Names<ExportFormat> endings = {
        {".json", ExportFormat::Json},       {".ndjson", ExportFormat::JsonLines},
        {".jsonl", ExportFormat::JsonLines}, {".sql", ExportFormat::Sql},
        {".md", ExportFormat::Markdown},     {".html", ExportFormat::Html}};
    return chosen(endings, ending).value_or(ExportFormat::Csv);
}

transfer::ExportOptions exportOptions(const Arguments &arguments)
{
    transfer::ExportOptions options;
    options.format = exportFormat(arguments);
    if (arguments.has("delimiter")) {
        options.csv.delimiter = character(arguments, "delimiter");
    }
    options.csv.quoting = chosen(quotings, arguments.text("quoting")).value_or(options.csv.quoting);
    options.csv.header = !arguments.flag("no-header");
    options.csv.nullText = arguments.text("null");
    options.csv.lineEnd = arguments.flag("crlf") ? "\r\n" : "\n";
    options.csv.bom = arguments.flag("bom");
    options.csv.blob = chosen(blobTexts, arguments.text("blob")).value_or(options.csv.blob);
    options.csv.guardFormulas = arguments.flag("guard-formulas");
    options.jsonArrays = arguments.flag("arrays");
    options.sql.table = arguments.text("as-table");
    options.sql.create = !arguments.flag("no-create");
    return options;
}

transfer::ExportSource exportSource(const Arguments &arguments)
{
    if (arguments.has("table") && arguments.has("sql")) {
        throw Error(ErrorCode::Usage, "Give one of --table and --sql.");
    }
    if (!arguments.has("table") && (arguments.has("where") || arguments.has("column"))) {
        throw Error(ErrorCode::Usage, "--where and --column go with --table.");
    }
    return {arguments.text("table"), arguments.list("column"), arguments.text("where"),
            arguments.text("sql")};
}

class ExportResult final : public Result
{
public:
    ExportResult(std::string out, transfer::ExportReport report) : m_out(std::move(out)), m_report(report) {}

    Json json(const Presentation & /*unused*/) const override
    {
        return {{"out", m_out},
                {"rows", m_report.rows},
                {"tables", m_report.tables},
                {"bytes", m_report.bytes},
                {"seconds", m_report.seconds}};
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        return fmt::format("{} {} ({} bytes) written to {} in {:.3f} s\n", groupedDigits(m_report.rows),
                           m_report.rows == 1 ? "row" : "rows", groupedDigits(m_report.bytes), escaped(m_out),
                           m_report.seconds);
    }

private:
    std::string m_out;
    transfer::ExportReport m_report;
};

std::unique_ptr<Result> runExport(const Arguments &arguments, const core::JobContext &job, Output &output,
                                  const Environment &environment)
{
    const transfer::ExportSource source = exportSource(arguments);
    const transfer::ExportOptions options = exportOptions(arguments);
    const bool toOutput = !arguments.has("out") || arguments.text("out") == "-";
    if (toOutput && output.format() == Format::Json) {
        throw Error(ErrorCode::Usage, "With --json, name the file to write with --out.");
    }
    const auto database = openDatabase(arguments, environment, true);
    session::Lease lease = leaseFor(*database, arguments, environment.clock, session::LeaseKind::Read);
    if (toOutput) {
        transfer::exportTo(
            lease, source, options, [&](std::string_view text) { output.write(text); }, job);
        output.flush();
        return nullptr;
    }
    return std::make_unique<ExportResult>(
        arguments.text("out"), transfer::exportToFile(lease, source, options, arguments.text("out"),
                                                      arguments.flag("replace"), job));
}

transfer::FormatWish formatWish(const Arguments &arguments)
{
    transfer::FormatWish wish;
    wish.kind = chosen(fileKinds, arguments.text("format"));
    wish.encoding = chosen(encodings, arguments.text("encoding"));
    if (arguments.has("delimiter")) {
        wish.delimiter = character(arguments, "delimiter");
    }
    if (arguments.has("quote")) {
        wish.quote = arguments.text("quote") == "none" ? '\0' : character(arguments, "quote");
    }
    if (arguments.flag("header") || arguments.flag("no-header")) {
        wish.header = arguments.flag("header");
    }
    if (arguments.has("null")) {
        wish.nullTexts = arguments.list("null");
    }
    return wish;
}

transfer::ColumnPlan &columnNamed(ImportPlan &plan, const std::string &name)
{
    for (transfer::ColumnPlan &column : plan.columns) {
        if (column.source == name) {
            return column;
        }
    }
    throw Error(ErrorCode::NotFound,
                fmt::format("The file has no column '{}'. --dry-run shows the ones it has.", name));
}

// "name=value", at the last "=".
std::pair<std::string, std::string> assignment(const std::string &argument, const std::string &text)
{
    const std::size_t equals = text.rfind('=');
    if (equals == std::string::npos || equals == 0) {
        throw Error(ErrorCode::Usage, fmt::format("--{} takes name=value, not '{}'.", argument, text));
    }
    return {text.substr(0, equals), text.substr(equals + 1)};
}

void adjustColumns(ImportPlan &plan, const Arguments &arguments)
{
    for (const std::string &text : arguments.list("map")) {
        const auto [source, target] = assignment("map", text);
        columnNamed(plan, source).target = target;
        columnNamed(plan, source).skip = false;
    }
    for (const std::string &text : arguments.list("type")) {
        const auto [source, type] = assignment("type", text);
        const auto known = chosen(types, type);
        if (!known) {
            throw Error(ErrorCode::Usage,
                        fmt::format("--type takes auto, number, integer, real, text, blob or base64, "
                                    "not '{}'.",
                                    type));
        }
        columnNamed(plan, source).type = *known;
    }
    for (const std::string &source : arguments.list("skip")) {
        columnNamed(plan, source).skip = true;
    }
    if (arguments.has("key")) {
        plan.key = arguments.list("key");
    }
}

ImportPlan importPlan(const Arguments &arguments, const transfer::Preview &preview,
                      session::Database &database, const core::JobContext &job)
{
    const session::Lease lease = database.lease();
    const std::string table = arguments.text("table");
    std::optional<catalog::Table> existing;
    if (catalog::findTable(lease.connection(), "main", table)) {
        existing = catalog::loadTable(lease.connection(), "main", table, job);
    } else if (!arguments.flag("create")) {
        throw Error(ErrorCode::NotFound,
                    fmt::format("There is no table {}. Check the name, or make it with --create.", table));
    }
    ImportPlan plan = transfer::suggestPlan(arguments.text("file"), preview, table, existing);
    if (existing) {
        plan.mode = chosen(modes, arguments.text("mode")).value_or(ImportMode::Append);
    }
    adjustColumns(plan, arguments);
    plan.onBadRow = arguments.text("on-bad-row") == "skip" || arguments.has("rejects")
                        ? transfer::OnBadRow::Skip
                        : transfer::OnBadRow::Stop;
    plan.rejectsFile = arguments.text("rejects");
    plan.replaceRejects = arguments.flag("replace");
    transfer::checkPlan(plan);
    return plan;
}

Json badRowsJson(const std::vector<transfer::BadRow> &rows)
{
    Json json = Json::array();
    for (const transfer::BadRow &row : rows) {
        json.push_back({{"line", row.line},
                        {"column", row.column.empty() ? Json(nullptr) : Json(row.column)},
                        {"reason", row.reason}});
    }
    return json;
}

std::string badRowsText(const ImportReport &report)
{
    std::string out;
    constexpr std::size_t shown = 20;
    for (std::size_t i = 0; i < std::min(report.badRows.size(), shown); ++i) {
        const transfer::BadRow &row = report.badRows[i];
        out += fmt::format("line {}{}: {}\n", row.line,
                           row.column.empty() ? "" : ", column " + escaped(row.column), escaped(row.reason));
    }
    if (report.rejected > shown) {
        out += fmt::format("and {} more\n", groupedDigits(report.rejected - shown));
    }
    return out;
}

class ImportResult final : public Result
{
public:
    ImportResult(ImportPlan plan, ImportReport report) : m_plan(std::move(plan)), m_report(std::move(report))
    {
    }

    Json json(const Presentation & /*unused*/) const override
    {
        return {{"table", m_plan.table},
                {"rows", m_report.rows},
                {"rejected", m_report.rejected},
                {"badRows", badRowsJson(m_report.badRows)},
                {"bytes", m_report.bytes},
                {"seconds", m_report.seconds},
                {"scn", m_report.scn ? Json(m_report.scn->value) : Json(nullptr)}};
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        std::string out = badRowsText(m_report);
        out += fmt::format("{} {} imported into {} in {:.3f} s", groupedDigits(m_report.rows),
                           m_report.rows == 1 ? "row" : "rows", escaped(m_plan.table), m_report.seconds);
        out += m_report.rejected > 0 ? fmt::format(", {} left out", groupedDigits(m_report.rejected)) : "";
        out += m_report.scn ? fmt::format(", SCN {}", groupedDigits(m_report.scn->value)) : "";
        return out + '\n';
    }

private:
    ImportPlan m_plan;
    ImportReport m_report;
};

class DryRunResult final : public Result
{
public:
    DryRunResult(ImportPlan plan, transfer::Preview preview, ImportReport report)
        : m_plan(std::move(plan)), m_preview(std::move(preview)), m_report(std::move(report))
    {
    }

    Json json(const Presentation & /*unused*/) const override
    {
        const transfer::FileFormat &format = m_plan.format;
        Json file = {{"format", nameOf(fileKinds, format.kind)},
                     {"encoding", nameOf(encodings, format.encoding)}};
        if (format.kind == FileKind::Csv) {
            file["delimiter"] = std::string(1, format.delimiter);
            file["quote"] = format.quote == '\0' ? std::string() : std::string(1, format.quote);
            file["header"] = format.header;
        }
        Json columns = Json::array();
        for (const transfer::ColumnPlan &column : m_plan.columns) {
            columns.push_back({{"name", column.source},
                               {"target", column.skip ? Json(nullptr) : Json(column.target)},
                               {"type", nameOf(types, column.type)}});
        }
        Json rows = Json::array();
        for (const auto &fields : m_preview.rows) {
            Json row = Json::array();
            for (const transfer::Field &field : fields) {
                row.push_back(toJson(field.value));
            }
            rows.push_back(std::move(row));
        }
        return {{"dryRun", true},
                {"table", m_plan.table},
                {"file", std::move(file)},
                {"columns", std::move(columns)},
                {"rows", m_report.rows},
                {"rejected", m_report.rejected},
                {"badRows", badRowsJson(m_report.badRows)},
                {"preview", std::move(rows)},
                {"create", createStatement(m_plan)},
                {"insert", insertStatement(m_plan)}};
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        TextTable columns({"column", "into", "type"});
        for (const transfer::ColumnPlan &column : m_plan.columns) {
            columns.add({escaped(column.source), column.skip ? "(skipped)" : escaped(column.target),
                         nameOf(types, column.type)});
        }
        const std::string create = createStatement(m_plan);
        return fmt::format("{}\n{}\n{}{};\n\n{}{} {} would be imported into {}, {} left out. Nothing was "
                           "written; constraints of the table were not checked.\n",
                           fileText(), columns.render(), create.empty() ? "" : create + ";\n",
                           insertStatement(m_plan), badRowsText(m_report), groupedDigits(m_report.rows),
                           m_report.rows == 1 ? "row" : "rows", escaped(m_plan.table),
                           groupedDigits(m_report.rejected));
    }

private:
    std::string fileText() const
    {
        const transfer::FileFormat &format = m_plan.format;
        std::string out =
            fmt::format("{}, {}", nameOf(fileKinds, format.kind), nameOf(encodings, format.encoding));
        if (format.kind == FileKind::Csv) {
            out += fmt::format(", delimiter '{}', {}", escaped(std::string(1, format.delimiter)),
                               format.header ? "with a header" : "without a header");
        }
        return out + '\n';
    }

    ImportPlan m_plan;
    transfer::Preview m_preview;
    ImportReport m_report;
};

std::unique_ptr<Result> runImport(const Arguments &arguments, const core::JobContext &job, Output &output,
                                  const Environment &environment)
{
    const bool dry = arguments.flag("dry-run");
    if (!dry) {
        takeSnapshotFirst(arguments, environment, job, output);
    }
    const auto database = openDatabase(arguments, environment, dry);
    constexpr std::size_t previewRows = 20;
    transfer::Preview preview =
        transfer::previewFile(arguments.text("file"), formatWish(arguments), previewRows, UINT64_MAX, job);
    ImportPlan plan = importPlan(arguments, preview, *database, job);
    if (dry) {
        ImportReport report = transfer::tryImport(plan, job);
        return std::make_unique<DryRunResult>(std::move(plan), std::move(preview), std::move(report));
    }
    ImportReport report = transfer::importFile(*database, plan, job);
    return std::make_unique<ImportResult>(std::move(plan), std::move(report));
}

std::vector<Argument> exportArguments()
{
    const auto flag = [](const char *name, const char *help) {
        return Argument{.name = name, .kind = ArgumentKind::Flag, .help = help};
    };
    const auto choice = [](const char *name, const char *help, std::vector<std::string> choices) {
        return Argument{
            .name = name, .kind = ArgumentKind::Choice, .help = help, .choices = std::move(choices)};
    };
    std::vector<Argument> arguments = {
        databaseArgument(),
        {.name = "table", .help = "a table or view; without it and --sql the whole database, as SQL"},
        {.name = "column",
         .help = "of the table, in this order; all without it",
         .repeated = true,
         .placeholder = "NAME"},
        {.name = "where", .help = "a condition on the table's rows", .placeholder = "CONDITION"},
        {.name = "sql",
         .help = "a SELECT in place of a table, with AS OF or without",
         .placeholder = "SELECT"},
        choice("format", "csv, json, ndjson, sql, markdown or html; otherwise by the ending of --out",
               choicesOf(exportFormats)),
        {.name = "out", .kind = ArgumentKind::Path, .help = "the file; standard output without it"},
        flag("replace", "an older file of that name may be replaced"),
        {.name = "delimiter", .help = "CSV: one character, or the word tab", .placeholder = "CHARACTER"},
        choice("quoting", "CSV: what is put in quotes: needed (otherwise), non-numeric or all",
               choicesOf(quotings)),
        flag("no-header", "CSV: without the line of names"),
        {.name = "null", .help = "CSV: what stands for NULL; nothing without it", .placeholder = "TEXT"},
        flag("crlf", "CSV: lines end with CR LF"),
        flag("bom", "CSV: with a byte order mark, by which spreadsheets know UTF-8"),
        choice("blob", "CSV: BLOBs as hex (otherwise) or base64", choicesOf(blobTexts)),
        flag("guard-formulas",
             "CSV: an apostrophe before text that a spreadsheet would run; it doesn't read back as the same"),
        flag("arrays", "JSON: arrays, the names as the first one, in place of objects"),
        {.name = "as-table", .help = "SQL: the table's name in the statements"},
        flag("no-create", "SQL: without CREATE TABLE, indexes and triggers"),
    };
    for (Argument &argument : asOfArguments()) {
        arguments.push_back(std::move(argument));
    }
    arguments.push_back(historyArgument());
    return arguments;
}

std::vector<Argument> importArguments()
{
    const auto flag = [](const char *name, const char *help) {
        return Argument{.name = name, .kind = ArgumentKind::Flag, .help = help};
    };
    const auto choice = [](const char *name, const char *help, std::vector<std::string> choices) {
        return Argument{
            .name = name, .kind = ArgumentKind::Choice, .help = help, .choices = std::move(choices)};
    };
    return {
        databaseArgument(),
        {.name = "file",
         .kind = ArgumentKind::Path,
         .help = "the CSV or JSON file",
         .positional = true,
         .required = true},
        {.name = "table", .help = "the table that the rows go into", .required = true},
        flag("create", "make the table where there is none"),
        choice("mode", "append (otherwise), replace all rows, or upsert by the key", choicesOf(modes)),
        {.name = "key",
         .help = "upsert: a key column; the primary key without it",
         .repeated = true,
         .placeholder = "COLUMN"},
        choice("format", "csv, json or ndjson; guessed without it", choicesOf(fileKinds)),
        choice("encoding", "utf-8, utf-16le, utf-16be or latin-1; guessed without it", choicesOf(encodings)),
        {.name = "delimiter",
         .help = "CSV: one character, or the word tab; guessed without it",
         .placeholder = "CHARACTER"},
        {.name = "quote",
         .help = "CSV: one character, or the word none; guessed without it",
         .placeholder = "CHARACTER"},
        flag("header", "CSV: the first record holds the names; guessed without it"),
        flag("no-header", "CSV: the first record is a row"),
        {.name = "null",
         .help = "CSV: what stands for NULL outside of quotes; the empty field without it",
         .repeated = true,
         .placeholder = "TEXT"},
        {.name = "map",
         .help = "a column of the file and the one of the table that it goes into",
         .repeated = true,
         .placeholder = "COLUMN=NAME"},
        {.name = "type",
         .help = "what a column's fields become: auto, number, integer, real, text, blob or base64",
         .repeated = true,
         .placeholder = "COLUMN=TYPE"},
        {.name = "skip",
         .help = "a column of the file that is left out",
         .repeated = true,
         .placeholder = "COLUMN"},
        choice("on-bad-row", "stop (otherwise), or skip", {"stop", "skip"}),
        {.name = "rejects",
         .kind = ArgumentKind::Path,
         .help = "a CSV file for the rows that are left out; implies skip"},
        flag("replace", "an older file of that name may be replaced"),
        flag("dry-run", "show how the file is understood and count its rows; nothing is written"),
        snapshotFirstArgument(),
        historyArgument(),
    };
}

} // namespace

void addTransfer(Operations &operations, const Environment &environment)
{
    Operation exporting;
    exporting.name = "export";
    exporting.summary = "Write a table, the result of a SELECT or the whole database to a file";
    exporting.longRunning = true;
    exporting.arguments = exportArguments();
    exporting.run = [environment](const Arguments &arguments, const core::JobContext &job, Output &output) {
        return runExport(arguments, job, output, environment);
    };
    operations.push_back(std::move(exporting));

    Operation importing;
    importing.name = "import";
    importing.summary = "Read a CSV or JSON file into a table, in one transaction";
    importing.effect = Effect::Writes;
    importing.longRunning = true;
    importing.arguments = importArguments();
    importing.run = [environment](const Arguments &arguments, const core::JobContext &job, Output &output) {
        return runImport(arguments, job, output, environment);
    };
    operations.push_back(std::move(importing));
}

} // namespace strandline::operations
