#include "engine/backup/key_reference.h"

#include <array>
#include <cstdlib>
#include <fmt/format.h>

namespace strandline::backup {

using core::Error;
using core::ErrorCode;
using Place = KeyReference::Place;

namespace {

struct Prefix
{
    Place place;
    std::string_view text;
};

constexpr std::array prefixes{
    Prefix{Place::PassphraseFile, "passphrase-file:"},
    Prefix{Place::KeyFile, "key-file:"},
    Prefix{Place::Environment, "env:"},
    Prefix{Place::Keychain, "keychain:"},
};

// How an entry of the keychain says which kind of key it is.
constexpr std::string_view passphraseMark = "passphrase:";
constexpr std::string_view keyFileMark = "key-file:"; // in hexadecimal digits

bool beginsWith(std::string_view text, std::string_view beginning)
{
    return text.substr(0, beginning.size()) == beginning;
}

std::string variable(const char *name)
{
    const char *value = std::getenv(name);
    return value != nullptr ? value : "";
}

KeySource fromKeychain(const std::string &name, const core::Keychain *keychain)
{
    if (keychain == nullptr) {
        throw Error(ErrorCode::Unsupported,
                    "This program was built without the keychain. Name a file instead, with "
                    "--passphrase-file or --key-file.");
    }
    const auto entry = keychain->read(name);
    if (!entry) {
        throw Error(
            ErrorCode::NotFound,
            fmt::format("The keychain of this user has no entry \"{}\", or is locked. Unlock it, put the key "
                        "there (`strandctl backup keep-key`), or name a file.",
                        name));
    }
    if (beginsWith(*entry, keyFileMark)) {
        const core::Bytes bytes = core::fromHex(std::string_view(*entry).substr(keyFileMark.size()));
        return KeySource::keyFile({bytes.begin(), bytes.end()});
    }
    return KeySource::passphrase(beginsWith(*entry, passphraseMark) ? entry->substr(passphraseMark.size())
                                                                    : *entry);
}

} // namespace

KeyReference parseKeyReference(std::string_view text)
{
    if (text.empty()) {
        return {};
    }
    for (const Prefix &prefix : prefixes) {
        if (beginsWith(text, prefix.text) && text.size() > prefix.text.size()) {
            return {prefix.place, std::string(text.substr(prefix.text.size()))};
        }
    }
    throw Error(ErrorCode::Usage, "A key is named as passphrase-file:PATH, key-file:PATH, env:VARIABLE or "
                                  "keychain:ENTRY; the key itself never stands here.");
}

std::string formatKeyReference(const KeyReference &reference)
{
    for (const Prefix &prefix : prefixes) {
        if (prefix.place == reference.place) {
            return std::string(prefix.text) + reference.name;
        }
    }
    return {};
}

KeySource readKey(const KeyReference &reference, const core::Keychain *keychain)
{
    switch (reference.place) {
    case Place::None:
        break;
    case Place::PassphraseFile:
        return KeySource::passphraseFile(reference.name);
    case Place::KeyFile:
        return KeySource::keyFileAt(reference.name);
    case Place::Environment: {
        const std::string text = variable(reference.name.c_str());
        if (text.empty()) {
            throw Error(
                ErrorCode::NotFound,
                fmt::format("The environment has no variable {} with the passphrase.", reference.name));
        }
        return KeySource::passphrase(text);
    }
    case Place::Keychain:
        return fromKeychain(reference.name, keychain);
    }
    return {};
}

std::string keychainEntry(const std::string &storeId)
{
    return "backup-key-" + storeId;
}

void keepKey(const core::Keychain &keychain, const std::string &entry, const KeySource &key)
{
    switch (key.kind) {
    case KeySource::Kind::None:
        return;
    case KeySource::Kind::Passphrase:
        keychain.write(entry, std::string(passphraseMark) + key.secret);
        return;
    case KeySource::Kind::KeyFile:
        keychain.write(entry, std::string(keyFileMark) +
                                  core::toHex({reinterpret_cast<const std::uint8_t *>(key.secret.data()),
                                               key.secret.size()}));
        return;
    }
}

KeyReference keyFromEnvironment()
{
    if (const std::string path = variable("STRANDLINE_PASSPHRASE_FILE"); !path.empty()) {
        return {Place::PassphraseFile, path};
    }
    if (const std::string path = variable("STRANDLINE_KEY_FILE"); !path.empty()) {
        return {Place::KeyFile, path};
    }
    if (!variable("STRANDLINE_PASSPHRASE").empty()) {
        return {Place::Environment, "STRANDLINE_PASSPHRASE"};
    }
    return {};
}

} // namespace strandline::backup
