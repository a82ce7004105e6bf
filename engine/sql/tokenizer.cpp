#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::sql {

namespace {

// SQLite begins white space at these five; inside it takes the vertical tab too.
bool beginsBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

bool isBlank(char c)
{
    return beginsBlank(c) || c == '\v';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Every byte of a UTF-8 sequence beyond ASCII may be in a name.
bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

// Reads one token. A NUL ends the text for SQLite, so past(i) also holds there.
class Scanner
{
public:
    Scanner(std::string_view text, std::size_t offset) : m_text(text), m_start(offset), m_next(offset) {}

    Token scan()
    {
        const TokenKind kind = scanKind();
        return {kind, m_start, m_next - m_start};
    }

private:
    char at(std::size_t i) const { return i < m_text.size() ? m_text[i] : '\0'; }
    char peek(std::size_t ahead = 0) const { return at(m_next + ahead); }
    bool past() const { return peek() == '\0'; }
    TokenKind take(std::size_t count, TokenKind kind)
    {
        m_next += count;
        return kind;
    }
    template <typename Predicate>
    void skip(Predicate predicate)
    {
        while (!past() && predicate(peek())) {
            ++m_next;
        }
    }

    TokenKind scanKind();
    TokenKind scanSymbol();
    TokenKind scanQuoted(char quote);
    TokenKind scanBracketed();
    TokenKind scanNumber();
    TokenKind scanBlob();
    TokenKind scanNamedParameter();
    TokenKind scanLineComment();
    TokenKind scanBlockComment();

    std::string_view m_text;
    std::size_t m_start;
    std::size_t m_next;
};

TokenKind Scanner::scanKind()
{
    const char c = peek();
    if (beginsBlank(c)) {
        skip(isBlank);
        return TokenKind::Blank;
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
        return scanNumber();
    }
    if ((c == 'x' || c == 'X') && peek(1) == '\'') {
        return scanBlob();
    }
    if (m_text.substr(m_start, 3) == "\xef\xbb\xbf") {
        return take(3, TokenKind::Blank);
    }
    switch (c) {
    case '\'':
    case '"':
    case '`':
        return scanQuoted(c);
    case '[':
        return scanBracketed();
    case '?':
        take(1, TokenKind::Parameter);
        skip(isDigit);
        return TokenKind::Parameter;
    case '$':
    case '@':
    case ':':
    case '#':
        return scanNamedParameter();
    default:
        break;
    }
    if (isNameByte(c)) {
        skip(isNameByte);
        return TokenKind::Word;
    }
    return scanSymbol();
}

TokenKind Scanner::scanSymbol()
{
    const char next = peek(1);
    switch (peek()) {
    case '-':
        if (next == '-') {
            return scanLineComment();
        }
        if (next == '>') {
            return take(peek(2) == '>' ? 3 : 2, TokenKind::Operator);
        }
        return take(1, TokenKind::Operator);
    case '/':
        // "/*" at the very end of the text is two operators for SQLite.
        if (next == '*' && peek(2) != '\0') {
            return scanBlockComment();
        }
        return take(1, TokenKind::Operator);
    case '=':
        return take(next == '=' ? 2 : 1, TokenKind::Operator);
    case '<':
        return take(next == '=' || next == '>' || next == '<' ? 2 : 1, TokenKind::Operator);
    case '>':
        return take(next == '=' || next == '>' ? 2 : 1, TokenKind::Operator);
    case '!':
        return next == '=' ? take(2, TokenKind::Operator) : take(1, TokenKind::Illegal);
    case '|':
        return take(next == '|' ? 2 : 1, TokenKind::Operator);
    case '+':
    case '*':
    case '%':
    case '&':
    case '~':
        return take(1, TokenKind::Operator);
    case '.':
        return take(1, TokenKind::Dot);
    case ',':
        return take(1, TokenKind::Comma);
    case '(':
        return take(1, TokenKind::OpenParen);
    case ')':
        return take(1, TokenKind::CloseParen);
    case ';':
        return take(1, TokenKind::Semicolon);
    default:
        return take(1, TokenKind::Illegal);
    }
}

TokenKind Scanner::scanQuoted(char quote)
{
    ++m_next;
    while (!past()) {
        if (peek() != quote) {
            ++m_next;
        } else if (peek(1) == quote) {
            m_next += 2;
        } else {
            return take(1, quote == '\'' ? TokenKind::String : TokenKind::QuotedIdentifier);
        }
    }
    return TokenKind::Illegal;
}

TokenKind Scanner::scanBracketed()
{
    skip([](char c) { return c != ']'; });
    return past() ? TokenKind::Illegal : take(1, TokenKind::QuotedIdentifier);
}

TokenKind Scanner::scanNumber()
{
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X') && isHexDigit(peek(2))) {
        m_next += 2;
        skip(isHexDigit);
        return TokenKind::Integer;
    }
    TokenKind kind = TokenKind::Integer;
    skip(isDigit);
    if (peek() == '.') {
        kind = take(1, TokenKind::Float);
        skip(isDigit);
    }
    if (peek() == 'e' || peek() == 'E') {
        const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if (isDigit(peek(1 + sign))) {
            kind = take(2 + sign, TokenKind::Float);
            skip(isDigit);
        }
    }
    if (isNameByte(peek())) {
        skip(isNameByte);
        return TokenKind::Illegal;
    }
    return kind;
}

TokenKind Scanner::scanBlob()
{
    m_next += 2;
    const std::size_t digits = m_next;
    skip(isHexDigit);
    const bool whole = peek() == '\'' && (m_next - digits) % 2 == 0;
    skip([](char c) { return c != '\''; });
    if (!past()) {
        ++m_next;
    }
    return whole ? TokenKind::Blob : TokenKind::Illegal;
}

// $name, also Tcl's: $a::b(c), where c ends at a blank.
TokenKind Scanner::scanNamedParameter()
{
    ++m_next;
    std::size_t nameBytes = 0;
    while (!past()) {
        if (isNameByte(peek())) {
            ++m_next;
            ++nameBytes;
        } else if (peek() == '(' && nameBytes > 0) {
            ++m_next;
            skip([](char c) { return !isBlank(c) && c != ')'; });
            return peek() == ')' ? take(1, TokenKind::Parameter) : TokenKind::Illegal;
        } else if (peek() == ':' && peek(1) == ':') {
            m_next += 2;
        } else {
            break;
        }
    }
    return nameBytes > 0 ? TokenKind::Parameter : TokenKind::Illegal;
}

TokenKind Scanner::scanLineComment()
{
    skip([](char c) { return c != '\n'; });
    return TokenKind::Comment;
}

TokenKind Scanner::scanBlockComment()
{
    m_next += 2;
    while (!past() && !(peek() == '*' && peek(1) == '/')) {
        ++m_next;
    }
    return past() ? TokenKind::Comment : take(2, TokenKind::Comment);
}

} // namespace

