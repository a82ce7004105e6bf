// Places for off-site copies: named, with what it takes to reach them, remembered in the user's own
// configuration (destinations.json). It holds no secret: those of S3 come from a file, the environment or the
// keychain.
//
//   {"version":1, "destinations":[{"name", "url", "endpoint", "region", "addressing", "credentials",
//     "caFile", "bytesPerSecond", "standbyOf"}…]}
//
// url: "s3://BUCKET/PREFIX", "file:///FOLDER" or a folder's path. What isn't set is left out.
//
// Safe from any thread of one process; between processes the last writer wins. Errors: Usage, NotFound,
// Exists, UnsupportedFormat for a file that can't be understood, systemError().
#pragma once

#include "engine/core/clock.h"
#include "engine/core/keychain.h"
#include "engine/offsite/object_store.h"
#include "engine/offsite/s3_client.h"

#include <memory>

namespace strandline::offsite {

struct Destination
{
    std::string name;
    std::string url;
    // Of S3 only:
    std::string endpoint; // empty: Amazon's of the region
    std::string region;   // empty: us-east-1
    Addressing addressing = Addressing::Automatic;
    // Where the access key and its secret are: "env" (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
    // AWS_SESSION_TOKEN), "file:PATH" or "file:PATH#PROFILE" (as ~/.aws/credentials), "keychain:ENTRY".
    std::string credentials = "env";
    std::string caFile; // PEM of authorities to trust; empty: the system's
    // Of all:
    std::uint64_t bytesPerSecond = 0; // 0: as fast as it goes
    std::string standbyOf;            // the store whose sets are to be kept here; empty: no standby
};

enum class Scheme
{
    Folder,
    S3,
};

Scheme schemeOf(const Destination &destination); // throws Usage for an address that is neither
std::string folderOf(const Destination &destination);
std::string_view addressingName(Addressing addressing) noexcept; // "auto", "path", "virtual-host"
std::optional<Addressing> addressingNamed(std::string_view name);

// The access key from where the destination says. Throws NotFound, Usage, what core::Keychain throws.
Credentials credentialsOf(const Destination &destination, const core::Keychain *keychain);
// Of a text as ~/.aws/credentials has it: what isn't there stays empty.
Credentials parseCredentials(const std::string &text, const std::string &profile);
// The text of a keychain's entry for these, as credentialsOf() reads it.
std::string formatCredentials(const Credentials &credentials);
std::string keychainEntry(const Destination &destination);

// What opening a destination takes from its surroundings.
struct Surroundings
{
    const core::Clock *clock = nullptr;
    const core::Keychain *keychain = nullptr; // null: there is none
    std::string notesFolder = {};             // of interrupted uploads; empty: none are kept
    Persistence persistence = {};
    std::uint64_t partBytes = 8U << 20U;
};
std::unique_ptr<ObjectStore> openDestination(const Destination &destination,
                                             const Surroundings &surroundings);
// Lists, writes, reads and deletes a small object there: throws what is wrong.
void tryDestination(ObjectStore &store, const core::JobContext &job);

class Destinations
{
public:
    // folder: of the user's configuration; empty: nothing is remembered.
    explicit Destinations(std::string folder) : m_folder(std::move(folder)) {}

    std::vector<Destination> all() const; // by name
    // By name or URL; a URL or an existing folder that isn't remembered is a destination of its own, with
    // what the environment says (AWS_ENDPOINT_URL, AWS_REGION). Throws NotFound.
    Destination find(const std::string &nameOrUrl) const;
    void add(const Destination &destination, bool replace = false) const; // throws Exists, Usage
    void remove(const std::string &name) const;                           // throws NotFound
    std::string notesFolder() const { return m_folder.empty() ? std::string() : m_folder + "/uploads"; }

private:
    std::string file() const { return m_folder + "/destinations.json"; }
    void write(const std::vector<Destination> &destinations) const;

    const std::string m_folder;
};

} // namespace strandline::offsite
