#include "engine/flashback/transaction.h"

#include "engine/flashback/page_reader.h"
#include "engine/flashback/row_identity.h"
#include "engine/flashback/script.h"
#include "engine/flashback/table_rows.h"
#include "engine/flashback/undo_analysis.h"
#include "engine/flashback/undo_writer.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::flashback {

using core::Error;
using core::ErrorCode;
using core::Scn;

namespace {

using History = std::shared_ptr<timeline::History>;

std::string columnsMissing(const TableThen &then, const TableThen &now)
{
    std::vector<std::string> missing;
    for (const ColumnThen &column : then.columns) {
        if (!column.generated && !columnNamed(now, column.name)) {
            missing.push_back(column.name);
        }
    }
    return fmt::format("{}", fmt::join(missing, ", "));
}

// Why the rows of a table can't be taken back at all; empty: they can.
std::string obstacleOf(const TrackedTable &table, const SchemaThen &now)
{
    if (table.definition) {
        return fmt::format(
            "The transaction also made, dropped or altered {} itself, which only the undo script or "
            "FLASHBACK TABLE … TO BEFORE DROP take back.",
            table.name);
    }
    const auto current = tableNamed(now, table.name);
    if (!current) {
        return fmt::format("{} is not there any more: it was dropped or renamed since. Bring it back first "
                           "(FLASHBACK TABLE {} TO BEFORE DROP).",
                           table.name, table.name);
    }
    if (current->withoutRowid != table.shape->withoutRowid) {
        return fmt::format("{} was made anew with another kind of key since.", table.name);
    }
    const std::string missing = columnsMissing(*table.shape, *current);
    if (!missing.empty()) {
        return fmt::format("{} had columns then that are gone or renamed now: {}.", table.name, missing);
    }
    if (table.renumbered) {
        return fmt::format(
            "VACUUM (SCN {}) gave the rows of {} other rowids, and the table has no INTEGER PRIMARY "
            "KEY by which to know them.",
            table.renumbered.value, table.name);
    }
    return {};
}

class Undo
{
public:
    Undo(History history, Scn xid, const UndoOptions &options, const core::JobContext &job)
        : m_history(std::move(history)), m_options(options), m_job(job)
    {
        m_plan.xid = xid;
        m_plan.mode = options.mode;
    }

    UndoPlan plan()
    {
        analyse();
        return std::move(m_plan);
    }

    UndoPlan run(sqlite::Connection &connection)
    {
        analyse();
        UndoTransactionScope transaction(connection);
        if (m_history->refresh(); m_history->currentScn() != m_analysis->end()) {
            analyse();
        }
        if (m_plan.refused) {
            throw Error(ErrorCode::Constraint, m_plan.refusal());
        }
        UndoWriter writer(connection, m_history, *m_analysis, m_plan, m_chosen, m_job);
        m_plan.tables = writer.write();
        transaction.commit();
        return std::move(m_plan);
    }

private:
    void analyse()
    {
        const auto commit = m_history->commit(m_plan.xid);
        scnBefore(*m_history, m_plan.xid); // throws where its changes aren't known
        refuseOtherLine();
        m_analysis.emplace(m_history, m_plan.xid, m_options.listed, m_job);
        m_analysis->run();
        m_plan.transactions = m_analysis->transactions;
        m_plan.dependencies = m_analysis->dependencies;
        m_plan.dependencyCount = m_analysis->dependencyCount;
        m_plan.obstacles.clear();
        m_plan.warnings.clear();
        if (commit && commit->gap) {
            m_plan.warnings.push_back(fmt::format("SCN {} follows a gap: it holds the changes of several "
                                                  "transactions, which are taken back together.",
                                                  m_plan.xid.value));
        }
        choose();
        const bool strict = m_options.mode == UndoMode::NoCascade || m_options.mode == UndoMode::Cascade;
        m_plan.refused = (strict && !m_plan.obstacles.empty()) ||
                         (m_options.mode == UndoMode::NoCascade && m_plan.dependencyCount > 0);
    }

    void refuseOtherLine() const
    {
        const PageReader reader(m_history->store());
        if (reader.inLine(m_plan.xid, m_history->currentScn()) != m_plan.xid) {
            throw Error(
                ErrorCode::Unsupported,
                fmt::format("Transaction {} belongs to another line of history, which the database left: "
                            "what it did is not there now.",
                            m_plan.xid.value));
        }
    }

    // Which tables are written, and what that makes of how many rows.
    void choose()
    {
        m_plan.tables.clear();
        m_chosen.clear();
        for (const auto &[key, table] : m_analysis->tables()) {
            if (table.rows.empty() && !table.definition) {
                continue;
            }
            if (table.shape && !table.shape->virtualTable.empty()) {
                chooseShadow(key, table);
                continue;
            }
            const std::string reason = obstacleOf(table, *m_analysis->schemaNow());
            if (!reason.empty()) {
                m_plan.obstacles.push_back({table.name, table.own, reason});
                continue;
            }
            m_chosen.insert(key);
        }
        countRows();
    }

