// Records every commit of a WAL database, whoever makes it, without touching the database.
//
// One recorder a database (a lock file in the sidecar names it). It belongs to one thread; state(), history()
// and the stop token are safe from any thread. How it works: recorder.cpp and ARCHITECTURE.md.
//
// Errors of the constructor: NotFound, NotADatabase, NotWal, OwnedBy (pid and program), LockedExclusively,
// Busy, NetworkFileSystem, Permission, DiskFull, HistoryCorrupt.
#pragma once

#include "engine/timeline/history.h"

#include <stop_token>

namespace strandline::timeline {

struct RecorderOptions
{
    Location location;
    bool enableWal = false;             // turn WAL on where it is off (the user said yes)
    const core::Clock *clock = nullptr; // null: the system's
    std::string program = "strandctl";  // shown to others as the owner
    std::uint64_t segmentBytes = 64U << 20U;
    std::uint32_t checkpointFrames = 1000; // WAL frames not yet in the database file that start a checkpoint
    std::chrono::milliseconds quiet{3000}; // without commits: checkpoint what is left
};

enum class RecorderPhase
{
    Starting,
    Recording,
    Waiting,
    Stopped
};

struct RecorderState
{
    RecorderPhase phase = RecorderPhase::Starting;
    core::Scn scn;
    std::uint64_t commits = 0;    // since the start
    std::uint64_t walFrames = 0;  // in the WAL now
    std::uint64_t uncaptured = 0; // frames seen, not yet in the history
    double lagMsP50 = 0;          // from the commit's visibility to the history, of recent commits
    double lagMsMax = 0;
    bool checkpointBlocked = false; // a long reader keeps the WAL from being emptied
    std::string problem;            // a whole sentence while Waiting (disk full, locked …), else empty
};

class Recorder
{
public:
    // Takes ownership, the locks, and writes the base or resumes: on return everything committed so far is in
    // the history. Long for a large database: job gives progress and cancel.
    Recorder(RecorderOptions options, const core::JobContext &job);
    ~Recorder(); // close(), errors swallowed
    Recorder(const Recorder &) = delete;
    Recorder &operator=(const Recorder &) = delete;

    // Takes in what was committed since; true when there was something. Never waits for a commit.
    bool poll();
    // poll() on every change of the WAL until the stop.
    void run(std::stop_token stop);
    // Last poll, checkpoint, the store made durable, locks released. Further calls do nothing.
    void close();

    RecorderState state() const;
    std::shared_ptr<History> history() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace strandline::timeline
