// What `strandctl monitor metrics` gives, judged by Prometheus' own promtool. Skipped where there is none.
#include "tests/cli/strandctl.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QStandardPaths>
#include <QTest>

using namespace strandline::test;

class TstCliMetricsPeer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void promtoolAgrees();
    void promtoolIsNoYesSayer();

private:
    // Its findings; empty: none.
    QByteArray judged(const QByteArray &text) const;

    QString m_promtool;
};

void TstCliMetricsPeer::initTestCase()
{
    m_promtool = QStandardPaths::findExecutable("promtool");
    if (m_promtool.isEmpty()) {
        m_promtool = QStandardPaths::findExecutable("promtool", {STRANDLINE_SOURCE_DIR "/build/tools"});
    }
    if (m_promtool.isEmpty()) {
        QSKIP("promtool is missing: packaging/install-packages check fetches it");
    }
}

QByteArray TstCliMetricsPeer::judged(const QByteArray &text) const
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

void TstCliMetricsPeer::promtoolAgrees()
{
    const TempFolder folder;
    PlainDatabase plain(folder.file("a.db"));
    plain.execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a); BEGIN IMMEDIATE; INSERT INTO t VALUES(1)");
    const Strandctl strandctl(QString::fromStdString(folder.file("config")));
    const CommandResult result =
        strandctl.run({"monitor", "metrics", QString::fromStdString(folder.file("a.db"))});
    QCOMPARE(result.code, 0);
    QVERIFY(result.out.contains("lock=\"WAL write\""));
    QCOMPARE(judged(result.out), QByteArray());
}

// It does find what is wrong.
void TstCliMetricsPeer::promtoolIsNoYesSayer()
{
    QVERIFY(!judged("# HELP strandline_x_total X.\n# TYPE strandline_x_total gauge\nstrandline_x_total 1\n")
                 .isEmpty());
    QVERIFY(!judged("strandline_x 1").isEmpty());
}

QTEST_GUILESS_MAIN(TstCliMetricsPeer)
#include "tst_cli_metrics_peer.moc"
