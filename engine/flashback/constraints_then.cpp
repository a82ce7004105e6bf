#include "engine/flashback/constraints_then.h"

#include "engine/flashback/row_identity.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::flashback {

namespace {

const catalog::Table *tableIn(const std::vector<catalog::Table> &tables, const std::string &name)
{
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const catalog::Table &table) {
        return sql::equalsIgnoringCase(table.summary.name, name);
    });
    return found != tables.end() ? &*found : nullptr;
}

std::vector<std::string> primaryKeyOf(const catalog::Table &table)
{
    std::vector<const catalog::Column *> key;
    for (const catalog::Column &column : table.columns) {
        if (column.primaryKey != 0) {
            key.push_back(&column);
        }
    }
    std::sort(key.begin(), key.end(), [](auto *a, auto *b) { return a->primaryKey < b->primaryKey; });
    std::vector<std::string> names;
    for (const catalog::Column *column : key) {
        names.push_back(column->name);
    }
    return names;
}

void addReferences(const catalog::Table &child, const std::vector<catalog::Table> &tables,
                   std::vector<ReferenceThen> &out)
{
    for (const catalog::ForeignKey &key : child.foreignKeys) {
        const catalog::Table *parent = tableIn(tables, key.parentTable);
        if (parent == nullptr) {
            continue;
        }
        ReferenceThen reference{child.summary.name,
                                parent->summary.name,
                                key.columns,
                                key.parentColumns.empty() ? primaryKeyOf(*parent) : key.parentColumns,
                                {}};
        for (const std::string &name : reference.parentColumns) {
            const auto column =
                std::find_if(parent->columns.begin(), parent->columns.end(),
                             [&](const auto &known) { return sql::equalsIgnoringCase(known.name, name); });
            reference.collations.push_back(column != parent->columns.end() ? column->collation : "BINARY");
        }
        if (reference.columns.size() == reference.parentColumns.size()) {
            out.push_back(std::move(reference));
        }
    }
}

void addUniques(const catalog::Table &table, std::vector<UniqueThen> &out)
{
    for (const catalog::Index &index : table.indexes) {
        UniqueThen unique{table.summary.name, {}, {}};
        bool plain = index.unique && !index.partial &&
                     !(table.summary.withoutRowid && index.origin == catalog::IndexOrigin::PrimaryKey);
        for (const catalog::IndexColumn &column : index.columns) {
            plain = plain && !column.name.empty();
            unique.columns.push_back(column.name);
            unique.collations.push_back(column.collation);
        }
        if (plain) {
            out.push_back(std::move(unique));
        }
    }
}

} // namespace

ConstraintsThen ConstraintsThen::load(timeline::History &history, core::Scn scn, const core::JobContext &job)
{
    const auto point = history.at(scn);
    sqlite::ConnectionOptions options;
    options.uri = true;
    sqlite::Connection connection(point->uri(), options);
    connection.acceptUnknownCollations();
    const std::vector<catalog::Table> tables = catalog::loadSchema(connection, "main", job);
    ConstraintsThen constraints;
    for (const catalog::Table &table : tables) {
        addReferences(table, tables, constraints.references);
        addUniques(table, constraints.uniques);
    }
    return constraints;
}

std::string valuesIn(const TableThen &table, const std::vector<sqlite::Value> &row,
                     const std::vector<std::string> &columns, const std::vector<std::string> &collations)
{
    std::string out;
    for (std::size_t i = 0; i < columns.size() && !row.empty(); ++i) {
        const auto at = columnNamed(table, columns[i]);
        if (!at || std::holds_alternative<sqlite::Null>(row[*at])) {
            return {};
        }
        appendKey(row[*at], collations[i], out);
    }
    return out;
}

} // namespace strandline::flashback
