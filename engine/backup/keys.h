// Keys of encrypted sets.
//
// What the user has (a passphrase or a key file) gives a master key: by scrypt with a salt, or by HKDF of the
// file's bytes. Each set has a random data key of its own, sealed by the master key in its manifest together
// with the description of that key, so that a set alone and the passphrase are enough to read it. store.json
// names the key that new sets are sealed with:
//
//   {"format":1, "id":"32 hex", "made":time, "key":KeyDescription or null, "checksum":SHA-256 of the text
//   before}
//
// A data key seals the frames of its set's pieces: nonce = number of the piece (4 bytes), number of the frame
// (8 bytes), both big-endian; a data key is never used for anything else, so no nonce comes twice. Associated
// data: set id, 0, piece name, 0, frame number (8 bytes), 1 for the last frame else 0. The manifest's MAC key
// comes from the data key by HKDF.
//
// A KeyRing may be used from any thread. Errors: WrongKey (none given, or not the one), NotFound, Usage.
#pragma once

#include "engine/backup/manifest.h"
#include "engine/backup/store_folder.h"
#include "engine/core/clock.h"
#include "engine/core/job.h"

#include <memory>

namespace strandline::backup {

// What the user has. Values from files and the environment; never from an argument list.
struct KeySource
{
    enum class Kind
    {
        None,
        Passphrase,
        KeyFile,
    };
    Kind kind = Kind::None;
    std::string secret; // the passphrase, or the key file's bytes

    static KeySource passphrase(std::string text);
    static KeySource keyFile(std::string bytes);
    // First line of the file. Throws NotFound, Usage for an empty one.
    static KeySource passphraseFile(const std::string &path);
    // Throws NotFound, Usage for less than 32 bytes.
    static KeySource keyFileAt(const std::string &path);
    explicit operator bool() const { return kind != Kind::None; }
};

// Writes a new key file of 32 random bytes, in hexadecimal digits, that its owner alone may read. Throws
// Exists.
void makeKeyFile(const core::FileSystem &files, const std::string &path);

// The data key of one set.
class SetKey
{
public:
    SetKey(std::string setId, core::Cipher cipher, core::SecretKey dataKey);

    void sealFrame(const std::string &piece, std::uint32_t pieceNumber, std::uint64_t frame, bool last,
                   core::ByteView plain, core::Bytes &out) const;
    // False where it isn't what was sealed there.
    bool openFrame(const std::string &piece, std::uint32_t pieceNumber, std::uint64_t frame, bool last,
                   core::ByteView sealed, std::span<std::uint8_t> plain) const;
    core::Bytes macOf(const Manifest &manifest) const;
    // Throws BackupCorrupt where the manifest's MAC is wrong.
    void check(const Manifest &manifest) const;
    const core::SecretKey &dataKey() const { return m_dataKey; }

private:
    std::string m_setId;
    core::Cipher m_cipher;
    core::SecretKey m_dataKey;
    core::SecretKey m_macKey;
};

// The keys that the user gave, made into master keys as sets ask for them (scrypt costs half a second, once
// for each description).
class KeyRing
{
public:
    KeyRing(); // opens what isn't encrypted
    explicit KeyRing(KeySource source);
    explicit KeyRing(std::vector<KeySource> sources); // whichever fits

    // Null for a set that isn't encrypted. Throws WrongKey; BackupCorrupt where the manifest's MAC is wrong.
    std::shared_ptr<const SetKey> open(const Manifest &manifest) const;
    // Throws WrongKey where no source fits.
    core::SecretKey masterKey(const KeyDescription &description) const;
    bool fits(const KeyDescription &description) const;
    bool empty() const; // no key was given

private:
    std::optional<core::SecretKey> find(const KeyDescription &description) const;

    struct State;
    std::shared_ptr<State> m_state;
};

// A description of a new key of this kind.
KeyDescription describeKey(const KeySource &source, core::Time now, const core::ScryptCost &cost);
// Fills in encryption and mac of a new set's manifest (whose other members are final but for the pieces; sign
// again when they are known) and returns its key.
std::shared_ptr<const SetKey> newSetKey(Manifest &manifest, const KeyDescription &description,
                                        const core::SecretKey &master, core::Cipher cipher);

struct StoreKeys
{
    std::string storeId;
    core::Time made;
    std::optional<KeyDescription> key; // that new encrypted sets are sealed with
};
StoreKeys readStoreKeys(const StoreFolder &store);
void writeStoreKeys(const StoreFolder &store, const StoreKeys &keys);

struct RotationReport
{
    std::string oldKey; // ids; empty: the store had none
    std::string newKey;
    std::vector<std::string> rewrapped; // sets
    std::vector<std::pair<std::string, std::string>>
        notRewrapped; // sets that the old key doesn't open, and why
};
// Seals the data keys of all encrypted sets with a new master key; the pieces stay as they are. Killed in
// between, each set opens with the key that its manifest names, and another rotation with both keys goes on.
RotationReport rotateKey(const StoreFolder &store, const KeyRing &before, const KeySource &after,
                         const core::Clock &clock, const core::JobContext &job,
                         const core::ScryptCost &cost = {});

} // namespace strandline::backup
