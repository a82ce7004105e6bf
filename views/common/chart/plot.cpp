#include "views/common/chart/plot.h"

#include "views/common/chart/colours.h"
#include "views/common/chart/time_axis.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace strandline::chart {

using series::Columns;
using theme::space1;
using theme::space2;
using theme::space3;
using theme::space4;

namespace {

constexpr int tickSpacing = 96;
constexpr int lineSpacing = 36; // between the lines of the value axis, at least
constexpr int linesMax = 5;
constexpr int swatch = 10;
constexpr int lineWidth = 2;
constexpr int nearLine = 6; // pixels
constexpr double smallText = 0.9;
constexpr float paleAlpha = 0.3F;
constexpr double limitInSight = 4; // times the highest value, at most

int round(double value)
{
    return static_cast<int>(std::lround(value));
}

// Adds the column x of a run, or makes the last one wider.
void addColumn(std::vector<QRect> &runs, int x, int top, int height)
{
    if (height <= 0) {
        return;
    }
    if (!runs.empty() && runs.back().right() + 1 == x && runs.back().top() == top &&
        runs.back().height() == height) {
        runs.back().setRight(x);
    } else {
        runs.emplace_back(x, top, 1, height);
    }
}

} // namespace

Plot::Plot(series::SharedSeries data, PlotLook look, QSize size)
    : m_data(std::move(data)), m_look(std::move(look)), m_small(m_look.font), m_size(size)
{
    m_small.setPointSizeF(m_small.pointSizeF() * smallText);
    for (const series::Line &line : m_data->lines) {
        m_empty = m_empty && std::all_of(line.values.begin(), line.values.end(),
                                         [](double value) { return std::isnan(value); });
    }
    layOut(size);
    if (m_empty || m_area.width() < 1 || m_area.height() < 1) {
        m_empty = true;
        return;
    }
    m_runs.resize(m_data->lines.size());
    if (m_look.mode == Mode::Stack) {
        runStack();
    } else {
        runLines();
    }
    findGaps();
}

void Plot::layOut(QSize size)
{
    const QFontMetrics metrics(m_small);
    const int above = space2 + (m_look.title.isEmpty() ? 0 : QFontMetrics(m_look.font).height() + space2);
    const int below = metrics.height() + space2 + placeLegend(size, 0);
    const int height = size.height() - above - below;
    const bool stack = m_look.mode == Mode::Stack;
    const double highest = (stack ? stackColumns(*m_data, 1) : lineColumns(*m_data, 1)).highest;
    double top = highest;
    if (m_look.limit && m_look.limit->value <= highest * limitInSight) {
        top = std::max(top, m_look.limit->value);
    }
    const bool share = m_data->unit == series::Unit::Share;
    top = share ? 1 : top;
    m_step = series::axisStep(top, m_data->unit, std::clamp(height / lineSpacing, 1, linesMax));
    m_top = std::max(std::ceil(top / m_step - 1e-9), 1.0) * m_step;
    int labels = 0;
    for (double value = 0; value <= m_top * (1 + 1e-9); value += m_step) {
        labels = std::max(labels, metrics.horizontalAdvance(series::axisText(value, m_step, m_data->unit)));
    }
    m_area = QRect(space3 + labels + space2, above, size.width() - space3 - labels - space2 - space4, height);
    placeLegend(size, m_area.bottom() + 1 + metrics.height() + space2);
    m_columns = stack ? stackColumns(*m_data, m_area.width()) : lineColumns(*m_data, m_area.width());
}

// In rows as wide as the chart.
int Plot::placeLegend(QSize size, int top)
{
    m_legend.clear();
    m_limitEntry = {};
    if (m_data->lines.size() < 2 && !m_look.limit) {
        return 0;
    }
    const QFontMetrics metrics(m_small);
    const int height = metrics.height() + space1;
    int x = space3;
    int y = top + space1;
    const auto place = [&](const QString &title) {
        const int width =
            std::min(swatch + space1 + metrics.horizontalAdvance(title) + space2, size.width() - 2 * space3);
        if (x > space3 && x + width > size.width() - space3) {
            x = space3;
            y += height;
        }
        const QRect entry(x, y, width, height);
        x += width + space2;
        return entry;
    };
    for (const series::Line &line : m_data->lines) {
        m_legend.push_back(place(line.title));
    }
    if (m_look.limit) {
        m_limitEntry = place(m_look.limit->title);
    }
    return y + height + space1 - top;
}

