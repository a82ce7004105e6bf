// The demo: a shop whose whole history was recorded, with mishaps planted in it, so that every page has
// something true to show.
//
// The same seed and scale give the same commits, SCNs, times and rows. Blocking; one call belongs to one
// thread.
#pragma once

#include "engine/core/clock.h"
#include "engine/core/job.h"
#include "engine/core/types.h"

#include <cstdint>
#include <string>
#include <vector>

namespace strandline::demo {

struct DemoOptions
{
    std::string folder; // created where missing; gets shop.db, shop.db.strandline and shop.db.backups
    std::uint64_t seed = 20261109;
    bool replace = false; // an earlier demo in folder is deleted first
    double scale = 1.0;   // of rows, commits and workload, 0 < scale <= 1: tests take a small one
    std::chrono::milliseconds workload{20'000}; // how long the shop is watched at work at the end
};

// Something that went wrong in the shop, and where it can be seen.
struct PlantedMishap
{
    std::string kind; // "update-without-where", "wrong-delete", "dropped-table", "bad-import"
    std::string what; // a sentence
    std::string table;
    core::Scn scn;       // the commit that did it
    core::Scn before;    // the last one without it
    core::Time time;     // of scn
    std::string recover; // SQL that shows what was there before, AS OF SCN
};

// A name that the office gave to a moment, before something that could go wrong.
struct PlantedRestorePoint
{
    std::string name;
    core::Scn scn;
    bool guaranteed = false;
};

// A backup set of the week.
struct PlantedBackup
{
    std::string id;
    std::string kind; // "full", "incremental", "cumulative", "archivelog"
    core::Scn scn;    // that it ends with
};

struct DemoReport
{
    std::string database;
    core::Scn firstScn;
    core::Scn lastScn;
    std::uint64_t rows = 0;    // in all tables at the end
    std::uint64_t commits = 0; // in the history
    double seconds = 0;
    std::vector<PlantedMishap> planted; // in the order of their SCNs
    std::vector<PlantedRestorePoint> restorePoints;
    std::vector<PlantedBackup> backups;
    core::Time workloadFrom; // of the machine's clock: when the shop was watched at work
    core::Time workloadTo;
};

// Builds folder/shop.db with its history and backups. Throws Exists where there is one already and replace is
// off, Usage for a scale out of range, Cancelled (nothing is left behind), and what Recorder throws.
DemoReport buildDemo(const DemoOptions &options, const core::JobContext &job);

} // namespace strandline::demo
