#include "engine/sql/constant_expression.h"

#include "engine/core/error.h"
#include "engine/sql/keywords.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace strandline::sql {

namespace {

using core::Error;
using core::ErrorCode;

// As deep as SQLite's own parser goes.
constexpr int deepest = 100;

class ConstantExpression
{
public:
    ConstantExpression(std::string_view text, const std::vector<Token> &tokens, std::size_t first,
                       std::string_view words)
        : m_text(text), m_tokens(tokens), m_at(first), m_words(words)
    {
    }

    std::size_t parse()
    {
        expression(false);
        return m_at;
    }

private:
    bool atEnd() const { return m_at >= m_tokens.size(); }
    bool isKind(TokenKind kind, std::size_t ahead = 0) const
    {
        return m_at + ahead < m_tokens.size() && m_tokens[m_at + ahead].kind == kind;
    }
    bool isWord(std::string_view word, std::size_t ahead = 0) const
    {
        return isKind(TokenKind::Word, ahead) && equalsIgnoringCase(m_tokens[m_at + ahead].in(m_text), word);
    }
    template <std::size_t Size>
    bool isOneOf(const std::array<std::string_view, Size> &words, std::size_t ahead = 0) const
    {
        return std::any_of(words.begin(), words.end(), [&](std::string_view w) { return isWord(w, ahead); });
    }
    bool accept(std::string_view word)
    {
        const bool found = isWord(word);
        m_at += found ? 1 : 0;
        return found;
    }
    std::string_view current() const
    {
        return atEnd() ? std::string_view("the end") : m_tokens[m_at].in(m_text);
    }
    [[noreturn]] void fail(const std::string &message) const
    {
        throw Error(ErrorCode::Sql, message)
            .withSqlOffset(static_cast<int>(atEnd() ? m_text.size() : m_tokens[m_at].offset));
    }
    [[noreturn]] void failMissing() const
    {
        fail(fmt::format("{} needs a value here, not {}: write a number or text, a parameter, or a function "
                         "of them.",
                         m_words, current()));
    }
    [[noreturn]] void failSubquery() const
    {
        fail(fmt::format("{} takes a constant, and this is a subquery. Run it first and give its result as a "
                         "parameter.",
                         m_words));
    }

    void expression(bool wordOperators);
    bool unaryOperator(bool wordOperators);
    bool binaryOperator(bool wordOperators);
    bool wordOperator();
    void operand();
    void parenthesis();
    void list();
    void wordOperand();
    void castOperand();
    void caseOperand();
    void expectClosing();

