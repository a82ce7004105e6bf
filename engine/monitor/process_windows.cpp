#include "engine/monitor/process.h"

#include <windows.h>

namespace strandline::monitor {

namespace {

std::uint64_t numberOf(const FILETIME &time)
{
    return (std::uint64_t{time.dwHighDateTime} << 32U) | time.dwLowDateTime;
}

} // namespace

std::uint64_t processStart(std::uint64_t process)
{
    const HANDLE handle =
        ::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(process));
    if (handle == nullptr) {
        return ::GetLastError() == ERROR_ACCESS_DENIED ? 1 : 0;
    }
    FILETIME created{};
    FILETIME exited{};
    FILETIME kernel{};
    FILETIME user{};
    DWORD code = 0;
    const bool running = ::GetExitCodeProcess(handle, &code) != 0 && code == STILL_ACTIVE;
    const bool told = ::GetProcessTimes(handle, &created, &exited, &kernel, &user) != 0;
    ::CloseHandle(handle);
    return !running ? 0 : told ? numberOf(created) : 1;
}

std::string processName(std::uint64_t process)
{
    const HANDLE handle =
        ::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, static_cast<DWORD>(process));
    if (handle == nullptr) {
        return {};
    }
    char path[MAX_PATH] = {};
    DWORD size = MAX_PATH;
    const bool told = ::QueryFullProcessImageNameA(handle, 0, path, &size) != 0;
    ::CloseHandle(handle);
    const std::string whole = told ? std::string(path, size) : std::string();
    return whole.substr(whole.find_last_of('\\') + 1);
}

std::uint64_t currentThread()
{
    return ::GetCurrentThreadId();
}

std::uint64_t threadCpuNs()
{
    FILETIME created{};
    FILETIME exited{};
    FILETIME kernel{};
    FILETIME user{};
    ::GetThreadTimes(::GetCurrentThread(), &created, &exited, &kernel, &user);
    return (numberOf(kernel) + numberOf(user)) * 100;
}

std::uint64_t bootNumber()
{
    // Whole minutes since 1601, for the two clocks drift apart.
    FILETIME now{};
    ::GetSystemTimeAsFileTime(&now);
    return (numberOf(now) / 10'000 - ::GetTickCount64()) / 60'000;
}

std::unique_ptr<MappedFile> MappedFile::open(const std::string &path, std::size_t sizeBytes)
{
    const HANDLE file = ::CreateFileA(path.c_str(), GENERIC_READ | GENERIC_WRITE,
                                      FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                      OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
    if (file == INVALID_HANDLE_VALUE) {
        return nullptr;
    }
    LARGE_INTEGER size{};
    void *data = nullptr;
    if (::GetFileSizeEx(file, &size) != 0 && static_cast<std::uint64_t>(size.QuadPart) == sizeBytes) {
        const HANDLE mapping = ::CreateFileMappingA(file, nullptr, PAGE_READWRITE, 0, 0, nullptr);
        if (mapping != nullptr) {
            data = ::MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, sizeBytes);
            ::CloseHandle(mapping);
        }
    }
    ::CloseHandle(file);
    return data == nullptr ? nullptr : std::unique_ptr<MappedFile>(new MappedFile(data, sizeBytes));
}

MappedFile::~MappedFile()
{
    ::UnmapViewOfFile(m_data);
}

} // namespace strandline::monitor
