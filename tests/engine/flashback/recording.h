// A database, its recorder, and what plain SQLite saw of each SCN. One thread.
#pragma once

#include "engine/timeline/recorder.h"
#include "tests/engine/flashback/ground_truth.h"
#include "tests/engine/timeline/random_sql.h"
#include "tests/support/temp_folder.h"

#include <memory>
#include <stdexcept>
#include <utility>

namespace strandline::test {

class Recording
{
public:
    explicit Recording(const std::string &pragmas = {})
    {
        open();
        m_writer->execute(pragmas + ";PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
    }
    Recording(const RandomSqlSettings &settings, std::uint64_t seed) : m_random(seed)
    {
        open();
        m_sql = std::make_unique<RandomSql>(*m_writer, m_random, settings);
    }

    PlainDatabase &writer() { return *m_writer; }
    RandomSql &sql() { return *m_sql; }

    void start()
    {
        timeline::RecorderOptions options;
        options.location = m_location;
        options.clock = &m_clock;
        options.segmentBytes = 256U << 10U;
        options.checkpointFrames = 100;
        m_clock.advance(std::chrono::seconds(1));
        m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
        if (!scn) {
            state = stateOf(*m_witness);
            scn = m_recorder->state().scn;
        } else {
            take();
        }
    }
    void stop()
    {
        m_recorder->close();
        m_recorder.reset();
    }

    // Takes in what was committed since: one SCN, or none (false).
    bool take()
    {
        m_recorder->poll();
        const core::Scn now = m_recorder->state().scn;
        if (now.value > scn.value + 1) {
            throw std::runtime_error("more than one commit");
        }
        if (now == scn) {
            return false;
        }
        scn = now;
        TruthState next = stateOf(*m_witness);
        truth = differenceOf(state, next);
        before = std::exchange(state, std::move(next));
        return true;
    }
    void commit(const std::string &sql)
    {
        m_writer->execute(sql);
        if (!take()) {
            throw std::runtime_error("no commit: " + sql);
        }
    }
    const timeline::Location &location() const { return m_location; }
    std::shared_ptr<timeline::History> history() const { return timeline::History::open(m_location); }

    // What a reader that knows nothing yet tells of the last commit.
    ChangeRecord::Commit changes(const flashback::ChangeOptions &options = {}) const
    {
        flashback::ChangeReader reader(history());
        ChangeRecord record;
        reader.read(scn, scn, options, record, {});
        return record.commits.at(scn.value);
    }

    core::Scn scn; // the last one
    TruthState before;
    TruthState state;
    std::vector<std::string> truth; // what the last SCN changed

private:
    void open()
    {
        m_location.database = m_folder.file("changes.db");
        m_writer = std::make_unique<PlainDatabase>(m_location.database);
        m_witness = std::make_unique<PlainDatabase>(m_location.database, PlainDatabase::Open::ReadOnly);
    }

    TempFolder m_folder{TempFolder::Place::Memory};
    timeline::Location m_location;
    core::ManualClock m_clock{core::Time(std::chrono::seconds(1'700'000'000))};
    Random m_random{1};
    std::unique_ptr<PlainDatabase> m_writer;
    std::unique_ptr<PlainDatabase> m_witness;
    std::unique_ptr<RandomSql> m_sql;
    std::unique_ptr<timeline::Recorder> m_recorder;
};

} // namespace strandline::test
