#include "engine/sqlite/page_vfs.h"

#include "engine/core/error.h"

#include <exception>
#include <fmt/format.h>
#include <map>
#include <mutex>
#include <new>
#include <sqlite3.h>

namespace strandline::sqlite {

namespace {

constexpr const char *vfsName = "strandline-points";

thread_local std::exception_ptr t_pageError;

struct Registry
{
    std::mutex mutex;
    std::map<std::string, std::shared_ptr<PageSource>> sources; // guarded by mutex
    std::uint64_t next = 1;                                     // guarded by mutex
};

Registry &registry()
{
    static Registry *const r = new Registry; // outlives every connection
    return *r;
}

// SQLite allocates szOsFile bytes and calls xOpen; the C++ members are built in place there.
struct PointFile
{
    sqlite3_file base{};
    std::shared_ptr<PageSource> source;
    core::Bytes page; // for reads that aren't whole pages
    std::uint32_t pageNumber = 0;
};

PointFile &self(sqlite3_file *file)
{
    return *reinterpret_cast<PointFile *>(file);
}

int closeFile(sqlite3_file *file)
{
    self(file).~PointFile();
    return SQLITE_OK;
}

void readRange(PointFile &f, std::uint8_t *out, std::uint32_t amount, std::uint64_t offset)
{
    const std::uint32_t pageSize = f.source->pageSize();
    while (amount > 0) {
        const auto page = static_cast<std::uint32_t>(offset / pageSize) + 1;
        const auto within = static_cast<std::uint32_t>(offset % pageSize);
        const std::uint32_t part = std::min(amount, pageSize - within);
        if (page > f.source->pageCount()) {
            std::memset(out, 0, part);
        } else if (within == 0 && part == pageSize) {
            f.source->readPage(page, std::span(out, part));
        } else {
            if (f.pageNumber != page) {
                f.page.resize(pageSize);
                f.pageNumber = 0;
                f.source->readPage(page, f.page);
                f.pageNumber = page;
            }
            std::memcpy(out, f.page.data() + within, part);
        }
        out += part;
        amount -= part;
        offset += part;
    }
}

int readFile(sqlite3_file *file, void *out, int amount, sqlite3_int64 offset) noexcept
{
    PointFile &f = self(file);
    try {
        const auto length = static_cast<std::uint32_t>(amount);
        readRange(f, static_cast<std::uint8_t *>(out), length, static_cast<std::uint64_t>(offset));
        const std::uint64_t size = std::uint64_t{f.source->pageSize()} * f.source->pageCount();
        return static_cast<std::uint64_t>(offset) + length > size ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
    } catch (...) {
        t_pageError = std::current_exception();
        return SQLITE_IOERR_READ;
    }
}

int writeFile(sqlite3_file * /*file*/, const void * /*in*/, int /*amount*/, sqlite3_int64 /*offset*/)
{
    return SQLITE_READONLY;
}

int truncateFile(sqlite3_file * /*file*/, sqlite3_int64 /*size*/)
{
    return SQLITE_READONLY;
}

int syncFile(sqlite3_file * /*file*/, int /*flags*/)
{
    return SQLITE_OK;
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    const PageSource &source = *self(file).source;
    *size = sqlite3_int64{source.pageSize()} * sqlite3_int64{source.pageCount()};
    return SQLITE_OK;
}

int lockFile(sqlite3_file * /*file*/, int /*level*/)
{
    return SQLITE_OK;
}

int checkReservedLock(sqlite3_file * /*file*/, int *reserved)
{
    *reserved = 0;
    return SQLITE_OK;
}

int fileControl(sqlite3_file * /*file*/, int /*op*/, void * /*argument*/)
{
    return SQLITE_NOTFOUND;
}

int sectorSize(sqlite3_file * /*file*/)
{
    return 4096;
}

int deviceCharacteristics(sqlite3_file * /*file*/)
{
    return SQLITE_IOCAP_IMMUTABLE;
}

const sqlite3_io_methods pointMethods = {
    1, // version 1: no shared memory, no memory mapping
    closeFile, readFile, writeFile,         truncateFile, syncFile,   fileSize,
    lockFile,  lockFile, checkReservedLock, fileControl,  sectorSize, deviceCharacteristics,
    nullptr,   nullptr,  nullptr,           nullptr,      nullptr,    nullptr,
};

sqlite3_vfs *defaultVfs()
{
    static sqlite3_vfs *const vfs = sqlite3_vfs_find(nullptr);
    return vfs;
}

int openFile(sqlite3_vfs * /*vfs*/, const char *name, sqlite3_file *file, int flags, int *outFlags) noexcept
{
    file->pMethods = nullptr;
    if ((flags & SQLITE_OPEN_MAIN_DB) == 0) {
        return defaultVfs()->xOpen(defaultVfs(), name, file, flags, outFlags);
    }
    std::shared_ptr<PageSource> source;
    {
        const std::lock_guard guard(registry().mutex);
        const auto it = registry().sources.find(name != nullptr ? name : "");
        if (it == registry().sources.end()) {
            return SQLITE_CANTOPEN;
        }
        source = it->second;
    }
    auto *f = new (file) PointFile;
    f->source = std::move(source);
    f->base.pMethods = &pointMethods;
    if (outFlags != nullptr) {
        *outFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
    }
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs * /*vfs*/, const char *name, int syncFolder)
{
    return defaultVfs()->xDelete(defaultVfs(), name, syncFolder);
}

int accessFile(sqlite3_vfs * /*vfs*/, const char * /*name*/, int /*flags*/, int *result)
{
    *result = 0; // a point has no journal and no WAL
    return SQLITE_OK;
}

int fullPathname(sqlite3_vfs * /*vfs*/, const char *name, int size, char *out)
{
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

void registerVfs()
{
    static std::once_flag once;
    std::call_once(once, [] {
        static sqlite3_vfs vfs = *defaultVfs();
        vfs.zName = vfsName;
        vfs.pNext = nullptr;
        vfs.szOsFile = std::max(defaultVfs()->szOsFile, static_cast<int>(sizeof(PointFile)));
        vfs.xOpen = openFile;
        vfs.xDelete = deleteFile;
        vfs.xAccess = accessFile;
        vfs.xFullPathname = fullPathname;
        const int rc = sqlite3_vfs_register(&vfs, 0);
        if (rc != SQLITE_OK) {
            throw core::Error(core::ErrorCode::Internal, "SQLite refused the read-only VFS.").withNative(rc);
        }
    });
}

} // namespace

PageSourceRegistration::PageSourceRegistration(std::shared_ptr<PageSource> source)
{
    registerVfs();
    const std::lock_guard guard(registry().mutex);
    m_name = fmt::format("/strandline-point/{}", registry().next++);
    m_uri = fmt::format("file:{}?vfs={}&mode=ro", m_name, vfsName);
    registry().sources.emplace(m_name, std::move(source));
}

PageSourceRegistration::~PageSourceRegistration()
{
    const std::lock_guard guard(registry().mutex);
    registry().sources.erase(m_name);
}

std::exception_ptr takePageError() noexcept
{
    return std::exchange(t_pageError, nullptr);
}

} // namespace strandline::sqlite
