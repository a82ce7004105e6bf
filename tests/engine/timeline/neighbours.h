// A database with real processes around it, and the walk over its history that proves that no commit was lost
// or changed in silence. One thread.
#pragma once

#include "engine/timeline/history.h"
#include "tests/support/child_process.h"
#include "tests/support/load.h"
#include "tests/support/temp_folder.h"

#include <memory>
#include <string>
#include <vector>

namespace strandline::test {

using Child = std::unique_ptr<ChildProcess>;

class Scene
{
public:
    explicit Scene(const std::string &name = "scene.db");

    const std::string &database() const { return m_database; }
    timeline::Location location() const { return {m_database, {}, &core::systemFiles()}; }
    std::string file(const std::string &name) const { return m_folder.file(name); }
    const std::string &folder() const { return m_folder.path(); }

    // test_writer with the command, the database and arguments; for "write" and its like waits for its
    // "ready".
    Child start(const std::string &command, const std::vector<std::string> &arguments = {},
                const SpawnOptions &options = {}) const;
    // The same, to its end; the last line of its output.
    std::string run(const std::string &command, const std::vector<std::string> &arguments = {},
                    const SpawnOptions &options = {}) const;
    // test_recorder. wait: until it is ready; throws when it ends before.
    Child record(const std::vector<std::string> &arguments = {}, const SpawnOptions &options = {},
                 bool wait = true) const;
    // SIGTERM; the SCN that it closed with. Throws when it ends otherwise.
    static core::Scn close(ChildProcess &recorder);

    // The salts of the WAL's header: others after each time that it begins again. For processes that have no
    // connection open.
    std::string walSalt() const;

    // integrity_check and the load's own check, by another process: the number of the last commit.
    std::int64_t check() const;

private:
    TempFolder m_folder;
    std::string m_database;
};

// "commits 12 busy 0 failed 1" → the number after the word.
std::int64_t countIn(const std::string &line, const std::string &word);

struct Walk
{
    std::uint64_t scns = 0;
    std::uint64_t gaps = 0; // flagged, as a gap, a base after the first one or a new incarnation
    std::uint64_t eras = 0;
    std::int64_t last = -1;            // commit of the load at the last SCN
    std::vector<std::int64_t> writers; // who were seen as the newest writer, each once
    std::string problem;               // the first one; empty: every SCN is right
};

// Every SCN that is not flagged holds exactly one commit more than the one before it, in order, with the
// content that this commit must have. Every `fullEvery`-th SCN is checked row by row, the others by their
// counters.
Walk walk(timeline::History &history, std::uint64_t fullEvery = 5);

} // namespace strandline::test
