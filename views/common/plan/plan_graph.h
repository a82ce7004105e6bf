// A plan as boxes from left to right: the statement, and at each arrow's end what it needs first. Drag to
// move, Ctrl and the wheel to zoom, arrow keys to go from box to box. The tree view is its form as a table.
// GUI thread.
#pragma once

#include "models/plan/plan_model.h"
#include "views/common/theme/theme.h"

#include <QPersistentModelIndex>
#include <QWidget>

#include <vector>

namespace strandline::plan {

class PlanGraph : public QWidget
{
    Q_OBJECT
public:
    PlanGraph(PlanModel *model, theme::Theme *theme, QWidget *parent = nullptr);

    void zoomBy(double factor);
    void fit();
    double zoom() const { return m_zoom; }
    QModelIndex current() const { return m_current; }
    // The whole plan, whatever is shown of it.
    QSizeF pictureSize() const;
    void paintPicture(QPainter &painter) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Box
    {
        QPersistentModelIndex index;
        int parent = -1; // in m_boxes
        QRectF rect;
        QStringList lines;
        bool warning = false;
    };

    void layOut();
    double place(const QModelIndex &index, int parent, int depth, double top);
    void paintBox(QPainter &painter, const Box &box) const;
    int boxAt(const QPointF &point) const; // of the widget; -1: none
    void choose(const QModelIndex &index);

    PlanModel *m_model;
    theme::Theme *m_theme;
    std::vector<Box> m_boxes;
    QPersistentModelIndex m_current;
    double m_zoom = 1;
    QPointF m_offset; // of the picture in the widget
    QPoint m_dragged;
    bool m_fitted = true; // follows the widget's size
};

} // namespace strandline::plan
