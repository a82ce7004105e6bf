#include "engine/session/cell_value.h"

#include "engine/sqlite/blob_reader.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::session {

using sqlite::quoteIdentifier;
using sqlite::Statement;

namespace {

constexpr int textType = 3;
constexpr int blobType = 4;

Statement select(Lease &lease, const CellPlace &place, const std::string &what)
{
    std::vector<std::string> conditions;
    for (const std::string &column : place.keyColumns) {
        conditions.push_back(column + " = ?");
    }
    Statement statement =
        lease.connection().prepare(fmt::format("SELECT {} FROM main.{} WHERE {}", what,
                                               quoteIdentifier(place.table), fmt::join(conditions, " AND ")));
    for (std::size_t i = 0; i < place.key.size(); ++i) {
        statement.bind(static_cast<int>(i) + 1, place.key[i]);
    }
    if (!statement.step()) {
        throw core::Error(
            core::ErrorCode::NotFound,
            fmt::format("The row of {} is gone since it was read. Refresh the table.", place.table));
    }
    return statement;
}

// sqlite3_blob_open() refuses tables with such columns.
bool hasGenerated(sqlite::Connection &connection, const std::string &table)
{
    Statement statement =
        connection.prepare("SELECT 1 FROM pragma_table_xinfo(?1, 'main') WHERE hidden IN (2, 3)");
    statement.bind(1, table);
    return statement.step();
}

sqlite::Value made(core::Bytes bytes, bool text)
{
    return text ? sqlite::Value(std::string(bytes.begin(), bytes.end())) : sqlite::Value(std::move(bytes));
}

} // namespace

CellValue readCell(Lease &lease, const CellPlace &place, std::uint64_t limitBytes,
                   const core::JobContext &job)
{
    sqlite::Connection &connection = lease.connection();
    const sqlite::Connection::CancelScope cancel(connection, job.stop);
    const std::string column = quoteIdentifier(place.column);
    const std::string kind =
        select(lease, place, fmt::format("typeof({})", column)).text(0); // reads no value
    const bool text = kind == "text";
    const bool inPieces = place.rowid &&
                          (text ? connection.text("PRAGMA main.encoding") == "UTF-8" : kind == "blob") &&
                          !hasGenerated(connection, place.table);
    CellValue out;
    if (inPieces) {
        core::Bytes bytes;
        out.sizeBytes = sqlite::readBlob(
            connection, {"main", place.table, place.column, std::get<std::int64_t>(place.key.front())},
            limitBytes,
            [&bytes](std::span<const std::uint8_t> piece) {
                bytes.insert(bytes.end(), piece.begin(), piece.end());
            },
            job);
        out.partial = bytes.size() < out.sizeBytes;
        out.value = made(std::move(bytes), text);
        return out;
    }
    const Statement row = select(lease, place, column);
    if (row.type(0) != textType && row.type(0) != blobType) {
        out.value = row.value(0);
        return out;
    }
    const std::string_view whole = row.bytes(0);
    out.sizeBytes = whole.size();
    const auto begin = whole.substr(0, limitBytes == 0 ? whole.size() : limitBytes);
    out.partial = begin.size() < whole.size();
    out.value = made(core::Bytes(begin.begin(), begin.end()), row.type(0) == textType);
    return out;
}

} // namespace strandline::session
