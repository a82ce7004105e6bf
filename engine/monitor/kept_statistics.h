// What monitoring keeps in the repository: one sample in ten of the active session history, the statements'
// sums by the hour, and their normalised texts (which hold no literals). Bound in size: the oldest goes
// first.
//
// Belongs to one thread at a time; programs may keep in the same repository at once. Errors: those of
// repository::Repository.
#pragma once

#include "engine/monitor/ash.h"
#include "engine/monitor/statement_stats.h"
#include "engine/repository/repository.h"

namespace strandline::monitor {

constexpr std::uint64_t keptOneIn = 10; // samples

// Sums of one statement under one plan over some time.
struct KeptStatement
{
    std::uint64_t sqlId = 0;
    std::uint64_t planHash = 0; // 0: not known
    std::string text;           // normalised
    std::uint64_t executions = 0;
    std::uint64_t elapsedNs = 0;
    std::uint64_t waitNs = 0;
    std::uint64_t rows = 0;
    std::uint64_t reads = 0;
    std::uint64_t gets = 0;
    std::uint64_t errors = 0;
};

// The time of kept samples in one step of a range, by event.
struct KeptActivity
{
    std::size_t step = 0; // from 0
    std::uint32_t event = 0;
    std::int64_t micros = 0;
};

// What one statement did under one plan in one hour.
struct KeptHour
{
    core::Time hour; // its begin
    KeptStatement sums;
};

class KeptStatistics
{
public:
    // The sidecar must be there.
    // patience: with other programs that write to the repository.
    explicit KeptStatistics(const timeline::Location &location,
                            std::chrono::milliseconds patience = std::chrono::seconds(5));
    // Null where nothing was kept yet.
    static std::unique_ptr<KeptStatistics> openForReading(const timeline::Location &location);

    // rows as they were sampled; those of every tenth sample are kept, for ten times their time. added: what
    // the statements did since the last call. All in one transaction, without waiting for the disk.
    void keep(const std::vector<AshRow> &rows, const std::map<std::uint64_t, std::string> &texts,
              const std::vector<KeptStatement> &added, core::Time now);

    std::vector<AshRow> rows(core::Time from, core::Time to);
    // When somebody was active last before that time.
    std::optional<core::Time> latestBefore(core::Time time);
    // The same time in fewer rows, without what is of one execution: those of a session, a statement, an
    // event, a phase, a transaction's state and a blocker in one step are one, at the moment of the last.
    std::vector<AshRow> sums(core::Time from, core::Time to, std::chrono::microseconds step);
    // Steps of the same length from `from` on.
    std::vector<KeptActivity> activity(core::Time from, core::Time to, std::chrono::microseconds step);
    // Of one statement by plan and hour, in order of time; the hours that touch the time.
    std::vector<KeptHour> hoursOf(std::uint64_t sqlId, core::Time from, core::Time to);
    // By SQL id and plan, of the hours that touch the time.
    std::vector<KeptStatement> statements(core::Time from, core::Time to);
    std::map<std::uint64_t, std::string> texts();
    std::string textOf(std::uint64_t sqlId); // empty: not known

private:
    explicit KeptStatistics(std::unique_ptr<repository::Repository> repository);
    void purge(core::Time now);
    void addNames(std::vector<AshRow> &rows, const std::vector<std::pair<std::int64_t, std::int64_t>> &of);

    std::unique_ptr<repository::Repository> m_repository;
};

} // namespace strandline::monitor
