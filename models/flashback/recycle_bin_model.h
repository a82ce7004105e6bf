// The recycle bin as a list, and what is done with its tables: a dry run of bringing one back, bringing it
// back, purging. Each is a job. GUI thread; the list is read when it is asked for.
#pragma once

#include "engine/flashback/undrop.h"
#include "models/session/database_session.h"

#include <QAbstractTableModel>

namespace strandline::flashback {

class RecycleBinModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        NameColumn,
        TimeColumn,
        ScnColumn,
        RowsColumn,
        HeldColumn,
        ColumnCount
    };

    explicit RecycleBinModel(session::DatabaseSession *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void load();
    bool loaded() const { return m_loaded; }
    const DroppedTable &tableAt(int row) const { return m_tables[static_cast<std::size_t>(row)]; }
    int rowOf(core::Scn dropped, const std::string &name) const; // -1: it isn't there

    void plan(const UndropRequest &request);    // planned(), or notPlanned()
    void restore(const UndropRequest &request); // restored(), or failed()
    void purge(const QString &table);           // empty: all; purged(), or failed()
    bool changing() const { return m_changing->running(); }

signals:
    void loadedChanged();
    void changingChanged();
    void planned(const strandline::flashback::UndropPlan &plan);
    void notPlanned(const strandline::core::Error &error);
    void restored(const strandline::flashback::UndropPlan &plan);
    void purged(int tables);
    void failed(const strandline::core::Error &error);

private:
    QString held(const DroppedTable &table) const;

    session::DatabaseSession *m_session;
    task::TaskRunner *m_loading;
    task::TaskRunner *m_planning;
    task::TaskRunner *m_changing;
    std::vector<DroppedTable> m_tables;
    bool m_loaded = false;
};

} // namespace strandline::flashback
