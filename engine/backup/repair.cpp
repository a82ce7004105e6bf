#include "engine/backup/repair.h"

#include "engine/backup/live_pages.h"
#include "engine/sqlite/wal_writer.h"
#include "engine/timeline/place.h"
#include "engine/timeline/store.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <regex>
#include <thread>

namespace strandline::backup {

using core::Bytes;
using core::ByteView;
using core::Error;
using core::ErrorCode;
using core::Scn;
using timeline::History;
using timeline::PageCodec;
using timeline::Store;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int settlingRounds = 200;
constexpr std::size_t pagesMax = 100'000; // that are damaged: beyond it a restore is the way

// A database with some pages replaced, as a trial.
class Overlay final : public sqlite::PageSource
{
public:
    Overlay(std::uint32_t pageSize, std::uint32_t pageCount, std::shared_ptr<LivePages> below)
        : m_pageSize(pageSize), m_pageCount(pageCount), m_below(std::move(below))
    {
    }
    void replace(std::uint32_t page, Bytes image) { m_replaced[page] = std::move(image); }

    std::uint32_t pageSize() const override { return m_pageSize; }
    std::uint32_t pageCount() const override { return m_pageCount; }
    void readPage(std::uint32_t page, std::span<std::uint8_t> out) override
    {
        const auto it = m_replaced.find(page);
        if (it != m_replaced.end()) {
            std::copy(it->second.begin(), it->second.end(), out.begin());
        } else {
            m_below->read(page, out);
        }
        if (page == 1) {
            out[18] = out[19] = 1;
            core::storeBig32(out.data() + 28, m_pageCount);
            core::storeBig32(out.data() + 92, core::loadBig32(out.data() + 24));
        }
    }

private:
    const std::uint32_t m_pageSize;
    const std::uint32_t m_pageCount;
    const std::shared_ptr<LivePages> m_below;
    std::map<std::uint32_t, Bytes> m_replaced;
};

std::vector<std::string> check(const std::shared_ptr<sqlite::PageSource> &pages, const core::JobContext &job)
{
    const sqlite::PageSourceRegistration registration(pages);
    sqlite::ConnectionOptions options;
    options.uri = true;
    return integrityProblems(registration.uri(), options, job);
}

// The pages that integrity_check's sentences name ("Tree 4 page 17: …", "Page 17: …", "On page 17 at …").
std::vector<std::uint32_t> pagesNamed(const std::vector<std::string> &problems, std::uint32_t pageCount)
{
    static const std::regex words("[Pp]age ([0-9]+)");
    std::vector<std::uint32_t> pages;
    for (const std::string &problem : problems) {
        for (std::sregex_iterator it(problem.begin(), problem.end(), words), end; it != end; ++it) {
            const auto page = std::strtoull((*it)[1].str().c_str(), nullptr, 10);
            if (page > 0 && page <= pageCount) {
                pages.push_back(static_cast<std::uint32_t>(page));
            }
        }
    }
    std::sort(pages.begin(), pages.end());
    pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
    return pages;
}

// The image that a page shall get.
class Images
{
public:
    explicit Images(const RepairRequest &request) : m_request(request) {}

    void read(const DamagedPage &damaged, Bytes &out)
    {
        if (damaged.source == PageSourceKind::History) {
            history()->store()->readPage(damaged.page, damaged.scn, out);
        } else {
            backup(damaged.scn).readPage(damaged.page, out);
        }
    }

    const std::shared_ptr<History> &history()
    {
        if (!m_history) {
            m_history = History::open(m_request.location);
        }
        return m_history;
    }

    // The newest state of the backups; null: there is none.
    SetPages *newestBackup()
    {
        if (!m_backup && !m_request.sets.empty()) {
            Target target;
            target.database = m_request.location.database;
            m_backup = std::make_unique<SetPages>(
                planRestoreFrom(m_request.sets, target, m_request.keys, *m_request.files), m_request.keys,
                *m_request.files);
        }
        return m_backup.get();
    }

private:
    SetPages &backup(Scn scn)
    {
        SetPages *pages = newestBackup();
        if (pages == nullptr || pages->scn() != scn) {
            throw Error(ErrorCode::NotFound, "The backups have changed since the repair was planned. Plan it "
                                             "again.");
        }
        return *pages;
    }

