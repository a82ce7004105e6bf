// Measured figures under names, in the four types of Prometheus, and their text
// (https://prometheus.io/docs/instrumenting/exposition_formats/, text format 0.0.4).
//
// A MetricRegistry is filled once with sources; read() asks all of them and may be called from any thread
// that the sources allow. The rest are values. Errors: Internal for a name, a label or a value that breaks
// the rules of the format; what the sources throw.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace strandline::monitor {

enum class MetricType
{
    Counter,   // only grows, but for a restart
    Gauge,     // goes up and down
    Histogram, // how many values fell into which range
    Summary,   // quantiles
};

using MetricLabels = std::vector<std::pair<std::string, std::string>>; // name, value

struct HistogramValue
{
    std::vector<double> bounds;        // upper ones, included, ascending; +Inf is not among them
    std::vector<std::uint64_t> counts; // in each bucket alone, those above the last bound at the end
    double sum = 0;
};

struct SummaryValue
{
    std::vector<std::pair<double, double>> quantiles; // 0 to 1, and its value
    std::uint64_t count = 0;
    double sum = 0;
};

struct Metric
{
    MetricLabels labels; // another set for each of a family
    std::variant<double, HistogramValue, SummaryValue> value;
};

struct MetricDescription
{
    std::string name; // [a-z_]+, without prefix, unit and "total": "wal_size"
    std::string unit; // a base unit, plural: "seconds", "bytes"; empty: a number of things
    std::string help; // one line for people, a whole sentence
};

struct MetricFamily
{
    MetricType type = MetricType::Gauge;
    std::string name; // in full: "strandline_wal_size_bytes", "strandline_waits_total"
    MetricDescription description;
    std::vector<Metric> metrics;
};

// What sources write into. A family may be written to again; all of it stays together.
class MetricWriter
{
public:
    void counter(const MetricDescription &about, double value, MetricLabels labels = {});
    void gauge(const MetricDescription &about, double value, MetricLabels labels = {});
    void histogram(const MetricDescription &about, HistogramValue value, MetricLabels labels = {});
    void summary(const MetricDescription &about, SummaryValue value, MetricLabels labels = {});

    // In the order in which they were begun.
    std::vector<MetricFamily> families() && { return std::move(m_families); }

private:
    void add(MetricType type, const MetricDescription &about, Metric metric);

    std::vector<MetricFamily> m_families;
};

class MetricRegistry
{
public:
    using Source = std::function<void(MetricWriter &)>;

    void add(Source source) { m_sources.push_back(std::move(source)); }
    std::vector<MetricFamily> read() const;

private:
    std::vector<Source> m_sources;
};

std::string_view metricTypeName(MetricType type); // "counter"
// The labels as the text format writes them: {state="active"}; empty for none.
std::string metricLabelText(const MetricLabels &labels);
// The document that Prometheus reads.
std::string prometheusText(const std::vector<MetricFamily> &families);

} // namespace strandline::monitor
