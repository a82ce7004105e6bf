// The operation `monitor metrics`: what is measured of a database now, as Prometheus reads it, or what was
// recorded over a time.
#include "engine/monitor/board_metrics.h"
#include "engine/monitor/database_metrics.h"
#include "engine/monitor/metric_history.h"
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using Json = nlohmann::ordered_json;
using monitor::HistogramValue;
using monitor::SummaryValue;

namespace {

Json jsonOf(const monitor::Metric &metric)
{
    Json out = {{"labels", Json::object()}};
    for (const auto &[name, value] : metric.labels) {
        out["labels"][name] = value;
    }
    if (const auto *value = std::get_if<double>(&metric.value)) {
        out["value"] = *value;
    } else if (const auto *histogram = std::get_if<HistogramValue>(&metric.value)) {
        out["bounds"] = histogram->bounds;
        out["counts"] = histogram->counts;
        out["sum"] = histogram->sum;
    } else if (const auto *summary = std::get_if<SummaryValue>(&metric.value)) {
        out["quantiles"] = Json::array();
        for (const auto &[quantile, at] : summary->quantiles) {
            out["quantiles"].push_back({{"quantile", quantile}, {"value", at}});
        }
        out["count"] = summary->count;
        out["sum"] = summary->sum;
    }
    return out;
}

class NowResult final : public Result
{
public:
    explicit NowResult(std::vector<monitor::MetricFamily> families) : m_families(std::move(families)) {}

    Json json(const Presentation & /*unused*/) const override
    {
        Json out = Json::array();
        for (const monitor::MetricFamily &family : m_families) {
            Json metrics = Json::array();
            for (const monitor::Metric &metric : family.metrics) {
                metrics.push_back(jsonOf(metric));
            }
            out.push_back({{"name", family.name},
                           {"type", monitor::metricTypeName(family.type)},
                           {"unit", family.description.unit},
                           {"help", family.description.help},
                           {"metrics", std::move(metrics)}});
        }
        return out;
    }
    std::string text(const Presentation & /*unused*/) const override
    {
        return monitor::prometheusText(m_families);
    }

private:
    std::vector<monitor::MetricFamily> m_families;
};

class RecordedResult final : public Result
{
public:
    explicit RecordedResult(monitor::MetricRange range) : m_range(std::move(range)) {}

    Json json(const Presentation &presentation) const override
    {
        Json lines = Json::array();
        for (const monitor::MetricLine &line : m_range.lines) {
            Json points = Json::array();
            for (const monitor::MetricPoint &point : line.points) {
                points.push_back({{"time", core::formatTime(point.start, presentation.zone)},
                                  {"count", point.count},
                                  {"sum", point.sum},
                                  {"min", point.min},
                                  {"max", point.max}});
            }
            lines.push_back({{"name", line.name},
                             {"labels", line.labels},
                             {"unit", line.unit},
                             {"grows", line.grows},
                             {"points", std::move(points)}});
        }
        return {{"stepSeconds", m_range.step.count()}, {"lines", std::move(lines)}};
    }
    std::string text(const Presentation &presentation) const override
    {
        TextTable table({"Metric", "Time", "Value", "Least", "Most"});
        for (std::size_t column = 2; column < 5; ++column) {
            table.alignRight(column);
        }
        for (const monitor::MetricLine &line : m_range.lines) {
            for (const monitor::MetricPoint &point : line.points) {
                const double value = line.grows ? point.sum : point.sum / point.count;
                table.add({escaped(line.name + line.labels), core::formatTime(point.start, presentation.zone),
                           fmt::format("{:.6g}", value), fmt::format("{:.6g}", point.min),
                           fmt::format("{:.6g}", point.max)});
            }
        }
        return table.empty() ? "Nothing was recorded in this time.\n" : table.render();
    }

private:
    monitor::MetricRange m_range;
};

std::unique_ptr<Result> readNow(const Arguments &arguments, const Environment &environment)
{
    const auto database = openDatabase(arguments, environment, true);
    monitor::MetricRegistry registry;
    monitor::addDatabaseMetrics(registry, database->path(), environment.clock);
    if (database->hasHistory()) {
        monitor::addHistoryMetrics(registry, [database] { return database->history(); });
    }
    if (auto board = monitor::Board::openExisting(database->location())) {
        monitor::addBoardMetrics(registry, [board = std::move(board)] { return board; });
    }
    return std::make_unique<NowResult>(registry.read());
}

std::unique_ptr<Result> readRecorded(const Arguments &arguments, const Environment &environment)
{
    const core::Time now = environment.clock.now();
    const core::Time to =
        arguments.has("to") ? core::parseTime(arguments.text("to"), environment.clock) : now;
    const core::Time from = core::parseTime(arguments.text("from"), environment.clock);
    return std::make_unique<RecordedResult>(
        monitor::recordedMetrics(locate(arguments, environment), from, to, now, arguments.list("metric")));
}

} // namespace

void addMonitorMetrics(Operations &operations, const Environment &environment)
{
    Operation operation;
    operation.name = "monitor metrics";
    operation.summary = "What is measured of a database now, as text that Prometheus reads; or over a time";
    operation.arguments = {
        databaseArgument(),
        {.name = "from",
         .kind = ArgumentKind::Time,
         .help = "what was recorded since this time, in the finest steps that are still kept"},
        {.name = "to", .kind = ArgumentKind::Time, .help = "the end of that time; now where it is missing"},
        {.name = "metric",
         .help = "only this metric of what was recorded",
         .repeated = true,
         .placeholder = "NAME"},
        historyArgument()};
    operation.run = [environment](const Arguments &arguments, const core::JobContext & /*unused*/,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        if (arguments.has("from")) {
            return readRecorded(arguments, environment);
        }
        if (arguments.has("to") || arguments.has("metric")) {
            throw core::Error(core::ErrorCode::Usage, "--to and --metric need --from.");
        }
        return readNow(arguments, environment);
    };
    operations.push_back(std::move(operation));
}

} // namespace strandline::operations
