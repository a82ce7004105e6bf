// Tells that somebody has changed a database: another program, or another connection of ours. GUI thread.
//
// A short job looks twice a second at SQLite's own counter of changes (PRAGMA data_version), whether the
// database is recorded or not. The one connection that it looks with holds no lock in between.
#pragma once

#include "engine/session/database.h"
#include "models/task/task_runner.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace strandline::session {

class ChangeWatch : public QObject
{
    Q_OBJECT
public:
    explicit ChangeWatch(task::TaskList *tasks, QObject *parent = nullptr);

    // Null: nothing. What is read before watching() may be changed without being told.
    void watch(const std::shared_ptr<Database> &database);

signals:
    void watching(); // or it can't be looked at yet
    void changed();

private:
    void look();
    void begin();

    task::TaskRunner *m_looking;
    QTimer m_timer;
    std::shared_ptr<Database> m_database;
    std::shared_ptr<Lease> m_lease; // of one job at a time
    std::int64_t m_version = 0;     // 0: not known yet
    bool m_watching = false;
};

} // namespace strandline::session
