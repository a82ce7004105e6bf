// Capture: the WAL's locks and checkpoints. See capture.h for what they must guarantee.
#include "engine/timeline/capture.h"

#include <fmt/format.h>
#include <set>
#include <thread>

namespace strandline::timeline {

using core::Error;
using core::ErrorCode;
using sqlite::WalLock;
using sqlite::WalTap;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds patience{10000};
// Slot 1 is the one that SQLite itself prefers; leave it to the programs.
constexpr std::array ourSlots = {WalLock::Read4, WalLock::Read3, WalLock::Read2};

void pause()
{
    std::this_thread::sleep_for(std::chrono::microseconds(100));
}

} // namespace

void Capture::takeFirstLocks()
{
    const auto until = Clock::now() + patience;
    const auto retry = [&](const auto &attempt, const char *what) {
        while (!attempt()) {
            m_job.checkStop();
            if (Clock::now() > until) {
                throw Error(ErrorCode::Busy,
                            fmt::format("{} {} for 10 seconds. Let that program finish, then record again.",
                                        m_options.location.database, what))
                    .withPath(m_options.location.database);
            }
            pause();
        }
    };
    retry([&] { return haveCheckpointLock(); }, "has been checkpointed by another program");
    retry([&] { return m_slot.has_value() || takeSlot(false, WalTap::unusedMark); },
          "has had all its read slots taken by other programs");
}

// shared: with mark, the WAL can't be reset and nobody backfills beyond mark. Exclusively with unusedMark: it
// can't be reset. (Exclusively with a real mark would stop readers.)
bool Capture::takeSlot(bool shared, std::uint32_t mark)
{
    for (const WalLock slot : ourSlots) {
        if (m_tap.holds(slot) || !m_tap.tryExclusive(slot)) {
            continue;
        }
        m_tap.setReadMark(slot, mark);
        if (!shared) {
            m_slot = slot;
            return true;
        }
        m_tap.unlock(slot);
        if (!m_tap.tryShared(slot)) {
            continue;
        }
        if (m_tap.readMark(slot) == mark) {
            m_slot = slot;
            return true;
        }
        m_tap.unlock(slot); // a reader took it over between
    }
    return false;
}

void Capture::dropSlot()
{
    if (m_slot) {
        m_tap.unlock(*m_slot);
        m_slot.reset();
    }
}

// A poll takes it, too, where the WAL was reset while we had let go of everything.
bool Capture::haveCheckpointLock()
{
    return m_tap.holds(WalLock::Checkpoint) || m_tap.tryExclusive(WalLock::Checkpoint);
}

// A FULL, RESTART or TRUNCATE checkpoint waits for our slot with the WRITE lock in hand as well as CKPT. A
// PASSIVE one on a slow disk holds CKPT as long, but waits for nobody. Where nobody is seen to hold CKPT, the
// system doesn't tell: may be.
bool Capture::checkpointWaitsForUs() const
{
    const auto locks = m_options.location.files->locks(m_options.location.database + "-shm");
    const auto holders = [&](WalLock lock) {
        std::set<std::int64_t> processes;
        for (const core::RangeLock &range : locks) {
            const std::uint64_t byte = WalTap::byteOf(lock);
            if (range.exclusive && range.first <= byte && byte <= range.last) {
                processes.insert(range.holder.process);
            }
        }
        return processes;
    };
    const auto checkpointing = holders(WalLock::Checkpoint);
    return checkpointing.empty() || checkpointing == holders(WalLock::Write);
}

// Somebody may have taken CKPT meanwhile. Who waits for our slot and keeps others from committing so for a
// moment is let pass, once all is captured and durable. Otherwise the slot stays.
void Capture::retakeCheckpointLock()
{
    const auto since = Clock::now();
    auto still = since;
    while (!haveCheckpointLock()) {
        const bool capturing = m_writer && !m_comparing;
        if (capturing && Clock::now() - since > milliseconds(10) && poll()) {
            still = Clock::now();
        }
        if (m_slot && Clock::now() - still > milliseconds(10) && (!capturing || m_tap.header() == m_header)) {
            if (checkpointWaitsForUs() && !haveCheckpointLock()) {
                if (capturing) {
                    m_writer->sync();
                }
                dropSlot();
                m_unprotected = true;
            }
            still = Clock::now();
        }
        if (Clock::now() - since > patience) {
            m_job.checkStop();
        }
        pause();
    }
    if (m_writer && !m_comparing) {
        poll(); // everything backfilled is captured before the slot goes
    }
    dropSlot();
}

bool Capture::startPass()
{
    const std::uint32_t captured = m_reader->position().frame;
    if (!takeSlot(true, captured)) {
        m_nextPass = Clock::now() + milliseconds(20);
        return false;
    }
    m_passMark = captured;
    m_passFrom = m_tap.backfilled();
    m_tap.unlock(WalLock::Checkpoint);
    m_checkpointer.start(m_writer->takeDirty());
    return true;
}

void Capture::endPass()
{
    retakeCheckpointLock();
    // Asked with CKPT in hand: before, a program's own checkpoint may have been at it still. A reset WAL was
    // moved whole.
    const std::uint32_t backfilled = m_tap.backfilled();
    const bool moved = backfilled >= m_passMark || backfilled != m_passFrom || m_header.mxFrame < m_passMark;
    if (!moved) {
        // A long reader blocks it: try ever more seldom.
        m_blockedPasses = std::min(m_blockedPasses + 1, 12U);
        m_nextPass = Clock::now() + milliseconds(std::min(10000U, 5U << m_blockedPasses));
        return;
    }
    m_blockedPasses = 0;
    m_nextPass = {};
    if (m_header.mxFrame > 4 * m_options.checkpointFrames && m_tap.backfilled() < m_header.mxFrame) {
        startYield();
    }
}

// The writer is so busy that our passes never catch up with it. Its own checkpoint can: it runs between two
// of its commits. An exclusive slot without a mark keeps the WAL from being reset before all is captured.
void Capture::startYield()
{
    if (takeSlot(false, WalTap::unusedMark)) {
        m_yieldSince = Clock::now();
        m_tap.unlock(WalLock::Checkpoint);
    }
}

void Capture::followYield()
{
    const bool drained = m_tap.backfilled() == m_header.mxFrame && m_header == m_tap.header();
    const bool tired = Clock::now() - *m_yieldSince > std::chrono::seconds(2);
    if ((!drained && !tired) || !haveCheckpointLock()) {
        return;
    }
    poll();
    if (!tired && m_slot && m_tap.backfilled() < m_header.mxFrame) {
        m_tap.unlock(WalLock::Checkpoint); // another commit came in between: the program goes on
        return;
    }
    m_yieldSince.reset();
    dropSlot();
}

void Capture::maintain(bool quiet)
{
    if (m_checkpointer.running()) {
        if (m_checkpointer.finished()) {
            endPass();
        }
        return;
    }
    if (m_yieldSince) {
        followYield();
        return;
    }
    if (m_brokenSince || m_misfitSince || Clock::now() < m_nextPass) {
        return;
    }
    const std::uint32_t backfilled = m_tap.backfilled();
    const std::uint32_t captured = m_reader->position().frame;
    const std::uint32_t waiting = captured > backfilled ? captured - backfilled : 0;
    if (waiting >= m_options.checkpointFrames || (quiet && waiting > 0)) {
        startPass();
    } else if (quiet && m_writer->dirty()) {
        m_writer->sync();
    }
}

} // namespace strandline::timeline
