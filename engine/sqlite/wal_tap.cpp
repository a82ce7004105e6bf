#include "engine/sqlite/wal_tap.h"

#include <array>
#include <bit>
#include <cstdlib>
#include <fmt/format.h>
#include <sqlite3.h>

namespace strandline::sqlite {

using core::Error;
using core::ErrorCode;

namespace {

constexpr std::size_t headerBytes = 48;
constexpr std::size_t backfillOffset = 96;
constexpr std::size_t readMarkOffset = 100;
constexpr std::size_t regionBytes = 32768;
// SQLite's own buffers for one read are below 128 KiB; larger ones are asserted against in debug builds.
constexpr std::size_t pieceBytes = 65536;

[[noreturn]] void misuse(const char *what)
{
    std::fputs(what, stderr);
    std::fputc('\n', stderr);
    std::abort();
}

unsigned bitOf(WalLock lock)
{
    return 1U << static_cast<unsigned>(lock);
}

sqlite3_file *fileOf(const Connection &connection, int op)
{
    sqlite3_file *file = nullptr;
    sqlite3_file_control(connection.handle(), "main", op, &file);
    if (file == nullptr || file->pMethods == nullptr) {
        throw Error(ErrorCode::Unsupported,
                    fmt::format("SQLite gives no access to the files of {}.", connection.path()));
    }
    return file;
}

std::optional<WalHeader> headerIn(const IndexWord *index, sqlite3_file *database)
{
    // Writers store copy 1, a barrier, then copy 0; read the other way round.
    std::array<std::uint32_t, headerBytes / 4> first;
    std::array<std::uint32_t, headerBytes / 4> second;
    for (std::size_t i = 0; i < first.size(); ++i) {
        first[i] = index[i].load(std::memory_order_relaxed);
    }
    database->pMethods->xShmBarrier(database);
    for (std::size_t i = 0; i < second.size(); ++i) {
        second[i] = index[headerBytes / 4 + i].load(std::memory_order_relaxed);
    }
    if (first != second) {
        return std::nullopt;
    }
    std::array<std::uint8_t, headerBytes> raw;
    std::memcpy(raw.data(), first.data(), raw.size());
    std::array<std::uint32_t, 2> sum{};
    walChecksum(core::ByteView(raw).first(40), std::endian::native == std::endian::big, sum);
    if (raw[12] == 0 || sum[0] != first[10] || sum[1] != first[11] || first[0] != 3007000) {
        return std::nullopt;
    }
    WalHeader h;
    h.change = first[2];
    h.bigEndianChecksums = raw[13] != 0;
    std::uint16_t size = 0;
    std::memcpy(&size, raw.data() + 14, 2);
    h.pageSize = (size & 0xfe00U) + ((size & 0x0001U) << 16U);
    h.mxFrame = first[4];
    h.databasePages = first[5];
    h.frameChecksum = {first[6], first[7]};
    h.salt = {core::loadBig32(raw.data() + 32), core::loadBig32(raw.data() + 36)};
    return h;
}

std::size_t readPieces(sqlite3_file *file, std::uint64_t offset, std::span<std::uint8_t> out,
                       const std::string &path)
{
    std::size_t done = 0;
    while (done < out.size()) {
        const std::size_t piece = std::min(pieceBytes, out.size() - done);
        const int rc = file->pMethods->xRead(file, out.data() + done, static_cast<int>(piece),
                                             static_cast<sqlite3_int64>(offset + done));
        if (rc == SQLITE_IOERR_SHORT_READ) {
            sqlite3_int64 size = 0;
            file->pMethods->xFileSize(file, &size);
            std::fill(out.begin() + static_cast<std::ptrdiff_t>(done + piece), out.end(), std::uint8_t{0});
            const auto available = static_cast<std::uint64_t>(size);
            return available <= offset ? 0 : std::min<std::uint64_t>(available - offset, out.size());
        }
        if (rc != SQLITE_OK) {
            throw toError(rc, sqlite3_errstr(rc), path);
        }
        done += piece;
    }
    return done;
}

std::uint64_t sizeOf(sqlite3_file *file)
{
    sqlite3_int64 size = 0;
    file->pMethods->xFileSize(file, &size);
    return static_cast<std::uint64_t>(size);
}

ConnectionOptions tapOptions()
{
    ConnectionOptions options;
    options.access = Access::ReadWrite;
    return options;
}

} // namespace

WalTap::WalTap(const std::string &path) : m_connection(path, tapOptions())
{
    m_connection.execute("PRAGMA wal_autocheckpoint=0");
    if (m_connection.text("PRAGMA journal_mode") != "wal") {
        throw Error(
            ErrorCode::NotWal,
            fmt::format("{} is not in WAL mode, so its commits can't be recorded. Turn WAL on: record it "
                        "with --enable-wal, or run PRAGMA journal_mode=WAL.",
                        path))
            .withPath(path);
    }
    // One read opens the WAL, maps the wal-index and pins the SHARED lock on the database file.
    m_connection.integer("SELECT count(*) FROM sqlite_schema");
    m_database = fileOf(m_connection, SQLITE_FCNTL_FILE_POINTER);
    m_wal = fileOf(m_connection, SQLITE_FCNTL_JOURNAL_POINTER);
    volatile void *region = nullptr;
    if (m_database->pMethods->iVersion < 2 ||
        m_database->pMethods->xShmMap(m_database, 0, static_cast<int>(regionBytes), 0, &region) !=
            SQLITE_OK ||
        region == nullptr) {
        throw Error(ErrorCode::LockedExclusively,
                    fmt::format("{} has no shared wal-index: another program holds it exclusively. Recording "
                                "starts when that program lets go.",
                                path))
            .withPath(path);
    }
    m_index = static_cast<IndexWord *>(const_cast<void *>(region));
}

WalTap::~WalTap()
{
    // Before the connection closes: closing it locked would leak the locks.
    for (int i = 0; i < 8; ++i) {
        if (holds(static_cast<WalLock>(i))) {
            unlock(static_cast<WalLock>(i));
        }
    }
}

bool WalTap::lock(WalLock lock, bool exclusive)
{
    if (holds(lock)) {
        misuse("strandline: a WAL lock was taken twice");
    }
    const int flags = SQLITE_SHM_LOCK | (exclusive ? SQLITE_SHM_EXCLUSIVE : SQLITE_SHM_SHARED);
    const int rc = m_database->pMethods->xShmLock(m_database, static_cast<int>(lock), 1, flags);
    if (rc == SQLITE_OK) {
        (exclusive ? m_exclusive : m_shared) |= bitOf(lock);
        return true;
    }
    if ((rc & 0xff) == SQLITE_BUSY) {
        return false;
    }
    throw toError(rc, sqlite3_errstr(rc), m_connection.path());
}

bool WalTap::tryExclusive(WalLock lock)
{
    return this->lock(lock, true);
}

bool WalTap::tryShared(WalLock lock)
{
    return this->lock(lock, false);
}

void WalTap::unlock(WalLock lock)
{
    if (!holds(lock)) {
        misuse("strandline: a WAL lock was released that is not held");
    }
    const bool exclusive = (m_exclusive & bitOf(lock)) != 0;
    m_database->pMethods->xShmLock(m_database, static_cast<int>(lock), 1,
                                   SQLITE_SHM_UNLOCK |
                                       (exclusive ? SQLITE_SHM_EXCLUSIVE : SQLITE_SHM_SHARED));
    (exclusive ? m_exclusive : m_shared) &= ~bitOf(lock);
}

bool WalTap::holds(WalLock lock) const
{
    return ((m_exclusive | m_shared) & bitOf(lock)) != 0;
}

std::uint32_t WalTap::word(std::size_t byteOffset) const
{
    return m_index[byteOffset / 4];
}

std::optional<WalHeader> WalTap::header() const
{
    return headerIn(m_index, m_database);
}

// The first region of the wal-index of a connection that is in a transaction; null as walHeader() is nothing.
// Only for a database in WAL mode: SQLite never closes what it maps for another.
static const IndexWord *indexOf(const Connection &connection, sqlite3_file *database)
{
    constexpr std::size_t readVersion = 19; // in the file's header; 2: WAL
    std::array<std::uint8_t, readVersion + 1> head{};
    volatile void *region = nullptr;
    if (!connection.inTransaction() || database->pMethods->iVersion < 2 ||
        database->pMethods->xRead(database, head.data(), head.size(), 0) != SQLITE_OK ||
        head[readVersion] != 2 ||
        database->pMethods->xShmMap(database, 0, static_cast<int>(regionBytes), 0, &region) != SQLITE_OK) {
        return nullptr;
    }
    return static_cast<const IndexWord *>(const_cast<const void *>(region));
}

std::optional<WalHeader> walHeader(sqlite3_file *database)
{
    volatile void *region = nullptr;
    if (database->pMethods->xShmMap(database, 0, static_cast<int>(regionBytes), 0, &region) != SQLITE_OK ||
        region == nullptr) {
        return std::nullopt;
    }
    return headerIn(static_cast<const IndexWord *>(const_cast<const void *>(region)), database);
}

std::optional<WalHeader> walHeader(const Connection &connection)
{
    sqlite3_file *database = fileOf(connection, SQLITE_FCNTL_FILE_POINTER);
    const IndexWord *index = indexOf(connection, database);
    return index != nullptr ? headerIn(index, database) : std::nullopt;
}

std::optional<WalIndexState> walIndexState(const Connection &connection)
{
    sqlite3_file *database = fileOf(connection, SQLITE_FCNTL_FILE_POINTER);
    const IndexWord *index = indexOf(connection, database);
    const auto header = index != nullptr ? headerIn(index, database) : std::nullopt;
    if (!header) {
        return std::nullopt;
    }
    WalIndexState state{*header, index[backfillOffset / 4].load(std::memory_order_relaxed), {}};
    for (std::size_t slot = 0; slot < state.readMarks.size(); ++slot) {
        state.readMarks[slot] = index[readMarkOffset / 4 + slot].load(std::memory_order_relaxed);
    }
    return state;
}

std::uint32_t WalTap::backfilled() const
{
    return word(backfillOffset);
}

static std::size_t markOffset(WalLock slot)
{
    return readMarkOffset +
           4U * static_cast<unsigned>(static_cast<int>(slot) - static_cast<int>(WalLock::Read0));
}

std::uint32_t WalTap::readMark(WalLock slot) const
{
    return word(markOffset(slot));
}

void WalTap::setReadMark(WalLock slot, std::uint32_t mark)
{
    if ((m_exclusive & bitOf(slot)) == 0) {
        misuse("strandline: a read mark was set without its lock");
    }
    m_index[markOffset(slot) / 4] = mark;
}

std::uint64_t WalTap::walBytes() const
{
    return sizeOf(m_wal);
}

std::uint64_t WalTap::databaseBytes() const
{
    return sizeOf(m_database);
}

std::size_t WalTap::readWal(std::uint64_t offset, std::span<std::uint8_t> out) const
{
    return readPieces(m_wal, offset, out, m_connection.path());
}

std::size_t WalTap::readDatabase(std::uint64_t offset, std::span<std::uint8_t> out) const
{
    return readPieces(m_database, offset, out, m_connection.path());
}

void WalTap::syncWal()
{
    const int rc = m_wal->pMethods->xSync(m_wal, SQLITE_SYNC_NORMAL);
    if (rc != SQLITE_OK) {
        throw toError(rc, sqlite3_errstr(rc), m_connection.path());
    }
}

bool WalTap::databaseMoved() const
{
    int moved = 0;
    sqlite3_file_control(m_connection.handle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

void walChecksum(core::ByteView bytes, bool bigEndian, std::array<std::uint32_t, 2> &sum) noexcept
{
    std::uint32_t s1 = sum[0];
    std::uint32_t s2 = sum[1];
    const bool swap = bigEndian != (std::endian::native == std::endian::big);
    for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
        std::uint32_t a = 0;
        std::uint32_t b = 0;
        std::memcpy(&a, bytes.data() + i, 4);
        std::memcpy(&b, bytes.data() + i + 4, 4);
        if (swap) {
            a = __builtin_bswap32(a);
            b = __builtin_bswap32(b);
        }
        s1 += a + s2;
        s2 += b + s1;
    }
    sum = {s1, s2};
}

std::unique_ptr<LiveFile> LiveFile::open(const std::string &path)
{
    sqlite3 *db = nullptr;
    sqlite3_file *file = nullptr;
    if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr) !=
            SQLITE_OK ||
        sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || file == nullptr ||
        file->pMethods == nullptr) {
        sqlite3_close(db);
        return nullptr;
    }
    return std::unique_ptr<LiveFile>(new LiveFile(db, file));
}

LiveFile::~LiveFile()
{
    sqlite3_close(m_db);
}

bool LiveFile::read(std::uint64_t offset, std::span<std::uint8_t> out) const
{
    return m_file->pMethods->xRead(m_file, out.data(), static_cast<int>(out.size()),
                                   static_cast<sqlite3_int64>(offset)) == SQLITE_OK;
}

} // namespace strandline::sqlite
