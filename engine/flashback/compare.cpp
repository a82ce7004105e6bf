#include "engine/flashback/compare.h"

#include "engine/flashback/row_identity.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <map>

namespace strandline::flashback {

using core::Scn;

namespace {

std::string textOf(const ColumnThen &column)
{
    std::string text = column.type;
    const auto add = [&text](const std::string &part) { text += (text.empty() ? "" : " ") + part; };
    if (column.primaryKey != 0) {
        add("PRIMARY KEY");
    }
    if (!std::holds_alternative<sqlite::Null>(column.byDefault)) {
        add("DEFAULT " + sqlite::quoteLiteral(column.byDefault));
    }
    if (!column.collation.empty() && !sql::equalsIgnoringCase(column.collation, "BINARY")) {
        add("COLLATE " + column.collation);
    }
    return text;
}

std::vector<ColumnDifference> columnsOf(const TableThen &before, const TableThen &after)
{
    std::vector<ColumnDifference> out;
    for (const ColumnThen &column : after.columns) {
        const auto old = columnNamed(before, column.name);
        const std::string now = textOf(column);
        const std::string was = old ? textOf(before.columns[*old]) : std::string();
        if (!old || was != now) {
            out.push_back({column.name, was, now, old.has_value(), true});
        }
    }
    for (const ColumnThen &column : before.columns) {
        if (!columnNamed(after, column.name)) {
            out.push_back({column.name, textOf(column), {}, true, false});
        }
    }
    return out;
}

class Counter final : public ChangeSink
{
public:
    Counter(const SchemaThen &before, const SchemaThen &after, Comparison &out)
        : m_before(before), m_after(after), m_out(out)
    {
    }

    void begin(const CommitHead &head) override
    {
        for (const SchemaChange &change : head.schema) {
            SchemaDifference difference{change, {}};
            if (change.before && change.after && change.after->type == "table") {
                const auto old = m_before.tables.find(change.before->name);
                const auto now = m_after.tables.find(change.after->name);
                if (old != m_before.tables.end() && now != m_after.tables.end()) {
                    difference.columns = columnsOf(*old->second, *now->second);
                }
            }
            m_out.schema.push_back(std::move(difference));
        }
    }

    void row(const RowChange &change) override
    {
        if (change.operation != RowOperation::Update) {
            return;
        }
        auto &counts = m_columns[change.table().name];
        counts.resize(change.after->columns.size());
        for (std::size_t i = 0; i < counts.size(); ++i) {
            const auto old = columnNamed(*change.before, change.after->columns[i].name);
            counts[i] += old && change.oldRow[*old] != change.newRow[i] ? 1 : 0;
        }
    }

    void end(const CommitHead & /*head*/, const std::vector<TableChanges> &tables) override
    {
        for (const TableChanges &changes : tables) {
            TableDifference table{changes.before,          changes.after,   changes.inserts,
                                  changes.deletes,         changes.updates, {},
                                  changes.rowidsRenumbered};
            const std::vector<std::uint64_t> &counts = m_columns[changes.table().name];
            for (std::size_t i = 0; i < counts.size(); ++i) {
                if (counts[i] > 0) {
                    table.columns.push_back({changes.after->columns[i].name, counts[i]});
                }
            }
            m_out.tables.push_back(std::move(table));
        }
    }

private:
    const SchemaThen &m_before;
    const SchemaThen &m_after;
    Comparison &m_out;
    std::map<std::string, std::vector<std::uint64_t>> m_columns; // rows that differ, by table
};

} // namespace

Comparison comparePoints(const std::shared_ptr<timeline::History> &history, Scn from, Scn to,
                         const std::string &table, const core::JobContext &job)
{
    Comparison out;
    out.from = from;
    out.to = to;
    const auto before = loadSchema(*history, from, nullptr);
    const auto after = loadSchema(*history, to, before.get());
    Counter counter(*before, *after, out);
    ChangeOptions options;
    options.table = table;
    ChangeReader(history).readBetween(from, to, options, counter, job);
    if (!table.empty()) {
        std::erase_if(out.schema, [&](const SchemaDifference &difference) {
            const auto &[old, now] = std::pair(difference.change.before, difference.change.after);
            return !(old && sql::equalsIgnoringCase(old->table, table)) &&
                   !(now && sql::equalsIgnoringCase(now->table, table));
        });
    }
    std::sort(out.schema.begin(), out.schema.end(), [](const SchemaDifference &a, const SchemaDifference &b) {
        return std::pair(a.entry().type, a.entry().name) < std::pair(b.entry().type, b.entry().name);
    });
    return out;
}

} // namespace strandline::flashback
