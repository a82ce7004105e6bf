#include "engine/core/file.h"
#include "engine/core/user.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <fmt/format.h>
#include <windows.h>

namespace strandline::core {

namespace {

std::wstring wide(const std::string &utf8)
{
    const int size =
        ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), static_cast<int>(utf8.size()), nullptr, 0);
    std::wstring out(static_cast<std::size_t>(size), L'\0');
    ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), static_cast<int>(utf8.size()), out.data(), size);
    return out;
}

std::string narrow(const wchar_t *text)
{
    const int size = ::WideCharToMultiByte(CP_UTF8, 0, text, -1, nullptr, 0, nullptr, nullptr);
    std::string out(static_cast<std::size_t>(std::max(size, 1) - 1), '\0');
    ::WideCharToMultiByte(CP_UTF8, 0, text, -1, out.data(), size, nullptr, nullptr);
    return out;
}

// The errno that systemError() knows for an error of Windows.
int errnoOf(DWORD error)
{
    switch (error) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_NAME:
        return ENOENT;
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
        return EACCES;
    case ERROR_WRITE_PROTECT:
        return EROFS;
    case ERROR_ALREADY_EXISTS:
    case ERROR_FILE_EXISTS:
        return EEXIST;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
        return ENOSPC;
    default:
        return EIO;
    }
}

Error lastError(std::string_view what, const std::string &path)
{
    return systemError(errnoOf(::GetLastError()), what, path);
}

class Handle
{
public:
    explicit Handle(HANDLE handle) : m_handle(handle) {}
    ~Handle()
    {
        if (valid()) {
            ::CloseHandle(m_handle);
        }
    }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;
    bool valid() const { return m_handle != INVALID_HANDLE_VALUE; }
    HANDLE get() const { return m_handle; }

private:
    HANDLE m_handle;
};

OVERLAPPED positionOf(std::uint64_t offset)
{
    OVERLAPPED position = {};
    position.Offset = static_cast<DWORD>(offset & 0xffffffffU);
    position.OffsetHigh = static_cast<DWORD>(offset >> 32U);
    return position;
}

class WindowsFile final : public File
{
public:
    WindowsFile(HANDLE handle, std::string path) : m_handle(handle), m_path(std::move(path)) {}

    std::size_t readAt(std::uint64_t offset, std::span<std::uint8_t> out) const override
    {
        std::size_t done = 0;
        while (done < out.size()) {
            OVERLAPPED position = positionOf(offset + done);
            const auto wanted = static_cast<DWORD>(std::min<std::size_t>(out.size() - done, INT_MAX));
            DWORD read = 0;
            if (::ReadFile(m_handle.get(), out.data() + done, wanted, &read, &position) == 0) {
                if (::GetLastError() == ERROR_HANDLE_EOF) {
                    break;
                }
                throw lastError("Cannot read a file", m_path);
            }
            if (read == 0) {
                break;
            }
            done += read;
        }
        return done;
    }

    void writeAt(std::uint64_t offset, ByteView bytes) override
    {
        std::size_t done = 0;
        while (done < bytes.size()) {
            OVERLAPPED position = positionOf(offset + done);
            const auto wanted = static_cast<DWORD>(std::min<std::size_t>(bytes.size() - done, INT_MAX));
            DWORD written = 0;
            if (::WriteFile(m_handle.get(), bytes.data() + done, wanted, &written, &position) == 0) {
                throw lastError("Cannot write a file", m_path);
            }
            done += written;
        }
    }

    void sync() override
    {
        if (::FlushFileBuffers(m_handle.get()) == 0) {
            throw lastError("Cannot make a file durable", m_path);
        }
    }

    void truncate(std::uint64_t sizeBytes) override
    {
        FILE_END_OF_FILE_INFO info = {};
        info.EndOfFile.QuadPart = static_cast<LONGLONG>(sizeBytes);
        if (::SetFileInformationByHandle(m_handle.get(), FileEndOfFileInfo, &info, sizeof info) == 0) {
            throw lastError("Cannot cut a file", m_path);
        }
    }

    std::uint64_t sizeBytes() const override
    {
        LARGE_INTEGER size = {};
        if (::GetFileSizeEx(m_handle.get(), &size) == 0) {
            throw lastError("Cannot read the size of a file", m_path);
        }
        return static_cast<std::uint64_t>(size.QuadPart);
    }

