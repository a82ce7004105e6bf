// The digest of a statement: executions that differ only in their values share it. Pure text processing; safe
// from any thread; never throws.
#pragma once

#include <string>
#include <string_view>

namespace strandline::sql {

// Literals and parameters become ?, a sign before a number goes with it, NULL stays after IS and NOT; IN (1,
// 2) becomes IN (...), further rows of VALUES become one ", ..."; comments and the closing semicolon go,
// blanks collapse, keywords are upper case, unquoted names lower case, quoted names as they are. Normalising
// again changes nothing.
std::string normalize(std::string_view statement);

// 13 characters of Oracle's base 32 (digits and lower case without e, i, l, o) for 64 bits, as in
// V$SQL.SQL_ID. Statements with the same normalize() have the same id.
std::string sqlId(std::string_view statement);

} // namespace strandline::sql
