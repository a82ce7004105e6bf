#include "engine/core/file_posix.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/param.h>
#include <unistd.h>

namespace strandline::core::posix {

int syncData(int descriptor) noexcept
{
    // fsync leaves the data in the disk's own cache here. Not every file system knows the stronger call.
    return ::fcntl(descriptor, F_FULLFSYNC) == 0 ? 0 : ::fsync(descriptor);
}

void startWriting(int /*descriptor*/, std::uint64_t /*offset*/, std::uint64_t /*sizeBytes*/) noexcept {}

bool isNetwork(const std::string &path) noexcept
{
    struct statfs fs = {};
    return ::statfs(path.c_str(), &fs) == 0 && (fs.f_flags & MNT_LOCAL) == 0;
}

// macOS doesn't tell who holds a lock.
std::vector<RangeLock> locks(const std::string & /*path*/)
{
    return {};
}

std::vector<Opener> openers(const std::string & /*path*/)
{
    return {};
}

} // namespace strandline::core::posix
