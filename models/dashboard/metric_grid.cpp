#include "models/dashboard/metric_grid.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace strandline::dashboard {

using monitor::MetricLine;
using monitor::MetricPoint;
using std::chrono::seconds;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double leastBound = 1e-6;
constexpr std::string_view commits = "strandline_commits_by_duration_total";

// counts: (upper bound, how many), ascending; each begins at half its bound, the first at zero. As if what is
// in a bucket were spread evenly over it, as Prometheus' histogram_quantile() does it; of the last one, which
// has no bound, that of the one before it.
double quantileOf(const std::vector<std::pair<double, double>> &counts, double share)
{
    double all = 0;
    for (const auto &[bound, count] : counts) {
        all += count;
    }
    const double rank = share * all;
    double below = 0;
    double finite = none;
    for (const auto &[bound, count] : counts) {
        if (count > 0 && below + count >= rank * (1 - 1e-9)) {
            const double begin = bound <= leastBound ? 0 : bound / 2;
            return std::isinf(bound) ? finite : begin + (bound - begin) * (rank - below) / count;
        }
        below += count;
        finite = bound;
    }
    return none;
}

} // namespace

std::string labelOf(const std::string &labels, std::string_view label)
{
    const std::string before = std::string(label) + "=\"";
    const auto at = labels.find(before);
    if (at == std::string::npos) {
        return {};
    }
    const auto begin = at + before.size();
    return labels.substr(begin, labels.find('"', begin) - begin);
}

MetricGrid::MetricGrid(core::Time from, seconds step, std::size_t steps)
    : m_from(from), m_step(step), m_counted(steps)
{
}

MetricGrid::Line &MetricGrid::lineOf(const MetricLine &line)
{
    const auto found = std::find_if(m_lines.begin(), m_lines.end(), [&](const Line &known) {
        return known.name == line.name && known.labels == line.labels;
    });
    return found != m_lines.end()
               ? *found
               : m_lines.emplace_back(Line{line.name, line.labels, std::vector<Cell>(m_counted.size())});
}

// before: what was counted when its source began; such steps are left as they are.
void MetricGrid::addPoint(Line &line, const MetricPoint &point, seconds length, bool grows,
                          const std::vector<double> &before)
{
    const auto steps = static_cast<std::int64_t>(m_counted.size());
    const std::int64_t parts = std::max<std::int64_t>(length / m_step, 1);
    const std::int64_t first = std::chrono::floor<seconds>(point.start - m_from) / m_step;
    const auto place = [&](std::int64_t i) { return before.begin() + std::clamp<std::int64_t>(i, 0, steps); };
    const auto known = std::count_if(place(first), place(first + parts), [](double s) { return s > 0; });
    if (parts > 1 && known >= static_cast<std::int64_t>(point.count)) {
        return; // the finer source has all that was measured in it; the rest are gaps
    }
    for (std::int64_t i = first; i < first + parts; ++i) {
        if (point.start + m_step * (i - first) < m_from || i >= steps ||
            before[static_cast<std::size_t>(i)] > 0) {
            continue;
        }
        Cell &cell = line.cells[static_cast<std::size_t>(i)];
        const double share = 1 / static_cast<double>(parts);
        cell.max = cell.seconds == 0 ? point.max : std::max(cell.max, point.max);
        cell.sum += point.sum * share;
        cell.seconds += point.count * share;
        if (!grows) {
            continue;
        }
        double &counted = m_counted[static_cast<std::size_t>(i)];
        counted = std::max(counted, cell.seconds);
    }
}

void MetricGrid::add(const monitor::MetricRange &range, std::string_view anchor)
{
    const std::vector<double> before = m_counted;
    for (const MetricLine &line : range.lines) {
        Line &mine = lineOf(line);
        for (const MetricPoint &point : line.points) {
            addPoint(mine, point, range.step, line.name == anchor, before);
        }
    }
}

bool MetricGrid::has(std::string_view name) const
{
    return std::any_of(m_lines.begin(), m_lines.end(), [&](const Line &line) { return line.name == name; });
}

std::vector<double> MetricGrid::growth(std::string_view name, const Wanted &wanted) const
{
    std::vector<double> out(steps(), 0);
    for (const Line &line : m_lines) {
        if (line.name == name && (!wanted || wanted(line.labels))) {
            for (std::size_t i = 0; i < out.size(); ++i) {
                out[i] += line.cells[i].sum;
            }
        }
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = m_counted[i] > 0 ? out[i] / m_counted[i] : none;
    }
    return out;
}

std::vector<double> MetricGrid::mean(std::string_view name, const Wanted &wanted) const
{
    std::vector<double> out(steps(), none);
    for (const Line &line : m_lines) {
        if (line.name == name && (!wanted || wanted(line.labels))) {
            for (std::size_t i = 0; i < out.size(); ++i) {
                const Cell &cell = line.cells[i];
                if (cell.seconds > 0) {
                    out[i] = (std::isnan(out[i]) ? 0 : out[i]) + cell.sum / cell.seconds;
                }
            }
        }
    }
    return out;
}

std::vector<double> MetricGrid::highest(std::string_view name) const
{
    std::vector<double> out(steps(), none);
    for (const Line &line : m_lines) {
        for (std::size_t i = 0; line.name == name && i < out.size(); ++i) {
            if (line.cells[i].seconds > 0) {
                out[i] = std::isnan(out[i]) ? line.cells[i].max : std::max(out[i], line.cells[i].max);
            }
        }
    }
    return out;
}

MetricGrid::Bounds MetricGrid::commitBounds() const
{
    Bounds bounds;
    for (const Line &line : m_lines) {
        if (line.name == commits) {
            const std::string below = labelOf(line.labels, "below");
            double bound = std::numeric_limits<double>::infinity();            // "+Inf"
            std::from_chars(below.data(), below.data() + below.size(), bound); // std::stod follows the locale
            bounds.emplace_back(bound, &line);
        }
    }
    std::sort(bounds.begin(), bounds.end());
    return bounds;
}

std::vector<double> MetricGrid::commitQuantile(double share) const
{
    const Bounds bounds = commitBounds();
    std::vector<double> out(steps(), none);
    std::vector<std::pair<double, double>> counts(bounds.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        std::transform(bounds.begin(), bounds.end(), counts.begin(),
                       [i](const auto &bound) { return std::pair(bound.first, bound.second->cells[i].sum); });
        out[i] = quantileOf(counts, share);
    }
    return out;
}

double MetricGrid::commitQuantileOfAll(double share) const
{
    std::vector<std::pair<double, double>> counts;
    for (const auto &[bound, line] : commitBounds()) {
        double sum = 0;
        for (const Cell &cell : line->cells) {
            sum += cell.sum;
        }
        counts.emplace_back(bound, sum);
    }
    return quantileOf(counts, share);
}

double MetricGrid::commitsOfAll() const
{
    double sum = 0;
    for (const auto &[bound, line] : commitBounds()) {
        for (const Cell &cell : line->cells) {
            sum += cell.sum;
        }
    }
    return sum;
}

} // namespace strandline::dashboard
