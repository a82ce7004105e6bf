// How values, times and tables are written: JSON that loses nothing, text in which no control character gets
// through, CSV. Functions without state; safe from any thread; they don't throw but for want of memory.
#pragma once

#include "engine/core/error.h"
#include "engine/core/types.h"
#include "engine/sqlite/value.h"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::operations {

// Numbers, strings and null as such; what JSON can't hold is marked: {"int":"9007199254740993"} beyond 2^53,
// {"real":"Infinity"}, {"blob":"00ff"}, {"text":"ff"} for text that is no UTF-8.
nlohmann::ordered_json toJson(const sqlite::Value &value);
nlohmann::ordered_json toJson(const core::Error &error); // {code, message, sqlOffset, path}; unknown: null
// One line; invalid UTF-8 is replaced, which values never contain.
std::string compact(const nlohmann::ordered_json &json);

// For a terminal: control characters, directional overrides and invalid UTF-8 are written \n, \t, \x1b,
// \u202e.
std::string escaped(std::string_view text);
std::string toText(const sqlite::Value &value); // escaped; NULL for null, x'00ff' for BLOBs
std::string toCsv(const sqlite::Value &value);  // a field: quoted where needed, empty for null, "" for ''
std::string csvField(std::string_view text);

std::string groupedDigits(std::uint64_t number); // "12,345"
std::string bytesText(std::uint64_t bytes);      // "512 B", "1.2 KiB"

// Lines with aligned columns. Cells are shown as they are: escape them first.
class TextTable
{
public:
    enum class Align
    {
        Left,
        Right,
    };

    explicit TextTable(std::vector<std::string> header)
        : m_header(std::move(header)), m_align(m_header.size())
    {
    }
    void alignRight(std::size_t column) { m_align[column] = Align::Right; }
    void add(std::vector<std::string> row) { m_rows.push_back(std::move(row)); }
    bool empty() const { return m_rows.empty(); }
    // Header, a rule, rows. Further calls give the rows added since, in the widths of the first.
    std::string render();

private:
    std::string line(const std::vector<std::string> &cells) const;

    std::vector<std::string> m_header;
    std::vector<Align> m_align;
    std::vector<std::vector<std::string>> m_rows;
    std::vector<std::size_t> m_widths; // empty before the first render
};

} // namespace strandline::operations
