#include "engine/timeline/checkpointer.h"

namespace strandline::timeline {

static sqlite::ConnectionOptions checkpointOptions()
{
    sqlite::ConnectionOptions options;
    options.access = sqlite::Access::ReadWrite;
    return options;
}

Checkpointer::Checkpointer(const std::string &database, std::function<void()> onDone)
    : m_connection(database, checkpointOptions()), m_onDone(std::move(onDone))
{
    m_connection.execute("PRAGMA wal_autocheckpoint=0");
    readNow(); // a checkpoint on a connection that never read does nothing and says it did
    m_thread = std::jthread([this](const std::stop_token &stop) { loop(stop); });
}

Checkpointer::~Checkpointer()
{
    m_thread.request_stop();
    m_wake.notify_all();
    m_thread.join();
}

void Checkpointer::readNow()
{
    m_connection.integer("SELECT count(*) FROM sqlite_schema");
}

void Checkpointer::start(std::shared_ptr<LogFile> log)
{
    {
        const std::lock_guard guard(m_mutex);
        m_log = std::move(log);
        m_requested = true;
        m_done = false;
    }
    m_running = true;
    m_wake.notify_all();
}

bool Checkpointer::finished()
{
    const std::lock_guard guard(m_mutex);
    if (!m_running || !m_done) {
        return false;
    }
    m_running = false;
    m_done = false;
    if (m_error) {
        std::rethrow_exception(std::exchange(m_error, nullptr));
    }
    return true;
}

void Checkpointer::wait()
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [this] { return !m_requested; });
}

void Checkpointer::loop(const std::stop_token &stop) noexcept
{
    std::unique_lock lock(m_mutex);
    while (m_wake.wait(lock, stop, [this] { return m_requested; })) {
        const std::shared_ptr<LogFile> log = std::move(m_log);
        lock.unlock();
        std::exception_ptr error;
        try {
            if (log) {
                log->sync();
            }
            m_connection.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (...) {
            error = std::current_exception();
        }
        lock.lock();
        m_error = error;
        m_requested = false;
        m_done = true;
        m_wake.notify_all();
        m_onDone();
    }
}

} // namespace strandline::timeline
