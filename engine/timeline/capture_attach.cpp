// Capture: how it begins: a first base, or going on where the last recorder stopped. The CKPT lock and an
// exclusive READ slot are held all the while, so the database file and the WAL up to the header's mxFrame
// stand still.
#include "engine/timeline/capture.h"

#include <fmt/format.h>
#include <thread>

namespace strandline::timeline {

using core::ByteView;
using core::Error;
using core::ErrorCode;
using core::Scn;
using sqlite::WalLock;
using sqlite::WalTap;

namespace {

constexpr std::uint32_t windowPages = 64;

std::string identityPath(const Location &location)
{
    return location.sidecar() + "/timeline/file.id";
}

std::string identityText(const Location &location)
{
    const auto identity = location.files->identity(location.database);
    return identity ? fmt::format("{} {}\n", identity->device, identity->inode) : std::string();
}

} // namespace

void Capture::attach()
{
    takeStillness();
    m_pageSize = readPageSize();
    m_reader.emplace(m_tap, m_pageSize);
    if (m_store) {
        m_writer.emplace(m_store, m_options.segmentBytes);
        resume();
    } else {
        begin();
    }
    m_comparing = false;
    rememberFile();
    do {
        poll();
    } while (m_misfitSince); // throws when it lasts
    m_pauseSince.reset();
    dropSlot();
}

// CKPT, an exclusive slot, and a header that is right, in this order: a program that backfilled everything
// while we were away must not let the next writer reset the WAL over frames that we have not read.
void Capture::takeStillness()
{
    m_comparing = true;
    const auto since = std::chrono::steady_clock::now();
    while (true) {
        if (!m_tap.holds(WalLock::Checkpoint) || !m_slot) {
            takeFirstLocks();
        }
        if (const auto header = m_tap.header()) {
            m_header = *header;
            return;
        }
        headerIsBroken();
        if (std::chrono::steady_clock::now() - since > std::chrono::seconds(10)) {
            throw Error(
                ErrorCode::Busy,
                fmt::format("The wal-index of {} stays unreadable: another program is writing it. Try again.",
                            m_options.location.database));
        }
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
}

std::uint32_t Capture::readPageSize() const
{
    if (m_header.mxFrame > 0) {
        return m_header.pageSize;
    }
    std::array<std::uint8_t, 100> head{};
    m_tap.readDatabase(0, head);
    const std::uint32_t size = core::loadBig16(head.data() + 16);
    return size == 1 ? 65536 : size;
}

std::uint32_t Capture::databasePages() const
{
    return m_header.mxFrame > 0 ? m_header.databasePages
                                : static_cast<std::uint32_t>(m_tap.databaseBytes() / m_pageSize);
}

// Reads all of the WAL without capturing it: its frames lie over the database file.
void Capture::indexWal()
{
    m_reader->begin(m_header);
    if (!m_reader->read(m_header, [](const WalReader::ReadCommit &) {})) {
        throw Error(ErrorCode::Io,
                    fmt::format("The WAL of {} holds a frame that doesn't fit its checksum. Run an "
                                "integrity check on the database.",
                                m_options.location.database));
    }
    m_changeKnown = true;
    m_window.clear();
}

// A page as of m_header; read in ascending order, the database file is read in large pieces.
ByteView Capture::pageImage(std::uint32_t page)
{
    if (const std::uint32_t frame = m_reader->frameOf(page)) {
        return m_reader->frame(frame);
    }
    if (m_window.empty() || page < m_windowFirst || page >= m_windowFirst + windowPages) {
        m_job.checkStop();
        m_job.report(page, databasePages(), "pages");
        m_windowFirst = page;
        m_window.resize(std::size_t{windowPages} * m_pageSize);
        m_tap.readDatabase(std::uint64_t{page - 1} * m_pageSize, m_window);
    }
    return ByteView(m_window).subspan(std::size_t{page - m_windowFirst} * m_pageSize, m_pageSize);
}

void Capture::addPagesTo(BaseWriter &writer)
{
    const std::uint32_t pages = databasePages();
    for (std::uint32_t page = 1; page <= pages; ++page) {
        writer.add(pageImage(page));
    }
}

void Capture::begin()
{
    indexWal();
    CommitRecord commit;
    commit.timeTo = commit.timeFrom = m_options.clock->now();
    commit.wal = m_reader->position();
    m_store = StoreWriter::create(m_options.location, m_pageSize, commit,
                                  [this](BaseWriter &writer) { addPagesTo(writer); });
    m_writer.emplace(m_store, m_options.segmentBytes);
}

bool Capture::wasReplaced() const
{
    const core::FileSystem &files = *m_options.location.files;
    const std::string path = identityPath(m_options.location);
    return files.exists(path) && files.readText(path) != identityText(m_options.location);
}

void Capture::rememberFile() const
{
    const core::FileSystem &files = *m_options.location.files;
    const std::string path = identityPath(m_options.location);
    const std::string text = identityText(m_options.location);
    if (files.exists(path) && files.readText(path) == text) {
        return;
    }
    files.tryRemove(path + ".tmp");
    const auto file = files.open(path + ".tmp", core::OpenMode::Create);
    file->writeAt(0, ByteView(reinterpret_cast<const std::uint8_t *>(text.data()), text.size()));
    file->sync();
    files.rename(path + ".tmp", path);
    files.syncFolder(m_options.location.sidecar() + "/timeline");
}

void Capture::resume()
{
    const CommitRecord last = m_writer->last();
    m_pauseSince = last.timeTo;
    const bool replaced = wasReplaced();
    const bool damaged = m_store->withIndex([](const PageIndex &i) {
        return !i.damages().empty() && i.damages().back().to > i.bases().back()->scn();
    });
    const bool otherSize =
        m_store->withIndex([](const PageIndex &i) { return i.incarnations().back().pageSize; }) != m_pageSize;
    if (damaged || otherSize) {
        indexWal();
        beginAgain(damaged, otherSize || replaced);
        return;
    }
    const std::array<std::uint32_t, 2> none{};
    const bool sameWal = !replaced && last.wal.salt != none && last.wal.salt == m_header.salt;
    if (sameWal && m_reader->resume(m_header, last.wal)) {
        // poll() captures the rest. The wal-index counts commits since another time.
        m_changeKnown = false;
        m_header = {};
        return;
    }
    if (sameWal && resumeAtCommonCommit()) {
        return;
    }
    indexWal();
    compare(replaced, false);
}

// The WAL holds other frames than were captured: a power cut took commits from it that had not been durable.
// History goes on from the last commit that both know.
bool Capture::resumeAtCommonCommit()
{
    for (const CommitRecord &commit : m_store->commitsOfWal(m_header.salt)) {
        if (m_reader->resume(m_header, commit.wal)) {
            openIncarnation(commit);
            m_changeKnown = false;
            m_header = {};
            return true;
        }
    }
    return false;
}

// `branch` is of the page size of now.
void Capture::openIncarnation(const CommitRecord &branch)
{
    Incarnation next;
    next.id = m_store->withIndex(
        [](const PageIndex &i) { return core::IncarnationId{i.incarnations().back().id.value + 1}; });
    next.parent = branch.incarnation;
    next.branchScn = branch.scn;
    next.firstScn = next.lastScn = m_writer->nextScn();
    next.pageSize = m_pageSize;
    m_writer->addIncarnation(next, branch);
}

// A new base inside the history: what was before can't be the ground of what comes.
void Capture::beginAgain(bool gap, bool newIncarnation)
{
    std::vector<Incarnation> table = m_store->withIndex([](const PageIndex &i) { return i.incarnations(); });
    CommitRecord commit;
    commit.scn = m_writer->nextScn();
    if (newIncarnation) {
        Incarnation next;
        next.id = core::IncarnationId{table.back().id.value + 1};
        next.parent = table.back().id;
        next.branchScn = table.back().lastScn = m_writer->last().scn;
        next.firstScn = next.lastScn = commit.scn;
        next.pageSize = m_pageSize;
        table.push_back(next);
    }
    commit.incarnation = table.back().id;
    commit.timeTo = nextTime();
    commit.timeFrom = m_pauseSince.value_or(commit.timeTo);
    commit.gap = gap;
    commit.wal = m_reader->position();
    m_writer->addBase(commit, table, m_pageSize, [this](BaseWriter &writer) { addPagesTo(writer); });
    ++m_commits;
}

// The newest commit whose database the file is, byte for byte: it was restored from a backup, or a clone was
// put in its place. Told by the rolling checksum, which needs no page of the history to be decoded.
std::optional<CommitRecord> Capture::commitInFile()
{
    const std::uint32_t pages = databasePages();
    std::uint64_t rolling = 0;
    for (std::uint32_t page = 1; page <= pages; ++page) {
        rolling ^= PageCodec::hash(pageImage(page), page);
    }
    const auto found = m_store->newestCommitOf(pages, rolling);
    const bool fits = found && m_store->withIndex([&](const PageIndex &index) {
        return index.pageSize(found->scn) == m_pageSize;
    });
    return fits ? found : std::nullopt;
}

// Holds every page against its newest version and writes one commit with those that differ: flagged GAP, or
// the first of a new incarnation where the file is another one. That continues the commit which the file
// holds, if there is one. always: even when nothing differs.
bool Capture::compare(bool newIncarnation, bool always)
{
    const auto restored = newIncarnation ? commitInFile() : std::nullopt;
    const auto differs = [this] {
        const std::uint32_t pages = databasePages();
        if (pages != m_writer->last().databasePages) {
            return true;
        }
        for (std::uint32_t page = 1; page <= pages; ++page) {
            if (PageCodec::hash(pageImage(page), page) != m_writer->latestHash(page)) {
                return true;
            }
        }
        return false;
    };
    const bool same = restored ? restored->scn == m_writer->last().scn : !always && !differs();
    if (same) {
        return false;
    }
    if (newIncarnation) {
        openIncarnation(restored.value_or(m_writer->last()));
    }
    CommitRecord commit;
    commit.scn = m_writer->nextScn();
    commit.incarnation = m_store->withIndex([](const PageIndex &i) { return i.incarnations().back().id; });
    commit.timeTo = nextTime();
    commit.timeFrom = m_pauseSince.value_or(m_writer->last().timeTo);
    commit.databasePages = databasePages();
    commit.gap = !newIncarnation;
    commit.wal = m_reader->position();
    m_writer->begin(commit);
    for (std::uint32_t page = 1; page <= commit.databasePages; ++page) {
        m_writer->addPage(page, pageImage(page), {});
    }
    m_writer->finish();
    ++m_commits;
    return true;
}

} // namespace strandline::timeline
