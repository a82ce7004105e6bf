// Active session history: who was active at each look of the sampler, and at what.
//
// An AshSampler belongs to the thread that samples; an AshRing and AshRows may be used from any thread. The
// share of something in n samples is p = its rows / n, give or take 1.96 sqrt(p (1 - p) / n); its time is the
// sum of its rows' usecsPerRow. Errors: AshRows those of repository::Repository.
#pragma once

#include "engine/core/clock.h"
#include "engine/monitor/board_reader.h"

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace strandline::monitor {

struct AshRow
{
    std::uint64_t sampleId = 0;
    core::Time time;
    std::int64_t usecsPerRow = 0; // what the row stands for
    std::uint64_t samples = 1;    // that were summed up in it
    std::uint64_t sid = 0;
    std::uint64_t serial = 0;
    std::uint64_t process = 0;
    std::string kind; // "own", "probed"
    std::string program;
    std::uint64_t sqlId = 0; // 0: none
    std::uint64_t planHash = 0;
    std::uint64_t execution = 0;
    core::Time executionStart; // 1970: not told
    std::string verb;          // "SELECT"
    std::string phase;         // "parse", "execute", "commit", "checkpoint"
    std::uint32_t event = 0;   // SL_ON_CPU: on the CPU
    std::uint64_t waitNumber = 0;
    std::uint64_t p2 = 0;             // offset in the file, or lock byte
    std::uint64_t p3 = 0;             // bytes
    std::int64_t waitedMicros = 0;    // so far
    std::uint64_t blockingSid = 0;    // 0: none of the board
    std::int64_t blockingProcess = 0; // 0: none is known
    std::string transaction;          // "none", "read", "write"
    std::string module;
    std::string action;
    std::string client;
    // Since the session's last row, or its beginning.
    std::uint64_t gets = 0;
    std::uint64_t reads = 0;
    std::uint64_t readBytes = 0;
    std::uint64_t tempBytes = 0;
};

// Which process holds a byte of a file's locks against others; 0: none, or the system doesn't tell. lockByte:
// as sl_slot.p2 says it.
using LockHolder = std::function<std::int64_t(std::uint32_t event, std::uint64_t lockByte)>;

class AshSampler
{
public:
    AshSampler(std::shared_ptr<Board> board, LockHolder holder)
        : m_board(std::move(board)), m_holder(std::move(holder))
    {
    }

    // From now on it looks at that one.
    void useBoard(std::shared_ptr<Board> board);
    // A row for each session that is active now; they hold until the next call. Ten times a second: texts are
    // read only where they have changed.
    const std::vector<AshRow> &sample(core::Time now, std::chrono::microseconds interval);
    // Normalised texts of statements that were seen since the last call for the first time, by SQL id.
    std::map<std::uint64_t, std::string> takeNewTexts() { return std::exchange(m_newTexts, {}); }

private:
    struct Before
    {
        std::uint64_t serial = 0;
        std::uint64_t gets = 0;
        std::uint64_t reads = 0;
        std::uint64_t readBytes = 0;
        std::uint64_t tempBytes = 0;
        std::uint64_t sqlId = 0; // of the last row
        std::string verb = {};   // of that
        SessionNow texts = {};   // the session when its texts were read last
    };
    void recall(SessionNow &session);
    void fill(AshRow &row, const SessionNow &session);
    void addStatement(const SessionNow &session, AshRow &row);
    void addDeltas(const SessionNow &session, AshRow &row);

    std::shared_ptr<Board> m_board;
    const LockHolder m_holder;
    std::uint64_t m_sampleId = 0;
    std::vector<AshRow> m_rows;
    std::vector<Before> m_before = std::vector<Before>(SL_SLOTS);
    std::map<std::uint64_t, std::string> m_verbs; // of statements that were seen
    std::map<std::uint64_t, std::string> m_newTexts;
};

// The latest rows, in memory of fixed size.
class AshRing
{
public:
    static constexpr std::size_t rowsMax = 16'000;

    AshRing() { m_rows.reserve(rowsMax); }
    void add(const std::vector<AshRow> &rows);
    std::vector<AshRow> rows(core::Time from = {}) const; // in order of time

private:
    mutable std::mutex m_mutex;
    // Guarded by m_mutex.
    std::vector<AshRow> m_rows;
    std::size_t m_oldest = 0; // where the next one goes once it is full
};

} // namespace strandline::monitor
