#include "engine/monitor/ash_analysis.h"

#include "engine/monitor/statement_stats.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace strandline::monitor {

namespace {

constexpr std::array<std::string_view, ashDimensions> ids = {
    "sql_id",  "plan_hash", "opcode", "phase",     "wait_class",       "event", "blocker", "session",
    "program", "module",    "action", "client_id", "transaction_state"};

using Rows = std::vector<const AshRow *>;

Rows pointersTo(const std::vector<AshRow> &rows)
{
    Rows pointers(rows.size());
    std::transform(rows.begin(), rows.end(), pointers.begin(), [](const AshRow &row) { return &row; });
    return pointers;
}

const std::string *textIn(const AshRow &row, AshDimension dimension)
{
    switch (dimension) {
    case AshDimension::Operation:
        return &row.verb;
    case AshDimension::Phase:
        return &row.phase;
    case AshDimension::Program:
        return &row.program;
    case AshDimension::Module:
        return &row.module;
    case AshDimension::Action:
        return &row.action;
    case AshDimension::Client:
        return &row.client;
    case AshDimension::Transaction:
        return &row.transaction;
    default:
        return nullptr;
    }
}

// Equal for equal values and, but for a chance of 2^-64, for these only: groups are made of numbers, for
// there are many more rows than values.
std::uint64_t codeOf(const AshRow &row, AshDimension dimension)
{
    switch (dimension) {
    case AshDimension::SqlId:
        return row.sqlId;
    case AshDimension::Plan:
        return row.planHash;
    case AshDimension::WaitClass:
        return sl_class_of(row.event);
    case AshDimension::Event:
        return row.event;
    case AshDimension::Blocker:
        return row.blockingSid != 0 ? row.blockingSid
                                    : static_cast<std::uint64_t>(row.blockingProcess) << 32U;
    case AshDimension::Session:
        return row.sid << 40U ^ row.serial;
    default:
        return std::hash<std::string_view>{}(*textIn(row, dimension));
    }
}

// In the order in which the values come. add: void(Group &, const AshRow &).
template <typename Group, typename Add>
std::vector<Group> groupsOf(const Rows &rows, AshDimension dimension, const Add &add)
{
    std::unordered_map<std::uint64_t, std::size_t> places;
    std::vector<Group> groups;
    for (const AshRow *row : rows) {
        const auto [place, added] = places.try_emplace(codeOf(*row, dimension), groups.size());
        if (added) {
            groups.emplace_back();
        }
        add(groups[place->second], *row);
    }
    return groups;
}

void count(AshShare &share, const AshRow &row, AshDimension dimension)
{
    if (share.rows == 0) {
        share.value = valueOf(row, dimension);
    }
    share.rows += row.samples;
    share.micros += row.usecsPerRow;
    share.byClass.at(sl_class_of(row.event)) += row.usecsPerRow;
}

void finish(AshShare &share, std::int64_t allMicros, std::size_t allRows)
{
    if (allMicros > 0 && allRows > 0) {
        share.share = static_cast<double>(share.micros) / static_cast<double>(allMicros);
        share.error = 1.96 * std::sqrt(share.share * (1 - share.share) / static_cast<double>(allRows));
    }
}

bool greater(const AshShare &a, const AshShare &b)
{
    return a.micros != b.micros ? a.micros > b.micros : a.value < b.value;
}

std::int64_t microsOf(const std::vector<AshRow> &rows)
{
    return std::accumulate(rows.begin(), rows.end(), std::int64_t{0},
                           [](std::int64_t sum, const AshRow &row) { return sum + row.usecsPerRow; });
}

// Where the ring has all samples: from its oldest one on, and from the one after it where that may have lost
// rows.
core::Time wholeFrom(const std::vector<AshRow> &ring, core::Time otherwise)
{
    if (ring.empty()) {
        return otherwise;
    }
    if (ring.size() < AshRing::rowsMax) {
        return ring.front().time;
    }
    const auto next = std::find_if(ring.begin(), ring.end(),
                                   [&](const AshRow &row) { return row.sampleId != ring.front().sampleId; });
    return next == ring.end() ? otherwise : next->time;
}

// Adds a time that ends at `at` to the steps that it reaches over.
void spread(AshActivity &activity, core::Time at, std::int64_t micros, std::uint32_t waitClass)
{
    const std::int64_t step = activity.step.count();
    const std::int64_t end = std::max<std::int64_t>((at - activity.from).count(), 1);
    std::int64_t left = micros;
    std::int64_t last =
        std::min<std::int64_t>((end - 1) / step, static_cast<std::int64_t>(activity.steps.size()) - 1);
    std::int64_t reaches = end - last * step; // into the last one
    for (; left > 0; --last) {
        const std::int64_t part = last == 0 ? left : std::min(left, reaches);
        activity.steps[static_cast<std::size_t>(last)].at(waitClass) +=
            static_cast<double>(part) / static_cast<double>(step);
        left -= part;
        reaches = step;
    }
}

AshActivity emptyActivity(core::Time from, core::Time to, std::size_t steps)
{
    AshActivity activity;
    activity.from = from;
    activity.step = std::max(std::chrono::microseconds(1),
                             std::chrono::microseconds(to - from) / static_cast<std::int64_t>(steps));
    activity.steps.resize(steps);
    return activity;
}

std::vector<AshNode> nest(const Rows &rows, const std::vector<AshDimension> &dimensions, std::size_t level,
                          std::int64_t allMicros, std::size_t allRows)
{
    struct Group
    {
        AshShare total;
        Rows rows;
    };
    if (level == dimensions.size()) {
        return {};
    }
    const AshDimension dimension = dimensions[level];
    std::vector<AshNode> nodes;
    for (Group &group : groupsOf<Group>(rows, dimension, [&](Group &to, const AshRow &row) {
             count(to.total, row, dimension);
             to.rows.push_back(&row);
         })) {
        finish(group.total, allMicros, allRows);
        nodes.push_back(
            {std::move(group.total), nest(group.rows, dimensions, level + 1, allMicros, allRows)});
    }
    std::sort(nodes.begin(), nodes.end(),
              [](const AshNode &a, const AshNode &b) { return greater(a.total, b.total); });
    return nodes;
}

} // namespace

