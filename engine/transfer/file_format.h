// What a file that is imported looks like: how it is written, its columns, its first rows. Functions that
// block; safe from any thread. Errors: NotFound, Permission, Io; Usage for a file that is a database;
// BadRow for one that holds no record.
#pragma once

#include "engine/core/job.h"
#include "engine/transfer/record_reader.h"
#include "engine/transfer/text_source.h"
#include "engine/transfer/values.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strandline::transfer {

enum class FileKind
{
    Csv,
    Json,
    JsonLines,
};

// How a file is written, to the last detail.
struct FileFormat
{
    FileKind kind = FileKind::Csv;
    TextEncoding encoding = TextEncoding::Utf8;
    char delimiter = ',';                      // Csv
    char quote = '"';                          // Csv; '\0': none
    bool header = true;                        // Csv, and Json of arrays: the first record names the columns
    std::vector<std::string> nullTexts = {""}; // Csv: what stands for NULL, outside of quotes
    bool operator==(const FileFormat &) const = default;
};

// What is known beforehand; the rest is guessed.
struct FormatWish
{
    std::optional<FileKind> kind;
    std::optional<TextEncoding> encoding;
    std::optional<char> delimiter;
    std::optional<char> quote;
    std::optional<bool> header;
    std::optional<std::vector<std::string>> nullTexts;
};

// What a column's fields become.
enum class ImportType
{
    Automatic, // as it is written: a number where the field is one (and not in quotes), else text; JSON's own
               // types
    Number,    // a number where the field is one, in quotes or not, else what it is
    Integer,
    Real,
    Text,
    Blob,       // written in hexadecimal digits
    BlobBase64, // written in Base64
};
std::string typeName(ImportType type); // of a CREATE TABLE: "INTEGER" …; "" for Automatic

struct SourceColumn
{
    std::string name; // different from each other
    ImportType guess = ImportType::Text;
};

struct BadRow
{
    std::uint64_t line = 0;
    std::string column; // empty: the record as a whole
    std::string reason; // "has 3 fields in place of 5", "'abc' is no whole number"
};

struct Preview
{
    FileFormat format;
    std::vector<SourceColumn> columns;
    std::vector<std::vector<Field>> rows; // of the sample, at most as many as were asked for
    std::vector<BadRow> badRows;          // of the sample, the first hundred
    std::uint64_t sampledRows = 0;        // that the types were guessed from
    std::uint64_t fileBytes = 0;
    bool complete = false; // the sample is the whole file
};

// Names and types are guessed from the file's first sampleBytes; all of it: UINT64_MAX.
Preview previewFile(const std::string &path, const FormatWish &wish, std::size_t rows,
                    std::uint64_t sampleBytes, const core::JobContext &job);

// A reader of the whole file that gives records with these columns, the header left out.
std::unique_ptr<RecordReader> openRecords(const std::string &path, const FileFormat &format,
                                          const std::vector<std::string> &columns);

// The field as the column's type. Nothing: it doesn't fit, and why says so.
std::optional<sqlite::Value> convert(Field &&field, ImportType type, const FileFormat &format,
                                     std::string &why);

} // namespace strandline::transfer
