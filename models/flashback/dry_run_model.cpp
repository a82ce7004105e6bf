#include "models/flashback/dry_run_model.h"

#include "models/text/quantities.h"

namespace strandline::flashback {

using rows::RowMark;

namespace {

QString fromEngine(const std::string &text)
{
    return QString::fromStdString(text);
}

} // namespace

int DryRunModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int DryRunModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DryRunModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Line &line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case rows::ValueRole:
        return index.column() == WhatColumn   ? line.what
               : index.column() == NoteColumn ? line.note.simplified()
               : line.rows                    ? text::number(*line.rows)
                                              : QString();
    case Qt::ToolTipRole:
        return index.column() == NoteColumn ? line.note : QString();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue((index.column() == RowsColumn ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    case rows::RowMarkRole:
        return static_cast<int>(line.mark);
    case rows::CellChangedRole:
        return index.column() == WhatColumn && line.mark != RowMark::None;
    default:
        return {};
    }
}

QVariant DryRunModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal && section == RowsColumn) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == WhatColumn ? tr("What happens") : section == RowsColumn ? tr("Rows") : tr("Note");
}

void DryRunModel::show(const TablePlan &plan)
{
    std::vector<Line> lines;
    for (const TableEffect &table : plan.tables) {
        const QString name = fromEngine(table.table);
        if (table.rows() == 0) {
            lines.push_back({RowMark::None, tr("%1 stays as it is").arg(name)});
        }
        if (table.inserts > 0) {
            lines.push_back({RowMark::Inserted, tr("+ rows of %1 come back").arg(name), table.inserts});
        }
        if (table.updates > 0) {
            lines.push_back(
                {RowMark::Updated, tr("~ rows of %1 get their old values").arg(name), table.updates});
        }
        if (table.deletes > 0) {
            lines.push_back(
                {RowMark::Deleted, tr("− rows of %1 that came since go").arg(name), table.deletes});
        }
    }
    for (const TableConflict &conflict : plan.conflicts) {
        lines.push_back({RowMark::Deleted, tr("%1 is in the way").arg(fromEngine(conflict.table)),
                         conflict.rows, fromEngine(conflict.reason)});
    }
    for (const std::string &warning : plan.warnings) {
        lines.push_back({RowMark::None, tr("Good to know"), {}, fromEngine(warning)});
    }
    set(std::move(lines), !plan.conflicts.empty());
}

void DryRunModel::show(const UndropPlan &plan)
{
    std::vector<Line> lines;
    for (const UndropStep &step : plan.steps) {
        const QString kind = step.type == "table"   ? tr("table")
                             : step.type == "index" ? tr("index")
                             : step.type == "view"  ? tr("view")
                                                    : tr("trigger");
        const bool filled = step.type == "table" && !plan.dropped.isVirtual;
        lines.push_back({RowMark::Inserted, tr("+ %1 %2").arg(kind, fromEngine(step.name)),
                         filled ? std::optional<quint64>(plan.rows) : std::nullopt, fromEngine(step.sql)});
    }
    for (const std::string &warning : plan.warnings) {
        lines.push_back({RowMark::None, tr("Good to know"), {}, fromEngine(warning)});
    }
    set(std::move(lines), false);
}

void DryRunModel::clear()
{
    set({}, false);
}

void DryRunModel::set(std::vector<Line> lines, bool conflict)
{
    beginResetModel();
    m_lines = std::move(lines);
    m_conflict = conflict;
    endResetModel();
}

} // namespace strandline::flashback
