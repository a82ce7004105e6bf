// Which tables each commit touched, and how many of their rows: told once from the pages, then kept in
// <sidecar>/changes.index, from which lists of commits and the commits of one table come at once.
//
// The file is rebuilt at will: what is missing in it is read from the history again. Appended under
// <sidecar>/changes.lock; where that can't be had or nothing can be written, what is read stays in memory
// alone. Integers are little-endian, "varint" is LEB128, "hash" is XXH3-64:
//   0  8  magic "STRLCHG\n"
//   8  4  format version (2)
//   12 4  0
//   16 16 id of the history
//   32 8  hash of bytes 0..31
// then blocks: 4 length of the payload, 4 "SLCB", 8 hash of the payload seeded with the block's offset,
// payload:
//   varint count of names that are new, for each: 1 byte flags (1 internal), the name and the virtual table
//   that it is a shadow of, each as varint length and bytes; names count from 0 over the whole file; varint
//   count of commits, for each: varint SCN, 1 byte flags (1 known), varint count of tables, for each: varint
//   name, 1 byte flags (1 rowids renumbered, 2 definition changed, 4 dropped and made again), varint inserts,
//   updates, deletes.
// Valid up to the first block that is not whole; a file of another history or version is begun anew.
//
// An index belongs to one thread. Errors: Cancelled; those of timeline::History for SCNs outside of it.
#pragma once

#include "engine/core/job.h"
#include "engine/flashback/change_reader.h"

#include <map>

namespace strandline::flashback {

struct TouchedTable
{
    std::string name;
    std::string virtualTable; // of a shadow table
    bool internal = false;
    bool definition = false; // made, dropped or altered, or an index, trigger of it
    bool remade = false;     // dropped and made again under the name (remade_tables.h)
    bool rowidsRenumbered = false;
    std::uint64_t inserts = 0;
    std::uint64_t updates = 0;
    std::uint64_t deletes = 0;
};

struct CommitTables
{
    core::Scn scn;
    // False: the history begins here, or it can't be read in full.
    bool known = false;
    std::vector<TouchedTable> tables; // by name
};

class ChangeIndex
{
public:
    explicit ChangeIndex(std::shared_ptr<timeline::History> history);
    ~ChangeIndex();
    ChangeIndex(const ChangeIndex &) = delete;
    ChangeIndex &operator=(const ChangeIndex &) = delete;

    // Of all commits from..to, ascending, whatever their line of history. Reads those that the index lacks.
    std::vector<CommitTables> load(core::Scn from, core::Scn to, const core::JobContext &job);
    // The commits among them that touched the table (a virtual one by its shadow tables), ascending.
    std::vector<core::Scn> commitsOf(const std::string &table, core::Scn from, core::Scn to,
                                     const core::JobContext &job);

private:
    struct Entry
    {
        std::uint32_t name = 0;
        bool definition = false;
        bool remade = false;
        bool rowidsRenumbered = false;
        std::uint64_t inserts = 0;
        std::uint64_t updates = 0;
        std::uint64_t deletes = 0;
    };
    struct Commit
    {
        bool known = false;
        std::vector<Entry> tables;
    };
    class Sink;

    std::uint32_t nameOf(const std::string &name, const std::string &virtualTable, bool internal);
    void complete(core::Scn from, core::Scn to, const core::JobContext &job);
    std::optional<core::Error> readRun(core::Scn from, core::Scn to, const core::JobContext &job) noexcept;
    std::string path() const;
    core::Bytes fileHeader() const;
    bool takeFile();
    bool takeBlock(core::ByteView payload) noexcept;
    void parseBlock(core::ByteView payload);
    bool save() noexcept;
    void append();
    core::Bytes encodeUnsaved();

    const std::shared_ptr<timeline::History> m_history;
    ChangeReader m_reader;
    std::map<std::uint64_t, Commit> m_commits; // by SCN
    std::vector<TouchedTable> m_names;         // name, virtualTable and internal of each
    std::map<std::string, std::uint32_t> m_nameIds;
    std::uint64_t m_fileEnd = 0;            // of its valid part; 0: there is none
    std::vector<std::uint32_t> m_fileNames; // our ids of the file's names
    std::vector<std::uint64_t> m_unsaved;   // SCNs
};

} // namespace strandline::flashback
