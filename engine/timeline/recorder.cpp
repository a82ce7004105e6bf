#include "engine/timeline/recorder.h"

#include "engine/timeline/capture.h"
#include "engine/timeline/file_watch.h"
#include "engine/timeline/place.h"

#include <algorithm>
#include <fmt/format.h>
#include <thread>

namespace strandline::timeline {

using core::Error;
using core::ErrorCode;
using Steady = std::chrono::steady_clock;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

const core::SystemClock systemClock;

// Refuses what can't be recorded before anything is created.
void checkDatabase(const RecorderOptions &options)
{
    const std::string &path = options.location.database;
    if (options.location.files->isNetwork(path)) {
        throw Error(
            ErrorCode::NetworkFileSystem,
            fmt::format("{} lies on a network file system, where SQLite's WAL can't be shared. Copy the "
                        "database to a local disk to record it.",
                        path))
            .withPath(path);
    }
    sqlite::ConnectionOptions access;
    access.access = sqlite::Access::ReadWrite;
    access.busyTimeout = milliseconds(500);
    sqlite::Connection connection(path, access);
    if (connection.text("PRAGMA journal_mode") == "wal") {
        return;
    }
    if (!options.enableWal) {
        throw Error(
            ErrorCode::NotWal,
            fmt::format(
                "{} is not in WAL mode, so its commits can't be recorded. Record it with --enable-wal "
                "to turn WAL on (its programs go on working), or run PRAGMA journal_mode=WAL.",
                path))
            .withPath(path);
    }
    if (connection.text("PRAGMA journal_mode=WAL") != "wal") {
        throw Error(
            ErrorCode::Busy,
            fmt::format("WAL could not be turned on for {}: another program uses it. Close that program's "
                        "connection and try again.",
                        path))
            .withPath(path);
    }
}

Error ownedBy(const Location &location)
{
    const Owner owner = ownerOf(location).value_or(Owner{0, "another program"});
    return Error(ErrorCode::OwnedBy,
                 fmt::format(
                     "{} is recorded already by {} (process {}). Use that recording, or stop that program "
                     "first.",
                     location.database, owner.program, owner.pid))
        .withPath(location.database);
}

} // namespace

struct Recorder::State
{
    RecorderOptions options;
    core::JobContext job;
    bool createdFolder = false;
    std::unique_ptr<core::FileLock> lock;
    // A WAL that didn't exist yet is watched anew once it does. Others wake the recorder meanwhile, so only
    // its own thread replaces the watch, and under this mutex.
    std::mutex watchMutex;
    std::unique_ptr<FileWatch> watch; // outlives capture, whose thread wakes it
    std::unique_ptr<Capture> capture; // null while waiting
    std::shared_ptr<History> history;
    std::stop_token stop;

    mutable std::mutex mutex;
    RecorderState state;              // guarded by mutex
    std::array<double, 128> lagsMs{}; // guarded by mutex; ring
    std::size_t lagCount = 0;         // guarded by mutex

    // The recorder's thread:
    std::uint64_t commitsBefore = 0; // of captures that ended
    std::uint64_t commitsSeen = 0;   // at the last look around
    Steady::time_point lastCommit = Steady::now();
    Steady::time_point lastEvent = Steady::now();
    Steady::time_point nextLook = Steady::now();
    Steady::time_point woken = Steady::now();

    void own();
    void attach();
    void watchWal();
    void wake() noexcept;
    void detach() noexcept;
    void publish(RecorderPhase phase, const std::string &problem = {});
    void noteLag(double ms);
    bool step();
    void rest();
    void lookAround();
    std::optional<Error> turn() noexcept;
    bool closeCapture() noexcept;
    void waitAfter(const Error &error, const std::stop_token &token);
};

void Recorder::State::own()
{
    const Location &at = options.location;
    createdFolder = !at.files->exists(at.sidecar());
    at.files->createFolder(at.sidecar(), at.database);
    // A reader that asks who the owner is takes the lock for a moment.
    for (int i = 0; i < 20 && !lock; ++i) {
        lock = at.files->tryLock(ownerLockPath(at), ownerText(options.program));
        if (!lock) {
            std::this_thread::sleep_for(milliseconds(10));
        }
    }
    if (!lock) {
        throw ownedBy(at);
    }
}

void Recorder::State::attach()
{
    CaptureOptions c;
    c.location = options.location;
    c.clock = options.clock;
    c.segmentBytes = options.segmentBytes;
    c.checkpointFrames = options.checkpointFrames;
    std::shared_ptr<Store> store;
    if (history) {
        store = history->store();
    } else if (Store::exists(options.location)) {
        store = Store::open(options.location);
    }
    capture = std::make_unique<Capture>(
        c, store, [this] { wake(); }, job);
    watchWal();
    if (!history) {
        history = std::make_shared<History>(capture->store(), options.location);
    }
    lastCommit = Steady::now();
}

void Recorder::State::watchWal()
{
    auto fresh = std::make_unique<FileWatch>(options.location.database + "-wal");
    const std::lock_guard guard(watchMutex);
    watch = std::move(fresh);
}

// From any thread.
void Recorder::State::wake() noexcept
{
    const std::lock_guard guard(watchMutex);
    if (watch) {
        watch->wake();
    }
}

// Lets go of everything but the ownership.
void Recorder::State::detach() noexcept
{
    if (capture) {
        commitsBefore += capture->commits();
        capture.reset();
    }
}

