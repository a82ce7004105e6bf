// Runs what is due of the databases that are open, on a worker, while the program runs. One per program, made
// by the composition root; GUI thread.
#pragma once

#include "engine/core/keychain.h"
#include "engine/scheduler/runner.h"
#include "models/session/open_database.h"
#include "models/task/task_runner.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace strandline::scheduler {

class DueJobs : public QObject
{
    Q_OBJECT
public:
    // databases: which ones are open; both outlive this.
    DueJobs(task::TaskList *tasks, const session::OpenDatabases *databases,
            std::shared_ptr<const core::Keychain> keychain, QObject *parent = nullptr);

    void look(); // by itself every few seconds

signals:
    void ended(const strandline::scheduler::Run &run); // completed, failed, skipped or cancelled
    void failed(const strandline::core::Error &error); // schedules can't be read

private:
    struct Open
    {
        std::string database;
        core::Time since; // open; what was due before was missed
    };
    void run(const std::vector<Open> &open, const QStringList &jobs);

    const session::OpenDatabases *m_databases;
    const std::shared_ptr<const core::Keychain> m_keychain; // null: the program has none
    const Schedules m_schedules;
    task::TaskRunner *m_looking;
    task::TaskRunner *m_running;
    QTimer m_timer;
    QHash<QString, core::Time> m_since;
    std::string m_told; // the last problem
};

} // namespace strandline::scheduler
