// Tables that our code computes while SQLite reads them: read-only virtual tables that exist on one
// connection alone, in no schema. Views and triggers can't use them (SQLITE_VTAB_DIRECTONLY).
//
// A ComputedTable is made known to a connection under a name, with which statements read it as any table. A
// table and its scans belong to the connection's thread. Exceptions of theirs end the statement and come out
// of Statement::step() as they were thrown.
#pragma once

#include "engine/sqlite/connection.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace strandline::sqlite {

// What a statement asks of one column, with a value that is known before the scan begins.
struct Condition
{
    enum class Kind
    {
        Equal,
        Greater,
        GreaterOrEqual,
        Less,
        LessOrEqual,
        IsNotNull, // its value is none
    };

    std::size_t column = 0; // in the order of the declaration
    Kind kind = Kind::Equal;
    std::string collation; // by which it compares
};

// How a scan would go that makes use of some of the conditions.
struct ScanPlan
{
    int number = 0;                // handed to scan(); the table's own business
    std::vector<std::size_t> used; // indexes into the conditions: scan() gets their values, in this order
    double cost = 1e6;             // in units of a row read
    double rows = 1e6;
};

struct ScanRequest
{
    int plan = 0;              // ScanPlan::number
    std::vector<Value> values; // of its used conditions
    std::stop_token stop;      // of the statement that reads
};

class TableScan
{
public:
    virtual ~TableScan() = default;
    // Goes to the first row, then to the next one; false: there is none.
    virtual bool next() = 0;
    virtual Value value(std::size_t column) const = 0;
    // Another one for each row, and the same one in every scan.
    virtual std::int64_t rowid() const = 0;
};

class ComputedTable
{
public:
    virtual ~ComputedTable() = default;
    // "(a INTEGER, b TEXT COLLATE NOCASE, c HIDDEN)": hidden columns are not among those of `*`.
    virtual std::string declaration() const = 0;
    virtual ScanPlan plan(const std::vector<Condition> &conditions) const = 0;
    // May give rows that don't meet the conditions: SQLite looks again. Must not leave out one that does.
    virtual std::unique_ptr<TableScan> scan(const ScanRequest &request) = 0;
};

// Known on the connection until it is dropped or the connection closes.
void addComputedTable(Connection &connection, const std::string &name, std::shared_ptr<ComputedTable> table);
void dropComputedTable(Connection &connection, const std::string &name);

} // namespace strandline::sqlite
