// Metrics of several sources (memory, the repository's roll-ups) brought to the uniform steps of a chart. A
// value; any thread.
//
// A step that nobody measured has no value (NaN). Where a step was measured, a counter that isn't told of
// there didn't grow.
#pragma once

#include "engine/monitor/metric_history.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace strandline::dashboard {

class MetricGrid
{
public:
    MetricGrid(core::Time from, std::chrono::seconds step, std::size_t steps);

    // Fills the steps that no source before has measured. Longer points are spread evenly over their steps.
    // anchor: a counter that is in every reading; where it has no point, no counter's growth is known.
    void add(const monitor::MetricRange &range, std::string_view anchor);

    core::Time from() const { return m_from; }
    std::chrono::seconds step() const { return m_step; }
    std::size_t steps() const { return m_counted.size(); }
    bool has(std::string_view name) const;

    // Labels as metricLabelText() writes them; empty: all lines of the name, added up.
    using Wanted = std::function<bool(const std::string &labels)>;
    // Growth of counters in a second, on average over the step.
    std::vector<double> growth(std::string_view name, const Wanted &wanted = {}) const;
    // Of gauges: the average, the highest.
    std::vector<double> mean(std::string_view name, const Wanted &wanted = {}) const;
    std::vector<double> highest(std::string_view name) const;
    // Of strandline_commits_by_duration_total: the duration that the share (0 to 1) of the commits in a step
    // didn't exceed, an upper bound; NaN where there were none.
    std::vector<double> commitQuantile(double share) const;
    // The same over all steps.
    double commitQuantileOfAll(double share) const;
    double commitsOfAll() const;

private:
    struct Cell
    {
        double sum = 0;
        double seconds = 0; // that it sums up
        double max = 0;
    };
    struct Line
    {
        std::string name;
        std::string labels;
        std::vector<Cell> cells; // by step
    };
    Line &lineOf(const monitor::MetricLine &line);
    void addPoint(Line &line, const monitor::MetricPoint &point, std::chrono::seconds length, bool grows,
                  const std::vector<double> &before);
    using Bounds = std::vector<std::pair<double, const Line *>>;
    Bounds commitBounds() const;

    core::Time m_from;
    std::chrono::seconds m_step;
    std::vector<double> m_counted; // by step: seconds in which counters are known
    std::vector<Line> m_lines;
};

// The value of a label in {class="Commit",event="wal sync"}; empty where there is none.
std::string labelOf(const std::string &labels, std::string_view label);

} // namespace strandline::dashboard
