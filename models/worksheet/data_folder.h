// Where a worksheet keeps what must outlive it: the history of statements, saved queries, drafts. Safe from
// any thread.
#pragma once

#include <QSettings>

#include <string>

namespace strandline::worksheet {

// The user's data folder; for settings of a file of their own, a folder beside that file. May not exist yet.
std::string dataFolder(const QSettings &settings);

} // namespace strandline::worksheet
