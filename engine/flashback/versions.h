// Every version of the rows of a table in a range of SCNs: what `VERSIONS BETWEEN` reads.
//
// A version is what a row held from one commit that changed it to the next; one a commit, however often that
// touched the row. It shows the row as it was last, in the columns that the table had then. A table is told
// by the name that it has last in the range, and followed through ALTER TABLE … RENAME (table_names.h).
// VACUUM makes no versions, though it may give a row another rowid (TableThen::unstableRowids): its versions
// from then on have that one.
//
// Functions that block; safe from any thread with a History. Rows come as they are found, never all at once
// in memory: what grows with the range are some dozen bytes a changed row. Errors: those of
// timeline::History; NoSuchTableThen where the table wasn't there in the whole range; NotADatabase;
// Cancelled.
#pragma once

#include "engine/flashback/change_reader.h"
#include "engine/flashback/row_history.h"

#include <optional>

namespace strandline::flashback {

struct RowVersion
{
    core::Scn start;                        // of the commit that made it; 0: before the range
    core::Scn end;                          // of the commit that ended it; 0: none in the range, or a delete
    std::optional<RowOperation> operation;  // of start; nothing: before the range. Delete: the row before it
    std::shared_ptr<const TableThen> table; // as it was for this version
    std::int64_t rowid = 0;                 // not of a WITHOUT ROWID table
    std::vector<sqlite::Value> key;         // of a WITHOUT ROWID table
    std::vector<sqlite::Value> row;         // in the order of table->columns
};

// Receives versions on the thread that reads; may throw: reading ends with that exception.
class VersionSink
{
public:
    virtual ~VersionSink() = default;
    virtual void version(RowVersion &&version) = 0;
};

struct VersionRange
{
    core::Scn from; // the state as of it is the first that is told
    core::Scn to;   // the last
    // Whether versions that came with the commit `from` itself say so, or count as from before the range.
    bool changesOfFrom = true;
};

struct VersionOptions
{
    std::optional<RowKey> key = {}; // this row alone: costs its own commits, not the range's
    bool changedOnly = false;       // without versions from before the range
};

// In no order.
void readVersions(const std::shared_ptr<timeline::History> &history, const std::string &table,
                  const VersionRange &range, const VersionOptions &options, VersionSink &sink,
                  const core::JobContext &job);

// The table that is called so last in the range, as of the last SCN that has it, under whatever name; null:
// none is called so.
std::shared_ptr<const TableThen> newestTable(timeline::History &history, const std::string &table,
                                             core::Scn from, core::Scn to);

} // namespace strandline::flashback
