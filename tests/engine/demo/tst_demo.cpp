// The demo: what it promises to everybody who explores it.
#include "engine/backup/recoverability.h"
#include "engine/core/hash.h"
#include "engine/demo/backups.h"
#include "engine/demo/demo.h"
#include "engine/flashback/restore_points.h"
#include "engine/monitor/kept_statistics.h"
#include "engine/monitor/metric_history.h"
#include "engine/sqlite/connection.h"
#include "engine/timeline/history.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <set>

using namespace strandline;
using core::Error;
using core::ErrorCode;

namespace {

constexpr double SmallScale = 0.03;

demo::DemoReport build(const QString &folder, std::uint64_t seed = demo::DemoOptions{}.seed,
                       bool replace = false)
{
    demo::DemoOptions options;
    options.folder = folder.toStdString();
    options.seed = seed;
    options.scale = SmallScale;
    options.replace = replace;
    return demo::buildDemo(options, {});
}

std::shared_ptr<timeline::History> historyOf(const demo::DemoReport &report)
{
    timeline::Location location;
    location.database = report.database;
    return timeline::History::open(location);
}

// The database as of an SCN, as SQLite sees it.
struct AsOf
{
    AsOf(timeline::History &history, core::Scn scn)
        : point(history.at(scn)), connection(point->uri(), uriOptions())
    {
    }
    static sqlite::ConnectionOptions uriOptions()
    {
        sqlite::ConnectionOptions options;
        options.uri = true;
        return options;
    }
    std::shared_ptr<timeline::Point> point;
    sqlite::Connection connection;
};

std::string names(sqlite::Connection &db)
{
    return db.text("SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql,''), '\n') FROM "
                   "(SELECT * FROM sqlite_schema ORDER BY type, name)");
}

// Schema and every row of every table.
std::uint64_t contentHash(sqlite::Connection &db)
{
    std::string all = names(db);
    std::vector<std::string> tables;
    for (auto list = db.prepare("SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name");
         list.step();) {
        tables.push_back(list.text(0));
    }
    for (const std::string &table : tables) {
        auto rows = db.prepare("SELECT * FROM " + sqlite::quoteIdentifier(table) + " ORDER BY 1, 2");
        while (rows.step()) {
            for (int c = 0; c < rows.columnCount(); ++c) {
                all += rows.text(c);
                all += '\x1f';
            }
        }
        all += '\x1e';
    }
    return core::hash64({reinterpret_cast<const std::uint8_t *>(all.data()), all.size()});
}

QByteArray fileHash(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return "missing";
    }
    return QByteArray::number(qHash(file.readAll()), 16);
}

const demo::PlantedMishap &mishap(const demo::DemoReport &report, const std::string &kind)
{
    for (const demo::PlantedMishap &m : report.planted) {
        if (m.kind == kind) {
            return m;
        }
    }
    throw Error(ErrorCode::NotFound, "No mishap of kind " + kind);
}

} // namespace

