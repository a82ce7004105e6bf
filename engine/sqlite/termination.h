// How another thread stops what a connection runs, or ends the use of the connection. For watched
// connections whose watch is a TerminableWatch; no other can be stopped so.
//
// Any thread. The one who runs the statement gets an Error that says the given reason; its code is Cancelled,
// for that is what it is to whoever undoes half-done work, and stoppedByAnother() tells it from a stop of
// one's own.
#pragma once

#include "engine/sqlite/watch.h"

#include "engine/core/error.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace strandline::sqlite {

class Termination
{
public:
    // What runs now ends, where it waits for a lock too (within a CancelScope). Nothing happens where nothing
    // runs.
    void cancel(const std::string &reason);
    // The same, and the connection prepares nothing any more. Then calls, on this thread, what whenEnded()
    // gave.
    void end(const std::string &reason);
    bool ended() const { return m_asked.load() == Asked::End; }
    // An error has said the reason.
    bool told() const { return m_told.load(); }
    std::string reason() const; // empty: nobody ever asked
    // For the one who keeps the connection between its jobs: closes it, which rolls back what is open, unless
    // a job has it. Replaces the one before.
    void whenEnded(std::function<void()> letGo);

    // For the connection itself.
    void attach(Connection *connection); // null: it closes
    bool asked() const { return m_asked.load(std::memory_order_relaxed) != Asked::Nothing; }
    void forgetCancel(); // of what ran before
    // The error for what was stopped; a cancel is done with it.
    core::Error take();

private:
    enum class Asked
    {
        Nothing,
        Cancel,
        End,
    };
    void ask(Asked what, const std::string &reason);

    std::atomic<Asked> m_asked{Asked::Nothing};
    std::atomic<bool> m_told{false};
    mutable std::mutex m_mutex;
    // Guarded by m_mutex.
    Connection *m_connection = nullptr; // while it is open
    std::string m_reason;
    std::function<void()> m_letGo;
};

class TerminableWatch : public Watch
{
public:
    Termination &termination() { return m_termination; }

private:
    Termination m_termination;
};

bool stoppedByAnother(const core::Error &error);

// Null: it can't be stopped by others.
Termination *terminationOf(const Connection &connection);

} // namespace strandline::sqlite
