#include "engine/session/lock_report.h"

#include "engine/core/file.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::session {

namespace {

// Where SQLite puts its locks (os.h and wal.c of its sources): the writer's byte in -shm, and in the database
// itself the bytes of a rollback journal's writer.
constexpr std::uint64_t walWriteByte = 120;
constexpr std::array<std::uint64_t, 2> journalBytes{0x40000001, 0x40000000};

std::vector<std::string> holdersOf(const std::string &path)
{
    const core::FileSystem &files = core::systemFiles();
    std::vector<std::string> holders = files.lockHolders(path + "-shm", walWriteByte);
    for (const std::uint64_t byte : journalBytes) {
        if (holders.empty()) {
            holders = files.lockHolders(path, byte);
        }
    }
    return holders.empty() ? files.lockHolders(path) : holders;
}

} // namespace

core::Error withLockHolder(core::Error error, const std::string &path)
{
    if (error.code() != core::ErrorCode::Busy) {
        return error;
    }
    std::vector<std::string> holders = holdersOf(path);
    const std::string own = fmt::format("(process {})", core::currentProcess());
    const auto isOwn = [&](const std::string &holder) { return holder.ends_with(own); };
    std::string who;
    if (holders.empty()) {
        who = "another connection";
    } else if (std::all_of(holders.begin(), holders.end(), isOwn)) {
        who = "another page of this program, which has changes that are not committed yet";
    } else {
        std::erase_if(holders, isOwn);
        who = fmt::format("{}", fmt::join(holders, ", "));
    }
    return core::Error(error.code(), fmt::format("{} is locked by {}. Wait until that transaction ends, and "
                                                 "try again.",
                                                 path, who))
        .withNative(error.nativeCode())
        .withSqlOffset(error.sqlOffset())
        .withPath(path);
}

} // namespace strandline::session
