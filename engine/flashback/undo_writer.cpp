#include "engine/flashback/undo_writer.h"

#include "engine/flashback/row_identity.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace strandline::flashback {

using core::Error;
using core::ErrorCode;
using sqlite::quoteIdentifier;
using sqlite::Value;

UndoPass::UndoPass(const std::shared_ptr<timeline::History> &history, const UndoAnalysis &analysis,
                   const UndoPlan &plan, const std::set<std::string> &chosen, const core::JobContext &job)
    : m_history(history), m_analysis(analysis), m_plan(plan), m_chosen(chosen), m_job(job)
{
}

std::vector<UndoTable> UndoPass::pass()
{
    ChangeReader reader(m_history);
    for (const UndoTransaction &transaction : m_plan.transactions) {
        if (transaction.scn == m_plan.xid || m_plan.mode == UndoMode::Cascade) {
            m_scn = transaction.scn;
            reader.read(m_scn, m_scn, {}, *this, m_job);
        }
    }
    std::vector<UndoTable> tables;
    for (const auto &[key, known] : m_known) {
        tables.push_back(known.counts);
    }
    return tables;
}

UndoPass::Known &UndoPass::knownOf(const TableThen &table)
{
    Known &known = m_known[sql::toLowerAscii(table.name)];
    if (!known.rows) {
        auto now = tableNamed(*m_analysis.schemaNow(), table.name);
        known.counts.table = now->name;
        known.rows = std::make_unique<TableRows>(*m_history, std::move(now), m_analysis.end());
    }
    return known;
}

void UndoPass::row(const RowChange &change)
{
    const TableThen &table = change.table();
    if (m_chosen.count(sql::toLowerAscii(table.name)) == 0) {
        return;
    }
    const TrackedRow *tracked = m_analysis.find(table, identityOf(table, change.rowid, change.key));
    if (tracked == nullptr || tracked->first != m_scn) {
        return; // an earlier one of the transactions says what it shall be
    }
    if (++m_rows % 256 == 0) {
        m_job.checkStop();
        m_job.report(m_rows, 0, "rows");
    }
    Known &known = knownOf(table);
    if (m_plan.mode == UndoMode::NonConflictOnly && tracked->blocked) {
        ++known.counts.skipped;
        return;
    }
    const TableThen &now = *known.rows->table();
    Step step{now, change};
    step.there = now.withoutRowid ? known.rows->find(change.key) : known.rows->find(change.rowid);
    if (step.there) {
        step.now = known.rows->row();
    }
    step.target = targetOf(change, now, step.there, step.now);
    const bool same = step.there && step.target &&
                      std::equal(step.now.begin(), step.now.end(), step.target->begin(), step.target->end(),
                                 [](const Value &a, const std::optional<Value> &b) { return b && a == *b; });
    if (same || (!step.there && !step.target)) {
        return;
    }
    ++(!step.target ? known.counts.deletes : step.there ? known.counts.updates : known.counts.inserts);
    this->step(step);
}

std::optional<UndoPass::Target> UndoPass::targetOf(const RowChange &change, const TableThen &now, bool there,
                                                   const std::vector<Value> &current) const
{
    const bool force = m_plan.mode == UndoMode::Force;
    if (change.operation == RowOperation::Insert ||
        (force && change.operation == RowOperation::Update && !there)) {
        return std::nullopt;
    }
    Target target;
    for (std::size_t i = 0; i < now.columns.size(); ++i) {
        const auto old = columnNamed(*change.before, now.columns[i].name);
        const auto set = change.after ? columnNamed(*change.after, now.columns[i].name) : std::nullopt;
        const bool stays = force && change.operation == RowOperation::Update && old && set &&
                           change.oldRow[*old] == change.newRow[*set];
        if (old && !stays) {
            target.emplace_back(change.oldRow[*old]);
        } else if (there) {
            target.emplace_back(current[i]);
        } else {
            target.emplace_back();
        }
    }
    return target;
}

UndoTransactionScope::UndoTransactionScope(sqlite::Connection &connection)
    : m_transaction(prepared(connection))
{
}

sqlite::Connection &UndoTransactionScope::prepared(sqlite::Connection &connection)
{
    connection.execute("PRAGMA foreign_keys = OFF");
    connection.setTriggersFire(false);
    connection.setShadowTablesWritable(true);
    return connection;
}

UndoWriter::UndoWriter(sqlite::Connection &connection, const std::shared_ptr<timeline::History> &history,
                       const UndoAnalysis &analysis, const UndoPlan &plan,
                       const std::set<std::string> &chosen, const core::JobContext &job)
    : UndoPass(history, analysis, plan, chosen, job), m_connection(connection), m_analysis(analysis),
      m_chosen(chosen)
{
}

std::vector<UndoTable> UndoWriter::write()
{
    const std::int64_t broken = brokenReferences();
    std::vector<UndoTable> tables = pass();
    for (auto &[name, entry] : m_tables) {
        insertStored(entry.second, *entry.first);
    }
    if (brokenReferences() > broken) {
        throw Error(ErrorCode::Constraint,
                    "Nothing was changed: rows would be left without the parent that a foreign key demands, "
                    "because of commits before the transaction or ones that the history doesn't have yet.");
    }
    return tables;
}

