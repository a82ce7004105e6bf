#include "engine/sql/statement_index.h"

#include <algorithm>

namespace strandline::sql {

void StatementIndex::changedFrom(std::size_t offset)
{
    // A piece that ends at the change may go on now: `SELECT 1` and an x behind it.
    while (!m_pieces.empty() && readTo() >= offset) {
        m_pieces.pop_back();
    }
}

bool StatementIndex::readOn(std::string_view text, std::size_t offset, std::size_t maxBytes)
{
    const std::size_t stop = readTo() + maxBytes;
    while (readTo() <= offset && readTo() < text.size()) {
        if (readTo() >= stop) {
            return false;
        }
        m_pieces.push_back(*nextStatement(text, readTo()));
    }
    return true;
}

std::optional<StatementPiece> StatementIndex::at(std::string_view text, std::size_t offset)
{
    readOn(text, offset, text.size());
    auto piece =
        std::upper_bound(m_pieces.begin(), m_pieces.end(), offset,
                         [](std::size_t at, const StatementPiece &p) { return at < p.offset + p.length; });
    if (piece == m_pieces.end()) {
        if (m_pieces.empty()) {
            return std::nullopt;
        }
        --piece;
    }
    if (piece != m_pieces.begin() && offset < piece->bodyOffset) {
        const bool sameLine =
            text.substr(piece->offset, offset - piece->offset).find('\n') == std::string_view::npos;
        if (sameLine) {
            --piece;
        }
    }
    while (piece->empty() && piece != m_pieces.begin()) {
        --piece;
    }
    return piece->empty() ? std::nullopt : std::optional(*piece);
}

} // namespace strandline::sql