    // The data of virtual tables, all tables of one or none.
    void chooseShadow(const std::string &key, const TrackedTable &table)
    {
        const std::string &owner = table.shape->virtualTable;
        bool touched = m_plan.transactions.size() > 1 && m_options.mode == UndoMode::Cascade;
        bool there = true;
        for (const auto &[name, other] : m_analysis->tables()) {
            if (other.shape && other.shape->virtualTable == owner) {
                touched = touched || other.touchedLater || other.renumbered;
                there = there && obstacleOf(other, *m_analysis->schemaNow()).empty();
            }
        }
        if (!touched && there) {
            m_chosen.insert(key);
            return;
        }
        const std::string warning = fmt::format(
            "The virtual table {} was changed by the transaction too, and by others since: its data "
            "stays as it is. If it indexes other tables, build it anew afterwards (FTS: INSERT INTO "
            "{}({}) VALUES ('rebuild')).",
            owner, owner, owner);
        if (std::find(m_plan.warnings.begin(), m_plan.warnings.end(), warning) == m_plan.warnings.end()) {
            m_plan.warnings.push_back(warning);
        }
    }

    void countRows()
    {
        UndoCounts counts(m_history, *m_analysis, m_plan, m_chosen, m_job);
        m_plan.tables = counts.count();
    }

    const History m_history;
    const UndoOptions &m_options;
    const core::JobContext &m_job;
    UndoPlan m_plan;
    std::optional<UndoAnalysis> m_analysis;
    std::set<std::string> m_chosen; // tables, by key of the analysis
};

} // namespace

std::string sentenceOf(const Dependency &dependency)
{
    const std::string on = fmt::format("row {} of {}", dependency.onRow, dependency.onTable);
    const std::string row = fmt::format("row {} of {}", dependency.row, dependency.table);
    switch (dependency.kind) {
    case DependencyKind::Row:
        return fmt::format("{} {} {}.", dependency.transaction.value,
                           dependency.operation == RowOperation::Insert   ? "inserted again"
                           : dependency.operation == RowOperation::Update ? "updated"
                                                                          : "deleted",
                           on);
    case DependencyKind::ChildRow:
        return fmt::format("{} wrote {}, which refers to {}.", dependency.transaction.value, row, on);
    case DependencyKind::ParentRow:
        return fmt::format("{} took away {}, to which {} refers.", dependency.transaction.value, row, on);
    case DependencyKind::UniqueKey:
        return fmt::format("{} gave {} a unique value that {} had.", dependency.transaction.value, row, on);
    }
    return {};
}

std::uint64_t UndoPlan::rows() const
{
    std::uint64_t sum = 0;
    for (const UndoTable &table : tables) {
        sum += table.rows();
    }
    return sum;
}

std::string UndoPlan::refusal() const
{
    if (!refused) {
        return {};
    }
    std::string text = fmt::format("Nothing was changed: transaction {} can't be taken back.", xid.value);
    for (const UndoObstacle &obstacle : obstacles) {
        text += " " + obstacle.reason;
    }
    if (mode != UndoMode::NoCascade || dependencyCount == 0) {
        return text;
    }
    std::vector<std::uint64_t> numbers;
    for (std::size_t i = 1; i < transactions.size() && numbers.size() < 20; ++i) {
        numbers.push_back(transactions[i].scn.value);
    }
    const std::size_t dependents = transactions.size() - 1;
    text += fmt::format(" {} later {} on it: {}{}.", dependents,
                        dependents == 1 ? "transaction depends" : "transactions depend",
                        fmt::join(numbers, ", "), dependents > numbers.size() ? " …" : "");
    for (std::size_t i = 0; i < dependencies.size() && i < 3; ++i) {
        text += fmt::format(" Transaction {}", sentenceOf(dependencies[i]));
    }
    return text +
           " EXPLAIN FLASHBACK TRANSACTION lists them all. CASCADE takes them back too, NONCONFLICT_ONLY "
           "leaves out what they touched, NOCASCADE FORCE ignores them.";
}

UndoPlan planUndoTransaction(const History &history, Scn xid, const UndoOptions &options,
                             const core::JobContext &job)
{
    history->refresh();
    return Undo(history, xid, options, job).plan();
}

UndoPlan runUndoTransaction(sqlite::Connection &connection, const History &history, Scn xid,
                            const UndoOptions &options, const core::JobContext &job)
{
    history->refresh();
    return Undo(history, xid, options, job).run(connection);
}

} // namespace strandline::flashback
