// Numbers, sizes, durations and times in words, as people read them: in the program's locale, local time.
// Functions without state; GUI thread (they translate).
#pragma once

#include "engine/core/types.h"

#include <QString>

#include <optional>

namespace strandline::text {

QString number(std::uint64_t value);           // "1,204"
QString bytes(std::uint64_t sizeBytes);        // "512 bytes", "1.2 KiB"
QString duration(std::chrono::microseconds d); // "1.3 ms", "4.2 s", "2 h 4 min"
QString ago(core::Time then, core::Time now);  // "2 h ago", "just now"
QString time(core::Time t, core::Time now);    // "Tue 14:03:11"; with the date when a week or more away
QString fullTime(core::Time t);                // with date, seconds and zone
QString minute(core::Time t);                  // with date and zone, to the minute: of what is planned
QString utcTime(core::Time t);                 // "2026-03-01 14:03:11.250 UTC"
QString scn(core::Scn scn);                    // "SCN 1,204"
QString quantity(std::uint64_t n, const QString &unit); // "1,204 rows" for units of core::Progress
// "SCN 1,204 · Tue 14:03:11 · 2 h ago"
QString point(core::Scn scn, core::Time t, core::Time now);

// "2026-11-10 14:22", with seconds or without, or "14:22" of today; nothing for anything else.
std::optional<core::Time> localTime(const QString &text);

core::Time now(); // the system's clock

} // namespace strandline::text
