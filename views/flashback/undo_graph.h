// A transaction and those that depend on it, as a picture: time goes from left to right, a line leads from
// each to what it depends on. Where there are many, those in one column that touched the same table are one
// node. Draws itself; the same stands in a table beside it, one by one. GUI thread.
//
// Arrow keys go from transaction to transaction, a click or Return chooses one.
#pragma once

#include "engine/flashback/transaction.h"
#include "views/common/theme/theme.h"

#include <QWidget>

#include <vector>

namespace strandline::flashback {

class UndoGraph : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::size_t nodesMax = 24; // more than these are folded

    explicit UndoGraph(theme::Theme *theme, QWidget *parent = nullptr);

    // What a mode would take back is drawn in the accent's colour.
    void show(const UndoPlan &plan);
    int nodeCount() const { return static_cast<int>(m_nodes.size()); }
    int edgeCount() const { return static_cast<int>(m_edges.size()); }
    QRect rectOf(int node) const;
    using QWidget::show;

signals:
    void chosen(strandline::core::Scn scn); // of a folded node the first

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Node
    {
        UndoTransaction transaction; // the first
        std::uint64_t rows = 0;      // of all
        core::Scn last;
        int count = 1;
        QString table;  // that the first dependency of them is about; empty: of the transaction itself
        int column = 0; // how far from the transaction itself
        int line = 0;
        bool undone = false;
    };
    struct Edge
    {
        int from = 0; // the later one
        int to = 0;
    };
    void take(const UndoPlan &plan);
    void fold(int deepest);
    void place();
    QString titleOf(const Node &node) const;
    QString detailOf(const Node &node) const;
    void paintNode(QPainter &painter, int node) const;

    theme::Theme *m_theme;
    std::vector<Node> m_nodes;
    std::vector<Edge> m_edges;
    int m_current = 0;
};

} // namespace strandline::flashback
