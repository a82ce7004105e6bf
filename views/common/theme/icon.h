// Line icons from SVG files whose strokes are drawn in a token's colour, at any size and pixel ratio.
#pragma once

#include "views/common/theme/tokens.h"

#include <QIcon>

#include <memory>

namespace strandline::theme {

// name: file in :/icons without ending. tokens: the tokens in use, asked at each painting.
QIcon themedIcon(const QString &name, std::shared_ptr<const Tokens *> tokens, QColor Tokens::*colour);

} // namespace strandline::theme
