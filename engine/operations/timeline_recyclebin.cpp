// The operation `timeline recyclebin`: the tables that were dropped and can come back.
#include "engine/flashback/recycle_bin.h"
#include "engine/operations/encoding.h"
#include "engine/operations/registration.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace strandline::operations {

using flashback::DroppedTable;
using Json = nlohmann::ordered_json;

namespace {

Json namesOf(const std::vector<flashback::SchemaEntry> &entries)
{
    Json names = Json::array();
    for (const flashback::SchemaEntry &entry : entries) {
        names.push_back(entry.name);
    }
    return names;
}

class RecycleBinResult final : public Result
{
public:
    explicit RecycleBinResult(std::vector<DroppedTable> tables) : m_tables(std::move(tables)) {}

    Json json(const Presentation &presentation) const override
    {
        Json tables = Json::array();
        for (const DroppedTable &table : m_tables) {
            tables.push_back({{"name", table.name},
                              {"virtual", table.isVirtual},
                              {"droppedScn", table.dropped.value},
                              {"incarnation", table.commit.incarnation.value},
                              {"droppedTime", core::formatTime(table.commit.timeTo, presentation.zone)},
                              {"rows", table.rows ? Json(*table.rows) : Json()},
                              {"indexes", namesOf(table.indexes)},
                              {"triggers", namesOf(table.triggers)},
                              {"views", namesOf(table.views)},
                              {"remade", table.remade},
                              {"nameTaken", table.nameTaken},
                              {"sql", table.sql}});
        }
        return {{"tables", std::move(tables)}};
    }

    std::string text(const Presentation &presentation) const override
    {
        if (m_tables.empty()) {
            return "The recycle bin is empty.\n";
        }
        TextTable lines({"Table", "Dropped with", "Time", "Rows", "Indexes", "Triggers", "Views", "Notes"});
        for (const std::size_t column : {1U, 3U, 4U, 5U, 6U}) {
            lines.alignRight(column);
        }
        for (const DroppedTable &table : m_tables) {
            lines.add({escaped(table.name), fmt::format("SCN {}", table.dropped.value),
                       core::formatTime(table.commit.timeTo, presentation.zone),
                       table.rows ? groupedDigits(*table.rows) : "", std::to_string(table.indexes.size()),
                       std::to_string(table.triggers.size()), std::to_string(table.views.size()),
                       table.remade      ? "made again in the same commit"
                       : table.nameTaken ? "name taken"
                                         : ""});
        }
        return lines.render();
    }

private:
    std::vector<DroppedTable> m_tables;
};

} // namespace

void addTimelineRecycleBin(Operations &operations, const Environment &environment)
{
    Operation operation;
    operation.name = "timeline recyclebin";
    operation.summary = "The tables that were dropped and can come back, the newest drop first";
    operation.arguments = {databaseArgument(), historyArgument()};
    operation.longRunning = true;
    operation.run = [environment](const Arguments &arguments, const core::JobContext &job,
                                  Output & /*unused*/) -> std::unique_ptr<Result> {
        return std::make_unique<RecycleBinResult>(
            flashback::loadRecycleBin(openHistory(arguments, environment), job));
    };
    operations.push_back(std::move(operation));
}

} // namespace strandline::operations