    std::string_view m_text;
    const std::vector<Token> &m_tokens;
    std::size_t m_at;
    std::string_view m_words;
    int m_depth = 0;
};

void ConstantExpression::expression(bool wordOperators)
{
    if (++m_depth > deepest) {
        fail(fmt::format("The expression behind {} is nested too deeply. Make it simpler.", m_words));
    }
    do {
        while (unaryOperator(wordOperators)) {
        }
        operand();
        while (accept("COLLATE")) {
            if (atEnd() || isKind(TokenKind::OpenParen, 1)) {
                failMissing();
            }
            ++m_at; // the collation's name
        }
    } while (binaryOperator(wordOperators));
    --m_depth;
}

bool ConstantExpression::unaryOperator(bool wordOperators)
{
    const bool sign =
        isKind(TokenKind::Operator) && (current() == "-" || current() == "+" || current() == "~");
    if (sign || (wordOperators && isWord("NOT"))) {
        ++m_at;
        return true;
    }
    return false;
}

bool ConstantExpression::binaryOperator(bool wordOperators)
{
    if (isKind(TokenKind::Operator) && current() != "~") {
        ++m_at;
        return true;
    }
    return wordOperators && wordOperator();
}

// True: an operand follows.
bool ConstantExpression::wordOperator()
{
    static constexpr std::array<std::string_view, 9> binary{"AND",    "OR",     "LIKE",    "GLOB", "MATCH",
                                                            "REGEXP", "ESCAPE", "BETWEEN", "IN"};
    while (accept("ISNULL") || accept("NOTNULL") || (isWord("NULL", 1) && accept("NOT") && accept("NULL"))) {
    }
    if (accept("IS")) {
        accept("NOT");
        if (accept("DISTINCT")) {
            accept("FROM");
        }
        return true;
    }
    if (isWord("NOT") && isOneOf(binary, 1)) {
        ++m_at;
    }
    if (isOneOf(binary)) {
        ++m_at;
        return true;
    }
    return false;
}

void ConstantExpression::operand()
{
    if (atEnd()) {
        failMissing();
    }
    switch (m_tokens[m_at].kind) {
    case TokenKind::String:
    case TokenKind::Blob:
    case TokenKind::Integer:
    case TokenKind::Float:
    case TokenKind::Parameter:
        ++m_at;
        return;
    case TokenKind::OpenParen:
        parenthesis();
        return;
    case TokenKind::Word:
    case TokenKind::QuotedIdentifier:
        wordOperand();
        return;
    case TokenKind::Illegal:
        fail(fmt::format("unrecognized token: \"{}\"", current()));
    default:
        failMissing();
    }
}

void ConstantExpression::parenthesis()
{
    ++m_at;
    if (isWord("SELECT") || isWord("VALUES") || isWord("WITH")) {
        failSubquery();
    }
    list();
}

// Expressions with commas between them and the closing parenthesis.
void ConstantExpression::list()
{
    expression(true);
    while (isKind(TokenKind::Comma)) {
        ++m_at;
        expression(true);
    }
    expectClosing();
}

void ConstantExpression::expectClosing()
{
    if (!isKind(TokenKind::CloseParen)) {
        fail(fmt::format("A closing parenthesis is missing in the expression behind {}, before {}.", m_words,
                         current()));
    }
    ++m_at;
}

void ConstantExpression::wordOperand()
{
    static constexpr std::array<std::string_view, 6> constants{
        "NULL", "TRUE", "FALSE", "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"};
    if (isWord("EXISTS")) {
        failSubquery();
    }
    if (isWord("CASE")) {
        caseOperand();
        return;
    }
    const bool quoted = isKind(TokenKind::QuotedIdentifier);
    const bool call = isKind(TokenKind::OpenParen, 1);
    if (isWord("CAST") && call) {
        castOperand();
        return;
    }
    if (!call && isOneOf(constants)) {
        ++m_at;
        return;
    }
    // No column can stand here, so "x" is what SQLite makes of a name in double quotes that it doesn't know.
    if (!call && quoted && current().front() == '"' && !isKind(TokenKind::Dot, 1)) {
        ++m_at;
        return;
    }
    if (!quoted && isReserved(current())) {
        failMissing();
    }
    if (!call) {
        fail(fmt::format(
            "{} takes a constant: {} would be a column, and a table has one point in time for all "
            "of its rows. Give a number, text, a parameter or a function of them (functions need "
            "parentheses behind their name).",
            m_words, current()));
    }
    m_at += 2;
    if (isKind(TokenKind::CloseParen)) {
        ++m_at;
        return;
    }
    list();
}

void ConstantExpression::castOperand()
{
    m_at += 2;
    expression(true);
    if (!isWord("AS")) {
        failMissing();
    }
    int depth = 1;
    while (!atEnd() && depth > 0) {
        depth += isKind(TokenKind::OpenParen) ? 1 : isKind(TokenKind::CloseParen) ? -1 : 0;
        if (depth > 0) {
            ++m_at;
        }
    }
    expectClosing();
}

void ConstantExpression::caseOperand()
{
    ++m_at;
    if (!isWord("WHEN")) {
        expression(true);
    }
    while (accept("WHEN")) {
        expression(true);
        if (!accept("THEN")) {
            failMissing();
        }
        expression(true);
    }
    if (accept("ELSE")) {
        expression(true);
    }
    if (!accept("END")) {
        failMissing();
    }
}

} // namespace

std::size_t behindConstantExpression(std::string_view text, const std::vector<Token> &tokens,
                                     std::size_t first, std::string_view words)
{
    return ConstantExpression(text, tokens, first, words).parse();
}

} // namespace strandline::sql
