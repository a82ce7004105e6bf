#include "tests/engine/sql/sqlite_oracle.h"

#include <array>
#include <sqlite3.h>
#include <stdexcept>

namespace strandline::test {

SqliteOracle::SqliteOracle()
{
    sqlite3_open(":memory:", &m_db);
}

SqliteOracle::~SqliteOracle()
{
    sqlite3_close(m_db);
}

SqliteOracle::FirstToken SqliteOracle::rejected(std::string_view before, std::string_view text) const
{
    static constexpr std::string_view nearStart = "near \"";
    static constexpr std::string_view nearEnd = "\": syntax error";
    static constexpr std::string_view illegalStart = "unrecognized token: \"";
    const std::string sql = std::string(before).append(text);
    sqlite3_stmt *stmt = nullptr;
    sqlite3_prepare_v2(m_db, sql.c_str(), static_cast<int>(sql.size()), &stmt, nullptr);
    sqlite3_finalize(stmt);
    const std::string message = sqlite3_errmsg(m_db);
    const int offset = sqlite3_error_offset(m_db);
    FirstToken token;
    token.offset = offset >= 0 ? static_cast<std::size_t>(offset) - before.size() : std::string::npos;
    if (message.starts_with(nearStart)) {
        token.text = message.substr(nearStart.size(), message.size() - nearStart.size() - nearEnd.size());
    } else if (message.starts_with(illegalStart)) {
        token.text = message.substr(illegalStart.size(), message.size() - illegalStart.size() - 1);
        token.illegal = true;
    }
    return token;
}

SqliteOracle::FirstToken SqliteOracle::firstToken(std::string_view text) const
{
    // No token may follow both words, so the earlier complaint is about the first token. (Behind a blank a
    // vertical tab would be one too.)
    const FirstToken behindCreate = rejected("CREATE/**/", text);
    const FirstToken behindBegin = rejected("BEGIN/**/", text);
    return behindCreate.offset < behindBegin.offset ? behindCreate : behindBegin;
}

std::size_t SqliteOracle::statementLength(std::string_view script) const
{
    sqlite3_stmt *stmt = nullptr;
    const char *tail = nullptr;
    const int rc = sqlite3_prepare_v2(m_db, script.data(), static_cast<int>(script.size()), &stmt, &tail);
    sqlite3_finalize(stmt);
    return rc == SQLITE_OK ? static_cast<std::size_t>(tail - script.data()) : std::string::npos;
}

bool SqliteOracle::prepares(std::string_view statement) const
{
    return statementLength(statement) != std::string::npos;
}

std::string SqliteOracle::program(std::string_view statement) const
{
    const std::string sql = std::string("EXPLAIN ").append(statement);
    sqlite3_stmt *stmt = nullptr;
    if (sqlite3_prepare_v2(m_db, sql.c_str(), -1, &stmt, nullptr) != SQLITE_OK) {
        return sqlite3_errmsg(m_db);
    }
    std::string out;
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        for (int column = 0; column < sqlite3_column_count(stmt); ++column) {
            const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(stmt, column));
            out.append(text != nullptr ? text : "").append("|");
        }
        out += '\n';
    }
    sqlite3_finalize(stmt);
    return out;
}

void SqliteOracle::execute(const std::string &script) const
{
    if (sqlite3_exec(m_db, script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(m_db));
    }
}

bool SqliteOracle::isComplete(const std::string &text)
{
    return sqlite3_complete(text.c_str()) != 0;
}

std::string randomSqlText(Random &random, std::size_t pieces)
{
    static const std::array<std::string, 77> parts{
        "SELECT",  "select",
        "FROM",    "t",
        "create",  "TABLE",
        "trigger", "BEGIN",
        "END",     "x",
        "X",       "e",
        "E5",      "_a",
        "a$b",     "\xc3\xa9t\xc3\xa9",
        "\xff",    "\xef\xbb\xbf",
        "\xef",    "0",
        "12",      "0x1F",
        "0xg",     "1e5",
        "1e+5",    "1e-",
        "1.",      ".5",
        "1.5e3",   "1_000",
        "12ab",    "1e",
        "'a'",     "'it''s'",
        "'open",   "\"q\"",
        "\"\"",    "`b`",
        "[c d]",   "[",
        "]",       "x'00'",
        "x'0",     "X'zz'",
        "?",       "?12",
        ":a",      "@b",
        "$c",      "$c::d(e)",
        "$c(",     "#1",
        ":",       "::",
        " ",       " ",
        "\n",      "\t",
        "\r",      "\f",
        "\v",      "--",
        "-- c\n",  "/*",
        "*/",      "/* c */",
        "/",       "*",
        "-",       ">",
        "<",       "=",
        "!",       "|",
        ".",       ",",
        ";",
    };
    static constexpr std::string_view symbols = "()+%&~^\\{}\"'`";
    std::string text;
    for (std::size_t i = 0; i < pieces; ++i) {
        if (random.oneIn(12)) {
            text += symbols[random.below(symbols.size())];
        } else if (random.oneIn(40)) {
            text += static_cast<char>(random.between(1, 255));
        } else {
            text += parts[random.below(parts.size())];
            text += random.oneIn(3) ? " " : "";
        }
    }
    return text;
}

} // namespace strandline::test
