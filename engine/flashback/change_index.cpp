#include "engine/flashback/change_index.h"

#include "engine/core/hash.h"
#include "engine/sql/tokenizer.h"
#include "engine/timeline/store.h"

#include <algorithm>

namespace strandline::flashback {

using core::ByteReader;
using core::Bytes;
using core::ByteView;
using core::Scn;
using timeline::PageIndex;

namespace {

constexpr std::string_view magic = "STRLCHG\n";
constexpr std::uint32_t version = 2;
constexpr std::size_t headerBytes = 40;
constexpr std::size_t blockHeaderBytes = 16;
constexpr std::uint32_t blockMark = 0x42434c53; // "SLCB"
constexpr std::size_t commitsPerBlock = 2000;

ByteView viewOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

void writeText(core::ByteWriter &out, const std::string &text)
{
    out.varint(text.size());
    out.bytes(viewOf(text));
}

std::string readText(ByteReader &in)
{
    const ByteView bytes = in.take(in.varint());
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

} // namespace

class ChangeIndex::Sink final : public ChangeSink
{
public:
    explicit Sink(ChangeIndex &index) : m_index(index) {}

    void end(const CommitHead &head, const std::vector<TableChanges> &tables) override
    {
        Commit commit;
        commit.known = head.known;
        for (const TableChanges &table : tables) {
            const TableThen &then = table.table();
            const std::uint32_t name = m_index.nameOf(then.name, then.virtualTable, then.internal);
            commit.tables.push_back(
                {name, false, false, table.rowidsRenumbered, table.inserts, table.updates, table.deletes});
        }
        for (const SchemaChange &change : head.schema) {
            if (change.before) {
                markDefinition(change.before->table, commit);
            }
            if (change.after) {
                markDefinition(change.after->table, commit);
            }
        }
        for (Entry &entry : commit.tables) {
            entry.remade = std::find(head.remade.begin(), head.remade.end(),
                                     m_index.m_names[entry.name].name) != head.remade.end();
        }
        const std::uint64_t scn = head.commit.scn.value;
        m_index.m_commits[scn] = std::move(commit);
        m_index.m_unsaved.push_back(scn);
        if (m_index.m_unsaved.size() >= commitsPerBlock) {
            m_index.save();
        }
        next = Scn{scn + 1};
    }

    Scn next; // what would have come when reading ended early

private:
    void markDefinition(const std::string &table, Commit &commit)
    {
        const std::uint32_t name = m_index.nameOf(table, {}, table.starts_with("sqlite_"));
        for (Entry &entry : commit.tables) {
            if (entry.name == name) {
                entry.definition = true;
                return;
            }
        }
        commit.tables.push_back({name, true});
    }

