#include "engine/sql/parameters.h"

#include "engine/sql/text_edits.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::sql {

Parameter ParameterNumbers::next(const Token &token, std::string_view statement)
{
    constexpr int tooLarge = 10'000'000; // SQLite refuses far smaller ones
    const std::string_view text = token.in(statement);
    Parameter parameter{token.offset, token.length, 0, text.size() > 1 ? std::string(text) : std::string()};
    if (text == "?") {
        parameter.number = m_last + 1;
    } else if (text.front() == '?') {
        for (const char digit : text.substr(1)) {
            parameter.number = std::min(tooLarge, parameter.number * 10 + (digit - '0'));
        }
    } else {
        parameter.number = m_named.try_emplace(parameter.name, m_last + 1).first->second;
    }
    m_last = std::max(m_last, parameter.number);
    return parameter;
}

void takeExpression(PointClause &clause, std::string_view text, std::size_t begin, std::size_t end,
                    const std::vector<Parameter> &parameters)
{
    TextEdits edits;
    for (const Parameter &parameter : parameters) {
        if (parameter.number > 0 && parameter.offset >= begin && parameter.offset < end) {
            edits.replace(parameter.offset - begin, parameter.length, fmt::format("?{}", parameter.number));
        }
    }
    Rewritten expression = edits.apply(text.substr(begin, end - begin), begin);
    clause.expressionOffset = begin;
    clause.expression = std::move(expression.sql);
    clause.expressionToOriginal = std::move(expression.toOriginal);
}

} // namespace strandline::sql
