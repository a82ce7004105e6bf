#include "engine/sql/classify.h"

#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strandline::sql {

namespace {

constexpr std::array<std::pair<std::string_view, StatementKind>, 23> verbs{{
    {"SELECT", StatementKind::Select},
    {"VALUES", StatementKind::Select},
    {"INSERT", StatementKind::Write},
    {"REPLACE", StatementKind::Write},
    {"UPDATE", StatementKind::Write},
    {"DELETE", StatementKind::Write},
    {"CREATE", StatementKind::Ddl},
    {"ALTER", StatementKind::Ddl},
    {"DROP", StatementKind::Ddl},
    {"BEGIN", StatementKind::Transaction},
    {"COMMIT", StatementKind::Transaction},
    {"END", StatementKind::Transaction},
    {"ROLLBACK", StatementKind::Transaction},
    {"SAVEPOINT", StatementKind::Transaction},
    {"RELEASE", StatementKind::Transaction},
    {"PRAGMA", StatementKind::Pragma},
    {"ATTACH", StatementKind::Attach},
    {"DETACH", StatementKind::Attach},
    {"ANALYZE", StatementKind::Maintenance},
    {"REINDEX", StatementKind::Maintenance},
    {"VACUUM", StatementKind::Maintenance},
    {"FLASHBACK", StatementKind::Flashback},
    {"PURGE", StatementKind::Flashback},
}};

// Reads tokens forward without their blanks.
class Head
{
public:
    explicit Head(std::string_view text) : m_text(text) { advance(); }

    bool atEnd() const { return m_token.length == 0; }
    TokenKind kind() const { return m_token.kind; }
    bool is(std::string_view word) const
    {
        return !atEnd() && m_token.kind == TokenKind::Word && equalsIgnoringCase(m_token.in(m_text), word);
    }
    std::string_view text() const { return m_token.in(m_text); }
    void advance()
    {
        m_token = {TokenKind::Illegal, m_next, 0};
        while (m_next < m_text.size()) {
            const Token token = tokenAt(m_text, m_next);
            m_next = token.end();
            if (!token.isTrivia()) {
                m_token = token;
                return;
            }
        }
    }
    bool accept(std::string_view word)
    {
        const bool found = is(word);
        if (found) {
            advance();
        }
        return found;
    }
    // From an opening parenthesis to behind the one that closes it.
    void skipParentheses()
    {
        int depth = 0;
        while (!atEnd()) {
            depth += m_token.kind == TokenKind::OpenParen    ? 1
                     : m_token.kind == TokenKind::CloseParen ? -1
                                                             : 0;
            advance();
            if (depth == 0) {
                return;
            }
        }
    }
    // name [(columns)] AS [[NOT] MATERIALIZED] (query), … ; stands behind WITH.
    void skipCommonTables()
    {
        accept("RECURSIVE");
        do {
            advance(); // its name
            if (kind() == TokenKind::OpenParen) {
                skipParentheses();
            }
            accept("AS");
            accept("NOT");
            accept("MATERIALIZED");
            if (kind() == TokenKind::OpenParen) {
                skipParentheses();
            }
        } while (!atEnd() && kind() == TokenKind::Comma && (advance(), true));
    }

private:
    std::string_view m_text;
    std::size_t m_next = 0;
    Token m_token;
};

} // namespace

StatementClass classify(std::string_view text)
{
    Head head(text);
    while (!head.atEnd() && head.kind() == TokenKind::Semicolon) {
        head.advance();
    }
    StatementClass out;
    if (head.atEnd()) {
        return out;
    }
    out.kind = StatementKind::Other;
    if (head.accept("EXPLAIN")) {
        out.explain = true;
        if (head.accept("QUERY")) {
            head.accept("PLAN");
        }
    }
    const bool with = head.accept("WITH");
    if (with) {
        head.skipCommonTables();
    }
    out.verb = toUpperAscii(head.text());
    const auto *found =
        std::find_if(verbs.begin(), verbs.end(), [&](const auto &verb) { return verb.first == out.verb; });
    if (found != verbs.end() && head.kind() == TokenKind::Word) {
        out.kind = found->second;
    }
    // What follows in these is nothing that SQLite creates, drops or alters.
    head.advance();
    if (out.kind == StatementKind::Ddl && head.is(out.verb == "ALTER" ? "SESSION" : "RESTORE")) {
        out.kind = StatementKind::Flashback;
    }
    if (with && out.kind == StatementKind::Flashback) {
        out.kind = StatementKind::Other;
    }
    return out;
}

} // namespace strandline::sql
