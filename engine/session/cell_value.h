// One value of one row, as a whole or a part of it, found by the row's key. Functions of the thread that has
// the lease.
#pragma once

#include "engine/core/job.h"
#include "engine/session/database.h"
#include "engine/sqlite/blob_reader.h"
#include "engine/sqlite/value.h"

#include <cstdint>
#include <string>
#include <vector>

namespace strandline::session {

struct CellPlace
{
    std::string table; // of the schema main
    // Quoted names of the columns of the key, or the rowid's name; and the row's key.
    std::vector<std::string> keyColumns;
    std::vector<sqlite::Value> key;
    bool rowid = false; // the key is the rowid
    std::string column;
};

struct CellValue
{
    sqlite::Value value;
    std::uint64_t sizeBytes = 0; // of the whole text or BLOB
    bool partial = false;        // value is a part of it
    bool operator==(const CellValue &) const = default;
};

// Of text and BLOBs the bytes of range. Throws NotFound where the row is gone, Cancelled.
CellValue readCell(Lease &lease, const CellPlace &place, sqlite::ByteRange range,
                   const core::JobContext &job);

// The same of a value that is in memory.
CellValue partOf(const sqlite::Value &whole, sqlite::ByteRange range);

} // namespace strandline::session
