#include "engine/core/file_posix.h"
#include "engine/core/user.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace strandline::core {

namespace {

constexpr std::size_t largeWriteBytes = 256U << 10U; // of a base or a clone, which is made durable soon

class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

class PosixFile final : public File
{
public:
    PosixFile(int fd, std::string path) : m_fd(fd), m_path(std::move(path)) {}

    std::size_t readAt(std::uint64_t offset, std::span<std::uint8_t> out) const override
    {
        std::size_t done = 0;
        while (done < out.size()) {
            const ssize_t n =
                ::pread(m_fd.get(), out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
            if (n < 0 && errno == EINTR) {
                continue;
            }
            if (n < 0) {
                throw systemError(errno, "Cannot read a file", m_path);
            }
            if (n == 0) {
                break;
            }
            done += static_cast<std::size_t>(n);
        }
        return done;
    }

    void writeAt(std::uint64_t offset, ByteView bytes) override
    {
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t n = ::pwrite(m_fd.get(), bytes.data() + done, bytes.size() - done,
                                       static_cast<off_t>(offset + done));
            if (n < 0 && errno == EINTR) {
                continue;
            }
            if (n < 0) {
                throw systemError(errno, "Cannot write a file", m_path);
            }
            done += static_cast<std::size_t>(n);
        }
        if (bytes.size() >= largeWriteBytes) {
            posix::startWriting(m_fd.get(), offset, bytes.size());
        }
    }

    void sync() override
    {
        if (posix::syncData(m_fd.get()) != 0) {
            throw systemError(errno, "Cannot make a file durable", m_path);
        }
    }

    void truncate(std::uint64_t sizeBytes) override
    {
        if (::ftruncate(m_fd.get(), static_cast<off_t>(sizeBytes)) != 0) {
            throw systemError(errno, "Cannot cut a file", m_path);
        }
    }

    std::uint64_t sizeBytes() const override
    {
        struct stat st = {};
        if (::fstat(m_fd.get(), &st) != 0) {
            throw systemError(errno, "Cannot read the size of a file", m_path);
        }
        return static_cast<std::uint64_t>(st.st_size);
    }

    const std::string &path() const override { return m_path; }

private:
    Descriptor m_fd;
    std::string m_path;
};

class PosixFileLock final : public FileLock
{
public:
    explicit PosixFileLock(int fd) : m_fd(fd) {}
    ~PosixFileLock() override
    {
        if (::ftruncate(m_fd.get(), 0) != 0) {
            return; // the lock itself goes with the descriptor
        }
    }

private:
    Descriptor m_fd;
};

// Files of the history follow the mode of the folder that holds them.
mode_t fileModeIn(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    struct stat st = {};
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash);
    if (::stat(folder.c_str(), &st) != 0) {
        return 0600;
    }
    return st.st_mode & 0666U;
}

// Creates, with the folder's mode and owner whatever the umask.
int createLike(const std::string &path, int flags)
{
    const int fd = ::open(path.c_str(), flags | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return fd;
    }
    struct stat own = {};
    struct stat folder = {};
    const std::size_t slash = path.rfind('/');
    const std::string parent = slash == std::string::npos ? "." : path.substr(0, slash);
    if (::fstat(fd, &own) == 0 && ::stat(parent.c_str(), &folder) == 0 && own.st_size == 0) {
        // Only root can give a file away; without that right the file stays ours, which is no failure.
        if (own.st_uid != folder.st_uid && ::fchown(fd, folder.st_uid, folder.st_gid) != 0) {
            errno = 0;
        }
        if (::fchmod(fd, fileModeIn(path)) != 0) {
            errno = 0;
        }
    }
    return fd;
}

class PosixFileSystem final : public FileSystem
{
public:
    std::unique_ptr<File> open(const std::string &path, OpenMode mode) const override
    {
        int fd = -1;
        switch (mode) {
        case OpenMode::Read:
            fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
            break;
        case OpenMode::ReadWrite:
            fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
            break;
        case OpenMode::Create:
            fd = createLike(path, O_RDWR | O_EXCL);
            break;
        }
        if (fd < 0) {
            throw systemError(errno, mode == OpenMode::Create ? "Cannot create a file" : "Cannot open a file",
                              path);
        }
        return std::make_unique<PosixFile>(fd, path);
    }

    bool exists(const std::string &path) const override
    {
        struct stat st = {};
        return ::lstat(path.c_str(), &st) == 0;
    }

    std::vector<std::string> list(const std::string &folder) const override
    {
        DIR *dir = ::opendir(folder.c_str());
        if (dir == nullptr) {
            throw systemError(errno, "Cannot list a folder", folder);
        }
        std::vector<std::string> names;
        while (const dirent *entry = ::readdir(dir)) {
            const std::string name = entry->d_name;
            if (name != "." && name != ".." && entry->d_type != DT_LNK) {
                names.push_back(name);
            }
        }
        ::closedir(dir);
        std::sort(names.begin(), names.end());
        return names;
    }

