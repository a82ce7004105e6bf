#include "tests/engine/sql/as_of_bench.h"

#include <fmt/format.h>

namespace strandline::test {

using sqlite::Statement;
using sqlite::Value;

Marked::Marked(std::string_view marked) : statement(marked), offset(-1)
{
    const std::size_t at = statement.find('^');
    if (at != std::string::npos) {
        statement.erase(at, 1);
        offset = static_cast<int>(at);
    }
}

static sqlite::ConnectionOptions writable()
{
    sqlite::ConnectionOptions options;
    options.access = sqlite::Access::Create;
    return options;
}

AsOfBench::AsOfBench() : m_connection(":memory:", writable())
{
    m_connection.execute("ATTACH ':memory:' AS asof_5; ATTACH ':memory:' AS asof_9");
    int base = 0;
    for (const std::string schema : {"main", "asof_5", "asof_9"}) {
        m_connection.execute(fmt::format(
            "CREATE TABLE {0}.t(id INTEGER PRIMARY KEY, x, note);"
            "CREATE INDEX {0}.t_x ON t(x);"
            "CREATE TABLE {0}.u(id INTEGER PRIMARY KEY, tid, y);"
            "CREATE TABLE {0}.ids(id INTEGER PRIMARY KEY);"
            "CREATE TABLE {0}.\"odd \"\"name\"(x);"
            "CREATE TABLE {0}.\"left\"(x);"
            "CREATE TABLE {0}.scn(x); CREATE TABLE {0}.of(x); CREATE TABLE {0}.\"\xc3\xbc\"(x);"
            "INSERT INTO {0}.of VALUES ({1}); INSERT INTO {0}.\"\xc3\xbc\" VALUES ({1});"
            "CREATE VIEW {0}.v AS SELECT id, x FROM t WHERE id < 4;"
            "INSERT INTO {0}.t SELECT value, value * 10 + {1}, 'row ' || value || ' at {1}' "
            "  FROM json_each('[1,2,3,4]');"
            "INSERT INTO {0}.u SELECT value, value % 3 + 1, value * 100 + {1} FROM "
            "json_each('[1,2,3,4,5,6]');"
            "INSERT INTO {0}.ids VALUES (1), ({1} + 2);"
            "INSERT INTO {0}.\"odd \"\"name\" VALUES ({1}); INSERT INTO {0}.\"left\" VALUES ({1} + 1);"
            "INSERT INTO {0}.scn VALUES ({1} + 2)",
            schema, base));
        base += schema == "main" ? 5 : 4;
    }
    m_connection.execute("CREATE TABLE target(id, x)");
    m_connection.createFunction("timestamp_to_scn", 1, true, [](const std::vector<Value> &arguments) {
        return Value(std::int64_t{std::stoi(std::get<std::string>(arguments.at(0)).substr(8, 2))});
    });
    m_connection.createFunction("current_scn", 0, true,
                                [](const std::vector<Value> &) { return Value(std::int64_t{9}); });
}

static void bindByNumber(Statement &statement, const std::map<int, Value> &parameters)
{
    for (const auto &[number, value] : parameters) {
        if (number <= statement.parameterCount()) {
            statement.bind(number, value);
        }
    }
}

std::string AsOfBench::runPlain(const std::string &sql, const std::map<int, Value> &parameters)
{
    try {
        return rowsOf(sql, parameters);
    } catch (const core::Error &error) {
        return fmt::format("error: {} in {}", error.message(), sql);
    }
}

std::string AsOfBench::rowsOf(const std::string &sql, const std::map<int, Value> &parameters)
{
    Statement statement = m_connection.prepare(sql);
    bindByNumber(statement, parameters);
    std::string out;
    while (statement.step()) {
        for (int column = 0; column < statement.columnCount(); ++column) {
            out += (column > 0 ? "|" : "") + (statement.isNull(column) ? "NULL" : statement.text(column));
        }
        out += '\n';
    }
    return out;
}

std::string AsOfBench::schemaOf(const sql::AsOfReference &reference, const std::map<int, Value> &parameters)
{
    Statement statement = m_connection.prepare("SELECT (" + reference.expression + ")");
    bindByNumber(statement, parameters);
    statement.step();
    return "asof_" + (reference.kind == sql::AsOfReference::Kind::Scn
                          ? statement.text(0)
                          : std::to_string(std::stoi(statement.text(0).substr(8, 2))));
}

sql::Rewritten AsOfBench::rewritten(const std::string &statement, const std::map<int, Value> &parameters)
{
    const sql::ParsedStatement parsed = sql::parseExtended(statement);
    std::vector<std::string> schemas;
    for (const sql::AsOfReference &reference : parsed.references) {
        schemas.push_back(schemaOf(reference, parameters));
    }
    return sql::rewriteAsOf(statement, parsed, schemas);
}

std::string AsOfBench::run(const std::string &statement, const std::map<int, Value> &parameters)
{
    return runPlain(rewritten(statement, parameters).sql, parameters);
}

} // namespace strandline::test
