// Restore points: names for SCNs, kept in repository.db. A guaranteed one keeps retention from forgetting the
// history since it, as long as that history fits into the point's budget; it never holds up the recorder or
// the program that writes.
//
// Functions of any thread. Names don't differ by case. Errors: NotFound and Exists with the way out, Usage
// for an empty or overlong name, those of repository::Repository and timeline::History.
#pragma once

#include "engine/timeline/history.h"

#include <optional>
#include <string>
#include <vector>

namespace strandline::flashback {

enum class Guarantee
{
    None,
    Kept,       // the history since it fits into its budget
    NearBudget, // by more than 80 %
    OverBudget, // retention may forget it now
};

struct RestorePoint
{
    std::string name;
    core::Scn scn;
    core::IncarnationId incarnation;
    core::Time time; // of that commit
    core::Time madeAt;
    bool reachable = true; // false: the history begins later by now; incarnation and time are as they were
    Guarantee guarantee = Guarantee::None;
    std::uint64_t usedBytes = 0;   // that the history since it takes
    std::uint64_t budgetBytes = 0; // 0: not guaranteed
};

// Where nothing else is said: twice the size of the database, and at least 1 GiB.
std::uint64_t defaultBudgetBytes(const timeline::History &history);

struct NewRestorePoint
{
    std::string name;
    std::optional<core::Scn> asOf = {}; // nothing: the current SCN
    bool guaranteed = false;
    std::uint64_t budgetBytes = 0; // of a guaranteed one; 0: the default
};

RestorePoint createRestorePoint(const timeline::History &history, const NewRestorePoint &wanted,
                                const core::Clock &clock);
// Makes it guaranteed with the default budget, or not any more.
void guaranteeRestorePoint(const timeline::History &history, const std::string &name, bool guaranteed);
void dropRestorePoint(const timeline::History &history, const std::string &name);
// By SCN. Empty where none was ever made.
std::vector<RestorePoint> loadRestorePoints(const timeline::History &history);
std::optional<RestorePoint> findRestorePoint(const timeline::History &history, const std::string &name);
RestorePoint restorePoint(const timeline::History &history, const std::string &name); // throws NotFound
core::Error noSuchRestorePoint(const std::string &name);

// timeline::prune() with the guaranteed restore points as pins.
timeline::PruneReport prune(const timeline::Location &location, timeline::Retention retention,
                            const core::Clock &clock, const core::JobContext &job);

} // namespace strandline::flashback
