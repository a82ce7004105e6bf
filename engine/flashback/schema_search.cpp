#include "engine/flashback/schema_search.h"

#include "engine/sqlite/connection.h"

#include <fmt/format.h>
#include <optional>

namespace strandline::flashback {

using core::Error;
using core::ErrorCode;
using core::Scn;

namespace {

// One by one near the point that was asked for, then by an eighth of the distance.
std::uint64_t nextStep(std::uint64_t distance)
{
    constexpr std::uint64_t oneByOne = 256;
    return distance < oneByOne ? 1 : distance / 8;
}

class TableSearch
{
public:
    TableSearch(timeline::History &history, std::string table)
        : m_history(history), m_table(std::move(table)), m_oldest(history.oldestScn()),
          m_current(history.currentScn())
    {
    }

    // The first SCN after `absent` that has the table, told by steps of growing width: a table that came and
    // went between two far ones is missed, which only makes the sentence say less.
    std::optional<Scn> cameAfter(Scn absent)
    {
        std::uint64_t low = absent.value;
        while (low < m_current.value) {
            const std::uint64_t high = std::min(low + nextStep(low - absent.value), m_current.value);
            if (existsAt(high)) {
                return Scn{boundary(low, high)};
            }
            low = high;
        }
        return std::nullopt;
    }

    // The SCN with which the table went that was there before `absent`.
    std::optional<Scn> wentBefore(Scn absent)
    {
        std::uint64_t high = absent.value;
        while (high > m_oldest.value) {
            const std::uint64_t low = high - std::min(nextStep(absent.value - high), high - m_oldest.value);
            if (existsAt(low)) {
                return Scn{boundary(high, low)};
            }
            high = low;
        }
        return std::nullopt;
    }

private:
    // Between an SCN without and one with the table, in either order: the later one of the two neighbours
    // where it changes.
    std::uint64_t boundary(std::uint64_t without, std::uint64_t with)
    {
        while (std::max(without, with) - std::min(without, with) > 1) {
            const std::uint64_t middle = without / 2 + with / 2 + (without % 2 + with % 2) / 2;
            (existsAt(middle) ? with : without) = middle;
        }
        return std::max(without, with);
    }

    bool existsAt(std::uint64_t scn)
    {
        const auto point = m_history.at(Scn{scn});
        sqlite::ConnectionOptions options;
        options.uri = true;
        sqlite::Connection connection(point->uri(), options);
        sqlite::Statement row =
            connection.prepare("SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ?1 "
                               "COLLATE NOCASE");
        row.bind(1, m_table);
        return row.step();
    }

    timeline::History &m_history;
    const std::string m_table;
    const Scn m_oldest;
    const Scn m_current;
};

} // namespace

Error noSuchTableThen(timeline::History &history, const std::string &table, Scn scn)
{
    TableSearch search(history, table);
    std::string message = fmt::format("There was no table {} at SCN {}", table, scn.value);
    if (const auto came = search.cameAfter(scn)) {
        message +=
            fmt::format(": it came with SCN {}. Read it AS OF SCN {} or later.", came->value, came->value);
    } else if (const auto went = search.wentBefore(scn)) {
        message +=
            fmt::format(": it was dropped with SCN {}. Read it AS OF SCN {}.", went->value, went->value - 1);
    } else {
        message += fmt::format(", and none is found in the history from SCN {} to {}. Check the name.",
                               history.oldestScn().value, history.currentScn().value);
    }
    return {ErrorCode::NoSuchTableThen, message};
}

} // namespace strandline::flashback
