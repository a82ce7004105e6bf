// The strip of a time picker: an outer time with what happened in it, and a selection inside that everything
// below follows. The total of a SeriesModel's lines is drawn behind. GUI thread.
//
// Mouse: drag the selection to pan, its edges to resize it, from an empty place to make a new one. Keys: left
// and right pan (with Shift: move the right edge, with Ctrl: the left one), Home and End go to the ends.
#pragma once

#include "models/series/series_model.h"
#include "views/common/theme/theme.h"

#include <QWidget>

#include <optional>

namespace strandline::chart {

class RangeStrip : public QWidget
{
    Q_OBJECT
public:
    RangeStrip(series::SeriesModel *model, theme::Theme *theme, QWidget *parent = nullptr);

    // Tells nobody. Is not changed while the user drags.
    void setSelection(const series::TimeSpan &span);
    const series::TimeSpan &selection() const { return m_selection; }
    bool dragging() const { return m_drag.has_value(); }
    int xOf(core::Time time) const;

    QSize sizeHint() const override { return {480, 56}; }
    QSize minimumSizeHint() const override { return {160, 44}; }

signals:
    // By the user; while he drags too.
    void selectionChanged(strandline::core::Time from, strandline::core::Time to);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Part
    {
        Left,
        Right,
        Body,
        Outside,
    };
    struct Drag
    {
        Part part;
        int x;                   // where it began
        series::TimeSpan before; // the selection then
    };

    QRect area() const;
    Part partAt(int x) const;
    core::Time timeAt(int x) const;
    std::chrono::microseconds shift(int pixels) const; // as time
    void select(series::TimeSpan span);
    void describe();

    series::SeriesModel *m_model;
    theme::Theme *m_theme;
    series::TimeSpan m_selection{};
    std::optional<Drag> m_drag;
};

} // namespace strandline::chart
