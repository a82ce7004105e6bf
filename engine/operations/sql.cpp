// The operation `sql`: statements from the argument, a file or standard input; results are written as they
// come, in bounded memory.
#include "engine/core/file.h"
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"
#include "engine/session/executor.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace strandline::operations {

using core::Error;
using core::ErrorCode;
using session::RowBatch;
using session::StatementResult;
using sqlite::Value;
using Json = nlohmann::ordered_json;

namespace {

// [{"columns":[…],"rows":[…],"changes":n,"seconds":s}, …], row by row.
class JsonSink final : public session::ResultSink
{
public:
    explicit JsonSink(Output &output) : m_output(output), m_place(std::make_shared<Place>())
    {
        m_output.write("[");
        // The tail is asked for when the sink is gone.
        m_output.setErrorTail([place = m_place](const Error &error) { return errorTail(*place, error); });
    }

    void begin(const StatementResult &statement) override
    {
        Json names = Json::array();
        for (const session::Column &column : *statement.columns) {
            names.push_back(column.name);
        }
        m_output.write(
            fmt::format("{}\n{{\"columns\":{},\"rows\":[", m_place->first ? "" : ",", compact(names)));
        m_place->first = false;
        m_place->open = true;
        m_place->firstRow = true;
    }
    void rows(RowBatch &&batch) override
    {
        std::string out;
        for (std::size_t row = 0; row < batch.rowCount(); ++row) {
            out += m_place->firstRow ? "\n[" : ",\n[";
            m_place->firstRow = false;
            for (std::size_t column = 0; column < batch.width(); ++column) {
                out += (column == 0 ? "" : ",") + compact(toJson(batch.at(row, column)));
            }
            out += ']';
        }
        m_output.write(out);
    }
    void end(const StatementResult &statement) override
    {
        m_output.write(ending(statement.changes, statement.seconds));
        m_place->open = false;
    }
    void finish()
    {
        m_output.write("\n]\n");
        m_output.setErrorTail({});
    }

private:
    // How far the document has come.
    struct Place
    {
        bool first = true;
        bool firstRow = true;
        bool open = false;
    };
    static std::string ending(std::int64_t changes, double seconds)
    {
        return fmt::format("],\"changes\":{},\"seconds\":{}}}", changes, compact(Json(seconds)));
    }
    static std::string errorTail(const Place &place, const Error &error)
    {
        const std::string open = place.open ? ending(0, 0) : std::string();
        return fmt::format("{}{}\n{}\n]\n", open, place.first ? "" : ",",
                           compact(Json{{"error", toJson(error)}}));
    }

    Output &m_output;
    std::shared_ptr<Place> m_place;
};

class TextSink final : public session::ResultSink
{
public:
    explicit TextSink(Output &output) : m_output(output) {}

    void begin(const StatementResult &statement) override
    {
        m_table.reset();
        if (statement.columns->empty()) {
            return;
        }
        std::vector<std::string> header;
        for (const session::Column &column : *statement.columns) {
            header.push_back(escaped(column.name));
        }
        m_table.emplace(std::move(header));
        m_numbersKnown = false;
        if (m_any) {
            m_output.write("\n");
        }
        m_any = true;
    }
    void rows(RowBatch &&batch) override
    {
        for (std::size_t row = 0; row < batch.rowCount(); ++row) {
            std::vector<std::string> cells;
            for (std::size_t column = 0; column < batch.width(); ++column) {
                const Value &value = batch.at(row, column);
                const bool number = value.index() == 1 || value.index() == 2;
                if (!m_numbersKnown && number) {
                    m_table->alignRight(column);
                }
                cells.push_back(toText(value));
            }
            m_numbersKnown = true;
            m_table->add(std::move(cells));
        }
        m_output.write(m_table->render());
    }
    void end(const StatementResult &statement) override
    {
        if (m_table) {
            if (statement.rows == 0) {
                m_output.write(m_table->render());
            }
            m_output.note(fmt::format("{} {} in {:.3f} s", groupedDigits(statement.rows),
                                      statement.rows == 1 ? "row" : "rows", statement.seconds));
        } else {
            m_output.note(fmt::format("{} {} changed in {:.3f} s",
                                      groupedDigits(static_cast<std::uint64_t>(statement.changes)),
                                      statement.changes == 1 ? "row" : "rows", statement.seconds));
        }
        m_output.flush();
    }

private:
    Output &m_output;
    std::optional<TextTable> m_table;
    bool m_numbersKnown = false;
    bool m_any = false;
};

class CsvSink final : public session::ResultSink
{
public:
    explicit CsvSink(Output &output) : m_output(output) {}