// Of the tables that refer to those that are written, or are written.
std::int64_t UndoWriter::brokenReferences()
{
    std::set<std::string> children;
    for (const ReferenceThen &reference : m_analysis.constraints().references) {
        if (m_chosen.count(sql::toLowerAscii(reference.child)) != 0 ||
            m_chosen.count(sql::toLowerAscii(reference.parent)) != 0) {
            children.insert(reference.child);
        }
    }
    std::int64_t broken = 0;
    for (const std::string &child : children) {
        broken += m_connection.integer("SELECT count(*) FROM pragma_foreign_key_check(" +
                                       sqlite::quoteText(child) + ")");
    }
    return broken;
}

UndoWriter::Table &UndoWriter::tableOf(const TableThen &shape)
{
    const auto known = m_tables.find(shape.name);
    if (known != m_tables.end()) {
        return known->second.second;
    }
    auto &entry = m_tables[shape.name];
    entry.first = tableNamed(*m_analysis.schemaNow(), shape.name);
    Table &table = entry.second;
    table.name = "main." + quoteIdentifier(shape.name);
    std::string list;
    std::string places;
    std::string stored;
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
        list += (i == 0 ? "" : ", ") + quoteIdentifier(shape.columns[i].name);
        if (!shape.columns[i].generated) {
            stored += fmt::format(", c{}", i);
            places += ", ?";
            table.columns.push_back(i);
        }
    }
    std::vector<std::string> key;
    for (std::size_t i = 0; i < shape.keyCollations.size(); ++i) {
        key.push_back(fmt::format("{} COLLATE {} = ?", quoteIdentifier(shape.columns[shape.fields[i]].name),
                                  quoteIdentifier(shape.keyCollations[i])));
    }
    if (!shape.withoutRowid) {
        key.push_back(quoteIdentifier(*rowidName(shape)) + " = ?");
    }
    const std::string where = fmt::format(" FROM {} WHERE {}", table.name, fmt::join(key, " AND "));
    table.keep = fmt::format("strandline_undo_{}", m_tables.size());
    // whole: every column has its value
    m_connection.execute(fmt::format("CREATE TEMP TABLE {}(r, whole{})", table.keep, stored));
    table.read = m_connection.prepare(fmt::format("SELECT {}{}", list, where));
    table.remove = m_connection.prepare("DELETE" + where);
    table.store =
        m_connection.prepare(fmt::format("INSERT INTO temp.{} VALUES (?, ?{})", table.keep, places));
    return table;
}

void UndoWriter::step(const Step &step)
{
    Table &table = tableOf(step.table);
    checkNow(table, step);
    if (step.there) {
        table.remove.step();
        table.remove.reset();
    }
    if (step.target) {
        storeRow(table, step);
    }
}

// What is in the database must be what the history says: a commit that it doesn't have is not overwritten.
void UndoWriter::checkNow(Table &table, const Step &step)
{
    const RowChange &change = step.change;
    std::vector<Value> key = change.key;
    if (!step.table.withoutRowid) {
        key = {change.rowid};
    }
    table.read.reset();
    table.remove.reset();
    for (std::size_t i = 0; i < key.size(); ++i) {
        table.read.bind(static_cast<int>(i) + 1, key[i]);
        table.remove.bind(static_cast<int>(i) + 1, key[i]);
    }
    bool same = table.read.step() == step.there;
    for (std::size_t i = 0; i < step.now.size() && same; ++i) {
        same = table.read.value(static_cast<int>(i)) == step.now[i];
    }
    table.read.reset();
    if (!same) {
        throw Error(ErrorCode::Constraint,
                    fmt::format("Nothing was changed: row {} of {} was changed by a commit that the history "
                                "doesn't have yet. Let its recorder catch up, and try again.",
                                rowText(change), step.table.name));
    }
}

void UndoWriter::storeRow(Table &table, const Step &step)
{
    const Target &target = *step.target;
    const bool whole = std::all_of(table.columns.begin(), table.columns.end(),
                                   [&](std::size_t i) { return target[i].has_value(); });
    table.store.bind(1, step.change.rowid);
    table.store.bind(2, std::int64_t{whole ? 1 : 0});
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        table.store.bind(static_cast<int>(i) + 3, target[table.columns[i]].value_or(Value(sqlite::Null{})));
    }
    table.store.step();
    table.store.reset();
}

// Rows that come back take the defaults of columns that came since.
void UndoWriter::insertStored(const Table &table, const TableThen &shape)
{
    const auto then = [&](std::size_t column) {
        const auto tracked = m_analysis.tables().find(sql::toLowerAscii(shape.name));
        return columnNamed(*tracked->second.shape, shape.columns[column].name).has_value();
    };
    for (const bool whole : {true, false}) {
        std::vector<std::string> names;
        std::vector<std::string> values;
        if (!shape.withoutRowid && !shape.rowidColumn) {
            names.push_back(quoteIdentifier(*rowidName(shape)));
            values.emplace_back("r");
        }
        for (const std::size_t column : table.columns) {
            if (whole || then(column)) {
                names.push_back(quoteIdentifier(shape.columns[column].name));
                values.push_back(fmt::format("c{}", column));
            }
        }
        m_connection.execute(
            fmt::format("INSERT OR ABORT INTO {} ({}) SELECT {} FROM temp.{} WHERE whole = {}", table.name,
                        fmt::join(names, ", "), fmt::join(values, ", "), table.keep, whole ? 1 : 0));
    }
}

} // namespace strandline::flashback
