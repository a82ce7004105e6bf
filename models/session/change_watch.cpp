#include "models/session/change_watch.h"

namespace strandline::session {

namespace {
constexpr int lookEveryMs = 500;
}

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
            auto used = lease ? lease : std::make_shared<Lease>(database->lease());
            const std::int64_t version = used->connection().integer("PRAGMA data_version");
            return std::pair(std::move(used), version);
        },
        [this](std::pair<std::shared_ptr<Lease>, std::int64_t> seen) {
            m_lease = std::move(seen.first);
            const std::int64_t before = std::exchange(m_version, seen.second);
            begin();
            if (before != 0 && before != m_version) {
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
