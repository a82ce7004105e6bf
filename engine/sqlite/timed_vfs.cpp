#include "engine/sqlite/timed_vfs.h"

#include "engine/core/error.h"
#include "engine/sqlite/wal_tap.h"
#include "engine/sqlite/watch.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <new>
#include <optional>
#include <sqlite3.h>
#include <string_view>

namespace strandline::sqlite {

namespace {

constexpr const char *vfsName = "strandline-timed";
// Of sl_lock.
constexpr int firstWalLockBit = 4;
constexpr std::uint64_t usesWal = 1U << 12U;
constexpr std::uint64_t writeLocks = 2 | 8 | 16; // RESERVED, EXCLUSIVE, that of the WAL
// Of checkpoints and of recovery: a writer's lock that comes with one of them is no transaction's.
constexpr std::uint64_t maintenanceLocks = 32 | 64;

// Of the unix VFS, as documented at https://sqlite.org/lockingv3.html.
constexpr std::uint64_t pendingByte = 0x40000000;
constexpr std::uint64_t walLockByte = 120; // in the -shm file

struct TimedFile
{
    sqlite3_file base{};
    WaitEvent onRead = WaitEvent::None;
    WaitEvent onWrite = WaitEvent::None;
    WaitEvent onSync = WaitEvent::None;
    WaitEvent onTruncate = WaitEvent::None;
    WaitEvent refused = WaitEvent::None; // the lock that it waits for, if it does
    Watch *locksOf = nullptr;            // the file of this watch's own database
    std::uint64_t locks = 0;             // that it holds, bits of sl_lock
    bool maintains = false;              // the lock of a writer is no transaction's
    std::optional<WalHeader> walBefore;  // when the WRITE lock was taken
    std::optional<WalHeader> walAfter;   // when it was given back after a commit that isn't told yet

