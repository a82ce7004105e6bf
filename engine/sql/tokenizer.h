// Cuts SQL text into tokens exactly where SQLite 3.40 does (its own rules: sqlite.org/lang_expr.html,
// sqlite.org/lang_keywords.html and sqlite.org/lang_comment.html). The tokens tile the text: nothing is
// dropped.
//
// Pure text processing; values; safe from any thread. Never throws on any input, valid UTF-8 or not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::sql {

enum class TokenKind : std::uint8_t
{
    Blank,   // white space, or the byte order mark
    Comment, // -- to the end of the line (without it), or /* … */; an unterminated one goes to the end
    Word,    // an unquoted identifier or a keyword
    QuotedIdentifier, // "x", `x` or [x]
    String,           // 'x'
    Blob,             // x'00ff'
    Integer,          // 12, 0x1f
    Float,            // 1.5, .5, 1e5
    Parameter,        // ?, ?12, :name, @name, $name, $a::b(c)
    Operator,         // + - * / % = == < <= <> << > >= >> != | || & ~ -> ->>
    Dot,
    Comma,
    OpenParen,
    CloseParen,
    Semicolon,
    Illegal, // what SQLite calls an unrecognized token; an unterminated string goes to the end; a NUL byte
};

// Offsets and lengths are in bytes from the start of the text.
struct Token
{
    TokenKind kind = TokenKind::Illegal;
    std::size_t offset = 0;
    std::size_t length = 0;

    std::size_t end() const { return offset + length; }
    std::string_view in(std::string_view text) const { return text.substr(offset, length); }
    // Blanks and comments: what the grammar doesn't see.
    bool isTrivia() const { return kind == TokenKind::Blank || kind == TokenKind::Comment; }
};

// The token that begins at offset; offset < text.size().
Token tokenAt(std::string_view text, std::size_t offset);

std::vector<Token> tokenize(std::string_view text);
// Without blanks and comments.
std::vector<Token> significantTokens(std::string_view text);

// SQLite compares names and keywords in ASCII only, whatever the locale.
bool equalsIgnoringCase(std::string_view a, std::string_view b);
std::string toLowerAscii(std::string_view text);
std::string toUpperAscii(std::string_view text);

// The name that an identifier or string token stands for: quotes removed, doubled quotes made single.
std::string unquoted(std::string_view token);

} // namespace strandline::sql
