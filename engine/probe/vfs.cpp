// A VFS over the program's own that tells waits and locks, and changes nothing of what files do. Connections
// get it by name when they are opened; the program's default VFS stays what it is.
#include "engine/probe/probe.h"

#include <cstring>

namespace strandline::probe {

// The base VFS's file lies behind this one.
struct ShimFile
{
    sqlite3_file base;
    std::uint32_t onRead; // sl_event
    std::uint32_t onWrite;
    std::uint32_t onSync;
    std::uint32_t onTruncate;
    // Written by whoever is inside SQLite, read by whoever has the session: threads may share a connection.
    std::uint64_t locks; // sl_lock
};

namespace {

// Of the unix VFS (https://sqlite.org/lockingv3.html, https://sqlite.org/walformat.html).
constexpr std::uint64_t pendingByte = 0x40000000;
constexpr std::uint64_t walLockByte = 120;
constexpr std::uint64_t levelBits = 15;

ShimFile &self(sqlite3_file *file)
{
    return *reinterpret_cast<ShimFile *>(file);
}

sqlite3_file *real(sqlite3_file *file)
{
    return reinterpret_cast<sqlite3_file *>(reinterpret_cast<ShimFile *>(file) + 1);
}

// ---- Files

int closeFile(sqlite3_file *file)
{
    return real(file)->pMethods->xClose(real(file));
}

int readFile(sqlite3_file *file, void *out, int amount, sqlite3_int64 offset)
{
    const Wait wait(self(file).onRead, static_cast<std::uint64_t>(offset),
                    static_cast<std::uint64_t>(amount));
    return real(file)->pMethods->xRead(real(file), out, amount, offset);
}

int writeFile(sqlite3_file *file, const void *in, int amount, sqlite3_int64 offset)
{
    const Wait wait(self(file).onWrite, static_cast<std::uint64_t>(offset),
                    static_cast<std::uint64_t>(amount));
    return real(file)->pMethods->xWrite(real(file), in, amount, offset);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    const Wait wait(self(file).onTruncate, static_cast<std::uint64_t>(size), 0);
    return real(file)->pMethods->xTruncate(real(file), size);
}

int syncFile(sqlite3_file *file, int flags)
{
    const Wait wait(self(file).onSync, 0, 0);
    return real(file)->pMethods->xSync(real(file), flags);
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}

// SHARED 1, RESERVED 2, PENDING 3, EXCLUSIVE 4 as bits; the stronger ones include the weaker.
std::uint64_t bitsOfLevel(int level)
{
    return (std::uint64_t{1} << static_cast<unsigned>(level)) - 1;
}

void tellRefusal(std::uint32_t event, std::uint64_t byte)
{
    if (current != nullptr) {
        current->refusedLock = event;
        current->refusedByte = byte;
    }
}

int lockFile(sqlite3_file *file, int level)
{
    ShimFile &f = self(file);
    const int rc = real(file)->pMethods->xLock(real(file), level);
    if (rc == SQLITE_OK) {
        sl_store(&f.locks, (f.locks & ~levelBits) | bitsOfLevel(level));
    } else if (rc == SQLITE_BUSY && level == SQLITE_LOCK_SHARED) {
        tellRefusal(SL_LOCK_SHARED, pendingByte);
    } else if (rc == SQLITE_BUSY && level == SQLITE_LOCK_RESERVED) {
        tellRefusal(SL_LOCK_RESERVED, pendingByte + 1);
    } else if (rc == SQLITE_BUSY) {
        // Who asks for EXCLUSIVE gets PENDING first, and then waits for readers.
        int held = SQLITE_LOCK_NONE;
        real(file)->pMethods->xFileControl(real(file), SQLITE_FCNTL_LOCKSTATE, &held);
        const bool pending = held >= SQLITE_LOCK_PENDING;
        tellRefusal(pending ? SL_LOCK_EXCLUSIVE : SL_LOCK_PENDING, pending ? pendingByte + 2 : pendingByte);
    }
    return rc;
}

int unlockFile(sqlite3_file *file, int level)
{
    sl_store(&self(file).locks, (self(file).locks & ~levelBits) | bitsOfLevel(level));
    return real(file)->pMethods->xUnlock(real(file), level);
}

int checkReservedLock(sqlite3_file *file, int *reserved)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), reserved);
}

