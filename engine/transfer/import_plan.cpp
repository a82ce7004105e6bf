#include "engine/transfer/import_plan.h"

#include "engine/core/error.h"
#include "engine/transfer/row_writer.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace strandline::transfer {

using core::Error;
using core::ErrorCode;
using sqlite::quoteIdentifier;

namespace {

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::vector<std::string> quotedTargets(const ImportPlan &plan)
{
    std::vector<std::string> names;
    for (const ColumnPlan &column : plan.columns) {
        if (!column.skip) {
            names.push_back(quoteIdentifier(column.target));
        }
    }
    return names;
}

void mapToTable(ImportPlan &plan, const catalog::Table &table)
{
    std::vector<const catalog::Column *> targets;
    for (const catalog::Column &column : table.columns) {
        if (column.kind == catalog::ColumnKind::Ordinary) {
            targets.push_back(&column);
        }
    }
    bool anyName = false;
    for (ColumnPlan &column : plan.columns) {
        const auto found = std::find_if(targets.begin(), targets.end(), [&](const catalog::Column *target) {
            return lowered(target->name) == lowered(column.source);
        });
        column.skip = found == targets.end();
        if (!column.skip) {
            column.target = (*found)->name;
            column.type = typeFor(**found);
            anyName = true;
        }
    }
    for (std::size_t i = 0; !anyName && i < std::min(plan.columns.size(), targets.size()); ++i) {
        plan.columns[i].target = targets[i]->name;
        plan.columns[i].type = typeFor(*targets[i]);
        plan.columns[i].skip = false;
    }
    std::map<int, std::string> key;
    for (const catalog::Column &column : table.columns) {
        if (column.primaryKey > 0) {
            key[column.primaryKey] = column.name;
        }
    }
    for (const auto &[place, name] : key) {
        plan.key.push_back(name);
    }
}

} // namespace

ImportType typeFor(const catalog::Column &column)
{
    const std::string type = lowered(column.type);
    const auto has = [&](const char *word) { return type.find(word) != std::string::npos; };
    if (has("int")) {
        return ImportType::Number;
    }
    if (has("char") || has("clob") || has("text")) {
        return ImportType::Text;
    }
    if (has("blob")) {
        return ImportType::Blob;
    }
    return type.empty() || type == "any" ? ImportType::Automatic : ImportType::Number;
}

ImportPlan suggestPlan(const std::string &path, const Preview &preview, const std::string &table,
                       const std::optional<catalog::Table> &existing)
{
    ImportPlan plan;
    plan.path = path;
    plan.format = preview.format;
    plan.table = existing ? existing->summary.name : table;
    for (const SourceColumn &column : preview.columns) {
        plan.columns.push_back({column.name, column.name, column.guess, false});
    }
    if (existing) {
        plan.mode = ImportMode::Append;
        mapToTable(plan, *existing);
    }
    return plan;
}

std::string planProblem(const ImportPlan &plan)
{
    if (plan.table.empty()) {
        return "Name the table that the rows go into.";
    }
    std::set<std::string> targets;
    for (const ColumnPlan &column : plan.columns) {
        if (column.skip) {
            continue;
        }
        if (column.target.empty()) {
            return fmt::format("The column '{}' of the file has no name in the table. Name it, or skip it.",
                               column.source);
        }
        if (!targets.insert(lowered(column.target)).second) {
            return fmt::format(
                "Two columns of the file go into the column {}. Give one of them another name, "
                "or skip it.",
                column.target);
        }
    }
    if (targets.empty()) {
        return "No column of the file goes into the table. Map one of them at least.";
    }
    if (plan.mode != ImportMode::Upsert) {
        return {};
    }
    if (plan.key.empty()) {
        return fmt::format("{} has no primary key to tell the rows to update by. Name key columns.",
                           plan.table);
    }
    for (const std::string &key : plan.key) {
        if (targets.count(lowered(key)) == 0) {
            return fmt::format("No column of the file goes into the key column {}. Map one to it.", key);
        }
    }
    return {};
}

void checkPlan(const ImportPlan &plan)
{
    if (const std::string problem = planProblem(plan); !problem.empty()) {
        throw Error(ErrorCode::Usage, problem);
    }
}

std::string createStatement(const ImportPlan &plan)
{
    if (plan.mode != ImportMode::Create) {
        return {};
    }
    std::vector<std::string> columns;
    for (const ColumnPlan &column : plan.columns) {
        if (!column.skip) {
            const std::string type = typeName(column.type);
            columns.push_back(quoteIdentifier(column.target) + (type.empty() ? "" : " " + type));
        }
    }
    return fmt::format("CREATE TABLE {} (\n  {}\n)", quoteIdentifier(plan.table),
                       fmt::join(columns, ",\n  "));
}

std::string insertStatement(const ImportPlan &plan)
{
    const std::vector<std::string> names = quotedTargets(plan);
    std::vector<std::string> places;
    for (std::size_t i = 1; i <= names.size(); ++i) {
        places.push_back(fmt::format("?{}", i));
    }
    std::string sql = fmt::format("INSERT INTO main.{} ({}) VALUES ({})", quoteIdentifier(plan.table),
                                  fmt::join(names, ", "), fmt::join(places, ", "));
    if (plan.mode != ImportMode::Upsert) {
        return sql;
    }
    std::vector<std::string> key;
    std::set<std::string> inKey;
    for (const std::string &name : plan.key) {
        key.push_back(quoteIdentifier(name));
        inKey.insert(lowered(quoteIdentifier(name)));
    }
    std::vector<std::string> updates;
    for (const std::string &name : names) {
        if (inKey.count(lowered(name)) == 0) {
            updates.push_back(fmt::format("{0} = excluded.{0}", name));
        }
    }
    sql += fmt::format("\nON CONFLICT ({}) DO ", fmt::join(key, ", "));
    return updates.empty() ? sql + "NOTHING" : sql + fmt::format("UPDATE SET {}", fmt::join(updates, ", "));
}

} // namespace strandline::transfer
