// Raw access to a WAL database's shared-memory locks, wal-index header, WAL and database file, through the
// file objects of one SQLite connection ("A" in timeline/recorder.cpp). After the constructor that connection
// runs no SQL and no checkpoint any more: its own read could release a slot that we hold.
//
// The layout is SQLite's documented one (https://sqlite.org/walformat.html): locks 0 WRITE, 1 CKPT, 2
// RECOVER, 3..7 READ slots; header copies at 0 and 48, nBackfill at 96, read marks at 100.
//
// Belongs to one thread. Errors: those of Connection; Io for refused reads. Misuse (unlocking what isn't
// ours) aborts the program: the alternative is to damage somebody's locks silently.
#pragma once

#include "engine/core/bytes.h"
#include "engine/sqlite/connection.h"

#include <array>
#include <atomic>

namespace strandline::sqlite {

// A word of the wal-index in shared memory, which others write meanwhile. What words mean together is guarded
// by the header's two copies, the barriers between them and its checksum.
using IndexWord = std::atomic<std::uint32_t>;
static_assert(IndexWord::is_always_lock_free && sizeof(IndexWord) == sizeof(std::uint32_t));

// The wal-index header that SQLite publishes with every commit.
struct WalHeader
{
    std::uint32_t change = 0; // counts commits; starts again when the wal-index is rebuilt
    bool bigEndianChecksums = false;
    std::uint32_t pageSize = 0;                   // bytes
    std::uint32_t mxFrame = 0;                    // last valid frame; 0: the WAL is empty
    std::uint32_t databasePages = 0;              // size of the database as of mxFrame
    std::array<std::uint32_t, 2> frameChecksum{}; // cumulative, of frame mxFrame
    std::array<std::uint32_t, 2> salt{};          // as numbers (big-endian in the WAL)
    bool operator==(const WalHeader &) const = default;
};

enum class WalLock : int
{
    Write = 0,
    Checkpoint = 1,
    Recover = 2,
    Read0 = 3,
    Read1,
    Read2,
    Read3,
    Read4
};

class WalTap
{
public:
    static constexpr std::uint32_t unusedMark = 0xffffffffU;
    // Where in the -shm file the lock lies, for those who look at the locks of all programs.
    static constexpr std::uint64_t byteOf(WalLock lock) { return 120 + static_cast<std::uint64_t>(lock); }

    explicit WalTap(const std::string &path);
    ~WalTap();
    WalTap(const WalTap &) = delete;
    WalTap &operator=(const WalTap &) = delete;

    // False: somebody else has it. Taking a lock that we have is misuse.
    bool tryExclusive(WalLock lock);
    bool tryShared(WalLock lock);
    void unlock(WalLock lock);
    bool holds(WalLock lock) const;

    // Nothing while the copies differ, the checksum is wrong or no header was written.
    std::optional<WalHeader> header() const;
    std::uint32_t backfilled() const; // frames 1..n are in the database file
    std::uint32_t readMark(WalLock slot) const;
    void setReadMark(WalLock slot, std::uint32_t mark); // slot held exclusively

    std::uint64_t walBytes() const;
    std::uint64_t databaseBytes() const;
    // Returns how many bytes there were; the rest of out is zero.
    std::size_t readWal(std::uint64_t offset, std::span<std::uint8_t> out) const;
    std::size_t readDatabase(std::uint64_t offset, std::span<std::uint8_t> out) const;
    void syncWal();

    // The path names another file now than the one that is open.
    bool databaseMoved() const;

private:
    friend class WalWriter;
    bool lock(WalLock lock, bool exclusive);
    std::uint32_t word(std::size_t byteOffset) const;

    Connection m_connection;
    sqlite3_file *m_database = nullptr; // constant after construction
    sqlite3_file *m_wal = nullptr;      // constant after construction
    IndexWord *m_index = nullptr;
    unsigned m_exclusive = 0; // bit per lock
    unsigned m_shared = 0;
};

// The header as it is now, of a file whose wal-index SQLite has mapped: one that holds a lock of it.
std::optional<WalHeader> walHeader(sqlite3_file *database);
// The header as it is now, through a connection that is in a transaction: while that is a write transaction
// it can't change. Nothing: the database isn't in WAL mode, or the header isn't whole.
std::optional<WalHeader> walHeader(const Connection &connection);

// What the wal-index says of the checkpoints and the readers, beside its header.
struct WalIndexState
{
    WalHeader header;
    std::uint32_t backfilled = 0; // frames 1..n are in the database file
    std::array<std::uint32_t, 5>
        readMarks{}; // the last frame that a reader in this slot sees; unused: unusedMark
};

// As walHeader(), and under the same conditions.
std::optional<WalIndexState> walIndexState(const Connection &connection);

// One 8-byte-pair step of the WAL's cumulative checksum, over bytes.size() (a multiple of 8) bytes.
// bigEndian: as the WAL's magic says.
void walChecksum(core::ByteView bytes, bool bigEndian, std::array<std::uint32_t, 2> &sum) noexcept;

// The database file's pages, read through SQLite (see connection.h). For proving that a live page is the
// wanted version. Belongs to one thread at a time.
class LiveFile
{
public:
    // Null where the file can't be opened. Takes no lock and reads nothing.
    static std::unique_ptr<LiveFile> open(const std::string &path);
    ~LiveFile();
    LiveFile(const LiveFile &) = delete;
    LiveFile &operator=(const LiveFile &) = delete;

    // False where the file is shorter or can't be read.
    bool read(std::uint64_t offset, std::span<std::uint8_t> out) const;

private:
    LiveFile(sqlite3 *db, sqlite3_file *file) : m_db(db), m_file(file) {}
    sqlite3 *m_db;
    sqlite3_file *m_file;
};

} // namespace strandline::sqlite
