// The restore points of a history as a table, by SCN. Making, guaranteeing and dropping are jobs; the list is
// read again after each. GUI thread.
#pragma once

#include "models/flashback/restore_point_list.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace strandline::flashback {

class RestorePointsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        NameColumn,
        ScnColumn,
        TimeColumn,
        GuaranteeColumn,
        ColumnCount
    };

    RestorePointsModel(session::DatabaseSession *session, RestorePointList *list, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    const RestorePoint &pointAt(int row) const { return m_points[static_cast<std::size_t>(row)]; }
    int rowOf(const QString &name) const; // -1: there is none

    // scn: nothing: the current one.
    void make(const QString &name, std::optional<core::Scn> scn, bool guaranteed);
    void setGuaranteed(int row, bool guaranteed);
    void drop(int row);

signals:
    void made(const QString &name);
    void dropped(const strandline::flashback::RestorePoint &point);
    void failed(const strandline::core::Error &error);

private:
    QString guaranteeText(const RestorePoint &point) const;
    QString toolTip(const RestorePoint &point) const;

    session::DatabaseSession *m_session;
    RestorePointList *m_list;
    task::TaskRunner *m_changing;
    std::vector<RestorePoint> m_points; // of m_list
};

} // namespace strandline::flashback
