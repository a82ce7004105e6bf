#include "engine/transfer/row_writer.h"

#include "engine/core/utf8.h"
#include "engine/sqlite/connection.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace strandline::transfer {

using session::Column;
using sqlite::Null;
using sqlite::Value;

namespace {

bool isNumber(const Value &value)
{
    return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
}

std::string numberText(const Value &value)
{
    std::string out;
    if (const auto *d = std::get_if<double>(&value)) {
        appendReal(out, *d);
    } else {
        out = std::to_string(std::get<std::int64_t>(value));
    }
    return out;
}

std::vector<std::string> namesOf(const std::vector<Column> &columns)
{
    std::vector<std::string> names;
    for (const Column &column : columns) {
        names.push_back(column.name);
    }
    return names;
}

class CsvWriter final : public RowWriter
{
public:
    explicit CsvWriter(const CsvOptions &options)
        : m_options(options), m_special(std::string("\"\r\n") + options.delimiter)
    {
    }

    void begin(const std::vector<Column> &columns, std::string &out) override
    {
        if (m_options.bom) {
            out += "\xef\xbb\xbf";
        }
        if (!m_options.header) {
            return;
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            separate(i, out);
            text(columns[i].name, m_options.quoting != Quoting::Needed, out);
        }
        out += m_options.lineEnd;
    }
    void row(std::span<const Value> cells, std::string &out) override
    {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            separate(i, out);
            field(cells[i], out);
        }
        out += m_options.lineEnd;
    }
    void end(std::string & /*unused*/) override {}

private:
    void separate(std::size_t column, std::string &out) const
    {
        if (column != 0) {
            out += m_options.delimiter;
        }
    }
    void field(const Value &value, std::string &out)
    {
        const bool quoteAll = m_options.quoting == Quoting::All;
        if (const auto *s = std::get_if<std::string>(&value)) {
            text(*s, m_options.quoting != Quoting::Needed, out);
        } else if (const auto *b = std::get_if<core::Bytes>(&value)) {
            m_scratch.clear();
            appendBlob(m_scratch, *b, m_options.blob);
            quoted(m_scratch, m_options.quoting != Quoting::Needed || m_scratch.empty(), out);
        } else if (std::holds_alternative<Null>(value)) {
            out += m_options.nullText;
        } else {
            quoted(numberText(value), quoteAll, out);
        }
    }
    void text(const std::string &s, bool quote, std::string &out)
    {
        if (m_options.guardFormulas && !s.empty() &&
            std::string_view("=+-@\t\r").find(s.front()) != std::string_view::npos) {
            quoted("'" + s, quote, out);
            return;
        }
        quoted(s, quote, out);
    }
    void quoted(const std::string &s, bool quote, std::string &out) const
    {
        // Blanks at the ends are kept by every reader only in quotes; the text of NULL isn't NULL.
        if (!quote && !s.empty() && s.find_first_of(m_special) == std::string::npos &&
            s != m_options.nullText && s.front() != ' ' && s.back() != ' ') {
            out += s;
            return;
        }
        out += '"';
        for (const char c : s) {
            out.append(c == '"' ? 2 : 1, c);
        }
        out += '"';
    }

    const CsvOptions m_options;
    const std::string m_special;
    std::string m_scratch;
};

class JsonWriter final : public RowWriter
{
public:
    enum class Shape
    {
        Objects,
        Arrays,
        Lines,
    };
    explicit JsonWriter(Shape shape) : m_shape(shape) {}

    void begin(const std::vector<Column> &columns, std::string &out) override
    {
        // An object has each name once.
        const auto names = m_shape == Shape::Arrays ? namesOf(columns) : distinctNames(namesOf(columns));
        for (const std::string &name : names) {
            std::string key;
            appendJson(key, name);
            m_keys.push_back(key);
        }
        if (m_shape == Shape::Arrays) {
            out += fmt::format("[\n[{}]", fmt::join(m_keys, ","));
            m_first = false;
        } else if (m_shape == Shape::Objects) {
            out += '[';
        }
    }
    void row(std::span<const Value> cells, std::string &out) override
    {
        if (m_shape != Shape::Lines) {
            out += m_first ? "\n" : ",\n";
            m_first = false;
        }
        out += m_shape == Shape::Arrays ? '[' : '{';
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i != 0) {
                out += ',';
            }
            if (m_shape != Shape::Arrays) {
                out += m_keys[i];
                out += ':';
            }
            appendJson(out, cells[i]);
        }
        out += m_shape == Shape::Arrays ? ']' : '}';
        if (m_shape == Shape::Lines) {
            out += '\n';
        }
    }
    void end(std::string &out) override
    {
        if (m_shape != Shape::Lines) {
            out += "\n]\n";
        }
    }

