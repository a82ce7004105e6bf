#include "engine/timeline/history.h"

#include "engine/sqlite/page_vfs.h"
#include "engine/sqlite/wal_tap.h"
#include "engine/timeline/place.h"
#include "engine/timeline/store.h"
#include "engine/timeline/verify.h"

#include <filesystem>
#include <fmt/format.h>
#include <future>
#include <nlohmann/json.hpp>

namespace strandline::timeline {

using core::Bytes;
using core::Error;
using core::ErrorCode;
using core::Scn;

// The database file, for pages that still are what they were. Shared by the points of one history.
struct LivePages
{
    std::mutex mutex;
    std::unique_ptr<sqlite::LiveFile> file; // guarded by mutex; null: not readable

    bool read(std::uint32_t page, std::span<std::uint8_t> out)
    {
        const std::lock_guard guard(mutex);
        return file && file->read(std::uint64_t{page - 1} * out.size(), out);
    }
};

struct History::State
{
    std::shared_ptr<Store> store;
    Location location;
    std::once_flag liveOnce;
    std::shared_ptr<LivePages> live = std::make_shared<LivePages>();
};

namespace {

class StorePages final : public sqlite::PageSource
{
public:
    StorePages(std::shared_ptr<Store> store, Scn scn, std::shared_ptr<LivePages> live)
        : m_store(std::move(store)), m_live(std::move(live)), m_scn(scn), m_pin(*m_store, scn)
    {
        m_store->withIndex([&](const PageIndex &index) {
            const CommitEntry &entry = index.readable(scn);
            index.baseFor(scn, entry.incarnation);
            m_pages = entry.databasePages;
            m_pageSize = index.incarnation(entry.incarnation).pageSize;
        });
    }

    std::uint32_t pageSize() const override { return m_pageSize; }
    std::uint32_t pageCount() const override { return m_pages; }

    void readPage(std::uint32_t page, std::span<std::uint8_t> out) override
    {
        // The live page is taken where its hash proves that it is the wanted version.
        const std::uint64_t newest = m_store->hashIfNewest(page, m_scn);
        if (newest == 0 || !m_live->read(page, out) || PageCodec::hash(out, page) != newest) {
            m_store->readPage(page, m_scn, out);
        }
        if (page == 1) {
            present(out);
        }
    }

private:
    // A point is a file that changes with the SCN only, has no WAL, and ends where the commit ended.
    void present(std::span<std::uint8_t> out) const
    {
        out[18] = out[19] = 1;
        const auto version = static_cast<std::uint32_t>(m_scn.value);
        core::storeBig32(out.data() + 24, version);
        core::storeBig32(out.data() + 28, m_pages);
        core::storeBig32(out.data() + 92, version);
    }

