#include "engine/backup/keys.h"

#include "engine/backup/files.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>

namespace strandline::backup {

using core::Bytes;
using core::ByteView;
using core::Error;
using core::ErrorCode;
using core::SecretKey;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t saltBytes = 16;
constexpr std::size_t checkBytes = 16;
constexpr std::size_t keyFileBytesMin = 32;
constexpr std::uint64_t secretBytesMax = 1U << 20U;

ByteView viewOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

SecretKey masterOf(const KeySource &source, const KeyDescription &description)
{
    if (source.kind == KeySource::Kind::Passphrase) {
        return core::keyFromPassphrase(source.secret, description.salt, description.cost);
    }
    return core::deriveKey(viewOf(source.secret), description.salt, "strandline master key");
}

Bytes checkOf(const SecretKey &master, const KeyDescription &description)
{
    const SecretKey key = core::deriveKey(master.bytes(), description.salt, "strandline key check");
    return {key.bytes().begin(), key.bytes().begin() + checkBytes};
}

bool suits(const KeySource &source, const KeyDescription &description)
{
    return source.kind == (description.kind == KeyDescription::Kind::Passphrase ? KeySource::Kind::Passphrase
                                                                                : KeySource::Kind::KeyFile);
}

std::string wanted(const KeyDescription &description)
{
    return fmt::format("{} of {} (key {})",
                       description.kind == KeyDescription::Kind::Passphrase ? "the passphrase"
                                                                            : "the key file",
                       core::formatTime(description.made).substr(0, 10), description.id);
}

Bytes frameAssociated(const std::string &set, const std::string &piece, std::uint64_t frame, bool last)
{
    Bytes out;
    for (const std::string *text : {&set, &piece}) {
        out.insert(out.end(), text->begin(), text->end());
        out.push_back(0);
    }
    core::ByteWriter(out).u64(frame);
    out.push_back(last ? 1 : 0);
    return out;
}

core::Nonce frameNonce(std::uint32_t piece, std::uint64_t frame)
{
    core::Nonce nonce{};
    core::storeBig32(nonce.data(), piece);
    core::storeBig32(nonce.data() + 4, static_cast<std::uint32_t>(frame >> 32U));
    core::storeBig32(nonce.data() + 8, static_cast<std::uint32_t>(frame));
    return nonce;
}

// Nonce, ciphertext, tag. The nonce is random: a master key seals one data key a set.
Bytes wrap(core::Cipher cipher, const SecretKey &master, const std::string &set, const SecretKey &dataKey)
{
    Bytes out = core::randomBytes(core::Nonce{}.size());
    core::Nonce nonce{};
    std::copy(out.begin(), out.end(), nonce.begin());
    core::seal(cipher, master, nonce, viewOf(set), dataKey.bytes(), out);
    return out;
}

std::optional<SecretKey> unwrap(const Encryption &encryption, const SecretKey &master, const std::string &set)
{
    core::Nonce nonce{};
    Bytes plain(32);
    if (encryption.dataKey.size() != nonce.size() + plain.size() + core::sealTagBytes) {
        return std::nullopt;
    }
    std::copy_n(encryption.dataKey.begin(), nonce.size(), nonce.begin());
    std::optional<SecretKey> key;
    if (core::unseal(encryption.cipher, master, nonce, viewOf(set),
                     ByteView(encryption.dataKey).subspan(nonce.size()), plain)) {
        key = SecretKey::fromBytes(plain);
    }
    core::wipe(plain);
    return key;
}

} // namespace

KeySource KeySource::passphrase(std::string text)
{
    return {Kind::Passphrase, std::move(text)};
}

KeySource KeySource::keyFile(std::string bytes)
{
    if (bytes.size() < keyFileBytesMin) {
        throw Error(
            ErrorCode::Usage,
            fmt::format("A key file needs at least {} bytes; this one has {}. `strandctl backup make-key` "
                        "makes one.",
                        keyFileBytesMin, bytes.size()));
    }
    return {Kind::KeyFile, std::move(bytes)};
}

KeySource KeySource::passphraseFile(const std::string &path)
{
    std::string text = readWhole(core::systemFiles(), path, secretBytesMax);
    text.erase(std::min(text.find_first_of("\r\n"), text.size()));
    if (text.empty()) {
        throw Error(ErrorCode::Usage,
                    fmt::format("The first line of {} is empty: it must be the passphrase.", path))
            .withPath(path);
    }
    return passphrase(std::move(text));
}

KeySource KeySource::keyFileAt(const std::string &path)
{
    return keyFile(readWhole(core::systemFiles(), path, secretBytesMax));
}

