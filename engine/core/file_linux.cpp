#include "engine/core/file_posix.h"

#include <algorithm>
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

// range: " 120 121" or " 0 EOF", the last byte included.
bool covers(const std::string &range, std::uint64_t byte)
{
    std::istringstream in(range);
    std::uint64_t first = 0;
    std::string last;
    in >> first >> last;
    return byte >= first && (last == "EOF" || byte <= std::strtoull(last.c_str(), nullptr, 10));
}

} // namespace

// /proc/locks has a line a lock: "1: POSIX  ADVISORY  WRITE 1234 fd:01:5678 0 EOF"; waiting ones begin with
// "->".
std::vector<std::string> lockHolders(const std::string &path, std::optional<std::uint64_t> byte)
{
    struct stat st = {};
    std::vector<std::string> holders;
    if (::stat(path.c_str(), &st) != 0) {
        return holders;
    }
    const std::string wanted = fmt::format("{:02x}:{:02x}:{}", major(st.st_dev), minor(st.st_dev), st.st_ino);
    std::ifstream locks("/proc/locks");
    std::string number;
    std::string kind;
    std::string advisory;
    std::string access;
    std::string pid;
    std::string file;
    std::string rest;
    while (locks >> number >> kind) {
        if (kind != "->") {
            locks >> advisory >> access >> pid >> file;
        }
        std::getline(locks, rest);
        if (kind == "->" || file != wanted || (byte && !(access == "WRITE" && covers(rest, *byte)))) {
            continue;
        }
        std::string program;
        std::ifstream comm("/proc/" + pid + "/comm");
        std::getline(comm, program);
        const std::string holder =
            fmt::format("{} (process {})", program.empty() ? "a program" : program, pid);
        if (std::find(holders.begin(), holders.end(), holder) == holders.end()) {
            holders.push_back(holder);
        }
    }
    return holders;
}

} // namespace strandline::core::posix
