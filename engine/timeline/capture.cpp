#include "engine/timeline/capture.h"

#include <fmt/format.h>
#include <thread>

namespace strandline::timeline {

using core::ByteView;
using core::Error;
using core::ErrorCode;
using sqlite::WalHeader;
using sqlite::WalLock;

Capture::Capture(const CaptureOptions &options, std::shared_ptr<Store> store,
                 std::function<void()> onCheckpointDone, const core::JobContext &job)
    : m_options(options), m_job(job), m_tap(options.location.database),
      m_checkpointer(options.location.database, std::move(onCheckpointDone)), m_store(std::move(store))
{
    attach();
}

Capture::~Capture() = default;

core::Time Capture::nextTime() const
{
    return std::max(m_store->lastCommit().timeTo, m_options.clock->now());
}

bool Capture::poll()
{
    if (m_comparing) {
        return false;
    }
    const auto header = m_tap.header();
    if (!header) {
        headerIsBroken();
        return false;
    }
    m_brokenSince.reset();
    if (*header == m_header && !m_unprotected) {
        return false;
    }
    bool any = false;
    if (header->salt != m_reader->position().salt) {
        any = walWasReset(*header);
    }
    m_unprotected = m_unprotected && !m_tap.holds(WalLock::Checkpoint) && !m_slot;
    const std::uint32_t before = m_reader->position().frame;
    m_note = readBranchNote(m_options.location); // written before its commit was published
    const bool fits = m_reader->read(*header, [this](const WalReader::ReadCommit &c) { captureCommit(c); });
    any = any || m_reader->position().frame != before;
    if (!fits) {
        // Reset between the header and the frames: the next poll sees the new salt. Otherwise it is damage.
        const Instant now = std::chrono::steady_clock::now();
        m_misfitSince = m_misfitSince.value_or(now);
        if (now - *m_misfitSince > std::chrono::seconds(1)) {
            throw Error(
                ErrorCode::Io,
                fmt::format("The WAL of {} holds a frame that doesn't fit its checksum. Recording starts "
                            "again and compares the database with its history.",
                            m_options.location.database));
        }
        return any;
    }
    m_misfitSince.reset();
    m_header = *header;
    m_changeKnown = true;
    return any;
}

void Capture::captureCommit(const WalReader::ReadCommit &commit)
{
    if (commit.repeated) {
        return;
    }
    const bool back = goesBack(commit.position);
    CommitRecord record;
    record.scn = m_writer->nextScn();
    record.incarnation = m_store->withIndex([](const PageIndex &i) { return i.incarnations().back().id; });
    record.timeTo = nextTime();
    record.timeFrom = m_pauseSince ? std::min(*m_pauseSince, record.timeTo) : record.timeTo;
    record.databasePages = commit.databasePages;
    record.wal = commit.position;
    m_writer->begin(record);
    for (const auto &[page, frame] : commit.pages) {
        const ByteView image = m_reader->frame(frame);
        m_image.assign(image.begin(), image.end());
        m_writer->addPage(page, m_image, previousImage(page));
    }
    m_writer->finish();
    ++m_commits;
    if (back) {
        m_writer->sync();
        removeBranchNote(m_options.location);
    }
}

// Is it the commit of a flashback? Then it begins a new incarnation, at the commit that it goes back to;
// where that was forgotten meanwhile it is one like any other.
bool Capture::goesBack(const WalPosition &end)
{
    if (!m_note || m_note->end != end || m_note->history != m_store->id()) {
        return false;
    }
    const auto target = m_store->recordOf(m_note->target);
    if (target) {
        openIncarnation(*target);
    }
    return true;
}

// The page before this commit, from the WAL or the database file. The writer checks it by its hash, so what a
// checkpoint by somebody else may have changed meanwhile does no harm.
ByteView Capture::previousImage(std::uint32_t page)
{
    if (page > m_writer->last().databasePages) {
        return {};
    }
    if (const std::uint32_t frame = m_reader->frameOf(page)) {
        return m_reader->frame(frame);
    }
    m_previous.resize(m_pageSize);
    m_tap.readDatabase(std::uint64_t{page - 1} * m_pageSize, m_previous);
    return m_previous;
}

// A new generation of the WAL. By the invariant nothing of the old one is missing while we were protected;
// the commit counter is checked all the same.
bool Capture::walWasReset(const WalHeader &header)
{
    const bool unseen = m_header.mxFrame > m_reader->position().frame || m_unprotected;
    m_reader->begin(header);
    const auto commits = m_reader->countCommits(header);
    const std::uint32_t happened = header.change - m_header.change;
    const bool counted = m_changeKnown && commits && header.change >= m_header.change;
    if (counted && happened == *commits) {
        return false;
    }
    // Padding repeats a commit's last frame, so there may be more commit frames than commits, never fewer.
    if (counted && happened < *commits && !unseen) {
        return false;
    }
    const bool missed = counted && happened > *commits;
    if (!missed && !unseen && m_tap.holds(WalLock::Checkpoint)) {
        return false; // the wal-index was rebuilt: the counter began again
    }
    takeStillness();
    indexWal();
    const bool any = compare(false, missed);
    dropSlot();
    m_comparing = false;
    return any;
}

// A writer may be between its two copies. When nobody can be writing and it stays so, a writer died there,
// and everybody waits for a recovery that needs the CKPT lock.
void Capture::headerIsBroken()
{
    const Instant now = std::chrono::steady_clock::now();
    m_brokenSince = m_brokenSince.value_or(now);
    if (now - *m_brokenSince < std::chrono::milliseconds(2) || m_checkpointer.running() ||
        !m_tap.tryExclusive(WalLock::Write)) {
        return;
    }
    const bool stillBroken = !m_tap.header();
    m_tap.unlock(WalLock::Write);
    if (!stillBroken) {
        return;
    }
    m_changeKnown = false; // the rebuilt wal-index counts anew
    if (!m_tap.holds(WalLock::Checkpoint)) {
        m_checkpointer.readNow(); // nobody is kept from recovery: see to it that it happens
        return;
    }
    if (!m_slot && !takeSlot(true, m_reader ? m_reader->position().frame : 0)) {
        return;
    }
    m_tap.unlock(WalLock::Checkpoint);
    m_checkpointer.readNow();
    retakeCheckpointLock();
}

bool Capture::idle() const
{
    return !m_brokenSince && !m_checkpointer.running() && !m_yieldSince && !m_misfitSince &&
           m_tap.backfilled() >= m_header.mxFrame && !m_writer->dirty();
}

void Capture::close()
{
    poll();
    if (m_checkpointer.running()) {
        m_checkpointer.wait();
        m_checkpointer.finished();
        endPass();
    }
    if (m_yieldSince) {
        m_yieldSince.reset();
        retakeCheckpointLock();
    }
    poll();
    while (m_misfitSince) { // throws when it lasts
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        poll();
    }
    m_blockedPasses = 0;
    if (m_tap.backfilled() < m_header.mxFrame && startPass()) {
        m_checkpointer.wait();
        m_checkpointer.finished();
        endPass();
    }
    m_writer->close();
}

} // namespace strandline::timeline
