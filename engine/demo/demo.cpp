#include "engine/demo/demo.h"

#include "engine/demo/backups.h"
#include "engine/demo/load.h"
#include "engine/demo/week.h"
#include "engine/demo/workload.h"
#include "engine/flashback/restore_points.h"
#include "engine/timeline/recorder.h"

#include <filesystem>
#include <fmt/format.h>

namespace strandline::demo {

using namespace std::chrono_literals;
using core::Error;
using core::ErrorCode;

namespace {

// The Monday of the shop's working week; it opened on the evening before. Fixed, so that a seed names one
// history.
constexpr core::Time Monday = std::chrono::sys_days{std::chrono::year{2026} / 11 / 9};

void removeFiles(const std::string &database)
{
    std::error_code ignored; // what can't be deleted shows when the new one is made
    for (const char *suffix : {"", "-wal", "-shm", "-journal", ".strandline", ".backups"}) {
        std::filesystem::remove_all(database + suffix, ignored);
    }
}

// Deletes what was made so far unless the demo got finished.
class Unfinished
{
public:
    explicit Unfinished(std::string database) : m_database(std::move(database)) {}
    ~Unfinished()
    {
        if (!m_finished) {
            removeFiles(m_database);
        }
    }
    Unfinished(const Unfinished &) = delete;
    Unfinished &operator=(const Unfinished &) = delete;
    void finish() { m_finished = true; }

private:
    std::string m_database;
    bool m_finished = false;
};

void makeRoom(const DemoOptions &options, const std::string &database)
{
    const core::FileSystem &files = core::systemFiles();
    std::error_code error;
    std::filesystem::create_directories(options.folder, error);
    if (error) {
        throw core::systemError(error.value(), "cannot create the folder of the demo", options.folder);
    }
    timeline::Location location;
    location.database = database;
    if (!files.exists(database) && !files.exists(location.sidecar())) {
        return;
    }
    if (!options.replace) {
        throw Error(ErrorCode::Exists,
                    fmt::format("{} exists already. Choose another folder, or replace it.", database))
            .withPath(database);
    }
    if (timeline::History::exists(location)) {
        timeline::forget(location); // throws while somebody records it
    }
    removeFiles(database);
}

sqlite::ConnectionOptions creating()
{
    sqlite::ConnectionOptions options;
    options.access = sqlite::Access::Create;
    options.ownDatabase = true;
    return options;
}

void createDatabase(const std::string &database)
{
    sqlite::Connection connection(database, creating());
    connection.execute("PRAGMA page_size=4096; PRAGMA journal_mode=WAL");
}

// Empties the WAL and deletes it with the last connection, as any program does that closes the shop.
void closeDatabase(const std::string &database)
{
    sqlite::ConnectionOptions options = creating();
    options.checkpointOnClose = true;
    sqlite::Connection connection(database, options);
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

std::uint64_t countRows(Client &client)
{
    std::uint64_t rows = 0;
    for (const Client::Row &table : client.rows(
             "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE 'sqlite%' ORDER BY name")) {
        rows += static_cast<std::uint64_t>(
            client.integer("SELECT count(*) FROM " + sqlite::quoteIdentifier(asText(table[0]))));
    }
    return rows;
}

// Every commit is polled at once, so that each one becomes one SCN with the clock's time.
core::Scn takeIn(timeline::Recorder &recorder, core::Scn &last)
{
    recorder.poll();
    const core::Scn scn = recorder.state().scn;
    if (scn != last.next()) {
        throw Error(ErrorCode::Internal,
                    fmt::format("A commit of the demo became SCN {} after SCN {}.", scn.value, last.value));
    }
    last = scn;
    return scn;
}

void trade(const DemoOptions &options, timeline::Recorder &recorder, core::ManualClock &clock,
           DemoReport &report, const core::JobContext &job)
{
    report.firstScn = recorder.state().scn;
    report.lastScn = report.firstScn;
    const auto committed = [&recorder, &report] { return takeIn(recorder, report.lastScn); };
    Random random(options.seed);
    const ShopSize size = shopSize(options.scale);
    Client office(report.database, clock, committed);
    Client web(report.database, clock, committed);
    loadShop(office, clock, random, size, Monday - 4h, job);
    const core::Scn beforeTheWeek = report.lastScn;
    Week week(web, office, clock, random, Monday);
    week.run(size.events, job);
    report.planted = week.planted();
    report.restorePoints.push_back({"opening_of_the_week", beforeTheWeek, false});
    for (const PlantedMishap &mishap : report.planted) {
        if (mishap.kind == "bad-import") {
            report.restorePoints.push_back({"before_price_import", mishap.before, false});
        } else if (mishap.kind == "dropped-table") {
            report.restorePoints.push_back({"before_migration", mishap.before, true});
        }
    }
    report.rows = countRows(office);
}

// As the office did, each at its moment.
void nameMoments(const timeline::Location &location, const DemoReport &report)
{
    const auto history = timeline::History::open(location);
    for (const PlantedRestorePoint &point : report.restorePoints) {
        const core::ManualClock clock(history->timeOf(point.scn));
        flashback::createRestorePoint(
            *history, {.name = point.name, .asOf = point.scn, .guaranteed = point.guaranteed}, clock);
    }
}

// Last, so that it is the present that the window opens on.
void watchTheShop(const DemoOptions &options, const timeline::Location &location, DemoReport &report,
                  const core::JobContext &job)
{
    const core::SystemClock clock;
    const auto length =
        std::chrono::duration_cast<std::chrono::milliseconds>(options.workload * options.scale);
    report.workloadFrom = clock.now();
    if (length.count() > 0) {
        runWorkload(location, length, options.seed, job);
        report.workloadTo = clock.now();
    } else {
        report.workloadTo = report.workloadFrom;
    }
}

} // namespace

DemoReport buildDemo(const DemoOptions &options, const core::JobContext &job)
{
    if (options.scale <= 0 || options.scale > 1) {
        throw Error(ErrorCode::Usage, "The scale of a demo is above 0 and at most 1.");
    }
    const auto started = std::chrono::steady_clock::now();
    DemoReport report;
    report.database = (std::filesystem::path(options.folder) / "shop.db").string();
    makeRoom(options, report.database);
    Unfinished unfinished(report.database);
    createDatabase(report.database);

    core::ManualClock clock(Monday - 5h);
    timeline::RecorderOptions recorderOptions;
    recorderOptions.location.database = report.database;
    recorderOptions.clock = &clock;
    recorderOptions.program = "strandline demo";
    {
        timeline::Recorder recorder(recorderOptions, job);
        trade(options, recorder, clock, report, job);
        recorder.close();
    }
    nameMoments(recorderOptions.location, report);
    report.backups = backUpTheWeek(recorderOptions.location, Monday, job);
    watchTheShop(options, recorderOptions.location, report, job);
    closeDatabase(report.database);
    report.commits = report.lastScn.value - report.firstScn.value + 1;
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    unfinished.finish();
    return report;
}

} // namespace strandline::demo
