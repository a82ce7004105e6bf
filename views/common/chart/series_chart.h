// A chart of a SeriesModel's figures over time: areas upon each other, or lines. Draws itself (plot.h); the
// same figures stand in the model as a table. GUI thread.
//
// Mouse: move for values, click a layer or its entry in the legend for lineClicked(), drag for a range of
// time, Escape drops it. Keys: left and right go from step to step (with Shift: mark a range, which Enter
// selects), Home and End, up and down go from line to line, which Enter clicks. Where nobody listens to a
// signal, the chart doesn't offer it.
#pragma once

#include "models/series/series_model.h"
#include "views/common/chart/plot.h"
#include "views/common/theme/theme.h"

#include <QWidget>

namespace strandline::chart {

class SeriesChart : public QWidget
{
    Q_OBJECT
public:
    SeriesChart(series::SeriesModel *model, theme::Theme *theme, QWidget *parent = nullptr);

    void setMode(Mode mode);
    void setLimit(std::optional<Limit> limit);
    // A whole sentence in the place of a chart without values.
    void setEmptyText(const QString &text);
    // The range of time that is marked; nothing: none. Tells nobody.
    void setMarked(std::optional<series::TimeSpan> span);
    const std::optional<series::TimeSpan> &marked() const { return m_marked; }

    const Plot &plot() const; // as it is drawn
    // For a picture: title above it.
    PlotLook look(const QString &title) const;
    // What the box beside the mouse says: the time, then a line for each value.
    QString hoverText() const;

    QSize sizeHint() const override { return {480, 200}; }
    QSize minimumSizeHint() const override { return {160, 100}; }

signals:
    void lineClicked(const QString &id);
    void rangeSelected(strandline::core::Time from, strandline::core::Time to);
    void rangeCleared();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void invalidate();
    void describe();
    bool offersClicks() const;
    bool offersRanges() const;
    void setHover(int column, int line);
    void stepHover(int by, bool marking);
    void stepLine(int by);
    void markTo(int x);
    bool enter();
    bool dropRange();
    void paintMarked(QPainter &painter) const;
    void paintHover(QPainter &painter) const;
    std::vector<std::pair<QString, int>> hoverLines() const; // text, and the line that it is about or -1

    series::SeriesModel *m_model;
    theme::Theme *m_theme;
    Mode m_mode = Mode::Stack;
    std::optional<Limit> m_limit;
    QString m_emptyText;
    mutable std::optional<Plot> m_plot;
    std::optional<series::TimeSpan> m_marked;
    std::optional<int> m_anchor; // x where marking began
    bool m_dragging = false;
    std::optional<series::TimeSpan> m_before; // what was marked before the drag
    int m_column = -1;                        // hovered
    int m_line = -1;                          // hovered or gone to by keys
};

} // namespace strandline::chart
