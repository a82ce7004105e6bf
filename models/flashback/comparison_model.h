// What differs between two points of a history: the schema in one row, then a row for each table with its
// added, removed and changed rows. GUI thread; a job reads it.
//
// A point is written as an SCN or a time; empty means now.
#pragma once

#include "engine/flashback/compare.h"
#include "models/session/database_session.h"

#include <QAbstractTableModel>

#include <optional>

namespace strandline::flashback {

class ComparisonModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        NameColumn,
        AddedColumn,
        RemovedColumn,
        ChangedColumn,
        WhatColumn,
        ColumnCount
    };

    explicit ComparisonModel(session::DatabaseSession *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void compare(const QString &from, const QString &to);
    void readAgain();
    bool reading() const { return m_reading->running(); }
    const std::optional<Comparison> &comparison() const { return m_comparison; } // nothing yet, or an error
    const std::optional<core::Error> &error() const { return m_error; }
    bool isSchema(int row) const;
    QString tableAt(int row) const; // empty: the schema
    std::vector<SchemaChange> schema() const;

    // Writes the SQL that makes of one point the other into a file.
    void save(const QString &file, bool forward);

signals:
    void changed(); // more is known, or an error
    void saved(const QString &file);
    void failed(const strandline::core::Error &error); // of save()

private:
    void clear();
    QString schemaText() const;
    QString whatOf(const TableDifference &table) const;

    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    task::TaskRunner *m_saving;
    QString m_from;
    QString m_to;
    std::optional<Comparison> m_comparison;
    std::vector<TableDifference> m_tables; // of the user
    std::optional<core::Error> m_error;
};

} // namespace strandline::flashback