    const std::shared_ptr<Store> m_store;
    const std::shared_ptr<LivePages> m_live;
    const Scn m_scn;
    const Store::Pin m_pin;
    std::uint32_t m_pages = 0;
    std::uint32_t m_pageSize = 0;
};

class StorePoint final : public Point
{
public:
    StorePoint(std::shared_ptr<sqlite::PageSource> pages, Scn scn)
        : m_scn(scn), m_registration(std::move(pages))
    {
    }
    Scn scn() const override { return m_scn; }
    const std::string &uri() const override { return m_registration.uri(); }

private:
    const Scn m_scn;
    const sqlite::PageSourceRegistration m_registration;
};

} // namespace

// Decodes the next pages while those before are being written: copying into the system's cache takes longer
// than decoding.
static void writePages(const Store &store, Scn scn, std::uint32_t pages, std::uint32_t pageSize,
                       core::File &file, const core::JobContext &job)
{
    const std::uint32_t atOnce = std::max<std::uint32_t>(1, (1U << 20U) / pageSize);
    Bytes decoded;
    Bytes written;
    std::future<void> writing; // its destructor waits
    for (std::uint32_t first = 1; first <= pages; first += atOnce) {
        const std::uint32_t count = std::min(atOnce, pages - first + 1);
        decoded.resize(std::size_t{count} * pageSize);
        for (std::uint32_t i = 0; i < count; ++i) {
            store.readPage(first + i, scn, std::span(decoded).subspan(std::size_t{i} * pageSize, pageSize));
        }
        job.checkStop();
        job.report(first + count - 1, pages, "pages");
        if (writing.valid()) {
            writing.get();
        }
        std::swap(decoded, written);
        writing = std::async(std::launch::async, [&file, &written, at = std::uint64_t{first - 1} * pageSize] {
            file.writeAt(at, written);
        });
    }
    if (writing.valid()) {
        writing.get();
    }
}

Location resolved(Location location)
{
    std::error_code ignored;
    const auto path = std::filesystem::weakly_canonical(location.database, ignored);
    if (!ignored) {
        location.database = path.string();
    }
    return location;
}

std::optional<Owner> ownerOf(const Location &location)
{
    const std::string path = ownerLockPath(location);
    const auto text = location.files->exists(path) ? location.files->lockedBy(path) : std::nullopt;
    if (!text) {
        return std::nullopt;
    }
    Owner owner;
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (json.is_object()) {
        owner.pid = json.value("pid", std::int64_t{0});
        owner.program = json.value("program", std::string("another program"));
    }
    return owner;
}

bool History::exists(const Location &location)
{
    return Store::exists(resolved(location));
}

std::shared_ptr<History> History::open(const Location &location)
{
    const Location at = resolved(location);
    return std::make_shared<History>(Store::open(at), at);
}

History::History(std::shared_ptr<Store> store, Location location) : m_state(std::make_unique<State>())
{
    m_state->store = std::move(store);
    m_state->location = std::move(location);
}

History::~History() = default;

bool History::refresh()
{
    return m_state->store->refresh();
}

const std::string &History::database() const
{
    return m_state->location.database;
}

std::shared_ptr<Store> History::store() const
{
    return m_state->store;
}

Scn History::oldestScn() const
{
    return m_state->store->withIndex([](const PageIndex &i) { return i.oldest(); });
}

Scn History::currentScn() const
{
    return m_state->store->withIndex([](const PageIndex &i) { return i.current(); });
}

core::IncarnationId History::incarnation() const
{
    return m_state->store->withIndex([](const PageIndex &i) { return i.incarnations().back().id; });
}

Status History::status() const
{
    const Store &store = *m_state->store;
    Status s;
    s.database = m_state->location.database;
    s.folder = m_state->location.sidecar();
    s.id = store.id();
    std::vector<Scn> gaps;
    store.withIndex([&](const PageIndex &i) {
        s.incarnations = i.incarnations();
        s.incarnations.back().lastScn = i.current();
        s.incarnation = s.incarnations.back().id;
        s.pageSize = s.incarnations.back().pageSize;
        s.oldestScn = i.oldest();
        s.currentScn = i.current();
        s.oldestTime = i.entry(s.oldestScn)->timeTo;
        s.currentTime = i.entry(s.currentScn)->timeTo;
        for (Scn scn = i.oldest(); scn <= i.current(); scn = scn.next()) {
            if (i.entry(scn)->gap || i.entry(scn)->lost) {
                gaps.push_back(scn);
            }
        }
    });
    for (const Scn scn : gaps) {
        s.gaps.push_back(store.describe(scn));
    }
    s.recorder = ownerOf(m_state->location);
    s.storeBytes = store.storeBytes();
    s.walBytes = m_state->location.files->sizeOf(s.database + "-wal");
    return s;
}

std::optional<Commit> History::commit(Scn scn) const
{
    const bool known =
        m_state->store->withIndex([scn](const PageIndex &i) { return i.entry(scn) != nullptr; });
    return known ? std::optional(m_state->store->describe(scn)) : std::nullopt;
}

std::vector<Commit> History::commits(Scn from, Scn to, std::size_t limit) const
{
    std::uint64_t first = std::max(from, oldestScn()).value;
    const std::uint64_t last = to ? std::min(to, currentScn()).value : currentScn().value;
    if (limit != 0 && last >= first && last - first + 1 > limit) {
        first = last - limit + 1;
    }
    std::vector<Commit> out;
    for (std::uint64_t scn = first; scn <= last; ++scn) {
        out.push_back(m_state->store->describe(Scn{scn}));
    }
    return out;
}

Scn History::scnAt(core::Time t, const core::Clock &clock) const
{
    if (t > clock.now()) {
        throw Error(ErrorCode::ScnInFuture,
                    fmt::format("{} lies in the future. Ask for a time up to now.", core::formatTime(t)));
    }
    return m_state->store->withIndex([t](const PageIndex &index) {
        // Times don't decrease with SCNs.
        std::uint64_t low = index.oldest().value;
        std::uint64_t high = index.current().value + 1;
        if (index.entry(Scn{low})->timeTo > t) {
            throw Error(
                ErrorCode::SnapshotTooOld,
                fmt::format("The history of this database begins at {} with SCN {}. Ask for that time or a "
                            "later one.",
                            core::formatTime(index.entry(Scn{low})->timeTo), low));
        }
        while (high - low > 1) {
            const std::uint64_t middle = low + (high - low) / 2;
            (index.entry(Scn{middle})->timeTo <= t ? low : high) = middle;
        }
        return index.inCurrentLine(Scn{low});
    });
}

core::Time History::timeOf(Scn scn) const
{
    return m_state->store->withIndex([scn](const PageIndex &i) { return i.readable(scn).timeTo; });
}

std::shared_ptr<Point> History::at(Scn scn)
{
    std::call_once(m_state->liveOnce, [this] {
        const std::lock_guard guard(m_state->live->mutex);
        m_state->live->file = sqlite::LiveFile::open(m_state->location.database);
    });
    return std::make_shared<StorePoint>(std::make_shared<StorePages>(m_state->store, scn, m_state->live),
                                        scn);
}

CloneReport History::clone(Scn scn, const std::string &out, bool replace, const core::JobContext &job)
{
    const core::FileSystem &files = *m_state->location.files;
    const Store &store = *m_state->store;
    std::uint32_t pages = 0;
    std::uint32_t pageSize = 0;
    const Store::Pin pin(store, scn);
    store.withIndex([&](const PageIndex &i) {
        pages = i.readable(scn).databasePages;
        pageSize = i.pageSize(scn);
    });
    for (const char *suffix : {"", "-wal", "-journal"}) {
        if (files.exists(out + suffix) && !(replace && *suffix == '\0')) {
            throw Error(ErrorCode::Exists,
                        fmt::format("{}{} exists already. Choose another name{}.", out, suffix,
                                    *suffix == '\0' ? ", or say --replace" : " or remove it"))
                .withPath(out);
        }
    }
    if (resolved(Location{out, {}, &files}).database == m_state->location.database) {
        throw Error(ErrorCode::Usage,
                    "A clone can't replace the database that it is made from. Choose another name.");
    }
    // Removes what was begun unless it is finished.
    struct Part
    {
        const core::FileSystem &files;
        std::string path;
        ~Part() { files.tryRemove(path); }
    } part{files, out + ".part"};
    files.tryRemove(part.path);
    const auto file = files.open(part.path, core::OpenMode::Create);
    writePages(store, scn, pages, pageSize, *file, job);
    file->sync();
    files.rename(part.path, out);
    return CloneReport{out, scn, std::uint64_t{pages} * pageSize};
}

VerifyReport History::verify(const core::JobContext &job)
{
    return verifyStore(*m_state->store, job);
}

} // namespace strandline::timeline
