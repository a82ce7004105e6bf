// A statement's parameters and their numbers, and expressions cut out of it that keep them. Private to the
// sql area; pure text processing; values.
#pragma once

#include "engine/sql/rewrite.h"
#include "engine/sql/tokenizer.h"

#include <unordered_map>

namespace strandline::sql {

// Numbers as sqlite.org/lang_expr.html#varparam has them.
class ParameterNumbers
{
public:
    // token: the statement's next one of kind Parameter.
    Parameter next(const Token &token, std::string_view statement);

private:
    int m_last = 0;
    std::unordered_map<std::string, int> m_named;
};

// Puts text[begin, end) into clause as its expression, with parameters by their numbers.
void takeExpression(PointClause &clause, std::string_view text, std::size_t begin, std::size_t end,
                    const std::vector<Parameter> &parameters);

} // namespace strandline::sql
