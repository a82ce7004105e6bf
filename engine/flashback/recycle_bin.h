// The recycle bin: the tables that commits of the history dropped, found there afterwards (nobody has to have
// foreseen it). A table that a commit dropped and made again under its name is one where something of what it
// held isn't in the new one; where all is, it went on. One that was renamed is none, nor is one
// that was brought back. PURGE takes entries out of the bin and leaves the history as it is: AS OF still
// reads them, until retention forgets. What was purged is kept in repository.db.
//
// Functions that block; safe from any thread with a History of their own or a shared one. Errors: those of
// timeline::History and repository::Repository; NotFound from purge(); Cancelled.
#pragma once

#include "engine/core/job.h"
#include "engine/flashback/schema_then.h"
#include "engine/timeline/history.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strandline::flashback {

struct DroppedTable
{
    std::string name;
    std::string sql;
    bool isVirtual = false;
    core::Scn dropped;                 // the commit that dropped it
    core::Scn last;                    // the newest that has it
    timeline::Commit commit;           // of `dropped`
    std::optional<std::uint64_t> rows; // that it had; nothing: of a virtual table
    // What went with it and comes back with it: its indexes (those of constraints left out) and triggers, the
    // views that read it.
    std::vector<SchemaEntry> indexes;
    std::vector<SchemaEntry> triggers;
    std::vector<SchemaEntry> views;
    bool remade = false;    // the same commit made another of the name
    bool nameTaken = false; // something has the name now, as far as the history knows
};

// Of the current line of history, the newest drop first.
std::vector<DroppedTable> loadRecycleBin(const std::shared_ptr<timeline::History> &history,
                                         const core::JobContext &job);

// Takes all drops of the table out of the bin; empty: all there are. How many they were. NotFound where the
// bin has no such table.
std::size_t purge(const std::shared_ptr<timeline::History> &history, const std::string &table,
                  const core::JobContext &job);

// Takes one drop out of the bin: its table is back.
void takeOut(const std::shared_ptr<timeline::History> &history, const DroppedTable &table);

// The bin has no such table: why, and what can be done.
core::Error notInRecycleBin(timeline::History &history, const std::string &table);

} // namespace strandline::flashback