    void createFolder(const std::string &folder, const std::string &likePath) const override
    {
        struct stat st = {};
        if (::lstat(folder.c_str(), &st) == 0) {
            if (!S_ISDIR(st.st_mode)) {
                throw Error(
                    ErrorCode::Permission,
                    fmt::format("{} is not a folder (symbolic links are refused). Remove it, or choose "
                                "another place with --history.",
                                folder))
                    .withPath(folder);
            }
            return;
        }
        struct stat like = {};
        if (::stat(likePath.c_str(), &like) != 0) {
            throw systemError(errno, "Cannot read the permissions of a file", likePath);
        }
        if (::mkdir(folder.c_str(), 0700) != 0) {
            throw systemError(errno, "Cannot create the folder of the history", folder);
        }
        mode_t mode = (like.st_mode & 0666U) | 0600U;
        mode |= (mode & 0444U) >> 2U; // who may read may enter
        if (like.st_uid != ::geteuid() && ::chown(folder.c_str(), like.st_uid, like.st_gid) != 0) {
            errno = 0; // only root can give a folder away
        }
        if (::chmod(folder.c_str(), mode) != 0) {
            throw systemError(errno, "Cannot set the permissions of the history's folder", folder);
        }
    }

    void remove(const std::string &path) const override
    {
        if (::remove(path.c_str()) != 0) {
            throw systemError(errno, "Cannot delete a file", path);
        }
    }

    bool tryRemove(const std::string &path) const noexcept override { return ::remove(path.c_str()) == 0; }

    void rename(const std::string &from, const std::string &to) const override
    {
        if (::rename(from.c_str(), to.c_str()) != 0) {
            throw systemError(errno, "Cannot rename a file", from);
        }
    }

    void syncFolder(const std::string &folder) const override
    {
        const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (fd.get() < 0 || ::fsync(fd.get()) != 0) {
            throw systemError(errno, "Cannot make a folder durable", folder);
        }
    }

    std::optional<FileIdentity> identity(const std::string &path) const override
    {
        struct stat st = {};
        if (::stat(path.c_str(), &st) != 0) {
            return std::nullopt;
        }
        return FileIdentity{st.st_dev, st.st_ino};
    }

    std::uint64_t sizeOf(const std::string &path) const override
    {
        struct stat st = {};
        return ::stat(path.c_str(), &st) == 0 ? static_cast<std::uint64_t>(st.st_size) : 0;
    }

    std::unique_ptr<FileLock> tryLock(const std::string &path, const std::string &text) const override
    {
        const int fd = createLike(path, O_RDWR);
        if (fd < 0) {
            throw systemError(errno, "Cannot open the lock file", path);
        }
        if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
            ::close(fd);
            return nullptr;
        }
        auto lock = std::make_unique<PosixFileLock>(fd);
        if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, text.data(), text.size(), 0) < 0) {
            return lock; // the text is only for people; the lock counts
        }
        return lock;
    }

    std::optional<std::string> lockedBy(const std::string &path) const override
    {
        const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        if (fd.get() < 0 || ::flock(fd.get(), LOCK_SH | LOCK_NB) == 0) {
            return std::nullopt;
        }
        return readText(path);
    }

    std::vector<RangeLock> locks(const std::string &path) const override { return posix::locks(path); }

    std::vector<Opener> openers(const std::string &path) const override { return posix::openers(path); }

    void makeLike(const std::string &path, const std::string &likePath) const override
    {
        struct stat like = {};
        if (::stat(likePath.c_str(), &like) != 0) {
            throw systemError(errno, "Cannot read the permissions of a file", likePath);
        }
        if (like.st_uid != ::geteuid() && ::chown(path.c_str(), like.st_uid, like.st_gid) != 0) {
            errno = 0; // only root can give a file away
        }
        if (::chmod(path.c_str(), like.st_mode & 0777U) != 0) {
            throw systemError(errno, "Cannot set the permissions of a file", path);
        }
    }

    void link(const std::string &from, const std::string &to) const override
    {
        if (::link(from.c_str(), to.c_str()) != 0) {
            throw systemError(errno, "Cannot give a file a second name", to);
        }
    }

    std::string readText(const std::string &path) const override
    {
        const auto file = open(path, OpenMode::Read);
        const std::uint64_t size = std::min<std::uint64_t>(file->sizeBytes(), 1U << 20);
        std::string text(size, '\0');
        text.resize(file->readAt(0, std::span(reinterpret_cast<std::uint8_t *>(text.data()), text.size())));
        return text;
    }

    bool isNetwork(const std::string &path) const override { return posix::isNetwork(path); }
};

} // namespace

std::int64_t currentProcess()
{
    return ::getpid();
}

std::string currentUser()
{
    std::array<char, 4096> buffer{};
    struct passwd entry = {};
    struct passwd *found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) {
        return {};
    }
    return found->pw_name;
}

const FileSystem &systemFiles()
{
    static const PosixFileSystem files;
    return files;
}

} // namespace strandline::core
