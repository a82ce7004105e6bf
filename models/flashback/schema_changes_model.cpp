#include "models/flashback/schema_changes_model.h"

#include "models/rows/cell_roles.h"

namespace strandline::flashback {

using rows::RowMark;

namespace {

RowMark markOf(const SchemaChange &change)
{
    return !change.before ? RowMark::Inserted : !change.after ? RowMark::Deleted : RowMark::Updated;
}

QString sqlOf(const std::optional<SchemaEntry> &entry)
{
    return entry ? QString::fromStdString(entry->sql).simplified() : QString();
}

} // namespace

int SchemaChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_changes.size());
}

int SchemaChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SchemaChangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const SchemaChange &change = m_changes[static_cast<std::size_t>(index.row())];
    const SchemaEntry &entry = change.after ? *change.after : *change.before;
    const RowMark mark = markOf(change);
    const bool statement = index.column() == BeforeColumn || index.column() == AfterColumn;
    switch (role) {
    case rows::RowMarkRole:
        return static_cast<int>(mark);
    case rows::CellChangedRole:
        return mark != RowMark::Updated || statement;
    case Qt::ToolTipRole:
        if (statement) {
            const auto &side = index.column() == BeforeColumn ? change.before : change.after;
            return side ? QString::fromStdString(side->sql) : QString();
        }
        return {};
    case Qt::DisplayRole:
    case rows::ValueRole:
        break;
    default:
        return {};
    }
    switch (index.column()) {
    case WhatColumn:
        return mark == RowMark::Inserted  ? tr("+ made")
               : mark == RowMark::Deleted ? tr("− dropped")
                                          : tr("~ changed");
    case KindColumn:
        return entry.type == "table"   ? tr("table")
               : entry.type == "index" ? tr("index")
               : entry.type == "view"  ? tr("view")
                                       : tr("trigger");
    case NameColumn:
        return QString::fromStdString(entry.name);
    case BeforeColumn:
        return sqlOf(change.before);
    case AfterColumn:
        return sqlOf(change.after);
    default:
        return {};
    }
}

QVariant SchemaChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole) {
        return {};
    }
    if (orientation == Qt::Vertical) {
        return section + 1;
    }
    switch (section) {
    case WhatColumn:
        return tr("What");
    case KindColumn:
        return tr("Kind");
    case NameColumn:
        return tr("Name");
    case BeforeColumn:
        return tr("Before");
    case AfterColumn:
        return tr("After");
    default:
        return {};
    }
}

void SchemaChangesModel::show(std::vector<SchemaChange> changes)
{
    beginResetModel();
    m_changes = std::move(changes);
    endResetModel();
}

} // namespace strandline::flashback
