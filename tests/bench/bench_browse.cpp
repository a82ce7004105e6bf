// How fast the real grid of Browse shows rows of a large table: bench_browse DATABASE [TABLE COLUMN]
// [ROUNDS]. Offscreen. Prints medians in milliseconds, from the wish to the painted rows, and the memory
// afterwards. "Cold": the system has dropped the file from its cache before.
#include "views/browse/data_pane.h"
#include "views/common/grid/data_grid.h"
#include "views/common/grid/rows_pane.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <map>

#include <fcntl.h>
#include <unistd.h>

using namespace strandline;

namespace {

class Browser
{
public:
    explicit Browser(const QString &path)
        : m_settings(m_folder.filePath("settings.ini"), QSettings::IniFormat), m_shortcuts(&m_settings),
          m_session(&m_tasks)
    {
        m_session.open(path);
        until([this] { return m_session.database() != nullptr; });
        shell::PageContext context;
        context.session = &m_session;
        context.theme = &m_theme;
        context.settings = &m_settings;
        context.shortcuts = &m_shortcuts;
        m_pane = std::make_unique<browse::DataPane>(context);
        m_theme.dress(m_pane.get());
        m_pane->resize(1280, 800);
        m_pane->QWidget::show();
    }

    browse::DataPane *pane() const { return m_pane.get(); }
    rows::TableRowsModel *rows() const { return m_pane->rows(); }

    // Milliseconds from the wish until done() and the rows in sight painted.
    double time(const std::function<void()> &wish, const std::function<bool()> &done)
    {
        QElapsedTimer clock;
        clock.start();
        wish();
        until([&] { return done() && painted(); });
        return static_cast<double>(clock.nsecsElapsed()) / 1e6;
    }

    bool painted() const
    {
        grid::DataGrid *grid = m_pane->rowsPane()->grid();
        const int first = grid->rowAt(0);
        if (first < 0) {
            return false;
        }
        grid->viewport()->repaint();
        for (int y = 0; y < grid->viewport()->height(); y += grid->rowHeight(first)) {
            const int row = grid->rowAt(y);
            if (row >= 0 && rows()->index(row, 0).data(rows::CellKindRole).toInt() ==
                                static_cast<int>(rows::CellKind::Loading)) {
                return false;
            }
        }
        return true;
    }

    static void until(const std::function<bool()> &done)
    {
        QElapsedTimer clock;
        clock.start();
        while (!done()) {
            QEventLoop loop;
            QTimer::singleShot(1, &loop, &QEventLoop::quit);
            loop.exec();
            if (clock.elapsed() > 120000) {
                std::fputs("given up after two minutes\n", stderr);
                std::exit(1);
            }
        }
    }

private:
    QTemporaryDir m_folder;
    task::TaskList m_tasks;
    theme::Theme m_theme;
    QSettings m_settings;
    commands::Shortcuts m_shortcuts;
    session::DatabaseSession m_session;
    std::unique_ptr<browse::DataPane> m_pane;
};

double residentMiB()
{
    QFile status("/proc/self/status");
    if (!status.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:")) {
            return line.mid(6).simplified().split(' ').first().toDouble() / 1024;
        }
    }
    return 0;
}

// Before anything of ours has the file open: closing a descriptor would drop SQLite's locks.
void dropFromCache(const QString &path)
{
    const int file = ::open(path.toLocal8Bit().constData(), O_RDONLY);
    ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
}

using Figures = std::map<QString, std::vector<double>>;

void oneRound(const QString &path, const QString &table, const QString &column, Figures &figures)
{
    for (const bool cold : {true, false}) {
        if (cold) {
            dropFromCache(path);
        }
        Browser browser(path);
        const QString suffix = cold ? ", cold" : ", warm";
        auto *rows = browser.rows();
        const auto ready = [rows] { return rows->state() == rows::TableRowsModel::State::Ready; };
        figures["1 first rows" + suffix].push_back(browser.time([&] { browser.pane()->show(table); }, ready));
        const int count = rows->rowCount();
        figures["2 last row" + suffix].push_back(
            browser.time([&] { browser.pane()->jump(QString::number(count)); }, [] { return true; }));
        figures["3 middle row" + suffix].push_back(
            browser.time([&] { browser.pane()->jump(QString::number(count / 2)); }, [] { return true; }));
        if (cold) {
            continue;
        }
        figures["4 counted"].push_back(browser.time([] {}, [&] { return rows->counted(); }));
        for (int i = 0; i < 20; ++i) {
            const int row = (i * 7919 + 13) % 1000 * (count / 1000);
            figures["5 any place by the scroll bar"].push_back(
                browser.time([&] { browser.pane()->jump(QString::number(row + 1)); }, [] { return true; }));
        }
        figures["6 memory after browsing, MiB"].push_back(residentMiB());
        rows::RowQuery query;
        query.sort = {{column.toStdString(), false}};
        const auto applied = [&] { return rows->query() == query && rows->rowCount() > 0; };
        figures["7 sort, first rows"].push_back(
            browser.time([&] { browser.pane()->setQuery(query); }, applied));
        figures["8 sort, all rows"].push_back(browser.time([] {}, [&] { return rows->counted(); }));
        query = {};
        query.filters = {{column.toStdString(), rows::FilterOperator::Contains, std::string("77 of")}};
        figures["9 filter, first rows"].push_back(
            browser.time([&] { browser.pane()->setQuery(query); }, applied));
        figures["9 filter, cancel"].push_back(
            browser.time([&] { rows->stop(); }, [&] { return !rows->listing(); }));
        query.filters[0].value = std::string("customer 777, ");
        browser.pane()->setQuery(query);
        figures["9 filter, all rows"].push_back(
            browser.time([] {}, [&] { return rows->query() == query && rows->counted(); }));
        figures["9 memory after sort and filter, MiB"].push_back(residentMiB());
    }
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 2) {
        std::fputs("usage: bench_browse DATABASE [TABLE COLUMN] [ROUNDS]\n", stderr);
        return 2;
    }
    const QString table = arguments.value(2, "orders");
    const QString column = arguments.value(3, "note");
    Figures figures;
    for (int round = 0; round < arguments.value(4, "3").toInt(); ++round) {
        oneRound(arguments[1], table, column, figures);
    }
    for (auto &[name, values] : figures) {
        std::sort(values.begin(), values.end());
        std::printf("%-40s %8.1f   (%.1f to %.1f)\n", qPrintable(name.mid(2)), values[values.size() / 2],
                    values.front(), values.back());
    }
    return 0;
}
