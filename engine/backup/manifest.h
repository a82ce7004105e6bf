// The manifest of a backup set: what it holds, where it comes from, and what its bytes must be.
//
// <set>/manifest.json, at most 16 MiB of JSON exactly as formatManifest() writes it. Members in order:
//
//   format        1
//   id            of the set, the name of its folder: time (UTC), kind, 6 random digits
//   kind          full | incremental | cumulative | archivelog
//   database      {path, name, id, incarnation, recorded}; id and incarnation: 0 without a history
//   range         {fromScn, toScn, toTime, unreadable:[[first, last]…]}; see Manifest
//   incarnations  [{id, parent, branchScn, firstScn, lastScn}…] that were known
//   restorePoints [{name, scn, time}…] that were known
//   parent        id of the set that it needs, or ""
//   times         {started, ended}
//   pages         {size, count}
//   digest        name of the checksum of the pieces (engine/core/digest.h)
//   compression   zstd's level
//   programs      {strandline, sqlite}: versions that made it
//   pieces        [{name, storedBytes, contentBytes, storedDigest, contentDigest}…]
//   tags          [texts]
//   encryption    only of an encrypted set: {cipher, key:{id, kind, salt, check, made, logN, r, p}, dataKey}
//   mac           only of an encrypted set: HMAC-SHA256 of all of the above by a key of the data key
//   keeping       {status, pinned, keepUntil}: what changes later, without the key
//   checksum      SHA-256 of all of the above
//
// "All of the above": the JSON text of the object without what follows, indented by two.
//
// Validity: (1) the text is what formatting its parsed members gives; (2) the checksum is right; (3) format
// is 1 (UnsupportedFormat otherwise); (4) piece names are plain file names, each once; (5) the folder has the
// id as its name. The MAC is checked where the key is at hand (SetKey::check). Times are ISO 8601, bytes
// hexadecimal.
//
// Values; safe anywhere. Errors: BackupCorrupt, UnsupportedFormat, systemError.
#pragma once

#include "engine/core/crypto.h"
#include "engine/core/digest.h"
#include "engine/core/file.h"
#include "engine/core/types.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::backup {

constexpr int manifestFormat = 1;
inline constexpr std::uint64_t manifestBytesMax = 16U << 20U;
inline constexpr const char *manifestName = "manifest.json";

enum class Kind
{
    Full,         // all pages: level 0
    Differential, // what changed since the newest full or incremental set: level 1
    Cumulative,   // what changed since the newest full set: level 1
    ArchiveLog,   // every commit since the newest archived one
};

std::string_view kindName(Kind kind) noexcept; // "full", "incremental", "cumulative", "archivelog"
// "differential" too.
std::optional<Kind> kindNamed(std::string_view name);

enum class SetStatus
{
    Available,
    Expired,   // its folder or a piece is missing
    Obsolete,  // retention doesn't need it
    Corrupted, // a verification found damage
};

std::string_view statusName(SetStatus status) noexcept; // "available", "expired", "obsolete", "corrupted"
std::optional<SetStatus> statusNamed(std::string_view name);

struct ScnRange // both ends belong to it
{
    core::Scn first;
    core::Scn last;
    bool operator==(const ScnRange &) const = default;
};

struct Piece
{
    std::string name; // a plain file name in the set's folder
    std::uint64_t storedBytes = 0;
    std::uint64_t contentBytes = 0; // what it decodes to
    std::string storedDigest;       // hexadecimal, of the file
    std::string contentDigest;      // of what it decodes to
    bool operator==(const Piece &) const = default;
};

// How the master key is made from what the user has. Not secret.
struct KeyDescription
{
    enum class Kind
    {
        Passphrase, // by scrypt
        KeyFile,    // by HKDF of the file's bytes
    };
    std::string id; // 8 hexadecimal digits
    Kind kind = Kind::Passphrase;
    core::Bytes salt;
    core::ScryptCost cost; // of a passphrase
    core::Bytes check;     // tells a wrong key at once
    core::Time made;
    bool operator==(const KeyDescription &) const = default;
};

struct Encryption
{
    core::Cipher cipher = core::Cipher::Aes256Gcm;
    KeyDescription key;
    core::Bytes dataKey; // sealed by the master key: nonce, ciphertext, tag
};

struct KnownIncarnation
{
    core::IncarnationId id;
    core::IncarnationId parent; // 0: none
    core::Scn branchScn;
    core::Scn firstScn;
    core::Scn lastScn;
};

struct KnownRestorePoint
{
    std::string name;
    core::Scn scn;
    core::Time time; // of that commit
};

struct Manifest
{
    std::string id;
    Kind kind = Kind::Full;
    std::string database;     // absolute path when it was made
    std::string databaseName; // its file name
    bool recorded = false;    // it had a history: SCNs are known
    core::DatabaseId databaseId;
    core::IncarnationId incarnation; // of toScn

    // Applied to the database as of fromScn, the set gives it as of toScn; an archive log as of every SCN
    // between that isn't in `unreadable`, too. A full set begins with nothing: fromScn is 0. Both are 0
    // without a history.
    core::Scn fromScn;
    core::Scn toScn;
    core::Time toTime;                // of that commit; without a history: when the copy was made
    std::vector<ScnRange> unreadable; // SCNs that the history had lost
    std::vector<KnownIncarnation> incarnations;
    std::vector<KnownRestorePoint> restorePoints;

    std::string parent; // the set whose toScn is this one's fromScn; empty: a full set
    core::Time started; // toScn was the newest commit then
    core::Time ended;
    std::uint32_t pageSize = 0;
    std::uint32_t pageCount = 0; // of the database as of toScn

    core::Digest digest = core::Digest::Sha256;
    int compressionLevel = 1;
    std::string strandlineVersion;
    std::string sqliteVersion;
    std::vector<Piece> pieces;
    std::vector<std::string> tags;
    std::optional<Encryption> encryption;
    core::Bytes mac; // of an encrypted set

    SetStatus status = SetStatus::Available;
    bool pinned = false;
    std::optional<core::Time> keepUntil;

    std::uint64_t storedBytes() const; // of all pieces
    std::uint64_t contentBytes() const;
};

// The text that the MAC is of.
std::string signedText(const Manifest &manifest);
std::string formatManifest(const Manifest &manifest);
// path: named in errors. id: what it must be; empty: any.
Manifest parseManifest(std::string_view text, const std::string &path, const std::string &id = {});

Manifest readManifest(const core::FileSystem &files, const std::string &setFolder, const std::string &id);
// Replaces the set's manifest as one step; durable on return.
void writeManifest(const core::FileSystem &files, const std::string &setFolder, const Manifest &manifest);

// "20261121T234501Z-full-3f9a1c".
std::string newSetId(Kind kind, core::Time now);
// Whether name can be a set's id: letters, digits and hyphens only, at most 64.
bool isSetId(std::string_view name);

} // namespace strandline::backup