    const std::string &path() const override { return m_path; }

private:
    Handle m_handle;
    std::string m_path;
};

class WindowsFileLock final : public FileLock
{
public:
    explicit WindowsFileLock(HANDLE handle) : m_file(handle, {}) {}
    void describe(const std::string &text)
    {
        m_file.truncate(0);
        m_file.writeAt(0, ByteView(reinterpret_cast<const std::uint8_t *>(text.data()), text.size()));
    }

private:
    WindowsFile m_file; // the lock goes with its handle
};

// Far behind the text, so that others can read who holds the lock: locks are mandatory on Windows.
constexpr std::uint64_t lockedByte = 0x40000000;
constexpr DWORD shareAll = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

// New files inherit the access list of their folder, which followed the database's folder.
HANDLE openHandle(const std::string &path, DWORD access, DWORD disposition)
{
    const std::wstring name = wide(path);
    const HANDLE handle = ::CreateFileW(name.c_str(), access, shareAll, nullptr, disposition,
                                        FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
    if (handle == INVALID_HANDLE_VALUE) {
        return handle;
    }
    BY_HANDLE_FILE_INFORMATION info = {};
    if (::GetFileInformationByHandle(handle, &info) != 0 &&
        (info.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
        ::CloseHandle(handle);
        ::SetLastError(ERROR_ACCESS_DENIED); // a link: refused
        return INVALID_HANDLE_VALUE;
    }
    return handle;
}

class WindowsFileSystem final : public FileSystem
{
public:
    std::unique_ptr<File> open(const std::string &path, OpenMode mode) const override
    {
        const DWORD access = mode == OpenMode::Read ? GENERIC_READ : GENERIC_READ | GENERIC_WRITE;
        const HANDLE handle = openHandle(path, access, mode == OpenMode::Create ? CREATE_NEW : OPEN_EXISTING);
        if (handle == INVALID_HANDLE_VALUE) {
            throw lastError(mode == OpenMode::Create ? "Cannot create a file" : "Cannot open a file", path);
        }
        return std::make_unique<WindowsFile>(handle, path);
    }

    bool exists(const std::string &path) const override
    {
        return ::GetFileAttributesW(wide(path).c_str()) != INVALID_FILE_ATTRIBUTES;
    }

    std::vector<std::string> list(const std::string &folder) const override
    {
        WIN32_FIND_DATAW entry = {};
        const HANDLE search = ::FindFirstFileW(wide(folder + "\\*").c_str(), &entry);
        if (search == INVALID_HANDLE_VALUE) {
            throw lastError("Cannot list a folder", folder);
        }
        std::vector<std::string> names;
        do {
            const std::string name = narrow(entry.cFileName);
            if (name != "." && name != ".." && (entry.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) == 0) {
                names.push_back(name);
            }
        } while (::FindNextFileW(search, &entry) != 0);
        ::FindClose(search);
        std::sort(names.begin(), names.end());
        return names;
    }

    void createFolder(const std::string &folder, const std::string & /*likePath*/) const override
    {
        const DWORD attributes = ::GetFileAttributesW(wide(folder).c_str());
        if (attributes != INVALID_FILE_ATTRIBUTES) {
            if ((attributes & FILE_ATTRIBUTE_DIRECTORY) == 0 ||
                (attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
                throw Error(
                    ErrorCode::Permission,
                    fmt::format("{} is not a folder (symbolic links are refused). Remove it, or choose "
                                "another place with --history.",
                                folder))
                    .withPath(folder);
            }
            return;
        }
        if (::CreateDirectoryW(wide(folder).c_str(), nullptr) == 0) {
            throw lastError("Cannot create the folder of the history", folder);
        }
    }

    void remove(const std::string &path) const override
    {
        if (!tryRemove(path)) {
            throw lastError("Cannot delete a file", path);
        }
    }

    bool tryRemove(const std::string &path) const noexcept
    {
        const std::wstring name = wide(path);
        const DWORD attributes = ::GetFileAttributesW(name.c_str());
        const bool folder =
            attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
        return (folder ? ::RemoveDirectoryW(name.c_str()) : ::DeleteFileW(name.c_str())) != 0;
    }

    bool tryRemove(const std::string &path) const noexcept override
    {
        const std::wstring name = wide(path);
        return ::DeleteFileW(name.c_str()) != 0 || ::RemoveDirectoryW(name.c_str()) != 0;
    }

    void rename(const std::string &from, const std::string &to) const override
    {
        const DWORD flags = MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH;
        if (::MoveFileExW(wide(from).c_str(), wide(to).c_str(), flags) == 0) {
            throw lastError("Cannot rename a file", from);
        }
    }

    void syncFolder(const std::string & /*folder*/) const override
    {
        // NTFS journals the names itself; there is no call to wait for them.
    }

    std::optional<FileIdentity> identity(const std::string &path) const override
    {
        // No access at all is asked for, so nobody's locks are touched.
        const Handle handle(::CreateFileW(wide(path).c_str(), 0, shareAll, nullptr, OPEN_EXISTING,
                                          FILE_FLAG_BACKUP_SEMANTICS, nullptr));
        BY_HANDLE_FILE_INFORMATION info = {};
        if (!handle.valid() || ::GetFileInformationByHandle(handle.get(), &info) == 0) {
            return std::nullopt;
        }
        return FileIdentity{info.dwVolumeSerialNumber,
                            (std::uint64_t{info.nFileIndexHigh} << 32U) | info.nFileIndexLow};
    }

    std::uint64_t sizeOf(const std::string &path) const override
    {
        WIN32_FILE_ATTRIBUTE_DATA data = {};
        if (::GetFileAttributesExW(wide(path).c_str(), GetFileExInfoStandard, &data) == 0) {
            return 0;
        }
        return (std::uint64_t{data.nFileSizeHigh} << 32U) | data.nFileSizeLow;
    }

    std::unique_ptr<FileLock> tryLock(const std::string &path, const std::string &text) const override
    {
        const HANDLE handle = openHandle(path, GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS);
        if (handle == INVALID_HANDLE_VALUE) {
            throw lastError("Cannot open the lock file", path);
        }
        auto lock = std::make_unique<WindowsFileLock>(handle);
        OVERLAPPED position = positionOf(lockedByte);
        const DWORD flags = LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY;
        if (::LockFileEx(handle, flags, 0, 1, 0, &position) == 0) {
            return nullptr;
        }
        lock->describe(text);
        return lock;
    }

    std::optional<std::string> lockedBy(const std::string &path) const override
    {
        const HANDLE handle = openHandle(path, GENERIC_READ, OPEN_EXISTING);
        if (handle == INVALID_HANDLE_VALUE) {
            return std::nullopt;
        }
        OVERLAPPED position = positionOf(lockedByte);
        const bool free = ::LockFileEx(handle, LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &position) != 0;
        ::CloseHandle(handle);
        return free ? std::nullopt : std::optional(readText(path));
    }

    // Windows names the programs only through the Restart Manager, which may wait; so nobody is named here.
    std::vector<RangeLock> locks(const std::string & /*path*/) const override { return {}; }

    // A file that others have open can't be replaced here at all.
    std::vector<Opener> openers(const std::string & /*path*/) const override { return {}; }

    // A file takes the permissions of its folder.
    void makeLike(const std::string & /*path*/, const std::string & /*likePath*/) const override {}

    void link(const std::string &from, const std::string &to) const override
    {
        if (::CreateHardLinkW(wide(to).c_str(), wide(from).c_str(), nullptr) == 0) {
            throw lastError("Cannot give a file a second name", to);
        }
    }

    std::string readText(const std::string &path) const override
    {
        const auto file = open(path, OpenMode::Read);
        const std::uint64_t size = std::min<std::uint64_t>(file->sizeBytes(), 1U << 20U);
        std::string text(size, '\0');
        text.resize(file->readAt(0, std::span(reinterpret_cast<std::uint8_t *>(text.data()), text.size())));
        return text;
    }

    bool isNetwork(const std::string &path) const override
    {
        wchar_t volume[MAX_PATH] = {};
        if (::GetVolumePathNameW(wide(path).c_str(), volume, MAX_PATH) == 0) {
            return path.starts_with("\\\\");
        }
        return ::GetDriveTypeW(volume) == DRIVE_REMOTE;
    }
};

} // namespace

std::int64_t currentProcess()
{
    return ::GetCurrentProcessId();
}

std::string currentUser()
{
    std::array<wchar_t, 257> name{};
    DWORD size = static_cast<DWORD>(name.size());
    return ::GetUserNameW(name.data(), &size) != 0 ? narrow(name.data()) : std::string();
}

const FileSystem &systemFiles()
{
    static const WindowsFileSystem files;
    return files;
}

} // namespace strandline::core
