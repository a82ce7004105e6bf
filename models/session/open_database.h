// A database that the program has open: its engine database, its commits, its recording. Windows that show
// the same file share one of these (OpenDatabases), so that a file is opened and recorded once. GUI thread.
#pragma once

#include "engine/core/error.h"
#include "engine/session/database.h"
#include "models/session/change_watch.h"
#include "models/task/task_runner.h"
#include "models/timeline/commits_model.h"
#include "models/timeline/recording_service.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace strandline::session {

class OpenDatabase : public QObject
{
    Q_OBJECT
public:
    enum class State
    {
        Closed,
        Opening,
        Open
    };

    explicit OpenDatabase(task::TaskList *tasks, QObject *parent = nullptr);

    State state() const { return m_state; }
    QString path() const { return m_path; } // absolute; kept where opening failed; empty after close()
    bool readOnly() const { return m_readOnly; }
    task::TaskList *tasks() const { return m_tasks; }
    const std::shared_ptr<Database> &database() const { return m_database; } // null unless open
    timeline::RecordingService *recording() const { return m_recording; }
    timeline::CommitsModel *commits() const { return m_commits; }
    ChangeWatch *changes() const { return m_changes; }

    // A job looks at the file, and for where its history is remembered to lie. failed() leaves it closed.
    void open(const QString &path, bool readOnly);
    // One that is open already and no file that changes: a state in a backup. Neither watched nor recorded.
    void show(std::shared_ptr<Database> database);
    void close();

signals:
    void stateChanged();
    void failed(const strandline::core::Error &error);

private:
    void setState(State state);
    void letGo();

    task::TaskList *m_tasks;
    task::TaskRunner *m_opening;
    timeline::CommitsModel *m_commits;
    timeline::RecordingService *m_recording;
    ChangeWatch *m_changes;
    State m_state = State::Closed;
    QString m_path;
    bool m_readOnly = false;
    std::shared_ptr<Database> m_opened; // until it is watched
    std::shared_ptr<Database> m_database;
};

// Finds the database that is open already. One per program, made by the composition root; outlives the
// sessions.
class OpenDatabases
{
public:
    explicit OpenDatabases(task::TaskList *tasks) : m_tasks(tasks) {}

    // The one that is open under this file, whatever links lead to it, else a new one that is being opened.
    // It closes with its last holder.
    std::shared_ptr<OpenDatabase> share(const QString &path, bool readOnly);
    // Closes it for all who share it.
    void close(const QString &path);
    // Of those that are open.
    QStringList openPaths() const;

private:
    task::TaskList *m_tasks;
    QHash<std::pair<QString, bool>, std::weak_ptr<OpenDatabase>> m_open; // by canonical path, read only
};

} // namespace strandline::session
