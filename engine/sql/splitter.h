// Cuts a script into statements, where SQLite's parser ends them: at a semicolon, but for CREATE TRIGGER at
// the semicolon after the END that follows a semicolon (so CASE … END doesn't end it).
//
// Pure text processing; values; safe from any thread. Never throws on any input.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace strandline::sql {

// One statement with the blanks and comments around it. The pieces tile the script: joined they are the
// script. Offsets and lengths are in bytes from the start of the script, so an error at offset n of body() is
// at bodyOffset + n for the user.
struct StatementPiece
{
    std::size_t offset = 0; // of the whole piece
    std::size_t length = 0;
    std::size_t bodyOffset = 0; // without blanks and comments around it, and without the closing semicolon
    std::size_t bodyLength = 0; // 0: nothing but blanks, comments or a lone semicolon
    bool terminated = false;    // it ended with its semicolon; false can only be so for the last piece

    bool empty() const { return bodyLength == 0; }
    std::string_view in(std::string_view script) const { return script.substr(offset, length); }
    std::string_view body(std::string_view script) const { return script.substr(bodyOffset, bodyLength); }
};

// The statement that begins at offset, which is 0 or the end of the piece before; nothing at the end of the
// script. For scripts that are run while they are read.
std::optional<StatementPiece> nextStatement(std::string_view script, std::size_t offset);

// Blanks and comments after the last semicolon are a last piece of their own, an empty one. No pieces: "".
std::vector<StatementPiece> splitStatements(std::string_view script);

// True when text ends with a finished statement (blanks and comments may follow), false while a string,
// comment, trigger body or statement is still open or there is nothing yet: whether a prompt should run it or
// ask for more, as sqlite3_complete() tells.
bool isComplete(std::string_view text);

} // namespace strandline::sql
