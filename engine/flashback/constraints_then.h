// The foreign keys and unique keys of a database as of an SCN, and the values of rows in them. Private to
// FLASHBACK TRANSACTION. Snapshots; load() blocks.
#pragma once

#include "engine/flashback/schema_then.h"

#include <string>
#include <vector>

namespace strandline::flashback {

struct ReferenceThen
{
    std::string child; // tables
    std::string parent;
    std::vector<std::string> columns;       // of the child
    std::vector<std::string> parentColumns; // as many
    std::vector<std::string> collations;    // of the parent's columns
};

struct UniqueThen
{
    std::string table;
    std::vector<std::string> columns;
    std::vector<std::string> collations;
};

struct ConstraintsThen
{
    std::vector<ReferenceThen> references;
    // Without primary keys that tell rows apart, and without partial indexes and those of expressions.
    std::vector<UniqueThen> uniques;

    static ConstraintsThen load(timeline::History &history, core::Scn scn, const core::JobContext &job);
};

// The row's values in these columns, equal where the collations say so. Empty: one of them is NULL, or
// missing.
std::string valuesIn(const TableThen &table, const std::vector<sqlite::Value> &row,
                     const std::vector<std::string> &columns, const std::vector<std::string> &collations);

} // namespace strandline::flashback
