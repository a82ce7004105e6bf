// Turns reading, which hands rows out, into a queue that somebody takes them from: the reading runs on a
// thread of its own and is at most some hundred rows (or a megabyte) ahead. next() and the destructor belong
// to one thread.
#pragma once

#include "engine/core/job.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace strandline::flashback {

// Row: movable, with a function bytesOf(const Row &) for what it holds beside itself.
template <typename Row>
class ReadAhead
{
public:
    using Give = std::function<void(Row &&)>;
    using Read = std::function<void(const Give &give, const core::JobContext &job)>;

    // stop: of the caller; it ends the reading too.
    ReadAhead(Read read, const std::stop_token &stop)
        : m_read(std::move(read)), m_forward(stop, [this] { m_stop.request_stop(); }),
          m_thread([this] { run(m_stop.get_token()); })
    {
    }
    ~ReadAhead()
    {
        m_stop.request_stop();
        m_thread.join();
    }
    ReadAhead(const ReadAhead &) = delete;
    ReadAhead &operator=(const ReadAhead &) = delete;

    // False: that was all. Throws what the reading threw.
    bool next(Row &out)
    {
        if (m_taking.empty() && !takeBatch()) {
            return false;
        }
        out = std::move(m_taking.back());
        m_taking.pop_back();
        return true;
    }

private:
    static constexpr std::size_t batchRows = 256;
    static constexpr std::size_t batchBytes = std::size_t{1} << 20U;

    bool takeBatch()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_ready.empty() || m_done; });
        if (m_ready.empty()) {
            if (m_error) {
                std::rethrow_exception(m_error);
            }
            return false;
        }
        std::swap(m_taking, m_ready);
        std::reverse(m_taking.begin(), m_taking.end());
        m_changed.notify_all();
        return true;
    }

    void run(const std::stop_token &stop) noexcept
    {
        std::exception_ptr error;
        try {
            core::JobContext job;
            job.stop = stop;
            m_read([this](Row &&row) { put(std::move(row)); }, job);
            flush();
        } catch (...) {
            error = std::current_exception();
        }
        const std::lock_guard lock(m_mutex);
        m_error = error;
        m_done = true;
        m_changed.notify_all();
    }

    void put(Row &&row)
    {
        m_fillingBytes += bytesOf(row);
        m_filling.push_back(std::move(row));
        if (m_filling.size() >= batchRows || m_fillingBytes >= batchBytes) {
            flush();
        }
    }

    void flush()
    {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait(lock, m_stop.get_token(), [this] { return m_ready.empty(); })) {
            throw core::Error(core::ErrorCode::Cancelled, "Cancelled.");
        }
        std::swap(m_ready, m_filling);
        m_fillingBytes = 0;
        m_changed.notify_all();
    }

    const Read m_read;

    // Of the reading thread.
    std::vector<Row> m_filling;
    std::size_t m_fillingBytes = 0;
    // Of the caller.
    std::vector<Row> m_taking; // backwards
    // Guarded by m_mutex.
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::vector<Row> m_ready; // empty: the reading thread may put its rows there
    bool m_done = false;
    std::exception_ptr m_error;

    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_forward;
    std::thread m_thread; // the last member: it uses the others
};

} // namespace strandline::flashback
