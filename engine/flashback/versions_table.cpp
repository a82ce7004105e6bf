#include "engine/flashback/versions_table.h"

#include "engine/core/hash.h"
#include "engine/flashback/generated_columns.h"
#include "engine/flashback/read_ahead.h"
#include "engine/flashback/row_identity.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::flashback {

using core::Scn;
using sqlite::Condition;
using sqlite::Null;
using sqlite::Value;

// For ReadAhead.
static std::size_t bytesOf(const RowVersion &version)
{
    std::size_t bytes = 0;
    for (const Value &value : version.row) {
        if (const auto *text = std::get_if<std::string>(&value)) {
            bytes += text->size();
        } else if (const auto *blob = std::get_if<core::Bytes>(&value)) {
            bytes += blob->size();
        }
    }
    return bytes;
}

namespace {

using History = std::shared_ptr<timeline::History>;

enum class Pseudo
{
    Rowid,
    StartScn,
    StartTime,
    EndScn,
    EndTime,
    Xid,
    Operation,
};

struct PseudoColumn
{
    Pseudo what;
    const char *name;
    const char *type;
};

constexpr std::array<PseudoColumn, 9> pseudoColumns{{
    {Pseudo::Rowid, "rowid", "INTEGER"},
    {Pseudo::Rowid, "_rowid_", "INTEGER"},
    {Pseudo::Rowid, "oid", "INTEGER"},
    {Pseudo::StartScn, "versions_startscn", "INTEGER"},
    {Pseudo::StartTime, "versions_starttime", "TEXT"},
    {Pseudo::EndScn, "versions_endscn", "INTEGER"},
    {Pseudo::EndTime, "versions_endtime", "TEXT"},
    {Pseudo::Xid, "versions_xid", "INTEGER"},
    {Pseudo::Operation, "versions_operation", "TEXT"},
}};

// What a scan makes use of: ScanPlan::number.
constexpr int byKey = 1;
constexpr int changedOnly = 2;

const char *letterOf(RowOperation operation)
{
    return operation == RowOperation::Insert ? "I" : operation == RowOperation::Update ? "U" : "D";
}

struct ShownColumn
{
    std::string name;
    std::string type;
    std::string collation;
    std::optional<std::size_t> stored; // its place in TableThen::columns; nothing: it is computed
};

// In the table's order.
std::vector<ShownColumn> columnsOf(const TableThen &table)
{
    std::vector<ShownColumn> columns;
    auto computed = table.virtualColumns.begin();
    for (std::size_t i = 0; i <= table.columns.size(); ++i) {
        for (; computed != table.virtualColumns.end() && computed->place == i; ++computed) {
            columns.push_back({computed->name, computed->type, computed->collation, std::nullopt});
        }
        if (i < table.columns.size()) {
            const ColumnThen &column = table.columns[i];
            columns.push_back({column.name, column.type, column.collation, i});
        }
    }
    return columns;
}

// What the table and its scans share; constant.
struct Shape
{
    History history;
    std::shared_ptr<const TableThen> table;
    VersionRange range;
    std::vector<ShownColumn> columns;
    std::vector<PseudoColumn> pseudo; // behind the table's columns

    // Nothing: it is one of the table's columns.
    std::optional<Pseudo> pseudoAt(std::size_t column) const
    {
        return column < columns.size() ? std::nullopt : std::optional(pseudo[column - columns.size()].what);
    }
};

class Forward final : public VersionSink
{
public:
    explicit Forward(const ReadAhead<RowVersion>::Give &give) : m_give(give) {}
    void version(RowVersion &&version) override { m_give(std::move(version)); }

private:
    const ReadAhead<RowVersion>::Give &m_give;
};

// What a scan's thread does.
auto reading(const std::shared_ptr<const Shape> &shape, VersionOptions options)
{
    return [shape, options = std::move(options)](const ReadAhead<RowVersion>::Give &give,
                                                 const core::JobContext &job) {
        Forward sink(give);
        readVersions(shape->history, shape->table->name, shape->range, options, sink, job);
    };
}

class VersionsScan final : public sqlite::TableScan
{
public:
    VersionsScan(std::shared_ptr<const Shape> shape, VersionOptions options, const std::stop_token &stop)
        : m_shape(std::move(shape)), m_queue(reading(m_shape, std::move(options)), stop)
    {
    }

