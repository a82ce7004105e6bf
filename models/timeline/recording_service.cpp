#include "models/timeline/recording_service.h"

#include "engine/session/history_locations.h"

namespace strandline::timeline {

namespace {
constexpr int lookEveryMs = 500;
}

// One look at a database's history; made on a worker thread.
struct RecordingService::Look
{
    bool historyExists = false;
    std::string journalMode;
    Status status;
    std::vector<Commit> commits; // after the last known one
    bool restarted = false;      // another history than before: commits are all of it
    std::optional<RecorderState> recorder;
};

RecordingService::RecordingService(task::TaskList *tasks, CommitsModel *commits, QObject *parent)
    : QObject(parent), m_commits(commits), m_asking(new task::TaskRunner(tasks, this)),
      m_looking(new task::TaskRunner(tasks, this)), m_starting(new task::TaskRunner(tasks, this)),
      m_running(new task::TaskRunner(tasks, this))
{
    m_timer.setInterval(lookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &RecordingService::refresh);
    connect(m_asking, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        begin();
        emit failed(error);
    });
    connect(m_looking, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        const bool first = m_state == State::Looking;
        if (first) {
            setState(State::Off);
        }
        if (!m_lookFailure || m_lookFailure->message() != error.message()) {
            m_lookFailure = error;
            emit failed(error);
        }
        if (first) {
            emit looked();
        }
    });
    for (task::TaskRunner *runner : {m_starting, m_running}) {
        connect(runner, &task::TaskRunner::failed, this, [this](const core::Error &error) {
            ended();
            emit failed(error);
        });
        connect(runner, &task::TaskRunner::cancelled, this, &RecordingService::ended);
    }
}

RecordingService::~RecordingService() = default;

QString RecordingService::owner() const
{
    if (!m_status.recorder) {
        return {};
    }
    return tr("%1 (process %2)")
        .arg(QString::fromStdString(m_status.recorder->program))
        .arg(m_status.recorder->pid);
}

void RecordingService::watch(std::shared_ptr<session::Database> database)
{
    release();
    m_database = std::move(database);
    setState(State::Looking);
    askAgent();
}

void RecordingService::askAgent()
{
    if (m_database->readOnly()) {
        begin();
        return;
    }
    m_asking->run(
        {},
        [path = m_database->path()](const core::JobContext &job) {
            return std::shared_ptr<scheduler::Handover>(
                scheduler::Handover::ask(session::userConfigFolder(), path, job.stop));
        },
        [this](std::shared_ptr<scheduler::Handover> handover) {
            m_handover = std::move(handover);
            begin();
        });
}

void RecordingService::begin()
{
    refresh();
    m_timer.start();
}

void RecordingService::release()
{
    m_timer.stop();
    m_asking->discard();
    m_looking->discard();
    m_starting->discard();
    m_running->discard();
    m_recorder.reset();
    m_recorderState.reset();
    m_handover.reset(); // a recorder of ours that is closing keeps it until it has closed
    m_database.reset();
    m_status = {};
    m_historyExists = false;
    m_journalMode.clear();
    m_lookFailure.reset();
    m_commits->clear();
    setState(State::None);
}

void RecordingService::refresh()
{
    if (!m_database || m_looking->running()) {
        return;
    }
    const core::Scn last = m_commits->commits().empty() ? core::Scn{} : m_commits->commits().back().scn;
    const core::Scn first = m_commits->commits().empty() ? core::Scn{} : m_commits->commits().front().scn;
    m_looking->run(
        QString(),
        [database = m_database, recorder = m_recorder, first, last,
         known = m_status.id](const core::JobContext &) {
            Look look;
            look.journalMode = database->journalMode();
            look.historyExists = database->hasHistory();
            if (recorder) {
                look.recorder = recorder->state();
            }
            if (look.historyExists) {
                const std::shared_ptr<History> history = recorder ? recorder->history() : database->history();
                look.status = history->status();
                look.restarted = look.status.id != known || look.status.currentScn < last ||
                                 (first && first < look.status.oldestScn); // pruned
                const core::Scn from = look.restarted ? core::Scn{} : last.next();
                if (look.restarted || look.status.currentScn > last) {
                    look.commits = history->commits(from);
                }
            }
            return look;
        },
        [this](const Look &look) { take(look); });
}

void RecordingService::take(const Look &look)
{
    m_lookFailure.reset();
    const core::Scn before = m_status.currentScn;
    m_historyExists = look.historyExists;
    m_journalMode = QString::fromStdString(look.journalMode);
    m_status = look.status;
    m_recorderState = look.recorder;
    if (look.restarted || !look.historyExists) {
        if (!m_commits->commits().empty()) {
            m_commits->clear();
        }
    }
    m_commits->append(look.commits);
    const bool first = m_state == State::Looking;
    if (first || m_state == State::Off || m_state == State::Elsewhere) {
        setState(m_status.recorder ? State::Elsewhere : State::Off);
    } else {
        emit changed();
    }
    if (first) {
        emit looked();
        if (m_handover && m_state == State::Off && m_historyExists && walMode()) {
            start(false); // goes on where the agent left off
        }
    }
    if (m_status.currentScn != before) {
        emit scnMoved();
    }
}

void RecordingService::start(bool enableWal)
{
    if (!m_database || m_state == State::Starting || m_state == State::Recording) {
        return;
    }
    RecorderOptions options;
    options.location = m_database->location();
    options.enableWal = enableWal;
    options.program = "strandline";
    setState(State::Starting);
    m_starting->run(
        tr("Starting to record"),
        [options](const core::JobContext &job) { return std::make_shared<Recorder>(options, job); },
        [this](const std::shared_ptr<Recorder> &recorder) { began(recorder); });
}

void RecordingService::began(const std::shared_ptr<Recorder> &recorder)
{
    m_recorder = recorder;
    setState(State::Recording);
    emit started();
    m_running->run(
        QString(),
        [recorder, handover = m_handover](const core::JobContext &job) {
            recorder->run(job.stop);
            recorder->close();
        },
        [this] { ended(); });
    refresh();
}

void RecordingService::offer()
{
    emit offered();
}

void RecordingService::stop()
{
    if (m_state != State::Starting && m_state != State::Recording) {
        return;
    }
    setState(State::Stopping);
    m_starting->cancel();
    m_running->cancel();
}

void RecordingService::ended()
{
    m_recorder.reset();
    m_recorderState.reset();
    m_status.recorder.reset();
    if (m_database) {
        setState(State::Off);
        refresh();
    }
}

void RecordingService::setState(State state)
{
    m_state = state;
    emit changed();
}

} // namespace strandline::timeline
