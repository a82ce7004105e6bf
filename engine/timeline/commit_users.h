// Who made the commits that sessions of ours made: a WAL doesn't tell. A session that has committed notes
// where in the WAL its commit ended, before it lets a later writer overwrite that place; the history knows of
// each commit where it ended. The place has the WAL's checksum over the commit and all before it: the note of
// one commit fits no other. What was not noted, or lost in a gap, has no user.
//
// <sidecar>/users.log, appended under <sidecar>/users.lock:
//   0  8  magic "STRLUSER"
//   8  4  format version (1)
//   12 4  0
// then notes of 96 bytes:
//   0  8  salt, 2×4
//   8  4  frame
//   12 8  cumulative checksum of that frame, 2×4
//   20 4  length of the user's name
//   24 8  time in microseconds
//   32 56 the user's name in UTF-8, cut to that, then zeros
//   88 8  hash of bytes 0..87 (XXH3-64)
// Integers are little-endian. A note without its hash is none. A file of another version is left alone. Notes
// go when retention forgets their commits.
#pragma once

#include "engine/core/clock.h"
#include "engine/timeline/format.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace strandline::timeline {

class Store;

struct CommitNote
{
    WalPosition end;
    core::Time time; // by the clock of who committed
    std::string user;
};

// Notes what sessions of one user do. Any thread. A note that can't be written now is with the next one; what
// can't be written at all is let go: a commit doesn't fail by it.
class CommitUserLog
{
public:
    CommitUserLog(Location location, std::string user, const core::Clock &clock);

    // Nothing happens where the database has no history.
    void note(const WalPosition &end) noexcept;

private:
    // Constant after construction.
    const Location m_location;
    const std::string m_user;
    const core::Clock &m_clock;

    std::mutex m_mutex;
    std::vector<CommitNote> m_pending; // guarded by m_mutex
};

// The users of commits, as they were noted when this was made. Belongs to one thread. Errors: systemError.
class CommitUsers
{
public:
    explicit CommitUsers(std::shared_ptr<const Store> store);

    // Nothing: nobody of ours, or nobody noted it. The first of each log reads that log.
    std::optional<std::string> of(core::Scn scn);

private:
    const std::shared_ptr<const Store> m_store;
    std::map<std::array<std::uint32_t, 5>, std::string> m_noted;
    std::map<std::uint64_t, std::string> m_users;  // by SCN, of those that were looked at
    std::map<std::uint64_t, std::uint64_t> m_seen; // SCNs that were looked at: first and last of each log
};

// Drops notes from before `time`.
void forgetCommitUsers(const Location &location, core::Time time);

} // namespace strandline::timeline
