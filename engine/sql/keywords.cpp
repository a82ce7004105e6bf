#include "engine/sql/keywords.h"

#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <array>

namespace strandline::sql {

namespace {

// How SQLite's grammar treats a keyword where it can't be the keyword.
enum class Use : unsigned char
{
    Reserved, // must be quoted
    Name,     // falls back to being a name
    Join,     // a name, but never an alias without AS
};

struct Keyword
{
    std::string_view word;
    Use use;
};

constexpr auto N = Use::Name;
constexpr auto R = Use::Reserved;
constexpr auto J = Use::Join;

constexpr std::array<Keyword, 147> keywordTable{{
    {"ABORT", N},
    {"ACTION", N},
    {"ADD", R},
    {"AFTER", N},
    {"ALL", R},
    {"ALTER", R},
    {"ALWAYS", N},
    {"ANALYZE", N},
    {"AND", R},
    {"AS", R},
    {"ASC", N},
    {"ATTACH", N},
    {"AUTOINCREMENT", R},
    {"BEFORE", N},
    {"BEGIN", N},
    {"BETWEEN", R},
    {"BY", N},
    {"CASCADE", N},
    {"CASE", R},
    {"CAST", N},
    {"CHECK", R},
    {"COLLATE", R},
    {"COLUMN", N},
    {"COMMIT", R},
    {"CONFLICT", N},
    {"CONSTRAINT", R},
    {"CREATE", R},
    {"CROSS", J},
    {"CURRENT", N},
    {"CURRENT_DATE", N},
    {"CURRENT_TIME", N},
    {"CURRENT_TIMESTAMP", N},
    {"DATABASE", N},
    {"DEFAULT", R},
    {"DEFERRABLE", R},
    {"DEFERRED", N},
    {"DELETE", R},
    {"DESC", N},
    {"DETACH", N},
    {"DISTINCT", R},
    {"DO", N},
    {"DROP", R},
    {"EACH", N},
    {"ELSE", R},
    {"END", N},
    {"ESCAPE", R},
    {"EXCEPT", R},
    {"EXCLUDE", N},
    {"EXCLUSIVE", N},
    {"EXISTS", R},
    {"EXPLAIN", N},
    {"FAIL", N},
    {"FILTER", N},
    {"FIRST", N},
    {"FOLLOWING", N},
    {"FOR", N},
    {"FOREIGN", R},
    {"FROM", R},
    {"FULL", J},
    {"GENERATED", N},
    {"GLOB", N},
    {"GROUP", R},
    {"GROUPS", N},
    {"HAVING", R},
    {"IF", N},
    {"IGNORE", N},
    {"IMMEDIATE", N},
    {"IN", R},
    {"INDEX", R},
    {"INDEXED", N},
    {"INITIALLY", N},
    {"INNER", J},
    {"INSERT", R},
    {"INSTEAD", N},
    {"INTERSECT", R},
    {"INTO", R},
    {"IS", R},
    {"ISNULL", R},
    {"JOIN", R},
    {"KEY", N},
    {"LAST", N},
    {"LEFT", J},
    {"LIKE", N},
    {"LIMIT", R},
    {"MATCH", N},
    {"MATERIALIZED", N},
    {"NATURAL", J},
    {"NO", N},
    {"NOT", R},
    {"NOTHING", R},
    {"NOTNULL", R},
    {"NULL", R},
    {"NULLS", N},
    {"OF", N},
    {"OFFSET", N},
    {"ON", R},
    {"OR", R},
    {"ORDER", R},
    {"OTHERS", N},
    {"OUTER", J},
    {"OVER", N},
    {"PARTITION", N},
    {"PLAN", N},
    {"PRAGMA", N},
    {"PRECEDING", N},
    {"PRIMARY", R},
    {"QUERY", N},
    {"RAISE", N},
    {"RANGE", N},
    {"RECURSIVE", N},
    {"REFERENCES", R},
    {"REGEXP", N},
    {"REINDEX", N},
    {"RELEASE", N},
    {"RENAME", N},
    {"REPLACE", N},
    {"RESTRICT", N},
    {"RETURNING", R},
    {"RIGHT", J},
    {"ROLLBACK", N},
    {"ROW", N},
    {"ROWS", N},
    {"SAVEPOINT", N},
    {"SELECT", R},
    {"SET", R},
    {"TABLE", R},
    {"TEMP", N},
    {"TEMPORARY", N},
    {"THEN", R},
    {"TIES", N},
    {"TO", R},
    {"TRANSACTION", R},
    {"TRIGGER", N},
    {"UNBOUNDED", N},
    {"UNION", R},
    {"UNIQUE", R},
    {"UPDATE", R},
    {"USING", R},
    {"VACUUM", N},
    {"VALUES", R},
    {"VIEW", N},
    {"VIRTUAL", N},
    {"WHEN", R},
    {"WHERE", R},
    {"WINDOW", N},
    {"WITH", N},
    {"WITHOUT", N},
}};

constexpr std::array<std::string_view, 17> extendedTable{
    "ENABLE",    "FLASHBACK",        "FORCE",     "GUARANTEE", "MAXVALUE",   "MINVALUE",
    "NOCASCADE", "NONCONFLICT_ONLY", "POINT",     "PURGE",     "RECYCLEBIN", "RESTORE",
    "SCN",       "SESSION",          "TIMESTAMP", "TRIGGERS",  "VERSIONS"};

constexpr std::size_t longestKeyword = 17; // CURRENT_TIMESTAMP

const Keyword *find(std::string_view word)
{
    if (word.size() > longestKeyword) {
        return nullptr;
    }
    std::array<char, longestKeyword> buffer{};
    std::transform(word.begin(), word.end(), buffer.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    const std::string_view upper(buffer.data(), word.size());
    const auto *found = std::lower_bound(keywordTable.begin(), keywordTable.end(), upper,
                                         [](const Keyword &k, std::string_view w) { return k.word < w; });
    return found != keywordTable.end() && found->word == upper ? found : nullptr;
}

} // namespace

std::span<const std::string_view> keywords()
{
    static const std::array<std::string_view, keywordTable.size()> words = [] {
        std::array<std::string_view, keywordTable.size()> out;
        std::transform(keywordTable.begin(), keywordTable.end(), out.begin(),
                       [](const Keyword &k) { return k.word; });
        return out;
    }();
    return words;
}

std::span<const std::string_view> extendedWords()
{
    return extendedTable;
}

bool isKeyword(std::string_view word)
{
    return find(word) != nullptr;
}

bool isExtendedWord(std::string_view word)
{
    return std::any_of(extendedTable.begin(), extendedTable.end(),
                       [word](std::string_view w) { return equalsIgnoringCase(w, word); });
}

bool isReserved(std::string_view word)
{
    const Keyword *keyword = find(word);
    return keyword != nullptr && keyword->use == Use::Reserved;
}

bool isJoinWord(std::string_view word)
{
    const Keyword *keyword = find(word);
    return keyword != nullptr && keyword->use == Use::Join;
}

} // namespace strandline::sql
