// The load map: nested totals as rectangles whose areas are their shares, and as a table. Layout is a pure
// function; the model belongs to the GUI thread.
#pragma once

#include "models/performance/performance_words.h"

#include <QAbstractTableModel>
#include <QRectF>

#include <map>
#include <string>
#include <vector>

namespace strandline::performance {

struct MapTile
{
    QRectF rect;
    std::size_t row = 0; // of the model: its whole path
    int level = 0;       // 0: of the first dimension
    bool leaf = false;
};

// One node of the tree on its way down from the first dimension.
struct MapRow
{
    std::vector<monitor::AshFilter> path; // as long as its level + 1
    monitor::AshShare total;
    bool leaf = false;
    QString text = {}; // of a statement, where it is known
};

class LoadMapModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit LoadMapModel(QObject *parent = nullptr);

    // Columns: one a dimension, average active sessions, share. A row a leaf.
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // sessions: average active sessions of all of it; texts: by SQL id.
    void set(std::vector<monitor::AshDimension> dimensions, const std::vector<monitor::AshNode> &nodes,
             double sessions, const std::map<std::string, std::string> &texts = {});
    const std::vector<monitor::AshDimension> &dimensions() const { return m_dimensions; }
    const std::vector<MapRow> &nodes() const { return m_nodes; } // a parent before its children
    const MapRow &leafAt(int row) const;
    double sessionsOf(const MapRow &node) const { return m_sessions * node.total.share; }
    // RFC 4180 with a header: values by dimension, average active sessions, share (0 to 1). Numbers as in C.
    QString csv() const;
    // Squarified; under each parent's headline of that height. What is smaller than a pixel is left out.
    std::vector<MapTile> layOut(const QRectF &into, double headline) const;

signals:
    void changed();

private:
    void add(const std::vector<monitor::AshNode> &nodes, std::vector<monitor::AshFilter> path);
    std::vector<std::size_t> childrenOf(std::size_t parent, std::size_t level) const;
    void layOut(const std::vector<std::size_t> &rows, QRectF into, double headline,
                std::vector<MapTile> &tiles) const;

    std::vector<monitor::AshDimension> m_dimensions;
    std::vector<MapRow> m_nodes;
    std::vector<std::size_t> m_leaves; // of m_nodes
    double m_sessions = 0;
};

} // namespace strandline::performance
