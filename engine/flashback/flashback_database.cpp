#include "engine/flashback/flashback_database.h"

#include "engine/sqlite/wal_writer.h"
#include "engine/timeline/branch.h"
#include "engine/timeline/place.h"
#include "engine/timeline/recorder.h"
#include "engine/timeline/store.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <thread>

namespace strandline::flashback {

using core::Bytes;
using core::Error;
using core::ErrorCode;
using core::Scn;
using sqlite::WalHeader;
using timeline::CommitRecord;
using timeline::History;
using timeline::PageIndex;
using timeline::Store;
using Steady = std::chrono::steady_clock;

namespace {

// Bytes of page 1 (https://sqlite.org/fileformat.html#the_database_header).
constexpr std::size_t writeVersion = 18;
constexpr std::size_t readVersion = 19;
constexpr std::size_t changeCounter = 24;
constexpr std::size_t sizeInPages = 28;
constexpr std::size_t schemaCookie = 40;
constexpr std::size_t versionValidFor = 92;
constexpr std::size_t libraryVersion = 96;
constexpr std::uint32_t lockByte = 0x40000000;

std::uint32_t pageSizeAt(const Store &store, Scn scn)
{
    return store.withIndex([scn](const PageIndex &index) {
        return index.incarnation(index.readable(scn).incarnation).pageSize;
    });
}

void refuseOtherPageSize(const Store &store, Scn now, Scn target)
{
    const std::uint32_t has = pageSizeAt(store, now);
    const std::uint32_t had = pageSizeAt(store, target);
    if (has != had) {
        throw Error(
            ErrorCode::Unsupported,
            fmt::format(
                "The pages of the database had {} bytes at SCN {} and have {} now: it can't become that "
                "one in place. Write it as a new file with strandctl timeline clone.",
                had, target.value, has));
    }
}

// Pages to write, without page 1 (which always is) and the lock page (which nobody reads).
std::vector<std::uint32_t> pagesToWrite(const Store &store, Scn now, Scn target)
{
    std::vector<std::uint32_t> pages = store.differingPages(now, target);
    const std::uint32_t lockPage = lockByte / pageSizeAt(store, now) + 1;
    std::erase_if(pages, [lockPage](std::uint32_t page) { return page == 1 || page == lockPage; });
    return pages;
}

// Does page 1 hold something else, but for what every commit counts?
bool pageOneDiffers(const Store &store, Scn now, Scn target)
{
    std::array<Bytes, 2> pages;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        pages[i].resize(pageSizeAt(store, now));
        store.readPage(1, i == 0 ? now : target, pages[i]);
        for (const std::size_t counter :
             {changeCounter, sizeInPages, schemaCookie, versionValidFor, libraryVersion}) {
            core::storeBig32(pages[i].data() + counter, 0);
        }
        pages[i][writeVersion] = pages[i][readVersion] = 0;
    }
    return pages[0] != pages[1];
}

bool isSame(const Store &store, Scn now, Scn target, const std::vector<std::uint32_t> &pages)
{
    return pages.empty() && store.describe(now).databasePages == store.describe(target).databasePages &&
           !pageOneDiffers(store, now, target);
}

// The largest one of the commits after `after`. A connection that has been idle may know any of them: with
// one that it knows it would go on with its old schema.
std::uint32_t largestSchemaCookie(const Store &store, std::uint32_t pageBytes, Scn after,
                                  const core::JobContext &job)
{
    std::vector<Scn> scns = store.withIndex([after](const PageIndex &index) {
        std::vector<Scn> found = index.versionsOfPage(1);
        for (const auto &base : index.bases()) {
            found.push_back(base->scn());
        }
        const Scn from = std::max(after.next(), index.oldest());
        std::erase_if(found, [from](Scn scn) { return scn < from; });
        return found;
    });
    std::uint32_t largest = 0;
    Bytes page(pageBytes);
    for (const Scn scn : scns) {
        job.checkStop();
        if (pageSizeAt(store, scn) == pageBytes && store.tryRead(store.locate(1, scn), page)) {
            largest = std::max(largest, core::loadBig32(page.data() + schemaCookie));
        }
    }
    return largest;
}

// The target's page 1, made one that this database can have next. cookie: the largest one that was ever seen.
Bytes pageOneFor(const Store &store, Scn now, Scn target, std::uint32_t cookie)
{
    const std::uint32_t pageBytes = pageSizeAt(store, now);
    Bytes current(pageBytes);
    Bytes page(pageBytes);
    store.readPage(1, now, current);
    store.readPage(1, target, page);
    const auto next = [&](std::size_t offset) {
        return std::max(core::loadBig32(page.data() + offset), core::loadBig32(current.data() + offset)) + 1;
    };
    const std::uint32_t change = std::max(next(changeCounter), next(versionValidFor));
    page[writeVersion] = page[readVersion] = 2;
    core::storeBig32(page.data() + changeCounter, change);
    core::storeBig32(page.data() + versionValidFor, change);
    core::storeBig32(page.data() + sizeInPages, store.describe(target).databasePages);
    core::storeBig32(page.data() + schemaCookie, std::max(next(schemaCookie), cookie + 1));
    core::storeBig32(page.data() + libraryVersion, sqlite::libraryVersionNumber());
    return page;
}

sqlite::ConnectionOptions neighbourOptions(std::chrono::milliseconds patience)
{
    sqlite::ConnectionOptions options;
    options.access = sqlite::Access::ReadWrite;
    options.busyTimeout = patience;
    return options;
}

class Flashback
{
public:
    Flashback(std::shared_ptr<History> history, Scn target, const FlashbackDatabaseOptions &options,
              const core::JobContext &job)
        : m_history(std::move(history)), m_store(*m_history->store()), m_options(options), m_job(job),
          m_target(target), m_pin(m_store, target), m_until(Steady::now() + options.patience)
    {
        pageSizeAt(m_store, target); // throws where it can't be read
    }

