// The operation `monitor parameters`: what a database is configured to, and which commits changed it.
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"
#include "engine/session/configuration.h"

#include <nlohmann/json.hpp>

namespace strandline::operations {

using core::formatTime;
using flashback::ParameterChange;
using Json = nlohmann::ordered_json;

namespace {

class ParametersResult final : public Result
{
public:
    explicit ParametersResult(session::Configuration configuration)
        : m_configuration(std::move(configuration))
    {
    }

    Json json(const Presentation &presentation) const override
    {
        Json parameters = Json::array();
        for (const catalog::ParameterValue &value : m_configuration.values) {
            const catalog::Parameter &parameter = *value.parameter;
            const ParameterChange *change = m_configuration.lastChange(parameter.name);
            parameters.push_back(
                {{"name", parameter.name},
                 {"place", catalog::placeName(parameter.place)},
                 {"value", value.value},
                 {"default", value.standard},
                 {"unit", parameter.unit},
                 {"meaning", parameter.meaning},
                 {"sinceScn", change != nullptr ? Json(change->scn.value) : Json()},
                 {"since", change != nullptr ? Json(formatTime(change->time, presentation.zone)) : Json()}});
        }
        Json changes = Json::array();
        for (const ParameterChange &change : m_configuration.changes) {
            changes.push_back({{"name", change.name},
                               {"scn", change.scn.value},
                               {"time", formatTime(change.time, presentation.zone)},
                               {"gap", change.gap},
                               {"from", change.before},
                               {"to", change.after}});
        }
        return {{"parameters", std::move(parameters)}, {"changes", std::move(changes)}};
    }

    std::string text(const Presentation &presentation) const override
    {
        TextTable table({"Parameter", "Value", "Default", "Unit", "Kept in", "Changed at SCN"});
        for (const catalog::ParameterValue &value : m_configuration.values) {
            const ParameterChange *change = m_configuration.lastChange(value.parameter->name);
            table.add({std::string(value.parameter->name), escaped(value.value), escaped(value.standard),
                       std::string(value.parameter->unit), catalog::placeName(value.parameter->place),
                       change != nullptr ? std::to_string(change->scn.value) : ""});
        }
        std::string out = table.render();
        if (!m_configuration.changes.empty()) {
            TextTable changes({"SCN", "Time", "Parameter", "From", "To"});
            for (const ParameterChange &change : m_configuration.changes) {
                changes.add({std::to_string(change.scn.value), formatTime(change.time, presentation.zone),
                             change.name, change.before, change.after});
            }
            out += '\n' + changes.render();
        }
        return out;
    }

private:
    session::Configuration m_configuration;
};

} // namespace

void addParameters(Operations &operations, const Environment &environment)
{
    Operation operation;
    operation.name = "monitor parameters";
    operation.summary =
        "SQLite's parameters: values, defaults, meaning, and which commits changed those of the file";
    operation.arguments = {databaseArgument(), historyArgument()};
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        const auto database = openDatabase(arguments, environment, true);
        return std::make_unique<ParametersResult>(session::loadConfiguration(*database, {}, job));
    };
    operations.push_back(std::move(operation));
}

} // namespace strandline::operations