std::string_view dimensionId(AshDimension dimension)
{
    return ids.at(static_cast<std::size_t>(dimension));
}

std::optional<AshDimension> dimensionFrom(std::string_view id)
{
    const auto found = std::find(ids.begin(), ids.end(), id);
    return found == ids.end() ? std::nullopt
                              : std::optional(ashDimension(static_cast<std::size_t>(found - ids.begin())));
}

std::string valueOf(const AshRow &row, AshDimension dimension)
{
    switch (dimension) {
    case AshDimension::SqlId:
        return row.sqlId == 0 ? std::string() : sqlIdText(row.sqlId);
    case AshDimension::Plan:
        return row.planHash == 0 ? std::string() : fmt::format("{:016x}", row.planHash);
    case AshDimension::WaitClass:
        return std::string(className(sl_class_of(row.event)));
    case AshDimension::Event:
        return std::string(eventName(row.event));
    case AshDimension::Blocker:
        return row.blockingSid != 0       ? fmt::format("session {}", row.blockingSid)
               : row.blockingProcess != 0 ? fmt::format("process {}", row.blockingProcess)
                                          : std::string();
    case AshDimension::Session:
        return fmt::format("{},{}", row.sid, row.serial);
    default:
        return *textIn(row, dimension);
    }
}

void keepMatching(std::vector<AshRow> &rows, const std::vector<AshFilter> &filters)
{
    for (const AshFilter &filter : filters) {
        std::unordered_map<std::uint64_t, bool> others; // there are many more rows than values
        std::erase_if(rows, [&](const AshRow &row) {
            const auto [other, added] = others.try_emplace(codeOf(row, filter.dimension), false);
            if (added) {
                other->second = valueOf(row, filter.dimension) != filter.value;
            }
            return other->second;
        });
    }
}

