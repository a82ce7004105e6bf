// Reads one text or BLOB of a rowid table piece by piece, without having it in memory as a whole. Functions
// of the thread that has the connection.
#pragma once

#include "engine/core/job.h"
#include "engine/sqlite/connection.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace strandline::sqlite {

struct BlobPlace
{
    std::string schema = "main";
    std::string table;
    std::string column;
    std::int64_t rowid = 0;
};

struct ByteRange
{
    std::uint64_t offset = 0; // behind the end: nothing
    std::uint64_t length = 0; // at most; 0: to the end
};

// Gives the bytes of range to sink and returns the size of the whole; text comes in the encoding of the
// database. Throws Sql where there is no such row or the value is neither text nor BLOB, Cancelled.
std::uint64_t readBlob(Connection &connection, const BlobPlace &place, ByteRange range,
                       const std::function<void(std::span<const std::uint8_t>)> &sink,
                       const core::JobContext &job);

} // namespace strandline::sqlite
