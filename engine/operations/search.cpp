// The operation `search`: a text in the names and values of a database; matches are written as they are
// found.
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"
#include "engine/session/table_search.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using core::Error;
using core::ErrorCode;
using session::FoundIn;
using session::SearchedTable;
using session::SearchMatch;
using Json = nlohmann::ordered_json;

namespace {

const char *kindName(FoundIn where)
{
    switch (where) {
    case FoundIn::Value:
        return "value";
    case FoundIn::Table:
        return "table";
    case FoundIn::View:
        return "view";
    case FoundIn::Column:
        return "column";
    case FoundIn::Index:
        return "index";
    case FoundIn::Trigger:
        return "trigger";
    case FoundIn::Statement:
        return "statement";
    }
    return "";
}

const char *stateName(SearchedTable::State state)
{
    switch (state) {
    case SearchedTable::State::Searching:
        return "searching";
    case SearchedTable::State::Done:
        return "done";
    case SearchedTable::State::Limited:
        return "limited";
    case SearchedTable::State::Skipped:
        return "skipped";
    }
    return "";
}

std::string snippetOf(const SearchMatch &match)
{
    return (match.cutBefore ? "…" : "") + match.before + match.match + match.after +
           (match.cutAfter ? "…" : "");
}

Json matchJson(const SearchMatch &match)
{
    Json json = {{"kind", kindName(match.where)}, {"table", match.table}};
    json[match.where == FoundIn::Value ? "column" : "name"] = match.name;
    if (match.rowid) {
        json["rowid"] = toJson(*match.rowid);
    }
    for (const auto &[name, value] : match.key) {
        json["key"][name] = toJson(value);
    }
    json["snippet"] = toJson(snippetOf(match));
    json["match"] = toJson(match.match);
    json["offset"] = match.offset;
    return json;
}

Json tableJson(const SearchedTable &table)
{
    Json json = {{"table", table.table},
                 {"state", stateName(table.state)},
                 {"rows", table.rows},
                 {"matches", table.matches}};
    if (!table.problem.empty()) {
        json["problem"] = table.problem;
    }
    return json;
}

std::string matchLine(const SearchMatch &match)
{
    if (match.where != FoundIn::Value) {
        return fmt::format("{} {} of {}: {}\n", kindName(match.where), escaped(match.name),
                           escaped(match.table), escaped(snippetOf(match)));
    }
    std::string key = match.rowid ? fmt::format(" rowid {}", *match.rowid) : std::string();
    for (const auto &[name, value] : match.key) {
        key += fmt::format(" {}={}", escaped(name), toText(value));
    }
    return fmt::format("{}.{}{}: {}\n", escaped(match.table), escaped(match.name), key,
                       escaped(snippetOf(match)));
}

// {"matches":[…],"tables":[…]}, or a line a match.
class Writer final : public session::SearchSink
{
public:
    explicit Writer(Output &output) : m_output(output), m_json(output.format() == Format::Json)
    {
        if (m_json) {
            m_output.write("{\"matches\":[");
            m_output.setErrorTail([](const Error &error) {
                return fmt::format("\n],\"error\":{}}}\n", compact(toJson(error)));
            });
        }
    }

    void found(std::vector<SearchMatch> &&matches) override
    {
        std::string out;
        for (const SearchMatch &match : matches) {
            out += m_json ? (m_found == 0 ? "\n" : ",\n") + compact(matchJson(match)) : matchLine(match);
            ++m_found;
        }
        m_output.write(out);
        m_output.flush();
    }
    void table(const SearchedTable &table) override
    {
        if (table.state == SearchedTable::State::Searching) {
            return;
        }
        m_tables.push_back(tableJson(table));
        if (table.state == SearchedTable::State::Limited) {
            m_output.note(fmt::format("{} has more than {} matches. --limit shows more.",
                                      escaped(table.table), groupedDigits(table.matches)));
        } else if (table.state == SearchedTable::State::Skipped) {
            m_output.note(fmt::format("{} was left out: {}", escaped(table.table), escaped(table.problem)));
        }
    }
    void finish()
    {
        if (m_json) {
            m_output.write(fmt::format("\n],\"tables\":{}}}\n", compact(m_tables)));
            m_output.setErrorTail({});
        } else {
            m_output.note(fmt::format("{} {}", groupedDigits(m_found), m_found == 1 ? "match" : "matches"));
        }
        m_output.flush();
    }

private:
    Output &m_output;
    const bool m_json;
    std::uint64_t m_found = 0;
    Json m_tables = Json::array();
};

session::SearchQuery queryOf(const Arguments &arguments)
{
    if (arguments.flag("names-only") && arguments.flag("values-only")) {
        throw Error(ErrorCode::Usage, "Give one of --names-only and --values-only.");
    }
    if (arguments.flag("whole") && arguments.flag("starts")) {
        throw Error(ErrorCode::Usage, "Give one of --whole and --starts.");
    }
    session::SearchQuery query;
    query.text = arguments.text("text");
    query.mode = arguments.flag("whole")    ? session::SearchMode::Equals
                 : arguments.flag("starts") ? session::SearchMode::StartsWith
                                            : session::SearchMode::Contains;
    query.caseSensitive = arguments.flag("case");
    query.names = !arguments.flag("values-only");
    query.values = !arguments.flag("names-only");
    query.blobs = arguments.flag("blobs");
    query.tables = arguments.list("table");
    const std::int64_t limit = arguments.integer("limit", static_cast<std::int64_t>(query.matchesPerTable));
    if (limit < 0) {
        throw Error(ErrorCode::Usage, "--limit takes a number from 0.");
    }
    query.matchesPerTable = static_cast<std::uint64_t>(limit);
    return query;
}

std::vector<Argument> searchArguments()
{
    const auto flag = [](const char *name, const char *help) {
        return Argument{.name = name, .kind = ArgumentKind::Flag, .help = help};
    };
    std::vector<Argument> arguments = {
        databaseArgument(),
        {.name = "text", .help = "the text or number", .positional = true, .required = true},
        {.name = "table",
         .help = "a table or view to search; all tables without it",
         .repeated = true,
         .placeholder = "NAME"},
        flag("names-only", "names of tables, columns, indexes, triggers and views, and their statements"),
        flag("values-only", "values alone"),
        flag("case", "upper and lower case differ"),
        flag("whole", "the whole name or value"),
        flag("starts", "the beginning of the name or value"),
        flag("blobs", "in BLOBs, too"),
        {.name = "limit",
         .kind = ArgumentKind::Integer,
         .help = "matches of values shown of each table, 0: all; 200 without it"},
    };
    for (Argument &argument : asOfArguments()) {
        arguments.push_back(std::move(argument));
    }
    arguments.push_back(historyArgument());
    return arguments;
}

} // namespace

void addSearch(Operations &operations, const Environment &environment)
{
    Operation searching;
    searching.name = "search";
    searching.summary = "Find a text in the names and the values of all tables, now or as of a point in time";
    searching.longRunning = true;
    searching.arguments = searchArguments();
    searching.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output &output) -> std::unique_ptr<Result> {
        const session::SearchQuery query = queryOf(arguments);
        const auto database = openDatabase(arguments, environment, true);
        session::Lease lease = leaseFor(*database, arguments, environment.clock, session::LeaseKind::Read);
        Writer writer(output);
        session::search(lease, query, writer, job);
        writer.finish();
        return nullptr;
    };
    operations.push_back(std::move(searching));
}

} // namespace strandline::operations
