// Kinds, statuses and reasons of backup sets in words. Functions without state; GUI thread (they translate).
#pragma once

#include "engine/backup/retention.h"

#include <QString>

namespace strandline::backup {

QString kindText(Kind kind);                 // "Full", "Archive log"
QString statusText(SetStatus status);        // "Available"
QString levelText(const std::string &level); // of a verification: "Quick", "Restore test"
QString rangeText(const Manifest &manifest); // "SCN 1,204", "SCN 101 – 1,204"; "–" without a history
// "Full of Sat 14:03:11": how a set is named to people.
QString setText(const Manifest &manifest, core::Time now);
QString reasonText(const Reason &reason, core::Time now); // of retention
QString reasonsText(const std::vector<Reason> &reasons, core::Time now);
// "SCN 100 – 250, Sat 14:03:11 to Sat 15:00:00"
QString restorableText(const RestorableRange &range, core::Time now);

} // namespace strandline::backup
