// The state oracle: random SQL by a plain connection, a recorder beside it, and what every commit must look
// like from then on, kept by plain SQLite. One thread drives it; the recorder may run in one of its own.
#pragma once

#include "engine/timeline/recorder.h"
#include "tests/engine/timeline/random_sql.h"
#include "tests/support/dump.h"
#include "tests/support/temp_folder.h"

#include <memory>
#include <optional>
#include <thread>

namespace strandline::test {

enum class Polling
{
    EachCommit,
    Batches, // several commits in one poll
    Thread,  // Recorder::run in a thread of its own
};

struct OracleSettings
{
    RandomSqlSettings sql;
    Polling polling = Polling::EachCommit;
    std::uint64_t seed = 1;
    std::uint64_t commits = 200;
    std::uint64_t segmentBytes = 256U << 10U;
    std::uint32_t checkpointFrames = 100;
    bool restarts = false; // the recorder pauses twice: once with the WAL kept, once with it reset
};

struct Truth
{
    Image image;
    Dump dump;
    std::string rows; // what RowsQuery gives
};

class Oracle
{
public:
    // One text for the rows of two tables: asked through every way of reading.
    static const char *const RowsQuery;

    explicit Oracle(const OracleSettings &settings);
    ~Oracle();

    void begin(); // keeps the first truth and starts the recorder
    // Makes transactions, of which most commit. Throws SqlFailure, core::Error; problem() tells a wrong SCN.
    void make(std::uint64_t transactions);
    void finish(); // closes the recorder

    const std::string &problem() const { return m_problem; }
    const std::string &database() const { return m_location.database; }
    const timeline::Location &location() const { return m_location; }
    core::ManualClock &clock() { return m_clock; }
    timeline::Recorder *recorder() { return m_recorder.get(); }
    std::size_t gaps() const { return m_gaps; }

    // What each SCN from firstScn() to lastScn() must show.
    core::Scn firstScn() const { return m_first; }
    core::Scn lastScn() const;
    const Truth &truth(core::Scn scn) const { return *m_byScn.at(scn.value - m_first.value); }

    // Empty when the point in time is right.
    static std::string differenceAt(const std::string &uri, const Truth &truth, bool deep);

private:
    void startRecorder();
    void commitOne();
    void keepTruth();
    void takeIn(); // polls and maps the new SCNs to truths
    void pauses(std::uint64_t commit);
    void map(core::Scn to, bool pausedBefore);

    OracleSettings m_settings;
    TempFolder m_folder{TempFolder::Place::Memory};
    timeline::Location m_location;
    core::ManualClock m_clock;
    Random m_random;
    std::unique_ptr<PlainDatabase> m_writer;
    std::unique_ptr<PlainDatabase> m_witness; // another connection: its cache has no unwritten pages
    std::unique_ptr<RandomSql> m_sql;
    std::unique_ptr<timeline::Recorder> m_recorder;
    std::jthread m_thread;
    std::string m_threadProblem; // read after the thread ended
    std::vector<std::shared_ptr<const Truth>> m_truths;
    std::vector<std::shared_ptr<const Truth>> m_byScn;
    std::size_t m_mappedTruths = 0; // truths that have their SCN
    core::Scn m_first;
    std::size_t m_gaps = 0;
    std::string m_problem;
};

} // namespace strandline::test