class TestDemo : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_report = build(m_folder.path());
        m_history = historyOf(m_report);
    }

    void everyCommitIsOneScn()
    {
        QCOMPARE(m_history->currentScn().value, m_report.lastScn.value);
        QCOMPARE(m_report.firstScn.value, std::uint64_t{1});
        QCOMPARE(m_report.commits, m_report.lastScn.value);
        const auto commits = m_history->commits();
        QCOMPARE(commits.size(), static_cast<std::size_t>(m_report.commits));
        for (std::size_t i = 0; i < commits.size(); ++i) {
            QCOMPARE(commits[i].scn.value, i + 1);
            QVERIFY(!commits[i].gap && !commits[i].uncertainTime());
            QVERIFY(i == 0 || commits[i - 1].timeTo <= commits[i].timeTo);
        }
        QCOMPARE(QString::fromStdString(core::formatTime(commits.front().timeTo)), "2026-11-08T19:00:00Z");
        QVERIFY(core::formatTime(commits.back().timeTo).starts_with("2026-11-1"));
    }

    void sameSeedSameHistory()
    {
        QTemporaryDir other;
        const demo::DemoReport again = build(other.path());
        QCOMPARE(again.lastScn.value, m_report.lastScn.value);
        QCOMPARE(again.rows, m_report.rows);
        const auto history = historyOf(again);
        for (core::Scn scn{1}; scn <= again.lastScn; scn.value += 9) {
            QCOMPARE(history->timeOf(scn), m_history->timeOf(scn));
            AsOf mine(*m_history, scn);
            AsOf theirs(*history, scn);
            QCOMPARE(contentHash(theirs.connection), contentHash(mine.connection));
        }
        QCOMPARE(again.planted.size(), m_report.planted.size());
        for (std::size_t i = 0; i < again.planted.size(); ++i) {
            QCOMPARE(again.planted[i].scn.value, m_report.planted[i].scn.value);
            QCOMPARE(again.planted[i].what, m_report.planted[i].what);
        }
    }

    void theOfficeNamedItsMoments()
    {
        const std::vector<flashback::RestorePoint> points = flashback::loadRestorePoints(*m_history);
        QCOMPARE(points.size(), m_report.restorePoints.size());
        QCOMPARE(points.size(), std::size_t{3});
        for (const flashback::RestorePoint &point : points) {
            QVERIFY(point.reachable);
            QCOMPARE(point.madeAt, point.time);
        }
        const flashback::RestorePoint migration = flashback::restorePoint(*m_history, "before_migration");
        QCOMPARE(migration.scn.value, mishap(m_report, "dropped-table").before.value);
        QVERIFY(migration.guarantee == flashback::Guarantee::Kept);
    }

    void theWeekIsBackedUp()
    {
        const auto sets = backup::Catalogue(demo::backupFolder(m_report.database)).sets();
        QCOMPARE(sets.size(), m_report.backups.size());
        std::set<backup::Kind> kinds;
        for (const backup::SetInfo &set : sets) {
            QVERIFY2(set.status == backup::SetStatus::Available, set.problem.c_str());
            kinds.insert(set.manifest.kind);
        }
        QCOMPARE(kinds.size(), std::size_t{4});
        const backup::Recoverability recoverability(sets);
        for (const demo::PlantedMishap &mishap : m_report.planted) {
            QVERIFY2(recoverability.canRestore(mishap.before), mishap.kind.c_str());
        }
        QCOMPARE(recoverability.ranges().size(), std::size_t{2}); // a day is missing between them
    }

    void anotherSeedIsAnotherHistory()
    {
        QTemporaryDir other;
        const demo::DemoReport report = build(other.path(), 7);
        sqlite::Connection mine(m_report.database);
        sqlite::Connection theirs(report.database);
        QVERIFY(contentHash(mine) != contentHash(theirs));
        QCOMPARE(QString::fromStdString(theirs.text("PRAGMA integrity_check")), "ok");
    }

    void updateWithoutWhereIsVisible()
    {
        const auto &m = mishap(m_report, "update-without-where");
        AsOf before(*m_history, m.before);
        AsOf after(*m_history, m.scn);
        QVERIFY(before.connection.integer("SELECT count(DISTINCT city) FROM customers") > 20);
        QCOMPARE(after.connection.text("SELECT group_concat(DISTINCT city) FROM customers"),
                 std::string("Hamburg"));
        QCOMPARE(before.connection.integer("SELECT count(*) FROM customers"),
                 after.connection.integer("SELECT count(*) FROM customers"));
        QCOMPARE(m_history->timeOf(m.scn), m.time);
    }

    void badImportIsVisibleAndHalfRepaired()
    {
        const auto &m = mishap(m_report, "bad-import");
        AsOf before(*m_history, m.before);
        AsOf after(*m_history, m.scn);
        QVERIFY(before.connection.integer("SELECT max(price) FROM products") < 500);
        QVERIFY(after.connection.integer("SELECT max(price) FROM products") > 5000);
        sqlite::Connection now(m_report.database);
        const std::int64_t highest = now.integer("SELECT max(price) FROM products");
        QVERIFY(highest > 500 && highest <= 1000);
        QVERIFY(now.integer("SELECT count(*) FROM price_changes WHERE new_price > 50 * old_price") > 100);
    }

    void wrongDeleteIsVisible()
    {
        const auto &m = mishap(m_report, "wrong-delete");
        AsOf before(*m_history, m.before);
        AsOf after(*m_history, m.scn);
        const char *october = "SELECT count(*) FROM orders WHERE ordered_at LIKE '2026-10%'";
        QVERIFY(before.connection.integer(october) > 10);
        QCOMPARE(after.connection.integer(october), std::int64_t{0});
        QVERIFY(before.connection.integer("SELECT count(*) FROM payments") >
                after.connection.integer("SELECT count(*) FROM payments"));
        QCOMPARE(after.connection.integer("SELECT count(*) FROM order_lines WHERE order_id NOT IN "
                                          "(SELECT id FROM orders)"),
                 std::int64_t{0});
    }

    void droppedTableIsVisible()
    {
        const auto &m = mishap(m_report, "dropped-table");
        AsOf before(*m_history, m.before);
        AsOf after(*m_history, m.scn);
        QVERIFY(before.connection.integer("SELECT count(*) FROM coupons") > 30);
        const char *exists = "SELECT count(*) FROM sqlite_schema WHERE name='coupons'";
        QCOMPARE(after.connection.integer(exists), std::int64_t{0});
        sqlite::Connection now(m_report.database);
        QCOMPARE(now.integer("SELECT count(*) FROM coupons"), std::int64_t{3});
    }

    void theShopIsSound()
    {
        sqlite::Connection now(m_report.database);
        QCOMPARE(QString::fromStdString(now.text("PRAGMA integrity_check")), "ok");
        QCOMPARE(now.integer("SELECT count(*) FROM pragma_foreign_key_check"), std::int64_t{0});
        QCOMPARE(QString::fromStdString(now.text("PRAGMA journal_mode")), "wal");
        QVERIFY(now.integer("SELECT count(*) FROM daily_sales") > 100);
        QCOMPARE(now.integer("SELECT count(*) FROM sqlite_schema WHERE type='trigger'"), std::int64_t{1});
        QCOMPARE(now.integer("SELECT count(*) FROM orders o WHERE o.total > 0 AND NOT EXISTS "
                             "(SELECT 1 FROM order_lines l WHERE l.order_id = o.id)"),
                 std::int64_t{0});
        QVERIFY(m_history->verify({}).ok());
    }

    void readingChangesNothing()
    {
        const QString path = QString::fromStdString(m_report.database);
        QVERIFY(!QFile::exists(path + "-journal"));
        const QByteArray database = fileHash(path);
        {
            AsOf middle(*m_history, core::Scn{m_report.lastScn.value / 2});
            QVERIFY(contentHash(middle.connection) != 0);
        }
        QCOMPARE(fileHash(path), database);
        QCOMPARE(historyOf(m_report)->currentScn().value, m_report.lastScn.value);
    }

    // A recorder creates a log before it writes its header; a reader may look in between.
    void logThatIsBeingBegunIsNoDamage()
    {
        QTemporaryDir folder;
        const demo::DemoReport report = build(folder.path());
        const auto history = historyOf(report);
        QFile log(folder.filePath("shop.db.strandline/timeline/00000002.log"));
        QVERIFY(log.open(QIODevice::WriteOnly));
        QVERIFY(!history->refresh());
        QCOMPARE(historyOf(report)->currentScn().value, report.lastScn.value);
    }

    void closesCleanly()
    {
        QTemporaryDir folder;
        build(folder.path());
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList({"shop.db", "shop.db.backups", "shop.db.strandline"}));
    }

    void doesNotOverwriteUnlessTold()
    {
        QTemporaryDir folder;
        const demo::DemoReport first = build(folder.path(), 1);
        const QByteArray before = fileHash(QString::fromStdString(first.database));
        try {
            build(folder.path(), 2);
            QFAIL("An existing demo was overwritten.");
        } catch (const Error &e) {
            QCOMPARE(e.code(), ErrorCode::Exists);
        }
        QCOMPARE(fileHash(QString::fromStdString(first.database)), before);
        const demo::DemoReport second = build(folder.path(), 2, true);
        QVERIFY(fileHash(QString::fromStdString(first.database)) != before);
        QCOMPARE(historyOf(second)->currentScn().value, second.lastScn.value);
    }

    // Sessions, statements and metrics of the real time, and no commit.
    void theShopIsWatchedAtWork()
    {
        QTemporaryDir folder;
        demo::DemoOptions options;
        options.folder = folder.path().toStdString();
        options.scale = SmallScale;
        options.workload = std::chrono::seconds(100); // of which the scale leaves three
        const demo::DemoReport report = demo::buildDemo(options, {});
        QVERIFY(report.workloadTo - report.workloadFrom >= std::chrono::seconds(3));
        QVERIFY(core::SystemClock().now() - report.workloadTo < std::chrono::minutes(1));
        const timeline::Location location{report.database, {}};
        const auto kept = monitor::KeptStatistics::openForReading(location);
        QVERIFY(kept != nullptr);
        const auto rows = kept->rows(report.workloadFrom, report.workloadTo);
        QVERIFY(!rows.empty());
        std::set<std::string> modules;
        for (const monitor::AshRow &row : rows) {
            modules.insert(row.module);
        }
        QVERIFY(modules.contains("office") || modules.contains("reports") || modules.contains("shop"));
        std::uint64_t executions = 0;
        std::uint64_t waitNs = 0;
        for (const auto &statement : kept->statements(report.workloadFrom, report.workloadTo)) {
            executions += statement.executions;
            waitNs += statement.text == "BEGIN IMMEDIATE" ? statement.waitNs : 0;
        }
        QVERIFY(executions > 100);
        QVERIFY(waitNs > 10'000'000); // the office for the checkout
        const auto metrics = monitor::recordedMetrics(location, report.workloadFrom - std::chrono::minutes(1),
                                                      report.workloadTo, report.workloadTo);
        QVERIFY(!metrics.lines.empty());
        QCOMPARE(historyOf(report)->currentScn().value, report.lastScn.value);
        QVERIFY(historyOf(report)->verify({}).ok());
    }

    void cancelLeavesNothing()
    {
        QTemporaryDir folder;
        std::stop_source stop;
        demo::DemoOptions options;
        options.folder = folder.path().toStdString();
        options.scale = SmallScale;
        core::JobContext job;
        job.stop = stop.get_token();
        job.progress = [&stop](const core::Progress &progress) {
            if (progress.done >= 5) {
                stop.request_stop();
            }
        };
        try {
            demo::buildDemo(options, job);
            QFAIL("The stop was ignored.");
        } catch (const Error &e) {
            QCOMPARE(e.code(), ErrorCode::Cancelled);
        }
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void scaleOutOfRange()
    {
        demo::DemoOptions options;
        options.folder = m_folder.path().toStdString();
        options.scale = 0;
        QVERIFY_EXCEPTION_THROWN(demo::buildDemo(options, {}), Error);
    }

private:
    QTemporaryDir m_folder;
    demo::DemoReport m_report;
    std::shared_ptr<timeline::History> m_history;
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
