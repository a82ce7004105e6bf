// Connection "B": runs checkpoints and recovery reads while connection "A" (WalTap) holds locks.
//
// start() runs one pass on a thread of its own, so that capture goes on meanwhile: first it makes the given
// log durable, then a PASSIVE checkpoint. start(), finished() and readNow() belong to the recorder's thread.
#pragma once

#include "engine/sqlite/connection.h"
#include "engine/timeline/log_file.h"

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace strandline::timeline {

class Checkpointer
{
public:
    // onDone is called on the checkpoint's thread when a pass has ended.
    Checkpointer(const std::string &database, std::function<void()> onDone);
    ~Checkpointer(); // waits for a running pass
    Checkpointer(const Checkpointer &) = delete;
    Checkpointer &operator=(const Checkpointer &) = delete;

    void start(std::shared_ptr<LogFile> log); // log may be null
    bool running() const { return m_running; }
    // True once after each pass; rethrows what it threw.
    bool finished();
    void wait(); // until a running pass has ended

    // A read that recovers a broken wal-index.
    void readNow();

private:
    void loop(const std::stop_token &stop) noexcept;

    sqlite::Connection m_connection;
    const std::function<void()> m_onDone;
    bool m_running = false; // the recorder's thread's own view
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    bool m_requested = false;       // guarded by m_mutex
    bool m_done = false;            // guarded by m_mutex
    std::shared_ptr<LogFile> m_log; // guarded by m_mutex
    std::exception_ptr m_error;     // guarded by m_mutex
    std::jthread m_thread;
};

} // namespace strandline::timeline
