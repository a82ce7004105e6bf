// A session that keeps a database busy: runs one statement on a connection and thread of its own, again and
// again, until it goes away. A statement that finds the database locked is tried again; any other failure
// ends it.
#pragma once

#include "engine/session/executor.h"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

namespace strandline::test {

class BusySession
{
public:
    struct Habits
    {
        std::chrono::milliseconds think{0}; // between two executions
        bool once = false;
    };

    BusySession(std::shared_ptr<session::Database> database, std::string sql, session::LeaseKind kind)
        : BusySession(std::move(database), std::move(sql), kind, Habits())
    {
    }
    BusySession(std::shared_ptr<session::Database> database, std::string sql, session::LeaseKind kind,
                Habits habits)
        : m_thread([stop = m_stop.get_token(), database = std::move(database), sql = std::move(sql), kind,
                    habits] { run(stop, *database, sql, kind, habits); })
    {
    }
    ~BusySession()
    {
        m_stop.request_stop();
        m_thread.join();
    }
    BusySession(const BusySession &) = delete;
    BusySession &operator=(const BusySession &) = delete;

private:
    static void run(const std::stop_token &stop, session::Database &database, const std::string &sql,
                    session::LeaseKind kind, const Habits &habits)
    {
        core::JobContext job;
        job.stop = stop;
        session::Lease lease = database.lease(kind);
        do {
            try {
                session::query(lease, sql, {}, job);
            } catch (const core::Error &error) {
                if (error.code() != core::ErrorCode::Busy) {
                    return;
                }
            }
            std::this_thread::sleep_for(habits.think);
        } while (!habits.once && !stop.stop_requested());
    }

    std::stop_source m_stop;
    std::thread m_thread;
};

} // namespace strandline::test
