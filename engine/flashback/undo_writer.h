// What taking back transactions makes of each row, counted or written. Private to FLASHBACK TRANSACTION;
// belongs to one thread.
#pragma once

#include "engine/flashback/table_rows.h"
#include "engine/flashback/undo_analysis.h"
#include "engine/sqlite/transaction.h"

#include <set>

namespace strandline::flashback {

// Goes over the rows of the transactions that are taken back, each once, and compares what it is now, by the
// history, with what it shall be.
class UndoPass : private ChangeSink
{
public:
    UndoPass(const std::shared_ptr<timeline::History> &history, const UndoAnalysis &analysis,
             const UndoPlan &plan, const std::set<std::string> &chosen, const core::JobContext &job);

protected:
    // A row as it shall be, in the columns of now; nothing: the column's default.
    using Target = std::vector<std::optional<sqlite::Value>>;
    struct Step
    {
        const TableThen &table; // as it is now
        const RowChange &change;
        bool there = false;                  // the row is there now
        std::vector<sqlite::Value> now = {}; // its values
        std::optional<Target> target = {};   // nothing: it shall not be there
    };
    virtual void step(const Step &step) = 0;

    // Calls step() for each row that changes. What it counted, by table.
    std::vector<UndoTable> pass();

private:
    struct Known
    {
        std::unique_ptr<TableRows> rows; // as of the end of the analysis
        UndoTable counts;
    };

    void row(const RowChange &change) override;
    Known &knownOf(const TableThen &table);
    std::optional<Target> targetOf(const RowChange &change, const TableThen &now, bool there,
                                   const std::vector<sqlite::Value> &current) const;

    const std::shared_ptr<timeline::History> m_history;
    const UndoAnalysis &m_analysis;
    const UndoPlan &m_plan;
    const std::set<std::string> &m_chosen;
    const core::JobContext &m_job;
    core::Scn m_scn; // that is being read
    std::map<std::string, Known> m_known;
    std::uint64_t m_rows = 0;
};

class UndoCounts final : private UndoPass
{
public:
    using UndoPass::UndoPass;
    std::vector<UndoTable> count() { return pass(); }

private:
    void step(const Step & /*step*/) override {}
};

// A write transaction in which no trigger and no action of a foreign key fires; rolled back unless committed.
class UndoTransactionScope
{
public:
    explicit UndoTransactionScope(sqlite::Connection &connection);
    void commit() { m_transaction.commit(); }

private:
    static sqlite::Connection &prepared(sqlite::Connection &connection);

    sqlite::Transaction m_transaction;
};

// Inside of an UndoTransactionScope. Rows that are not what the history says they are and rows left without
// their parent end it with Constraint.
class UndoWriter final : private UndoPass
{
public:
    UndoWriter(sqlite::Connection &connection, const std::shared_ptr<timeline::History> &history,
               const UndoAnalysis &analysis, const UndoPlan &plan, const std::set<std::string> &chosen,
               const core::JobContext &job);
    std::vector<UndoTable> write();

private:
    struct Table
    {
        std::string name;                 // quoted
        std::vector<std::size_t> columns; // that can be written
        std::string keep;                 // temporary table of rows to be written
        sqlite::Statement read;
        sqlite::Statement remove;
        sqlite::Statement store;
    };

    void step(const Step &step) override;
    Table &tableOf(const TableThen &table);
    void checkNow(Table &table, const Step &step);
    void storeRow(Table &table, const Step &step);
    void insertStored(const Table &table, const TableThen &shape);
    std::int64_t brokenReferences();

    sqlite::Connection &m_connection;
    const UndoAnalysis &m_analysis;
    const std::set<std::string> &m_chosen;
    std::map<std::string, std::pair<std::shared_ptr<const TableThen>, Table>> m_tables;
};

} // namespace strandline::flashback
