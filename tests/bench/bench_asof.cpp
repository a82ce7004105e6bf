// Reading the database as of an SCN against reading the live one with plain SQLite: full scans and random
// points with a small cache, for an old SCN and a recent one; and attach + query + detach.
#include "engine/timeline/recorder.h"
#include "tests/bench/bench.h"

#include <fmt/format.h>

using namespace strandline;
using namespace strandline::bench;

namespace {

constexpr const char *SmallCache = "PRAGMA cache_size=-2000";

struct Times
{
    std::vector<double> scan;
    std::vector<double> points;
};

void readAll(const std::string &name, std::int64_t rows, std::int64_t points, Times &times)
{
    Db db(name, SmallCache);
    Prepared scan(db, "SELECT sum(n)+sum(length(note)) FROM t");
    Prepared point(db, "SELECT n FROM t WHERE id=?");
    point.bind(1, std::int64_t{1}).first(); // opens the file and reads the schema
    double started = wallSeconds();
    std::uint64_t state = 5;
    for (std::int64_t i = 0; i < points; ++i) {
        point.bind(1, below(state, rows) + 1).first();
    }
    times.points.push_back(wallSeconds() - started);
    started = wallSeconds();
    scan.first();
    times.scan.push_back(wallSeconds() - started);
}

// Each of `commits` commits changes 20 rows all over the table, so that old pages lie all over the history.
void change(const std::string &path, timeline::Recorder &recorder, std::int64_t rows, std::int64_t commits)
{
    Db db(path, "PRAGMA synchronous=OFF");
    Prepared update(db, "UPDATE t SET n=n+1, at=? WHERE id=?");
    std::uint64_t state = 8;
    for (std::int64_t i = 0; i < commits; ++i) {
        db.exec("BEGIN");
        for (int row = 0; row < 20; ++row) {
            update.bind(1, stampOf(i)).bind(2, below(state, rows) + 1).runAll();
        }
        db.exec("COMMIT");
        recorder.poll();
    }
}

double ratio(const std::vector<double> &a, const std::vector<double> &b)
{
    std::vector<double> ratios;
    for (std::size_t i = 0; i < a.size(); ++i) {
        ratios.push_back(a[i] / b[i]);
    }
    return median(ratios);
}

void readings(const Options &options, const std::string &path, std::int64_t rows, std::uint64_t lastScn)
{
    const std::int64_t points = options.size(50'000, 200);
    Times live;
    Times old;
    Times recent;
    for (int round = 0; round < options.rounds; ++round) {
        readAll(path, rows, points, live);
        {
            const auto history = openHistory(path); // nothing cached yet
            readAll(history->at(core::Scn{lastScn / 2})->uri(), rows, points, old);
        }
        {
            const auto history = openHistory(path);
            readAll(history->at(core::Scn{lastScn - 2})->uri(), rows, points, recent);
        }
        detail(fmt::format(
            "scan: live {:.0f} ms, old {:.0f} ms, recent {:.0f} ms; {} points: live {:.0f} ms, old "
            "{:.0f} ms, recent {:.0f} ms",
            live.scan.back() * 1e3, old.scan.back() * 1e3, recent.scan.back() * 1e3, points,
            live.points.back() * 1e3, old.points.back() * 1e3, recent.points.back() * 1e3));
    }
    figure("AS OF / live, scan, old SCN", ratio(old.scan, live.scan), "x", Better::Lower, 2.5);
    figure("AS OF / live, points, old SCN", ratio(old.points, live.points), "x", Better::Lower, 2);
    figure("AS OF / live, scan, recent SCN", ratio(recent.scan, live.scan), "x", Better::Lower, 1.2);
    figure("AS OF / live, points, recent SCN", ratio(recent.points, live.points), "x", Better::Lower, 1.2);
}

std::vector<double> attachTimes(const Db &db, const std::function<std::string(int)> &uri, int times)
{
    std::vector<double> micros;
    std::shared_ptr<timeline::Point> point;
    for (int i = 0; i < times; ++i) {
        const double started = wallSeconds();
        db.exec("ATTACH '" + uri(i) + "' AS then_");
        db.integer("SELECT n FROM then_.t WHERE id=77");
        db.exec("DETACH then_");
        micros.push_back((wallSeconds() - started) * 1e6);
    }
    return micros;
}

void attaching(const Options &options, const std::string &path, std::uint64_t lastScn)
{
    const auto history = openHistory(path);
    const std::string copy = options.folder + "/copy.db";
    history->clone(core::Scn{lastScn}, copy, true, {});
    Db db(path);
    std::shared_ptr<timeline::Point> point;
    const auto asOf = [&](int i) {
        point = history->at(core::Scn{lastScn / 2 + static_cast<std::uint64_t>(i) % (lastScn / 4)});
        return point->uri();
    };
    const auto plain = [&copy](int /*i*/) { return "file:" + copy; };
    std::vector<double> with;
    std::vector<double> without;
    for (int round = 0; round < options.rounds; ++round) {
        without.push_back(median(attachTimes(db, plain, 300)));
        with.push_back(median(attachTimes(db, asOf, 300)));
    }
    detail(fmt::format("attach + query + detach of a plain file: {:.0f} us; ratio {:.2f}x", median(without),
                       ratio(with, without)));
    figure("attach + query + detach", median(with), "us", Better::Lower, 200);
}

} // namespace

int main(int argc, char **argv)
{
    return run(argc, argv, [](const Options &options) {
        const std::int64_t rows = options.size(800'000, 2'000); // about 100 MB
        const std::int64_t commits = options.size(4'000, 60);
        const std::string path = options.folder + "/asof.db";
        makeTable(path, rows);
        timeline::RecorderOptions recorderOptions;
        recorderOptions.location.database = path;
        timeline::Recorder recorder(recorderOptions, {});
        change(path, recorder, rows, commits);
        const std::uint64_t lastScn = recorder.state().scn.value;
        recorder.close();
        readings(options, path, rows, lastScn);
        attaching(options, path, lastScn);
    });
}
