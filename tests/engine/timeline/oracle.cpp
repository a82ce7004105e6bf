#include "tests/engine/timeline/oracle.h"

#include <algorithm>
#include <fmt/format.h>
#include <span>

namespace strandline::test {

const char *const Oracle::RowsQuery =
    "SELECT (SELECT group_concat(id || '/' || quote(n)) FROM tick) || (SELECT count(*) FROM w) || ';' || "
    "coalesce((SELECT group_concat(k || k2 || length(v)) FROM (SELECT * FROM w ORDER BY k, k2)), '')";

Oracle::Oracle(const OracleSettings &settings)
    : m_settings(settings), m_clock(core::Time(std::chrono::seconds(1'700'000'000))), m_random(settings.seed)
{
    m_location.database = m_folder.file("oracle.db");
    m_writer = std::make_unique<PlainDatabase>(m_location.database);
    m_sql = std::make_unique<RandomSql>(*m_writer, m_random, settings.sql);
    m_writer->busyTimeout(20000);
    m_witness = std::make_unique<PlainDatabase>(m_location.database, PlainDatabase::Open::ReadOnly);
    m_witness->busyTimeout(20000);
    for (int i = 0; i < 10; ++i) {
        m_sql->transaction();
    }
    m_sql->tick();
}

Oracle::~Oracle()
{
    m_thread.request_stop();
}

core::Scn Oracle::lastScn() const
{
    return core::Scn{m_first.value + m_byScn.size() - 1};
}

void Oracle::startRecorder()
{
    timeline::RecorderOptions options;
    options.location = m_location;
    options.clock = &m_clock;
    options.segmentBytes = m_settings.segmentBytes;
    options.checkpointFrames = m_settings.checkpointFrames;
    options.quiet = std::chrono::milliseconds(20);
    m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
    if (m_settings.polling == Polling::Thread) {
        m_thread = std::jthread([this](const std::stop_token &stop) {
            try {
                m_recorder->run(stop);
            } catch (const std::exception &e) {
                m_threadProblem = e.what();
            }
        });
    }
}

void Oracle::finish()
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
    if (!m_threadProblem.empty()) {
        m_problem = "the recorder's thread ended: " + m_threadProblem;
    }
    if (m_recorder != nullptr) {
        const std::string problem = m_recorder->state().problem;
        if (!problem.empty()) {
            m_problem = "the recorder waits: " + problem;
        }
        m_recorder->close();
        map(m_recorder->state().scn, false);
        m_recorder.reset();
    }
}

void Oracle::keepTruth()
{
    auto truth = std::make_shared<Truth>();
    truth->image = imageOf(m_witness->handle());
    truth->dump = dumpOf(m_witness->handle());
    truth->rows = m_witness->text(RowsQuery);
    m_truths.push_back(std::move(truth));
}

void Oracle::commitOne()
{
    const std::uint64_t before = m_writer->walCommits();
    m_sql->transaction();
    m_clock.advance(std::chrono::seconds(1));
    const std::uint64_t made = m_writer->walCommits() - before;
    if (made > 1) {
        m_problem = fmt::format("the test made {} commits at once", made);
    } else if (made == 1) {
        keepTruth();
    }
}

// The SCNs after the mapped ones, up to `to`, belong to the truths since then: one to one. After a pause one
// SCN may be a declared gap: what follows it is counted from the end.
void Oracle::map(core::Scn to, bool pausedBefore)
{
    const auto commits = m_recorder->history()->commits(m_first ? lastScn().next() : core::Scn{}, to);
    if (!m_first) {
        m_first = commits.at(0).scn;
        m_byScn.push_back(m_truths.at(0));
        m_mappedTruths = 1;
        if (commits.size() != 1 || !commits[0].base) {
            m_problem = "the history does not begin with one base";
        }
        return;
    }
    const auto waiting = std::span(m_truths).subspan(m_mappedTruths);
    const auto flagged = std::find_if(commits.begin(), commits.end(),
                                      [](const timeline::Commit &c) { return c.gap || c.base; });
    const auto before = static_cast<std::size_t>(flagged - commits.begin());
    const std::size_t after =
        commits.size() - before; // the flagged one and what follows: counted from the end
    if (flagged != commits.end()) {
        ++m_gaps;
    }
    if (flagged != commits.end() && !pausedBefore) {
        m_problem = fmt::format("SCN {} is flagged though nothing was missed", flagged->scn.value);
    } else if (flagged == commits.end() ? commits.size() != waiting.size()
                                        : commits.size() > waiting.size()) {
        m_problem =
            fmt::format("{} commits, but {} new SCNs up to {}", waiting.size(), commits.size(), to.value);
    } else {
        m_byScn.insert(m_byScn.end(), waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(before));
        m_byScn.insert(m_byScn.end(), waiting.end() - static_cast<std::ptrdiff_t>(after), waiting.end());
    }
    m_mappedTruths = m_truths.size();
}

void Oracle::takeIn()
{
    if (m_settings.polling == Polling::Thread) {
        return;
    }
    m_recorder->poll();
    const core::Scn now = m_recorder->state().scn;
    const std::size_t waiting = m_truths.size() - m_mappedTruths;
    if (now == lastScn()) {
        if (waiting != 0) {
            m_problem = fmt::format("a poll at SCN {} took in none of {} commits", now.value, waiting);
        }
        return;
    }
    map(now, false);
}

void Oracle::pauses(std::uint64_t commit)
{
    const bool kept = commit == m_settings.commits / 3;
    const bool reset = commit == 2 * m_settings.commits / 3;
    if (!m_settings.restarts || (!kept && !reset)) {
        return;
    }
    std::optional<PlainDatabase> reader;
    if (kept) { // a transaction that reads keeps the WAL from being reset
        reader.emplace(m_location.database, PlainDatabase::Open::ReadOnly);
        reader->execute("BEGIN");
        reader->integer("SELECT count(*) FROM sqlite_schema");
        commitOne(); // now the WAL holds what that reader must not see
    }
    finish();
    for (int i = 0; i < 15; ++i) {
        commitOne();
        if (reset && i == 8) {
            m_writer->execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }
    startRecorder();
    const std::size_t gapsBefore = m_gaps;
    if (m_recorder->state().scn != lastScn()) {
        map(m_recorder->state().scn, true);
    }
    if (m_gaps != gapsBefore + (reset ? 1 : 0)) {
        m_problem = fmt::format("{} gaps declared after a pause {}", m_gaps - gapsBefore,
                                reset ? "with a reset WAL" : "that lost nothing");
    }
}

void Oracle::begin()
{
    keepTruth();
    startRecorder();
    map(m_recorder->state().scn, false);
}

void Oracle::make(std::uint64_t commits)
{
    std::uint64_t untilPoll = 0;
    for (std::uint64_t i = 0; i < commits && m_problem.empty(); ++i) {
        commitOne();
        if (m_settings.polling == Polling::EachCommit || untilPoll-- == 0) {
            takeIn();
            untilPoll = m_random.below(20);
        }
        pauses(i);
    }
    if (m_problem.empty()) {
        takeIn();
    }
}

std::string Oracle::differenceAt(const std::string &uri, const Truth &truth, bool deep)
{
    PlainDatabase then(uri, PlainDatabase::Open::ReadOnly);
    std::string result = difference(truth.image, fileImageOf(then.handle()));
    if (!result.empty() || !deep) {
        return result;
    }
    result = difference(truth.dump, dumpOf(then.handle()));
    if (result.empty()) {
        const std::string integrity = then.text("PRAGMA integrity_check");
        result = integrity == "ok" ? std::string() : "integrity_check: " + integrity;
    }
    return result;
}

} // namespace strandline::test
