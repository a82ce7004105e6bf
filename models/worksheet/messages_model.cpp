#include "models/worksheet/messages_model.h"

#include "engine/sqlite/termination.h"
#include "models/text/quantities.h"

namespace strandline::worksheet {

int MessagesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int MessagesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MessagesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Line &line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (index.column()) {
        case StatementColumn:
            return line.sql.left(400).simplified();
        case OutcomeColumn:
            return line.state == State::Running ? tr("Running…") : line.outcome;
        default:
            return line.seconds ? text::duration(std::chrono::microseconds(
                                      static_cast<std::int64_t>(*line.seconds * 1e6)))
                                : QString();
        }
    case Qt::ToolTipRole:
        return index.column() == OutcomeColumn ? line.outcome : line.sql.left(4000);
    case Qt::TextAlignmentRole:
        return index.column() == TimeColumn ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter)
                                            : QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    case StateRole:
        return static_cast<int>(line.state);
    case OffsetRole:
        return qlonglong{line.errorOffset >= 0 ? line.errorOffset : line.offset};
    case LengthRole:
        return qlonglong{line.errorOffset >= 0 ? 0 : line.length};
    case SqlRole:
        return line.sql;
    default:
        return {};
    }
}

QVariant MessagesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((section == TimeColumn ? Qt::AlignRight : Qt::AlignLeft) |
                                   Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    switch (section) {
    case StatementColumn:
        return tr("Statement");
    case OutcomeColumn:
        return tr("Outcome");
    default:
        return tr("Time");
    }
}

void MessagesModel::clear()
{
    beginResetModel();
    m_lines.clear();
    endResetModel();
}

void MessagesModel::start(const QString &sql, std::int64_t offset, std::int64_t length)
{
    if (rowCount() == limit) {
        beginRemoveRows({}, 0, 0);
        m_lines.erase(m_lines.begin());
        endRemoveRows();
    }
    beginInsertRows({}, rowCount(), rowCount());
    Line line;
    line.sql = sql;
    line.offset = offset;
    line.length = length;
    m_lines.push_back(std::move(line));
    endInsertRows();
}

void MessagesModel::end(const QString &outcome, double seconds)
{
    Line &line = m_lines.back();
    line.state = State::Done;
    line.outcome = outcome;
    line.seconds = seconds;
    changed();
}

void MessagesModel::fail(const core::Error &error, double seconds)
{
    Line &line = m_lines.back();
    line.state = error.code() == core::ErrorCode::Cancelled ? State::Cancelled : State::Failed;
    line.outcome = line.state == State::Cancelled && !sqlite::stoppedByAnother(error)
                       ? tr("Cancelled")
                       : QString::fromStdString(error.message());
    line.seconds = seconds;
    line.errorOffset = error.sqlOffset();
    changed();
}

void MessagesModel::changed()
{
    const int row = rowCount() - 1;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

} // namespace strandline::worksheet
