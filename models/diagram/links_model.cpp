#include "models/diagram/links_model.h"

#include <algorithm>

namespace strandline::diagram {

LinksModel::LinksModel(QObject *parent) : QAbstractTableModel(parent) {}

void LinksModel::setGraph(const GraphPtr &graph)
{
    const auto nameOf = [](const Graph &of, int box) { return of.boxes[static_cast<std::size_t>(box)].name; };
    const auto same = [&](const Link &a, const Link &b) {
        return nameOf(*m_graph, a.child) == nameOf(*graph, b.child) &&
               nameOf(*m_graph, a.parent) == nameOf(*graph, b.parent) && a.childColumns == b.childColumns &&
               a.parentColumns == b.parentColumns && a.onDelete == b.onDelete && a.onUpdate == b.onUpdate &&
               a.one == b.one && a.optional == b.optional;
    };
    if (std::equal(m_graph->links.begin(), m_graph->links.end(), graph->links.begin(), graph->links.end(),
                   same)) {
        m_graph = graph; // places alone differ: selection and scroll position stay
        return;
    }
    beginResetModel();
    m_graph = graph;
    endResetModel();
}

int LinksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_graph->links.size());
}

int LinksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString LinksModel::relation(const Link &link)
{
    if (link.one) {
        return link.optional ? tr("one to one or none") : tr("one to one");
    }
    return link.optional ? tr("many to one or none") : tr("many to one");
}

QString LinksModel::sentence(const Graph &graph, const Link &link)
{
    const Box &child = graph.boxes[static_cast<std::size_t>(link.child)];
    const Box &parent = graph.boxes[static_cast<std::size_t>(link.parent)];
    return tr("%1 (%2) references %3 (%4): %5. On delete: %6; on update: %7.")
        .arg(child.name, link.childColumns, parent.name, link.parentColumns, relation(link), link.onDelete,
             link.onUpdate);
}

QVariant LinksModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Link &link = m_graph->links[static_cast<std::size_t>(index.row())];
    const auto name = [&](int box) { return m_graph->boxes[static_cast<std::size_t>(box)].name; };
    const bool ofParent = index.column() == Parent || index.column() == ParentColumns;
    if (role == TableRole) {
        return name(ofParent ? link.parent : link.child);
    }
    if (role == Qt::ToolTipRole) {
        return sentence(*m_graph, link);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case Child:
        return name(link.child);
    case ChildColumns:
        return link.childColumns;
    case Parent:
        return name(link.parent);
    case ParentColumns:
        return link.parentColumns;
    case OnDelete:
        return link.onDelete;
    case OnUpdate:
        return link.onUpdate;
    default:
        return relation(link);
    }
}

QVariant LinksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= ColumnCount) {
        return {};
    }
    const QString titles[ColumnCount] = {tr("Table"),       tr("Columns"),   tr("References"),
                                         tr("Its columns"), tr("On delete"), tr("On update"),
                                         tr("Relation")};
    return titles[section];
}

} // namespace strandline::diagram