    void begin(const StatementResult &statement) override
    {
        if (statement.columns->empty()) {
            return;
        }
        std::string line = m_any ? "\n" : "";
        m_any = true;
        for (std::size_t i = 0; i < statement.columns->size(); ++i) {
            line += (i == 0 ? "" : ",") + csvField((*statement.columns)[i].name);
        }
        m_output.write(line + "\n");
    }
    void rows(RowBatch &&batch) override
    {
        std::string out;
        for (std::size_t row = 0; row < batch.rowCount(); ++row) {
            for (std::size_t column = 0; column < batch.width(); ++column) {
                out += (column == 0 ? "" : ",") + toCsv(batch.at(row, column));
            }
            out += '\n';
        }
        m_output.write(out);
    }
    void end(const StatementResult & /*unused*/) override {}

private:
    Output &m_output;
    bool m_any = false;
};

bool isHexLiteral(std::string_view text)
{
    return text.size() >= 3 && (text[0] == 'x' || text[0] == 'X') && text[1] == '\'' && text.back() == '\'' &&
           text.size() % 2 == 1 && std::all_of(text.begin() + 2, text.end() - 1, [](unsigned char c) {
               return std::isxdigit(c) != 0;
           });
}

bool isNull(std::string_view text)
{
    const std::string_view null = "null";
    return std::equal(text.begin(), text.end(), null.begin(), null.end(),
                      [](char a, char b) { return (a | 0x20) == b; });
}

// 12 is an integer, 1.5 and 1e3 are real, null is NULL, x'00ff' a BLOB, '12' in quotes and everything else
// text.
Value parameterValue(std::string_view text)
{
    const char *begin = text.data();
    const char *end = begin + text.size();
    std::int64_t integer = 0;
    if (const auto [at, error] = std::from_chars(begin, end, integer);
        !text.empty() && error == std::errc() && at == end) {
        return integer;
    }
    const bool numeric = !text.empty() && text.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
    double real = 0;
    if (const auto [at, error] = std::from_chars(begin, end, real);
        numeric && error == std::errc() && at == end) {
        return real;
    }
    if (isNull(text)) {
        return sqlite::Null{};
    }
    if (isHexLiteral(text)) {
        return core::fromHex(text.substr(2, text.size() - 3));
    }
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') {
        return std::string(text.substr(1, text.size() - 2));
    }
    return std::string(text);
}

session::Parameters parseParameters(const std::vector<std::string> &given)
{
    session::Parameters parameters;
    for (const std::string &parameter : given) {
        const std::size_t equals = parameter.find('=');
        if (equals == std::string::npos || equals == 0) {
            throw Error(ErrorCode::Usage,
                        fmt::format("--param takes name=value, such as id=12, not '{}'.", parameter));
        }
        const std::string name = parameter.substr(0, equals);
        Value value = parameterValue(std::string_view(parameter).substr(equals + 1));
        if (name.find_first_not_of("0123456789") != std::string::npos) {
            parameters.named.emplace_back(name, std::move(value));
            continue;
        }
        const std::size_t number = name.size() > 6 ? 0 : std::stoul(name);
        if (number == 0) {
            throw Error(ErrorCode::Usage, fmt::format("--param {}: parameters count from 1.", parameter));
        }
        if (parameters.positional.size() < number) {
            parameters.positional.resize(number);
        }
        parameters.positional[number - 1] = std::move(value);
    }
    return parameters;
}

std::string readScript(const Arguments &arguments, Output &output)
{
    if (arguments.has("sql") && arguments.has("file")) {
        throw Error(ErrorCode::Usage, "Give the statements as an argument or with --file, not both.");
    }
    if (arguments.has("sql")) {
        return arguments.text("sql");
    }
    if (!arguments.has("file") || arguments.text("file") == "-") {
        return output.readInput();
    }
    const std::string path = arguments.text("file");
    std::error_code ignored;
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    if (!in || std::filesystem::is_directory(path, ignored) || !(text << in.rdbuf() || in.peek() == EOF)) {
        throw Error(core::systemFiles().exists(path) ? ErrorCode::Permission : ErrorCode::NotFound,
                    fmt::format("{} can't be read. Check the path and its permissions.", path))
            .withPath(path);
    }
    return std::move(text).str();
}

std::unique_ptr<Result> runSql(const Arguments &arguments, const core::JobContext &job, Output &output,
                               const Environment &environment)
{
    const bool csv = arguments.flag("csv");
    if (csv && output.format() == Format::Json) {
        throw Error(ErrorCode::Usage, "Choose one of --csv and --json.");
    }
    session::ExecuteOptions options;
    options.parameters = parseParameters(arguments.list("param"));
    const std::string script = readScript(arguments, output);
    const bool reads = session::looksReadOnly(script);
    takeSnapshotFirst(arguments, environment, job, output);
    const auto database = openDatabase(arguments, environment, false);
    if (!database->note().empty()) {
        output.note(database->note());
    }
    session::Lease lease = leaseFor(*database, arguments, environment.clock,
                                    reads ? session::LeaseKind::Read : session::LeaseKind::Write);
    if (output.format() == Format::Json) {
        JsonSink sink(output);
        session::execute(lease, script, options, sink, job);
        sink.finish();
    } else if (csv) {
        CsvSink sink(output);
        session::execute(lease, script, options, sink, job);
    } else {
        TextSink sink(output);
        session::execute(lease, script, options, sink, job);
    }
    return nullptr;
}

} // namespace

void addSql(Operations &operations, const Environment &environment)
{
    Operation sql;
    sql.name = "sql";
    sql.summary = "Run SQL statements, those with AS OF too";
    sql.effect = Effect::Writes;
    sql.longRunning = true;
    sql.arguments = {
        databaseArgument(),
        {.name = "sql",
         .help = "the statements; from --file or standard input where it is missing",
         .positional = true},
        {.name = "param",
         .help = "name=value of a parameter: 12 is an integer, 1.5 real, null NULL, x'00ff' a BLOB, "
                 "anything else (and what is in '…') text; a number as the name is a place",
         .repeated = true},
        {.name = "file", .kind = ArgumentKind::Path, .help = "file with the statements; - is standard input"},
        {.name = "csv", .kind = ArgumentKind::Flag, .help = "results as CSV"},
        snapshotFirstArgument(),
        historyArgument(),
    };
    const std::vector<Argument> asOf = asOfArguments();
    sql.arguments.insert(sql.arguments.begin() + 2, asOf.begin(), asOf.end());
    sql.run = [environment](const Arguments &arguments, const core::JobContext &job, Output &output) {
        return runSql(arguments, job, output, environment);
    };
    operations.push_back(std::move(sql));
}

} // namespace strandline::operations
