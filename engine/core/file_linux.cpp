#include "engine/core/file_posix.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <linux/magic.h>
#include <sstream>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace strandline::core::posix {

int syncData(int descriptor) noexcept
{
    return ::fdatasync(descriptor);
}

void startWriting(int descriptor, std::uint64_t offset, std::uint64_t sizeBytes) noexcept
{
    ::sync_file_range(descriptor, static_cast<off64_t>(offset), static_cast<off64_t>(sizeBytes),
                      SYNC_FILE_RANGE_WRITE);
}

bool isNetwork(const std::string &path) noexcept
{
    struct statfs fs = {};
    if (::statfs(path.c_str(), &fs) != 0) {
        return false;
    }
    switch (static_cast<unsigned long>(fs.f_type)) {
    case NFS_SUPER_MAGIC:
    case SMB_SUPER_MAGIC:
    case 0xFF534D42UL: // CIFS
    case 0xFE534D42UL: // SMB2
    case V9FS_MAGIC:
    case AFS_SUPER_MAGIC:
    case CODA_SUPER_MAGIC:
    case 0x0BD00BD0UL: // Lustre
    case 0x00C36400UL: // Ceph
        return true;
    default:
        return false;
    }
}

namespace {

std::string programOf(const std::string &process)
{
    std::string program;
    std::ifstream comm("/proc/" + process + "/comm");
    std::getline(comm, program);
    return fmt::format("{} (process {})", program.empty() ? "a program" : program, process);
}

// Names in a folder; none where it can't be read.
std::vector<std::string> namesIn(const std::string &folder)
{
    std::vector<std::string> names;
    DIR *const dir = ::opendir(folder.c_str());
    while (const dirent *entry = dir == nullptr ? nullptr : ::readdir(dir)) {
        names.emplace_back(entry->d_name);
    }
    if (dir != nullptr) {
        ::closedir(dir);
    }
    return names;
}

} // namespace

std::vector<Opener> openers(const std::string &path)
{
    struct stat wanted = {};
    std::vector<Opener> found;
    if (::stat(path.c_str(), &wanted) != 0) {
        return found;
    }
    for (const std::string &process : namesIn("/proc")) {
        if (process.find_first_not_of("0123456789") != std::string::npos) {
            continue;
        }
        const std::string descriptors = "/proc/" + process + "/fd";
        for (const std::string &descriptor : namesIn(descriptors)) {
            struct stat st = {};
            if (descriptor != "." && descriptor != ".." &&
                ::stat((descriptors + "/" + descriptor).c_str(), &st) == 0 && st.st_dev == wanted.st_dev &&
                st.st_ino == wanted.st_ino) {
                found.push_back({std::strtoll(process.c_str(), nullptr, 10), programOf(process)});
                break;
            }
        }
    }
    return found;
}

// /proc/locks has a line a lock: "1: POSIX  ADVISORY  WRITE 1234 fd:01:5678 0 EOF", the last byte included;
// waiting ones begin with "->".
std::vector<RangeLock> locks(const std::string &path)
{
    struct stat st = {};
    std::vector<RangeLock> found;
    if (::stat(path.c_str(), &st) != 0) {
        return found;
    }
    const std::string wanted = fmt::format("{:02x}:{:02x}:{}", major(st.st_dev), minor(st.st_dev), st.st_ino);
    std::ifstream table("/proc/locks");
    for (std::string line; std::getline(table, line);) {
        std::istringstream words(line);
        std::string number;
        std::string kind;
        std::string advisory;
        std::string access;
        std::string pid;
        std::string file;
        std::string last;
        RangeLock lock;
        words >> number >> kind >> advisory >> access >> pid >> file >> lock.first >> last;
        if (kind == "->" || file != wanted) {
            continue;
        }
        lock.holder = {std::strtoll(pid.c_str(), nullptr, 10), programOf(pid)};
        lock.exclusive = access == "WRITE";
        lock.last = last == "EOF" ? UINT64_MAX : std::strtoull(last.c_str(), nullptr, 10);
        found.push_back(std::move(lock));
    }
    return found;
}

} // namespace strandline::core::posix
