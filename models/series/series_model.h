// Figures over time as a table: a step a row, the time and a line a column. Charts draw the same data. Its
// owner sets it as a whole, made by a worker. GUI thread.
#pragma once

#include "models/series/series_data.h"

#include <QAbstractTableModel>

namespace strandline::series {

class SeriesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit SeriesModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // The table keeps its place where there are as many steps and lines as before.
    void setSeries(SeriesData data);
    void setSeries(SharedSeries data); // not null
    const SeriesData &series() const { return *m_data; }
    const SharedSeries &shared() const { return m_data; } // for a worker

signals:
    void changed();

private:
    SharedSeries m_data = std::make_shared<const SeriesData>();
};

} // namespace strandline::series