    const RepairRequest &m_request;
    std::shared_ptr<History> m_history;
    std::unique_ptr<SetPages> m_backup;
};

class Planner
{
public:
    Planner(const RepairRequest &request, const core::JobContext &job)
        : m_request(request), m_job(job), m_images(request),
          m_live(std::make_shared<LivePages>(request.location.database))
    {
    }

    RepairPlan run()
    {
        m_live->refresh();
        m_plan.pageBytes = m_live->pageSize();
        m_plan.pagesChecked = m_live->pageCount();
        if (History::exists(m_request.location)) {
            compareWithHistory();
        }
        m_plan.problems = check(overlay({}), m_job);
        m_plan.remaining = m_plan.problems;
        if (!m_plan.pages.empty()) {
            m_plan.remaining = check(overlay(m_plan.pages), m_job);
        }
        if (!m_plan.remaining.empty()) {
            tryOlder();
        }
        tell();
        return std::move(m_plan);
    }

private:
    std::shared_ptr<Overlay> overlay(const std::vector<DamagedPage> &pages)
    {
        auto trial = std::make_shared<Overlay>(m_live->pageSize(), m_live->pageCount(), m_live);
        Bytes image(m_live->pageSize());
        for (const DamagedPage &page : pages) {
            m_images.read(page, image);
            trial->replace(page.page, image);
        }
        return trial;
    }

    // Whether the history has the commit with which the published WAL ends.
    bool holds(const std::optional<sqlite::WalHeader> &published)
    {
        if (!published) {
            return false;
        }
        if (published->mxFrame == 0) { // nothing but what a recorder that runs has let into the file
            return timeline::ownerOf(m_request.location).has_value();
        }
        const timeline::WalPosition recorded = m_history->store()->lastCommit().wal;
        if (recorded.salt == published->salt) {
            return recorded.frame > published->mxFrame ||
                   recorded ==
                       timeline::WalPosition{published->salt, published->mxFrame, published->frameChecksum};
        }
        const auto now = m_live->header(); // perhaps of a WAL that began anew since
        return now && now->salt != published->salt && recorded.salt == now->salt;
    }

