// The program's style sheet, made from the tokens.
#pragma once

#include "views/common/theme/tokens.h"

#include <QString>

namespace strandline::theme {

QString styleSheet(const Tokens &tokens);

} // namespace strandline::theme