    // The default VFS's file lies behind this one.
    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

sqlite3_vfs *defaultVfs()
{
    static sqlite3_vfs *const vfs = sqlite3_vfs_find(nullptr);
    return vfs;
}

TimedFile &self(sqlite3_file *file)
{
    return *reinterpret_cast<TimedFile *>(file);
}

class WaitScope
{
public:
    WaitScope(WaitEvent event, sqlite3_int64 offset, sqlite3_int64 bytes)
        : m_watch(event == WaitEvent::None ? nullptr : runningWatch)
    {
        if (m_watch != nullptr) {
            m_watch->beginWait(event, static_cast<std::uint64_t>(offset), static_cast<std::uint64_t>(bytes));
        }
    }
    ~WaitScope()
    {
        if (m_watch != nullptr) {
            m_watch->endWait();
        }
    }
    WaitScope(const WaitScope &) = delete;
    WaitScope &operator=(const WaitScope &) = delete;

private:
    Watch *m_watch;
};

int closeFile(sqlite3_file *file)
{
    sqlite3_file *const real = self(file).real();
    return real->pMethods != nullptr ? real->pMethods->xClose(real) : SQLITE_OK;
}

int readFile(sqlite3_file *file, void *out, int amount, sqlite3_int64 offset)
{
    const WaitScope wait(self(file).onRead, offset, amount);
    sqlite3_file *const real = self(file).real();
    return real->pMethods->xRead(real, out, amount, offset);
}

int writeFile(sqlite3_file *file, const void *in, int amount, sqlite3_int64 offset)
{
    const WaitScope wait(self(file).onWrite, offset, amount);
    sqlite3_file *const real = self(file).real();
    return real->pMethods->xWrite(real, in, amount, offset);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    const WaitScope wait(self(file).onTruncate, size, 0);
    sqlite3_file *const real = self(file).real();
    return real->pMethods->xTruncate(real, size);
}

int syncFile(sqlite3_file *file, int flags)
{
    const WaitScope wait(self(file).onSync, 0, 0);
    sqlite3_file *const real = self(file).real();
    return real->pMethods->xSync(real, flags);
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    sqlite3_file *const real = self(file).real();
    return real->pMethods->xFileSize(real, size);
}

void tellReading(TimedFile &file, std::uint64_t locks)
{
    file.locks = locks;
    if (file.locksOf != nullptr && file.locksOf->toldLocks != nullptr) {
        __atomic_store_n(file.locksOf->toldLocks, locks, __ATOMIC_RELAXED);
    }
}

// As tellReading(), where the lock of a writer may be among those that changed.
void tellLocks(TimedFile &file, std::uint64_t locks)
{
    const bool wrote = (file.locks & writeLocks) != 0;
    const bool writes = (locks & writeLocks) != 0;
    const bool maintains = file.maintains || (locks & maintenanceLocks) != 0;
    if (wrote != writes && file.locksOf != nullptr && !maintains) {
        file.locksOf->holdsWriteLock(writes);
    }
    file.maintains = maintains && writes;
    tellReading(file, locks);
}

// SHARED 1, RESERVED 2, PENDING 3, EXCLUSIVE 4 as bits of sl_lock; the stronger ones include the weaker.
std::uint64_t bitsOfLevel(int level)
{
    return (std::uint64_t{1} << static_cast<unsigned>(level)) - 1;
}

constexpr std::uint64_t levelBits = 15;

void refuse(TimedFile &file, WaitEvent event, std::uint64_t lockByte)
{
    if (runningWatch != nullptr) {
        file.refused = event;
        runningWatch->lockRefused(event, lockByte);
    }
}

// Between two tries SQLite gives back and takes again the locks that come before the one that was refused:
// they end no wait.
void take(TimedFile &file, WaitEvent event)
{
    if (runningWatch != nullptr && event == file.refused) {
        file.refused = WaitEvent::None;
        runningWatch->lockTaken();
    }
}

void tellRefusal(TimedFile &file, int wanted)
{
    // A writer that asked for EXCLUSIVE and stands at PENDING waits for readers; else for somebody's PENDING.
    int level = SQLITE_LOCK_NONE;
    file.real()->pMethods->xFileControl(file.real(), SQLITE_FCNTL_LOCKSTATE, &level);
    switch (wanted) {
    case SQLITE_LOCK_SHARED:
        refuse(file, WaitEvent::LockShared, pendingByte);
        break;
    case SQLITE_LOCK_RESERVED:
        refuse(file, WaitEvent::LockReserved, pendingByte + 1);
        break;
    default:
        refuse(file, level >= SQLITE_LOCK_PENDING ? WaitEvent::LockExclusive : WaitEvent::LockPending,
               level >= SQLITE_LOCK_PENDING ? pendingByte + 2 : pendingByte);
    }
}

int lockFile(sqlite3_file *file, int level)
{
    TimedFile &f = self(file);
    const int rc = f.real()->pMethods->xLock(f.real(), level);
    if (rc == SQLITE_OK) {
        take(f, level == SQLITE_LOCK_SHARED     ? WaitEvent::LockShared
                : level == SQLITE_LOCK_RESERVED ? WaitEvent::LockReserved
                                                : f.refused);
        tellLocks(f, (f.locks & ~levelBits) | bitsOfLevel(level));
    } else if (rc == SQLITE_BUSY) {
        tellRefusal(f, level);
    }
    return rc;
}

int unlockFile(sqlite3_file *file, int level)
{
    TimedFile &f = self(file);
    tellLocks(f, (f.locks & ~levelBits) | bitsOfLevel(level));
    return f.real()->pMethods->xUnlock(f.real(), level);
}

int checkReservedLock(sqlite3_file *file, int *reserved)
{
    sqlite3_file *const real = self(file).real();
    return real->pMethods->xCheckReservedLock(real, reserved);
}

int fileControl(sqlite3_file *file, int op, void *argument)
{
    Watch *const watch = runningWatch;
    TimedFile &f = self(file);
    if (op == SQLITE_FCNTL_COMMIT_PHASETWO && f.walAfter) {
        f.locksOf->committedTo(*f.walAfter);
        f.walAfter.reset();
    }
    if (watch != nullptr && op == SQLITE_FCNTL_CKPT_START) {
        watch->beginWait(WaitEvent::Checkpoint, 0, 0);
    } else if (watch != nullptr && op == SQLITE_FCNTL_CKPT_DONE) {
        watch->endWait();
    } else if (watch != nullptr && op == SQLITE_FCNTL_COMMIT_PHASETWO) {
        watch->committed();
    }
    return f.real()->pMethods->xFileControl(f.real(), op, argument);
}

int sectorSize(sqlite3_file *file)
{
    sqlite3_file *const real = self(file).real();
    return real->pMethods->xSectorSize(real);
}

int deviceCharacteristics(sqlite3_file *file)
{
    sqlite3_file *const real = self(file).real();
    return real->pMethods->xDeviceCharacteristics(real);
}

int mapShared(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    TimedFile &f = self(file);
    tellLocks(f, f.locks | usesWal);
    sqlite3_file *const real = f.real();
    return real->pMethods->xShmMap(real, page, size, extend, out);
}

WaitEvent eventOfWalLock(int lock)
{
    return lock == 0   ? WaitEvent::LockWalWrite
           : lock == 1 ? WaitEvent::LockWalCheckpoint
           : lock == 2 ? WaitEvent::LockWalRecover
                       : WaitEvent::LockWalReadmark;
}

constexpr int walWriteLock = 0;

// While the connection has the WRITE lock nobody else commits: what the header says when it gives the lock
// back is the end of its own commit, if that is not what it said before.
[[gnu::noinline]] void lookAtWal(TimedFile &f, bool begins)
{
    if (f.locksOf == nullptr) {
        return;
    }
    const auto header = walHeader(f.real());
    if (begins) {
        f.walBefore = header;
        f.walAfter.reset();
    } else {
        const bool written = f.walBefore && header && f.walBefore->change != header->change;
        f.walAfter = written ? header : std::nullopt;
    }
}

std::uint64_t bitsOfWalLocks(int first, int count)
{
    return ((std::uint64_t{1} << static_cast<unsigned>(count)) - 1)
           << static_cast<unsigned>(firstWalLockBit + first);
}

[[gnu::noinline]] int lockForAll(sqlite3_file *file, int first, int count, int flags)
{
    TimedFile &f = self(file);
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        if (first == walWriteLock) {
            lookAtWal(f, false);
        }
        tellLocks(f, f.locks & ~bitsOfWalLocks(first, count));
        return f.real()->pMethods->xShmLock(f.real(), first, count, flags);
    }
    const int rc = f.real()->pMethods->xShmLock(f.real(), first, count, flags);
    if (rc == SQLITE_OK) {
        if (first == walWriteLock) {
            lookAtWal(f, true);
        }
        take(f, eventOfWalLock(first));
        tellLocks(f, f.locks | bitsOfWalLocks(first, count));
    } else if (rc == SQLITE_BUSY) {
        refuse(f, eventOfWalLock(first), walLockByte + static_cast<std::uint64_t>(first));
    }
    return rc;
}

[[gnu::cold, gnu::noinline]] int endLockForReading(sqlite3_file *file, int first, int rc)
{
    TimedFile &f = self(file);
    if (rc == SQLITE_OK) {
        take(f, eventOfWalLock(first));
    } else if (rc == SQLITE_BUSY) {
        refuse(f, eventOfWalLock(first), walLockByte + static_cast<std::uint64_t>(first));
    }
    return rc;
}

// Every statement takes and gives back a lock for reading, so the way to those is short.
int lockShared(sqlite3_file *file, int first, int count, int flags)
{
    if ((flags & SQLITE_SHM_EXCLUSIVE) != 0) {
        return lockForAll(file, first, count, flags);
    }
    TimedFile &f = self(file);
    const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(firstWalLockBit + first);
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        tellReading(f, f.locks & ~bit);
        return f.real()->pMethods->xShmLock(f.real(), first, count, flags);
    }
    const int rc = f.real()->pMethods->xShmLock(f.real(), first, count, flags);
    if (rc == SQLITE_OK) {
        tellReading(f, f.locks | bit);
    }
    return rc == SQLITE_OK && f.refused == WaitEvent::None ? rc : endLockForReading(file, first, rc);
}

// What a barrier has to do. SQLite's own also enters and leaves a mutex of the whole process, "for
// redundancy", twice a statement: without that, a watched statement has back a part of what watching it
// costs.
void barrier(sqlite3_file * /*file*/)
{
    std::atomic_thread_fence(std::memory_order_seq_cst);
}

int unmapShared(sqlite3_file *file, int remove)
{
    TimedFile &f = self(file);
    tellLocks(f, f.locks & ~usesWal);
    sqlite3_file *const real = f.real();
    return real->pMethods->xShmUnmap(real, remove);
}

int fetchPage(sqlite3_file *file, sqlite3_int64 offset, int amount, void **out)
{
    sqlite3_file *const real = self(file).real();
    return real->pMethods->xFetch(real, offset, amount, out);
}

int unfetchPage(sqlite3_file *file, sqlite3_int64 offset, void *page)
{
    sqlite3_file *const real = self(file).real();
    return real->pMethods->xUnfetch(real, offset, page);
}

// By the version of the file that lies behind: one without shared memory must not seem to have it.
constexpr sqlite3_io_methods methodsOfVersion(int version)
{
    return {version,
            closeFile,
            readFile,
            writeFile,
            truncateFile,
            syncFile,
            fileSize,
            lockFile,
            unlockFile,
            checkReservedLock,
            fileControl,
            sectorSize,
            deviceCharacteristics,
            mapShared,
            lockShared,
            barrier,
            unmapShared,
            fetchPage,
            unfetchPage};
}

constexpr sqlite3_io_methods timedMethods[] = {methodsOfVersion(1), methodsOfVersion(2), methodsOfVersion(3)};

void setEvents(TimedFile &file, int flags)
{
    if ((flags & SQLITE_OPEN_MAIN_DB) != 0) {
        file.onRead = WaitEvent::DatabaseRead;
        file.onWrite = WaitEvent::DatabaseWrite;
        file.onSync = WaitEvent::DatabaseSync;
        file.onTruncate = WaitEvent::DatabaseTruncate;
        file.locksOf = openingWatch;
    } else if ((flags & SQLITE_OPEN_WAL) != 0) {
        file.onRead = WaitEvent::WalRead;
        file.onWrite = WaitEvent::WalWrite;
        file.onSync = WaitEvent::WalSync;
        file.onTruncate = WaitEvent::DatabaseTruncate;
    } else if ((flags & SQLITE_OPEN_TEMP_JOURNAL) != 0) {
        file.onRead = WaitEvent::SorterRead;
        file.onWrite = WaitEvent::SorterWrite;
    } else if ((flags & (SQLITE_OPEN_TRANSIENT_DB | SQLITE_OPEN_TEMP_DB)) != 0) {
        file.onRead = WaitEvent::EphemeralRead;
        file.onWrite = WaitEvent::EphemeralWrite;
    } else {
        file.onRead = WaitEvent::JournalRead;
        file.onWrite = WaitEvent::JournalWrite;
        file.onSync = WaitEvent::JournalSync;
        file.onTruncate = WaitEvent::JournalFinalise;
    }
}

int openFile(sqlite3_vfs * /*vfs*/, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    file->pMethods = nullptr;
    auto *f = new (file) TimedFile;
    std::memset(f->real(), 0, static_cast<std::size_t>(defaultVfs()->szOsFile));
    setEvents(*f, flags);
    const int rc = defaultVfs()->xOpen(defaultVfs(), name, f->real(), flags, outFlags);
    if (f->real()->pMethods != nullptr) { // has to be closed, also after an error
        const int version = std::clamp(f->real()->pMethods->iVersion, 1, 3);
        f->base.pMethods = &timedMethods[version - 1];
    }
    return rc;
}

int deleteFile(sqlite3_vfs * /*vfs*/, const char *name, int syncFolder)
{
    const bool journal = std::string_view(name).ends_with("-journal");
    const WaitScope wait(journal ? WaitEvent::JournalFinalise : WaitEvent::None, 0, 0);
    return defaultVfs()->xDelete(defaultVfs(), name, syncFolder);
}

// SQLite sleeps for locks alone.
int sleepFor(sqlite3_vfs * /*vfs*/, int microseconds)
{
    sleepForLock(std::chrono::microseconds(microseconds));
    return microseconds;
}

} // namespace

const char *timedVfs()
{
    static std::once_flag once;
    std::call_once(once, [] {
        static sqlite3_vfs vfs = *defaultVfs();
        vfs.zName = vfsName;
        vfs.pNext = nullptr;
        vfs.szOsFile = static_cast<int>(sizeof(TimedFile)) + defaultVfs()->szOsFile;
        vfs.xOpen = openFile;
        vfs.xDelete = deleteFile;
        vfs.xSleep = sleepFor;
        const int rc = sqlite3_vfs_register(&vfs, 0);
        if (rc != SQLITE_OK) {
            throw core::Error(core::ErrorCode::Internal, "SQLite refused the VFS that measures.")
                .withNative(rc);
        }
    });
    return vfsName;
}

} // namespace strandline::sqlite
