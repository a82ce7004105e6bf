// SQLite's keywords and the words of the extended grammar. Immutable tables; safe from any thread.
#pragma once

#include <span>
#include <string_view>

namespace strandline::sql {

// SQLite's 147 keywords (sqlite.org/lang_keywords.html), upper case, sorted.
std::span<const std::string_view> keywords();
// Words with a meaning in Strandline's grammar that are no keywords of SQLite: SCN, TIMESTAMP …; upper case,
// sorted. They stay legal as names.
std::span<const std::string_view> extendedWords();

// Any case.
bool isKeyword(std::string_view word);
bool isExtendedWord(std::string_view word);
// A keyword that SQLite doesn't take as an unquoted name of a table or column.
bool isReserved(std::string_view word);
// CROSS, FULL, INNER, LEFT, NATURAL, OUTER, RIGHT: names, but never an alias without AS.
bool isJoinWord(std::string_view word);

} // namespace strandline::sql
