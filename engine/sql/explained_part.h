// What EXPLAIN explains of a script. Pure text processing; safe from any thread; never throws on any text.
#pragma once

#include "engine/sql/splitter.h"

#include <optional>

namespace strandline::sql {

// The first statement, without the words EXPLAIN and QUERY PLAN before it; nothing: there is none.
std::optional<StatementPiece> explainedPart(std::string_view script);

} // namespace strandline::sql
