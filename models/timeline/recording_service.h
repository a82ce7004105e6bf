// Whether a database's commits are recorded, by whom, and how far; starts and stops our own recorder. GUI
// thread.
//
// Feeds the commits of the history, whoever records, into the CommitsModel it is given. The recorder lives in
// jobs of its own; a look at the history runs in a short job every half second, so that nothing here blocks.
//
// An agent that records the database is asked for it when it is opened, and gets it back when it is closed.
#pragma once

#include "engine/scheduler/handover.h"
#include "engine/session/database.h"
#include "engine/timeline/recorder.h"
#include "models/task/task_runner.h"
#include "models/timeline/commits_model.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace strandline::timeline {

class RecordingService : public QObject
{
    Q_OBJECT
public:
    enum class State
    {
        None,      // no database
        Looking,   // not known yet
        Off,       // nobody records; there may be a history
        Starting,  // ours is coming up
        Recording, // ours
        Elsewhere, // another program records: owner()
        Stopping,
    };

    RecordingService(task::TaskList *tasks, CommitsModel *commits, QObject *parent = nullptr);
    ~RecordingService() override;

    void watch(std::shared_ptr<session::Database> database);
    void release(); // stops recording, forgets the database

    State state() const { return m_state; }
    bool hasHistory() const { return m_historyExists; }
    bool walMode() const { return m_journalMode == "wal"; }
    QString journalMode() const { return m_journalMode; }
    const Status &status() const { return m_status; }
    const std::optional<RecorderState> &recorder() const { return m_recorderState; } // ours
    QString owner() const; // "strandctl (pid 4711)", while Elsewhere
    core::Scn currentScn() const { return m_status.currentScn; }

    // enableWal: the user said yes to turning WAL on. failed() when it can't be.
    void start(bool enableWal);
    void stop();
    void refresh(); // look now
    void offer();   // asks the window to ask the user: offered()

signals:
    void changed();
    void looked(); // the first look at a database is over
    void failed(const strandline::core::Error &error);
    void scnMoved();
    void started(); // our recorder runs
    void offered();

private:
    struct Look;

    void setState(State state);
    void take(const Look &look);
    void began(const std::shared_ptr<Recorder> &recorder);
    void ended();
    void askAgent();
    void begin();

    CommitsModel *m_commits;
    task::TaskRunner *m_asking;
    task::TaskRunner *m_looking;
    task::TaskRunner *m_starting;
    task::TaskRunner *m_running;
    QTimer m_timer;
    State m_state = State::None;
    std::shared_ptr<session::Database> m_database;
    std::shared_ptr<scheduler::Handover> m_handover; // from the agent; null: there is none
    std::shared_ptr<Recorder> m_recorder;
    bool m_historyExists = false;
    QString m_journalMode;
    Status m_status;
    std::optional<RecorderState> m_recorderState;
    std::optional<core::Error> m_lookFailure; // told once
};

} // namespace strandline::timeline
