// The extent of the constant expression behind AS OF SCN: what comes after it (an alias, ON, a comma) is told
// apart by parsing it, not by guessing. Pure text processing; safe from any thread.
#pragma once

#include "engine/sql/tokenizer.h"

namespace strandline::sql {

// Index behind the last token of the expression that begins at tokens[first] (tokens without blanks and
// comments). words: "AS OF SCN", for messages. Operators that are words (AND, LIKE, BETWEEN …) belong to it
// only inside parentheses, for outside of them `… x` is an alias and AND may belong to what surrounds it.
// Throws core::Error(Sql) with the offset for a column, a subquery or a missing operand.
std::size_t behindConstantExpression(std::string_view text, const std::vector<Token> &tokens,
                                     std::size_t first, std::string_view words);

} // namespace strandline::sql
