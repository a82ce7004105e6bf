#include "engine/backup/recorded_source.h"

#include "engine/backup/files.h"
#include "engine/sqlite/transaction.h"
#include "engine/sqlite/wal_tap.h"
#include "engine/timeline/place.h"
#include "engine/timeline/recorder.h"

#include <algorithm>
#include <thread>

namespace strandline::backup {

using core::ErrorCode;
using core::Scn;

namespace {

constexpr std::chrono::seconds patience{10};
constexpr std::chrono::milliseconds pause{2};

// The newest commit in the WAL; nothing where the database can't be asked, or has no WAL.
std::optional<sqlite::WalHeader> publishedHeader(const std::string &database)
{
    auto header = attempt([&] {
        sqlite::Connection connection(database);
        sqlite::Transaction reading(connection, "BEGIN");
        connection.integer("SELECT count(*) FROM sqlite_schema");
        return sqlite::walHeader(connection);
    });
    return std::holds_alternative<Misread>(header) ? std::nullopt : std::get<0>(header);
}

// Whether the history has everything up to the commit that the header told. A WAL begins anew (with another
// salt) only when all of it was taken in.
bool has(const timeline::Store &store, const sqlite::WalHeader &header, const std::string &database)
{
    const timeline::WalPosition last = store.lastCommit().wal;
    if (header.mxFrame == 0 || (last.salt == header.salt && last.frame >= header.mxFrame)) {
        return true;
    }
    const auto now = publishedHeader(database);
    return now && now->salt != header.salt;
}

class Follower
{
public:
    Follower(timeline::History &history, const timeline::Location &location, const core::JobContext &job)
        : m_history(history), m_location(location), m_job(job)
    {
    }

    void waitForRecorder()
    {
        const auto header = publishedHeader(m_location.database);
        const auto until = std::chrono::steady_clock::now() + patience;
        m_history.refresh();
        while (header && !has(*m_history.store(), *header, m_location.database)) {
            m_job.checkStop();
            if (std::chrono::steady_clock::now() > until || !timeline::ownerOf(m_location)) {
                result.notes.push_back(fmt::format(
                    "The recorder is behind: the newest commits are not in this backup, which ends with "
                    "SCN {}.",
                    m_history.currentScn().value));
                return;
            }
            std::this_thread::sleep_for(pause);
            m_history.refresh();
        }
    }

    // Nobody records. A WAL that ends with the last recorded commit says that there was none since; otherwise
    // a recorder must look.
    void record(const core::Clock &clock, const std::string &program)
    {
        const auto header = publishedHeader(m_location.database);
        if (header && header->mxFrame != 0 &&
            m_history.store()->lastCommit().wal ==
                timeline::WalPosition{header->salt, header->mxFrame, header->frameChecksum}) {
            return;
        }
        const auto recorded = attempt([&] {
            timeline::RecorderOptions options;
            options.location = m_location;
            options.clock = &clock;
            options.program = program;
            timeline::Recorder recorder(options, m_job);
            recorder.close();
            return true;
        });
        m_history.refresh();
        if (const Misread *misread = std::get_if<Misread>(&recorded)) {
            explain(*misread);
        }
    }

    CatchUp result;

private:
    void explain(const Misread &misread)
    {
        if (misread.code == ErrorCode::OwnedBy) { // somebody was faster
            waitForRecorder();
        } else if (misread.code == ErrorCode::NotWal) {
            result.usable = false;
            result.notes.emplace_back(
                "The database isn't in WAL mode any more, so its history ends before now. It is "
                "backed up in full, without SCNs.");
        } else if (misread.code == ErrorCode::NotADatabase) {
            result.notes.push_back(fmt::format(
                "The database itself can't be read: its history alone is backed up. ({})", misread.what));
        } else {
            throw core::Error(misread.code, misread.what).withPath(m_location.database);
        }
    }