    ChangeIndex &m_index;
};

ChangeIndex::ChangeIndex(std::shared_ptr<timeline::History> history)
    : m_history(std::move(history)), m_reader(m_history)
{
}

ChangeIndex::~ChangeIndex() = default;

std::uint32_t ChangeIndex::nameOf(const std::string &name, const std::string &virtualTable, bool internal)
{
    const auto [known, fresh] = m_nameIds.emplace(name, static_cast<std::uint32_t>(m_names.size()));
    if (fresh) {
        TouchedTable table;
        table.name = name;
        table.internal = internal;
        m_names.push_back(std::move(table));
    }
    if (!virtualTable.empty()) {
        m_names[known->second].virtualTable = virtualTable;
    }
    return known->second;
}

std::vector<CommitTables> ChangeIndex::load(Scn from, Scn to, const core::JobContext &job)
{
    from = std::max(from, m_history->oldestScn());
    to = to ? std::min(to, m_history->currentScn()) : m_history->currentScn();
    complete(from, to, job);
    std::vector<CommitTables> out;
    for (auto it = m_commits.lower_bound(from.value); it != m_commits.end() && it->first <= to.value; ++it) {
        CommitTables commit{Scn{it->first}, it->second.known, {}};
        for (const Entry &entry : it->second.tables) {
            TouchedTable table = m_names[entry.name];
            table.definition = entry.definition;
            table.remade = entry.remade;
            table.rowidsRenumbered = entry.rowidsRenumbered;
            table.inserts = entry.inserts;
            table.updates = entry.updates;
            table.deletes = entry.deletes;
            commit.tables.push_back(std::move(table));
        }
        std::sort(commit.tables.begin(), commit.tables.end(),
                  [](const TouchedTable &a, const TouchedTable &b) { return a.name < b.name; });
        out.push_back(std::move(commit));
    }
    return out;
}

std::vector<Scn> ChangeIndex::commitsOf(const std::string &table, Scn from, Scn to,
                                        const core::JobContext &job)
{
    from = std::max(from, m_history->oldestScn());
    to = to ? std::min(to, m_history->currentScn()) : m_history->currentScn();
    complete(from, to, job);
    std::vector<bool> wanted;
    for (const TouchedTable &name : m_names) {
        wanted.push_back(sql::equalsIgnoringCase(name.name, table) ||
                         sql::equalsIgnoringCase(name.virtualTable, table));
    }
    std::vector<Scn> out;
    for (auto it = m_commits.lower_bound(from.value); it != m_commits.end() && it->first <= to.value; ++it) {
        if (std::any_of(it->second.tables.begin(), it->second.tables.end(),
                        [&](const Entry &entry) { return wanted[entry.name]; })) {
            out.push_back(Scn{it->first});
        }
    }
    return out;
}

// Reads what is missing, run by run of SCNs of one incarnation; damaged records apart.
void ChangeIndex::complete(Scn from, Scn to, const core::JobContext &job)
{
    const auto isMissing = [this](std::uint64_t scn) { return m_commits.count(scn) == 0; };
    const auto anyMissing = [&] {
        for (std::uint64_t scn = from.value; scn <= to.value; ++scn) {
            if (isMissing(scn)) {
                return true;
            }
        }
        return false;
    };
    if (!anyMissing()) {
        return;
    }
    takeFile();
    const auto kind = [this](std::uint64_t scn) {
        return m_history->store()->withIndex([scn](const PageIndex &index) {
            const timeline::CommitEntry &entry = *index.entry(Scn{scn});
            return std::pair(entry.incarnation, entry.lost);
        });
    };
    for (std::uint64_t scn = from.value; scn <= to.value; ++scn) {
        if (!isMissing(scn)) {
            continue;
        }
        std::uint64_t last = scn;
        while (last < to.value && isMissing(last + 1) && kind(last + 1) == kind(scn)) {
            ++last;
        }
        if (auto error = readRun(Scn{scn}, Scn{last}, job)) {
            throw std::move(*error);
        }
        scn = last;
    }
    save();
}

// The error that ends everything, if there was one. A commit that can't be read is passed over as unknown.
std::optional<core::Error> ChangeIndex::readRun(Scn from, Scn to, const core::JobContext &job) noexcept
{
    ChangeOptions options;
    options.values = false;
    Sink sink(*this);
    for (Scn next = from; next <= to;) {
        sink.next = next;
        try {
            m_reader.read(next, to, options, sink, job);
            return std::nullopt;
        } catch (const core::Error &error) {
            if (error.code() == core::ErrorCode::Cancelled) {
                return error;
            }
            m_commits[sink.next.value] = {}; // may be readable later: it isn't saved
            next = sink.next.next();
        }
    }
    return std::nullopt;
}

std::string ChangeIndex::path() const
{
    return m_history->store()->location().sidecar() + "/changes.index";
}

Bytes ChangeIndex::fileHeader() const
{
    Bytes bytes;
    core::ByteWriter out(bytes);
    out.bytes(viewOf(magic));
    out.u32(version);
    out.u32(0);
    out.bytes(m_history->store()->id().bytes);
    out.u64(core::hash64(bytes));
    return bytes;
}

// Takes in what the file holds beyond what is known of it. False: there is no valid file.
bool ChangeIndex::takeFile()
{
    const core::FileSystem &files = *m_history->store()->location().files;
    if (!files.exists(path())) {
        m_fileEnd = 0;
        return false;
    }
    const auto file = files.open(path(), core::OpenMode::Read);
    const std::uint64_t size = file->sizeBytes();
    if (m_fileEnd == 0) {
        Bytes header(headerBytes);
        if (file->readAt(0, header) != headerBytes || header != fileHeader()) {
            return false;
        }
        m_fileEnd = headerBytes;
        m_fileNames.clear();
    }
    while (size >= m_fileEnd + blockHeaderBytes) {
        Bytes head(blockHeaderBytes);
        file->readAt(m_fileEnd, head);
        ByteReader in(head);
        const std::uint32_t length = in.u32();
        if (in.u32() != blockMark || length > size - m_fileEnd - blockHeaderBytes) {
            break;
        }
        Bytes payload(length);
        file->readAt(m_fileEnd + blockHeaderBytes, payload);
        if (in.u64() != core::hash64(payload, m_fileEnd)) {
            break;
        }
        if (!takeBlock(payload)) {
            m_fileEnd = 0;
            return false;
        }
        m_fileEnd += blockHeaderBytes + length;
    }
    return true;
}

// False: nobody wrote that as a block.
bool ChangeIndex::takeBlock(ByteView payload) noexcept
{
    try {
        parseBlock(payload);
        return true;
    } catch (const core::Error &) {
        return false;
    }
}

void ChangeIndex::parseBlock(ByteView payload)
{
    ByteReader in(payload);
    for (std::uint64_t n = in.varint(); n > 0; --n) {
        const bool internal = (in.u8() & 1U) != 0;
        const std::string name = readText(in);
        m_fileNames.push_back(nameOf(name, readText(in), internal));
    }
    for (std::uint64_t n = in.varint(); n > 0; --n) {
        const std::uint64_t scn = in.varint();
        Commit commit;
        commit.known = (in.u8() & 1U) != 0;
        for (std::uint64_t tables = in.varint(); tables > 0; --tables) {
            Entry entry;
            const std::uint64_t place = in.varint();
            if (place >= m_fileNames.size()) {
                throw core::Error(core::ErrorCode::HistoryCorrupt,
                                  "A block names a table that it doesn't know.");
            }
            entry.name = m_fileNames[place];
            const std::uint8_t flags = in.u8();
            entry.rowidsRenumbered = (flags & 1U) != 0;
            entry.definition = (flags & 2U) != 0;
            entry.remade = (flags & 4U) != 0;
            entry.inserts = in.varint();
            entry.updates = in.varint();
            entry.deletes = in.varint();
            commit.tables.push_back(entry);
        }
        m_commits[scn] = std::move(commit);
    }
}

Bytes ChangeIndex::encodeUnsaved()
{
    std::map<std::uint32_t, std::uint64_t> places; // of our names in the file
    for (std::size_t i = 0; i < m_fileNames.size(); ++i) {
        places[m_fileNames[i]] = i;
    }
    std::vector<std::uint32_t> fresh;
    for (const std::uint64_t scn : m_unsaved) {
        for (const Entry &entry : m_commits.at(scn).tables) {
            if (places.emplace(entry.name, m_fileNames.size() + fresh.size()).second) {
                fresh.push_back(entry.name);
            }
        }
    }
    Bytes payload;
    core::ByteWriter out(payload);
    out.varint(fresh.size());
    for (const std::uint32_t name : fresh) {
        out.u8(m_names[name].internal ? 1 : 0);
        writeText(out, m_names[name].name);
        writeText(out, m_names[name].virtualTable);
    }
    out.varint(m_unsaved.size());
    for (const std::uint64_t scn : m_unsaved) {
        const Commit &commit = m_commits.at(scn);
        out.varint(scn);
        out.u8(commit.known ? 1 : 0);
        out.varint(commit.tables.size());
        for (const Entry &entry : commit.tables) {
            out.varint(places.at(entry.name));
            out.u8(static_cast<std::uint8_t>((entry.rowidsRenumbered ? 1 : 0) | (entry.definition ? 2 : 0) |
                                             (entry.remade ? 4 : 0)));
            out.varint(entry.inserts);
            out.varint(entry.updates);
            out.varint(entry.deletes);
        }
    }
    m_fileNames.insert(m_fileNames.end(), fresh.begin(), fresh.end());
    return payload;
}

// Under the lock.
void ChangeIndex::append()
{
    const core::FileSystem &files = *m_history->store()->location().files;
    if (!takeFile()) {
        files.tryRemove(path());
        files.open(path(), core::OpenMode::Create)->writeAt(0, fileHeader());
        m_fileEnd = headerBytes;
        m_fileNames.clear();
    }
    const auto file = files.open(path(), core::OpenMode::ReadWrite);
    const Bytes payload = encodeUnsaved();
    Bytes block;
    core::ByteWriter out(block);
    out.u32(static_cast<std::uint32_t>(payload.size()));
    out.u32(blockMark);
    out.u64(core::hash64(payload, m_fileEnd));
    out.bytes(payload);
    file->writeAt(m_fileEnd, block);
    m_fileEnd += block.size();
}

// False: not now. What was read is known all the same.
bool ChangeIndex::save() noexcept
{
    if (m_unsaved.empty()) {
        return true;
    }
    try {
        const timeline::Location &location = m_history->store()->location();
        const auto lock = location.files->tryLock(location.sidecar() + "/changes.lock", "changes");
        if (lock) {
            append();
            m_unsaved.clear();
        }
        return lock != nullptr;
    } catch (const core::Error &) {
        m_fileEnd = 0; // whatever became of it is read anew
        return false;
    }
}

} // namespace strandline::flashback
