// The Dashboard over a database with a day of metrics in its repository: bench_dashboard [ROUNDS]. Offscreen,
// in milliseconds. "opens": from the click on "24 h" to the painted chart; "event": the longest single event
// of the GUI thread meanwhile, and over some seconds of live redraws.
#include "app/workbench/event_watchdog.h"
#include "engine/monitor/board_metrics.h"
#include "engine/monitor/metric_recorder.h"
#include "views/common/chart/chart_panel.h"
#include "views/dashboard/dashboard_page.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>

using namespace strandline;

namespace {

// What a board tells of a database that does everything, read thrice a minute for a day.
void makeDay(const timeline::Location &location)
{
    std::filesystem::create_directory(location.sidecar());
    const core::Time now = core::SystemClock().now();
    const core::Time day = std::chrono::floor<std::chrono::minutes>(now) - std::chrono::hours(24);
    core::ManualClock clock{day};
    monitor::MetricHistory history(location, clock);
    const auto board = monitor::Board::inMemory();
    monitor::MetricRegistry registry;
    monitor::addBoardMetrics(registry, board);
    monitor::addDatabaseMetrics(registry, location.database, clock);
    sl_counters &sum = board->layout().totals;
    for (int minute = 0; minute < 24 * 60; ++minute) {
        for (const int second : {0, 1, 2}) {
            clock.set(day + std::chrono::minutes(minute) + std::chrono::seconds(second));
            sum.calls += 100;
            sum.commits += 10;
            sum.gets += 1000;
            sum.executions += 50;
            for (std::size_t event = SL_ON_CPU + 1; event < SL_EVENTS; ++event) {
                sum.event_count[event] += 5;
                sum.event_ns[event] += 10'000'000;
                sum.event_bytes[event] += 4096;
                sum.event_histogram[event][8] += 5;
            }
            sum.db_time_ns += 600'000'000;
            for (std::size_t bucket = 0; bucket < SL_BUCKETS; ++bucket) {
                ++sum.commit_histogram[bucket];
            }
            history.take(registry.read());
        }
    }
}

double threadMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

void until(const std::function<bool()> &done)
{
    while (!done()) {
        QEventLoop loop;
        QTimer::singleShot(1, &loop, &QEventLoop::quit);
        loop.exec();
    }
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const int rounds = argc > 1 ? std::max(std::atoi(argv[1]), 1) : 5;
    const QTemporaryDir folder;
    qputenv("XDG_CONFIG_HOME", folder.filePath("config").toUtf8());
    timeline::Location location;
    location.database = folder.filePath("day.db").toStdString();
    sqlite::ConnectionOptions creating;
    creating.access = sqlite::Access::Create;
    sqlite::Connection(location.database, creating).execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a)");
    makeDay(location);
    sqlite::Connection repository(location.sidecar() + "/repository.db");
    std::printf(
        "repository: %lld points of %lld lines\n",
        static_cast<long long>(repository.integer("SELECT count(*) FROM metric_points WHERE step = 60")),
        static_cast<long long>(repository.integer("SELECT count(*) FROM metric_lines")));

    task::TaskList tasks;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    commands::Shortcuts shortcuts(&settings);
    theme::Theme theme(theme::Mode::Light);
    session::DatabaseSession session(&tasks);
    session.open(QString::fromStdString(location.database));
    until([&] { return session.database() != nullptr; });
    shell::PageContext context;
    context.session = &session;
    context.theme = &theme;
    context.tasks = &tasks;
    context.settings = &settings;
    context.shortcuts = &shortcuts;
    context.notify = [](const message::Message &message) { std::puts(qPrintable(message.text)); };
    auto page = std::make_unique<dashboard::DashboardPage>(context);
    theme.dress(page.get());
    page->resize(1280, 800);
    page->show();
    until([&] { return page->measuredSteps() > 2; });
    std::vector<double> opens;
    double gui = 0;
    workbench::EventWatchdog watchdog;
    for (int round = 0; round < rounds; ++round) {
        page->answer({{"range", 300}});
        until([&] { return page->model()->chart(dashboard::Chart::Activity)->rowCount() == 300; });
        const double begun = threadMs();
        QElapsedTimer clock;
        clock.start();
        page->findChild<QToolButton *>("range-86400")->click();
        until([&] { return page->model()->chart(dashboard::Chart::Activity)->rowCount() == 1440; });
        page->largeChart()->repaint();
        gui = std::max(gui, threadMs() - begun);
        opens.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    std::sort(opens.begin(), opens.end());
    std::printf(
        "24 h opens: median %.0f, longest %.0f; GUI %.1f; longest event %.1f; %d of 1440 minutes known\n",
        opens[opens.size() / 2], opens.back(), gui, watchdog.takeLongestMs(), page->measuredSteps());
    page->answer({{"range", 3600}});
    until([&] { return page->model()->chart(dashboard::Chart::Activity)->rowCount() == 3600; });
    watchdog.takeLongestMs();
    QElapsedTimer live;
    live.start();
    until([&] { return live.elapsed() > 1000LL * rounds; });
    std::printf("live hour (3600 seconds), %d s: longest event %.1f\n", rounds, watchdog.takeLongestMs());
    page.reset();
    session.close();
    until([&] { return tasks.unfinished() == 0; });
    return 0;
}
