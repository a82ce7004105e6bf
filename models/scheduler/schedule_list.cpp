#include "models/scheduler/schedule_list.h"

#include "engine/scheduler/job_calls.h"
#include "engine/session/history_locations.h"

#include <algorithm>

namespace strandline::scheduler {

namespace {

constexpr std::size_t runsShown = 500;
constexpr int lookEveryMs = 3000;

const core::Clock &systemClock()
{
    static const core::SystemClock clock;
    return clock;
}

ScheduleState load(const Schedules &schedules, const std::string &database)
{
    ScheduleState state;
    state.jobs = schedules.jobs(database);
    state.runs = schedules.history(database, {}, runsShown);
    state.windows = schedules.windows();
    state.holidays = schedules.holidays();
    state.conflicts = findConflicts(schedules, database, systemClock().now());
    return state;
}

} // namespace

Execute executeOfThisUser(std::shared_ptr<const core::Keychain> keychain)
{
    JobSurroundings surroundings;
    surroundings.folder = session::userConfigFolder();
    surroundings.historyOf = [](const std::string &database) {
        const std::string folder = session::HistoryLocations(session::userConfigFolder()).folderOf(database);
        return folder.empty() ? session::folderBeside(database) : folder;
    };
    surroundings.clock = &systemClock();
    surroundings.keychain = keychain.get();
    return [keychain, calls = jobCalls(std::move(surroundings))](
               const Job &job, const core::JobContext &context) { return calls(job, context); };
}

ScheduleList::ScheduleList(session::DatabaseSession *session, std::shared_ptr<const core::Keychain> keychain,
                           QObject *parent)
    : QObject(parent), m_session(session), m_keychain(std::move(keychain)),
      m_schedules(session::userConfigFolder()), m_loading(new task::TaskRunner(session->tasks(), this))
{
    m_timer.setInterval(lookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (!m_loading->running()) {
            refresh();
        }
    });
    connect(m_loading, &task::TaskRunner::failed, this, &ScheduleList::failed);
    connect(session, &session::DatabaseSession::stateChanged, this, &ScheduleList::refresh);
    refresh();
}

std::string ScheduleList::database() const
{
    return m_session->path().toStdString();
}

const Run *ScheduleList::lastRun(const Job &job) const
{
    const auto found = std::find_if(m_state.runs.begin(), m_state.runs.end(),
                                    [&](const Run &run) { return run.jobId == job.id; });
    return found != m_state.runs.end() ? &*found : nullptr;
}

bool ScheduleList::running(const Job &job) const
{
    return std::any_of(m_state.runs.begin(), m_state.runs.end(), [&](const Run &run) {
        return run.jobId == job.id && (run.status == RunStatus::Running || run.status == RunStatus::Pending);
    });
}

void ScheduleList::refresh()
{
    if (m_session->state() != session::DatabaseSession::State::Open) {
        return;
    }
    m_loading->run(
        {},
        [schedules = m_schedules, database = database()](const core::JobContext &) {
            return load(schedules, database);
        },
        [this](ScheduleState state) {
            m_state = std::move(state);
            m_loaded = true;
            emit changed();
        });
}

void ScheduleList::watch(bool on)
{
    if (on) {
        refresh();
        m_timer.start();
    } else {
        m_timer.stop();
    }
}

// One for each request: a later one doesn't cancel an earlier one.
task::TaskRunner *ScheduleList::runner()
{
    auto *runner = new task::TaskRunner(m_session->tasks(), this);
    connect(runner, &task::TaskRunner::failed, this, [this, runner](const core::Error &error) {
        runner->deleteLater();
        refresh();
        emit failed(error);
    });
    connect(runner, &task::TaskRunner::cancelled, this, [this, runner] {
        runner->deleteLater();
        refresh();
    });
    return runner;
}

void ScheduleList::change(Change change, std::function<void()> then)
{
    task::TaskRunner *runner = this->runner();
    runner->run(
        {},
        [schedules = m_schedules, change = std::move(change)](const core::JobContext &) {
            change(schedules, systemClock().now());
        },
        [this, runner, then = std::move(then)] {
            runner->deleteLater();
            refresh();
            if (then) {
                then();
            }
        });
}

void ScheduleList::runNow(const Job &job)
{
    task::TaskRunner *runner = this->runner();
    runner->run(
        tr("Job %1").arg(QString::fromStdString(job.name)),
        [schedules = m_schedules, keychain = m_keychain, job](const core::JobContext &context) {
            return Runner(schedules, executeOfThisUser(keychain), systemClock())
                .runNow(job.database, job.name, context);
        },
        [this, runner](const Run &run) {
            runner->deleteLater();
            refresh();
            emit ran(run);
        });
    refresh(); // it runs, says the list soon
}

} // namespace strandline::scheduler