void makeKeyFile(const core::FileSystem &files, const std::string &path)
{
    const std::string text = core::toHex(SecretKey::random().bytes()) + "\n";
    const auto file = files.open(path, core::OpenMode::Create);
    std::filesystem::permissions(path,
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    file->writeAt(0, viewOf(text));
    file->sync();
}

SetKey::SetKey(std::string setId, core::Cipher cipher, SecretKey dataKey)
    : m_setId(std::move(setId)), m_cipher(cipher), m_dataKey(dataKey),
      m_macKey(core::deriveKey(dataKey.bytes(), viewOf(m_setId), "strandline manifest"))
{
}

void SetKey::sealFrame(const std::string &piece, std::uint32_t pieceNumber, std::uint64_t frame, bool last,
                       ByteView plain, Bytes &out) const
{
    core::seal(m_cipher, m_dataKey, frameNonce(pieceNumber, frame),
               frameAssociated(m_setId, piece, frame, last), plain, out);
}

bool SetKey::openFrame(const std::string &piece, std::uint32_t pieceNumber, std::uint64_t frame, bool last,
                       ByteView sealed, std::span<std::uint8_t> plain) const
{
    return core::unseal(m_cipher, m_dataKey, frameNonce(pieceNumber, frame),
                        frameAssociated(m_setId, piece, frame, last), sealed, plain);
}

Bytes SetKey::macOf(const Manifest &manifest) const
{
    const auto mac = core::hmacSha256(m_macKey.bytes(), viewOf(signedText(manifest)));
    return {mac.begin(), mac.end()};
}

void SetKey::check(const Manifest &manifest) const
{
    if (!core::equalInConstantTime(macOf(manifest), manifest.mac)) {
        throw Error(
            ErrorCode::BackupCorrupt,
            fmt::format("The manifest of the set {} was not written by who has its key: it was changed "
                        "since, or forged. Nothing is restored from it.",
                        manifest.id));
    }
}

struct KeyRing::State
{
    std::vector<KeySource> sources;
    std::mutex mutex;
    std::map<std::string, SecretKey> masters; // guarded by mutex; by id, salt and check of the description
    ~State()
    {
        for (KeySource &source : sources) {
            core::wipe({reinterpret_cast<std::uint8_t *>(source.secret.data()), source.secret.size()});
        }
    }
};

KeyRing::KeyRing() : m_state(std::make_shared<State>()) {}

KeyRing::KeyRing(KeySource source) : KeyRing(std::vector<KeySource>{std::move(source)}) {}

KeyRing::KeyRing(std::vector<KeySource> sources) : KeyRing()
{
    m_state->sources = std::move(sources);
}

bool KeyRing::empty() const
{
    return std::none_of(m_state->sources.begin(), m_state->sources.end(),
                        [](const KeySource &source) { return static_cast<bool>(source); });
}

std::optional<SecretKey> KeyRing::find(const KeyDescription &description) const
{
    const std::string name = dumpJson(keyJson(description));
    const std::lock_guard guard(m_state->mutex);
    if (const auto known = m_state->masters.find(name); known != m_state->masters.end()) {
        return known->second;
    }
    for (const KeySource &source : m_state->sources) {
        if (suits(source, description)) {
            const SecretKey master = masterOf(source, description);
            if (core::equalInConstantTime(checkOf(master, description), description.check)) {
                m_state->masters.emplace(name, master);
                return master;
            }
        }
    }
    return std::nullopt;
}

bool KeyRing::fits(const KeyDescription &description) const
{
    return find(description).has_value();
}

SecretKey KeyRing::masterKey(const KeyDescription &description) const
{
    if (const auto master = find(description)) {
        return *master;
    }
    throw Error(ErrorCode::WrongKey,
                empty() ? fmt::format("This is encrypted. Give {}.", wanted(description))
                        : fmt::format("That is not the key which this is encrypted with. It needs {}.",
                                      wanted(description)));
}

std::shared_ptr<const SetKey> KeyRing::open(const Manifest &manifest) const
{
    if (!manifest.encryption) {
        return nullptr;
    }
    const auto dataKey = unwrap(*manifest.encryption, masterKey(manifest.encryption->key), manifest.id);
    if (!dataKey) {
        throw Error(
            ErrorCode::BackupCorrupt,
            fmt::format("The data key in the manifest of the set {} is damaged or belongs to another set.",
                        manifest.id));
    }
    auto key = std::make_shared<const SetKey>(manifest.id, manifest.encryption->cipher, *dataKey);
    key->check(manifest);
    return key;
}

KeyDescription describeKey(const KeySource &source, core::Time now, const core::ScryptCost &cost)
{
    if (!source || source.secret.empty()) {
        throw Error(ErrorCode::Usage, "A key needs a passphrase or a key file.");
    }
    KeyDescription description;
    description.id = core::toHex(core::randomBytes(4));
    description.kind = source.kind == KeySource::Kind::Passphrase ? KeyDescription::Kind::Passphrase
                                                                  : KeyDescription::Kind::KeyFile;
    description.salt = core::randomBytes(saltBytes);
    description.made = now;
    if (description.kind == KeyDescription::Kind::Passphrase) {
        description.cost = cost;
    }
    description.check = checkOf(masterOf(source, description), description);
    return description;
}

std::shared_ptr<const SetKey> newSetKey(Manifest &manifest, const KeyDescription &description,
                                        const SecretKey &master, core::Cipher cipher)
{
    const SecretKey dataKey = SecretKey::random();
    manifest.encryption = Encryption{cipher, description, wrap(cipher, master, manifest.id, dataKey)};
    return std::make_shared<const SetKey>(manifest.id, cipher, dataKey);
}

StoreKeys readStoreKeys(const StoreFolder &store)
{
    const std::string path = store.path() + "/store.json";
    if (!store.files().exists(path)) {
        return {};
    }
    return parseChecked(readWhole(store.files(), path, secretBytesMax), path, [](const Json &json) {
        if (json.at("format").get<int>() != manifestFormat) {
            throw Error(ErrorCode::UnsupportedFormat, "it was written by a newer version");
        }
        StoreKeys keys{json.at("id").get<std::string>(), timeOf(json.at("made")), std::nullopt};
        if (!json.at("key").is_null()) {
            keys.key = keyFromJson(json.at("key"));
        }
        return keys;
    });
}

void writeStoreKeys(const StoreFolder &store, const StoreKeys &keys)
{
    replaceFile(store.files(), store.path() + "/store.json",
                formatChecked(Json{{"format", manifestFormat},
                                   {"id", keys.storeId},
                                   {"made", core::formatTime(keys.made)},
                                   {"key", keys.key ? keyJson(*keys.key) : Json(nullptr)}}));
}

namespace {

// The key to go to: the store's own where an unfinished rotation made it from `after` already.
KeyDescription targetKey(const StoreFolder &store, const KeyRing &before, const KeyRing &afterRing,
                         const KeySource &after, StoreKeys &keys, core::Time now,
                         const core::ScryptCost &cost)
{
    if (keys.key && afterRing.fits(*keys.key)) {
        return *keys.key;
    }
    if (keys.key) {
        before.masterKey(*keys.key); // throws WrongKey before anything is changed
    }
    keys.key = describeKey(after, now, cost);
    writeStoreKeys(store, keys);
    return *keys.key;
}

} // namespace

RotationReport rotateKey(const StoreFolder &store, const KeyRing &before, const KeySource &after,
                         const core::Clock &clock, const core::JobContext &job, const core::ScryptCost &cost)
{
    store.mustExist();
    const auto lock = store.lock("rotating the key");
    StoreKeys keys = readStoreKeys(store);
    RotationReport report;
    report.oldKey = keys.key ? keys.key->id : "";
    const KeyRing afterRing(after);
    const KeyDescription target = targetKey(store, before, afterRing, after, keys, clock.now(), cost);
    const SecretKey master = afterRing.masterKey(target);
    report.newKey = target.id;
    const std::vector<std::string> ids = store.setIds();
    std::uint64_t done = 0;
    for (const std::string &id : ids) {
        job.checkStop();
        job.report(done++, ids.size(), "sets");
        const std::string folder = store.setFolder(id);
        auto read = attempt([&] { return readManifest(store.files(), folder, id); });
        if (const Misread *misread = std::get_if<Misread>(&read)) {
            report.notRewrapped.emplace_back(id, misread->what);
            continue;
        }
        Manifest &manifest = std::get<Manifest>(read);
        if (!manifest.encryption || manifest.encryption->key.id == target.id) {
            continue;
        }
        const auto key = attempt([&] { return before.open(manifest); });
        if (const Misread *misread = std::get_if<Misread>(&key)) {
            report.notRewrapped.emplace_back(id, misread->what);
            continue;
        }
        const SetKey &setKey = *std::get<0>(key);
        manifest.encryption->key = target;
        manifest.encryption->dataKey = wrap(manifest.encryption->cipher, master, id, setKey.dataKey());
        manifest.mac = setKey.macOf(manifest);
        writeManifest(store.files(), folder, manifest);
        report.rewrapped.push_back(id);
    }
    job.report(ids.size(), ids.size(), "sets");
    return report;
}

} // namespace strandline::backup