void Recorder::State::publish(RecorderPhase phase, const std::string &problem)
{
    const std::lock_guard guard(mutex);
    state.phase = phase;
    state.problem = problem;
    if (history) {
        state.scn = history->currentScn();
    }
    if (capture) {
        state.commits = commitsBefore + capture->commits();
        state.walFrames = capture->walFrames();
        state.checkpointBlocked = capture->checkpointBlocked();
    }
}

void Recorder::State::noteLag(double ms)
{
    const std::lock_guard guard(mutex);
    lagsMs[lagCount++ % lagsMs.size()] = ms;
}

bool Recorder::State::step()
{
    const bool any = capture->poll();
    const auto now = Steady::now();
    if (any) {
        lastCommit = now;
        noteLag(std::chrono::duration<double, std::milli>(now - woken).count());
    }
    capture->maintain(now - lastCommit > options.quiet);
    return any;
}

// Waits for the next commit. The notification comes with the write to the WAL; the header that makes it a
// commit follows, after an fsync perhaps, in mapped memory, silently: so the header is looked at for a while
// after each.
void Recorder::State::rest()
{
    const auto quietFor = Steady::now() - lastEvent;
    microseconds pause{250000};
    if (capture->headerBroken() || quietFor < milliseconds(30)) {
        pause = microseconds(quietFor < microseconds(300) ? 0 : 50);
    } else if (quietFor < milliseconds(300) || !capture->idle()) {
        pause = microseconds(1000);
    }
    woken = Steady::now();
    if (pause.count() == 0) {
        std::this_thread::yield();
    } else if (watch->wait(pause)) {
        lastEvent = woken = Steady::now();
    }
}

// Once a second: is the file still the one that we have open, was the history folded?
void Recorder::State::lookAround()
{
    if (Steady::now() < nextLook) {
        return;
    }
    nextLook = Steady::now() + std::chrono::seconds(1);
    if (capture->commits() != commitsSeen) {
        commitsSeen = capture->commits();
        history->refresh(); // lets go of what somebody pruned
    }
    if (capture->replaced()) {
        throw Error(
            ErrorCode::Busy,
            fmt::format("{} was replaced by another file or removed. Recording goes on when a database is "
                        "there again.",
                        options.location.database));
    }
    publish(RecorderPhase::Recording);
}

void Recorder::State::waitAfter(const Error &error, const std::stop_token &token)
{
    detach();
    publish(RecorderPhase::Waiting, error.message());
    for (int i = 0; i < 20 && !token.stop_requested(); ++i) {
        std::this_thread::sleep_for(milliseconds(50));
    }
}

Recorder::Recorder(RecorderOptions options, const core::JobContext &job) : m_state(std::make_unique<State>())
{
    State &s = *m_state;
    s.options = std::move(options);
    s.options.location = resolved(s.options.location);
    if (s.options.clock == nullptr) {
        s.options.clock = &systemClock;
    }
    s.job = job;
    checkDatabase(s.options);
    s.own();
    // A start that fails leaves no sidecar behind that wasn't there.
    struct Undo
    {
        State *state;
        ~Undo()
        {
            const Location &at = state->options.location;
            if (!state->capture && state->createdFolder) {
                at.files->tryRemove(at.sidecar() + "/timeline");
                at.files->tryRemove(ownerLockPath(at));
                at.files->tryRemove(at.sidecar());
            }
        }
    } undo{&s};
    s.attach();
    s.publish(RecorderPhase::Recording);
}

Recorder::~Recorder()
{
    if (m_state && m_state->capture) {
        m_state->detach();
    }
}

bool Recorder::poll()
{
    const bool any = m_state->step();
    m_state->publish(RecorderPhase::Recording);
    return any;
}

void Recorder::run(std::stop_token stop)
{
    State &s = *m_state;
    s.job.stop = stop;
    const std::stop_callback wake(stop, [&s] { s.wake(); });
    while (!stop.stop_requested()) {
        if (const auto error = s.turn()) {
            s.waitAfter(*error, stop);
        }
    }
}

// One turn of the recording thread. What goes wrong is told in the state, and tried again.
std::optional<Error> Recorder::State::turn() noexcept
{
    try {
        if (!capture) {
            attach();
            publish(RecorderPhase::Recording);
        }
        if (step()) {
            lastEvent = Steady::now();
        } else {
            rest();
        }
        lookAround();
        return std::nullopt;
    } catch (const Error &e) {
        return e;
    }
}

// False: it failed, and the capture is gone.
bool Recorder::State::closeCapture() noexcept
{
    try {
        capture->close();
        detach();
        return true;
    } catch (const Error &e) {
        detach();
        publish(RecorderPhase::Waiting, e.message());
        return false;
    }
}

void Recorder::close()
{
    State &s = *m_state;
    if (s.lock && (!s.capture || !s.closeCapture())) {
        // Waiting after an error: once more, from what the history holds.
        s.job.stop = {};
        s.attach();
        s.capture->close();
        s.detach();
    }
    s.lock.reset();
    s.publish(RecorderPhase::Stopped);
}

RecorderState Recorder::state() const
{
    const std::lock_guard guard(m_state->mutex);
    RecorderState out = m_state->state;
    std::vector<double> lags(m_state->lagsMs.begin(),
                             m_state->lagsMs.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                           m_state->lagCount, m_state->lagsMs.size())));
    if (!lags.empty()) {
        std::sort(lags.begin(), lags.end());
        out.lagMsP50 = lags[lags.size() / 2];
        out.lagMsMax = lags.back();
    }
    return out;
}

std::shared_ptr<History> Recorder::history() const
{
    return m_state->history;
}

} // namespace strandline::timeline
