// How many bytes the history takes for what SQLite writes to the WAL: one-row updates and bulk loads.
#include "engine/timeline/recorder.h"
#include "tests/bench/bench.h"

#include <fmt/format.h>

using namespace strandline;
using namespace strandline::bench;

namespace {

constexpr std::int64_t TableRows = 20'000;

// Counts the WAL's bytes as SQLite tells them after each commit.
struct WalCounter
{
    std::uint64_t frames = 0;
    int last = 0;
    static int onCommit(void *self, sqlite3 * /*db*/, const char * /*name*/, int frames)
    {
        auto *counter = static_cast<WalCounter *>(self);
        counter->frames +=
            static_cast<std::uint64_t>(frames >= counter->last ? frames - counter->last : frames);
        counter->last = frames;
        return SQLITE_OK;
    }
    double bytes() const { return static_cast<double>(frames) * (4096 + 24); }
};

template <typename Write>
double storedPart(const Options &options, const char *name, std::int64_t commits, Write write)
{
    const std::string path = options.folder + "/store.db";
    makeTable(path, TableRows);
    timeline::RecorderOptions recorderOptions;
    recorderOptions.location.database = path;
    WalCounter wal;
    double stored = 0;
    {
        timeline::Recorder recorder(recorderOptions, {});
        const auto before = static_cast<double>(recorder.history()->status().storeBytes);
        {
            Db db(path, "PRAGMA synchronous=OFF");
            sqlite3_wal_hook(db.handle(), &WalCounter::onCommit, &wal);
            write(db, recorder, commits);
            recorder.poll();
        }
        recorder.close();
        const auto history = openHistory(path);
        stored = static_cast<double>(history->status().storeBytes) - before;
    }
    detail(fmt::format("{}: {} commits, {:.1f} MB of WAL, {:.2f} MB stored, {:.0f} bytes a commit", name,
                       commits, wal.bytes() / 1e6, stored / 1e6, stored / static_cast<double>(commits)));
    removeDatabase(path);
    return 100 * stored / wal.bytes();
}

void updates(const Db &db, timeline::Recorder &recorder, std::int64_t commits)
{
    Prepared update(db, "UPDATE t SET n=n+1, at=? WHERE id=?");
    std::uint64_t state = 11;
    for (std::int64_t i = 0; i < commits; ++i) {
        update.bind(1, stampOf(i)).bind(2, below(state, TableRows) + 1).runAll();
        if (i % 10 == 0) {
            recorder.poll();
        }
    }
}

void bulk(const Db &db, timeline::Recorder &recorder, std::int64_t commits)
{
    Prepared insert(db, "INSERT INTO t(n,at,note) VALUES(?,?,?)");
    std::uint64_t state = 12;
    for (std::int64_t i = 0; i < commits; ++i) {
        db.exec("BEGIN");
        for (int row = 0; row < 5000; ++row) {
            insert.bind(1, below(state, 1'000'000))
                .bind(2, fmt::format("2026-11-{:02} {:06}", below(state, 28) + 1, below(state, 240000)))
                .bind(3, words(state, 40 + static_cast<std::size_t>(below(state, 80))))
                .runAll();
        }
        db.exec("COMMIT");
        recorder.poll();
    }
}

} // namespace

int main(int argc, char **argv)
{
    return run(argc, argv, [](const Options &options) {
        const double small = storedPart(options, "one-row updates", options.size(50'000, 300), updates);
        const double large = storedPart(options, "bulk inserts", options.size(60, 2), bulk);
        figure("history / WAL, one-row updates", small, "%", Better::Lower, 3);
        figure("history / WAL, bulk", large, "%", Better::Lower, 45);
    });
}
