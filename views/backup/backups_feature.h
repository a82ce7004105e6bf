// The feature "Backups", for the composition root.
#pragma once

#include "engine/core/keychain.h"
#include "views/shell/feature.h"

#include <memory>

namespace strandline::backup {

// keychain: null where the program has none.
shell::Feature backupsFeature(std::shared_ptr<const core::Keychain> keychain = nullptr);

} // namespace strandline::backup
