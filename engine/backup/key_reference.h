// Where a key is to be had, without the key: what a job, a destination's settings and a command line may
// hold. Written as
//
//   passphrase-file:PATH   the first line of a file that only its owner may read
//   key-file:PATH          a file of random bytes that only its owner may read
//   env:NAME               a passphrase in a variable of the environment
//   keychain:NAME          a passphrase or a key file's bytes in the user's keychain
//
// Values; safe from any thread. Errors: Usage, NotFound, what core::Keychain throws.
#pragma once

#include "engine/backup/keys.h"
#include "engine/core/keychain.h"

namespace strandline::backup {

struct KeyReference
{
    enum class Place
    {
        None,
        PassphraseFile,
        KeyFile,
        Environment,
        Keychain,
    };
    Place place = Place::None;
    std::string name; // path, variable, entry

    bool operator==(const KeyReference &) const = default;
    explicit operator bool() const { return place != Place::None; }
};

// Empty text: no key. Throws Usage.
KeyReference parseKeyReference(std::string_view text);
std::string formatKeyReference(const KeyReference &reference);

// The key itself. keychain: null where the program has none (Unsupported then). NotFound where there is no
// such file, variable or entry.
KeySource readKey(const KeyReference &reference, const core::Keychain *keychain);
// The entry's name in the keychain for the key of a store.
std::string keychainEntry(const std::string &storeId);
// Puts a key into the keychain, so that readKey() finds it there.
void keepKey(const core::Keychain &keychain, const std::string &entry, const KeySource &key);

// What the environment names: STRANDLINE_PASSPHRASE_FILE, STRANDLINE_KEY_FILE or STRANDLINE_PASSPHRASE, in
// this order.
KeyReference keyFromEnvironment();

} // namespace strandline::backup
