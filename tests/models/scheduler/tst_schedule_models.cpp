// Schedules as the window has them: lists, plans, words; due jobs that run while it is open; and the agent
// that lets the window have a database.
#include "engine/scheduler/agent.h"
#include "models/scheduler/due_jobs.h"
#include "models/scheduler/job_plan.h"
#include "models/scheduler/job_words.h"
#include "models/scheduler/jobs_model.h"
#include "models/scheduler/runs_model.h"
#include "models/text/quantities.h"
#include "models/text/text_rows.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <thread>

using namespace strandline;
using namespace strandline::scheduler;

namespace {

class ScheduleModelsTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<test::TempFolder>(test::TempFolder::Place::Memory);
        qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString(m_folder->file("config")));
        m_database = m_folder->file("shop.db");
        test::PlainDatabase(m_database)
            .execute("PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
                     "INSERT INTO orders VALUES (1, 10), (2, 20)");
        m_databases = std::make_unique<session::OpenDatabases>(&m_tasks);
        m_session = std::make_unique<session::DatabaseSession>(
            m_databases->share(QString::fromStdString(m_database), false));
        QTRY_COMPARE(m_session->state(), session::DatabaseSession::State::Open);
    }

    void cleanup()
    {
        m_session.reset();
        QTRY_COMPARE(m_tasks.unfinished(), 0);
        m_databases.reset();
    }

    void jobsAreAddedRunAndRemoved()
    {
        ScheduleList list(m_session.get(), nullptr);
        JobsModel jobs(&list);
        RunsModel runs(&list);
        QAbstractItemModelTester jobsTester(&jobs);
        QAbstractItemModelTester runsTester(&runs);
        const Job job = jobNamed("nightly");
        list.change([job](const Schedules &schedules, core::Time now) { schedules.add(job, now); });
        QTRY_COMPARE(jobs.rowCount(), 1);
        QCOMPARE(text(jobs, 0, JobsModel::NameColumn), "nightly");
        QCOMPARE(text(jobs, 0, JobsModel::KindColumn), "Full backup");
        QCOMPARE(text(jobs, 0, JobsModel::WhenColumn), "every day at 02:00");
        QCOMPARE(text(jobs, 0, JobsModel::LastColumn), "not run yet");
        QCOMPARE(text(jobs, 0, JobsModel::WindowColumn), "off-hours");

        const QSignalSpy ran(&list, &ScheduleList::ran);
        list.runNow(jobs.jobAt(0));
        QTRY_COMPARE_WITH_TIMEOUT(ran.count(), 1, 20000);
        const auto run = qvariant_cast<Run>(ran.at(0).at(0));
        QCOMPARE(QString::fromStdString(run.error), "");
        QCOMPARE(run.status, RunStatus::Completed);
        QTRY_COMPARE(runs.rowCount(), 1);
        QTRY_COMPARE(text(runs, 0, RunsModel::StatusColumn), "completed, by hand");
        QVERIFY(text(runs, 0, RunsModel::BytesColumn).contains("byte") ||
                text(runs, 0, RunsModel::BytesColumn).contains("iB"));
        QVERIFY(text(runs, 0, RunsModel::MessageColumn).contains("full"));
        QVERIFY(text(jobs, 0, JobsModel::LastColumn).startsWith("completed"));
        runs.setJob("other");
        QCOMPARE(runs.rowCount(), 0);
        runs.setJob("");
        QCOMPARE(runs.rowCount(), 1);

        list.change([job](const Schedules &schedules, core::Time now) {
            schedules.setEnabled(job.database, job.name, false, now);
        });
        QTRY_COMPARE(text(jobs, 0, JobsModel::NextColumn), "disabled");
        list.change(
            [job](const Schedules &schedules, core::Time) { schedules.remove(job.database, job.name); });
        QTRY_COMPARE(jobs.rowCount(), 0);
        QCOMPARE(runs.rowCount(), 1); // its history stays
    }

    void aRefusedChangeIsTold()
    {
        ScheduleList list(m_session.get(), nullptr);
        std::vector<core::ErrorCode> failed;
        connect(&list, &ScheduleList::failed, this,
                [&](const core::Error &error) { failed.push_back(error.code()); });
        list.change(
            [job = jobNamed("")](const Schedules &schedules, core::Time now) { schedules.add(job, now); });
        QTRY_COMPARE(failed, std::vector<core::ErrorCode>{core::ErrorCode::Usage});
    }

    void thePlanShowsWhatWillHappen()
    {
        JobPlan plan(m_session.get(), Schedules(m_folder->file("config/strandline")));
        Job job = jobNamed("noon");
        job.cron = "0 12 * * *";
        QSignalSpy changed(&plan, &JobPlan::changed);
        plan.setJob(job);
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(!plan.plan().problem);
        QCOMPARE(plan.plan().next.size(), std::size_t{10});
        QCOMPARE(plan.plan().days.size(), std::size_t{42});
        QCOMPARE(plan.plan().days.front().day.weekday(), 1);
        for (const CalendarDay &day : plan.plan().days) {
            const bool weekend = day.day.weekday() >= 6;
            QCOMPARE(day.runs.size(), std::size_t{1});
            QCOMPARE(day.runs[0].minute, 12 * 60);
            QCOMPARE(day.runs[0].obstacle, weekend ? Obstacle::None : Obstacle::OutsideWindow);
            QVERIFY(weekend ? day.open == (std::vector<WeekSpan>{{0, 1440}})
                            : day.open == (std::vector<WeekSpan>{{0, 360}, {1080, 1440}}));
        }
        plan.showMonth(1);
        QTRY_COMPARE(changed.count(), 2);
        QCOMPARE(plan.plan().month.day, 1);
        job.cron = "0 25 * * *";
        plan.setJob(job);
        QTRY_VERIFY(plan.plan().problem);
        QVERIFY(QString::fromStdString(plan.plan().problem->message()).contains("hour"));
    }

    void toldInWords_data()
    {
        QTest::addColumn<QString>("cron");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *cron, const char *words) { QTest::newRow(cron) << cron << words; };
        row("0 2 * * MON-FRI", "every day at 02:00, Monday to Friday");
        row("0 2 * * 0", "every Sunday at 02:00");
        row("*/15 9-17 * * *", "every 15 minutes, 09:00–17:59");
        row("0 */2 * * *", "every 2 hours");
        row("0 0 1,15 * *", "at 00:00, on day 1 and 15 of the month");
        row("0 0 1 JAN *", "at 00:00, on day 1 of the month, in January");
        row("30 4 1 * MON", "at 04:30, on day 1 of the month or on Monday");
        row("nonsense", "");
    }

    void toldInWords()
    {
        QFETCH(QString, cron);
        QFETCH(QString, words);
        QCOMPARE(cronText(cron.toStdString()), words);
    }

    void dueJobsRunWhileItIsOpen()
    {
        const Schedules schedules(m_folder->file("config/strandline"));
        Job job = jobNamed("often");
        job.cron = "* * * * *";
        job.window.clear();
        job.runMissed = true;
        schedules.add(job, text::now() - std::chrono::hours(1)); // due
        DueJobs due(&m_tasks, m_databases.get(), nullptr);
        QSignalSpy ended(&due, &DueJobs::ended);
        due.look();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
        QCOMPARE(qvariant_cast<Run>(ended.at(0).at(0)).status, RunStatus::Completed);
        QCOMPARE(schedules.history().size(), std::size_t{1});
    }

    void aFailedJobIsTold()
    {
        const Schedules schedules(m_folder->file("config/strandline"));
        Job job = jobNamed("check");
        job.cron = "* * * * *";
        job.window.clear();
        job.runMissed = true;
        job.kind = JobKind::Crosscheck; // of a store that isn't there
        schedules.add(job, text::now() - std::chrono::hours(1));
        DueJobs due(&m_tasks, m_databases.get(), nullptr);
        QSignalSpy ended(&due, &DueJobs::ended);
        due.look();
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, 20000);
        const auto run = qvariant_cast<Run>(ended.at(0).at(0));
        QCOMPARE(run.status, RunStatus::Failed);
        QVERIFY(!run.error.empty());
    }

    void theAgentLetsTheWindowHaveTheDatabase()
    {
        m_session.reset();
        QTRY_COMPARE(m_tasks.unfinished(), 0);
        const core::SystemClock clock;
        AgentOptions options;
        options.databases = {{m_database, ""}};
        options.folder = m_folder->file("config/strandline");
        options.clock = &clock;
        options.execute = [](const Job &, const core::JobContext &) { return Outcome{}; };
        options.tryAgainAfter = std::chrono::milliseconds(20);
        const Agent agent(options, {});
        QVERIFY(agent.state().at(0).recording);
        {
            session::DatabaseSession session(m_databases->share(QString::fromStdString(m_database), false));
            QTRY_COMPARE(session.recording()->state(), timeline::RecordingService::State::Recording);
            QVERIFY(agent.state().at(0).handedOver);
        }
        QTRY_VERIFY(agent.state().at(0).recording);
        {
            session::DatabaseSession looking(m_databases->share(QString::fromStdString(m_database), true));
            QTRY_COMPARE(looking.recording()->state(), timeline::RecordingService::State::Elsewhere);
        }
        QVERIFY(agent.state().at(0).recording); // who only reads doesn't ask for it
    }

    void textRows()
    {
        text::TextRows rows({"a", "b"});
        QAbstractItemModelTester tester(&rows);
        rows.setRows({{"1", "2"}, {"3", "4"}});
        QCOMPARE(rows.rowCount(), 2);
        QCOMPARE(text(rows, 1, 1), "4");
        rows.setRows({});
        QCOMPARE(rows.rowCount(), 0);
    }

private:
    Job jobNamed(const std::string &name) const
    {
        Job job;
        job.database = m_database;
        job.name = name;
        job.cron = "0 2 * * *";
        job.zone = "UTC";
        job.window = "off-hours";
        job.store = m_folder->file("store");
        return job;
    }

    static QString text(const QAbstractItemModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }

    std::unique_ptr<test::TempFolder> m_folder;
    std::string m_database;
    task::TaskList m_tasks;
    std::unique_ptr<session::OpenDatabases> m_databases;
    std::unique_ptr<session::DatabaseSession> m_session;
};

} // namespace

QTEST_GUILESS_MAIN(ScheduleModelsTest)
#include "tst_schedule_models.moc"