Token tokenAt(std::string_view text, std::size_t offset)
{
    return Scanner(text, offset).scan();
}

std::vector<Token> tokenize(std::string_view text)
{
    std::vector<Token> tokens;
    for (std::size_t offset = 0; offset < text.size();) {
        tokens.push_back(tokenAt(text, offset));
        offset = tokens.back().end();
    }
    return tokens;
}

std::vector<Token> significantTokens(std::string_view text)
{
    std::vector<Token> tokens;
    for (std::size_t offset = 0; offset < text.size();) {
        const Token token = tokenAt(text, offset);
        if (!token.isTrivia()) {
            tokens.push_back(token);
        }
        offset = token.end();
    }
    return tokens;
}

static char lowerAscii(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

static char upperAscii(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                              [](char x, char y) { return lowerAscii(x) == lowerAscii(y); });
}

std::string toLowerAscii(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lowerAscii);
    return out;
}

std::string toUpperAscii(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), upperAscii);
    return out;
}

std::string unquoted(std::string_view token)
{
    if (token.size() < 2) {
        return std::string(token);
    }
    const char quote = token.front();
    if (quote == '[') {
        return std::string(token.substr(1, token.size() - 2));
    }
    if (quote != '\'' && quote != '"' && quote != '`') {
        return std::string(token);
    }
    std::string out;
    const std::string_view inner = token.substr(1, token.size() - 2);
    for (std::size_t i = 0; i < inner.size(); ++i) {
        out += inner[i];
        if (inner[i] == quote) {
            ++i; // the second of a doubled quote
        }
    }
    return out;
}

} // namespace strandline::sql
