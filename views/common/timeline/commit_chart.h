// A chart of commits over time: bars of equal time, zoomed with wheel and keys, with a brush for a range of
// time and a line at the commit looked at, marks for restore points and changes of the schema, and the lines
// of history as branches. Draws itself; its commits come from CommitsModel, which also shows them as a table.
// GUI thread.
//
// Mouse: move for values, click for the nearest commit, drag for a range, wheel to zoom, Shift+wheel to pan.
// Keys: left and right go from commit to commit (with Shift: extend the range; with Ctrl: pan), Home and End,
// + - 0 zoom, Escape drops the range.
#pragma once

#include "models/timeline/commit_series.h"
#include "views/common/theme/theme.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace strandline::timeline {

class CommitChart : public QWidget
{
    Q_OBJECT
public:
    CommitChart(CommitsModel *commits, theme::Theme *theme, QWidget *parent = nullptr);

    void setMeasure(Measure measure);
    Measure measure() const { return m_measure; }
    // The commit looked at; 0: none.
    void setSelected(core::Scn scn);
    core::Scn selected() const { return m_selected; }

    // Those that a filter wants, ascending: the others are pale. Nothing: no filter.
    void setMatches(std::optional<std::vector<core::Scn>> scns);
    // What stands out beside the commits themselves.
    struct Mark
    {
        enum class Kind
        {
            Schema,
            RestorePoint
        };
        core::Scn scn;
        Kind kind = Kind::Schema;
        QString text; // of a restore point: its name
    };
    void setMarks(std::vector<Mark> marks);
    // The lines of history, drawn as branches where there are several.
    void setIncarnations(std::vector<Incarnation> incarnations);

    TimeRange visibleRange() const;
    bool showsAll() const { return !m_view; }
    void zoomBy(double factor, std::optional<core::Time> about = {}); // > 1: closer
    void zoomTo(const TimeRange &range);
    void zoomToAll();
    void pan(double share); // of the visible range; > 0: later

    // Bars drawn that hold commits.
    int filledBins() const;
    QPoint positionOf(core::Scn scn) const; // within the plot; for a commit out of sight: its edge
    QString hoverText() const { return m_hoverText; }

    QSize sizeHint() const override { return {640, 220}; }
    QSize minimumSizeHint() const override { return {240, 120}; }

signals:
    void commitChosen(strandline::core::Scn scn);
    void brushed(const strandline::timeline::TimeRange &range);
    void brushCleared();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    // commit_chart_input.cpp
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRect plot() const;
    double xOf(core::Time t) const;
    core::Time timeAt(double x) const;
    const std::vector<Bin> &currentBins() const;
    void invalidate();
    void describe();

    void paintAxes(QPainter &painter, std::uint64_t top, std::uint64_t step) const;
    int lanes() const;
    void paintIncarnations(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;
    void paintGaps(QPainter &painter) const;
    void paintBars(QPainter &painter, std::uint64_t top) const;
    void paintBrush(QPainter &painter) const;
    void paintSelected(QPainter &painter) const;
    void paintHover(QPainter &painter) const;
    QString valueLabel(std::uint64_t value) const;

    void setHover(int bin);
    void stepCommit(int by, bool extend);
    void extendBrush(core::Scn from, core::Scn to);

    CommitsModel *m_commits;
    theme::Theme *m_theme;
    Measure m_measure = Measure::Commits;
    core::Scn m_selected;
    std::optional<std::vector<core::Scn>> m_matches;
    std::vector<Mark> m_marks; // ascending
    std::vector<Incarnation> m_incarnations;
    std::optional<TimeRange> m_view; // nothing: all commits
    mutable std::vector<Bin> m_bins;
    mutable bool m_binsValid = false;
    int m_hover = -1; // bin under the mouse
    QString m_hoverText;
    std::optional<int> m_pressed; // x
    bool m_dragging = false;
    core::Scn m_brushAnchor;
};

} // namespace strandline::timeline
