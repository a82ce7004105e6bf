// What became of the runs of a database's jobs, the newest first, of all jobs or of one. GUI thread.
#pragma once

#include "models/scheduler/schedule_list.h"

#include <QAbstractTableModel>

namespace strandline::scheduler {

class RunsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        JobColumn,
        TimeColumn,
        StatusColumn,
        DurationColumn,
        BytesColumn,
        KindColumn,
        MessageColumn,
        ColumnCount
    };

    explicit RunsModel(ScheduleList *list, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const std::vector<Run> &runs() const { return m_runs; }
    QString job() const { return m_job; }
    void setJob(const QString &name); // empty: all

private:
    void take();

    ScheduleList *m_list;
    QString m_job;
    std::vector<Run> m_runs;
};

} // namespace strandline::scheduler
