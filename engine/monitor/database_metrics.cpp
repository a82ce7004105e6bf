#include "engine/monitor/database_metrics.h"

#include <map>

namespace strandline::monitor {

namespace {

constexpr std::uint64_t walHeaderBytes = 32;
constexpr std::uint64_t frameHeaderBytes = 24;

// The program's name without its number: one that starts again is the same line of a chart.
std::string nameOf(const core::Opener &program)
{
    return program.name.substr(0, program.name.rfind(" (process "));
}

void writeLocks(MetricWriter &out, const std::vector<SeenProgram> &programs)
{
    std::map<std::pair<std::string, std::string>, int> holders;
    for (const SeenProgram &program : programs) {
        for (const SeenLock &lock : program.locks) {
            ++holders[{std::string(externalLockName(lock.lock)), nameOf(program.program)}];
        }
    }
    for (const auto &[key, count] : holders) {
        out.gauge({"lock_holders", "", "Locks on the database now, by kind and program."}, count,
                  {{"lock", key.first}, {"program", key.second}});
    }
}

void writeWal(MetricWriter &out, const SeenWal &wal, core::Time now)
{
    out.gauge({"wal_size", "bytes", "Size of the frames in the WAL."},
              static_cast<double>(
                  wal.frames == 0 ? 0 : walHeaderBytes + wal.frames * (wal.pageSize + frameHeaderBytes)));
    out.gauge({"wal_frames", "", "Frames in the WAL."}, wal.frames);
    out.gauge({"checkpoint_lag_frames", "", "Frames in the WAL that no checkpoint has copied yet."},
              wal.frames - wal.backfilled);
    const bool pinned = wal.pin && wal.pin->since;
    const double pinnedSeconds = pinned ? std::chrono::duration<double>(now - *wal.pin->since).count() : 0;
    out.gauge({"checkpoint_pinned", "seconds",
               "How long a reader has been seen that keeps checkpoints from copying the whole WAL."},
              pinnedSeconds);
}

} // namespace

void addDatabaseMetrics(MetricRegistry &registry, const std::string &database, const core::Clock &clock,
                        DatabaseMetricsOptions options)
{
    auto watch = std::make_shared<ExternalWatch>(database, clock);
    sqlite::ConnectionOptions connecting;
    connecting.busyTimeout = options.busyTimeout;
    auto connection = std::make_shared<sqlite::Connection>(database, connecting);
    registry.add([watch, connection, told = std::move(options.seen)](MetricWriter &out) {
        const SeenDatabase seen = watch->look();
        if (told) {
            told(seen);
        }
        const auto pageSize = static_cast<double>(connection->integer("PRAGMA page_size"));
        out.gauge({"database_size", "bytes", "Size of the database with what the WAL holds of it."},
                  pageSize * static_cast<double>(connection->integer("PRAGMA page_count")));
        out.gauge({"database_free", "bytes", "Pages of the database that hold nothing."},
                  pageSize * static_cast<double>(connection->integer("PRAGMA freelist_count")));
        writeLocks(out, seen.programs);
        if (seen.wal) {
            writeWal(out, *seen.wal, seen.at);
        }
    });
}

void addHistoryMetrics(MetricRegistry &registry, HistorySource source)
{
    registry.add([source = std::move(source)](MetricWriter &out) {
        const std::shared_ptr<timeline::History> history = source();
        if (!history) {
            return;
        }
        const timeline::Status status = history->status();
        out.gauge({"recording", "", "1 while a program records the database, else 0."},
                  status.recorder ? 1 : 0);
        out.counter({"recorded_commits", "", "Commits in the history since it began: the newest SCN."},
                    static_cast<double>(status.currentScn.value));
        out.gauge({"history_size", "bytes", "Size of the history."}, static_cast<double>(status.storeBytes));
    });
}

} // namespace strandline::monitor