    // Reads the live database as of now, and waits until the history has that; false: nobody records it.
    bool awaitRecorded()
    {
        std::optional<sqlite::WalHeader> begun;
        do { // not half of one WAL and half of the next
            m_job.checkStop();
            begun = m_live->header();
            m_live->refresh();
            m_published = m_live->header();
        } while (begun && m_published && begun->salt != m_published->salt);
        const auto until = Steady::now() + m_request.patience;
        while (true) {
            m_history->refresh();
            if (holds(m_published)) {
                return true;
            }
            m_job.checkStop();
            if (!timeline::ownerOf(m_request.location) || Steady::now() > until) {
                return false;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }

    // Whether what was read since awaitRecorded() came from the WAL as it was then, and not from one that
    // began anew in its place.
    bool sameWal() const
    {
        const auto now = m_live->header();
        return now && m_published && now->salt == m_published->salt;
    }

    std::uint64_t expectedHash(std::uint32_t page) const
    {
        const Store &store = *m_history->store();
        return store.hashOf(store.locate(page, m_history->currentScn()));
    }

    std::uint64_t liveHash(std::uint32_t page, Bytes &image) const
    {
        m_live->read(page, image);
        return PageCodec::hash(image, page);
    }

    void compareWithHistory()
    {
        m_history = m_images.history();
        m_certain = awaitRecorded();
        if (m_history->status().pageSize != m_live->pageSize()) {
            return;
        }
        std::vector<std::uint32_t> suspects;
        Bytes image(m_live->pageSize());
        const auto known = m_history->commit(m_history->currentScn())->databasePages;
        for (std::uint32_t page = 1; page <= std::min(m_live->pageCount(), known); ++page) {
            if (page % 256 == 0) {
                m_job.checkStop();
                m_job.report(page, m_live->pageCount(), "pages");
            }
            if (liveHash(page, image) != expectedHash(page)) {
                suspects.push_back(page);
            }
        }
        takeSuspects(m_certain ? settled(std::move(suspects)) : std::move(suspects));
    }

    // Those that are not what was committed, although nobody committed them while they were looked at.
    std::vector<std::uint32_t> settled(std::vector<std::uint32_t> suspects)
    {
        std::vector<std::uint32_t> damaged;
        Bytes image(m_live->pageSize());
        for (int round = 0; !suspects.empty() && round < settlingRounds; ++round) {
            m_history->refresh();
            const Scn before = m_history->currentScn(); // of the look that follows
            m_certain = awaitRecorded();
            std::erase_if(suspects,
                          [&](std::uint32_t page) { return liveHash(page, image) == expectedHash(page); });
            const bool same = sameWal();
            m_certain = m_certain && awaitRecorded(); // takes in what may have been read of later commits
            if (!m_certain) {
                return suspects;
            }
            std::vector<std::uint32_t> unsettled;
            for (const std::uint32_t page : suspects) {
                const Scn newest{m_history->store()->locate(page, m_history->currentScn()).version.scn};
                (same && newest <= before ? damaged : unsettled).push_back(page);
            }
            suspects = std::move(unsettled); // one that each round commits anew is none
        }
        std::sort(damaged.begin(), damaged.end());
        return damaged;
    }

    void takeSuspects(const std::vector<std::uint32_t> &suspects)
    {
        Bytes image(m_live->pageSize());
        if (!m_certain && !suspects.empty()) {
            // Nobody recorded: they may have been changed rightly. integrity_check has to tell.
            const std::vector<std::string> problems = check(overlay({}), m_job);
            if (problems.empty()) {
                m_plan.notes.push_back(fmt::format(
                    "{} pages differ from the history, which doesn't hold the last commits: the database was "
                    "changed while nobody recorded it. integrity_check finds nothing wrong with it.",
                    suspects.size()));
                return;
            }
        }
        for (const std::uint32_t page : suspects) {
            if (m_plan.pages.size() == pagesMax) {
                break;
            }
            DamagedPage damaged;
            damaged.page = page;
            damaged.hash = liveHash(page, image);
            damaged.scn = m_history->currentScn();
            damaged.old = !m_certain;
            damaged.why = fmt::format("Page {} is not what was committed.", page);
            m_plan.pages.push_back(std::move(damaged));
        }
    }

    // The pages that integrity_check names, as they were before their newest version, or in the newest
    // backup: taken where that makes the database sound.
    void tryOlder()
    {
        std::vector<DamagedPage> pages = m_plan.pages;
        for (const std::uint32_t page : pagesNamed(m_plan.remaining, m_live->pageCount())) {
            if (std::none_of(pages.begin(), pages.end(), [&](const auto &p) { return p.page == page; })) {
                addOlder(page, pages);
            }
        }
        if (pages.size() == m_plan.pages.size()) {
            return;
        }
        std::sort(pages.begin(), pages.end(), [](const auto &a, const auto &b) { return a.page < b.page; });
        std::vector<std::string> remaining = check(overlay(pages), m_job);
        if (remaining.size() < m_plan.remaining.size()) {
            m_plan.pages = std::move(pages);
            m_plan.remaining = std::move(remaining);
        }
    }

    void addOlder(std::uint32_t page, std::vector<DamagedPage> &pages)
    {
        Bytes image(m_live->pageSize());
        DamagedPage damaged;
        damaged.page = page;
        damaged.hash = liveHash(page, image);
        damaged.old = true;
        damaged.why = fmt::format("integrity_check names page {}.", page);
        const Scn before = m_history ? versionBefore(page) : Scn{};
        if (before) {
            damaged.scn = before;
        } else if (SetPages *backup = m_images.newestBackup(); backup != nullptr &&
                                                               backup->pageSize() == m_live->pageSize() &&
                                                               page <= backup->pageCount()) {
            damaged.source = PageSourceKind::Backup;
            damaged.scn = backup->scn();
        } else {
            return;
        }
        Bytes content(m_live->pageSize());
        m_images.read(damaged, content);
        if (PageCodec::hash(content, page) != damaged.hash) {
            pages.push_back(std::move(damaged));
        }
    }

    // The SCN just before the newest version of the page; 0: the history begins with it.
    Scn versionBefore(std::uint32_t page) const
    {
        const Store &store = *m_history->store();
        const auto located = store.locate(page, m_history->currentScn());
        const Scn newest{located.version.scn};
        if (!newest || newest <= m_history->oldestScn()) {
            return {};
        }
        const auto commit = m_history->commit(newest);
        const Scn before{newest.value - 1};
        const bool there = commit && commit->gap && m_history->commit(before) &&
                           m_history->commit(before)->databasePages >= page;
        return there ? before : Scn{};
    }

    void tell()
    {
        if (!m_plan.remaining.empty() && !m_plan.pages.empty()) {
            m_plan.notes.push_back(fmt::format("A repair would leave {} of {} problems. Restore the database "
                                               "instead: backup restore.",
                                               m_plan.remaining.size(), m_plan.problems.size()));
        } else if (!m_plan.remaining.empty()) {
            m_plan.notes.push_back(
                "Neither the history nor a backup has what is needed. An index can be built anew with "
                "REINDEX; otherwise restore the database: backup restore.");
        }
        const auto old = std::count_if(m_plan.pages.begin(), m_plan.pages.end(),
                                       [](const DamagedPage &page) { return page.old; });
        if (old > 0) {
            m_plan.notes.push_back(
                fmt::format("{} pages would become what they were earlier: changes of rows on them since "
                            "then would be lost.",
                            old));
        }
    }

    const RepairRequest &m_request;
    const core::JobContext &m_job;
    RepairPlan m_plan;
    Images m_images;
    std::shared_ptr<LivePages> m_live;
    std::shared_ptr<History> m_history;
    bool m_certain = false;
    std::optional<sqlite::WalHeader> m_published; // as of the last look at the live pages
};

// Page 1 as the next commit has it: its counters go up.
void countUp(Bytes &page)
{
    const std::uint32_t change = core::loadBig32(page.data() + 24) + 1;
    core::storeBig32(page.data() + 24, change);
    core::storeBig32(page.data() + 92, change);
    core::storeBig32(page.data() + 96, sqlite::libraryVersionNumber());
}

class Writer
{
public:
    Writer(const RepairRequest &request, const RepairPlan &plan, const core::JobContext &job)
        : m_request(request), m_plan(plan), m_job(job), m_images(request),
          m_neighbour(request.location.database, optionsOf(request)), m_writer(request.location.database),
          m_until(Steady::now() + request.patience)
    {
        m_neighbour.execute("PRAGMA wal_autocheckpoint=0");
    }

    void run()
    {
        while (!tryWrite()) {
            m_job.checkStop();
            if (Steady::now() > m_until) {
                throw Error(ErrorCode::Busy,
                            fmt::format("Other programs kept {} busy for {} ms; nothing was "
                                        "repaired. Try again.",
                                        m_request.location.database, m_request.patience.count()))
                    .withPath(m_request.location.database);
            }
            std::this_thread::sleep_for(std::chrono::microseconds(500));
        }
    }

private:
    static sqlite::ConnectionOptions optionsOf(const RepairRequest &request)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::ReadWrite;
        options.busyTimeout = request.patience;
        return options;
    }

    // False: somebody else writes, or the WAL had to be begun anew first.
    bool tryWrite()
    {
        sqlite::WalTap &tap = m_writer.tap();
        const auto published = tap.header();
        if (!published) {
            m_neighbour.integer(
                "SELECT count(*) FROM sqlite_schema"); // recovers what a writer left half done
            return false;
        }
        if (published->mxFrame == 0 || tap.backfilled() >= published->mxFrame) {
            // SQLite begins the WAL anew with a commit that changes nothing.
            m_neighbour.execute("BEGIN IMMEDIATE");
            m_neighbour.execute(
                fmt::format("PRAGMA user_version = {}", m_neighbour.integer("PRAGMA user_version")));
            m_neighbour.execute("COMMIT");
            return false;
        }
        if (!m_writer.tryLock()) {
            return false;
        }
        const auto header = tap.header();
        const bool ready = header && header->mxFrame > 0 && tap.backfilled() < header->mxFrame;
        if (ready) {
            write(*header);
        }
        m_writer.unlock();
        return ready;
    }

    void write(const sqlite::WalHeader &header)
    {
        LivePages live(m_request.location.database);
        live.refresh();
        Bytes image(m_plan.pageBytes);
        sqlite::WalWriter::Commit commit;
        for (const DamagedPage &page : m_plan.pages) {
            live.read(page.page, image);
            if (PageCodec::hash(image, page.page) != page.hash && page.page != 1) {
                throw Error(ErrorCode::Busy,
                            fmt::format("Page {} of {} has been changed since the repair was planned. Plan "
                                        "it again.",
                                        page.page, m_request.location.database))
                    .withPath(m_request.location.database);
            }
            if (page.page != 1) {
                commit.pages.push_back(page.page);
            }
        }
        Bytes pageOne(m_plan.pageBytes);
        live.read(1, pageOne);
        if (const DamagedPage *damaged = find(1)) {
            const std::uint32_t change = core::loadBig32(pageOne.data() + 24);
            m_images.read(*damaged, pageOne);
            core::storeBig32(pageOne.data() + 24, std::max(change, core::loadBig32(pageOne.data() + 24)));
        }
        countUp(pageOne);
        commit.base = header;
        commit.pageOne = pageOne;
        commit.databasePages = header.databasePages;
        commit.beforeEnd = [](const sqlite::WalEnd & /*end*/) {};
        commit.read = [this](std::uint32_t page, std::span<std::uint8_t> out) {
            Bytes content(out.size());
            m_images.read(*find(page), content);
            std::copy(content.begin(), content.end(), out.begin());
        };
        m_writer.commit(commit, m_job);
    }

    const DamagedPage *find(std::uint32_t page) const
    {
        const auto it =
            std::lower_bound(m_plan.pages.begin(), m_plan.pages.end(), page,
                             [](const DamagedPage &p, std::uint32_t number) { return p.page < number; });
        return it != m_plan.pages.end() && it->page == page ? &*it : nullptr;
    }

    const RepairRequest &m_request;
    const RepairPlan &m_plan;
    const core::JobContext &m_job;
    Images m_images;
    sqlite::Connection m_neighbour; // ordinary commits and reads
    sqlite::WalWriter m_writer;
    const Steady::time_point m_until;
};

} // namespace

RepairPlan planRepair(const RepairRequest &request, const core::JobContext &job)
{
    return Planner(request, job).run();
}

RepairReport runRepair(const RepairRequest &request, const RepairPlan &plan, bool force,
                       const core::JobContext &job)
{
    if (plan.pages.empty() || (!plan.mends() && !force)) {
        throw Error(ErrorCode::Usage, plan.pages.empty()
                                          ? "There is no page that can be repaired."
                                          : "The repair would not make the database sound. Restore it "
                                            "instead: backup restore.");
    }
    {
        sqlite::Connection connection(request.location.database);
        if (connection.text("PRAGMA journal_mode") != "wal") {
            throw Error(ErrorCode::NotWal,
                        fmt::format("{} is not in WAL mode: single pages can't be rewritten beside its "
                                    "programs. Turn WAL on, or restore the database: backup restore.",
                                    request.location.database))
                .withPath(request.location.database);
        }
    }
    Writer(request, plan, job).run();
    RepairReport report;
    report.pagesWritten = static_cast<std::uint32_t>(plan.pages.size());
    sqlite::ConnectionOptions options;
    report.problems = integrityProblems(request.location.database, options, job);
    return report;
}

} // namespace strandline::backup
