// The database that a window has open, and the moment that the window looks at. GUI thread.
//
// open() is asynchronous: the file is looked at by a job. Closing stops the recording of this window. The
// moment is the present or one commit of the history; pages follow pointChanged().
#pragma once

#include "engine/core/error.h"
#include "engine/session/database.h"
#include "models/task/task_runner.h"
#include "models/timeline/commits_model.h"
#include "models/timeline/recording_service.h"

#include <QObject>

#include <memory>
#include <optional>

namespace strandline::session {

class DatabaseSession : public QObject
{
    Q_OBJECT
public:
    enum class State
    {
        Closed,
        Opening,
        Open
    };

    explicit DatabaseSession(task::TaskList *tasks, QObject *parent = nullptr);

    State state() const { return m_state; }
    QString path() const { return m_path; } // absolute; empty while closed
    QString name() const;                   // the file's name
    bool readOnly() const { return m_readOnly; }
    task::TaskList *tasks() const { return m_tasks; }
    // Null unless open.
    const std::shared_ptr<Database> &database() const { return m_database; }
    timeline::RecordingService *recording() const { return m_recording; }
    timeline::CommitsModel *commits() const { return m_commits; }

    // Opens path in place of what is open. A failure leaves the session closed: failed().
    void open(const QString &path, bool readOnly = false);
    void close();

    // Nothing: the present.
    const std::optional<timeline::Commit> &point() const { return m_point; }
    void lookAt(const timeline::Commit &commit);
    // To the commit `by` places later (earlier where negative) than the moment; from now: the newest.
    void step(int by);
    void returnToNow();

signals:
    void stateChanged();
    void failed(const strandline::core::Error &error);
    void pointChanged();

private:
    void setState(State state);

    task::TaskList *m_tasks;
    task::TaskRunner *m_opening;
    timeline::CommitsModel *m_commits;
    timeline::RecordingService *m_recording;
    State m_state = State::Closed;
    QString m_path;
    bool m_readOnly = false;
    std::shared_ptr<Database> m_database;
    std::optional<timeline::Commit> m_point;
};

} // namespace strandline::session
