// Lays SQL out for reading: a clause a line, long lists an item a line, subqueries and CASE indented. Changes
// white space only: every token and comment stays as it was written, and formatting again changes nothing. A
// statement that can't be laid out so (unbalanced parentheses) stays as it is. Pure text processing; safe
// from any thread; never throws.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace strandline::sql {

struct FormatOptions
{
    std::size_t indent = 4;
    std::size_t width = 88; // of a line, where it can be kept
};

// sql: any number of statements. One empty line between two of them stays; there are never two.
std::string formatSql(std::string_view sql, const FormatOptions &options = {});

} // namespace strandline::sql
