// What one commit did to the schema, an entry a row: what became of it, its statement before and after. GUI
// thread.
#pragma once

#include "engine/flashback/change_reader.h"

#include <QAbstractTableModel>

namespace strandline::flashback {

class SchemaChangesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        WhatColumn,
        KindColumn,
        NameColumn,
        BeforeColumn,
        AfterColumn,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void show(std::vector<SchemaChange> changes);

private:
    std::vector<SchemaChange> m_changes;
};

} // namespace strandline::flashback
