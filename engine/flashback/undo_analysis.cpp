#include "engine/flashback/undo_analysis.h"

#include "engine/flashback/row_identity.h"
#include "engine/flashback/row_sql.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>

namespace strandline::flashback {

using core::Scn;

namespace {

constexpr std::size_t changesKept = 20000; // of a commit that may turn out to depend

bool isOf(const TableThen &table, const std::string &name)
{
    return sql::equalsIgnoringCase(table.name, name);
}

std::string identityIn(const RowChange &change)
{
    return identityOf(change.table(), change.rowid, change.key);
}

} // namespace

std::string rowText(const RowChange &change)
{
    if (!change.table().withoutRowid) {
        return std::to_string(change.rowid);
    }
    std::string text;
    for (const sqlite::Value &value : change.key) {
        text += (text.empty() ? "" : ", ") + literalOf(value);
    }
    return text;
}

UndoAnalysis::UndoAnalysis(const std::shared_ptr<timeline::History> &history, Scn xid, std::size_t listed,
                           const core::JobContext &job)
    : m_history(history), m_xid(xid), m_listed(listed), m_job(job), m_end(history->currentScn()),
      m_now(loadSchema(*history, m_end, nullptr)), m_constraints(ConstraintsThen::load(*history, m_end, job)),
      m_parentsGone(m_constraints.references.size()), m_parentsNeeded(m_constraints.references.size()),
      m_uniqueNeeded(m_constraints.uniques.size()), m_ownChildren(m_constraints.references.size()),
      m_ownParents(m_constraints.references.size())
{
}

void UndoAnalysis::run()
{
    ChangeReader(m_history).read(m_xid, m_end, {}, *this, m_job);
    spreadBlocks();
}

const TrackedRow *UndoAnalysis::find(const TableThen &table, const std::string &identity) const
{
    const auto known = m_tables.find(sql::toLowerAscii(table.name));
    if (known == m_tables.end()) {
        return nullptr;
    }
    const auto row = known->second.rows.find(identity);
    return row != known->second.rows.end() ? &row->second : nullptr;
}

void UndoAnalysis::begin(const CommitHead &head)
{
    m_scn = head.commit.scn;
    m_changes.clear();
    m_overflowed = false;
    m_depends = m_scn == m_xid;
    m_direct = false;
}

void UndoAnalysis::row(const RowChange &change)
{
    const TableThen &table = change.table();
    if (table.internal) {
        return; // counters and statistics go on
    }
    if (m_rereading || m_scn == m_xid) {
        track(change);
        return;
    }
    if (!table.virtualTable.empty()) {
        return; // see noteWholeTables()
    }
    check(change);
    if (m_changes.size() < changesKept) {
        m_changes.push_back(change);
    } else {
        m_overflowed = true;
    }
}

void UndoAnalysis::end(const CommitHead &head, const std::vector<TableChanges> &tables)
{
    if (m_rereading) {
        return;
    }
    noteWholeTables(head, tables);
    if (!m_depends) {
        return;
    }
    UndoTransaction transaction{m_scn, head.commit.timeTo, head.commit.gap, m_direct, 0};
    for (const TableChanges &changes : tables) {
        transaction.rows += changes.table().internal ? 0 : changes.rows();
    }
    transactions.push_back(transaction);
    if (m_scn == m_xid) {
        return;
    }
    if (!m_overflowed) {
        for (const RowChange &change : m_changes) {
            track(change);
        }
        return;
    }
    m_rereading = true;
    ChangeReader(m_history).read(m_scn, m_scn, {}, *this, m_job);
    m_rereading = false;
}

void UndoAnalysis::noteWholeTables(const CommitHead &head, const std::vector<TableChanges> &tables)
{
    for (const TableChanges &changes : tables) {
        const auto known = m_tables.find(sql::toLowerAscii(changes.table().name));
        if (known == m_tables.end() || m_scn == m_xid) {
            continue;
        }
        if (changes.rowidsRenumbered && !known->second.renumbered) {
            known->second.renumbered = m_scn;
        }
        if (!changes.table().virtualTable.empty() && !known->second.touchedLater) {
            known->second.touchedLater = m_scn;
        }
    }
    for (const SchemaChange &change : head.schema) {
        const SchemaEntry &entry = change.after ? *change.after : *change.before;
        if (m_scn == m_xid && entry.type == "table" && !entry.name.starts_with("sqlite_")) {
            TrackedTable &table = m_tables[sql::toLowerAscii(entry.name)];
            table.name = entry.name;
            table.definition = true;
        }
    }
}

void UndoAnalysis::check(const RowChange &change)
{
    checkRow(change);
    checkReferences(change);
    checkUnique(change);
}

void UndoAnalysis::checkRow(const RowChange &change)
{
    const std::string identity = identityIn(change);
    if (const TrackedRow *row = find(change.table(), identity)) {
        const Scn on = row->last;
        m_direct = m_direct || row->own;
        depends(change, DependencyKind::Row,
                {sql::toLowerAscii(change.table().name), identity, rowText(change), on});
    }
}

// A new child of a row that would go; a parent gone that a row would come back to.
void UndoAnalysis::checkReferences(const RowChange &change)
{
    const TableThen &table = change.table();
    for (std::size_t i = 0; i < m_constraints.references.size(); ++i) {
        const ReferenceThen &reference = m_constraints.references[i];
        if (change.after && isOf(table, reference.child) && !m_parentsGone[i].empty()) {
            const std::string values =
                valuesIn(*change.after, change.newRow, reference.columns, reference.collations);
            const auto gone = m_parentsGone[i].find(values);
            const bool kept =
                !change.oldRow.empty() &&
                values == valuesIn(*change.before, change.oldRow, reference.columns, reference.collations);
            if (!values.empty() && !kept && gone != m_parentsGone[i].end()) {
                depends(change, DependencyKind::ChildRow, gone->second);
            }
        }
        if (change.before && isOf(table, reference.parent) && !m_parentsNeeded[i].empty()) {
            const std::string values =
                valuesIn(*change.before, change.oldRow, reference.parentColumns, reference.collations);
            const auto [first, last] = m_parentsNeeded[i].equal_range(values);
            const bool kept =
                !change.newRow.empty() && values == valuesIn(*change.after, change.newRow,
                                                             reference.parentColumns, reference.collations);
            for (auto needed = first; needed != last && !values.empty() && !kept; ++needed) {
                depends(change, DependencyKind::ParentRow, needed->second);
            }
        }
    }
}

void UndoAnalysis::checkUnique(const RowChange &change)
{
    for (std::size_t i = 0; i < m_constraints.uniques.size(); ++i) {
        const UniqueThen &unique = m_constraints.uniques[i];
        if (!change.after || !isOf(change.table(), unique.table) || m_uniqueNeeded[i].empty()) {
            continue;
        }
        const std::string values = valuesIn(*change.after, change.newRow, unique.columns, unique.collations);
        const auto needed = m_uniqueNeeded[i].find(values);
        if (!values.empty() && needed != m_uniqueNeeded[i].end() &&
            needed->second.identity != identityIn(change)) {
            depends(change, DependencyKind::UniqueKey, needed->second);
        }
    }
}

void UndoAnalysis::depends(const RowChange &change, DependencyKind kind, const Source &on)
{
    m_depends = true;
    TrackedRow &row = m_tables[on.table].rows[on.identity];
    row.blocked = row.blocked || row.own;
    m_direct = m_direct || on.transaction == m_xid;
    ++dependencyCount;
    if (dependencies.size() < m_listed) {
        dependencies.push_back({m_scn, on.transaction, kind, change.table().name, rowText(change),
                                change.operation, m_tables[on.table].name, on.text});
    }
}

void UndoAnalysis::track(const RowChange &change)
{
    const TableThen &shape = change.table();
    const std::string name = sql::toLowerAscii(shape.name);
    TrackedTable &table = m_tables[name];
    if (!table.shape) {
        table.name = shape.name;
        table.shape = change.before ? change.before : change.after;
    }
    const bool own = m_scn == m_xid;
    const Source source{name, identityIn(change), rowText(change), m_scn};
    TrackedRow &row =
        table.rows.try_emplace(source.identity, TrackedRow{m_scn, m_scn, own, false}).first->second;
    row.last = m_scn;
    table.own += own ? 1 : 0;
    trackKeys(change, source);
}

void UndoAnalysis::trackKeys(const RowChange &change, const Source &source)
{
    const auto oldValues = [&](const auto &columns, const auto &collations) {
        return change.before ? valuesIn(*change.before, change.oldRow, columns, collations) : std::string();
    };
    const auto newValues = [&](const auto &columns, const auto &collations) {
        return change.after ? valuesIn(*change.after, change.newRow, columns, collations) : std::string();
    };
    for (std::size_t i = 0; i < m_constraints.references.size(); ++i) {
        const ReferenceThen &reference = m_constraints.references[i];
        if (isOf(change.table(), reference.parent)) {
            const std::string old = oldValues(reference.parentColumns, reference.collations);
            const std::string now = newValues(reference.parentColumns, reference.collations);
            if (!now.empty() && now != old) {
                m_parentsGone[i].emplace(now, source);
            }
            if (!old.empty() && now != old && m_scn == m_xid) {
                m_ownParents[i].emplace(old, source);
            }
        }
        if (isOf(change.table(), reference.child)) {
            const std::string old = oldValues(reference.columns, reference.collations);
            const std::string now = newValues(reference.columns, reference.collations);
            if (!old.empty() && old != now) {
                m_parentsNeeded[i].emplace(old, source);
            }
            if (!now.empty() && now != old && m_scn == m_xid) {
                m_ownChildren[i].emplace(now, source);
            }
        }
    }
    for (std::size_t i = 0; i < m_constraints.uniques.size(); ++i) {
        const UniqueThen &unique = m_constraints.uniques[i];
        if (isOf(change.table(), unique.table)) {
            const std::string old = oldValues(unique.columns, unique.collations);
            if (!old.empty() && old != newValues(unique.columns, unique.collations)) {
                m_uniqueNeeded[i].emplace(old, source);
            }
        }
    }
}

// Where a row of the transaction can't be taken back, those that stand or fall with it can't either: the new
// parent of a child that stays, the child whose parent doesn't come back.
void UndoAnalysis::spreadBlocks()
{
    const auto blocked = [this](const Source &source) -> bool & {
        return m_tables[source.table].rows[source.identity].blocked;
    };
    for (bool again = true; again;) {
        again = false;
        const auto spread = [&](const Source &from, const Source &to) {
            if (blocked(from) && !blocked(to)) {
                blocked(to) = true;
                again = true;
            }
        };
        for (std::size_t i = 0; i < m_ownChildren.size(); ++i) {
            for (const auto &[values, child] : m_ownChildren[i]) {
                const auto parent = m_parentsGone[i].find(values);
                if (parent != m_parentsGone[i].end() && parent->second.transaction == m_xid) {
                    spread(child, parent->second);
                }
            }
            for (const auto &[values, child] : m_parentsNeeded[i]) {
                const auto parent = m_ownParents[i].find(values);
                if (parent != m_ownParents[i].end() && child.transaction == m_xid) {
                    spread(parent->second, child);
                }
            }
        }
    }
}

} // namespace strandline::flashback
