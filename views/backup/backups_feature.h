// The feature "Backups", for the composition root.
#pragma once

#include "views/shell/feature.h"

namespace strandline::backup {

shell::Feature backupsFeature();

} // namespace strandline::backup
