#include "engine/session/cell_value.h"

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

CellValue part(std::string_view whole, sqlite::ByteRange range, bool text)
{
    const std::string_view bytes =
        whole.substr(std::min<std::size_t>(range.offset, whole.size()),
                     range.length == 0 ? std::string_view::npos : static_cast<std::size_t>(range.length));
    return {text ? sqlite::Value(std::string(bytes)) : sqlite::Value(core::Bytes(bytes.begin(), bytes.end())),
            whole.size(), bytes.size() < whole.size()};
}

} // namespace

CellValue readCell(Lease &lease, const CellPlace &place, sqlite::ByteRange range, const core::JobContext &job)
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
            connection, {"main", place.table, place.column, std::get<std::int64_t>(place.key.front())}, range,
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
    return part(row.bytes(0), range, row.type(0) == textType);
}

CellValue partOf(const sqlite::Value &whole, sqlite::ByteRange range)
{
    if (const auto *text = std::get_if<std::string>(&whole)) {
        return part(*text, range, true);
    }
    if (const auto *bytes = std::get_if<core::Bytes>(&whole)) {
        return part({reinterpret_cast<const char *>(bytes->data()), bytes->size()}, range, false);
    }
    return {whole, 0, false};
}

} // namespace strandline::session
