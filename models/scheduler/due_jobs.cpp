#include "models/scheduler/due_jobs.h"

#include "engine/session/history_locations.h"
#include "models/scheduler/schedule_list.h"
#include "models/text/quantities.h"

namespace strandline::scheduler {

namespace {

constexpr int lookEveryMs = 5000;

const core::Clock &systemClock()
{
    static const core::SystemClock clock;
    return clock;
}

} // namespace

DueJobs::DueJobs(task::TaskList *tasks, const session::OpenDatabases *databases,
                 std::shared_ptr<const core::Keychain> keychain, QObject *parent)
    : QObject(parent), m_databases(databases), m_keychain(std::move(keychain)),
      m_schedules(session::userConfigFolder()), m_looking(new task::TaskRunner(tasks, this)),
      m_running(new task::TaskRunner(tasks, this))
{
    m_timer.setInterval(lookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &DueJobs::look);
    for (task::TaskRunner *runner : {m_looking, m_running}) {
        connect(runner, &task::TaskRunner::failed, this, [this](const core::Error &error) {
            if (std::exchange(m_told, error.message()) != error.message()) {
                emit failed(error);
            }
        });
    }
    m_timer.start();
}

void DueJobs::look()
{
    if (m_looking->running() || m_running->running()) {
        return;
    }
    QHash<QString, core::Time> since;
    std::vector<Open> open;
    for (const QString &path : m_databases->openPaths()) {
        const core::Time opened = m_since.value(path, text::now());
        since.insert(path, opened);
        open.push_back({path.toStdString(), opened});
    }
    m_since = std::move(since);
    if (open.empty()) {
        return;
    }
    m_looking->run(
        {},
        [schedules = m_schedules, open](const core::JobContext &) {
            QStringList due;
            for (const Open &database : open) {
                for (const Job &job : schedules.jobs(database.database)) {
                    if (job.enabled && job.next && *job.next <= systemClock().now()) {
                        due << QString::fromStdString(job.name);
                    }
                }
                for (const Run &run : schedules.waiting(database.database)) {
                    due << QString::fromStdString(run.job);
                }
            }
            return due;
        },
        [this, open](const QStringList &due) {
            m_told.clear();
            if (!due.isEmpty()) {
                run(open, due);
            }
        });
}

void DueJobs::run(const std::vector<Open> &open, const QStringList &jobs)
{
    m_running->stream<Run>(
        tr("Job %1").arg(jobs.join(QStringLiteral(", "))),
        [schedules = m_schedules, keychain = m_keychain, open](const core::JobContext &job,
                                                               const std::function<void(Run)> &post) {
            RunnerOptions options;
            options.onChange = [&post](const Run &run) {
                if (run.status != RunStatus::Running) {
                    post(run);
                }
            };
            const Runner runner(schedules, executeOfThisUser(keychain), systemClock(), options);
            for (const Open &database : open) {
                runner.runDue({Schedules::keyOf(database.database)}, Missed::AsTheJobSays, job,
                              database.since);
            }
        },
        [this](const Run &run) { emit ended(run); }, [] {});
}

} // namespace strandline::scheduler
