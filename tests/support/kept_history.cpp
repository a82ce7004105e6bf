#include "tests/support/kept_history.h"

#include "engine/monitor/board_metrics.h"
#include "engine/monitor/kept_statistics.h"
#include "engine/monitor/metric_history.h"
#include "tests/support/random.h"

#include <array>
#include <cmath>
#include <filesystem>

namespace strandline::test {

const std::string keptReport = "SELECT p.name, sum(l.quantity) FROM order_lines l JOIN products p ON p.id = "
                               "l.product_id GROUP BY p.name ORDER BY 2 DESC";
const std::string keptUpdate = "UPDATE products SET stock = stock - ? WHERE id = ?";
const std::string keptImport = "INSERT INTO price_changes (product_id, changed_at, price) VALUES (?, ?, ?)";

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::uint64_t firstPlan = 0x51c0ffee51c0ffeeU;
constexpr std::uint64_t secondPlan = 0x0ddba11c0ffee123U;
constexpr hours lockHourEndsBefore{6};

// One kind of work: who does it, at what, and how many of all busy sessions it is.
struct Work
{
    std::uint64_t sid;
    const char *program;
    const char *module;
    std::string sql;
    std::uint32_t event;
    double share;
};

const std::vector<Work> &works()
{
    static const std::string search =
        "SELECT id, name, price FROM products WHERE category_id = ? ORDER BY price LIMIT 50";
    static const std::string basket = "SELECT * FROM order_lines WHERE order_id = ?";
    static const std::vector<Work> all = {
        {1, "shop-web", "catalogue", search, SL_ON_CPU, 0.25},
        {2, "shop-web", "catalogue", search, SL_DB_READ, 0.1},
        {3, "shop-web", "basket", basket, SL_ON_CPU, 0.1},
        {4, "shop-web", "basket", keptUpdate, SL_WAL_SYNC, 0.2},
        {5, "shop-web", "basket", keptUpdate, SL_WAL_WRITE, 0.05},
        {6, "reports", "nightly", keptReport, SL_ON_CPU, 0.15},
        {7, "reports", "nightly", keptReport, SL_SORTER_WRITE, 0.08},
        {8, "import", "prices", keptImport, SL_CHECKPOINT, 0.07},
        {9, "import", "prices", keptImport, SL_LOCK_WAL_WRITE, 0.3}, // within one hour alone
    };
    return all;
}

// 0.2 at night, 1.8 in the middle of the day, mean 1; weekends are calmer.
double dayCurve(core::Time time)
{
    const auto second = std::chrono::floor<seconds>(time).time_since_epoch().count();
    const double ofDay = static_cast<double>(second % 86400) / 86400;
    const bool weekend = (second / 86400 + 4) % 7 % 6 == 0;
    const double bump = 0.15 * std::sin(ofDay * 60) + 0.1 * std::sin(static_cast<double>(second) / 97);
    return (1 - 0.8 * std::cos(2 * 3.14159265 * ofDay) + bump) * (weekend ? 0.5 : 1);
}

// Busy sessions of this work at that time, on average.
double busyAt(const Work &work, core::Time time, core::Time until, double sessions)
{
    if (work.event == SL_LOCK_WAL_WRITE) {
        const auto before = until - time;
        return before > lockHourEndsBefore && before < lockHourEndsBefore + hours(1) ? work.share * sessions
                                                                                     : 0;
    }
    return std::max(0.0, work.share * sessions * dayCurve(time));
}

std::uint64_t planAt(const Work &work, core::Time time, core::Time until, hours length)
{
    if (work.sql != keptReport) {
        return monitor::sqlTextOf(work.sql)->sqlId ^ firstPlan;
    }
    return until - time > length / 2 ? firstPlan : secondPlan;
}

monitor::AshRow rowOf(const Work &work, core::Time time, std::uint64_t planHash)
{
    monitor::AshRow row;
    row.time = time;
    row.usecsPerRow = 1'000'000 / static_cast<std::int64_t>(monitor::keptOneIn);
    row.sid = work.sid;
    row.serial = 1;
    row.process = 4000 + work.sid;
    row.kind = "probed";
    row.program = work.program;
    row.module = work.module;
    row.sqlId = monitor::sqlTextOf(work.sql)->sqlId;
    row.planHash = planHash;
    row.phase = sl_class_of(work.event) == SL_CLASS_COMMIT ? "commit" : "execute";
    row.event = work.event;
    row.transaction = work.sql.starts_with("SELECT") ? "read" : "write";
    const auto second = std::chrono::floor<seconds>(time);
    row.execution = static_cast<std::uint64_t>(second.time_since_epoch().count()) / 40;
    row.executionStart = core::Time(second - second.time_since_epoch() % seconds(40));
    row.waitedMicros = work.event == SL_ON_CPU ? 0 : 20'000;
    row.blockingProcess = work.event == SL_LOCK_WAL_WRITE ? 4711 : 0;
    return row;
}

void keepSamples(const timeline::Location &location, core::Time until, const KeptHistory &what)
{
    monitor::KeptStatistics kept(location);
    Random random(6);
    std::map<std::uint64_t, std::string> texts;
    for (const Work &work : works()) {
        texts[monitor::sqlTextOf(work.sql)->sqlId] = monitor::sqlTextOf(work.sql)->normalized;
    }
    const core::Time begin = until - what.samples;
    for (core::Time hour = begin; hour < until; hour += hours(1)) {
        std::vector<monitor::AshRow> rows;
        std::map<std::pair<std::uint64_t, std::uint64_t>, monitor::KeptStatement> sums;
        for (core::Time time = hour; time < hour + hours(1); time += seconds(1)) {
            for (const Work &work : works()) {
                const double busy = busyAt(work, time, until, what.sessions);
                if (static_cast<double>(random.below(10'000)) >= busy * 10'000) {
                    continue;
                }
                const std::uint64_t plan = planAt(work, time, until, what.samples);
                rows.push_back(rowOf(work, time, plan));
                monitor::KeptStatement &sum = sums[{rows.back().sqlId, plan}];
                sum.sqlId = rows.back().sqlId;
                sum.planHash = plan;
                sum.text = texts[sum.sqlId];
                sum.executions += plan == secondPlan ? 40 : work.sql == keptReport ? 4 : 900;
                sum.elapsedNs += 1'000'000'000;
                sum.waitNs += work.event == SL_ON_CPU ? 0 : 900'000'000;
                sum.rows += 400;
                sum.gets += plan == secondPlan ? 2'000 : 50'000;
                sum.reads += 200;
            }
        }
        std::vector<monitor::KeptStatement> added;
        for (const auto &[key, sum] : sums) {
            added.push_back(sum);
        }
        kept.keep(rows, texts, added, hour + minutes(30));
    }
}

// What one second of that time adds to the board's sums.
void count(sl_counters &sum, core::Time time, core::Time until, double sessions)
{
    for (const Work &work : works()) {
        const double busy = busyAt(work, time, until, sessions);
        sum.db_time_ns += static_cast<std::uint64_t>(busy * 1e9);
        if (work.event != SL_ON_CPU && busy > 0) {
            const auto waits = static_cast<std::uint64_t>(busy * 200) + 1;
            sum.event_count[work.event] += waits;
            sum.event_ns[work.event] += static_cast<std::uint64_t>(busy * 1e9);
            sum.event_bytes[work.event] += waits * 4096;
            sum.event_histogram[work.event][12] += waits;
        }
    }
    const double curve = dayCurve(time);
    sum.calls += static_cast<std::uint64_t>(curve * 900) + 1;
    sum.executions += static_cast<std::uint64_t>(curve * 400);
    sum.gets += static_cast<std::uint64_t>(curve * 20'000) + 1;
    sum.commits += static_cast<std::uint64_t>(curve * 60);
    sum.commit_histogram[10] += static_cast<std::uint64_t>(curve * 40);
    sum.commit_histogram[12] += static_cast<std::uint64_t>(curve * 18);
    sum.commit_histogram[curve > 1.5 ? 16 : 14] += static_cast<std::uint64_t>(curve * 2) + 1;
}

void keepMetrics(const timeline::Location &location, core::Time until, const KeptHistory &what)
{
    core::ManualClock clock{until - what.metrics};
    monitor::MetricHistory history(location, clock);
    const auto board = monitor::Board::inMemory();
    monitor::MetricRegistry registry;
    monitor::addBoardMetrics(registry, [board] { return board; });
    registry.add([&](monitor::MetricWriter &out) {
        const core::Time now = clock.now();
        const double age = std::chrono::duration<double, std::ratio<86400>>(until - now).count();
        const double curve = dayCurve(now);
        out.gauge({"database_size", "bytes", "Size."}, 4096 * std::floor(24'000 - 180 * age));
        out.gauge({"database_free", "bytes", "Free."}, 4096 * std::floor(300 + 100 * curve));
        out.gauge({"wal_size", "bytes", "WAL."}, 4120 * std::floor(900 * std::fmod(age * 48, 1) * curve));
        out.gauge({"checkpoint_lag_frames", "", "Lag."}, 40 * curve);
        out.gauge({"sessions", "", "Sessions."}, std::floor(curve * what.sessions),
                  {{"kind", "probed"}, {"state", "active"}});
        out.gauge({"sessions", "", "Sessions."}, 12 - std::floor(curve * what.sessions),
                  {{"kind", "probed"}, {"state", "idle"}});
    });
    for (core::Time minute = std::chrono::floor<minutes>(until - what.metrics); minute < until;) {
        for (const int second : {0, 1, 2, 3}) {
            clock.set(minute + seconds(second));
            count(board->layout().totals, clock.now(), until, what.sessions);
            history.take(registry.read());
        }
        const auto age = until - minute;
        minute += age > hours(24 * 7) ? minutes(60) : age > hours(24) ? minutes(5) : minutes(1);
    }
    clock.set(until); // a reading of another minute writes the last one
    history.take(registry.read());
}

} // namespace

void keepHistory(const timeline::Location &location, core::Time until, const KeptHistory &what)
{
    std::filesystem::create_directories(location.sidecar());
    keepMetrics(location, until, what);
    keepSamples(location, until, what);
}

} // namespace strandline::test