private:
    const Shape m_shape;
    std::vector<std::string> m_keys;
    bool m_first = true;
};

class SqlWriter final : public RowWriter
{
public:
    SqlWriter(std::string table, std::size_t rowsPerInsert)
        : m_table(std::move(table)), m_rowsPerInsert(std::max<std::size_t>(rowsPerInsert, 1)),
          m_scratch(":memory:", {.access = sqlite::Access::Create}),
          m_cast(m_scratch.prepare("SELECT CAST(?1 AS REAL)"))
    {
    }

    void begin(const std::vector<Column> &columns, std::string &out) override
    {
        std::vector<std::string> names;
        for (const std::string &name : distinctNames(namesOf(columns))) {
            names.push_back(sqlite::quoteIdentifier(name));
        }
        m_head = fmt::format("INSERT INTO {} ({}) VALUES\n", sqlite::quoteIdentifier(m_table),
                             fmt::join(names, ", "));
        static_cast<void>(out);
    }
    void row(std::span<const Value> cells, std::string &out) override
    {
        out += m_inStatement == 0 ? m_head : ",\n";
        const std::size_t start = out.size();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            out += i == 0 ? "(" : ", ";
            append(out, cells[i]);
        }
        out += ')';
        m_bytes += out.size() - start;
        if (++m_inStatement == m_rowsPerInsert || m_bytes > statementBytes) {
            end(out);
        }
    }
    void end(std::string &out) override
    {
        if (m_inStatement != 0) {
            out += ";\n";
        }
        m_inStatement = 0;
        m_bytes = 0;
    }

private:
    static constexpr std::size_t statementBytes = std::size_t{512} << 10U;

    void append(std::string &out, const Value &value)
    {
        const std::size_t start = out.size();
        appendSql(out, value);
        const auto *real = std::get_if<double>(&value);
        if (real == nullptr || !std::isfinite(*real)) {
            return;
        }
        // SQLite reads some long decimal fractions as the neighbour of what they name.
        m_cast.bind(1, out.substr(start));
        m_cast.step();
        const bool exact = m_cast.real(0) == *real;
        m_cast.reset();
        if (!exact) {
            out.resize(start);
            appendExactly(out, *real);
        }
    }
    // A whole number times or through powers of two: every step of it is exact.
    static void appendExactly(std::string &out, double value)
    {
        int exponent = 0;
        auto mantissa = static_cast<std::int64_t>(std::ldexp(std::frexp(value, &exponent), 53));
        exponent -= 53;
        for (; mantissa % 2 == 0; mantissa /= 2) {
            ++exponent;
        }
        out += fmt::format("({}.0", mantissa);
        constexpr int largest = 62;
        for (int left = std::abs(exponent); left > 0; left -= largest) {
            out +=
                fmt::format(" {} {}.0", exponent > 0 ? '*' : '/', std::int64_t{1} << std::min(left, largest));
        }
        out += ')';
    }

    const std::string m_table;
    const std::size_t m_rowsPerInsert;
    sqlite::Connection m_scratch; // tells what SQLite makes of a number
    sqlite::Statement m_cast;
    std::string m_head;
    std::size_t m_inStatement = 0;
    std::size_t m_bytes = 0;
};

// What a person reads, on one line of one cell: what no document can hold is shown as \x00.
std::string readableText(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const core::CodePoint c = core::decodeUtf8(text);
        const std::size_t length = std::max<std::size_t>(c.length, 1);
        const bool control = c.value < 0x20 && c.value != '\n' && c.value != '\t' && c.value != '\r';
        if (c.length == 0 || control || c.value == 0x7f) {
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
        } else {
            out += text.substr(0, length);
        }
        text.remove_prefix(length);
    }
    return out;
}

std::string readable(const Value &value)
{
    if (const auto *s = std::get_if<std::string>(&value)) {
        return readableText(*s);
    }
    if (const auto *b = std::get_if<core::Bytes>(&value)) {
        return "x'" + core::toHex(*b) + "'";
    }
    return std::holds_alternative<Null>(value) ? "NULL" : numberText(value);
}

