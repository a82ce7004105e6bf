// The destinations as a table, one a line; and the sets of one of them beside those here. GUI thread.
#pragma once

#include "models/backup/offsite_places.h"
#include "models/rows/cell_roles.h"

#include <QAbstractTableModel>

namespace strandline::backup {

class PlacesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        NameColumn,
        StateColumn,
        ColumnCount
    };
    enum Role
    {
        NameRole = rows::FirstFreeRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // here: ids of the sound sets in the stores.
    void show(const std::vector<Place> &places, const QStringList &here);
    int rowOf(const QString &name) const; // -1: not there

private:
    struct Row
    {
        QString name;
        QString where;
        QString state;
        bool bad = false;
        bool operator==(const Row &) const = default;
    };
    std::vector<Row> m_rows;
};

// Each backup of the database, whether it is here and whether it is there.
class CopiesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        MadeColumn,
        KindColumn,
        ScnColumn,
        SizeColumn,
        HereColumn,
        ThereColumn,
        ColumnCount
    };
    enum Role
    {
        IdRole = rows::FirstFreeRole,
        HereRole,  // bool
        ThereRole, // bool
    };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // Changes nothing where nothing has changed, so that what is chosen stays chosen.
    void show(const std::vector<SetInfo> &here, const std::vector<SetInfo> &there);
    QStringList missingThere() const; // ids of sound sets
    bool encrypted() const;           // one of those there is

private:
    struct Row
    {
        SetInfo set;
        QString here; // its store; empty: not here
        bool sound = false;
        bool copied = false;
        QString problem; // of the copy
    };
    std::vector<Row> m_rows; // the newest first
};

} // namespace strandline::backup
