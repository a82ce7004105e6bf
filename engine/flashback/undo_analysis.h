// Follows the rows of a transaction through the commits after it, and finds what depends on them. Private to
// FLASHBACK TRANSACTION; belongs to one thread. Errors: those of ChangeReader.
#pragma once

#include "engine/flashback/constraints_then.h"
#include "engine/flashback/transaction.h"

#include <map>
#include <set>
#include <unordered_map>

namespace strandline::flashback {

// A row that the transaction, or one that depends on it, changed.
struct TrackedRow
{
    core::Scn first;      // of those transactions that changed it
    core::Scn last;       // the newest of them
    bool own = false;     // the transaction itself changed it
    bool blocked = false; // something depends on what the transaction did to it
};

struct TrackedTable
{
    std::string name; // as the transaction knew it
    std::shared_ptr<const TableThen> shape;
    std::unordered_map<std::string, TrackedRow> rows; // by identity
    std::uint64_t own = 0;                            // rows of the transaction itself
    bool definition = false;                          // the transaction made, dropped or altered it
    core::Scn renumbered;                             // by this VACUUM
    core::Scn touchedLater;                           // of a virtual table's data: by this commit
};

class UndoAnalysis final : private ChangeSink
{
public:
    UndoAnalysis(const std::shared_ptr<timeline::History> &history, core::Scn xid, std::size_t listed,
                 const core::JobContext &job);

    void run();

    core::Scn end() const { return m_end; } // the newest commit that was looked at
    const std::shared_ptr<const SchemaThen> &schemaNow() const { return m_now; }
    const ConstraintsThen &constraints() const { return m_constraints; }
    const std::map<std::string, TrackedTable> &tables() const { return m_tables; } // by name in lower case
    const TrackedRow *find(const TableThen &table, const std::string &identity) const;

    std::vector<UndoTransaction> transactions; // the transaction itself first, ascending
    std::vector<Dependency> dependencies;
    std::uint64_t dependencyCount = 0;

private:
    // A row of one of the transactions, for those that may depend on it.
    struct Source
    {
        std::string table; // key into m_tables
        std::string identity;
        std::string text; // for people
        core::Scn transaction;
    };
    using Sources = std::unordered_map<std::string, Source>; // by values of the key

    void begin(const CommitHead &head) override;
    void row(const RowChange &change) override;
    void end(const CommitHead &head, const std::vector<TableChanges> &tables) override;

    void check(const RowChange &change);
    void checkRow(const RowChange &change);
    void checkReferences(const RowChange &change);
    void checkUnique(const RowChange &change);
    void depends(const RowChange &change, DependencyKind kind, const Source &on);
    void track(const RowChange &change);
    void trackKeys(const RowChange &change, const Source &source);
    void noteWholeTables(const CommitHead &head, const std::vector<TableChanges> &tables);
    void spreadBlocks();

    const std::shared_ptr<timeline::History> m_history;
    const core::Scn m_xid;
    const std::size_t m_listed;
    const core::JobContext &m_job;
    core::Scn m_end;
    std::shared_ptr<const SchemaThen> m_now;
    ConstraintsThen m_constraints;
    std::map<std::string, TrackedTable> m_tables;
    // By place in m_constraints: keys that would go, that would have to be there, that would come back.
    std::vector<Sources> m_parentsGone;
    std::vector<std::unordered_multimap<std::string, Source>> m_parentsNeeded;
    std::vector<Sources> m_uniqueNeeded;
    // Of the transaction itself: several rows may have the same values.
    std::vector<std::unordered_multimap<std::string, Source>> m_ownChildren; // that it made point there
    std::vector<Sources> m_ownParents;                                       // that it took away

    // The commit that is being read.
    core::Scn m_scn;
    std::vector<RowChange> m_changes; // kept until it is known whether it depends
    bool m_overflowed = false;        // there were more than are kept
    bool m_depends = false;
    bool m_direct = false;
    bool m_rereading = false;
};

// "4711", or the values of a primary key.
std::string rowText(const RowChange &change);

} // namespace strandline::flashback
