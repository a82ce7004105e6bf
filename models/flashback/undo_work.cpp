#include "models/flashback/undo_work.h"

#include "models/text/quantities.h"

namespace strandline::flashback {

UndoWork::UndoWork(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_planning(new task::TaskRunner(session->tasks(), this)),
      m_running(new task::TaskRunner(session->tasks(), this))
{
    for (task::TaskRunner *runner : {m_planning, m_running}) {
        connect(runner, &task::TaskRunner::failed, this, &UndoWork::failed);
        connect(runner, &task::TaskRunner::runningChanged, this, &UndoWork::changed);
    }
}

void UndoWork::plan(core::Scn xid, UndoMode mode)
{
    if (!m_session->database()) {
        return;
    }
    m_planning->run(
        tr("Looking what undoing %1 would change").arg(text::scn(xid)),
        [database = m_session->database(), xid, mode](const core::JobContext &job) {
            UndoOptions options;
            options.mode = mode;
            return planUndoTransaction(database->history(), xid, options, job);
        },
        [this](const UndoPlan &plan) { emit planned(plan); });
}

void UndoWork::run(core::Scn xid, UndoMode mode)
{
    if (!m_session->database() || running()) {
        return;
    }
    m_planning->discard();
    m_running->run(
        tr("Undoing transaction %1").arg(text::number(xid.value)),
        [database = m_session->database(), xid, mode](const core::JobContext &job) {
            UndoOptions options;
            options.mode = mode;
            session::Lease lease = database->lease(session::LeaseKind::Write);
            lease.discardAfterUse(); // it is for nothing else afterwards
            return runUndoTransaction(lease.connection(), database->history(), xid, options, job);
        },
        [this](const UndoPlan &plan) {
            m_session->recording()->refresh();
            emit undone(plan);
        });
}

void UndoWork::stop()
{
    m_planning->discard();
}

int UndoTablesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tables.size());
}

int UndoTablesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant UndoTablesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((index.column() == TableColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const UndoTable &table = m_tables[static_cast<std::size_t>(index.row())];
    switch (index.column()) {
    case TableColumn:
        return QString::fromStdString(table.table);
    case InsertsColumn:
        return text::number(table.inserts);
    case UpdatesColumn:
        return text::number(table.updates);
    case DeletesColumn:
        return text::number(table.deletes);
    default:
        return text::number(table.skipped);
    }
}

QVariant UndoTablesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((section == TableColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case TableColumn:
        return tr("Table");
    case InsertsColumn:
        return tr("+ rows come back");
    case UpdatesColumn:
        return tr("~ get old values");
    case DeletesColumn:
        return tr("− rows go");
    default:
        return tr("left as they are");
    }
}

void UndoTablesModel::show(std::vector<UndoTable> tables)
{
    beginResetModel();
    m_tables = std::move(tables);
    endResetModel();
}

int UndoDependenciesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_dependencies.size());
}

int UndoDependenciesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant UndoDependenciesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole) {
        return {};
    }
    const Dependency &of = at(index.row());
    const auto rowOf = [](const std::string &table, const std::string &row) {
        return tr("%1, row %2").arg(QString::fromStdString(table), QString::fromStdString(row));
    };
    switch (index.column()) {
    case TransactionColumn:
        return text::scn(of.transaction);
    case WhatColumn:
        switch (of.kind) {
        case DependencyKind::Row:
            return of.operation == RowOperation::Insert   ? tr("inserted the row again")
                   : of.operation == RowOperation::Delete ? tr("deleted the row")
                                                          : tr("changed the row");
        case DependencyKind::ChildRow:
            return tr("put a row that points to it");
        case DependencyKind::ParentRow:
            return tr("took away the row that it points to");
        case DependencyKind::UniqueKey:
            break;
        }
        return tr("took a value that must be unique");
    case RowColumn:
        return rowOf(of.table, of.row);
    default:
        return of.kind == DependencyKind::Row && of.table == of.onTable
                   ? text::scn(of.on)
                   : tr("%1: %2").arg(text::scn(of.on), rowOf(of.onTable, of.onRow));
    }
}

QVariant UndoDependenciesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case TransactionColumn:
        return tr("Later transaction");
    case WhatColumn:
        return tr("What it did");
    case RowColumn:
        return tr("Its row");
    default:
        return tr("Depends on");
    }
}

void UndoDependenciesModel::show(std::vector<Dependency> dependencies)
{
    beginResetModel();
    m_dependencies = std::move(dependencies);
    endResetModel();
}

} // namespace strandline::flashback
