#include "engine/sql/text_edits.h"

#include <algorithm>

namespace strandline::sql {

void TextEdits::replace(std::size_t offset, std::size_t length, std::string replacement)
{
    m_edits.push_back({offset, length, std::move(replacement)});
}

Rewritten TextEdits::apply(std::string_view text, std::size_t base) const
{
    std::vector<Edit> edits = m_edits;
    std::sort(edits.begin(), edits.end(), [](const Edit &a, const Edit &b) { return a.offset < b.offset; });
    Rewritten out;
    std::size_t at = 0;
    const auto copyUntil = [&](std::size_t end) {
        if (at < end) {
            out.toOriginal.addCopied(out.sql.size(), base + at);
            out.sql += text.substr(at, end - at);
        }
    };
    for (const Edit &edit : edits) {
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
