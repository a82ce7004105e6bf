// Writes a table, a view, a SELECT or the whole database as CSV, JSON, SQL, Markdown or HTML: row by row, in
// bounded memory.
//
// Functions of the thread that has the lease; what they read is one state of the database. A lease as of an
// SCN exports the past. Errors: NotFound for a table that doesn't exist; Usage for a source that is no
// SELECT; those of the executor, of OutputFile, and Cancelled: then there is no file, or the old one.
#pragma once

#include "engine/session/executor.h"
#include "engine/transfer/values.h"

#include <functional>
#include <string>
#include <vector>

namespace strandline::transfer {

enum class ExportFormat
{
    Csv,
    Json,
    JsonLines, // an object a line
    Sql,
    Markdown,
    Html,
};

// What is exported; table and sql empty: the whole database, as SQL.
struct ExportSource
{
    std::string table;                // or a view
    std::vector<std::string> columns; // of table; empty: all
    std::string where;                // a condition on table; empty: all rows
    std::string sql;                  // one SELECT, with AS OF or without
};

enum class Quoting
{
    Needed,     // fields that would be misread without
    NonNumeric, // everything but numbers and NULL
    All,        // everything but NULL
};

struct CsvOptions
{
    char delimiter = ',';
    Quoting quoting = Quoting::Needed;
    bool header = true;
    std::string nullText; // never quoted, so that '' in quotes is told from it
    std::string lineEnd = "\n";
    bool bom = false;
    BlobText blob = BlobText::Hex;
    // Text that a spreadsheet would take for a formula gets an apostrophe in front. Such a file doesn't read
    // back as the same.
    bool guardFormulas = false;
};

struct SqlOptions
{
    std::string table;  // the name in the statements; empty: the source's, "result" for a SELECT
    bool create = true; // with indexes and triggers of a table
    std::size_t rowsPerInsert = 100;
};

struct ExportOptions
{
    ExportFormat format = ExportFormat::Csv;
    CsvOptions csv;
    bool jsonArrays = false; // Json: arrays, the names as the first one, in place of objects
    SqlOptions sql;
};

struct ExportReport
{
    std::uint64_t rows = 0;
    std::uint64_t tables = 1;
    std::uint64_t bytes = 0;
    double seconds = 0;
};

// Pieces of the file, in order; may throw.
using Write = std::function<void(std::string_view)>;

ExportReport exportTo(session::Lease &lease, const ExportSource &source, const ExportOptions &options,
                      const Write &write, const core::JobContext &job);
// To a file that appears when it is complete.
ExportReport exportToFile(session::Lease &lease, const ExportSource &source, const ExportOptions &options,
                          const std::string &path, bool replace, const core::JobContext &job,
                          const core::FileSystem &files = core::systemFiles());
// What the file would begin with: that of the first rows (of every table).
std::string exportPreview(session::Lease &lease, const ExportSource &source, const ExportOptions &options,
                          std::uint64_t rows, const core::JobContext &job);

} // namespace strandline::transfer
