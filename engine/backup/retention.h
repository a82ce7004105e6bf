// Which backup sets a policy keeps and why, and what is obsolete by it.
//
// Each rule says what is kept; a set that no rule keeps is obsolete. Whatever the rules say: a set that a
// kept one builds on is kept, and so are, of each database, the sets that its newest restorable state takes.
// Sets that are kept until a time, and pinned ones, are kept. A plan is proven before it is handed out: every
// state that can be restored within the recovery window can be restored from what is kept.
//
// Pure functions over values; safe from any thread. Errors: Usage for a policy without a rule or with one
// that keeps nothing; Internal where the proof fails (nothing may be deleted then).
#pragma once

#include "engine/backup/recoverability.h"

#include <chrono>

namespace strandline::backup {

// How many hours, days, weeks, months and years that have a backup keep the newest one of theirs.
struct Generations
{
    unsigned hourly = 0;
    unsigned daily = 0;
    unsigned weekly = 0; // from Monday
    unsigned monthly = 0;
    unsigned yearly = 0;
    bool operator==(const Generations &) const = default;
};
inline constexpr Generations usualGenerations{24, 7, 4, 12, 5};
// "24,7,4,12,5": hours, days, weeks, months, years. Throws Usage for anything but five numbers from 0 to
// 9999.
Generations parseGenerations(const std::string &text);
std::string formatGenerations(const Generations &generations);

struct Policy
{
    std::optional<std::chrono::seconds> recoveryWindow = {}; // every state since then can be restored
    std::optional<unsigned> redundancy = {}; // newest full backups, and all that came after them
    std::optional<Generations> generations = {};
    // On the store's disk. With another rule: tells where that keeps too much. Alone: the oldest sets go
    // until there is enough, and what the newest state takes stays.
    std::optional<std::uint64_t> minimumFreeBytes = {};
    std::string zone = "UTC"; // in which hours, days … are counted

    bool keepsAll() const { return !recoveryWindow && !redundancy && !generations && !minimumFreeBytes; }
};

enum class Because
{
    Window,      // made within the recovery window
    WindowStart, // the state at the beginning of the window takes it
    Redundancy,
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
    KeepUntil,
    Pinned,
    NeededBy,   // a kept set builds on it
    LastChain,  // the newest restorable state takes it
    Damaged,    // can't be restored, and nothing that is kept is younger
    EnoughFree, // the disk has room
};

struct Reason
{
    Because because = Because::Window;
    std::string set = {};    // NeededBy: which one; else empty
    core::Time time = {};    // Window, WindowStart: its beginning; KeepUntil: the end
    std::string period = {}; // Hourly … Yearly: "2026-11-21T14", "2026-11-21", "2026-W47", "2026-11", "2026"
    unsigned count = 0;      // Redundancy
    bool operator==(const Reason &) const = default;
};
// "needed by 2026…": a clause in English for the command line.
std::string describe(const Reason &reason);

// A kept set.
struct Kept
{
    std::string id;
    std::vector<Reason> reasons; // at least one
};

struct RetentionPlan
{
    std::vector<std::string> obsolete; // in the order in which they can go: what builds on a set before it
    std::vector<Kept> kept;            // by database and end
    std::vector<RestorableRange> restorableBefore;
    std::vector<RestorableRange> restorable; // from what is kept
    std::uint64_t freedBytes = 0;            // stored bytes of the obsolete sets
    std::uint64_t keptBytes = 0;
    std::uint64_t missingFreeBytes = 0; // of the minimum, after all that may go is gone
};

// sets: those of the databases that the policy is for. freeBytes: of the store's disk, where it is known.
RetentionPlan planRetention(const std::vector<SetInfo> &sets, const Policy &policy, core::Time now,
                            std::optional<std::uint64_t> freeBytes = std::nullopt);

// What deleting sets takes away.
struct Loss
{
    std::vector<RestorableRange> states; // that can't be restored any more
    std::vector<std::string> orphaned; // sets that stay and can't be restored any more, by themselves useless
    bool nothingLeft = false;          // of a database nothing could be restored any more
};
Loss lossOf(const std::vector<SetInfo> &sets, const std::vector<std::string> &ids);

} // namespace strandline::backup
