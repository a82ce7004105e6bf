// The diagram to look at: drag the ground to move it and boxes to place them, the wheel zooms, Tab and arrow
// keys go from table to table, Return opens. The page shows the same keys as a table. GUI thread.
#pragma once

#include "models/diagram/diagram.h"
#include "views/common/theme/theme.h"
#include "views/diagram/diagram_paint.h"

#include <QWidget>

namespace strandline::diagram {

class DiagramView : public QWidget
{
    Q_OBJECT
public:
    explicit DiagramView(theme::Theme *theme, QWidget *parent = nullptr);

    void setGraph(const GraphPtr &graph); // the chosen table stays
    const Graph &graph() const { return m_graph; }
    void setPast(bool past);
    Look look() const; // as it is shown, without what is chosen

    void choose(int box, bool centre = false); // -1: none
    void
    chooseTable(const QString &table);  // and bring it to the middle; waits for it where it isn't there yet
    QString table() const;              // chosen; empty: none
    int link() const { return m_link; } // chosen; -1: none
    QString description() const;        // of what is chosen
    // Marks the tables whose names contain text.
    void setMatch(const QString &text);
    bool chooseNextMatch(); // after the chosen one; false: there is none

    void zoomBy(double factor);
    void fit(); // all of it
    double zoom() const { return m_zoom; }
    QPointF toWidget(const QPointF &scene) const { return scene * m_zoom + m_offset; }

signals:
    void chosen();
    void opened(const QString &table);
    void moved(const QString &table, const QPointF &leftTop);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    QPointF toScene(const QPointF &widget) const { return (widget - m_offset) / m_zoom; }
    int boxAt(const QPointF &scene) const;
    int linkAt(const QPointF &scene) const;
    void chooseLink(int link);
    void announce();
    void zoomAt(const QPointF &fixed, double factor);
    void bringIntoView(int box, bool centre);
    void go(int dx, int dy);
    void drawLinesOf(int box); // -1: all
    void hover(const QPointF &scene);

    theme::Theme *m_theme;
    Graph m_graph;
    std::vector<QPolygonF> m_lines;
    Metrics m_metrics;
    QString m_match;
    QString m_wanted; // to be chosen once it is there
    bool m_past = false;
    int m_current = -1;
    int m_link = -1;
    int m_hovered = -1;
    int m_hoveredLink = -1;
    double m_zoom = 1;
    QPointF m_offset;     // of the scene in the widget
    bool m_fitted = true; // follows the widget's size
    QPointF m_pressed;    // in the widget
    QPointF m_grip;       // pressed, from the box' corner
    int m_held = -1;      // box under the pressed button
    bool m_dragging = false;
};

} // namespace strandline::diagram
