// One chart of figures over time, laid out for a size and painted: for a widget, and for pictures. Immutable
// once made; any thread (it translates nothing).
//
// Draws one column of pixels at a time, as runs of equal height: 3,600 steps of 8 lines take about a
// millisecond. Steps aren't joined by slopes, gaps are hatched, the axis begins at zero.
#pragma once

#include "models/series/series_columns.h"
#include "views/common/theme/tokens.h"

#include <QFont>
#include <QRect>

class QPainter;

namespace strandline::chart {

enum class Mode
{
    Stack, // areas one upon the other
    Lines,
};

// A line across, as that of the CPU cores. Far above all values it is left out, so that these can be seen;
// the legend names it then too.
struct Limit
{
    double value = 0;
    QString title; // "CPU cores: 2"
};

struct PlotLook
{
    Mode mode = Mode::Stack;
    std::optional<Limit> limit;
    theme::Tokens tokens;
    QFont font;
    QString title;     // above the chart; empty: none
    QString emptyText; // where nothing is known
};

class Plot
{
public:
    Plot(series::SharedSeries data, PlotLook look, QSize size);

    // line: stands out, the others are pale; -1: none.
    void paint(QPainter &painter, int line = -1) const;

    bool empty() const { return m_empty; } // no value is known
    const QRect &area() const { return m_area; }
    const series::Columns &columns() const { return m_columns; }
    double top() const { return m_top; } // value at the upper edge
    // Of the legend, by line; empty where there is one line alone.
    const std::vector<QRect> &legend() const { return m_legend; }

    int columnAt(int x) const;         // -1: outside
    int lineAt(QPoint position) const; // layer, line or entry of the legend; -1: none
    core::Time timeAt(int x) const;    // the beginning of its step
    int xOf(core::Time time) const;    // within the area
    int yOf(double value) const;

private:
    using Runs = std::vector<QRect>;

    void layOut(QSize size);
    int placeLegend(QSize size, int top); // its height
    void runStack();
    void runLines();
    void findGaps();
    void paintAxes(QPainter &painter) const;
    void paintLegend(QPainter &painter, int line) const;
    QColor colourAt(std::size_t line, int standsOut) const;

    series::SharedSeries m_data;
    PlotLook m_look;
    QFont m_small;
    QSize m_size;
    bool m_empty = true;
    QRect m_area;
    std::vector<QRect> m_legend;
    QRect m_limitEntry; // of the legend
    double m_step = 1;  // of the axis
    double m_top = 1;
    series::Columns m_columns;
    std::vector<Runs> m_runs; // by line
    Runs m_gaps;
};

} // namespace strandline::chart
