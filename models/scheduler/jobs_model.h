// The jobs of a database as a table, by name. GUI thread.
#pragma once

#include "models/scheduler/schedule_list.h"

#include <QAbstractTableModel>

namespace strandline::scheduler {

class JobsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        NameColumn,
        KindColumn,
        WhenColumn,
        NextColumn,
        LastColumn,
        WindowColumn,
        ColumnCount
    };

    explicit JobsModel(ScheduleList *list, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const Job &jobAt(int row) const { return m_jobs[static_cast<std::size_t>(row)]; }
    int rowOf(const std::string &name) const; // -1: there is none

private:
    QString lastText(const Job &job) const;
    QString toolTip(const Job &job) const;

    ScheduleList *m_list;
    std::vector<Job> m_jobs; // of m_list
};

} // namespace strandline::scheduler
