// What an import does: which column of a file goes where, as what, and how the table is written. Values;
// functions without state, safe from any thread.
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/transfer/file_format.h"

#include <optional>
#include <string>
#include <vector>

namespace strandline::transfer {

enum class ImportMode
{
    Create, // a new table
    Append,
    Replace, // all rows of the table go first
    Upsert,  // a row with the same key is overwritten
};

enum class OnBadRow
{
    Stop, // nothing is imported
    Skip,
};

struct ColumnPlan
{
    std::string source; // the column's name in the file
    std::string target;
    ImportType type = ImportType::Text;
    bool skip = false;
};

struct ImportPlan
{
    std::string path;
    FileFormat format;
    std::string table;
    ImportMode mode = ImportMode::Create;
    std::vector<ColumnPlan> columns; // one a column of the file, in its order
    std::vector<std::string> key;    // Upsert: columns of table
    OnBadRow onBadRow = OnBadRow::Stop;
    std::string rejectsFile;     // Skip: the rows that were left out, as CSV; empty: none
    bool replaceRejects = false; // an older file of that name may go
};

// Columns of the same names, or of the same places where no name fits; a new table where existing is nothing.
ImportPlan suggestPlan(const std::string &path, const Preview &preview, const std::string &table,
                       const std::optional<catalog::Table> &existing);
// Type of a file's column for a table's column that is there already.
ImportType typeFor(const catalog::Column &column);

// Why a plan can't be: no column, a column named twice, no key. Empty: it can.
std::string planProblem(const ImportPlan &plan);
// Throws Usage with that.
void checkPlan(const ImportPlan &plan);
// The statements, as they are run. createStatement: empty unless the mode is Create.
std::string createStatement(const ImportPlan &plan);
std::string insertStatement(const ImportPlan &plan);

} // namespace strandline::transfer
