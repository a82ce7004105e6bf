#include "engine/transfer/file_format.h"

#include "engine/core/error.h"
#include "engine/core/utf8.h"
#include "engine/transfer/csv_reader.h"
#include "engine/transfer/json_reader.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <set>

namespace strandline::transfer {

using core::Error;
using core::ErrorCode;
using sqlite::Null;
using sqlite::Value;

namespace {

constexpr std::size_t badRowsKept = 100;
constexpr std::size_t sniffedBytes = std::size_t{256} << 10U;

// Opening and closing a database's file would drop the locks that this process has on it.
void refuseDatabase(const std::string &path)
{
    std::error_code ignored;
    for (const char *suffix : {"-wal", "-shm", "-journal"}) {
        if (std::filesystem::exists(path + suffix, ignored) || path.ends_with(suffix)) {
            throw Error(
                ErrorCode::Usage,
                fmt::format("{} belongs to a database that is in use. Choose a CSV or JSON file.", path))
                .withPath(path);
        }
    }
}

std::string decoded(const std::string &bytes, TextEncoding encoding, const std::string &path)
{
    if (encoding == TextEncoding::Utf8) {
        std::string text = bytes.starts_with("\xef\xbb\xbf") ? bytes.substr(3) : bytes;
        text.resize(text.size() - core::incompleteTail(text));
        return text;
    }
    TextSource source(path, encoding);
    std::string text;
    source.read(text);
    return text;
}

FileKind guessKind(const std::string &text, const std::string &path)
{
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    const char first = start == std::string::npos ? '\0' : text[start];
    if (first == '[') {
        const std::size_t second = text.find_first_not_of(" \t\r\n", start + 1);
        return second != std::string::npos &&
                       (text[second] == '{' || text[second] == '[' || text[second] == ']')
                   ? FileKind::Json
                   : FileKind::Csv;
    }
    if (first != '{') {
        return FileKind::Csv;
    }
    const std::string line = text.substr(start, text.find('\n', start) - start);
    if (nlohmann::json::accept(line)) {
        return FileKind::JsonLines;
    }
    const std::string ending = std::filesystem::path(path).extension().string();
    return ending == ".ndjson" || ending == ".jsonl" ? FileKind::JsonLines : FileKind::Json;
}

// How evenly the delimiter cuts the sample's records; 0: not at all.
double evenness(const std::string &text, char delimiter, char quote)
{
    CsvReader reader(text, delimiter, quote);
    std::map<std::size_t, std::size_t> counts;
    std::size_t records = 0;
    Record record;
    while (records < 200 && reader.next(record)) {
        ++counts[record.fields.size()];
        ++records;
    }
    const auto common = std::max_element(counts.begin(), counts.end(),
                                         [](const auto &a, const auto &b) { return a.second < b.second; });
    if (records == 0 || common->first < 2) {
        return 0;
    }
    const double share = static_cast<double>(common->second) / static_cast<double>(records);
    return share + 0.01 * static_cast<double>(std::min<std::size_t>(common->first, 20));
}

char guessQuote(const std::string &text, char delimiter)
{
    const auto around = [&](char quote) {
        std::size_t count = 0;
        for (std::size_t at = text.find(quote); at != std::string::npos; at = text.find(quote, at + 1)) {
            const bool opens = at == 0 || text[at - 1] == delimiter || text[at - 1] == '\n';
            const bool closes = at + 1 == text.size() || text[at + 1] == delimiter || text[at + 1] == '\n' ||
                                text[at + 1] == '\r';
            count += opens || closes ? 1 : 0;
        }
        return count;
    };
    return around('\'') >= 2 && around('"') == 0 ? '\'' : '"';
}

char guessDelimiter(const std::string &text)
{
    char best = ',';
    double most = 0;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        const double even = evenness(text, delimiter, guessQuote(text, delimiter));
        if (even > most) {
            best = delimiter;
            most = even;
        }
    }
    return best;
}

std::string textOf(const Field &field)
{
    const auto *text = std::get_if<std::string>(&field.value);
    return text != nullptr ? *text : std::string();
}

bool looksNumeric(const std::string &text)
{
    return parseInteger(text) || parseReal(text);
}

// Names differ from each other, are no numbers and aren't empty.
bool guessHeader(const std::vector<Field> &first)
{
    std::set<std::string> names;
    for (const Field &field : first) {
        const std::string name = textOf(field);
        if (name.empty() || name.size() > 200 || looksNumeric(name)) {
            return false;
        }
        names.insert(name);
    }
    return !first.empty();
}

bool isNullText(const Field &field, const FileFormat &format)
{
    const auto *text = std::get_if<std::string>(&field.value);
    return format.kind == FileKind::Csv && text != nullptr && !field.quoted &&
           std::find(format.nullTexts.begin(), format.nullTexts.end(), *text) != format.nullTexts.end();
}

// "007" is an article's number and "+49" a telephone's, not integers; 20 digits would be rounded.
bool isPlainNumber(const std::string &text)
{
    const std::string_view digits = std::string_view(text).substr(text.starts_with('-') ? 1 : 0);
    const std::string_view mantissa = digits.substr(0, digits.find_first_of("eE"));
    const auto significant =
        std::count_if(mantissa.begin(), mantissa.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool leadingZero = digits.size() > 1 && digits[0] == '0' && digits[1] != '.' && digits[1] != 'e';
    return !text.starts_with('+') && !leadingZero && significant <= 19;
}

// Counts what a column's fields could be.
struct TypeCount
{
    std::uint64_t values = 0;
    std::uint64_t integers = 0;
    std::uint64_t reals = 0;
    std::uint64_t blobs = 0;
    std::uint64_t texts = 0;
    std::uint64_t quoted = 0;

    void add(const Field &field, const FileFormat &format)
    {
        if (std::holds_alternative<Null>(field.value) || isNullText(field, format)) {
            return;
        }
        ++values;
        quoted += field.quoted ? 1 : 0;
        if (const auto *text = std::get_if<std::string>(&field.value)) {
            addText(*text, format);
        } else if (std::holds_alternative<std::int64_t>(field.value)) {
            ++integers;
        } else {
            (std::holds_alternative<double>(field.value) ? reals : blobs) += 1;
        }
    }
    void addText(const std::string &text, const FileFormat &format)
    {
        const bool marked = text.starts_with("x'") || text.starts_with("0x") || text.starts_with("\\x");
        if (format.kind == FileKind::Csv && isPlainNumber(text) && looksNumeric(text)) {
            (parseInteger(text) ? integers : reals) += 1;
        } else if (format.kind == FileKind::Csv && marked && parseHex(text)) {
            ++blobs;
        } else {
            ++texts;
        }
    }
    // everythingQuoted: quotes say nothing in this file.
    ImportType type(bool everythingQuoted, const FileFormat &format) const
    {
        if (values == 0 || texts == values || (quoted > 0 && !everythingQuoted && blobs == 0)) {
            return ImportType::Text;
        }
        if (integers == values) {
            return ImportType::Integer;
        }
        if (integers + reals == values) {
            return ImportType::Real;
        }
        if (blobs == values) {
            return ImportType::Blob;
        }
        return format.kind == FileKind::Csv ? ImportType::Text : ImportType::Automatic;
    }
};

std::unique_ptr<RecordReader> openReader(const std::string &path, const FileFormat &format)
{
    if (format.kind == FileKind::Csv) {
        return std::make_unique<CsvReader>(path, format.encoding, format.delimiter, format.quote);
    }
    return std::make_unique<JsonReader>(path, format.encoding,
                                        format.kind == FileKind::Json ? JsonReader::Shape::Values
                                                                      : JsonReader::Shape::Lines);
}

FileFormat resolve(const std::string &path, const FormatWish &wish)
{
    refuseDatabase(path);
    const std::string bytes = firstBytes(path, sniffedBytes);
    if (bytes.starts_with(std::string_view("SQLite format 3\0", 16))) {
        throw Error(ErrorCode::Usage,
                    fmt::format("{} is a database. Open it in place of importing it.", path))
            .withPath(path);
    }
    FileFormat format;
    format.encoding = wish.encoding.value_or(detectEncoding(bytes));
    std::string text = decoded(bytes, format.encoding, path);
    format.kind = wish.kind.value_or(guessKind(text, path));
    if (bytes.size() == sniffedBytes) {
        text.resize(std::min(text.size(), text.rfind('\n') + 1)); // whole records
    }
    if (format.kind == FileKind::Csv) {
        format.delimiter = wish.delimiter ? *wish.delimiter : guessDelimiter(text);
        format.quote = wish.quote ? *wish.quote : guessQuote(text, format.delimiter);
    }
    format.nullTexts = wish.nullTexts.value_or(format.nullTexts);
    return format;
}

std::vector<std::string> columnNames(const std::vector<Field> &header)
{
    std::vector<std::string> names;
    for (const Field &field : header) {
        names.push_back(textOf(field));
    }
    return distinctNames(std::move(names));
}

// The names of the sample's objects, in the order of their first appearance.
std::vector<std::string> objectKeys(const std::string &path, const FileFormat &format,
                                    std::uint64_t sampleBytes, const core::JobContext &job)
{
    const auto reader = openReader(path, format);
    std::vector<std::string> names;
    std::set<std::string> known;
    Record record;
    while (reader->bytesRead() <= sampleBytes && reader->next(record)) {
        job.checkStop();
        for (const std::string &name : record.names) {
            if (known.insert(name).second) {
                names.push_back(name);
            }
        }
    }
    return names;
}

// The columns, by the first record or the sample's objects; sets format.header.
std::vector<std::string> findColumns(const std::string &path, FileFormat &format, const FormatWish &wish,
                                     std::uint64_t sampleBytes, const core::JobContext &job)
{
    const auto reader = openReader(path, format);
    Record first;
    bool found = reader->next(first);
    while (found && format.kind != FileKind::Csv && !first.problem.empty()) {
        found = reader->next(first);
    }
    if (!found) {
        throw Error(ErrorCode::BadRow, fmt::format("{} holds no record. Choose another file.", path))
            .withPath(path);
    }
    if (format.kind != FileKind::Csv && !first.names.empty()) {
        format.header = false;
        return objectKeys(path, format, sampleBytes, job);
    }
    format.header = wish.header.value_or(guessHeader(first.fields));
    return format.header ? columnNames(first.fields)
                         : distinctNames(std::vector<std::string>(first.fields.size()));
}

} // namespace

std::string typeName(ImportType type)
{
    switch (type) {
    case ImportType::Number:
        return "NUMERIC";
    case ImportType::Integer:
        return "INTEGER";
    case ImportType::Real:
        return "REAL";
    case ImportType::Text:
        return "TEXT";
    case ImportType::Blob:
    case ImportType::BlobBase64:
        return "BLOB";
    case ImportType::Automatic:
        break;
    }
    return {};
}

std::unique_ptr<RecordReader> openRecords(const std::string &path, const FileFormat &format,
                                          const std::vector<std::string> &columns)
{
    refuseDatabase(path);
    auto reader = openReader(path, format);
    reader->setColumns(columns);
    Record header;
    if (format.header) {
        reader->next(header);
    }
    return reader;
}

Preview previewFile(const std::string &path, const FormatWish &wish, std::size_t rows,
                    std::uint64_t sampleBytes, const core::JobContext &job)
{
    Preview preview;
    preview.format = resolve(path, wish);
    const std::vector<std::string> names = findColumns(path, preview.format, wish, sampleBytes, job);
    std::error_code ignored;
    preview.fileBytes = std::filesystem::file_size(path, ignored);
    const auto reader = openRecords(path, preview.format, names);
    std::vector<TypeCount> counts(names.size());
    Record record;
    preview.complete = true;
    while (reader->next(record)) {
        job.checkStop();
        if (reader->bytesRead() > sampleBytes && preview.sampledRows >= rows) {
            preview.complete = false;
            break;
        }
        if (!record.problem.empty()) {
            if (preview.badRows.size() < badRowsKept) {
                preview.badRows.push_back({record.line, {}, record.problem});
            }
            continue;
        }
        if (preview.sampledRows % 1000 == 0) {
            job.report(reader->bytesRead(), preview.fileBytes, "bytes");
        }
        ++preview.sampledRows;
        for (std::size_t i = 0; i < names.size(); ++i) {
            counts[i].add(record.fields[i], preview.format);
        }
        if (preview.rows.size() < rows) {
            preview.rows.push_back(record.fields);
        }
    }
    const bool everythingQuoted = std::all_of(
        counts.begin(), counts.end(), [](const TypeCount &count) { return count.quoted == count.values; });
    for (std::size_t i = 0; i < names.size(); ++i) {
        preview.columns.push_back({names[i], counts[i].type(everythingQuoted, preview.format)});
    }
    return preview;
}

namespace {

std::string shown(const Value &value)
{
    std::string text;
    if (const auto *s = std::get_if<std::string>(&value)) {
        text = "'" + s->substr(0, 60) + (s->size() > 60 ? "…'" : "'");
    } else {
        appendSql(text, value);
        text = text.substr(0, 60);
    }
    return text;
}

std::optional<Value> refuse(const Value &value, const char *what, std::string &why)
{
    why = fmt::format("{} is no {}", shown(value), what);
    return std::nullopt;
}

std::optional<Value> asInteger(Value &&value, std::string &why)
{
    if (std::holds_alternative<std::int64_t>(value)) {
        return std::move(value);
    }
    if (const auto *text = std::get_if<std::string>(&value)) {
        if (const auto integer = parseInteger(*text)) {
            return *integer;
        }
    }
    return refuse(value, "whole number", why);
}

std::optional<Value> asReal(Value &&value, std::string &why)
{
    if (std::holds_alternative<double>(value)) {
        return std::move(value);
    }
    if (const auto *integer = std::get_if<std::int64_t>(&value)) {
        return static_cast<double>(*integer);
    }
    if (const auto *text = std::get_if<std::string>(&value)) {
        if (const auto real = parseReal(*text)) {
            return *real;
        }
    }
    return refuse(value, "number", why);
}

std::optional<Value> asText(Value &&value)
{
    if (std::holds_alternative<std::string>(value) || std::holds_alternative<core::Bytes>(value)) {
        return std::move(value);
    }
    std::string text;
    appendSql(text, value);
    return text;
}

std::optional<Value> asBlob(Value &&value, bool base64, std::string &why)
{
    if (std::holds_alternative<core::Bytes>(value)) {
        return std::move(value);
    }
    if (const auto *text = std::get_if<std::string>(&value)) {
        if (auto bytes = base64 ? parseBase64(*text) : parseHex(*text)) {
            return std::move(*bytes);
        }
    }
    return refuse(value, base64 ? "BLOB in Base64" : "BLOB in hexadecimal digits", why);
}

Value asWritten(Field &&field, bool numeric)
{
    const auto *text = std::get_if<std::string>(&field.value);
    if (text != nullptr && numeric) {
        if (const auto integer = parseInteger(*text); integer && isPlainNumber(*text)) {
            return *integer;
        }
        if (const auto real = parseReal(*text); real && isPlainNumber(*text)) {
            return *real;
        }
    }
    return std::move(field.value);
}

} // namespace

std::optional<Value> convert(Field &&field, ImportType type, const FileFormat &format, std::string &why)
{
    if (std::holds_alternative<Null>(field.value) || isNullText(field, format)) {
        return Null{};
    }
    switch (type) {
    case ImportType::Automatic:
        break;
    case ImportType::Number:
        return asWritten(std::move(field), true);
    case ImportType::Integer:
        return asInteger(std::move(field.value), why);
    case ImportType::Real:
        return asReal(std::move(field.value), why);
    case ImportType::Text:
        return asText(std::move(field.value));
    case ImportType::Blob:
    case ImportType::BlobBase64:
        return asBlob(std::move(field.value), type == ImportType::BlobBase64, why);
    }
    const bool bare = format.kind == FileKind::Csv && !field.quoted;
    return asWritten(std::move(field), bare);
}

} // namespace strandline::transfer
