// TaskRunner and TaskList: results, stale results, failures, cancel, progress, shutdown.
#include "models/task/task_list.h"
#include "models/task/task_runner.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <thread>

using namespace strandline;
using task::TaskList;
using task::TaskRunner;

namespace {

void waitForStop(const core::JobContext &job)
{
    while (!job.stopRequested()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

} // namespace

class TaskTest : public QObject
{
    Q_OBJECT

private slots:
    void resultArrivesOnTheGuiThread()
    {
        TaskList tasks;
        TaskRunner runner(&tasks);
        QThread *ranOn = nullptr;
        QThread *arrivedOn = nullptr;
        int result = 0;
        runner.run(
            "",
            [&](const core::JobContext &) {
                ranOn = QThread::currentThread();
                return 42;
            },
            [&](int r) {
                result = r;
                arrivedOn = QThread::currentThread();
            });
        QVERIFY(runner.running());
        QTRY_COMPARE(result, 42);
        QCOMPARE(arrivedOn, QThread::currentThread());
        QVERIFY(ranOn != QThread::currentThread());
        QVERIFY(!runner.running());
    }

    void newRequestReplacesTheOldOne()
    {
        TaskList tasks;
        TaskRunner runner(&tasks);
        QStringList arrived;
        std::atomic<bool> firstStopped = false;
        runner.run(
            "",
            [&](const core::JobContext &job) {
                waitForStop(job);
                firstStopped = true;
                return QString("first");
            },
            [&](const QString &r) { arrived << r; });
        QSignalSpy cancelled(&runner, &TaskRunner::cancelled);
        runner.run(
            "", [](const core::JobContext &) { return QString("second"); },
            [&](const QString &r) { arrived << r; });
        QTRY_COMPARE(tasks.unfinished(), 0);
        QVERIFY(firstStopped);
        QCOMPARE(arrived, QStringList{"second"});
        QCOMPARE(cancelled.count(), 0);
    }

    void exceptionsArriveAsErrors()
    {
        TaskList tasks;
        TaskRunner runner(&tasks);
        QList<core::Error> errors;
        connect(&runner, &TaskRunner::failed, this, [&](const core::Error &e) { errors << e; });
        runner.run(
            "",
            [](const core::JobContext &) {
                throw core::Error(core::ErrorCode::NotWal, "Not in WAL mode.").withPath("/tmp/x.db");
            },
            [] { QFAIL("a failed job delivers no result"); });
        QTRY_COMPARE(errors.size(), 1);
        QCOMPARE(errors[0].code(), core::ErrorCode::NotWal);
        QCOMPARE(errors[0].path(), std::string("/tmp/x.db"));
        runner.run(
            "", [](const core::JobContext &) { throw std::runtime_error("odd"); }, [] {});
        QTRY_COMPARE(errors.size(), 2);
        QCOMPARE(errors[1].code(), core::ErrorCode::Internal);
        QCOMPARE(errors[1].message(), std::string("odd"));
    }

    void longTasksAppearWithProgressAndCanBeCancelled()
    {
        TaskList tasks;
        QAbstractItemModelTester tester(&tasks);
        TaskRunner runner(&tasks);
        QSignalSpy cancelled(&runner, &TaskRunner::cancelled);
        runner.run(
            "Counting rows",
            [](const core::JobContext &job) {
                std::uint64_t n = 0;
                while (true) {
                    job.checkStop();
                    job.report(++n, 1000000, "rows");
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                }
            },
            [] {});
        QCOMPARE(tasks.rowCount(), 0); // not yet: short jobs don't flicker
        QTRY_COMPARE(tasks.rowCount(), 1);
        const QModelIndex row = tasks.index(0);
        QCOMPARE(row.data().toString(), QString("Counting rows"));
        QTRY_VERIFY(row.data(TaskList::DoneRole).toULongLong() > 0);
        QCOMPARE(row.data(TaskList::TotalRole).toULongLong(), 1000000ULL);
        QCOMPARE(row.data(TaskList::UnitRole).toString(), QString("rows"));
        QVERIFY(row.data(TaskList::RateRole).toDouble() > 0);
        tasks.cancel(row.data(TaskList::IdRole).toULongLong());
        QTRY_COMPARE(cancelled.count(), 1);
        QCOMPARE(tasks.rowCount(), 0);
    }

    void untitledTasksStayHidden()
    {
        TaskList tasks;
        TaskRunner runner(&tasks);
        runner.run(
            "", [](const core::JobContext &job) { waitForStop(job); }, [] {});
        QTest::qWait(300);
        QCOMPARE(tasks.rowCount(), 0);
        QCOMPARE(tasks.unfinished(), 1);
        runner.cancel();
        QTRY_COMPARE(tasks.unfinished(), 0);
    }

    void discardedResultsNeverArrive()
    {
        TaskList tasks;
        TaskRunner runner(&tasks);
        bool arrived = false;
        runner.run(
            "", [](const core::JobContext &) { return 1; }, [&](int) { arrived = true; });
        runner.discard();
        QTRY_COMPARE(tasks.unfinished(), 0);
        QVERIFY(!arrived);
        QVERIFY(!runner.running());
    }

    void destroyedReceiverDropsItsResult()
    {
        TaskList tasks;
        std::atomic<bool> ended = false;
        {
            TaskRunner runner(&tasks);
            runner.run(
                "",
                [&](const core::JobContext &job) {
                    waitForStop(job);
                    ended = true;
                },
                [] { QFAIL("the receiver is gone"); });
        }
        QTRY_VERIFY(ended);
        QTRY_COMPARE(tasks.unfinished(), 0);
    }

    void closingStopsAndAwaitsJobs()
    {
        std::atomic<int> ended = 0;
        {
            TaskList tasks;
            TaskRunner a(&tasks);
            TaskRunner b(&tasks);
            for (TaskRunner *runner : {&a, &b}) {
                runner->run(
                    "Working",
                    [&](const core::JobContext &job) {
                        waitForStop(job);
                        ++ended;
                    },
                    [] {});
            }
        }
        QCOMPARE(ended.load(), 2);
    }
};

QTEST_GUILESS_MAIN(TaskTest)
#include "tst_task.moc"
