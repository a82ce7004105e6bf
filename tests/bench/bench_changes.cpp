// The row changes of commits, told from their pages: a pass over many commits of one row each, and over few
// of many rows. Each also with the values not decoded, as counting does. Then a large database with many
// commits: the versions of one row, and which tables each commit touched.
#include "engine/flashback/change_index.h"
#include "engine/flashback/row_history.h"
#include "engine/flashback/versions.h"
#include "engine/session/executor.h"
#include "engine/timeline/recorder.h"
#include "tests/bench/bench.h"

#include <fmt/format.h>

using namespace strandline;
using namespace strandline::bench;

namespace {

struct Count final : flashback::ChangeSink
{
    std::int64_t commits = 0;
    std::int64_t rows = 0;
    void row(const flashback::RowChange & /*change*/) override { ++rows; }
    void end(const flashback::CommitHead & /*commit*/,
             const std::vector<flashback::TableChanges> & /*tables*/) override
    {
        ++commits;
    }
};

struct Pass
{
    double seconds = 0; // of CPU: one thread that waits for nothing
    Count count;
};

// From a history that was just opened: nothing is cached.
Pass pass(const std::string &path, core::Scn from, core::Scn to, bool values)
{
    const auto history = openHistory(path);
    flashback::ChangeReader reader(history);
    flashback::ChangeOptions options;
    options.values = values;
    Pass pass;
    const double started = cpuSeconds();
    reader.read(from, to, options, pass.count, {});
    pass.seconds = cpuSeconds() - started;
    return pass;
}

void measure(const Options &options, const std::string &path, core::Scn from, core::Scn to, const char *name,
             bool rows, double target)
{
    std::vector<double> speeds;
    for (int round = 0; round < options.rounds; ++round) {
        const Pass all = pass(path, from, to, true);
        const Pass counted = pass(path, from, to, false);
        const auto amount = static_cast<double>(rows ? all.count.rows : all.count.commits);
        speeds.push_back(amount / all.seconds);
        detail(fmt::format("{} commits, {} rows: {:.0f} ms of CPU ({:.0f} a second), counted {:.0f} ms",
                           all.count.commits, all.count.rows, all.seconds * 1e3, amount / all.seconds,
                           counted.seconds * 1e3));
    }
    figure(name, median(speeds), rows ? "rows/s" : "commits/s", Better::Higher, target);
}

class CountVersions final : public flashback::VersionSink
{
public:
    void version(flashback::RowVersion && /*version*/) override { ++count; }
    std::uint64_t count = 0;
};

// Every version of every row that commits first..last changed, and of the others the one that they have.
void measureVersions(const Options &options, const std::string &path, core::Scn first, core::Scn last)
{
    std::vector<double> all;
    std::vector<double> changed;
    const auto commits = static_cast<double>(last.value - first.value + 1);
    for (int round = 0; round < options.rounds; ++round) {
        for (const bool changedOnly : {false, true}) {
            const auto history = openHistory(path);
            CountVersions sink;
            flashback::VersionOptions wanted;
            wanted.changedOnly = changedOnly;
            const double started = wallSeconds();
            flashback::readVersions(history, "t", {first, last}, wanted, sink, {});
            const double seconds = wallSeconds() - started;
            (changedOnly ? changed : all).push_back(static_cast<double>(sink.count) / seconds);
            detail(fmt::format("{} versions of {} commits in {:.2f} s: {:.0f} commits/s", sink.count, commits,
                               seconds, commits / seconds));
        }
    }
    figure("VERSIONS BETWEEN, all rows", median(all), "versions/s", Better::Higher, 100'000);
    figure("VERSIONS BETWEEN, rows that changed", median(changed), "versions/s", Better::Higher, 20'000);
}

// `commits` updates of a random row each; every hundredth changes one and the same.
void updateRows(const std::string &path, timeline::Recorder &recorder, std::int64_t rows,
                std::int64_t commits, std::int64_t hotRow)
{
    Db db(path, "PRAGMA synchronous=OFF");
    Prepared update(db, "UPDATE t SET n=n+1, at=? WHERE id=?");
    std::uint64_t state = 8;
    for (std::int64_t i = 0; i < commits; ++i) {
        const std::int64_t row = i % 100 == 0 ? hotRow : below(state, rows) + 1;
        update.bind(1, stampOf(i)).bind(2, row).runAll();
        recorder.poll();
    }
}

void passes(const Options &options)
{
    const std::int64_t rows = options.size(400'000, 2'000); // about 50 MB
    const std::string path = options.folder + "/changes.db";
    makeTable(path, rows);
    timeline::RecorderOptions recorderOptions;
    recorderOptions.location.database = path;
    timeline::Recorder recorder(recorderOptions, {});
    const core::Scn base = recorder.state().scn;
    updateRows(path, recorder, rows, options.size(40'000, 50), 1);
    const core::Scn single = recorder.state().scn;
    {
        Db db(path, "PRAGMA synchronous=OFF");
        Prepared update(db, "UPDATE t SET n=n+1, at=?");
        for (std::int64_t i = 0; i < options.size(5, 2); ++i) {
            update.bind(1, stampOf(i)).runAll();
            recorder.poll();
        }
        for (std::int64_t i = 0; i < options.size(5, 2); ++i) {
            db.exec(fmt::format("INSERT INTO t(n, at, note) SELECT n, at, note FROM t WHERE id <= {}", rows));
            recorder.poll();
        }
    }
    const core::Scn last = recorder.state().scn;
    recorder.close();
    measure(options, path, base.next(), single, "row changes, commits of one row", false, 20'000);
    measure(options, path, single.next(), last, "row changes, commits of all rows", true, 500'000);
    measureVersions(options, path, base.next(), single);
    removeDatabase(path);
}

void oneRow(const Options &options)
{
    const std::int64_t rows = options.size(3'300'000, 2'000);
    const std::int64_t commits = options.size(100'000, 100);
    const std::int64_t hotRow = rows / 2;
    const std::string path = options.folder + "/large.db";
    makeTable(path, rows);
    timeline::RecorderOptions recorderOptions;
    recorderOptions.location.database = path;
    timeline::Recorder recorder(recorderOptions, {});
    updateRows(path, recorder, rows, commits, hotRow);
    const core::Scn last = recorder.state().scn;
    recorder.close();
    std::vector<double> any;
    std::vector<double> hot;
    std::uint64_t state = 99;
    for (int round = 0; round < options.rounds; ++round) {
        for (const bool isHot : {false, true}) {
            const auto history = openHistory(path);
            const double started = wallSeconds();
            const auto found = flashback::loadRowHistory(
                *history, "t", isHot ? hotRow : below(state, rows) + 1, {}, last, {});
            (isHot ? hot : any).push_back((wallSeconds() - started) * 1e3);
            detail(fmt::format("{} versions of a row in {:.1f} ms", found.changes.size(),
                               (isHot ? hot : any).back()));
        }
    }
    detail(
        fmt::format("database {:.0f} MB, {} commits", static_cast<double>(fileBytes(path)) / 1e6, commits));
    figure("history of a row", median(any), "ms", Better::Lower, 300);
    figure("history of a row that every 100th commit changed", median(hot), "ms", Better::Lower, 300);
    std::vector<double> statement;
    for (int round = 0; round < options.rounds; ++round) {
        const auto database = session::Database::open(path);
        session::Lease lease = database->lease();
        const double started = wallSeconds();
        const auto found = session::query(
            lease,
            fmt::format("SELECT * FROM t VERSIONS BETWEEN SCN MINVALUE AND MAXVALUE WHERE id = {}", hotRow),
            {}, {});
        statement.push_back((wallSeconds() - started) * 1e3);
        detail(fmt::format("{} versions by a statement in {:.1f} ms, the history's opening in it",
                           found.cells.size() / found.width(), statement.back()));
    }
    figure("VERSIONS BETWEEN, one row by its key", median(statement), "ms", Better::Lower, 300);
    const auto history = openHistory(path);
    const double building = wallSeconds();
    flashback::ChangeIndex(history).load({}, {}, {});
    const double built = wallSeconds();
    flashback::ChangeIndex(history).load({}, {}, {});
    detail(fmt::format("tables of every commit: built in {:.2f} s, then read in {:.0f} ms", built - building,
                       (wallSeconds() - built) * 1e3));
    removeDatabase(path);
}

} // namespace

int main(int argc, char **argv)
{
    return run(argc, argv, [](const Options &options) {
        passes(options);
        oneRow(options);
    });
}
