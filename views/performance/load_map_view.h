// The load map as a treemap: areas are shares of the time, filled with their split by wait class. A click, or
// Enter, chooses what a rectangle stands for; arrow keys go from one to the next, Page Up and Page Down from
// a level to the next. The same figures stand in its model as a table. GUI thread.
#pragma once

#include "models/performance/load_map.h"
#include "views/common/theme/theme.h"

#include <QWidget>

namespace strandline::performance {

class LoadMapView : public QWidget
{
    Q_OBJECT
public:
    LoadMapView(LoadMapModel *model, theme::Theme *theme, QWidget *parent = nullptr);

    void setEmptyText(const QString &text); // in place of tiles
    const std::vector<MapTile> &tiles() const { return m_tiles; }
    QString textOf(const MapTile &tile) const; // "SQL ID: 7x…, Event: wal sync: 1.2 sessions, 34.5% ± 1.2%"
    void paintMap(QPainter &painter) const;
    void paintStatement(QPainter &painter, const QRectF &room, const QString &text) const;

    QSize sizeHint() const override { return {480, 240}; }
    QSize minimumSizeHint() const override { return {200, 100}; }

signals:
    void chosen(const std::vector<strandline::monitor::AshFilter> &path);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    void layOut();
    int tileAt(const QPointF &position) const; // the innermost; -1: none
    void setCurrent(int tile);
    void choose(int tile);
    void go(int by, bool across);

    LoadMapModel *m_model;
    theme::Theme *m_theme;
    QString m_emptyText;
    std::vector<MapTile> m_tiles;
    int m_current = -1;
    std::vector<monitor::AshFilter> m_currentPath; // which the next figures are given back to
};

} // namespace strandline::performance
