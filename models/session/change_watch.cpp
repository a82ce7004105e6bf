#include "models/session/change_watch.h"

#include "engine/sqlite/termination.h"

namespace strandline::session {

namespace {

constexpr int lookEveryMs = 500;

struct Look
{
    std::shared_ptr<Lease> lease;
    std::int64_t version = 0; // counted by each connection for itself
    bool anew = false;        // by another connection than the look before
};

} // namespace

ChangeWatch::ChangeWatch(task::TaskList *tasks, QObject *parent)
    : QObject(parent), m_looking(new task::TaskRunner(tasks, this))
{
    m_timer.setInterval(lookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &ChangeWatch::look);
    connect(m_looking, &task::TaskRunner::failed, this, &ChangeWatch::begin);
}

void ChangeWatch::watch(const std::shared_ptr<Database> &database)
{
    if (m_database == database) {
        return;
    }
    m_looking->discard();
    m_lease.reset();
    m_version = 0;
    m_watching = false;
    m_database = database;
    if (database) {
        m_timer.start();
        look();
    } else {
        m_timer.stop();
    }
}

void ChangeWatch::look()
{
    if (m_looking->running()) {
        return;
    }
    m_looking->run(
        QString(),
        [database = m_database, lease = m_lease](const core::JobContext &) {
            // Somebody may have ended its session.
            const bool anew = !lease || sqlite::terminationOf(lease->connection())->ended();
            auto used = anew ? std::make_shared<Lease>(database->lease()) : lease;
            const std::int64_t version = used->connection().integer("PRAGMA data_version");
            return Look{std::move(used), version, anew};
        },
        [this](Look seen) {
            m_lease = std::move(seen.lease);
            const std::int64_t before = std::exchange(m_version, seen.version);
            begin();
            if (before != 0 && (seen.anew || before != m_version)) {
                emit changed();
            }
        });
}

void ChangeWatch::begin()
{
    if (!std::exchange(m_watching, true)) {
        emit watching();
    }
}

} // namespace strandline::session
