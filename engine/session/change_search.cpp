#include "engine/session/change_search.h"

#include "engine/flashback/change_reader.h"
#include "engine/session/text_matcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace strandline::session {

using core::Scn;

namespace {

// Read at once: what is newest is told soon, and each beginning costs the interior pages of the database.
constexpr std::size_t firstRun = 128;
constexpr std::size_t longestRun = 4096;

class Matches : public flashback::ChangeSink
{
public:
    explicit Matches(const ChangeQuery &query)
        : m_matcher(query.text, SearchMode::Contains, query.caseSensitive)
    {
    }

    void row(const flashback::RowChange &change) override
    {
        if (contains(change.newRow) || contains(change.oldRow)) {
            if (found.empty() || found.back().scn != change.scn) {
                found.push_back({change.scn, 0});
            }
            ++found.back().rows;
        }
    }

    std::vector<FoundCommit> found; // ascending

private:
    bool contains(const std::vector<sqlite::Value> &row)
    {
        return std::any_of(row.begin(), row.end(), [this](const sqlite::Value &value) {
            if (const auto *text = std::get_if<std::string>(&value)) {
                return m_matcher.find(*text).has_value();
            }
            if (const auto *integer = std::get_if<std::int64_t>(&value)) {
                return m_matcher.find(fmt::to_string(*integer)).has_value();
            }
            if (const auto *real = std::get_if<double>(&value)) {
                return m_matcher.find(fmt::format("{:.15g}", *real)).has_value();
            }
            return false;
        });
    }

    TextMatcher m_matcher;
};

} // namespace

void searchChanges(const std::shared_ptr<timeline::History> &history, const ChangeQuery &query, Scn from,
                   Scn to, const std::function<void(const FoundCommit &)> &found, const core::JobContext &job)
{
    if (query.text.empty()) {
        throw core::Error(core::ErrorCode::Usage, "There is no text to look for.");
    }
    const std::vector<timeline::Commit> commits = history->commits(from, to);
    const core::JobContext silent{job.stop, {}, job.actor};
    flashback::ChangeReader reader(history);
    std::size_t longest = firstRun;
    for (std::size_t end = commits.size(); end > 0;) {
        // Commits of one line only: a reader goes along the line that leads to the last of them.
        std::size_t begin = end - 1;
        while (begin > 0 && end - begin < longest &&
               commits[begin - 1].incarnation == commits[begin].incarnation) {
            --begin;
        }
        Matches matches(query);
        flashback::ChangeOptions options;
        options.table = query.table;
        reader.read(commits[begin].scn, commits[end - 1].scn, options, matches, silent);
        std::for_each(matches.found.rbegin(), matches.found.rend(), found);
        end = begin;
        longest = std::min(longest * 2, longestRun);
        job.report(commits.size() - end, commits.size(), "commits");
    }
}

} // namespace strandline::session