int Plot::yOf(double value) const
{
    return m_area.bottom() + 1 - round(std::clamp(value / m_top, 0.0, 1.0) * m_area.height());
}

void Plot::runStack()
{
    for (std::size_t column = 0; column < m_columns.sums.size(); ++column) {
        if (std::isnan(m_columns.sums[column])) {
            continue;
        }
        const int x = m_area.left() + static_cast<int>(column);
        double sum = 0;
        int below = yOf(0);
        for (std::size_t line = 0; line < m_runs.size(); ++line) {
            sum += m_columns.lines[line][column];
            const int y = yOf(sum);
            addColumn(m_runs[line], x, y, below - y);
            below = y;
        }
    }
}

// Steps, joined by upright lines.
void Plot::runLines()
{
    for (std::size_t line = 0; line < m_runs.size(); ++line) {
        const std::vector<double> &values = m_columns.lines[line];
        int before = -1; // none: the area begins below that
        for (std::size_t column = 0; column < values.size(); ++column) {
            if (std::isnan(values[column])) {
                before = -1;
                continue;
            }
            const int y = std::min(yOf(values[column]), m_area.bottom() + 1 - lineWidth);
            const int highest = before < 0 ? y : std::min(y, before);
            const int lowest = std::max(y, before);
            addColumn(m_runs[line], m_area.left() + static_cast<int>(column), highest,
                      lowest - highest + lineWidth);
            before = y;
        }
    }
}

void Plot::findGaps()
{
    const auto known = [&](std::size_t column) {
        return std::any_of(m_columns.lines.begin(), m_columns.lines.end(),
                           [&](const std::vector<double> &line) { return !std::isnan(line[column]); });
    };
    for (std::size_t column = 0; column < m_columns.steps.size(); ++column) {
        if (!known(column)) {
            addColumn(m_gaps, m_area.left() + static_cast<int>(column), m_area.top(), m_area.height());
        }
    }
}

QColor Plot::colourAt(std::size_t line, int standsOut) const
{
    QColor colour = colourOf(m_data->lines[line].colour, m_look.tokens);
    if (standsOut >= 0 && standsOut != static_cast<int>(line)) {
        colour.setAlphaF(paleAlpha);
    }
    return colour;
}

void Plot::paint(QPainter &painter, int line) const
{
    const theme::Tokens &t = m_look.tokens;
    painter.fillRect(QRect(QPoint(), m_size), t.surface);
    painter.setFont(m_look.font);
    if (!m_look.title.isEmpty()) {
        painter.setPen(t.text);
        painter.drawText(QRect(space3, space2, m_size.width() - 2 * space3, m_area.top() - space2),
                         Qt::AlignLeft | Qt::AlignTop, m_look.title);
    }
    if (m_empty) {
        painter.setPen(t.secondary);
        painter.drawText(QRect(QPoint(), m_size).adjusted(space4, m_area.top(), -space4, -space4),
                         Qt::AlignCenter | Qt::TextWordWrap, m_look.emptyText);
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(QBrush(t.border, Qt::BDiagPattern));
    painter.drawRects(m_gaps.data(), static_cast<int>(m_gaps.size()));
    paintAxes(painter);
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        painter.setBrush(colourAt(i, line));
        painter.drawRects(m_runs[i].data(), static_cast<int>(m_runs[i].size()));
    }
    if (m_look.limit && m_look.limit->value <= m_top) {
        const int y = std::max(yOf(m_look.limit->value) - 1, m_area.top());
        painter.fillRect(m_area.left(), y, m_area.width(), lineWidth, t.danger);
    }
    paintLegend(painter, line);
}