void tellCheckpoint(bool begins)
{
    Session &session = *current;
    sl_slot &slot = *session.slot;
    turn(session, begins ? SL_CHECKPOINT : SL_ON_CPU);
    sl_store(&slot.wait_start_ns, session.sinceNs);
    sl_store32(&slot.wait_number, sl_load32(&slot.wait_number) + 1);
    sl_store32(&slot.event, session.event);
    sl_store32(&slot.phase, begins ? SL_PHASE_CHECKPOINT : SL_PHASE_EXECUTE);
    if (!begins) {
        sl_record &record = *session.record;
        sl_begin_write(&record.counters_seq);
        sl_add(&record.counters.event_count[SL_CHECKPOINT], 1);
        sl_end_write(&record.counters_seq);
    }
}

int fileControl(sqlite3_file *file, int operation, void *argument)
{
    if (current != nullptr && current->slot != nullptr) {
        if (operation == SQLITE_FCNTL_CKPT_START || operation == SQLITE_FCNTL_CKPT_DONE) {
            tellCheckpoint(operation == SQLITE_FCNTL_CKPT_START);
        } else if (operation == SQLITE_FCNTL_COMMIT_PHASETWO && current->mainFile == &self(file)) {
            ++current->callCommits;
        }
    }
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

int sectorSize(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}

int deviceCharacteristics(sqlite3_file *file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

int mapShared(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    sl_store(&self(file).locks, self(file).locks | SL_USES_WAL);
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}

int lockShared(sqlite3_file *file, int first, int count, int flags)
{
    ShimFile &f = self(file);
    const std::uint64_t bits = ((std::uint64_t{1} << static_cast<unsigned>(count)) - 1) * SL_HOLDS_WAL
                               << static_cast<unsigned>(first);
    if ((flags & SQLITE_SHM_UNLOCK) != 0) { // nothing to do afterwards: a jump, which costs less than a call
        sl_store(&f.locks, f.locks & ~bits);
        return real(file)->pMethods->xShmLock(real(file), first, count, flags);
    }
    const int rc = real(file)->pMethods->xShmLock(real(file), first, count, flags);
    if (rc == SQLITE_OK) {
        sl_store(&f.locks, f.locks | bits);
    } else if (rc == SQLITE_BUSY) {
        const auto number =
            static_cast<std::uint32_t>(first < 3 ? first : 3); // write, checkpoint, recover, reads
        tellRefusal(SL_LOCK_WAL_WRITE + number, walLockByte + static_cast<std::uint64_t>(first));
    }
    return rc;
}

void barrier(sqlite3_file *file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}

int unmapShared(sqlite3_file *file, int remove)
{
    sl_store(&self(file).locks, self(file).locks & ~std::uint64_t{SL_USES_WAL});
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

int fetchPage(sqlite3_file *file, sqlite3_int64 offset, int amount, void **out)
{
    return real(file)->pMethods->xFetch(real(file), offset, amount, out);
}

int unfetchPage(sqlite3_file *file, sqlite3_int64 offset, void *page)
{
    return real(file)->pMethods->xUnfetch(real(file), offset, page);
}

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

constexpr sqlite3_io_methods shimMethods[] = {methodsOfVersion(1), methodsOfVersion(2), methodsOfVersion(3)};

// A file without shared memory, or that can't be mapped, must not seem to be another one.
const sqlite3_io_methods *methodsFor(const sqlite3_io_methods &methods)
{
    const bool shared = methods.iVersion >= 2 && methods.xShmMap != nullptr;
    const bool mapped = methods.iVersion >= 3 && methods.xFetch != nullptr;
    return &shimMethods[!shared ? 0 : mapped ? 2 : 1];
}

void setEvents(ShimFile &file, int flags)
{
    file.onSync = SL_ON_CPU;
    file.onTruncate = SL_ON_CPU;
    if ((flags & SQLITE_OPEN_MAIN_DB) != 0) {
        file.onRead = SL_DB_READ;
        file.onWrite = SL_DB_WRITE;
        file.onSync = SL_DB_SYNC;
        file.onTruncate = SL_DB_TRUNCATE;
    } else if ((flags & SQLITE_OPEN_WAL) != 0) {
        file.onRead = SL_WAL_READ;
        file.onWrite = SL_WAL_WRITE;
        file.onSync = SL_WAL_SYNC;
        file.onTruncate = SL_DB_TRUNCATE;
    } else if ((flags & SQLITE_OPEN_TEMP_JOURNAL) != 0) {
        file.onRead = SL_SORTER_READ;
        file.onWrite = SL_SORTER_WRITE;
    } else if ((flags & (SQLITE_OPEN_TRANSIENT_DB | SQLITE_OPEN_TEMP_DB)) != 0) {
        file.onRead = SL_EPHEMERAL_READ;
        file.onWrite = SL_EPHEMERAL_WRITE;
    } else {
        file.onRead = SL_JOURNAL_READ;
        file.onWrite = SL_JOURNAL_WRITE;
        file.onSync = SL_JOURNAL_SYNC;
        file.onTruncate = SL_JOURNAL_FINALISE;
    }
}

// ---- The VFS

sqlite3_vfs *baseOf(sqlite3_vfs *shim)
{
    return static_cast<sqlite3_vfs *>(shim->pAppData);
}

int openFile(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    sqlite3_vfs *const base = baseOf(vfs);
    std::memset(file, 0, sizeof(ShimFile) + static_cast<std::size_t>(base->szOsFile));
    setEvents(self(file), flags);
    const int rc = base->xOpen(base, name, real(file), flags, outFlags);
    if (real(file)->pMethods != nullptr) { // has to be closed, also after an error
        file->pMethods = methodsFor(*real(file)->pMethods);
    }
    return rc;
}

int deleteFile(sqlite3_vfs *vfs, const char *name, int syncFolder)
{
    constexpr char ending[] = "-journal";
    const std::size_t length = std::strlen(name);
    const bool journal =
        length >= sizeof ending && std::strcmp(name + length - (sizeof ending - 1), ending) == 0;
    const Wait wait(journal ? SL_JOURNAL_FINALISE : SL_ON_CPU, 0, 0);
    return baseOf(vfs)->xDelete(baseOf(vfs), name, syncFolder);
}

// SQLite sleeps for locks alone.
int sleepFor(sqlite3_vfs *vfs, int microseconds)
{
    const LockSleep asleep;
    return baseOf(vfs)->xSleep(baseOf(vfs), microseconds);
}

int accessFile(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
    return baseOf(vfs)->xAccess(baseOf(vfs), name, flags, out);
}

int fullPath(sqlite3_vfs *vfs, const char *name, int bytes, char *out)
{
    return baseOf(vfs)->xFullPathname(baseOf(vfs), name, bytes, out);
}

void *openLibrary(sqlite3_vfs *vfs, const char *name)
{
    return baseOf(vfs)->xDlOpen(baseOf(vfs), name);
}

void libraryError(sqlite3_vfs *vfs, int bytes, char *out)
{
    baseOf(vfs)->xDlError(baseOf(vfs), bytes, out);
}

using Symbol = void (*)();

Symbol librarySymbol(sqlite3_vfs *vfs, void *library, const char *name)
{
    return baseOf(vfs)->xDlSym(baseOf(vfs), library, name);
}

void closeLibrary(sqlite3_vfs *vfs, void *library)
{
    baseOf(vfs)->xDlClose(baseOf(vfs), library);
}

int randomBytes(sqlite3_vfs *vfs, int bytes, char *out)
{
    return baseOf(vfs)->xRandomness(baseOf(vfs), bytes, out);
}

int currentDay(sqlite3_vfs *vfs, double *day)
{
    return baseOf(vfs)->xCurrentTime(baseOf(vfs), day);
}

int lastError(sqlite3_vfs *vfs, int bytes, char *out)
{
    return baseOf(vfs)->xGetLastError(baseOf(vfs), bytes, out);
}

int currentMilliseconds(sqlite3_vfs *vfs, sqlite3_int64 *time)
{
    return baseOf(vfs)->xCurrentTimeInt64(baseOf(vfs), time);
}

struct Shim
{
    sqlite3_vfs vfs;
    char name[64];
};

constexpr std::size_t shimsMax = 8;
constinit Shim shims[shimsMax] = {};
constinit std::atomic<std::size_t> shimCount{0};
constinit std::atomic_flag making;

const char *known(const sqlite3_vfs *base)
{
    for (std::size_t i = 0; i < shimCount; ++i) {
        if (baseOf(&shims[i].vfs) == base || &shims[i].vfs == base) {
            return shims[i].name;
        }
    }
    return nullptr;
}

// Null where there is no room, or SQLite refuses it.
const char *make(const Api &api, sqlite3_vfs *base)
{
    constexpr char prefix[] = "strandline-";
    if (shimCount == shimsMax || std::strlen(base->zName) + sizeof prefix > sizeof Shim::name) {
        return nullptr;
    }
    Shim &shim = shims[shimCount];
    std::memcpy(shim.name, prefix, sizeof prefix);
    std::strcat(shim.name, base->zName);
    sqlite3_vfs &vfs = shim.vfs;
    vfs = *base;
    vfs.iVersion = base->iVersion < 2 ? base->iVersion : 2; // its system calls are for tests
    vfs.szOsFile = static_cast<int>(sizeof(ShimFile)) + base->szOsFile;
    vfs.pNext = nullptr;
    vfs.zName = shim.name;
    vfs.pAppData = base;
    vfs.xOpen = openFile;
    vfs.xDelete = deleteFile;
    vfs.xAccess = accessFile;
    vfs.xFullPathname = fullPath;
    vfs.xDlOpen = base->xDlOpen != nullptr ? openLibrary : nullptr;
    vfs.xDlError = base->xDlError != nullptr ? libraryError : nullptr;
    vfs.xDlSym = base->xDlSym != nullptr ? librarySymbol : nullptr;
    vfs.xDlClose = base->xDlClose != nullptr ? closeLibrary : nullptr;
    vfs.xRandomness = randomBytes;
    vfs.xSleep = sleepFor;
    vfs.xCurrentTime = currentDay;
    vfs.xGetLastError = base->xGetLastError != nullptr ? lastError : nullptr;
    vfs.xCurrentTimeInt64 =
        vfs.iVersion >= 2 && base->xCurrentTimeInt64 != nullptr ? currentMilliseconds : nullptr;
    if (api.vfs_register(&vfs, 0) != SQLITE_OK) {
        return nullptr;
    }
    ++shimCount;
    return shim.name;
}

} // namespace

ShimFile *shimFileOf(const Api &api, sqlite3 *db)
{
    sqlite3_file *file = nullptr;
    if (api.file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || file == nullptr) {
        return nullptr;
    }
    for (const sqlite3_io_methods &methods : shimMethods) {
        if (file->pMethods == &methods) {
            return &self(file);
        }
    }
    return nullptr;
}

std::uint64_t locksOf(const ShimFile &file)
{
    return sl_load(&file.locks);
}

const char *shimName(const Api &api, const char *vfs)
{
    sqlite3_vfs *const base = api.vfs_find(vfs);
    if (base == nullptr || base->zName == nullptr) {
        return vfs;
    }
    const char *name = known(base);
    if (name == nullptr && !making.test_and_set()) { // who finds another one at it goes without, once
        name = known(base);
        name = name != nullptr ? name : make(api, base);
        making.clear();
    }
    return name != nullptr ? name : vfs;
}

} // namespace strandline::probe
