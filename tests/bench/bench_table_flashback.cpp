// FLASHBACK TABLE: what it costs to put a table of many rows back, by how many of them differ; beside the
// comparison of whole tables, and the same rows written by plain SQLite. Then the recycle bin of a long
// history.
#include "engine/flashback/flashback_table.h"
#include "engine/flashback/recycle_bin.h"
#include "engine/session/database.h"
#include "engine/session/flashback_table_statement.h"
#include "engine/timeline/recorder.h"
#include "tests/bench/bench.h"

#include <fmt/format.h>

using namespace strandline;
using namespace strandline::bench;

namespace {

class Recorded
{
public:
    Recorded(const Options &options, std::int64_t rows) : path(options.folder + "/flashback.db")
    {
        makeTable(path, rows);
        timeline::RecorderOptions recording;
        recording.location.database = path;
        m_recorder = std::make_unique<timeline::Recorder>(recording, core::JobContext{});
        database = session::Database::open(path);
    }
    ~Recorded()
    {
        database.reset();
        m_recorder->close();
        m_recorder.reset();
        removeDatabase(path);
    }
    Recorded(const Recorded &) = delete;
    Recorded &operator=(const Recorded &) = delete;

    core::Scn take()
    {
        m_recorder->poll();
        return m_recorder->state().scn;
    }

    const std::string path;
    std::shared_ptr<session::Database> database;

private:
    std::unique_ptr<timeline::Recorder> m_recorder;
};

// Milliseconds on the wall clock; the rows that it put back.
double putBack(Recorded &recorded, core::Scn scn, std::int64_t expected, bool explain, bool compareAll)
{
    flashback::FlashbackTableOptions options;
    options.compareAll = compareAll;
    const double started = wallSeconds();
    const flashback::TablePlan plan =
        session::flashbackTable(*recorded.database, {"t"}, scn, options, explain, {});
    const double ms = (wallSeconds() - started) * 1e3;
    if (plan.rows() != static_cast<std::uint64_t>(expected)) {
        throw std::runtime_error(fmt::format("{} rows instead of {}", plan.rows(), expected));
    }
    return ms;
}

void byChange(const Options &options)
{
    const std::int64_t rows = options.size(1'000'000, 2'000);
    Recorded recorded(options, rows);
    Db db(recorded.path, "PRAGMA synchronous=NORMAL");
    for (const std::int64_t changed : {rows / 10'000, rows / 1000, rows / 100}) {
        std::vector<double> dry;
        std::vector<double> run;
        std::vector<double> whole;
        std::vector<double> plain;
        const std::int64_t step = changed > 0 ? rows / changed : rows;
        const std::string update = fmt::format("UPDATE t SET n=n+1 WHERE id % {} = 0", step);
        for (int round = 0; round < options.rounds; ++round) {
            const core::Scn before = recorded.take();
            const double started = wallSeconds();
            db.exec(update);
            plain.push_back((wallSeconds() - started) * 1e3);
            recorded.take();
            const std::int64_t expected = rows / step;
            dry.push_back(putBack(recorded, before, expected, true, false));
            whole.push_back(putBack(recorded, before, expected, true, true));
            run.push_back(putBack(recorded, before, expected, false, false));
            recorded.take();
        }
        detail(fmt::format(
            "{} of {} rows: plain UPDATE {:.1f} ms, dry run {:.1f} ms, whole table compared {:.1f} "
            "ms, put back {:.1f} ms",
            rows / step, rows, median(plain), median(dry), median(whole), median(run)));
        figure(fmt::format("FLASHBACK TABLE, {} of {} rows", rows / step, rows), median(run), "ms",
               Better::Lower,
               changed == rows / 10'000 ? 500
               : changed == rows / 1000 ? 1000
                                        : 5000);
    }
}

void recycleBin(const Options &options)
{
    const std::int64_t commits = options.size(100'000, 100);
    Recorded recorded(options, 1000);
    {
        Db db(recorded.path, "PRAGMA synchronous=OFF");
        Prepared update(db, "UPDATE t SET n=n+1 WHERE id=?");
        for (std::int64_t i = 0; i < commits; ++i) {
            if (i % (commits / 10) == 5) {
                db.exec(fmt::format("CREATE TABLE gone_{0}(a); INSERT INTO gone_{0} VALUES (1)", i));
                db.exec(fmt::format("DROP TABLE gone_{}", i));
            }
            update.bind(1, i % 1000 + 1).runAll();
            recorded.take();
        }
    }
    std::vector<double> again;
    for (int round = 0; round <= options.rounds; ++round) {
        const auto history = openHistory(recorded.path);
        const double started = wallSeconds();
        const std::size_t found = flashback::loadRecycleBin(history, {}).size();
        const double ms = (wallSeconds() - started) * 1e3;
        if (round == 0) {
            detail(fmt::format("{} dropped tables found in {} commits, read for the first time: {:.0f} ms",
                               found, history->currentScn().value, ms));
        } else {
            again.push_back(ms);
        }
    }
    figure(fmt::format("recycle bin, {} commits", commits), median(again), "ms", Better::Lower, 300);
}

} // namespace

int main(int argc, char **argv)
{
    return run(argc, argv, [](const Options &options) {
        byChange(options);
        recycleBin(options);
    });
}