std::vector<AshRow> rowsBetween(std::vector<AshRow> ring, KeptStatistics *kept, core::Time from,
                                core::Time to, std::optional<std::chrono::microseconds> step)
{
    const core::Time whole = wholeFrom(ring, to);
    std::vector<AshRow> rows;
    if (kept != nullptr && from < whole) {
        const core::Time end = std::min(whole, to);
        rows = step ? kept->sums(from, end, *step) : kept->rows(from, end);
    }
    const core::Time begin = kept != nullptr ? std::max(from, whole) : from;
    for (AshRow &row : ring) {
        if (row.time >= begin && row.time < to) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::size_t samplesOf(const std::vector<AshRow> &rows)
{
    return std::accumulate(rows.begin(), rows.end(), std::size_t{0},
                           [](std::size_t sum, const AshRow &row) { return sum + row.samples; });
}

double AshActivity::total() const
{
    double sum = 0;
    for (const ByClass &one : steps) {
        sum = std::accumulate(one.begin(), one.end(), sum);
    }
    return steps.empty() ? 0 : sum / static_cast<double>(steps.size());
}

AshActivity activityOf(const std::vector<AshRow> &rows, core::Time from, core::Time to, std::size_t steps)
{
    AshActivity activity = emptyActivity(from, to, steps);
    for (const AshRow &row : rows) {
        if (row.time >= from && row.time < to) {
            spread(activity, row.time, row.usecsPerRow, sl_class_of(row.event));
        }
    }
    return activity;
}

AshActivity activityBetween(const std::vector<AshRow> &ring, KeptStatistics *kept, core::Time from,
                            core::Time to, std::size_t steps)
{
    const core::Time whole = kept != nullptr ? wholeFrom(ring, to) : from;
    AshActivity activity = emptyActivity(from, to, steps);
    for (const AshRow &row : ring) {
        if (row.time >= std::max(whole, from) && row.time < to) {
            spread(activity, row.time, row.usecsPerRow, sl_class_of(row.event));
        }
    }
    if (kept != nullptr && from < whole) {
        for (const KeptActivity &one : kept->activity(from, std::min(whole, to), activity.step)) {
            activity.steps.at(std::min(one.step, steps - 1)).at(sl_class_of(one.event)) +=
                static_cast<double>(one.micros) / static_cast<double>(activity.step.count());
        }
    }
    return activity;
}

std::vector<AshShare> topOf(const std::vector<AshRow> &rows, AshDimension dimension, std::size_t limit)
{
    std::vector<AshShare> shares = groupsOf<AshShare>(
        pointersTo(rows), dimension, [&](AshShare &to, const AshRow &row) { count(to, row, dimension); });
    const std::size_t left = std::min(limit, shares.size());
    std::partial_sort(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(left), shares.end(),
                      greater);
    shares.resize(left);
    const std::int64_t all = microsOf(rows);
    const std::size_t samples = samplesOf(rows);
    for (AshShare &share : shares) {
        finish(share, all, samples);
    }
    return shares;
}

std::vector<AshNode> nestedTotals(const std::vector<AshRow> &rows,
                                  const std::vector<AshDimension> &dimensions)
{
    return nest(pointersTo(rows), dimensions, 0, microsOf(rows), samplesOf(rows));
}

std::array<double, ashDimensions> skewOf(const std::vector<AshRow> &rows)
{
    const Rows pointers = pointersTo(rows);
    const auto all = static_cast<double>(microsOf(rows));
    std::array<double, ashDimensions> skew{};
    for (std::size_t i = 0; i < ashDimensions && all > 0; ++i) {
        const auto groups = groupsOf<std::int64_t>(
            pointers, ashDimension(i), [](std::int64_t &to, const AshRow &row) { to += row.usecsPerRow; });
        skew.at(i) = static_cast<double>(*std::max_element(groups.begin(), groups.end())) / all;
    }
    return skew;
}

} // namespace strandline::monitor
