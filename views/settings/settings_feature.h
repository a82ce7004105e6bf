// The settings: one page a subject, those of the other features among them, with a search over all. Asked by
// an OpenRequest with `page`: "appearance", "keys", "databases", "about", or the title of a feature's page.
#pragma once

#include "views/shell/feature.h"

namespace strandline::settings {

// others: their settingsPages are shown, too.
shell::Feature settingsFeature(const std::vector<shell::Feature> &others);

} // namespace strandline::settings
