// The agent: records and runs schedules, lets the workbench have a database and takes it back.
#include "engine/scheduler/agent.h"
#include "engine/scheduler/handover.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <atomic>
#include <csignal>
#include <mutex>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace strandline;
using namespace strandline::scheduler;
using test::errorCodeOf;
using test::PlainDatabase;
using test::TempFolder;

namespace {

// A database in WAL mode, a user's configuration, and an agent that runs on a thread of its own.
struct Bench
{
    TempFolder folder{TempFolder::Place::Memory};
    core::SystemClock clock;
    std::string database = folder.file("shop.db");
    std::string config = folder.file("config");
    std::atomic<int> runs{0};
    std::mutex mutex;
    std::vector<std::string> notes;

    Bench() { PlainDatabase(database).execute("PRAGMA journal_mode=WAL; CREATE TABLE t(x)"); }

    AgentOptions options()
    {
        AgentOptions options;
        options.databases = {{database, ""}};
        options.folder = config;
        options.clock = &clock;
        options.execute = [this](const Job &, const core::JobContext &) {
            ++runs;
            return Outcome{};
        };
        options.note = [this](const std::string &sentence) {
            const std::lock_guard guard(mutex);
            notes.push_back(sentence);
        };
        options.tryAgainAfter = std::chrono::milliseconds(20);
        options.lookAtSchedules = std::chrono::milliseconds(20);
        return options;
    }
    // A job that is due at once.
    void addDueJob() const
    {
        Job job;
        job.database = database;
        job.name = "often";
        job.cron = "* * * * *";
        job.zone = "UTC";
        job.store = folder.file("store");
        job.runMissed = true;
        Schedules(config).add(job, clock.now() - std::chrono::hours(1));
    }
    std::optional<timeline::Owner> owner() const
    {
        return timeline::History::exists({database, ""})
                   ? timeline::History::open({database, ""})->status().recorder
                   : std::nullopt;
    }
};

class RunningAgent
{
public:
    explicit RunningAgent(AgentOptions options)
        : m_agent(std::move(options), {}),
          m_thread([this](const std::stop_token &stop) { m_agent.run(stop); })
    {
    }
    AgentState state() const { return m_agent.state().at(0); }

private:
    Agent m_agent;
    std::jthread m_thread;
};

} // namespace

class TestAgent : public QObject
{
    Q_OBJECT

private slots:
    void recordsAndRunsJobs()
    {
        Bench bench;
        bench.addDueJob();
        {
            const RunningAgent agent(bench.options());
            QVERIFY(agent.state().recording);
            QCOMPARE(bench.owner()->program, std::string("strandctl agent"));
            PlainDatabase(bench.database).execute("INSERT INTO t VALUES (1)");
            QTRY_COMPARE(timeline::History::open({bench.database, ""})->currentScn().value, std::uint64_t{2});
            QTRY_COMPARE(bench.runs.load(), 1);
        }
        QVERIFY(!bench.owner());
        QCOMPARE(Schedules(bench.config).history().at(0).status, RunStatus::Completed);
    }

    void handsOverAndTakesBack()
    {
        Bench bench;
        const RunningAgent agent(bench.options());
        auto handover = Handover::ask(bench.config, bench.database, {});
        QVERIFY(handover != nullptr);
        QVERIFY(!agent.state().recording && agent.state().handedOver);
        {
            timeline::RecorderOptions options;
            options.location = {bench.database, ""};
            timeline::Recorder ours(options, {}); // would throw OwnedBy
            bench.addDueJob();
            QTest::qWait(100); // the agent looks at the schedules five times
            QCOMPARE(bench.runs.load(), 0);
        }
        handover.reset();
        QTRY_VERIFY(agent.state().recording);
        QTRY_COMPARE(bench.runs.load(), 1);
    }

    void takesBackFromAWorkbenchThatDied()
    {
        Bench bench;
        const RunningAgent agent(bench.options());
        const pid_t child = ::fork();
        if (child == 0) {
            const auto handover = Handover::ask(bench.config, bench.database, {});
            ::pause();
            ::_exit(handover ? 0 : 1);
        }
        QTRY_VERIFY(agent.state().handedOver);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QTRY_VERIFY(agent.state().recording && !agent.state().handedOver);
    }

    void waitsWhileSomebodyElseRecords()
    {
        Bench bench;
        timeline::RecorderOptions options;
        options.location = {bench.database, ""};
        auto other = std::make_unique<timeline::Recorder>(options, core::JobContext());
        const RunningAgent agent(bench.options());
        QVERIFY(!agent.state().recording);
        QVERIFY(agent.state().problem.find("strandctl") != std::string::npos);
        QTest::qWait(100);
        {
            const std::lock_guard guard(bench.mutex);
            QCOMPARE(bench.notes.size(), std::size_t{1}); // said once, though it tries again and again
        }
        other.reset();
        QTRY_VERIFY(agent.state().recording);
    }

    void refusesWhatIsNotThere()
    {
        Bench bench;
        QVERIFY(!Handover::ask(bench.config, bench.database, {})); // there is no agent
        AgentOptions options = bench.options();
        options.databases = {{bench.folder.file("none.db"), ""}};
        QCOMPARE(errorCodeOf([&] { const Agent agent(options, {}); }), std::string("NOT_FOUND"));
        const RunningAgent agent(bench.options());
        QCOMPARE(errorCodeOf([&] { const Agent second(bench.options(), {}); }), std::string("BUSY"));
        QVERIFY(agent.state().recording);
    }

    void theSocketOfAKilledAgentIsReplaced()
    {
        Bench bench;
        const pid_t child = ::fork();
        if (child == 0) {
            const Agent agent(bench.options(), {});
            ::raise(SIGKILL);
        }
        ::waitpid(child, nullptr, 0);
        QVERIFY(!Handover::ask(bench.config, bench.database, {}));
        const RunningAgent agent(bench.options());
        QVERIFY(agent.state().recording);
    }
};

QTEST_GUILESS_MAIN(TestAgent)
#include "tst_agent.moc"
