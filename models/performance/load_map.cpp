#include "models/performance/load_map.h"

#include <QLocale>

#include <algorithm>
#include <numeric>

namespace strandline::performance {

using monitor::AshDimension;
using monitor::AshFilter;
using monitor::AshNode;

LoadMapModel::LoadMapModel(QObject *parent) : QAbstractTableModel(parent) {}

int LoadMapModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_leaves.size());
}

int LoadMapModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_dimensions.size()) + 2;
}

const MapRow &LoadMapModel::leafAt(int row) const
{
    return m_nodes.at(m_leaves.at(static_cast<std::size_t>(row)));
}

void LoadMapModel::add(const std::vector<AshNode> &nodes, std::vector<AshFilter> path)
{
    path.push_back({m_dimensions.at(path.size()), {}});
    for (const AshNode &node : nodes) {
        path.back().value = node.total.value;
        const bool leaf = path.size() == m_dimensions.size();
        if (leaf) {
            m_leaves.push_back(m_nodes.size());
        }
        m_nodes.push_back({path, node.total, leaf});
        if (!leaf) {
            add(node.children, path);
        }
    }
}

void LoadMapModel::set(std::vector<AshDimension> dimensions, const std::vector<AshNode> &nodes,
                       double sessions, const std::map<std::string, std::string> &texts)
{
    beginResetModel();
    m_dimensions = std::move(dimensions);
    m_sessions = sessions;
    m_nodes.clear();
    m_leaves.clear();
    if (!m_dimensions.empty()) {
        add(nodes, {});
    }
    for (MapRow &node : m_nodes) {
        const monitor::AshFilter &last = node.path.back();
        if (const auto text = texts.find(last.value);
            text != texts.end() && last.dimension == AshDimension::SqlId) {
            node.text = sqlLine(text->second);
        }
    }
    endResetModel();
    emit changed();
}

QVariant LoadMapModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const MapRow &leaf = leafAt(index.row());
    const auto column = static_cast<std::size_t>(index.column());
    const bool figure = column >= m_dimensions.size();
    if (role == Qt::TextAlignmentRole && figure) {
        return int{Qt::AlignRight | Qt::AlignVCenter};
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) {
        return {};
    }
    if (!figure) {
        return valueTitle(leaf.path.at(column).dimension, leaf.path.at(column).value);
    }
    return column == m_dimensions.size() ? QLocale().toString(sessionsOf(leaf), 'f', 3)
                                         : shareText(leaf.total.share, leaf.total.error);
}

QVariant LoadMapModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0) {
        return {};
    }
    const auto column = static_cast<std::size_t>(section);
    if (role == Qt::TextAlignmentRole && column >= m_dimensions.size()) {
        return int{Qt::AlignRight | Qt::AlignVCenter};
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    return column < m_dimensions.size()    ? dimensionTitle(m_dimensions[column])
           : column == m_dimensions.size() ? tr("Average active sessions")
                                           : tr("Share");
}

QString LoadMapModel::csv() const
{
    QStringList header;
    for (const AshDimension dimension : m_dimensions) {
        header << toText(monitor::dimensionId(dimension));
    }
    QString out = header.join(',') + QStringLiteral(",average_active_sessions,share\r\n");
    for (const std::size_t leaf : m_leaves) {
        const MapRow &row = m_nodes[leaf];
        for (const AshFilter &part : row.path) {
            out += '"' + toText(part.value).replace('"', QLatin1String("\"\"")) + QLatin1String("\",");
        }
        out += QString::number(sessionsOf(row), 'g', 6) + ',' + QString::number(row.total.share, 'g', 6) +
               QLatin1String("\r\n");
    }
    return out;
}

// Of a node's place in the list; parent past the end: those of the first dimension.
std::vector<std::size_t> LoadMapModel::childrenOf(std::size_t parent, std::size_t level) const
{
    std::vector<std::size_t> children;
    for (std::size_t i = parent < m_nodes.size() ? parent + 1 : 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].path.size() <= level) {
            break; // the next parent
        }
        if (m_nodes[i].path.size() == level + 1) {
            children.push_back(i);
        }
    }
    return children;
}

// Rows of tiles along the shorter side, each as long as its tiles become squarer (Bruls, Huizing, van Wijk,
// "Squarified Treemaps").
void LoadMapModel::layOut(const std::vector<std::size_t> &rows, QRectF into, double headline,
                          std::vector<MapTile> &tiles) const
{
    double left = 0; // of the shares
    for (const std::size_t row : rows) {
        left += m_nodes[row].total.share;
    }
    const auto worst = [&](std::size_t first, std::size_t end, double sum, double side, double area) {
        double ratio = 0;
        const double breadth = area * sum / left / side;
        for (std::size_t i = first; i < end; ++i) {
            const double length = side * m_nodes[rows[i]].total.share / sum;
            ratio = std::max({ratio, length / breadth, breadth / length});
        }
        return ratio;
    };
    for (std::size_t first = 0; first < rows.size() && into.width() >= 1 && into.height() >= 1;) {
        const bool standing = into.width() >= into.height(); // a column at the left, else a row at the top
        const double side = standing ? into.height() : into.width();
        const double area = into.width() * into.height();
        std::size_t end = first + 1;
        double sum = m_nodes[rows[first]].total.share;
        while (end < rows.size()) {
            const double more = sum + m_nodes[rows[end]].total.share;
            if (worst(first, end + 1, more, side, area) > worst(first, end, sum, side, area)) {
                break;
            }
            sum = more;
            ++end;
        }
        const double breadth = area * sum / left / side;
        double at = standing ? into.top() : into.left();
        for (; first < end; ++first) {
            const MapRow &node = m_nodes[rows[first]];
            const double length = side * node.total.share / sum;
            const QRectF rect =
                standing ? QRectF(into.left(), at, breadth, length) : QRectF(at, into.top(), length, breadth);
            at += length;
            tiles.push_back({rect, rows[first], static_cast<int>(node.path.size()) - 1, node.leaf});
            if (!node.leaf) {
                layOut(childrenOf(rows[first], node.path.size()), rect.adjusted(2, headline, -2, -2),
                       headline, tiles);
            }
        }
        left -= sum;
        into = standing ? into.adjusted(breadth, 0, 0, 0) : into.adjusted(0, breadth, 0, 0);
    }
}

std::vector<MapTile> LoadMapModel::layOut(const QRectF &into, double headline) const
{
    std::vector<MapTile> tiles;
    layOut(childrenOf(m_nodes.size(), 0), into, headline, tiles);
    return tiles;
}

} // namespace strandline::performance
