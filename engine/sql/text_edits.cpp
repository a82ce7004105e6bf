#include "engine/sql/text_edits.h"

#include <algorithm>

namespace strandline::sql {

void TextEdits::replace(std::size_t offset, std::size_t length, std::string replacement)
{
    const auto later = std::find_if(m_edits.begin(), m_edits.end(),
                                    [offset](const Edit &edit) { return edit.offset > offset; });
    m_edits.insert(later, {offset, length, std::move(replacement)});
}

Rewritten TextEdits::apply(std::string_view text, std::size_t base) const
{
    Rewritten out;
    std::size_t at = 0;
    const auto copyUntil = [&](std::size_t end) {
        if (at < end) {
            out.toOriginal.addCopied(out.sql.size(), base + at);
            out.sql += text.substr(at, end - at);
        }
    };
    for (const Edit &edit : m_edits) {
        copyUntil(edit.offset);
        out.toOriginal.addReplaced(out.sql.size(), base + edit.offset);
        out.sql += edit.replacement;
        at = edit.offset + edit.length;
    }
    copyUntil(text.size());
    out.toOriginal.addReplaced(out.sql.size(), base + text.size());
    return out;
}

} // namespace strandline::sql