    bool next() override
    {
        if (!m_queue.next(m_version)) {
            return false;
        }
        m_computed.reset();
        if (m_version.table != m_matched) {
            m_matched = m_version.table;
            m_generated.reset();
            m_columns.clear();
            for (const ShownColumn &column : m_shape->columns) {
                m_columns.push_back(columnNamed(*m_matched, column.name));
            }
        }
        return true;
    }

    Value value(std::size_t column) const override
    {
        const auto pseudo = m_shape->pseudoAt(column);
        if (!pseudo) {
            return m_columns[column] ? m_version.row[*m_columns[column]] : computed(column);
        }
        switch (*pseudo) {
        case Pseudo::Rowid:
            return m_version.table->withoutRowid ? Value(Null{}) : Value(m_version.rowid);
        case Pseudo::StartScn:
        case Pseudo::Xid:
            return scn(m_version.start);
        case Pseudo::StartTime:
            return time(m_version.start);
        case Pseudo::EndScn:
            return scn(m_version.end);
        case Pseudo::EndTime:
            return time(m_version.end);
        case Pseudo::Operation:
            break;
        }
        return m_version.operation ? Value(std::string(letterOf(*m_version.operation))) : Value(Null{});
    }

    std::int64_t rowid() const override
    {
        const std::string identity = identityOf(*m_version.table, m_version.rowid, m_version.key);
        const bool deleted = m_version.operation == RowOperation::Delete;
        return static_cast<std::int64_t>(
            core::hash64({reinterpret_cast<const std::uint8_t *>(identity.data()), identity.size()},
                         m_version.start.value * 2 + (deleted ? 1 : 0)));
    }

private:
    static Value scn(Scn scn) { return scn ? Value(static_cast<std::int64_t>(scn.value)) : Value(Null{}); }
    Value time(Scn scn) const
    {
        return scn ? Value(core::formatTime(m_shape->history->timeOf(scn))) : Value(Null{});
    }

    // Of a column that the version doesn't have stored: NULL where it hadn't the column at all.
    Value computed(std::size_t column) const
    {
        const std::vector<VirtualColumn> &known = m_matched->virtualColumns;
        const auto found = std::find_if(known.begin(), known.end(), [&](const VirtualColumn &one) {
            return sql::equalsIgnoringCase(one.name, m_shape->columns[column].name);
        });
        if (found == known.end()) {
            return Null{};
        }
        if (!m_generated) {
            m_generated = std::make_unique<GeneratedColumns>(m_matched);
        }
        if (!m_computed) {
            m_computed = m_generated->compute(m_version.row);
        }
        return (*m_computed)[static_cast<std::size_t>(found - known.begin())];
    }

    const std::shared_ptr<const Shape> m_shape;
    ReadAhead<RowVersion> m_queue;
    RowVersion m_version;
    std::shared_ptr<const TableThen> m_matched;        // which table m_columns belongs to
    std::vector<std::optional<std::size_t>> m_columns; // for each of the shape: its place in a version's row
    // What is computed when it is asked for.
    mutable std::unique_ptr<GeneratedColumns> m_generated; // of m_matched
    mutable std::optional<std::vector<Value>> m_computed;  // of m_version
};

class VersionsTable final : public sqlite::ComputedTable
{
public:
    explicit VersionsTable(std::shared_ptr<const Shape> shape) : m_shape(std::move(shape)) {}

    std::string declaration() const override
    {
        std::string out;
        for (const ShownColumn &column : m_shape->columns) {
            out += fmt::format(
                "{}{} {}{}", out.empty() ? "(" : ", ", sqlite::quoteIdentifier(column.name), column.type,
                column.collation.empty() ? std::string()
                                         : " COLLATE " + sqlite::quoteIdentifier(column.collation));
        }
        for (const PseudoColumn &column : m_shape->pseudo) {
            out += fmt::format(", {} {} HIDDEN", column.name, column.type);
        }
        return out + ")";
    }

