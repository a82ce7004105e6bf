// What schedules.db says of a database: its jobs, their runs, windows, holidays, conflicts; and changes to
// them. Reads and changes are jobs on worker threads; after each change everything is read again. GUI thread.
#pragma once

#include "engine/core/keychain.h"
#include "engine/scheduler/conflicts.h"
#include "engine/scheduler/runner.h"
#include "models/session/database_session.h"
#include "models/task/task_runner.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace strandline::scheduler {

struct ScheduleState
{
    std::vector<Job> jobs; // by name
    std::vector<Run> runs; // the newest first
    std::vector<NamedWindow> windows;
    std::vector<Holiday> holidays;
    std::vector<Conflict> conflicts;
};

class ScheduleList : public QObject
{
    Q_OBJECT
public:
    using Change = std::function<void(const Schedules &, core::Time now)>;

    ScheduleList(session::DatabaseSession *session, std::shared_ptr<const core::Keychain> keychain,
                 QObject *parent = nullptr);

    const ScheduleState &state() const { return m_state; }
    bool loaded() const { return m_loaded; }
    // The newest run of a job; null: it has not run.
    const Run *lastRun(const Job &job) const;
    // Jobs whose run goes on.
    bool running(const Job &job) const;
    std::string database() const; // its path
    const Schedules &schedules() const { return m_schedules; }

    void refresh();
    // Looks again by itself every few seconds, while somebody looks.
    void watch(bool on);
    // On a worker; then: on the GUI thread when it is done, may be empty.
    void change(Change change, std::function<void()> then = {});
    void runNow(const Job &job);

signals:
    void changed();
    void failed(const strandline::core::Error &error);
    void ran(const strandline::scheduler::Run &run); // runNow() is over

private:
    task::TaskRunner *runner();

    session::DatabaseSession *m_session;
    const std::shared_ptr<const core::Keychain> m_keychain;
    const Schedules m_schedules;
    task::TaskRunner *m_loading;
    QTimer m_timer;
    ScheduleState m_state;
    bool m_loaded = false;
};

// What jobs take from their surroundings in this program. keychain: null where it has none.
Execute executeOfThisUser(std::shared_ptr<const core::Keychain> keychain);

} // namespace strandline::scheduler
