#include "engine/core/file_posix.h"

#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace strandline::core::posix {

int syncData(int descriptor) noexcept
{
    return ::fdatasync(descriptor);
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

} // namespace strandline::core::posix
