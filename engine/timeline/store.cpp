#include "engine/timeline/store.h"

#include "engine/timeline/seal_index.h"

#include <atomic>
#include <fmt/format.h>

namespace strandline::timeline {

using core::ByteReader;
using core::Bytes;
using core::ByteView;
using core::Error;
using core::ErrorCode;
using core::Scn;

namespace {

// One a thread: zstd keeps its working memory in it.
PageCodec &threadCodec()
{
    thread_local PageCodec codec;
    return codec;
}

std::uint64_t cacheKey(const Version &v)
{
    return (std::uint64_t{v.log} << 40U) | v.offset;
}

std::uint64_t numberOf(const std::string &name)
{
    std::uint64_t n = 0;
    for (const char c : name) {
        if (c < '0' || c > '9') {
            break;
        }
        n = n * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return n;
}

} // namespace

bool ImageCache::get(std::uint64_t key, std::span<std::uint8_t> out)
{
    const std::lock_guard guard(m_mutex);
    const auto it = m_byKey.find(key);
    if (it == m_byKey.end() || it->second->page.size() != out.size()) {
        return false;
    }
    m_items.splice(m_items.begin(), m_items, it->second);
    std::memcpy(out.data(), it->second->page.data(), out.size());
    return true;
}

void ImageCache::put(std::uint64_t key, ByteView page)
{
    const std::lock_guard guard(m_mutex);
    if (m_byKey.contains(key)) {
        return;
    }
    // A full cache gives the memory of its oldest page to the new one.
    if (m_bytes + page.size() > m_capacity && !m_items.empty() && m_items.back().page.size() == page.size()) {
        auto node = m_byKey.extract(m_items.back().key);
        m_items.splice(m_items.begin(), m_items, std::prev(m_items.end()));
        Item &item = m_items.front();
        item.key = key;
        std::memcpy(item.page.data(), page.data(), page.size());
        node.key() = key;
        m_byKey.insert(std::move(node));
        return;
    }
    m_items.push_front(Item{key, Bytes(page.begin(), page.end())});
    m_byKey.emplace(key, m_items.begin());
    m_bytes += page.size();
    while (m_bytes > m_capacity) {
        m_bytes -= m_items.back().page.size();
        m_byKey.erase(m_items.back().key);
        m_items.pop_back();
    }
}

std::vector<std::pair<std::uint32_t, Version>> decodeVersions(ByteReader &r, std::uint64_t payloadOffset,
                                                              std::uint64_t scn, std::uint64_t log)
{
    std::vector<std::pair<std::uint32_t, Version>> out;
    std::uint32_t page = 0;
    for (std::uint64_t n = r.varint(); n > 0; --n) {
        page += static_cast<std::uint32_t>(r.varint());
        const std::uint8_t kind = r.u8();
        Version v;
        v.scn = scn;
        v.log = log & ((1ULL << 24U) - 1);
        v.encoding = static_cast<Encoding>(kind & 15U);
        v.depth = kind >> 4U;
        v.length = static_cast<std::uint32_t>(r.varint());
        v.hash = r.u64();
        v.offset = (payloadOffset + r.position()) & ((1ULL << 40U) - 1);
        r.take(v.length);
        out.emplace_back(page, v);
    }
    return out;
}

bool Store::exists(const Location &location)
{
    const std::string folder = location.sidecar() + "/timeline";
    if (!location.files->exists(folder)) {
        return false;
    }
    for (const std::string &name : location.files->list(folder)) {
        if (name.ends_with(".base")) {
            return true;
        }
    }
    return false;
}

std::shared_ptr<Store> Store::open(const Location &location)
{
    if (!exists(location)) {
        throw Error(ErrorCode::NotRecorded,
                    fmt::format("{} has no history. Record it first: strandctl record {}", location.database,
                                location.database))
            .withPath(location.database);
    }
    auto store = std::make_shared<Store>(location);
    const std::unique_lock lock(store->m_mutex);
    store->load();
    return store;
}

Store::Store(Location location) : m_location(std::move(location)) {}

core::DatabaseId Store::id() const
{
    const std::shared_lock lock(m_mutex);
    return m_id;
}

void Store::load()
{
    const core::FileSystem &files = *m_location.files;
    std::vector<std::string> logs;
    for (const std::string &name : files.list(folder())) {
        if (name.ends_with(".base")) {
            m_basesToAdd.push_back(
                std::make_shared<BaseFile>(files.open(folder() + "/" + name, core::OpenMode::Read)));
        } else if (name.ends_with(".log")) {
            logs.push_back(name);
        }
    }
    if (!logs.empty() && !LogFile::wasBegun(files, folder() + "/" + logs.back())) {
        logs.pop_back();
    }
    const std::shared_ptr<BaseFile> first = m_basesToAdd.front();
    m_basesToAdd.erase(m_basesToAdd.begin());
    m_id = first->id();
    m_index.setIncarnations(first->incarnations());
    m_index.addBase(first);
    m_last = first->commit();
    for (const std::string &name : logs) {
        auto log = LogFile::open(files, folder() + "/" + name, false);
        if (log->header().id != m_id) {
            throw corruptError(log->path(), 16, "the file belongs to another history");
        }
        loadLog(numberOf(name), log);
    }
    addBasesBefore(Scn{UINT64_MAX});
}

void Store::loadLog(std::uint64_t number, const std::shared_ptr<LogFile> &log)
{
    m_logs[number] = log;
    m_tailLog = number;
    m_tailOffset = fileHeaderBytes;
    m_tailSealed = false;
    m_pending = {};
    if (!loadSealed(number, *log)) {
        scanTail();
    }
}

bool Store::loadSealed(std::uint64_t number, const LogFile &log)
{
    const auto offset = log.sealOffset();
    if (!offset) {
        return false;
    }
    // The seal must be a valid record of its own; else the records themselves are read.
    std::optional<SealIndex> seal;
    LogFile::Visitor visitor;
    visitor.record = [&](RecordType type, ByteView payload, std::uint64_t) {
        if (type == RecordType::Seal) {
            seal = decodeSeal(payload, log.header().firstScn, number);
        }
    };
    visitor.damage = [](std::uint64_t, std::uint64_t) {};
    const std::uint64_t end = log.scan(*offset, visitor);
    if (!seal) {
        return false;
    }
    const Scn before = m_index.current();
    m_index.setIncarnations(std::move(seal->incarnations));
    for (const auto &[scn, entry] : seal->commits) {
        addBasesBefore(scn);
        if (scn > m_index.current()) {
            m_index.addCommit(scn, entry);
        }
    }
    for (const auto &[page, version] : seal->versions) {
        if (version.scn > before.value) {
            m_index.addVersion(page, version);
        }
    }
    if (seal->last.scn > m_last.scn) {
        m_last = seal->last;
    }
    m_tailOffset = end;
    m_tailSealed = true;
    return true;
}

void Store::scanTail()
{
    const auto log = m_logs.at(m_tailLog);
    LogFile::Visitor visitor;
    visitor.record = [&](RecordType type, ByteView payload, std::uint64_t offset) {
        takeRecord(m_tailLog, type, payload, offset);
        // An incarnation without a commit never began: its record is read again, or cut off by the next
        // writer.
        const bool unbegun = type == RecordType::Incarnations && m_index.unbegunIncarnation() &&
                             offset > fileHeaderBytes + recordHeaderBytes;
        if (type != RecordType::Pages && !unbegun) {
            m_tailOffset = offset + payload.size() + (type == RecordType::Seal ? sealFooterBytes : 0);
        }
    };
    visitor.damage = [&](std::uint64_t from, std::uint64_t) { m_index.noteDamage(log->path(), from); };
    log->scan(m_tailOffset, visitor);
    m_pending = {}; // parts of a commit that isn't complete yet are read again
}

void Store::takeRecord(std::uint64_t log, RecordType type, ByteView payload, std::uint64_t payloadOffset)
{
    ByteReader r(payload);
    switch (type) {
    case RecordType::Incarnations:
        m_index.setIncarnations(decodeIncarnations(r));
        return;
    case RecordType::Pages: {
        const std::uint64_t scn = r.varint();
        if (m_pending.scn != scn) {
            m_pending = {scn, {}};
        }
        auto versions = decodeVersions(r, payloadOffset, scn, log);
        m_pending.versions.insert(m_pending.versions.end(), versions.begin(), versions.end());
        return;
    }
    case RecordType::Commit: {
        const CommitRecord commit = decodeCommit(r);
        auto versions = decodeVersions(r, payloadOffset, commit.scn.value, log);
        std::uint64_t stored = recordHeaderBytes + payload.size();
        if (m_pending.scn == commit.scn.value) {
            for (const auto &[page, v] : m_pending.versions) {
                stored += v.length;
            }
            versions.insert(versions.begin(), m_pending.versions.begin(), m_pending.versions.end());
        }
        m_pending = {};
        takeCommit(commit, stored, versions);
        return;
    }
    case RecordType::Close:
        m_index.closeDamage(Scn{r.varint()});
        return;
    case RecordType::Seal:
        m_tailSealed = true;
        return;
    }
}

void Store::takeCommit(const CommitRecord &commit, std::uint64_t storedBytes,
                       const std::vector<std::pair<std::uint32_t, Version>> &versions)
{
    addBasesBefore(commit.scn);
    if (commit.scn <= m_index.current()) {
        return; // older than the base that the history begins with
    }
    CommitEntry e;
    e.timeFrom = commit.timeFrom;
    e.timeTo = commit.timeTo;
    e.storedBytes = storedBytes;
    e.pages = static_cast<std::uint32_t>(versions.size());
    e.databasePages = commit.databasePages;
    e.incarnation = commit.incarnation.value;
    e.gap = commit.gap;
    m_index.dropUnbegun(commit.incarnation);
    m_index.addCommit(commit.scn, e);
    for (const auto &[page, v] : versions) {
        m_index.addVersion(page, v);
    }
    m_last = commit;
}

void Store::addBasesBefore(Scn scn)
{
    while (!m_basesToAdd.empty() && m_basesToAdd.front()->scn() < scn) {
        const auto base = m_basesToAdd.front();
        m_basesToAdd.erase(m_basesToAdd.begin());
        if (base->scn() > m_index.current()) {
            m_index.setIncarnations(base->incarnations());
            m_last = base->commit();
        }
        m_index.addBase(base);
    }
}

bool Store::refresh()
{
    const core::FileSystem &files = *m_location.files;
    const std::vector<std::string> names = files.list(folder());
    const std::unique_lock lock(m_mutex);
    const Scn before = m_index.current();
    if (m_tailLog != 0 && !m_tailSealed && !m_hasWriter) {
        scanTail();
    }
    for (const std::string &name : names) {
        if (name.ends_with(".base")) {
            const Scn scn{numberOf(name)};
            const auto known = std::any_of(m_index.bases().begin(), m_index.bases().end(),
                                           [scn](const auto &b) { return b->scn() == scn; });
            if (!known && scn > m_index.bases().front()->scn() && files.exists(folder() + "/" + name)) {
                m_basesToAdd.push_back(
                    std::make_shared<BaseFile>(files.open(folder() + "/" + name, core::OpenMode::Read)));
            }
        } else if (name.ends_with(".log") && numberOf(name) > m_tailLog && !m_hasWriter &&
                   LogFile::wasBegun(files, folder() + "/" + name)) {
            loadLog(numberOf(name), LogFile::open(files, folder() + "/" + name, false));
        }
    }
    addBasesBefore(Scn{UINT64_MAX});
    adoptFolding();
    return m_index.current() != before;
}

// Lets go of what a folding has removed from the folder, unless somebody still reads it here.
void Store::adoptFolding()
{
    const auto &bases = m_index.bases();
    std::size_t removed = 0;
    while (removed + 1 < bases.size() && !m_location.files->exists(bases[removed]->path())) {
        ++removed;
    }
    if (removed == 0) {
        return;
    }
    const Scn base = bases[removed]->scn();
    {
        const std::lock_guard guard(m_pinMutex);
        if (!m_pins.empty() && *m_pins.begin() < base.value) {
            return;
        }
    }
    m_index.dropBefore(base);
    std::erase_if(m_logs, [&](const auto &item) {
        return item.first != m_tailLog && !m_location.files->exists(item.second->path());
    });
}

Store::Located Store::locate(std::uint32_t page, Scn scn) const
{
    const std::shared_lock lock(m_mutex);
    return locateIn(page, scn, m_index.readable(scn).incarnation);
}

// Under the shared lock.
Store::Located Store::locateIn(std::uint32_t page, Scn scn, std::uint32_t incarnation) const
{
    const PageIndex::Found found = m_index.find(page, scn, incarnation);
    Located out;
    out.page = page;
    out.incarnation = incarnation;
    out.newest = found.newest;
    if (found.version != nullptr) {
        out.version = *found.version;
        out.version.hash = std::atomic_ref(found.version->hash).load(std::memory_order_relaxed);
        const auto log = m_logs.find(out.version.log);
        if (log == m_logs.end()) {
            throw corruptError(folder() + "/" + logName(out.version.log), 0, "the file is missing");
        }
        out.log = log->second;
    } else {
        out.base = found.base;
    }
    return out;
}

std::uint64_t Store::hashIfNewest(std::uint32_t page, Scn scn) const
{
    {
        const std::shared_lock lock(m_mutex);
        const PageIndex::Found found = m_index.find(page, scn, m_index.readable(scn).incarnation);
        if (!found.newest) {
            return 0;
        }
        if (found.version == nullptr) {
            return page <= found.base->pageCount() ? found.base->hash(page) : 0;
        }
        const std::uint64_t known = std::atomic_ref(found.version->hash).load(std::memory_order_relaxed);
        if (known != 0) {
            return known;
        }
    }
    return hashOf(locate(page, scn));
}

std::uint64_t Store::hashOf(const Located &located) const
{
    if (located.base) {
        return located.page <= located.base->pageCount() ? located.base->hash(located.page) : 0;
    }
    if (located.version.hash != 0) {
        return located.version.hash;
    }
    std::array<std::uint8_t, 8> raw{};
    if (!located.log->read(located.version.offset - 8, raw)) {
        throw corruptError(located.log->path(), located.version.offset, "the file is cut off");
    }
    ByteReader r(raw);
    return r.u64();
}

void Store::read(const Located &located, std::span<std::uint8_t> out) const
{
    if (tryRead(located, out)) {
        return;
    }
    if (located.base) {
        located.base->read(located.page, threadCodec(), out); // tells what is wrong
        return;
    }
    throw corruptError(located.log->path(), located.version.offset,
                       fmt::format("page {} of SCN {} has a wrong checksum", located.page,
                                   std::uint64_t{located.version.scn}));
}

bool Store::tryRead(const Located &located, std::span<std::uint8_t> out) const
{
    if (located.base) {
        return located.base->decode(located.page, threadCodec(), out) &&
               PageCodec::hash(out, located.page) == located.base->hash(located.page);
    }
    const std::uint64_t key = cacheKey(located.version);
    if (m_cache.get(key, out)) {
        return true;
    }
    if (!decodeVersion(located, out)) {
        return false;
    }
    m_cache.put(key, out);
    return true;
}

// Decodes a version from the newest image before it that is whole. Only the result's hash is checked: it is
// right only if everything that it was made of is.
bool Store::decodeVersion(const Located &located, std::span<std::uint8_t> out) const
{
    std::vector<Located> chain{located}; // newest first
    bool started = !needsPrevious(located.version.encoding);
    while (!started) {
        const Version &v = chain.back().version;
        Located before;
        {
            const std::shared_lock lock(m_mutex);
            before = locateIn(located.page, Scn{v.scn - 1}, m_index.entry(Scn{v.scn})->incarnation);
        }
        if (before.base) {
            if (!before.base->decode(before.page, threadCodec(), out)) {
                return false;
            }
            started = true;
        } else if (m_cache.get(cacheKey(before.version), out)) {
            started = true;
        } else {
            started = !needsPrevious(before.version.encoding);
            chain.push_back(std::move(before));
        }
    }
    std::uint64_t hash = 0;
    for (auto step = chain.rbegin(); step != chain.rend(); ++step) {
        if (!decodeStored(*step, out, hash)) {
            return false;
        }
    }
    return (located.version.hash == 0 || located.version.hash == hash) &&
           PageCodec::hash(out, located.page) == hash;
}

// image: the version before, where the encoding needs it; then this one. hash: as stored with it.
bool Store::decodeStored(const Located &step, std::span<std::uint8_t> image, std::uint64_t &hash)
{
    thread_local Bytes stored;
    thread_local Bytes other;
    const Version &v = step.version;
    stored.resize(v.length + 8U);
    if (!step.log->read(v.offset - 8, stored)) {
        return false;
    }
    ByteReader head(stored);
    hash = head.u64();
    ByteView bytes = ByteView(stored).subspan(8);
    if (v.encoding == Encoding::Prefix) {
        other.assign(image.begin(), image.end());
    } else if (v.encoding == Encoding::Anchored) {
        const auto anchor = PageCodec::anchorOf(bytes, bytes);
        if (!anchor || anchor->length > image.size()) {
            return false;
        }
        Bytes full(anchor->length);
        other.resize(image.size());
        if (!step.log->read(anchor->offset, full) || !threadCodec().decode(Encoding::Full, full, {}, other)) {
            return false;
        }
    }
    const ByteView previous = v.encoding == Encoding::Sparse ? ByteView(image) : ByteView(other);
    return threadCodec().decode(v.encoding, bytes, previous, image);
}

CommitRecord Store::lastCommit() const
{
    const std::shared_lock lock(m_mutex);
    return m_last;
}

std::optional<CommitRecord> Store::recordOf(Scn scn) const
{
    std::optional<CommitRecord> found;
    visitLogOf(scn, [&](const CommitRecord &commit) {
        if (commit.scn == scn) {
            found = commit;
        }
    });
    return found;
}

void Store::visitLogOf(Scn scn, const std::function<void(const CommitRecord &)> &f) const
{
    const std::shared_lock lock(m_mutex);
    const CommitEntry *entry = m_index.entry(scn);
    if (entry == nullptr || entry->lost || scn < m_index.oldest()) {
        return;
    }
    for (const auto &base : m_index.bases()) {
        if (base->scn() == scn) {
            f(base->commit());
            return;
        }
    }
    LogFile::Visitor visitor;
    visitor.record = [&](RecordType type, ByteView payload, std::uint64_t) {
        if (type == RecordType::Commit) {
            ByteReader r(payload);
            f(decodeCommit(r));
        }
    };
    visitor.damage = [](std::uint64_t, std::uint64_t) {};
    for (auto it = m_logs.rbegin(); it != m_logs.rend(); ++it) {
        if (it->second->header().firstScn <= scn) {
            it->second->scan(fileHeaderBytes, visitor);
            return;
        }
    }
}

std::vector<std::uint32_t> Store::differingPages(Scn a, Scn b) const
{
    std::vector<std::uint32_t> pages;
    std::uint32_t common = 0;
    {
        const std::shared_lock lock(m_mutex);
        const std::uint32_t of = m_index.readable(a).databasePages;
        const std::uint32_t wanted = m_index.readable(b).databasePages;
        common = std::min(of, wanted);
        pages = m_index.pagesChangedBetween(a, b, common);
        for (std::uint32_t page = common + 1; page <= wanted; ++page) {
            pages.push_back(page);
        }
    }
    std::erase_if(pages, [&](std::uint32_t page) {
        return page <= common && hashOf(locate(page, a)) == hashOf(locate(page, b));
    });
    return pages;
}

std::vector<CommitRecord> Store::commitsOfWal(const std::array<std::uint32_t, 2> &salt) const
{
    const std::shared_lock lock(m_mutex);
    std::vector<CommitRecord> found;
    for (auto it = m_logs.rbegin(); it != m_logs.rend(); ++it) {
        std::vector<CommitRecord> inLog;
        bool older = false;
        LogFile::Visitor visitor;
        visitor.record = [&](RecordType type, ByteView payload, std::uint64_t) {
            if (type == RecordType::Commit) {
                ByteReader r(payload);
                const CommitRecord c = decodeCommit(r);
                older = older || c.wal.salt != salt;
                if (c.wal.salt == salt) {
                    inLog.push_back(c);
                }
            }
        };
        visitor.damage = [](std::uint64_t, std::uint64_t) {};
        it->second->scan(fileHeaderBytes, visitor);
        found.insert(found.end(), inLog.rbegin(), inLog.rend());
        if (older) {
            break;
        }
    }
    return found;
}

std::optional<CommitRecord> Store::newestCommitOf(std::uint32_t databasePages, std::uint64_t rolling) const
{
    const std::shared_lock lock(m_mutex);
    std::optional<CommitRecord> found;
    const auto consider = [&](const CommitRecord &commit) {
        const CommitEntry *entry = m_index.entry(commit.scn);
        const bool readable = entry != nullptr && !entry->lost && commit.scn >= m_index.oldest();
        if (readable && commit.databasePages == databasePages && commit.rollingChecksum == rolling &&
            (!found || commit.scn > found->scn)) {
            found = commit;
        }
    };
    for (const auto &base : m_index.bases()) {
        consider(base->commit());
    }
    LogFile::Visitor visitor;
    visitor.record = [&](RecordType type, ByteView payload, std::uint64_t) {
        if (type == RecordType::Commit) {
            ByteReader r(payload);
            consider(decodeCommit(r));
        }
    };
    visitor.damage = [](std::uint64_t, std::uint64_t) {};
    for (const auto &[number, log] : m_logs) {
        log->scan(fileHeaderBytes, visitor);
    }
    return found;
}

std::uint64_t Store::storeBytes() const
{
    std::uint64_t bytes = 0;
    for (const std::string &name : m_location.files->list(folder())) {
        bytes += m_location.files->sizeOf(folder() + "/" + name);
    }
    return bytes;
}

Commit Store::describe(Scn scn) const
{
    const std::shared_lock lock(m_mutex);
    const CommitEntry &e = *m_index.entry(scn);
    Commit c;
    c.scn = scn;
    c.incarnation = core::IncarnationId{e.incarnation};
    c.timeFrom = e.timeFrom;
    c.timeTo = e.timeTo;
    c.pages = e.pages;
    c.storedBytes = e.storedBytes;
    c.databasePages = e.databasePages;
    c.gap = e.gap;
    c.base = e.base;
    return c;
}

Store::Pin::Pin(const Store &store, Scn scn) : m_store(store), m_scn(scn)
{
    const std::lock_guard guard(m_store.m_pinMutex);
    m_store.m_pins.insert(m_scn.value);
}

Store::Pin::~Pin()
{
    const std::lock_guard guard(m_store.m_pinMutex);
    m_store.m_pins.erase(m_store.m_pins.find(m_scn.value));
}

} // namespace strandline::timeline
