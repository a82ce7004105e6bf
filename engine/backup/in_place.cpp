#include "engine/backup/in_place.h"

#include "engine/sqlite/connection.h"
#include "engine/timeline/place.h"
#include "engine/timeline/recorder.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::backup {

using core::Error;
using core::ErrorCode;
using timeline::History;

namespace {

const core::SystemClock systemClock;

bool link(const core::FileSystem &files, const std::string &from, const std::string &to) noexcept
{
    try {
        files.link(from, to);
        return true;
    } catch (const Error &) {
        return false;
    }
}

// The database, locked so that nobody else can read or write it, with an empty WAL. A damaged one can't be
// had so: then only `error` says why.
struct Hold
{
    std::unique_ptr<sqlite::Connection> connection;
    std::optional<Error> error;
};

Hold holdExclusively(const std::string &database) noexcept
{
    Hold hold;
    try {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::ReadWrite;
        options.busyTimeout = std::chrono::milliseconds(200);
        hold.connection = std::make_unique<sqlite::Connection>(database, options);
        sqlite::Connection &connection = *hold.connection;
        connection.execute("PRAGMA locking_mode = EXCLUSIVE");
        connection.execute("BEGIN EXCLUSIVE");
        connection.execute("COMMIT");
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (const Error &e) {
        hold.error = e;
        hold.connection.reset();
    }
    return hold;
}

bool isBusy(const Error &error)
{
    return error.code() == ErrorCode::Busy || error.code() == ErrorCode::LockedExclusively;
}

std::string folderOf(const std::string &path)
{
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

} // namespace

InPlace::InPlace(const InPlaceOptions &options, const core::JobContext &job) : m_options(options), m_job(job)
{
    m_options.location = timeline::resolved(m_options.location);
    if (m_options.clock == nullptr) {
        m_options.clock = &systemClock;
    }
    m_newFile = database() + ".restoring";
    m_oldFile = database() + ".before-restore";
    refuseUse(true);
    m_lock = files().tryLock(m_newFile + "-lock", timeline::ownerText(m_options.program));
    if (!m_lock) {
        throw Error(ErrorCode::Busy,
                    fmt::format("Another restore of {} is running. Wait until it is done.", database()))
            .withPath(database());
    }
    files().tryRemove(m_newFile);
    // A restore that was killed at its very end left the second name of the old file.
    files().tryRemove(m_oldFile);
}

InPlace::~InPlace()
{
    files().tryRemove(m_newFile);
    if (m_lock) {
        m_lock.reset();
        files().tryRemove(m_newFile + "-lock");
    }
}

// ours: this program counts too.
void InPlace::refuseUse(bool ours) const
{
    if (const auto owner = timeline::ownerOf(m_options.location); ours && owner) {
        throw Error(ErrorCode::OwnedBy,
                    fmt::format("{} is being recorded by {} (process {}). Stop that first: a database is "
                                "only replaced while nobody has it open.",
                                database(), owner->program, owner->pid))
            .withPath(database());
    }
    std::vector<std::string> names;
    for (const std::string &path : {database(), m_oldFile}) {
        for (const core::Opener &opener : files().openers(path)) {
            if ((ours || opener.process != core::currentProcess()) &&
                std::find(names.begin(), names.end(), opener.name) == names.end()) {
                names.push_back(opener.name);
            }
        }
    }
    if (!names.empty()) {
        throw Error(ErrorCode::Busy,
                    fmt::format("{} is open in {}. Close it there, then restore again: a database is only "
                                "replaced while nobody has it open. Nothing was changed.",
                                database(), fmt::join(names, ", ")))
            .withPath(database());
    }
}

// Takes what was committed into the history, if there is one and it can be recorded.
std::optional<Error> InPlace::record(core::Scn &scn, core::IncarnationId &incarnation) const noexcept
{
    try {
        if (!History::exists(m_options.location) || !files().exists(database())) {
            return std::nullopt;
        }
        timeline::RecorderOptions options;
        options.location = m_options.location;
        options.clock = m_options.clock;
        options.program = m_options.program;
        timeline::Recorder recorder(options, m_job);
        recorder.close();
        scn = recorder.history()->currentScn();
        incarnation = recorder.history()->incarnation();
        return std::nullopt;
    } catch (const Error &e) {
        return e;
    }
}

InPlaceReport InPlace::put()
{
    InPlaceReport report;
    refuseUse(true);
    if (const auto error = record(report.scnBefore, report.incarnation)) {
        if (isBusy(*error) || error->code() == ErrorCode::OwnedBy || error->code() == ErrorCode::Cancelled) {
            throw *error;
        }
        report.notes.push_back("What was committed last is not in the history: " + error->message());
    }
    {
        const std::string sidecar = m_options.location.sidecar();
        std::unique_ptr<core::FileLock> owner;
        if (files().exists(sidecar)) {
            owner = files().tryLock(timeline::ownerLockPath(m_options.location),
                                    timeline::ownerText(m_options.program));
            if (!owner) {
                refuseUse(true);
            }
        }
        replace(report);
    }
    core::Scn scn;
    if (const auto error = record(scn, report.incarnation)) {
        report.notes.push_back("The history doesn't go on yet: " + error->message());
    }
    report.scn = scn;
    return report;
}

void InPlace::replace(InPlaceReport &report)
{
    const bool exists = files().exists(database());
    Hold hold = exists ? holdExclusively(database()) : Hold{};
    if (hold.error && isBusy(*hold.error)) {
        throw *hold.error;
    }
    if (hold.error) {
        report.notes.push_back(
            fmt::format("The old database could not be opened any more ({}).", hold.error->message()));
    }
    refuseUse(false);
    m_job.checkStop();
    if (exists) {
        files().makeLike(m_newFile, database());
    }
    // Moves back what was moved aside with a damaged database, if the new file can't take its place.
    struct Undo
    {
        InPlace &self;
        bool done = false;
        ~Undo()
        {
            if (!done) {
                self.takeBack();
            }
        }
    } undo{*this};
    setAside(hold.connection != nullptr);
    m_oldKept = exists && link(files(), database(), m_oldFile);
    files().rename(m_newFile, database());
    undo.done = true;
    files().syncFolder(folderOf(database()));
    letGo(report);
}

// What lies beside the old file must not be taken for the new one's.
void InPlace::setAside(bool emptied)
{
    for (const char *suffix : {"-wal", "-journal"}) {
        const std::string path = database() + suffix;
        if (!files().exists(path)) {
            continue;
        }
        if (emptied || !files().exists(database())) {
            files().remove(path);
        } else {
            files().rename(path, m_oldFile + suffix);
        }
    }
    files().tryRemove(database() + "-shm");
}

void InPlace::takeBack() const noexcept
{
    try {
        for (const char *suffix : {"-wal", "-journal"}) {
            if (files().exists(m_oldFile + suffix)) {
                files().rename(m_oldFile + suffix, database() + suffix);
            }
        }
        files().tryRemove(m_oldFile);
    } catch (const Error &) {
        return; // it stays aside, under its own name
    }
}

// The new file is in its place: what becomes of the old one.
void InPlace::letGo(InPlaceReport &report)
{
    const auto others = [this] {
        const auto openers = m_oldKept ? files().openers(m_oldFile) : std::vector<core::Opener>();
        return std::any_of(openers.begin(), openers.end(), [](const core::Opener &opener) {
            return opener.process != core::currentProcess();
        });
    };
    if (others()) {
        files().rename(m_oldFile, database());
        files().syncFolder(folderOf(database()));
        refuseUse(false);
        throw Error(ErrorCode::Busy, fmt::format("{} was opened by another program in the last moment; it "
                                                 "is as it was. Try again.",
                                                 database()))
            .withPath(database());
    }
    if (!m_oldKept) {
        return;
    }
    if (!m_options.keepOld) {
        for (const char *suffix : {"", "-wal", "-journal"}) {
            files().tryRemove(m_oldFile + suffix);
        }
        return;
    }
    std::string stamp = core::formatTime(m_options.clock->now());
    std::erase_if(stamp, [](char c) { return c == ':' || c == '-'; });
    report.kept = fmt::format("{}.before-{}", database(), stamp);
    for (const char *suffix : {"", "-wal", "-journal"}) {
        if (files().exists(m_oldFile + suffix)) {
            files().rename(m_oldFile + suffix, report.kept + suffix);
        }
    }
}

} // namespace strandline::backup
