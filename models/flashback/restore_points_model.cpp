#include "models/flashback/restore_points_model.h"

#include "engine/sql/tokenizer.h"
#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::flashback {

RestorePointsModel::RestorePointsModel(session::DatabaseSession *session, RestorePointList *list,
                                       QObject *parent)
    : QAbstractTableModel(parent), m_session(session), m_list(list),
      m_changing(new task::TaskRunner(session->tasks(), this)), m_points(list->points())
{
    connect(m_changing, &task::TaskRunner::failed, this, &RestorePointsModel::failed);
    connect(list, &RestorePointList::changed, this, [this] {
        beginResetModel();
        m_points = m_list->points();
        endResetModel();
    });
}

int RestorePointsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_points.size());
}

int RestorePointsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RestorePointsModel::guaranteeText(const RestorePoint &point) const
{
    const QString of = tr("%1 of %2").arg(text::bytes(point.usedBytes), text::bytes(point.budgetBytes));
    if (!point.reachable) {
        return tr("no longer in the history");
    }
    switch (point.guarantee) {
    case Guarantee::None:
        return tr("–");
    case Guarantee::Kept:
        return of;
    case Guarantee::NearBudget:
        return tr("nearly used up: %1").arg(of);
    case Guarantee::OverBudget:
        return tr("used up: %1").arg(of);
    }
    return {};
}

QString RestorePointsModel::toolTip(const RestorePoint &point) const
{
    QString tip = tr("%1\n%2, incarnation %3\nMade %4")
                      .arg(QString::fromStdString(point.name), text::utcTime(point.time))
                      .arg(point.incarnation.value)
                      .arg(text::fullTime(point.madeAt));
    if (point.guarantee != Guarantee::None) {
        tip +=
            '\n' + tr("The history since it is kept until it takes %1.").arg(text::bytes(point.budgetBytes));
    }
    return tip;
}

QVariant RestorePointsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const RestorePoint &point = pointAt(index.row());
    if (role == Qt::ToolTipRole) {
        return toolTip(point);
    }
    if (role == Qt::TextAlignmentRole && index.column() == ScnColumn) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return QString::fromStdString(point.name);
    case ScnColumn:
        return text::number(point.scn.value);
    case TimeColumn:
        return text::time(point.time, text::now());
    case GuaranteeColumn:
        return guaranteeText(point);
    default:
        return {};
    }
}

QVariant RestorePointsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal && section == ScnColumn) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole || orientation == Qt::Vertical) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return tr("Restore point");
    case ScnColumn:
        return tr("SCN");
    case TimeColumn:
        return tr("Time");
    case GuaranteeColumn:
        return tr("Guarantee");
    default:
        return {};
    }
}

int RestorePointsModel::rowOf(const QString &name) const
{
    const auto found = std::find_if(m_points.begin(), m_points.end(), [&](const RestorePoint &point) {
        return sql::equalsIgnoringCase(point.name, name.toStdString());
    });
    return found == m_points.end() ? -1 : static_cast<int>(found - m_points.begin());
}

void RestorePointsModel::make(const QString &name, std::optional<core::Scn> scn, bool guaranteed)
{
    if (!m_session->database()) {
        return;
    }
    m_changing->run(
        {},
        [database = m_session->database(), name = name.toStdString(), scn,
         guaranteed](const core::JobContext &) {
            createRestorePoint(*database->history(), {.name = name, .asOf = scn, .guaranteed = guaranteed},
                               database->clock());
        },
        [this, name] {
            m_list->refresh();
            emit made(name);
        });
}

void RestorePointsModel::setGuaranteed(int row, bool guaranteed)
{
    m_changing->run(
        {},
        [database = m_session->database(), name = pointAt(row).name, guaranteed](const core::JobContext &) {
            guaranteeRestorePoint(*database->history(), name, guaranteed);
        },
        [this] { m_list->refresh(); });
}

void RestorePointsModel::drop(int row)
{
    m_changing->run(
        {},
        [database = m_session->database(), name = pointAt(row).name](const core::JobContext &) {
            dropRestorePoint(*database->history(), name);
        },
        [this, point = pointAt(row)] {
            m_list->refresh();
            emit dropped(point);
        });
}

} // namespace strandline::flashback
