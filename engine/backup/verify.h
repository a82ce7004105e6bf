// Verifies backup sets, at four levels, each with what the ones before it do:
//
//   Quick       the manifest, and that each piece is there with its size
//   Standard    the checksum of every piece, and of each of its frames
//   Full        every frame is decoded, the checksum of the content and every page's place
//   RestoreTest what the set leads to is restored into a folder that is thrown away, passes integrity_check,
//               and has the content that it must have: that of the full set's checksum, or of the history
//               where that still knows the SCN
//
// Blocking functions of any thread. What is wrong is a finding, not an error. Errors: WrongKey, NotFound,
// Cancelled, DiskFull.
#pragma once

#include "engine/backup/restore.h"

namespace strandline::backup {

enum class VerifyLevel
{
    Quick,
    Standard,
    Full,
    RestoreTest,
};
std::string_view verifyLevelName(VerifyLevel level) noexcept; // "quick" … "restore-test"
std::optional<VerifyLevel> verifyLevelNamed(std::string_view name);

struct Finding
{
    std::string id;    // of the set
    std::string piece; // its name; "manifest.json"; empty: the set as a whole
    std::uint64_t offset = 0;
    DamageKind kind = DamageKind::ChecksumMismatch;
    std::string message; // a whole sentence
};

struct DrillReport
{
    core::Scn scn;
    std::uint64_t bytes = 0; // restored
    double seconds = 0;      // of the restore alone
    // "the checksum of the set", "the history", or empty: there was nothing to compare with
    std::string comparedWith;
};

struct SetVerification
{
    std::string id;
    VerifyLevel level = VerifyLevel::Standard;
    core::Time time{};
    double seconds = 0;
    std::vector<Finding> findings;
    std::optional<DrillReport> drill;
    std::string note; // what could not be checked, and why: a whole sentence, else empty
    bool ok() const { return findings.empty(); }
};

struct VerifyRequest
{
    VerifyLevel level = VerifyLevel::Standard;
    KeyRing keys;
    // Where a restore test may write: it needs room for the database. Empty: the store.
    std::string sandbox = {};
    // The history that a restored state is compared with, where it is that of the set; empty: beside the
    // database.
    std::string historyFolder = {};
    const core::Clock *clock = nullptr;
    const core::FileSystem *files = &core::systemFiles();
    unsigned threads = 0;
};

// sets: all of the store, for the way to the set's state.
SetVerification verifySet(const SetInfo &set, const std::vector<SetInfo> &sets, const VerifyRequest &request,
                          const core::JobContext &job);

// Verifies the sets named (empty: all that are there) and writes down in the catalogue what came out; a set
// with findings becomes corrupted, one that was corrupted and has none any more (at Standard or above)
// available.
std::vector<SetVerification> verifyStore(const std::string &store, const std::vector<std::string> &ids,
                                         const VerifyRequest &request, const core::JobContext &job);

} // namespace strandline::backup
