// Every version of one row, found without looking at other commits than those that changed the pages on the
// way to it: a row can't have changed while none of them did.
//
// Functions that block; safe from any thread with a History of its own or a shared one. Errors: those of
// timeline::History; NoSuchTableThen where there was no such table in the whole range; NotADatabase;
// Unsupported for a key in a collation of the program's own.
#pragma once

#include "engine/flashback/change_reader.h"

#include <variant>

namespace strandline::flashback {

// The rowid; or the values of a WITHOUT ROWID table's primary key, in its order, as they are stored.
using RowKey = std::variant<std::int64_t, std::vector<sqlite::Value>>;

struct RowHistory
{
    // The row as it was before the first change: empty where it wasn't there.
    std::vector<sqlite::Value> start;
    std::shared_ptr<const TableThen> startTable;
    std::vector<RowChange> changes; // ascending
    // The row as of the end, in the columns of then: empty where it isn't there.
    std::vector<sqlite::Value> end;
    std::shared_ptr<const TableThen> endTable;
    // VACUUM may have given the rowid to another row in between: the table has no key of its own.
    bool unstableRowids = false;
};

// The changes of the row in the commits from..to of the line of history that leads to `to`. The table is
// found by the name that it has last in them, and followed through its renames. from = 0: all that is kept.
RowHistory loadRowHistory(timeline::History &history, const std::string &table, const RowKey &key,
                          core::Scn from, core::Scn to, const core::JobContext &job);

} // namespace strandline::flashback