    sqlite::ScanPlan plan(const std::vector<Condition> &conditions) const override
    {
        sqlite::ScanPlan plan;
        plan.cost = 1e7;
        for (const Condition &condition : conditions) {
            const auto pseudo = m_shape->pseudoAt(condition.column);
            if (pseudo && *pseudo != Pseudo::Rowid && *pseudo != Pseudo::EndScn &&
                *pseudo != Pseudo::EndTime) {
                plan.number = changedOnly; // NULL, as it is before the range, meets no condition
                plan.cost = 1e5;
                plan.rows = 1e4;
            }
        }
        if (auto used = keyConditions(conditions)) {
            plan.number |= byKey;
            plan.used = std::move(*used);
            plan.cost = 100;
            plan.rows = 5;
        }
        return plan;
    }

    std::unique_ptr<sqlite::TableScan> scan(const sqlite::ScanRequest &request) override
    {
        VersionOptions options;
        options.changedOnly = (request.plan & changedOnly) != 0;
        if ((request.plan & byKey) != 0) {
            options.key = keyOf(request.values);
        }
        return std::make_unique<VersionsScan>(m_shape, std::move(options), request.stop);
    }

private:
    // The conditions that name one row, in the key's order. Nothing: they don't. (What VACUUM may renumber is
    // no name of a row.)
    std::optional<std::vector<std::size_t>> keyConditions(const std::vector<Condition> &conditions) const
    {
        const TableThen &table = *m_shape->table;
        if (table.unstableRowids()) {
            return std::nullopt;
        }
        std::vector<std::size_t> used;
        for (std::size_t part = 0; part < std::max<std::size_t>(1, table.keyCollations.size()); ++part) {
            const auto found =
                std::find_if(conditions.begin(), conditions.end(), [&](const Condition &condition) {
                    if (condition.kind != Condition::Kind::Equal) {
                        return false;
                    }
                    const auto pseudo = m_shape->pseudoAt(condition.column);
                    const auto stored = pseudo ? std::nullopt : m_shape->columns[condition.column].stored;
                    if (table.withoutRowid) {
                        return stored == table.fields[part] &&
                               sql::equalsIgnoringCase(condition.collation, table.keyCollations[part]);
                    }
                    return pseudo ? *pseudo == Pseudo::Rowid : stored && stored == table.rowidColumn;
                });
            if (found == conditions.end()) {
                return std::nullopt;
            }
            used.push_back(static_cast<std::size_t>(found - conditions.begin()));
        }
        return used;
    }

    // Nothing where a value is not of the kind that is stored: SQLite may convert it before it compares.
    std::optional<RowKey> keyOf(const std::vector<Value> &values) const
    {
        const TableThen &table = *m_shape->table;
        if (!table.withoutRowid) {
            const auto *rowid = std::get_if<std::int64_t>(&values.at(0));
            return rowid != nullptr ? std::optional<RowKey>(*rowid) : std::nullopt;
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::string type = sql::toUpperAscii(table.columns[table.fields[i]].type);
            const bool text =
                std::holds_alternative<std::string>(values[i]) &&
                (type.find("CHAR") != std::string::npos || type.find("TEXT") != std::string::npos);
            const bool integer =
                std::holds_alternative<std::int64_t>(values[i]) && type.find("INT") != std::string::npos;
            if (!type.empty() && !text && !integer) {
                return std::nullopt;
            }
            const std::string collation = sql::toUpperAscii(table.keyCollations[i]);
            if (collation != "BINARY" && collation != "NOCASE" && collation != "RTRIM") {
                return std::nullopt;
            }
        }
        return values;
    }

    const std::shared_ptr<const Shape> m_shape;
};

} // namespace

std::shared_ptr<sqlite::ComputedTable>
makeVersionsTable(History history, std::shared_ptr<const TableThen> table, const VersionRange &range)
{
    std::vector<ShownColumn> columns = columnsOf(*table);
    auto shape =
        std::make_shared<Shape>(Shape{std::move(history), std::move(table), range, std::move(columns), {}});
    for (const PseudoColumn &column : pseudoColumns) {
        const bool rowid = column.what == Pseudo::Rowid;
        const bool hidden =
            std::any_of(shape->columns.begin(), shape->columns.end(), [&](const ShownColumn &known) {
                return sql::equalsIgnoringCase(known.name, column.name);
            });
        if (!hidden && !(rowid && shape->table->withoutRowid)) {
            shape->pseudo.push_back(column);
        }
    }
    return std::make_shared<VersionsTable>(std::move(shape));
}

} // namespace strandline::flashback