void appendEscaped(std::string &out, std::string_view text, bool markdown)
{
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += markdown ? "\"" : "&quot;";
            break;
        case '\n':
            out += markdown ? "<br>" : "\n";
            break;
        case '\r':
            out += markdown ? "" : "\r";
            break;
        case '|':
        case '\\':
        case '*':
        case '_':
        case '`':
        case '[':
            if (markdown) {
                out += '\\';
            }
            out += c;
            break;
        default:
            out += c;
        }
    }
}

class MarkdownWriter final : public RowWriter
{
public:
    void begin(const std::vector<Column> &columns, std::string &out) override
    {
        std::string rule;
        for (const Column &column : columns) {
            out += "| ";
            appendEscaped(out, readableText(column.name), true);
            out += ' ';
            rule += isNumericType(column.declaredType) ? "|---:" : "|---";
        }
        out += "|\n" + rule + "|\n";
    }
    void row(std::span<const Value> cells, std::string &out) override
    {
        for (const Value &cell : cells) {
            out += "| ";
            if (std::holds_alternative<Null>(cell)) {
                out += "*NULL*";
            } else {
                appendEscaped(out, readable(cell), true);
            }
            out += ' ';
        }
        out += "|\n";
    }
    void end(std::string & /*unused*/) override {}
};

class HtmlWriter final : public RowWriter
{
public:
    explicit HtmlWriter(std::string title) : m_title(std::move(title)) {}

    void begin(const std::vector<Column> &columns, std::string &out) override
    {
        std::string title;
        appendEscaped(title, readableText(m_title), false);
        out += fmt::format(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{0}</title>\n"
            "<style>\n:root {{ color-scheme: light dark; }}\nbody {{ font-family: sans-serif; margin: 2em; "
            "}}\n"
            "table {{ border-collapse: collapse; }}\nth, td {{ border: 1px solid #8888; padding: 2px 8px; "
            "text-align: left; vertical-align: top; white-space: pre-wrap; }}\nth {{ position: sticky; top: "
            "0; "
            "background: Canvas; }}\n.n {{ text-align: right; }}\n.null {{ font-style: italic; opacity: 0.6; "
            "}}\n</style>\n</head>\n<body>\n<h1>{0}</h1>\n<table>\n<thead>\n<tr>",
            title);
        for (const Column &column : columns) {
            out += isNumericType(column.declaredType) ? "<th class=\"n\">" : "<th>";
            appendEscaped(out, readableText(column.name), false);
            out += "</th>";
        }
        out += "</tr>\n</thead>\n<tbody>\n";
    }
    void row(std::span<const Value> cells, std::string &out) override
    {
        out += "<tr>";
        for (const Value &cell : cells) {
            const bool null = std::holds_alternative<Null>(cell);
            out += null ? "<td class=\"null\">" : isNumber(cell) ? "<td class=\"n\">" : "<td>";
            appendEscaped(out, readable(cell), false);
            out += "</td>";
        }
        out += "</tr>\n";
    }
    void end(std::string &out) override { out += "</tbody>\n</table>\n</body>\n</html>\n"; }

private:
    const std::string m_title;
};

} // namespace

bool isNumericType(std::string_view declaredType)
{
    std::string upper(declaredType);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    const auto has = [&](const char *word) { return upper.find(word) != std::string::npos; };
    if (has("INT")) {
        return true;
    }
    return !has("CHAR") && !has("CLOB") && !has("TEXT") &&
           (has("REAL") || has("FLOA") || has("DOUB") || has("NUM") || has("DEC"));
}

std::unique_ptr<RowWriter> makeRowWriter(const ExportOptions &options, const std::string &title,
                                         const std::string &table)
{
    switch (options.format) {
    case ExportFormat::Csv:
        break;
    case ExportFormat::Json:
        return std::make_unique<JsonWriter>(options.jsonArrays ? JsonWriter::Shape::Arrays
                                                               : JsonWriter::Shape::Objects);
    case ExportFormat::JsonLines:
        return std::make_unique<JsonWriter>(JsonWriter::Shape::Lines);
    case ExportFormat::Sql:
        return std::make_unique<SqlWriter>(table, options.sql.rowsPerInsert);
    case ExportFormat::Markdown:
        return std::make_unique<MarkdownWriter>();
    case ExportFormat::Html:
        return std::make_unique<HtmlWriter>(title);
    }
    return std::make_unique<CsvWriter>(options.csv);
}

} // namespace strandline::transfer
