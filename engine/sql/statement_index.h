// Where the statements of a text that is being edited begin, so that a keystroke in a large script costs the
// statement around it and not the script. Pure text processing; one object a text, on its thread; never
// throws.
#pragma once

#include "engine/sql/splitter.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace strandline::sql {

class StatementIndex
{
public:
    // The text changed at offset or behind it.
    void changedFrom(std::size_t offset);

    // The statement that a person means who has the cursor at offset: the one around it; behind a semicolon
    // on the same line, or behind the last one, the one before. Nothing: there is no statement. text: the
    // whole text as it is now.
    std::optional<StatementPiece> at(std::string_view text, std::size_t offset);

    // Reads on towards offset, about maxBytes of it. True: at(offset) is cheap now.
    bool readOn(std::string_view text, std::size_t offset, std::size_t maxBytes);

private:
    std::size_t readTo() const
    {
        return m_pieces.empty() ? 0 : m_pieces.back().offset + m_pieces.back().length;
    }

    std::vector<StatementPiece> m_pieces; // they tile the text from its start
};

} // namespace strandline::sql
