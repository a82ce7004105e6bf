#include "engine/timeline/commit_users.h"

#include "engine/core/hash.h"
#include "engine/core/utf8.h"
#include "engine/timeline/store.h"

namespace strandline::timeline {

using core::Bytes;
using core::ByteView;

namespace {

constexpr std::string_view magic = "STRLUSER";
constexpr std::uint32_t version = 1;
constexpr std::size_t headerBytes = 16;
constexpr std::size_t noteBytes = 96;
constexpr std::size_t userBytes = 56;
constexpr std::size_t pendingMax = 10000;

std::string pathOf(const Location &location)
{
    return location.sidecar() + "/users.log";
}

ByteView viewOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

std::array<std::uint32_t, 5> keyOf(const WalPosition &at)
{
    return {at.salt[0], at.salt[1], at.frame, at.checksum[0], at.checksum[1]};
}

Bytes header()
{
    Bytes bytes;
    core::ByteWriter out(bytes);
    out.bytes(viewOf(magic));
    out.u32(version);
    out.u32(0);
    return bytes;
}

void encode(const CommitNote &note, Bytes &bytes)
{
    const std::size_t begin = bytes.size();
    std::string user = note.user.substr(0, userBytes);
    user.resize(user.size() - core::incompleteTail(user));
    core::ByteWriter out(bytes);
    for (const std::uint32_t word : keyOf(note.end)) {
        out.u32(word);
    }
    out.u32(static_cast<std::uint32_t>(user.size()));
    out.u64(static_cast<std::uint64_t>(note.time.time_since_epoch().count()));
    out.bytes(viewOf(user));
    bytes.resize(begin + noteBytes - 8);
    out.u64(core::hash64(ByteView(bytes).subspan(begin)));
}

std::optional<CommitNote> decode(ByteView bytes)
{
    core::ByteReader in(bytes);
    CommitNote note;
    for (std::uint32_t *word : {&note.end.salt[0], &note.end.salt[1], &note.end.frame, &note.end.checksum[0],
                                &note.end.checksum[1]}) {
        *word = in.u32();
    }
    const std::uint32_t length = in.u32();
    note.time = core::Time(core::Time::duration(static_cast<core::Time::rep>(in.u64())));
    const ByteView user = in.take(userBytes);
    if (in.u64() != core::hash64(bytes.first(noteBytes - 8)) || length > userBytes) {
        return std::nullopt;
    }
    note.user.assign(reinterpret_cast<const char *>(user.data()), length);
    return note;
}

// Nothing where there is no file, or one of another version.
std::vector<CommitNote> load(const Location &location)
{
    std::vector<CommitNote> notes;
    if (!location.files->exists(pathOf(location))) {
        return notes;
    }
    const auto file = location.files->open(pathOf(location), core::OpenMode::Read);
    Bytes bytes(file->sizeBytes());
    bytes.resize(file->readAt(0, bytes));
    const Bytes expected = header();
    if (bytes.size() < headerBytes || !std::equal(expected.begin(), expected.end(), bytes.begin())) {
        return notes;
    }
    for (std::size_t at = headerBytes; bytes.size() - at >= noteBytes; at += noteBytes) {
        if (auto note = decode(ByteView(bytes).subspan(at, noteBytes))) {
            notes.push_back(std::move(*note));
        }
    }
    return notes;
}

std::unique_ptr<core::FileLock> lockOf(const Location &location)
{
    return location.files->tryLock(location.sidecar() + "/users.lock", "users");
}

// Under the lock. What a full disk left half written stays without its hash.
void append(const Location &location, const std::vector<CommitNote> &notes)
{
    const core::FileSystem &files = *location.files;
    if (!files.exists(pathOf(location))) {
        files.open(pathOf(location), core::OpenMode::Create)->writeAt(0, header());
    }
    const auto file = files.open(pathOf(location), core::OpenMode::ReadWrite);
    Bytes head(headerBytes);
    if (file->readAt(0, head) != headerBytes || head != header()) {
        return;
    }
    Bytes bytes;
    for (const CommitNote &note : notes) {
        encode(note, bytes);
    }
    const std::uint64_t count = (file->sizeBytes() - headerBytes + noteBytes - 1) / noteBytes;
    file->writeAt(headerBytes + count * noteBytes, bytes);
}

} // namespace

CommitUserLog::CommitUserLog(Location location, std::string user, const core::Clock &clock)
    : m_location(std::move(location)), m_user(std::move(user)), m_clock(clock)
{
}

void CommitUserLog::note(const WalPosition &end) noexcept
{
    try {
        const std::lock_guard guard(m_mutex);
        if (m_user.empty() || !m_location.files->exists(m_location.sidecar() + "/timeline")) {
            return;
        }
        if (m_pending.size() < pendingMax) {
            m_pending.push_back({end, m_clock.now(), m_user});
        }
        if (const auto lock = lockOf(m_location)) {
            append(m_location, m_pending);
            m_pending.clear();
        }
    } catch (const std::exception &) {
        return; // with the next one
    }
}

CommitUsers::CommitUsers(std::shared_ptr<const Store> store) : m_store(std::move(store))
{
    for (CommitNote &note : load(m_store->location())) {
        m_noted[keyOf(note.end)] = std::move(note.user);
    }
}

std::optional<std::string> CommitUsers::of(core::Scn scn)
{
    if (m_noted.empty()) {
        return std::nullopt;
    }
    const auto after = m_seen.upper_bound(scn.value);
    if (after == m_seen.begin() || std::prev(after)->second < scn.value) {
        std::uint64_t first = scn.value;
        std::uint64_t last = scn.value;
        m_store->visitLogOf(scn, [&](const CommitRecord &commit) {
            first = std::min(first, commit.scn.value);
            last = std::max(last, commit.scn.value);
            const auto noted = m_noted.find(keyOf(commit.wal));
            if (noted != m_noted.end() && !commit.gap && !commit.base) {
                m_users[commit.scn.value] = noted->second;
            }
        });
        m_seen[first] = last;
    }
    const auto user = m_users.find(scn.value);
    return user != m_users.end() ? std::optional(user->second) : std::nullopt;
}

void forgetCommitUsers(const Location &location, core::Time time)
{
    const auto lock = lockOf(location);
    const std::vector<CommitNote> known = lock ? load(location) : std::vector<CommitNote>();
    const auto isOld = [time](const CommitNote &note) { return note.time < time; };
    if (std::none_of(known.begin(), known.end(), isOld)) {
        return;
    }
    Bytes bytes = header();
    for (const CommitNote &note : known) {
        if (!isOld(note)) {
            encode(note, bytes);
        }
    }
    const core::FileSystem &files = *location.files;
    const std::string path = pathOf(location);
    files.tryRemove(path + ".new");
    files.open(path + ".new", core::OpenMode::Create)->writeAt(0, bytes);
    files.rename(path + ".new", path);
}

} // namespace strandline::timeline
