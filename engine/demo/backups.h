// The backups that the shop's office made in its week: full ones, nightly incremental ones, and archive logs
// from the Tuesday on, so that there is a day of which only its ends can be restored. Belongs to one thread.
#pragma once

#include "engine/core/job.h"
#include "engine/demo/demo.h"
#include "engine/timeline/history.h"

namespace strandline::demo {

// Where they lie: beside the database.
std::string backupFolder(const std::string &database);

// Each as of its moment in the week that begins with monday. Throws what backup::createBackup() does.
std::vector<PlantedBackup> backUpTheWeek(const timeline::Location &location, core::Time monday,
                                         const core::JobContext &job);

} // namespace strandline::demo