void Plot::paintAxes(QPainter &painter) const
{
    const theme::Tokens &t = m_look.tokens;
    painter.setFont(m_small);
    const QFontMetrics metrics(m_small);
    for (double value = 0; value <= m_top * (1 + 1e-9); value += m_step) {
        const int y = std::min(yOf(value), m_area.bottom());
        painter.setPen(t.border);
        painter.drawLine(m_area.left(), y, m_area.right(), y);
        painter.setPen(t.secondary);
        painter.drawText(QRect(0, y - metrics.height() / 2, m_area.left() - space2, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, series::axisText(value, m_step, m_data->unit));
    }
    for (const TimeTick &tick : timeTicks(m_data->start, m_data->end(), m_area.width() / tickSpacing)) {
        const int x = xOf(tick.time);
        painter.setPen(t.border);
        painter.drawLine(x, tick.major ? m_area.top() : m_area.bottom(), x, m_area.bottom() + space1);
        const int width = metrics.horizontalAdvance(tick.label) + 2;
        const int left = std::clamp(x - width / 2, 0, std::max(0, m_size.width() - width - 2));
        painter.setPen(tick.major ? t.text : t.secondary);
        painter.drawText(QRect(left, m_area.bottom() + space1, width, metrics.height() + space1),
                         Qt::AlignCenter, tick.label);
    }
}

void Plot::paintLegend(QPainter &painter, int line) const
{
    const theme::Tokens &t = m_look.tokens;
    painter.setFont(m_small);
    const QFontMetrics metrics(m_small);
    const auto entry = [&](const QRect &place, const QColor &colour, bool asLine, const QString &title) {
        const int height = asLine ? 3 : swatch;
        painter.fillRect(place.left(), place.center().y() - height / 2 + 1, swatch, height, colour);
        const QRect room = place.adjusted(swatch + space1, 0, 0, 0);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(title, Qt::ElideRight, room.width()));
    };
    for (std::size_t i = 0; i < m_legend.size(); ++i) {
        painter.setPen(static_cast<int>(i) == line ? t.text : t.secondary);
        entry(m_legend[i], colourAt(i, line), m_look.mode == Mode::Lines, m_data->lines[i].title);
    }
    if (m_look.limit) {
        painter.setPen(t.secondary);
        entry(m_limitEntry, t.danger, true, m_look.limit->title);
    }
}

int Plot::columnAt(int x) const
{
    return m_empty || x < m_area.left() || x > m_area.right() ? -1 : x - m_area.left();
}

int Plot::lineAt(QPoint position) const
{
    for (std::size_t i = 0; i < m_legend.size(); ++i) {
        if (m_legend[i].contains(position)) {
            return static_cast<int>(i);
        }
    }
    const int column = m_area.contains(position) ? columnAt(position.x()) : -1;
    if (column < 0) {
        return -1;
    }
    int found = -1;
    int nearest = m_look.mode == Mode::Stack ? 0 : nearLine; // pixels
    double sum = 0;
    for (std::size_t i = 0; i < m_columns.lines.size(); ++i) {
        const double value = m_columns.lines[i][static_cast<std::size_t>(column)];
        if (std::isnan(value)) {
            continue;
        }
        if (m_look.mode == Mode::Stack) {
            sum += value;
            if (position.y() >= yOf(sum)) {
                return static_cast<int>(i);
            }
        } else if (const int away = std::abs(yOf(value) - position.y()); away <= nearest) {
            nearest = away;
            found = static_cast<int>(i);
        }
    }
    return found;
}

core::Time Plot::timeAt(int x) const
{
    const auto steps = static_cast<std::int64_t>(m_data->steps());
    const std::int64_t offset = std::clamp(x - m_area.left(), 0, std::max(m_area.width(), 1));
    return m_data->timeOf(static_cast<std::size_t>(offset * steps / std::max(m_area.width(), 1)));
}

int Plot::xOf(core::Time time) const
{
    const auto span = static_cast<double>((m_data->end() - m_data->start).count());
    const double share = span > 0 ? static_cast<double>((time - m_data->start).count()) / span : 0;
    return m_area.left() + round(std::clamp(share, 0.0, 1.0) * m_area.width());
}

} // namespace strandline::chart
