// Replacements in a text, made all at once, with the map back to the original. Values; safe from any thread.
#pragma once

#include "engine/sql/rewrite.h"

namespace strandline::sql {

class TextEdits
{
public:
    // Ranges may come in any order but mustn't overlap.
    void replace(std::size_t offset, std::size_t length, std::string replacement);

    // text with the replacements. base: what is added to its offsets in the map.
    Rewritten apply(std::string_view text, std::size_t base = 0) const;

private:
    struct Edit
    {
        std::size_t offset;
        std::size_t length;
        std::string replacement;
    };
    std::vector<Edit> m_edits;
};

} // namespace strandline::sql
