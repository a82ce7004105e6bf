// The catalogue of a store: which sets it holds, of which databases, and what became of them.
//
// The manifests on disk are the truth; <store>/catalogue.db (an SQLite database of ours) adds what they can't
// tell: sets whose folders vanished, verifications, and what happened when. Where it is missing, damaged or
// behind, the sets are listed from their manifests all the same.
//
// Reading writes nothing and needs no lock. A Catalogue belongs to one thread at a time; several, of any
// process, may be open on one store. Errors: NotFound, Busy, BackupCorrupt, those of sqlite::Connection.
#pragma once

#include "engine/backup/manifest.h"
#include "engine/backup/store_folder.h"
#include "engine/core/clock.h"
#include "engine/core/job.h"

namespace strandline::backup {

// The newest verification of a set.
struct Verification
{
    core::Time time;
    std::string level; // "quick", "standard", "full", "restore-test"
    bool ok = true;
    std::uint64_t findings = 0;
    double seconds = 0;
    std::string detail; // a sentence, or empty
};

struct SetInfo
{
    Manifest manifest;
    SetStatus status = SetStatus::Available;
    std::string store;   // path
    std::string folder;  // of the set; it may be missing
    std::string problem; // why it isn't available: a whole sentence, else empty
    std::optional<Verification> verified;
};

struct CrosscheckReport
{
    std::vector<std::string> added;     // sets on disk that the catalogue didn't know
    std::vector<std::string> expired;   // sets whose folder or pieces are missing
    std::vector<std::string> returned;  // that were missing and are there again
    std::vector<std::string> corrupted; // whose manifest is damaged, or whose pieces have another size
    std::uint64_t checked = 0;
};

struct Event
{
    core::Time time;
    std::string what; // "created", "deleted", "expired", "returned", "corrupted", "verified", "rotated" …
    std::string set;  // id, or empty
    std::string database;
    std::string detail; // a sentence, or empty
};

class Catalogue
{
public:
    explicit Catalogue(std::string store, const core::FileSystem &files = core::systemFiles());
    explicit Catalogue(StoreFolder store);

    const StoreFolder &store() const { return m_store; }

    // Oldest first. database: path of one database; empty: all. What can't be read as a set is listed as
    // Corrupted with what is known of it: its id.
    std::vector<SetInfo> sets(const std::string &database = {}) const;
    SetInfo set(const std::string &id) const; // throws NotFound

    // Takes in a set that was just written. The store's lock is held.
    void add(const Manifest &manifest, core::Time now);

    // What follows takes the store's lock itself (Busy), unless it is told that it is `held`.

    // Compares the catalogue with what is on disk: manifests, and that each piece is there with its size.
    CrosscheckReport crosscheck(const core::Clock &clock, const core::JobContext &job);
    // Makes the list of sets anew from the manifests.
    CrosscheckReport rebuild(const core::Clock &clock, const core::JobContext &job);
    void setStatus(const std::string &id, SetStatus status, const std::string &why, core::Time now,
                   const core::FileLock *held = nullptr);
    // keepUntil: retention doesn't delete it before; nothing: no such time.
    void setKeep(const std::string &id, std::optional<core::Time> keepUntil, bool pinned, core::Time now,
                 const core::FileLock *held = nullptr);
    // Deletes sets; each disappears as one step. Those that others need are not looked for: see
    // recoverability. Throws Usage for a pinned one or one that is to be kept; nothing is deleted then.
    void remove(const std::vector<std::string> &ids, core::Time now, const core::JobContext &job,
                const core::FileLock *held = nullptr);

    // No lock is needed for these.
    void recordVerification(const std::string &id, const Verification &verification);
    void recordEvent(const Event &event);
    std::vector<Event> events(std::size_t limit = 0) const; // newest first; 0: all

private:
    void change(const std::string &id, const core::FileLock *held, const std::string &event,
                const std::string &detail, core::Time now, const std::function<void(SetInfo &)> &edit);

    StoreFolder m_store;
};

} // namespace strandline::backup
