// The foreign keys of a diagram as a table: one row a key, what it connects and what happens to it. GUI
// thread.
#pragma once

#include "models/diagram/diagram.h"

#include <QAbstractTableModel>

namespace strandline::diagram {

class LinksModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        Child,
        ChildColumns,
        Parent,
        ParentColumns,
        OnDelete,
        OnUpdate,
        Relation,
        ColumnCount
    };
    enum Role
    {
        TableRole = Qt::UserRole, // QString: that the cell is about
    };

    explicit LinksModel(QObject *parent = nullptr);

    void setGraph(const GraphPtr &graph);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // "many to one", with what may be missing: how many children a parent has, and whether one must exist.
    static QString relation(const Link &link);
    // A whole sentence of a key, for tooltips and screen readers.
    static QString sentence(const Graph &graph, const Link &link);

private:
    GraphPtr m_graph = std::make_shared<Graph>();
};

} // namespace strandline::diagram
