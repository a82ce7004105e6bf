#include "engine/monitor/external.h"

#include "engine/sqlite/transaction.h"
#include "engine/sqlite/wal_tap.h"

#include <algorithm>
#include <map>

namespace strandline::monitor {

namespace {

struct LockByte
{
    ExternalLock lock;
    std::uint64_t byte;
    bool exclusive;
    int readSlot = -1;
};

constexpr std::array<LockByte, 4> databaseBytes{{{ExternalLock::Pending, 0x40000000, true},
                                                 {ExternalLock::Reserved, 0x40000001, true},
                                                 {ExternalLock::Exclusive, 0x40000002, true},
                                                 {ExternalLock::Shared, 0x40000002, false}}};
constexpr std::array<LockByte, 9> shmBytes{{{ExternalLock::WalWrite, 120, true},
                                            {ExternalLock::WalCheckpoint, 121, true},
                                            {ExternalLock::WalRecover, 122, true},
                                            {ExternalLock::WalRead, 123, false, 0},
                                            {ExternalLock::WalRead, 124, false, 1},
                                            {ExternalLock::WalRead, 125, false, 2},
                                            {ExternalLock::WalRead, 126, false, 3},
                                            {ExternalLock::WalRead, 127, false, 4},
                                            {ExternalLock::Open, 128, false}}};

bool holds(const SeenProgram &program, ExternalLock lock, int readSlot = -1)
{
    return std::any_of(program.locks.begin(), program.locks.end(),
                       [&](const SeenLock &seen) { return seen.lock == lock && seen.readSlot == readSlot; });
}

using Programs = std::map<std::int64_t, SeenProgram>;

// The system tells neighbouring locks of one program as one range.
template <std::size_t N>
void take(Programs &programs, const std::vector<core::RangeLock> &locks, const std::array<LockByte, N> &bytes)
{
    for (const core::RangeLock &range : locks) {
        SeenProgram &program = programs[range.holder.process];
        program.program = range.holder;
        for (const LockByte &byte : bytes) {
            const bool covered = range.first <= byte.byte && byte.byte <= range.last;
            if (covered && range.exclusive == byte.exclusive && !holds(program, byte.lock, byte.readSlot)) {
                program.locks.push_back({byte.lock, byte.readSlot, {}});
            }
        }
    }
}

// When the same lock of the same program was seen first.
core::Time sinceOf(const std::vector<SeenProgram> &before, const SeenProgram &program, const SeenLock &lock,
                   core::Time now)
{
    for (const SeenProgram &known : before) {
        for (const SeenLock &seen : known.locks) {
            if (known.program.process == program.program.process &&
                known.program.name == program.program.name && seen.lock == lock.lock &&
                seen.readSlot == lock.readSlot) {
                return seen.since;
            }
        }
    }
    return now;
}

// Slot 0 reads the database file alone, so that nothing may be copied into it.
std::uint32_t lastCopyable(const sqlite::WalIndexState &state, int slot)
{
    return slot == 0 ? state.backfilled : state.readMarks[static_cast<std::size_t>(slot)];
}

std::optional<CheckpointPin> pinOf(const sqlite::WalIndexState &state,
                                   const std::vector<SeenProgram> &programs)
{
    std::optional<CheckpointPin> pin;
    for (const SeenProgram &program : programs) {
        for (const SeenLock &lock : program.locks) {
            if (lock.lock != ExternalLock::WalRead) {
                continue;
            }
            const std::uint32_t frame = lastCopyable(state, lock.readSlot);
            if (frame >= state.header.mxFrame || (pin && frame > pin->frame)) {
                continue;
            }
            if (!pin || pin->readSlot != lock.readSlot) {
                pin = CheckpointPin{lock.readSlot, frame, {}, lock.since};
            }
            pin->programs.push_back(program.program);
            pin->since = std::min(*pin->since, lock.since);
        }
    }
    return pin;
}

} // namespace

std::string_view externalLockName(ExternalLock lock)
{
    switch (lock) {
    case ExternalLock::Open:
        return "open";
    case ExternalLock::Shared:
        return "SHARED";
    case ExternalLock::Reserved:
        return "RESERVED";
    case ExternalLock::Pending:
        return "PENDING";
    case ExternalLock::Exclusive:
        return "EXCLUSIVE";
    case ExternalLock::WalWrite:
        return "WAL write";
    case ExternalLock::WalCheckpoint:
        return "WAL checkpoint";
    case ExternalLock::WalRecover:
        return "WAL recover";
    case ExternalLock::WalRead:
        return "WAL read";
    }
    return "";
}

ExternalWatch::ExternalWatch(const std::string &database, const core::Clock &clock,
                             const core::FileSystem &files)
    : m_database(database), m_clock(clock), m_files(files), m_connection(database)
{
}

std::vector<SeenProgram> ExternalWatch::programs(core::Time now)
{
    Programs found;
    take(found, m_files.locks(m_database + "-shm"), shmBytes);
    take(found, m_files.locks(m_database), databaseBytes);
    std::vector<SeenProgram> programs;
    for (auto &[process, program] : found) {
        if (holds(program, ExternalLock::Open)) { // then it holds SHARED for as long, which says nothing more
            std::erase_if(program.locks,
                          [](const SeenLock &seen) { return seen.lock == ExternalLock::Shared; });
        }
        for (SeenLock &lock : program.locks) {
            lock.since = sinceOf(m_before, program, lock, now);
        }
        if (!program.locks.empty()) {
            programs.push_back(std::move(program));
        }
    }
    m_before = programs;
    return programs;
}

SeenDatabase ExternalWatch::look()
{
    SeenDatabase seen;
    seen.at = m_clock.now();
    seen.programs = programs(seen.at); // before our own read transaction
    const bool wal = std::any_of(seen.programs.begin(), seen.programs.end(), [](const SeenProgram &program) {
        return holds(program, ExternalLock::Open);
    });
    if (!wal) {
        return seen; // where a read would wait for a writer
    }
    const sqlite::Transaction reading(m_connection, "BEGIN");
    m_connection.integer("SELECT count(*) FROM sqlite_schema");
    if (const auto state = sqlite::walIndexState(m_connection)) {
        seen.wal = SeenWal{state->header.pageSize, state->header.mxFrame, state->backfilled,
                           pinOf(*state, seen.programs)};
    }
    return seen;
}

} // namespace strandline::monitor
