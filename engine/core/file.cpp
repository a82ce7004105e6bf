#include "engine/core/file.h"

#include <algorithm>

namespace strandline::core {

std::vector<std::string> FileSystem::lockHolders(const std::string &path,
                                                 std::optional<std::uint64_t> byte) const
{
    std::vector<std::string> holders;
    for (const RangeLock &lock : locks(path)) {
        const bool wanted = !byte || (lock.exclusive && lock.first <= *byte && *byte <= lock.last);
        if (wanted && std::find(holders.begin(), holders.end(), lock.holder.name) == holders.end()) {
            holders.push_back(lock.holder.name);
        }
    }
    return holders;
}

} // namespace strandline::core
