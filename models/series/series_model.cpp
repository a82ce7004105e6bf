#include "models/series/series_model.h"

#include "models/text/quantities.h"

namespace strandline::series {

SeriesModel::SeriesModel(QObject *parent) : QAbstractTableModel(parent) {}

int SeriesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_data->steps());
}

int SeriesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(m_data->lines.size());
}

QVariant SeriesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto row = static_cast<std::size_t>(index.row());
    if (index.column() == 0) {
        return role == Qt::DisplayRole   ? text::time(m_data->timeOf(row), text::now())
               : role == Qt::ToolTipRole ? text::utcTime(m_data->timeOf(row))
                                         : QVariant();
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    const Line &line = m_data->lines[static_cast<std::size_t>(index.column() - 1)];
    return role == Qt::DisplayRole ? valueText(line.values[row], m_data->unit) : QVariant();
}

QVariant SeriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return section == 0 ? tr("Time") : m_data->lines[static_cast<std::size_t>(section - 1)].title;
}

void SeriesModel::setSeries(SeriesData data)
{
    setSeries(std::make_shared<const SeriesData>(std::move(data)));
}

void SeriesModel::setSeries(SharedSeries data)
{
    if (data->steps() == m_data->steps() && data->lines.size() == m_data->lines.size()) {
        m_data = std::move(data);
        if (rowCount() > 0) {
            emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        }
    } else {
        beginResetModel();
        m_data = std::move(data);
        endResetModel();
    }
    emit changed();
}

} // namespace strandline::series
