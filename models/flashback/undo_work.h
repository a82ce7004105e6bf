// Taking a transaction back: the dry run and the doing, as jobs; and the dry run's result as tables. GUI
// thread.
#pragma once

#include "engine/flashback/transaction.h"
#include "models/session/database_session.h"

#include <QAbstractTableModel>

namespace strandline::flashback {

class UndoWork : public QObject
{
    Q_OBJECT
public:
    explicit UndoWork(session::DatabaseSession *session, QObject *parent = nullptr);

    void plan(core::Scn xid, UndoMode mode);
    void run(core::Scn xid, UndoMode mode);
    bool planning() const { return m_planning->running(); }
    bool running() const { return m_running->running(); }
    void stop(); // the dry run

signals:
    void changed(); // planning or running began or ended
    void planned(const strandline::flashback::UndoPlan &plan);
    void undone(const strandline::flashback::UndoPlan &plan);
    void failed(const strandline::core::Error &error);

private:
    session::DatabaseSession *m_session;
    task::TaskRunner *m_planning;
    task::TaskRunner *m_running;
};

// What would be written, a table of the database a row.
class UndoTablesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        TableColumn,
        InsertsColumn,
        UpdatesColumn,
        DeletesColumn,
        SkippedColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void show(std::vector<UndoTable> tables);

private:
    std::vector<UndoTable> m_tables;
};

// What depends on the transaction, row by row.
class UndoDependenciesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        TransactionColumn,
        WhatColumn,
        RowColumn,
        OnColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void show(std::vector<Dependency> dependencies);
    const Dependency &at(int row) const { return m_dependencies[static_cast<std::size_t>(row)]; }

private:
    std::vector<Dependency> m_dependencies;
};

} // namespace strandline::flashback