    DatabaseReport run();

private:
    void record();
    void settleEarlier();
    void follow();
    bool recorded(const WalHeader &header) const;
    bool commitNothing();
    std::optional<WalHeader> tryReady();
    void reckon();
    bool tryWrite();
    void write(const WalHeader &header);
    void awaitIncarnation();
    void pause();
    std::string writerName() const;
    std::string recorderName() const;
    const timeline::Location &location() const { return m_store.location(); }

    const std::shared_ptr<History> m_history;
    const Store &m_store;
    const FlashbackDatabaseOptions m_options;
    const core::JobContext &m_job;
    const Scn m_target;
    const Store::Pin m_pin;
    const Steady::time_point m_until;
    std::unique_ptr<timeline::Recorder> m_recorder;  // where nobody else records
    std::unique_ptr<sqlite::Connection> m_neighbour; // ordinary commits and reads
    std::unique_ptr<sqlite::WalWriter> m_writer;
    // Reckoned for the commit `m_now`; anew when that is no longer the last.
    Scn m_now;
    std::uint32_t m_cookie = 0; // the largest schema cookie up to it
    std::vector<std::uint32_t> m_pages;
    bool m_differs = false;
    std::string m_waitsFor = "other programs to let it write";
    DatabaseReport m_report;
};

// The live database must be what the history ends with: somebody has to record.
void Flashback::record()
{
    if (timeline::ownerOf(location())) {
        return;
    }
    timeline::RecorderOptions options;
    options.location = location();
    options.clock = m_options.clock;
    options.program = m_options.program;
    m_recorder = std::make_unique<timeline::Recorder>(options, m_job);
    m_report.recordedHere = true;
}

// Takes in what the recorder has.
void Flashback::follow()
{
    if (m_recorder) {
        m_recorder->poll();
    }
    m_history->refresh();
}

bool Flashback::recorded(const WalHeader &header) const
{
    const timeline::WalPosition end{header.salt, header.mxFrame, header.frameChecksum};
    return m_store.lastCommit().wal == end;
}

std::string Flashback::writerName() const
{
    constexpr std::uint64_t writeLockByte = 120; // in the -shm
    const auto holders = location().files->lockHolders(location().database + "-shm", writeLockByte);
    return fmt::format("a transaction of {}",
                       holders.empty() ? "another program" : fmt::format("{}", fmt::join(holders, ", ")));
}

std::string Flashback::recorderName() const
{
    const auto owner = timeline::ownerOf(location());
    return owner ? fmt::format("the recorder ({}, process {}) to take in the newest commits", owner->program,
                               owner->pid)
                 : "a recorder";
}

// Before the next try.
void Flashback::pause()
{
    m_job.checkStop();
    if (Steady::now() > m_until) {
        throw Error(ErrorCode::Busy,
                    fmt::format("The flashback waited {} ms for {}; the database is unchanged. Try again.",
                                m_options.patience.count(), m_waitsFor))
            .withPath(location().database);
    }
    std::this_thread::sleep_for(std::chrono::microseconds(200));
}

// A commit that changes nothing. Where all of the WAL is in the database file, SQLite begins the WAL anew
// with it. False: somebody else writes.
bool Flashback::commitNothing()
{
    if (!m_writer->tryLock()) { // asked first, to be able to tell who
        m_waitsFor = writerName();
        return false;
    }
    m_writer->unlock();
    sqlite::Connection &neighbour = *m_neighbour;
    neighbour.execute("BEGIN IMMEDIATE");
    neighbour.execute(fmt::format("PRAGMA user_version = {}", neighbour.integer("PRAGMA user_version")));
    neighbour.execute("COMMIT");
    return true;
}

// A flashback that was killed between its last frame and the wal-index: programs that run see "not yet", and
// a recovery would see "done". A commit decides it: "not done".
void Flashback::settleEarlier()
{
    if (!timeline::readBranchNote(location())) {
        return;
    }
    while (!commitNothing()) {
        pause();
    }
    while (true) {
        follow();
        const auto header = m_writer->tap().header();
        if (header && recorded(*header)) {
            break;
        }
        m_waitsFor = recorderName();
        pause();
    }
    timeline::removeBranchNote(location()); // the recorder has seen every commit that it could be about
}

// Under the lock: the header to append to, if all that it tells of is in the history.
std::optional<WalHeader> Flashback::tryReady()
{
    const auto header = m_writer->tap().header();
    if (!header || header->mxFrame == 0 || m_writer->tap().backfilled() >= header->mxFrame) {
        return std::nullopt;
    }
    // Nobody commits meanwhile, so the recorder is through in a moment.
    const auto until = std::min(m_until, Steady::now() + std::chrono::milliseconds(200));
    while (!recorded(*header)) {
        follow();
        if (Steady::now() > until) {
            m_waitsFor = recorderName();
            return std::nullopt;
        }
        std::this_thread::sleep_for(std::chrono::microseconds(100));
    }
    return header;
}

DatabaseReport Flashback::run()
{
    refuseOtherPageSize(m_store, m_history->currentScn(), m_target);
    record();
    m_neighbour =
        std::make_unique<sqlite::Connection>(location().database, neighbourOptions(m_options.patience));
    m_neighbour->execute("PRAGMA wal_autocheckpoint=0");
    m_writer = std::make_unique<sqlite::WalWriter>(location().database);
    settleEarlier();
    while (!tryWrite()) {
        pause();
    }
    awaitIncarnation();
    m_writer.reset();
    if (m_recorder) {
        m_recorder->close();
        m_history->refresh();
    }
    return m_report;
}

// What there is to write, as of the newest commit.
void Flashback::reckon()
{
    const Scn now = m_history->currentScn();
    if (m_now == now) {
        return;
    }
    m_pages = pagesToWrite(m_store, now, m_target);
    m_cookie = std::max(m_cookie, largestSchemaCookie(m_store, pageSizeAt(m_store, m_target), m_now, m_job));
    m_now = now;
}

bool Flashback::tryWrite()
{
    sqlite::WalTap &tap = m_writer->tap();
    follow();
    const auto published = tap.header();
    if (!published) {
        m_neighbour->integer("SELECT count(*) FROM sqlite_schema"); // recovers what a writer left half done
        return false;
    }
    if (published->mxFrame == 0 || tap.backfilled() >= published->mxFrame) {
        commitNothing();
        return false;
    }
    reckon(); // outside the lock, what can be
    if (!m_writer->tryLock()) {
        m_waitsFor = writerName();
        return false;
    }
    const auto header = tryReady();
    if (header) {
        write(*header);
    }
    m_writer->unlock();
    return header.has_value();
}

void Flashback::write(const WalHeader &header)
{
    reckon();
    refuseOtherPageSize(m_store, m_now, m_target);
    m_report.before = m_report.scn = m_now;
    m_report.target = m_target;
    m_differs = !isSame(m_store, m_now, m_target, m_pages);
    if (!m_differs) {
        return;
    }
    const Bytes pageOne = pageOneFor(m_store, m_now, m_target, m_cookie);
    sqlite::WalWriter::Commit commit;
    commit.base = header;
    commit.pages = m_pages;
    commit.read = [this](std::uint32_t page, std::span<std::uint8_t> out) {
        m_store.readPage(page, m_target, out);
    };
    commit.pageOne = pageOne;
    commit.databasePages = m_store.describe(m_target).databasePages;
    commit.beforeEnd = [this](const sqlite::WalEnd &end) {
        timeline::writeBranchNote(location(), {m_store.id(), m_target, {end.salt, end.frame, end.checksum}});
    };
    m_writer->commit(commit, m_job);
    m_report.pagesWritten = static_cast<std::uint32_t>(m_pages.size()) + 1;
    m_report.bytesWritten = std::uint64_t{m_report.pagesWritten} * (header.pageSize + 24);
}

// The flashback is done; this only finds out its SCN.
void Flashback::awaitIncarnation()
{
    const auto until = Steady::now() + m_options.patience;
    do {
        follow();
        m_report.incarnation = m_history->incarnation();
        const auto lines = m_store.withIndex([](const PageIndex &index) { return index.incarnations(); });
        for (const timeline::Incarnation &line : lines) {
            if (line.firstScn > m_report.before && line.branchScn == m_target &&
                m_history->currentScn() >= line.firstScn) {
                m_report.scn = line.firstScn;
                m_report.incarnation = line.id;
                return;
            }
        }
        if (!m_differs) {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    } while (Steady::now() < until);
}

// Summed up by table.
std::vector<TouchedTable> sumOf(ChangeIndex &changes, const Store &store, Scn after, Scn to,
                                const core::JobContext &job)
{
    std::map<std::string, TouchedTable> sums;
    if (after == to) {
        return {};
    }
    for (const CommitTables &commit : changes.load(after.next(), to, job)) {
        const bool inLine = store.withIndex([&](const PageIndex &index) {
            return index.inLine(commit.scn.value, index.readable(to).incarnation);
        });
        for (const TouchedTable &table : inLine ? commit.tables : std::vector<TouchedTable>()) {
            TouchedTable &sum =
                sums.try_emplace(table.name, TouchedTable{table.name, table.virtualTable, table.internal})
                    .first->second;
            sum.definition = sum.definition || table.definition;
            sum.rowidsRenumbered = sum.rowidsRenumbered || table.rowidsRenumbered;
            sum.inserts += table.inserts;
            sum.updates += table.updates;
            sum.deletes += table.deletes;
        }
    }
    std::vector<TouchedTable> out;
    for (auto &[name, table] : sums) {
        out.push_back(std::move(table));
    }
    return out;
}

std::uint64_t commitsBetween(const Store &store, Scn after, Scn to)
{
    return store.withIndex([&](const PageIndex &index) {
        std::uint64_t count = 0;
        for (Scn scn = after.next(); scn <= to; scn = scn.next()) {
            count += index.inLine(scn.value, index.readable(to).incarnation) ? 1 : 0;
        }
        return count;
    });
}

} // namespace

DatabasePlan planFlashbackDatabase(const std::shared_ptr<History> &history, Scn to,
                                   const core::JobContext &job)
{
    history->refresh();
    const Store &store = *history->store();
    const Store::Pin pin(store, to);
    DatabasePlan plan;
    plan.from = history->currentScn();
    plan.pageBytes = pageSizeAt(store, to);
    refuseOtherPageSize(store, plan.from, to);
    plan.target = store.describe(to);
    plan.pagesThen = plan.target.databasePages;
    plan.pagesNow = store.describe(plan.from).databasePages;
    const std::vector<std::uint32_t> pages = pagesToWrite(store, plan.from, to);
    plan.pagesToWrite =
        isSame(store, plan.from, to, pages) ? 0 : static_cast<std::uint32_t>(pages.size()) + 1;
    plan.parting = store.withIndex([&](const PageIndex &index) { return index.parting(plan.from, to); });
    plan.commitsUndone = commitsBetween(store, plan.parting, plan.from);
    plan.commitsRedone = commitsBetween(store, plan.parting, to);
    ChangeIndex changes(history);
    plan.undone = sumOf(changes, store, plan.parting, plan.from, job);
    plan.redone = sumOf(changes, store, plan.parting, to, job);
    return plan;
}

DatabaseReport runFlashbackDatabase(const std::shared_ptr<History> &history, Scn to,
                                    const FlashbackDatabaseOptions &options, const core::JobContext &job)
{
    history->refresh();
    return Flashback(history, to, options, job).run();
}

} // namespace strandline::flashback
