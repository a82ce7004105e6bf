#include "engine/session/plan.h"

#include "engine/catalog/catalog.h"
#include "engine/sql/completion_scope.h"
#include "engine/sql/explained_part.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace strandline::session {

namespace {

bool startsWith(std::string_view text, std::string_view start)
{
    return text.substr(0, start.size()) == start;
}

bool takeStart(std::string_view &text, std::string_view start)
{
    const bool there = startsWith(text, start);
    if (there) {
        text.remove_prefix(start.size());
    }
    return there;
}

// "USING COVERING INDEX i (a=?)", "USING INTEGER PRIMARY KEY (rowid=?)" …
void readUsing(std::string_view rest, PlanStep &step)
{
    step.automatic = takeStart(rest, "AUTOMATIC ");
    takeStart(rest, "PARTIAL ");
    step.covering = takeStart(rest, "COVERING ");
    const std::size_t open = rest.find(" (");
    const std::size_t close = rest.rfind(')');
    if (open != std::string_view::npos && close != std::string_view::npos && close > open) {
        step.condition = std::string(rest.substr(open + 2, close - open - 2));
    } else if (step.automatic && startsWith(rest, "INDEX (") && close != std::string_view::npos) {
        step.condition = std::string(rest.substr(7, close - 7));
    }
    if (startsWith(rest, "INTEGER PRIMARY KEY") || startsWith(rest, "PRIMARY KEY")) {
        step.index = "PRIMARY KEY";
    } else if (takeStart(rest, "INDEX ") && !step.automatic) {
        step.index = std::string(rest.substr(0, std::min(rest.find(" ("), rest.find(" LEFT-JOIN"))));
    }
}

using Aliases = std::map<std::string, std::string>; // name in lower case → table; empty: several

Aliases aliasesOf(std::string_view statement)
{
    Aliases out;
    // Behind its end: nothing is being written there.
    const std::string text = std::string(statement) + "\n ";
    const sql::Scope scope = sql::scopeAt(text, text.size());
    for (const sql::CommonTable &common : scope.commonTables) {
        out.emplace(sql::toLowerAscii(common.name), std::string());
    }
    for (const sql::Query &query : scope.queries) {
        for (const sql::Source &source : query.sources) {
            const auto [found, added] = out.emplace(sql::toLowerAscii(source.name()), source.table);
            if (!added && !sql::equalsIgnoringCase(found->second, source.table)) {
                found->second.clear();
            }
        }
    }
    return out;
}

// sqlite_stat1's numbers of an index: rows of the table, then rows a key of 1, 2 … columns.
std::vector<std::uint64_t> indexNumbers(sqlite::Connection &connection, const std::string &index)
{
    if (connection.integer("SELECT count(*) FROM main.sqlite_schema WHERE name = 'sqlite_stat1'") == 0) {
        return {};
    }
    sqlite::Statement row = connection.prepare("SELECT stat FROM main.sqlite_stat1 WHERE idx = ?1");
    row.bind(1, index);
    std::vector<std::uint64_t> out;
    const std::string stat = row.step() ? row.text(0) : std::string();
    const char *at = stat.data();
    const char *end = at + stat.size();
    std::uint64_t number = 0;
    for (auto read = std::from_chars(at, end, number); read.ec == std::errc();
         read = std::from_chars(at, end, number)) {
        out.push_back(number);
        at = std::find_if(read.ptr, end, [](char c) { return c != ' '; });
    }
    return out;
}

// "a=? AND b=?": 2; 0 where a part of it is no equality.
std::size_t equalities(std::string_view condition)
{
    std::size_t count = 0;
    while (!condition.empty()) {
        const std::size_t end = std::min(condition.find(" AND "), condition.size());
        if (condition.substr(0, end).find("=?") == std::string_view::npos ||
            condition.substr(0, end).find_first_of("<>") != std::string_view::npos) {
            return 0;
        }
        ++count;
        condition.remove_prefix(std::min(condition.size(), end + 5));
    }
    return count;
}

void estimate(sqlite::Connection &connection, PlanStep &step)
{
    if (step.table.empty()) {
        return;
    }
    if (step.kind == StepKind::Search) {
        const std::size_t keys = equalities(step.condition);
        if (step.condition == "rowid=?") {
            step.rows = 1;
        } else if (const auto numbers = indexNumbers(connection, step.index);
                   keys > 0 && keys < numbers.size()) {
            step.rows = numbers[keys];
            step.rowsFromStatistics = true;
        }
        return;
    }
    const auto table = catalog::findTable(connection, "main", step.table);
    if (const auto rows = table ? catalog::estimateRows(connection, "main", *table) : std::nullopt) {
        step.rows = rows->rows;
        step.rowsFromStatistics = rows->fromStatistics;
    }
}

} // namespace

PlanStep planStep(const PlanNode &node)
{
    PlanStep step;
    step.id = node.id;
    step.parent = node.parent;
    step.detail = node.detail;
    std::string_view rest = step.detail;
    if (takeStart(rest, "USE TEMP B-TREE")) {
        step.kind = StepKind::Sort;
        return step;
    }
    const bool search = startsWith(rest, "SEARCH ");
    if (!takeStart(rest, "SCAN ") && !takeStart(rest, "SEARCH ")) {
        for (const std::string_view group :
             {"COMPOUND", "SUBQUERY", "SCALAR", "CORRELATED", "CO-ROUTINE", "MATERIALIZE", "UNION", "EXCEPT",
              "INTERSECT", "LEFT-MOST", "MULTI-INDEX", "MERGE", "LIST"}) {
            step.kind = startsWith(rest, group) ? StepKind::Group : step.kind;
        }
        return step;
    }
    step.kind = search ? StepKind::Search : StepKind::Scan;
    const std::size_t end =
        std::min({rest.find(" USING "), rest.find(" VIRTUAL TABLE"), rest.find(" LEFT-JOIN"), rest.size()});
    step.name = std::string(rest.substr(0, end));
    rest.remove_prefix(end);
    if (takeStart(rest, " USING ")) {
        readUsing(rest, step);
    }
    if (step.name == "CONSTANT ROW" || step.name.find(" CONSTANT ROWS") != std::string::npos) {
        step.kind = StepKind::Other;
        step.name.clear();
    }
    return step;
}

Plan loadPlan(Lease &lease, std::string_view script, const Parameters &parameters)
{
    Plan plan;
    if (const auto piece = sql::explainedPart(script)) {
        plan.statement = piece->body(script);
        plan.offset = piece->bodyOffset;
        plan.reads = looksReadOnly(plan.statement);
    }
    const Aliases aliases = aliasesOf(plan.statement);
    for (const PlanNode &node : queryPlan(lease, script, parameters)) {
        PlanStep step = planStep(node);
        const auto alias = aliases.find(sql::toLowerAscii(step.name));
        step.table = alias != aliases.end() ? alias->second : std::string();
        // Of another moment nothing is known.
        if (!lease.asOf()) {
            estimate(lease.connection(), step);
        }
        plan.steps.push_back(std::move(step));
    }
    return plan;
}

} // namespace strandline::session
