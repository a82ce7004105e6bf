// The colours of what charts draw, the same for the same thing everywhere. Pure; safe anywhere.
#pragma once

#include "views/common/theme/tokens.h"

#include <QString>

namespace strandline::chart {

// key: a wait class as the engine names it ("CPU", "User I/O", "Scheduler" …), or "1" to "8" for things that
// have no colour of their own. Any other: grey.
QColor colourOf(const QString &key, const theme::Tokens &tokens);
// The key of the i-th thing without a colour of its own, from 0; they begin again after eight.
QString lineKey(std::size_t i);

} // namespace strandline::chart
