#include "engine/sqlite/blob_reader.h"

#include <algorithm>
#include <sqlite3.h>

namespace strandline::sqlite {

namespace {

constexpr std::uint64_t pieceBytes = std::uint64_t{1} << 18U;

struct Closer
{
    void operator()(sqlite3_blob *blob) const noexcept { sqlite3_blob_close(blob); }
};

} // namespace

std::uint64_t readBlob(Connection &connection, const BlobPlace &place, ByteRange range,
                       const std::function<void(std::span<const std::uint8_t>)> &sink,
                       const core::JobContext &job)
{
    sqlite3_blob *opened = nullptr;
    const int rc = sqlite3_blob_open(connection.handle(), place.schema.c_str(), place.table.c_str(),
                                     place.column.c_str(), place.rowid, 0, &opened);
    const std::unique_ptr<sqlite3_blob, Closer> blob(opened);
    if (rc != SQLITE_OK) {
        throw connection.lastError(rc);
    }
    const auto size = static_cast<std::uint64_t>(sqlite3_blob_bytes(opened));
    const std::uint64_t start = std::min(range.offset, size);
    const std::uint64_t wanted = range.length == 0 ? size - start : std::min(size - start, range.length);
    core::Bytes piece(static_cast<std::size_t>(std::min(wanted, pieceBytes)));
    for (std::uint64_t at = 0; at < wanted; at += pieceBytes) {
        job.checkStop();
        job.report(at, wanted, "bytes");
        const auto length = static_cast<std::size_t>(std::min(pieceBytes, wanted - at));
        const int read =
            sqlite3_blob_read(opened, piece.data(), static_cast<int>(length), static_cast<int>(start + at));
        if (read != SQLITE_OK) {
            Connection::rethrowPageError();
            throw connection.lastError(read);
        }
        sink(std::span<const std::uint8_t>(piece.data(), length));
    }
    return size;
}

} // namespace strandline::sqlite
