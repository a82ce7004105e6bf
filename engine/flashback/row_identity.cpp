#include "engine/flashback/row_identity.h"

#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace strandline::flashback {

using sqlite::Value;

void appendKey(const Value &value, const std::string &collation, std::string &out)
{
    if (const auto *text = std::get_if<std::string>(&value)) {
        std::string folded = *text;
        if (sql::equalsIgnoringCase(collation, "NOCASE")) {
            folded = sql::toLowerAscii(folded);
        } else if (sql::equalsIgnoringCase(collation, "RTRIM")) {
            folded.erase(folded.find_last_not_of(' ') + 1);
        }
        out += 't';
        const std::uint64_t size = folded.size();
        out.append(reinterpret_cast<const char *>(&size), sizeof size);
        out += folded;
    } else if (const auto *blob = std::get_if<core::Bytes>(&value)) {
        out += 'b';
        const std::uint64_t size = blob->size();
        out.append(reinterpret_cast<const char *>(&size), sizeof size);
        out.append(blob->begin(), blob->end());
    } else if (std::holds_alternative<sqlite::Null>(value)) {
        out += 'n';
    } else {
        // A real that is a whole number is equal to that integer.
        std::int64_t number = 0;
        if (const auto *real = std::get_if<double>(&value)) {
            const bool whole = std::abs(*real) < 9e18 && std::floor(*real) == *real;
            number = whole ? static_cast<std::int64_t>(*real) : std::bit_cast<std::int64_t>(*real);
            out += whole ? 'i' : 'r';
        } else {
            number = std::get<std::int64_t>(value);
            out += 'i';
        }
        out.append(reinterpret_cast<const char *>(&number), sizeof number);
    }
}

std::string identityOf(const TableThen &table, std::int64_t rowid, const std::vector<Value> &key)
{
    std::string out;
    if (!table.withoutRowid) {
        out = 'R';
        return out.append(reinterpret_cast<const char *>(&rowid), sizeof rowid);
    }
    for (std::size_t i = 0; i < key.size(); ++i) {
        appendKey(key[i], table.keyCollations[i], out);
    }
    return out;
}

std::vector<Value> keyOf(const TableThen &table, const std::vector<Value> &row)
{
    std::vector<Value> key;
    for (std::size_t i = 0; i < table.keyCollations.size(); ++i) {
        key.push_back(row[table.fields[i]]);
    }
    return key;
}

std::optional<std::string> rowidName(const TableThen &table)
{
    if (table.withoutRowid) {
        return std::nullopt;
    }
    if (table.rowidColumn) {
        return table.columns[*table.rowidColumn].name;
    }
    for (const char *name : {"rowid", "_rowid_", "oid"}) {
        if (!columnNamed(table, name)) {
            return name;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> columnNamed(const TableThen &table, std::string_view name)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (sql::equalsIgnoringCase(table.columns[i].name, name)) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace strandline::flashback
