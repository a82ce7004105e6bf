// `strandctl monitor metrics`: of now, judged by Prometheus' own promtool (skipped where there is none), and
// over a time.
#include "engine/core/clock.h"
#include "engine/monitor/metric_history.h"
#include "tests/cli/strandctl.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QJsonArray>
#include <QStandardPaths>
#include <QTest>
#include <filesystem>

using namespace strandline;
using namespace strandline::test;

class TstCliMonitor : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void promtoolAgrees();
    void promtoolIsNoYesSayer();
    void metricsAsJson();
    void metricsOverTime();

private:
    // Its findings; empty: none.
    QByteArray judged(const QByteArray &text) const;

    QString m_promtool;
};

void TstCliMonitor::initTestCase()
{
    m_promtool = QStandardPaths::findExecutable("promtool");
    if (m_promtool.isEmpty()) {
        m_promtool = QStandardPaths::findExecutable("promtool", {STRANDLINE_SOURCE_DIR "/build/tools"});
    }
}

QByteArray TstCliMonitor::judged(const QByteArray &text) const
{
    QProcess promtool;
    promtool.setProcessChannelMode(QProcess::MergedChannels);
    promtool.start(m_promtool, {"check", "metrics"});
    promtool.write(text);
    promtool.closeWriteChannel();
    if (!promtool.waitForFinished()) {
        return "promtool did not end";
    }
    const QByteArray findings = promtool.readAll();
    return promtool.exitCode() == 0 || !findings.isEmpty() ? findings : QByteArray("promtool failed");
}

void TstCliMonitor::promtoolAgrees()
{
    if (m_promtool.isEmpty()) {
        QSKIP("promtool is missing: packaging/install-packages check fetches it");
    }
    const TempFolder folder;
    PlainDatabase plain(folder.file("a.db"));
    plain.execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a); BEGIN IMMEDIATE; INSERT INTO t VALUES(1)");
    const Strandctl strandctl(QString::fromStdString(folder.file("config")));
    const QString database = QString::fromStdString(folder.file("a.db"));
    QCOMPARE(strandctl
                 .run({"probe", "run", "--database", database, "--", "/usr/bin/sqlite3", database,
                       "SELECT count(*) FROM t"})
                 .code,
             0);
    const CommandResult result = strandctl.run({"monitor", "metrics", database});
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.contains("\nstrandline_db_time_seconds_total 0."));
    QVERIFY(result.out.contains(
        "strandline_wait_seconds_bucket{class=\"User I/O\",event=\"db file read\",le=\"+Inf\"}"));
    QVERIFY(result.out.contains("strandline_wait_class_seconds{class=\"User I/O\",quantile=\"0.99\"}"));
    QVERIFY(result.out.contains("lock=\"WAL write\""));
    QCOMPARE(judged(result.out), QByteArray());
}

// It does find what is wrong.
void TstCliMonitor::promtoolIsNoYesSayer()
{
    if (m_promtool.isEmpty()) {
        QSKIP("promtool is missing: packaging/install-packages check fetches it");
    }
    QVERIFY(!judged("# HELP strandline_x_total X.\n# TYPE strandline_x_total gauge\nstrandline_x_total 1\n")
                 .isEmpty());
    QVERIFY(!judged("strandline_x 1").isEmpty());
}

void TstCliMonitor::metricsAsJson()
{
    const TempFolder folder;
    PlainDatabase(folder.file("a.db")).execute("CREATE TABLE t(a)");
    const Strandctl strandctl(QString::fromStdString(folder.file("config")));
    const CommandResult result =
        strandctl.run({"monitor", "metrics", "--json", QString::fromStdString(folder.file("a.db"))});
    QCOMPARE(result.code, 0);
    const QJsonObject size = result.json().array().at(0).toObject();
    QCOMPARE(size["name"].toString(), QString("strandline_database_size_bytes"));
    QCOMPARE(size["type"].toString(), QString("gauge"));
    QCOMPARE(size["metrics"].toArray().at(0)["value"].toDouble(), 8192.0);
}

void TstCliMonitor::metricsOverTime()
{
    const TempFolder folder;
    const QString database = QString::fromStdString(folder.file("a.db"));
    PlainDatabase(folder.file("a.db")).execute("CREATE TABLE t(a)");
    const Strandctl strandctl(QString::fromStdString(folder.file("config")));
    QCOMPARE(strandctl.run({"monitor", "metrics", database, "--from", "2026-01-01"}).out,
             QByteArray("Nothing was recorded in this time.\n"));

    // Two minutes ago: a level of 1 to 60, of which the minute's mean, least and most are kept.
    const timeline::Location location{folder.file("a.db"), {}};
    std::filesystem::create_directory(location.sidecar());
    const core::Time start =
        std::chrono::floor<std::chrono::minutes>(core::SystemClock().now()) - std::chrono::minutes(2);
    core::ManualClock clock(start);
    monitor::MetricHistory history(location, clock);
    for (int second = 0; second <= 60; ++second) {
        clock.set(start + std::chrono::seconds(second));
        monitor::MetricWriter out;
        out.gauge({"level", "bytes", "A level."}, second + 1, {{"of", "test"}});
        out.gauge({"other", "", "Another."}, 1);
        history.take(std::move(out).families());
    }
    const QString from = QString::fromStdString(core::formatTime(start));
    const CommandResult json = strandctl.run(
        {"monitor", "metrics", "--json", database, "--from", from, "--metric", "strandline_level_bytes"});
    QCOMPARE(json.code, 0);
    QCOMPARE(json.json()["stepSeconds"].toInt(), 60);
    QCOMPARE(json.json()["lines"].toArray().size(), 1);
    const QJsonObject line = json.json()["lines"].toArray().at(0).toObject();
    QCOMPARE(line["labels"].toString(), QString("{of=\"test\"}"));
    QCOMPARE(line["points"].toArray().size(), 1);
    const QJsonObject point = line["points"].toArray().at(0).toObject();
    QCOMPARE(point["time"].toString(), from);
    QCOMPARE(point["sum"].toDouble(), 60 * 61 / 2.0);
    const CommandResult text = strandctl.run({"monitor", "metrics", database, "--from", from});
    QVERIFY(text.out.contains("strandline_level_bytes{of=\"test\"}"));
    QVERIFY(text.out.contains(" 30.5 "));
    QVERIFY(text.out.contains("strandline_other"));

    QCOMPARE(strandctl.run({"monitor", "metrics", database, "--metric", "x"}).code, 2);
}

QTEST_GUILESS_MAIN(TstCliMonitor)
#include "tst_cli_monitor.moc"
