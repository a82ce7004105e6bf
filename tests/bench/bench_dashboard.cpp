// The Dashboard and the Performance Hub over a database with a day of metrics and samples in its repository,
// of two sessions that are busy at noon and more: bench_dashboard [ROUNDS]. Offscreen, in milliseconds.
// "opens": from the click on "24 h" to the painted chart; "event": the longest single event of the GUI thread
// meanwhile, and over some seconds of live redraws.
#include "app/workbench/event_watchdog.h"
#include "tests/support/kept_history.h"
#include "views/common/chart/chart_panel.h"
#include "views/common/chart/range_strip.h"
#include "views/dashboard/dashboard_page.h"
#include "views/performance/performance_page.h"

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

using namespace strandline;

namespace {

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

// From the click on "24 hours" to the chart of its latest hour, and from the choice of the whole day to its
// chart and lists.
void openHub(const shell::PageContext &context, int rounds)
{
    std::vector<double> opens;
    std::vector<double> days;
    std::size_t samples = 0;
    workbench::EventWatchdog watchdog;
    for (int round = 0; round < rounds; ++round) {
        performance::PerformancePage page(context);
        context.theme->dress(&page);
        page.resize(1280, 800);
        page.show();
        performance::AshAnalytics *analytics = page.analytics();
        until([&] { return analytics->loaded(); });
        bool answered = false;
        QObject::connect(analytics, &performance::AshAnalytics::answered, &page, [&] { answered = true; });
        const auto time = [&](const std::function<void()> &ask) {
            answered = false;
            QElapsedTimer clock;
            clock.start();
            ask();
            until([&] { return answered; });
            page.findChild<QWidget *>("ashChart")->repaint();
            page.findChild<QWidget *>("ashStrip")->repaint();
            return static_cast<double>(clock.nsecsElapsed()) / 1e6;
        };
        watchdog.takeLongestMs();
        opens.push_back(time([&] { page.findChild<QToolButton *>("ashHistorical")->click(); }));
        days.push_back(time([&] { analytics->select(analytics->outer()); }));
        samples = analytics->samples();
    }
    std::sort(opens.begin(), opens.end());
    std::sort(days.begin(), days.end());
    std::printf(
        "Performance Hub, 24 hours open: median %.0f, longest %.0f; the whole day (%zu samples): median "
        "%.0f, longest %.0f; longest event %.1f\n",
        opens[opens.size() / 2], opens.back(), samples, days[days.size() / 2], days.back(),
        watchdog.takeLongestMs());
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
    test::keepHistory(location, core::SystemClock().now(), {.sessions = 2});
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
    openHub(context, rounds);
    session.close();
    until([&] { return tasks.unfinished() == 0; });
    return 0;
}
