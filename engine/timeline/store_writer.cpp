#include "engine/timeline/store_writer.h"

#include "engine/timeline/seal_index.h"

#include <filesystem>
#include <random>

namespace strandline::timeline {

using core::Bytes;
using core::ByteView;
using core::ByteWriter;
using core::Scn;

namespace {

constexpr std::size_t partBytes = 4U << 20U;

core::DatabaseId newId()
{
    std::random_device random;
    core::DatabaseId id;
    for (std::uint8_t &b : id.bytes) {
        b = static_cast<std::uint8_t>(random());
    }
    return id;
}

} // namespace

std::shared_ptr<Store> StoreWriter::create(const Location &location, std::uint32_t pageSize,
                                           CommitRecord commit,
                                           const std::function<void(BaseWriter &)> &pages)
{
    const core::FileSystem &files = *location.files;
    files.createFolder(location.sidecar(), location.database);
    files.createFolder(location.sidecar() + "/timeline", location.database);
    commit.scn = Scn{1};
    commit.incarnation = core::IncarnationId{1};
    FileHeader header{FileKind::Base, pageSize, newId(), 1, {}};
    Incarnation first;
    first.id = commit.incarnation;
    first.firstScn = first.lastScn = commit.scn;
    first.pageSize = pageSize;
    BaseWriter writer(files, location.sidecar() + "/timeline", header);
    pages(writer);
    writer.finish(commit, {first});
    files.syncFolder(location.sidecar());
    const std::filesystem::path parent = std::filesystem::path(location.sidecar()).parent_path();
    files.syncFolder(parent.empty() ? "." : parent.string());
    return Store::open(location);
}

StoreWriter::StoreWriter(std::shared_ptr<Store> store, std::uint64_t segmentBytes)
    : m_store(std::move(store)), m_segmentBytes(segmentBytes), m_last(m_store->lastCommit())
{
    const std::unique_lock lock(m_store->m_mutex);
    m_store->m_hasWriter = true;
    m_store->m_index.dropUnbegun({});
    m_logNumber = m_store->m_tailLog;
    if (m_logNumber == 0 || m_store->m_tailSealed) {
        return;
    }
    const std::string path = m_store->folder() + "/" + logName(m_logNumber);
    m_log = LogFile::open(*m_store->location().files, path, true);
    m_end = m_store->m_tailOffset;
    if (m_log->sizeBytes() > m_end) {
        m_log->truncate(m_end);
        m_log->sync();
    }
    m_store->m_logs[m_logNumber] = m_log;
}

StoreWriter::~StoreWriter()
{
    const std::unique_lock lock(m_store->m_mutex);
    m_store->m_hasWriter = false;
}

std::uint32_t StoreWriter::pageSize() const
{
    return m_store->withIndex([](const PageIndex &i) { return i.incarnations().back().pageSize; });
}

std::uint64_t StoreWriter::latestHash(std::uint32_t page) const
{
    return page == 0 || page > m_last.databasePages ? 0 : m_store->hashOf(m_store->locate(page, m_last.scn));
}

void StoreWriter::ensureLog()
{
    if (!m_log) {
        startLog();
    }
}

void StoreWriter::startLog()
{
    const std::uint64_t number = m_logNumber + 1;
    const FileHeader header{FileKind::Log, pageSize(), m_store->id(), number, nextScn()};
    const std::string path = m_store->folder() + "/" + logName(number);
    m_store->location().files->tryRemove(path); // begun by a writer that was killed before its first commit
    auto log = LogFile::create(*m_store->location().files, path, header);
    m_payload.clear();
    encodeIncarnations(m_store->withIndex([](const PageIndex &i) { return i.incarnations(); }), m_payload);
    std::uint64_t end = fileHeaderBytes;
    log->append(RecordType::Incarnations, m_payload, end);
    log->sync(); // before anything follows: a log without a header is one that holds nothing
    m_store->location().files->syncFolder(m_store->folder());
    m_log = std::move(log);
    m_logNumber = number;
    m_end = end;
    m_anchors.clear();
    const std::unique_lock lock(m_store->m_mutex);
    m_store->m_logs[number] = m_log;
    m_store->m_tailLog = number;
    m_store->m_tailOffset = end;
    m_store->m_tailSealed = false;
}

Scn StoreWriter::nextScn() const
{
    return m_store->withIndex([](const PageIndex &i) { return i.current().next(); });
}

void StoreWriter::addIncarnation(const Incarnation &incarnation, const CommitRecord &branch)
{
    std::vector<Incarnation> table = m_store->withIndex([](const PageIndex &i) { return i.incarnations(); });
    table.back().lastScn = Scn{nextScn().value - 1};
    table.push_back(incarnation);
    ensureLog();
    m_last = branch;
    m_payload.clear();
    encodeIncarnations(table, m_payload);
    m_log->append(RecordType::Incarnations, m_payload, m_end);
    const std::unique_lock lock(m_store->m_mutex);
    m_store->m_index.setIncarnations(std::move(table));
    // m_tailOffset stays: the incarnation begins with its first commit.
}

void StoreWriter::addBase(CommitRecord commit, const std::vector<Incarnation> &incarnations,
                          std::uint32_t pageSize, const std::function<void(BaseWriter &)> &pages)
{
    sync();
    const FileHeader header{FileKind::Base, pageSize, m_store->id(), commit.scn.value, {}};
    BaseWriter writer(*m_store->location().files, m_store->folder(), header);
    pages(writer);
    std::shared_ptr<BaseFile> base = writer.finish(commit, incarnations);
    m_last = base->commit();
    const std::unique_lock lock(m_store->m_mutex);
    m_store->m_index.setIncarnations(incarnations);
    m_store->m_index.addBase(std::move(base));
    m_store->m_last = m_last;
}

void StoreWriter::begin(const CommitRecord &commit)
{
    ensureLog();
    m_commit = commit;
    m_commit.rollingChecksum = m_last.rollingChecksum;
    m_at = m_end;
    m_nextGrown = m_last.databasePages + 1;
    m_lastPage = 0;
    m_partFirst = 0;
    m_part.clear();
    m_versions.clear();
    m_storedBytes = 0;
    for (std::uint32_t page = commit.databasePages + 1; page <= m_last.databasePages; ++page) {
        m_commit.rollingChecksum ^= latestHash(page); // cut off by a shrinking database
    }
}

void StoreWriter::addPage(std::uint32_t page, ByteView image, ByteView previous)
{
    const std::uint64_t hash = PageCodec::hash(image, page);
    if (page > m_last.databasePages) {
        fillGrown(page);
        m_nextGrown = page + 1;
        m_commit.rollingChecksum ^= hash;
        addVersion(page, hash, image, {}, 0);
        return;
    }
    const Store::Located latest = m_store->locate(page, m_last.scn);
    const std::uint64_t old = m_store->hashOf(latest);
    if (old == hash) {
        return;
    }
    m_commit.rollingChecksum ^= old ^ hash;
    const unsigned depth = latest.base ? 1 : latest.version.depth + 1U;
    addVersion(page, hash, image, depth <= maxChainDepth ? before(latest, previous, old) : ByteView(), depth);
}

// The image of `latest`: the one that the caller found, if it is the right one, else from the history (a
// program's own checkpoint may have put newer pages into the database file than those captured). Empty: it is
// damaged.
ByteView StoreWriter::before(const Store::Located &latest, ByteView found, std::uint64_t hash)
{
    if (!found.empty() && PageCodec::hash(found, latest.page) == hash) {
        return found;
    }
    m_before.resize(pageSize());
    return m_store->tryRead(latest, m_before) ? ByteView(m_before) : ByteView();
}

// Encodes a page whose chain is long enough: against its whole image in this log, if there is one.
bool StoreWriter::encodeAnchored(std::uint32_t page, ByteView image)
{
    const auto anchor = m_anchors.find(page);
    if (anchor == m_anchors.end()) {
        return false;
    }
    m_anchorStored.resize(anchor->second.length);
    m_before.resize(image.size());
    return m_log->read(anchor->second.offset, m_anchorStored) &&
           m_codec.decode(Encoding::Full, m_anchorStored, {}, m_before) &&
           m_codec.encodeAnchored(image, anchor->second, m_before, m_encoded);
}

// Pages that came with a growing database but that it never wrote (free pages, the lock page) read as zeros.
void StoreWriter::fillGrown(std::uint32_t upTo)
{
    if (m_nextGrown >= upTo) {
        return;
    }
    const Bytes zeros(pageSize());
    for (; m_nextGrown < upTo; ++m_nextGrown) {
        const std::uint64_t hash = PageCodec::hash(zeros, m_nextGrown);
        m_commit.rollingChecksum ^= hash;
        addVersion(m_nextGrown, hash, {}, {}, 0);
    }
}

void StoreWriter::addVersion(std::uint32_t page, std::uint64_t hash, ByteView image, ByteView previous,
                             unsigned depth)
{
    Version v;
    v.scn = m_commit.scn.value;
    v.hash = hash;
    v.log = m_logNumber & ((1ULL << 24U) - 1);
    m_encoded.clear();
    if (image.empty()) {
        v.encoding = Encoding::Zero;
    } else if (previous.empty() && depth > 0 && encodeAnchored(page, image)) {
        v.encoding = Encoding::Anchored;
    } else {
        v.encoding = m_codec.encode(image, previous, m_encoded);
    }
    v.depth = static_cast<std::uint8_t>(needsPrevious(v.encoding) ? depth : 0);
    v.length = static_cast<std::uint32_t>(m_encoded.size());
    ByteWriter w(m_part);
    w.varint(page - m_lastPage);
    m_lastPage = page;
    w.u8(static_cast<std::uint8_t>(static_cast<unsigned>(v.encoding) | (unsigned{v.depth} << 4U)));
    w.varint(v.length);
    w.u64(hash);
    v.offset = m_part.size() & ((1ULL << 40U) - 1);
    w.bytes(m_encoded);
    m_versions.emplace_back(page, v);
    if (m_part.size() >= partBytes) {
        flushPages();
    }
}

// Puts the part's versions behind what m_payload holds and makes their offsets those of the file.
static void appendVersions(Bytes &payload, ByteView part, std::size_t first, std::uint64_t recordOffset,
                           std::vector<std::pair<std::uint32_t, Version>> &versions)
{
    ByteWriter w(payload);
    w.varint(versions.size() - first);
    const std::uint64_t start = recordOffset + recordHeaderBytes + payload.size();
    for (std::size_t i = first; i < versions.size(); ++i) {
        versions[i].second.offset = (versions[i].second.offset + start) & ((1ULL << 40U) - 1);
    }
    w.bytes(part);
}

void StoreWriter::flushPages()
{
    m_payload.clear();
    ByteWriter(m_payload).varint(m_commit.scn.value);
    appendVersions(m_payload, m_part, m_partFirst, m_at, m_versions);
    const std::uint64_t before = m_at;
    m_log->append(RecordType::Pages, m_payload, m_at);
    m_storedBytes += m_at - before;
    m_part.clear();
    m_partFirst = m_versions.size();
    m_lastPage = 0;
}

void StoreWriter::finish()
{
    fillGrown(m_commit.databasePages + 1);
    m_payload.clear();
    encodeCommit(m_commit, m_payload);
    appendVersions(m_payload, m_part, m_partFirst, m_at, m_versions);
    const std::uint64_t before = m_at;
    m_log->append(RecordType::Commit, m_payload, m_at);
    m_storedBytes += m_at - before;
    m_end = m_at;
    m_dirty = true;
    for (const auto &[page, v] : m_versions) {
        if (v.encoding == Encoding::Full) {
            m_anchors[page] = Anchor{v.offset, v.length};
        }
    }
    CommitEntry e;
    e.timeFrom = m_commit.timeFrom;
    e.timeTo = m_commit.timeTo;
    e.storedBytes = m_storedBytes;
    e.pages = static_cast<std::uint32_t>(m_versions.size());
    e.databasePages = m_commit.databasePages;
    e.incarnation = m_commit.incarnation.value;
    e.gap = m_commit.gap;
    {
        const std::unique_lock lock(m_store->m_mutex);
        m_store->m_index.addCommit(m_commit.scn, e);
        for (const auto &[page, v] : m_versions) {
            m_store->m_index.addVersion(page, v);
        }
        m_store->m_last = m_commit;
        m_store->m_tailOffset = m_end;
    }
    m_last = m_commit;
    if (m_end >= m_segmentBytes) {
        seal();
    }
}

void StoreWriter::abandon()
{
    if (m_log && m_at > m_end) {
        m_log->truncate(m_end);
    }
    m_at = m_end;
    m_versions.clear();
    m_part.clear();
}

void StoreWriter::seal()
{
    SealIndex index;
    const Scn first = m_log->header().firstScn;
    m_store->withIndex([&](const PageIndex &i) {
        index.incarnations = i.incarnations();
        index.versions = i.versionsOf(m_logNumber);
        for (Scn scn = std::max(first, i.first()); scn <= i.current(); scn = scn.next()) {
            const CommitEntry &e = *i.entry(scn);
            if (!e.lost && !e.base) {
                index.commits.emplace_back(scn, e);
            }
        }
    });
    index.last = m_last;
    const Bytes payload = encodeSeal(index, first);
    sync();
    m_log->append(RecordType::Seal, payload, m_end);
    m_log->sync();
    m_log.reset();
    const std::unique_lock lock(m_store->m_mutex);
    m_store->m_tailOffset = m_end;
    m_store->m_tailSealed = true;
}

void StoreWriter::sync()
{
    if (m_dirty && m_log) {
        m_log->sync();
    }
    m_dirty = false;
}

void StoreWriter::close()
{
    if (!m_dirty && m_at == 0) {
        return; // nothing was written since the start
    }
    if (m_log) {
        m_payload.clear();
        ByteWriter(m_payload).varint(m_last.scn.value);
        m_log->append(RecordType::Close, m_payload, m_end);
        m_dirty = true;
        sync();
    }
    const std::unique_lock lock(m_store->m_mutex);
    m_store->m_tailOffset = m_end;
}

} // namespace strandline::timeline