    timeline::History &m_history;
    const timeline::Location &m_location;
    const core::JobContext &m_job;
};

} // namespace

CatchUp catchUp(timeline::History &history, const timeline::Location &where, const core::Clock &clock,
                const std::string &program, const core::JobContext &job)
{
    const timeline::Location location = timeline::resolved(where);
    Follower follower(history, location, job);
    if (!location.files->exists(location.database)) {
        follower.result.notes.push_back(
            fmt::format("{} is missing: its history alone is backed up.", location.database));
    } else if (timeline::ownerOf(location)) {
        follower.waitForRecorder();
    } else {
        follower.record(clock, program);
    }
    return std::move(follower.result);
}

RecordedSource::RecordedSource(std::shared_ptr<timeline::History> history, std::optional<Scn> asOf)
    : m_history(std::move(history)), m_store(m_history->store()),
      m_current(asOf.value_or(m_history->currentScn())), m_pin(*m_store, m_history->oldestScn())
{
    m_history->timeOf(m_current); // throws where it can't be read
}

RecordedSource::~RecordedSource() = default;

std::uint32_t RecordedSource::pageSize(Scn scn) const
{
    return m_store->withIndex([&](const timeline::PageIndex &index) {
        index.readable(scn);
        return index.pageSize(scn);
    });
}

bool RecordedSource::readable(Scn scn) const
{
    return m_store->withIndex([&](const timeline::PageIndex &index) {
        const timeline::CommitEntry *entry = index.entry(scn);
        return entry != nullptr && !entry->lost && scn >= index.oldest() &&
               scn <= std::min(m_current, index.current());
    });
}

std::unique_ptr<sqlite::LiveFile> RecordedSource::borrowLive() const
{
    {
        const std::lock_guard guard(m_mutex);
        if (!m_live.empty()) {
            auto live = std::move(m_live.back());
            m_live.pop_back();
            return live;
        }
    }
    return sqlite::LiveFile::open(m_history->database());
}

void RecordedSource::giveBack(std::unique_ptr<sqlite::LiveFile> live) const
{
    const std::lock_guard guard(m_mutex);
    m_live.push_back(std::move(live));
}

// The pages as they stand in the database's file are taken where their hash proves them to be the wanted
// versions.
void RecordedSource::readPages(Scn scn, std::uint32_t page, std::span<std::uint8_t> out) const
{
    const std::size_t size = pageSize(scn);
    auto live = borrowLive();
    const bool haveLive = live && live->read((page - std::uint64_t{1}) * size, out);
    if (live) {
        giveBack(std::move(live));
    }
    for (std::size_t at = 0; at < out.size(); at += size, ++page) {
        const auto one = out.subspan(at, size);
        const std::uint64_t newest = haveLive ? m_store->hashIfNewest(page, scn) : 0;
        if (newest == 0 || timeline::PageCodec::hash(one, page) != newest) {
            m_store->readPage(page, scn, one);
        }
    }
}

Step RecordedSource::emptyStep(Scn scn) const
{
    const timeline::Commit c = commit(scn);
    Step step;
    step.scn = scn;
    step.incarnation = c.incarnation;
    step.timeFrom = c.timeFrom;
    step.timeTo = c.timeTo;
    step.gap = c.gap;
    step.databasePages = c.databasePages;
    return step;
}

Step RecordedSource::stepBetween(Scn from, Scn to) const
{
    Step step = emptyStep(to);
    step.pages = m_store->differingPages(from, to);
    return step;
}

std::vector<Step> RecordedSource::stepsOfCommits(Scn from, Scn to, std::vector<ScnRange> &unreadable,
                                                 const core::JobContext &job) const
{
    const auto changes =
        m_store->withIndex([&](const timeline::PageIndex &index) { return index.changes(from.next(), to); });
    auto change = changes.begin();
    std::vector<Step> steps;
    timeline::Commit before = commit(from);
    for (Scn scn = from.next(); scn <= to; scn = scn.next()) {
        job.checkStop();
        if (!readable(scn)) {
            if (unreadable.empty() || unreadable.back().last.next() != scn) {
                unreadable.push_back({scn, scn});
            }
            unreadable.back().last = scn;
            continue;
        }
        const timeline::Commit now = commit(scn);
        Step step = emptyStep(scn);
        while (change != changes.end() && change->first < scn.value) {
            ++change;
        }
        if (before.scn.next() == scn && before.incarnation == now.incarnation && !now.base) {
            for (; change != changes.end() && change->first == scn.value; ++change) {
                if (change->second <= now.databasePages) {
                    step.pages.push_back(change->second);
                }
            }
            // What a grown file got without being written in this commit.
            std::vector<std::uint32_t> grown;
            for (std::uint32_t page = before.databasePages + 1; page <= now.databasePages; ++page) {
                grown.push_back(page);
            }
            std::vector<std::uint32_t> both;
            std::set_union(step.pages.begin(), step.pages.end(), grown.begin(), grown.end(),
                           std::back_inserter(both));
            step.pages = std::move(both);
        } else {
            step.pages = m_store->differingPages(before.scn, scn);
        }
        steps.push_back(std::move(step));
        before = now;
    }
    return steps;
}

} // namespace strandline::backup
