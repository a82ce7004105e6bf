// What the operations `backup …` share: arguments and how restorable states are written. Private to the area.
#pragma once

#include "engine/backup/retention.h"
#include "engine/operations/registration.h"

namespace strandline::operations {

Argument storeArgument(); // --store
// --database: one of those in the store. Its absolute path; empty where it isn't given.
Argument databaseOption();
std::string databaseOf(const Arguments &arguments);

// --recovery-window, --redundancy, --gfs, --min-free.
std::vector<Argument> policyArguments();
// zone: in which hours, days … are counted. Without a rule where none is given.
backup::Policy policyOf(const Arguments &arguments, const std::string &zone);

// [{fromScn, toScn, timeFrom, timeTo, database}…]; both SCNs null without a history.
nlohmann::ordered_json rangesJson(const std::vector<backup::RestorableRange> &ranges,
                                  const Presentation &presentation);
// A line each; empty for none.
std::string rangesText(const std::vector<backup::RestorableRange> &ranges, const Presentation &presentation);

} // namespace strandline::operations
