#include "engine/monitor/metrics.h"

#include "engine/core/error.h"
#include "engine/core/utf8.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace strandline::monitor {

namespace {

[[noreturn]] void refuse(const std::string &name, const char *why)
{
    throw core::Error(core::ErrorCode::Internal, fmt::format("The metric {} {}.", name, why));
}

bool isName(const std::string &text)
{
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

std::string fullName(MetricType type, const MetricDescription &about)
{
    std::string name = "strandline_" + about.name;
    if (!about.unit.empty()) {
        name += "_" + about.unit;
    }
    return type == MetricType::Counter ? name + "_total" : name;
}

// "le" and "quantile" are the format's own.
bool fits(const MetricLabels &labels)
{
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::string &name = labels[i].first;
        const auto twice = [&](const auto &other) { return other.first == name; };
        if (!isName(name) || name == "le" || name == "quantile" || name.starts_with("__") ||
            std::any_of(labels.begin(), labels.begin() + static_cast<std::ptrdiff_t>(i), twice)) {
            return false;
        }
    }
    return true;
}

std::string number(double value)
{
    if (std::isnan(value)) {
        return "NaN";
    }
    if (std::isinf(value)) {
        return value > 0 ? "+Inf" : "-Inf";
    }
    return fmt::format("{}", value);
}

// The format knows three escapes and takes UTF-8 alone; other bytes (of a program's name) become "?".
std::string escaped(std::string_view text, bool quotes)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t length = core::decodeUtf8(text).length;
        if (length == 0) {
            out += '?';
        } else if (text.front() == '\\') {
            out += "\\\\";
        } else if (text.front() == '\n') {
            out += "\\n";
        } else if (text.front() == '"' && quotes) {
            out += "\\\"";
        } else {
            out += text.substr(0, length);
        }
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

std::string sample(const std::string &name, const MetricLabels &labels, const std::string &value)
{
    return name + metricLabelText(labels) + " " + value + "\n";
}

MetricLabels with(MetricLabels labels, const char *name, std::string value)
{
    labels.emplace_back(name, std::move(value));
    return labels;
}

struct SampleText
{
    const std::string &name;
    const MetricLabels &labels;

    std::string operator()(double value) const { return sample(name, labels, number(value)); }

    std::string operator()(const HistogramValue &value) const
    {
        std::string out;
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < value.counts.size(); ++i) {
            below += value.counts[i];
            const std::string bound = i < value.bounds.size() ? number(value.bounds[i]) : "+Inf";
            out += sample(name + "_bucket", with(labels, "le", bound), std::to_string(below));
        }
        return out + sample(name + "_sum", labels, number(value.sum)) +
               sample(name + "_count", labels, std::to_string(below));
    }

    std::string operator()(const SummaryValue &value) const
    {
        std::string out;
        for (const auto &[quantile, at] : value.quantiles) {
            out += sample(name, with(labels, "quantile", number(quantile)), number(at));
        }
        return out + sample(name + "_sum", labels, number(value.sum)) +
               sample(name + "_count", labels, std::to_string(value.count));
    }
};

} // namespace

void MetricWriter::counter(const MetricDescription &about, double value, MetricLabels labels)
{
    add(MetricType::Counter, about, {std::move(labels), value});
}

void MetricWriter::gauge(const MetricDescription &about, double value, MetricLabels labels)
{
    add(MetricType::Gauge, about, {std::move(labels), value});
}

void MetricWriter::histogram(const MetricDescription &about, HistogramValue value, MetricLabels labels)
{
    if (value.counts.size() != value.bounds.size() + 1 ||
        std::adjacent_find(value.bounds.begin(), value.bounds.end(), std::greater_equal<>()) !=
            value.bounds.end()) {
        refuse(about.name, "has bounds that don't ascend, or not one bucket more than bounds");
    }
    add(MetricType::Histogram, about, {std::move(labels), std::move(value)});
}

void MetricWriter::summary(const MetricDescription &about, SummaryValue value, MetricLabels labels)
{
    add(MetricType::Summary, about, {std::move(labels), std::move(value)});
}

void MetricWriter::add(MetricType type, const MetricDescription &about, Metric metric)
{
    if (!isName(about.name) || !fits(metric.labels)) {
        refuse(about.name, "has a name or a label that the format doesn't allow");
    }
    std::string name = fullName(type, about);
    auto family = std::find_if(m_families.begin(), m_families.end(),
                               [&](const MetricFamily &known) { return known.name == name; });
    if (family == m_families.end()) {
        family = m_families.insert(family, {type, std::move(name), about, {}});
    }
    const auto same = [&](const Metric &known) { return known.labels == metric.labels; };
    if (family->type != type || std::any_of(family->metrics.begin(), family->metrics.end(), same)) {
        refuse(family->name, "has two types, or the same labels twice");
    }
    family->metrics.push_back(std::move(metric));
}

std::vector<MetricFamily> MetricRegistry::read() const
{
    MetricWriter writer;
    for (const Source &source : m_sources) {
        source(writer);
    }
    return std::move(writer).families();
}

std::string_view metricTypeName(MetricType type)
{
    switch (type) {
    case MetricType::Counter:
        return "counter";
    case MetricType::Gauge:
        return "gauge";
    case MetricType::Histogram:
        return "histogram";
    case MetricType::Summary:
        return "summary";
    }
    return "untyped";
}

std::string metricLabelText(const MetricLabels &labels)
{
    std::string out;
    for (const auto &[name, value] : labels) {
        out += fmt::format("{}{}=\"{}\"", out.empty() ? "{" : ",", name, escaped(value, true));
    }
    return out.empty() ? out : out + "}";
}

std::string prometheusText(const std::vector<MetricFamily> &families)
{
    std::string out;
    for (const MetricFamily &family : families) {
        out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", family.name,
                           escaped(family.description.help, false), family.name, metricTypeName(family.type));
        for (const Metric &metric : family.metrics) {
            out += std::visit(SampleText{family.name, metric.labels}, metric.value);
        }
    }
    return out;
}

} // namespace strandline::monitor
