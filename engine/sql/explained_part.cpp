#include "engine/sql/explained_part.h"

#include "engine/sql/classify.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::sql {

std::optional<StatementPiece> explainedPart(std::string_view script)
{
    for (StatementPiece piece : splitStatements(script)) {
        if (piece.empty()) {
            continue;
        }
        const std::string_view body = piece.body(script);
        if (classify(body).explain) {
            const auto tokens = significantTokens(body);
            const bool plan = tokens.size() > 2 && equalsIgnoringCase(tokens[1].in(body), "query");
            const std::size_t skipped =
                tokens.size() > 1
                    ? tokens[std::min(tokens.size() - 1, plan ? std::size_t{3} : std::size_t{1})].offset
                    : 0;
            piece.bodyOffset += skipped;
            piece.bodyLength -= skipped;
        }
        return piece;
    }
    return std::nullopt;
}

} // namespace strandline::sql
