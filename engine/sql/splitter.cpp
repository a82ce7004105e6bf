#include "engine/sql/splitter.h"

#include "engine/sql/tokenizer.h"

namespace strandline::sql {

namespace {

// Follows one statement token by token and tells where it ends.
class StatementEnd
{
public:
    // The next token that is neither blank nor comment. True: it is the semicolon that ends the statement.
    bool feed(TokenKind kind, std::string_view word)
    {
        const bool ends = kind == TokenKind::Semicolon && endsHere();
        switch (m_state) {
        case State::Start:
            m_state = afterStart(word);
            break;
        case State::Explain:
            if (!equalsIgnoringCase(word, "QUERY") && !equalsIgnoringCase(word, "PLAN")) {
                m_state = afterStart(word);
            }
            break;
        case State::Create:
            if (equalsIgnoringCase(word, "TRIGGER")) {
                m_state = State::TriggerHead;
            } else if (!equalsIgnoringCase(word, "TEMP") && !equalsIgnoringCase(word, "TEMPORARY")) {
                m_state = State::Plain;
            }
            break;
        case State::TriggerHead:
            if (equalsIgnoringCase(word, "BEGIN") && !m_nameExpected) {
                m_state = State::TriggerBody;
            }
            break;
        case State::TriggerBody:
            if (m_afterSemicolon && equalsIgnoringCase(word, "END")) {
                m_state = State::Plain; // the next semicolon ends it
            }
            break;
        case State::Plain:
            break;
        }
        m_afterSemicolon = kind == TokenKind::Semicolon;
        m_nameExpected = expectsName(kind, word);
        return ends;
    }

private:
    enum class State
    {
        Start,
        Explain,
        Create,
        TriggerHead,
        TriggerBody,
        Plain,
    };

    static State afterStart(std::string_view word)
    {
        if (equalsIgnoringCase(word, "EXPLAIN")) {
            return State::Explain;
        }
        return equalsIgnoringCase(word, "CREATE") ? State::Create : State::Plain;
    }

    // A semicolon before a trigger's BEGIN is an error of the user's: what follows is another statement.
    bool endsHere() const { return m_state != State::TriggerBody; }

    // Where a trigger's, table's or column's name must follow, so that BEGIN is that name.
    static bool expectsName(TokenKind kind, std::string_view word)
    {
        return kind == TokenKind::Dot || kind == TokenKind::Comma || equalsIgnoringCase(word, "TRIGGER") ||
               equalsIgnoringCase(word, "EXISTS") || equalsIgnoringCase(word, "ON") ||
               equalsIgnoringCase(word, "OF");
    }

    State m_state = State::Start;
    bool m_afterSemicolon = false;
    bool m_nameExpected = false;
};

bool isOpenComment(const Token &token, std::string_view text)
{
    const std::string_view comment = token.in(text);
    return token.kind == TokenKind::Comment && comment.starts_with("/*") &&
           (comment.size() < 4 || !comment.ends_with("*/"));
}

} // namespace

std::optional<StatementPiece> nextStatement(std::string_view script, std::size_t offset)
{
    if (offset >= script.size()) {
        return std::nullopt;
    }
    StatementPiece piece;
    piece.offset = offset;
    StatementEnd end;
    while (offset < script.size() && !piece.terminated) {
        const Token token = tokenAt(script, offset);
        offset = token.end();
        if (token.isTrivia()) {
            continue;
        }
        const std::string_view word = token.kind == TokenKind::Word ? token.in(script) : std::string_view();
        piece.terminated = end.feed(token.kind, word);
        if (!piece.terminated) {
            piece.bodyOffset = piece.empty() ? token.offset : piece.bodyOffset;
            piece.bodyLength = offset - piece.bodyOffset;
        }
    }
    piece.length = offset - piece.offset;
    if (piece.empty()) {
        piece.bodyOffset = piece.terminated ? offset - 1 : offset;
    }
    return piece;
}

std::vector<StatementPiece> splitStatements(std::string_view script)
{
    std::vector<StatementPiece> pieces;
    std::size_t offset = 0;
    while (const std::optional<StatementPiece> piece = nextStatement(script, offset)) {
        pieces.push_back(*piece);
        offset += piece->length;
    }
    return pieces;
}

bool isComplete(std::string_view text)
{
    const std::vector<StatementPiece> pieces = splitStatements(text);
    if (pieces.empty()) {
        return false;
    }
    const StatementPiece &last = pieces.back();
    if (last.terminated) {
        return true;
    }
    if (!last.empty() || pieces.size() < 2) {
        return false;
    }
    const std::vector<Token> blanks = tokenize(last.in(text));
    return !isOpenComment(blanks.back(), last.in(text));
}

} // namespace strandline::sql
