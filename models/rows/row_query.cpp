#include "models/rows/row_query.h"

#include "engine/sqlite/connection.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

namespace strandline::rows {

using sqlite::quoteIdentifier;
using sqlite::quoteText;
using sqlite::Value;

namespace {

std::string realLiteral(double value)
{
    if (std::isinf(value)) {
        return value > 0 ? "9e999" : "-9e999";
    }
    std::string text = fmt::format("{}", value);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

std::string hex(std::string_view bytes)
{
    std::string out;
    for (const char c : bytes) {
        out += fmt::format("{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string textLiteral(const std::string &text)
{
    return text.find('\0') == std::string::npos ? quoteText(text) : "CAST(X'" + hex(text) + "' AS TEXT)";
}

std::string pattern(const Value &value, const char *before)
{
    const auto *text = std::get_if<std::string>(&value);
    std::string out = before;
    for (const char c : text != nullptr ? *text : std::string()) {
        if (c == '%' || c == '_' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return quoteText(out + "%") + " ESCAPE '\\'";
}

std::string upperCase(std::string_view text)
{
    std::string out(text);
    for (char &c : out) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
    return out;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ') {
        text.remove_prefix(1);
    }
    while (!text.empty() && text.back() == ' ') {
        text.remove_suffix(1);
    }
    return text;
}

// SQLite's rules of affinity, as far as they matter here: whether the column keeps a number as text.
bool keepsText(const catalog::Column &column)
{
    const std::string type = upperCase(column.type);
    const auto has = [&](const char *part) { return type.find(part) != std::string::npos; };
    return !has("INT") && (has("CHAR") || has("CLOB") || has("TEXT"));
}

std::optional<Value> number(std::string_view text)
{
    if (text.empty() || text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) {
        return std::nullopt;
    }
    if (text.front() == '+') {
        text.remove_prefix(1);
    }
    std::int64_t whole = 0;
    const char *end = text.data() + text.size();
    if (const auto r = std::from_chars(text.data(), end, whole); r.ec == std::errc() && r.ptr == end) {
        return whole;
    }
    double real = 0;
    if (const auto r = std::from_chars(text.data(), end, real); r.ec == std::errc() && r.ptr == end) {
        return real;
    }
    return std::nullopt;
}

struct Prefix
{
    const char *text;
    FilterOperator op;
};

// Longer ones first.
constexpr std::array prefixes{
    Prefix{"<>", FilterOperator::NotEquals},   Prefix{"!=", FilterOperator::NotEquals},
    Prefix{"<=", FilterOperator::LessOrEqual}, Prefix{">=", FilterOperator::GreaterOrEqual},
    Prefix{"<", FilterOperator::Less},         Prefix{">", FilterOperator::Greater},
    Prefix{"=", FilterOperator::Equals}};

std::string plainText(const Value &value)
{
    switch (value.index()) {
    case 1:
        return std::to_string(std::get<std::int64_t>(value));
    case 2:
        return realLiteral(std::get<double>(value));
    case 3:
        return std::get<std::string>(value);
    default:
        return {};
    }
}

} // namespace

std::string literal(const Value &value)
{
    if (const auto *text = std::get_if<std::string>(&value)) {
        return textLiteral(*text);
    }
    if (const auto *bytes = std::get_if<core::Bytes>(&value)) {
        return "X'" + hex({reinterpret_cast<const char *>(bytes->data()), bytes->size()}) + "'";
    }
    return std::holds_alternative<sqlite::Null>(value) ? "NULL" : plainText(value);
}

std::string filterSql(const ColumnFilter &filter)
{
    const std::string column = quoteIdentifier(filter.column);
    switch (filter.op) {
    case FilterOperator::Contains:
        return column + " LIKE " + pattern(filter.value, "%");
    case FilterOperator::StartsWith:
        return column + " LIKE " + pattern(filter.value, "");
    case FilterOperator::Equals:
        return column + " IS " + literal(filter.value);
    case FilterOperator::NotEquals:
        return column + " IS NOT " + literal(filter.value);
    case FilterOperator::Less:
        return column + " < " + literal(filter.value);
    case FilterOperator::LessOrEqual:
        return column + " <= " + literal(filter.value);
    case FilterOperator::Greater:
        return column + " > " + literal(filter.value);
    case FilterOperator::GreaterOrEqual:
        return column + " >= " + literal(filter.value);
    case FilterOperator::Between:
        return column + " BETWEEN " + literal(filter.value) + " AND " + literal(filter.upper);
    case FilterOperator::IsNull:
        return column + " IS NULL";
    case FilterOperator::IsNotNull:
        return column + " IS NOT NULL";
    }
    return {};
}

std::string conditionSql(const RowQuery &query)
{
    std::string out;
    for (const ColumnFilter &filter : query.filters) {
        out += (out.empty() ? "(" : " AND (") + filterSql(filter) + ")";
    }
    if (!query.expression.empty()) {
        out += (out.empty() ? "(" : " AND (") + query.expression + "\n)";
    }
    return out;
}

std::string orderSql(const RowQuery &query)
{
    std::string out;
    for (const SortColumn &sort : query.sort) {
        out += (out.empty() ? "" : ", ") + quoteIdentifier(sort.column) + (sort.descending ? " DESC" : "");
    }
    return out;
}

Value valueFor(const catalog::Column &column, std::string_view text)
{
    if (!keepsText(column)) {
        if (auto value = number(text)) {
            return *std::move(value);
        }
    }
    return std::string(text);
}

std::optional<ColumnFilter> parseFilter(const catalog::Column &column, std::string_view typed)
{
    const std::string_view text = trimmed(typed);
    if (text.empty()) {
        return std::nullopt;
    }
    ColumnFilter filter{column.name};
    if (const std::string upper = upperCase(text); upper == "NULL" || upper == "=NULL") {
        filter.op = FilterOperator::IsNull;
        return filter;
    } else if (upper == "NOT NULL" || upper == "<>NULL") {
        filter.op = FilterOperator::IsNotNull;
        return filter;
    }
    for (const Prefix &prefix : prefixes) {
        if (text.starts_with(prefix.text)) {
            filter.op = prefix.op;
            filter.value = valueFor(column, trimmed(text.substr(std::string_view(prefix.text).size())));
            return filter;
        }
    }
    if (const auto dots = text.find("..");
        dots != std::string_view::npos && dots > 0 && dots + 2 < text.size()) {
        filter.op = FilterOperator::Between;
        filter.value = valueFor(column, trimmed(text.substr(0, dots)));
        filter.upper = valueFor(column, trimmed(text.substr(dots + 2)));
        return filter;
    }
    if (text.size() > 1 && text.back() == '*') {
        filter.op = FilterOperator::StartsWith;
        filter.value = std::string(text.substr(0, text.size() - 1));
        return filter;
    }
    filter.value = std::string(text);
    return filter;
}

std::string filterText(const ColumnFilter &filter)
{
    switch (filter.op) {
    case FilterOperator::Contains:
        return plainText(filter.value);
    case FilterOperator::StartsWith:
        return plainText(filter.value) + "*";
    case FilterOperator::Between:
        return plainText(filter.value) + ".." + plainText(filter.upper);
    case FilterOperator::IsNull:
        return "NULL";
    case FilterOperator::IsNotNull:
        return "not NULL";
    default:
        break;
    }
    for (const Prefix &prefix : prefixes) {
        if (prefix.op == filter.op) {
            return prefix.text + plainText(filter.value);
        }
    }
    return {};
}

} // namespace strandline::rows
