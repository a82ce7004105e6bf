// Which sets a restore of others takes. Private to the area. Pure; safe anywhere.
#pragma once

#include "engine/backup/catalogue.h"

#include <set>

namespace strandline::offsite {

// The ids, and those of the sets that each was made on; where one of these is gone, of another way to it.
// Throws NotFound for an id that isn't in `all`.
std::set<std::string> withWhatTheyNeed(const std::vector<backup::SetInfo> &all,
                                       const std::vector<std::string> &ids);
// Those of `all` whose end can be restored.
std::set<std::string> restorableSets(const std::vector<backup::SetInfo> &all);

} // namespace strandline::offsite
