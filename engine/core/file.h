// Files and folders of our own (the history, never a database, -wal or -shm: those go through SQLite alone,
// because closing a descriptor of theirs drops every POSIX lock that this process holds on them).
//
// A File may be read from any thread; appending and syncing belong to one thread. Errors: systemError().
#pragma once

#include "engine/core/bytes.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strandline::core {

class File
{
public:
    virtual ~File() = default;
    // Reads exactly out.size() bytes at offset, or returns how many there were before the end.
    virtual std::size_t readAt(std::uint64_t offset, std::span<std::uint8_t> out) const = 0;
    // Writes all bytes at offset. On an error the file may hold a part of them.
    virtual void writeAt(std::uint64_t offset, ByteView bytes) = 0;
    virtual void sync() = 0; // data and size are durable on return
    virtual void truncate(std::uint64_t sizeBytes) = 0;
    virtual std::uint64_t sizeBytes() const = 0;
    virtual const std::string &path() const = 0;
};

enum class OpenMode
{
    Read,      // must exist
    ReadWrite, // must exist
    Create,    // must not exist
};

struct FileIdentity
{
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    bool operator==(const FileIdentity &) const = default;
};

struct Opener
{
    std::int64_t process = 0;
    std::string name; // "name (process 123)"
};

// A lock that a program holds on bytes of a file.
struct RangeLock
{
    Opener holder;
    bool exclusive = false; // for writing; else shared with other readers
    std::uint64_t first = 0;
    std::uint64_t last = 0; // included; UINT64_MAX: to the end of the file and on
};

// An advisory lock on a file that dies with its process. Movable; released on destruction.
class FileLock
{
public:
    virtual ~FileLock() = default;
};

// Passed in, so that tests can inject full disks and failing I/O. Safe from any thread.
class FileSystem
{
public:
    virtual ~FileSystem() = default;
    virtual std::unique_ptr<File> open(const std::string &path, OpenMode mode) const = 0;
    virtual bool exists(const std::string &path) const = 0;
    virtual std::vector<std::string>
    list(const std::string &folder) const = 0; // names, sorted; symlinks left out
    // Creates folder (its parent exists) with the permissions and owner that its files shall have:
    // those of likePath, made fit for a folder. Nothing happens where it exists; symlinks are refused.
    virtual void createFolder(const std::string &folder, const std::string &likePath) const = 0;
    virtual void remove(const std::string &path) const = 0; // file or empty folder
    virtual bool tryRemove(const std::string &path) const noexcept = 0;
    virtual void rename(const std::string &from, const std::string &to) const = 0; // atomic, replaces
    virtual void syncFolder(const std::string &folder) const = 0;
    virtual std::optional<FileIdentity>
    identity(const std::string &path) const = 0; // nothing: does not exist
    virtual std::uint64_t sizeOf(const std::string &path) const = 0;
    // Takes the lock or returns null when another process or FileLock has it. The file is created if missing
    // and holds text (the owner's description) while locked.
    virtual std::unique_ptr<FileLock> tryLock(const std::string &path, const std::string &text) const = 0;
    // The owner's description while somebody holds the lock, else nothing.
    virtual std::optional<std::string> lockedBy(const std::string &path) const = 0;
    // The locks of all programs on the file, this one's among them. Empty where there are none, or where the
    // system doesn't tell. The file isn't opened.
    virtual std::vector<RangeLock> locks(const std::string &path) const = 0;
    // Of them the programs, each once, as "name (process 123)": with locks of any kind, or those that have
    // locked byte for writing.
    std::vector<std::string> lockHolders(const std::string &path,
                                         std::optional<std::uint64_t> byte = std::nullopt) const;
    // Programs that have the file open, this one among them. Empty where nobody has, or where the system
    // doesn't tell; programs of other users aren't seen. The file isn't opened.
    virtual std::vector<Opener> openers(const std::string &path) const = 0;
    // Gives a file the permissions and, where we may, the owner of another one.
    virtual void makeLike(const std::string &path, const std::string &likePath) const = 0;
    // A second name for a file, in the same folder or file system; `to` must not exist.
    virtual void link(const std::string &from, const std::string &to) const = 0;
    virtual std::string readText(const std::string &path) const = 0; // whole file, at most 1 MiB
    virtual bool isNetwork(const std::string &path) const = 0;       // NFS, SMB, 9p, FUSE network mounts
};

// Number of this process.
std::int64_t currentProcess();

// The operating system's own.
const FileSystem &systemFiles();

} // namespace strandline::core
