#include "views/common/chart/range_strip.h"

#include "models/series/series_columns.h"
#include "models/text/quantities.h"
#include "views/common/chart/time_axis.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace strandline::chart {

using series::TimeSpan;
using std::chrono::microseconds;

namespace {

constexpr int grip = 5; // pixels on each side of an edge
constexpr int handleWidth = 4;
constexpr int handleHeight = 16;
constexpr int leastPixels = 4; // of a selection
constexpr int keySteps = 60;   // in the outer time
constexpr int tickSpacing = 96;
constexpr float shadeAlpha = 0.62F;

} // namespace

RangeStrip::RangeStrip(series::SeriesModel *model, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_model(model), m_theme(theme)
{
    setAccessibleName(tr("Range of time"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(model, &series::SeriesModel::changed, this, [this] {
        describe();
        update();
    });
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void RangeStrip::setSelection(const TimeSpan &span)
{
    if (!m_drag && span != m_selection) {
        m_selection = span;
        describe();
        update();
    }
}

void RangeStrip::describe()
{
    setAccessibleDescription(tr("%1 to %2, %3", "time, time, duration")
                                 .arg(text::time(m_selection.from, text::now()),
                                      text::time(m_selection.to, text::now()),
                                      text::duration(m_selection.to - m_selection.from)));
}

QRect RangeStrip::area() const
{
    return rect().adjusted(theme::space3, theme::space1, -theme::space3,
                           -fontMetrics().height() - theme::space1);
}

int RangeStrip::xOf(core::Time time) const
{
    const series::SeriesData &outer = m_model->series();
    const auto span = static_cast<double>((outer.end() - outer.start).count());
    const double share = span > 0 ? static_cast<double>((time - outer.start).count()) / span : 0;
    return area().left() + static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * area().width()));
}

microseconds RangeStrip::shift(int pixels) const
{
    const series::SeriesData &outer = m_model->series();
    return (outer.end() - outer.start) * pixels / std::max(area().width(), 1);
}

core::Time RangeStrip::timeAt(int x) const
{
    return m_model->series().start + shift(std::clamp(x - area().left(), 0, area().width()));
}

RangeStrip::Part RangeStrip::partAt(int x) const
{
    const int from = xOf(m_selection.from);
    const int to = xOf(m_selection.to);
    if (to > from && std::abs(x - from) <= grip) {
        return Part::Left;
    }
    if (to > from && std::abs(x - to) <= grip) {
        return Part::Right;
    }
    return x > from && x < to ? Part::Body : Part::Outside;
}

// Kept within the outer time: what pans keeps its length.
void RangeStrip::select(TimeSpan span)
{
    const series::SeriesData &outer = m_model->series();
    const auto length = std::min(span.to - span.from, outer.end() - outer.start);
    span.from = std::clamp(span.from, outer.start, outer.end() - length);
    span.to = span.from + length;
    if (span == m_selection || length < shift(leastPixels)) {
        return;
    }
    m_selection = span;
    describe();
    update();
    emit selectionChanged(span.from, span.to);
}

void RangeStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_model->series().steps() > 0) {
        const int x = static_cast<int>(event->position().x());
        m_drag = Drag{partAt(x), x, m_selection};
    }
}

void RangeStrip::mouseMoveEvent(QMouseEvent *event)
{
    const int x = static_cast<int>(event->position().x());
    if (!m_drag) {
        const Part part = partAt(x);
        setCursor(part == Part::Body      ? Qt::OpenHandCursor
                  : part == Part::Outside ? Qt::CrossCursor
                                          : Qt::SizeHorCursor);
        return;
    }
    const TimeSpan &before = m_drag->before;
    const core::Time at = timeAt(x);
    switch (m_drag->part) {
    case Part::Left:
        select({std::min(at, before.to - shift(leastPixels)), before.to});
        break;
    case Part::Right:
        select({before.from, std::max(at, before.from + shift(leastPixels))});
        break;
    case Part::Body: {
        const microseconds by = shift(x - m_drag->x);
        select({before.from + by, before.to + by});
        break;
    }
    case Part::Outside:
        select({std::min(timeAt(m_drag->x), at), std::max(timeAt(m_drag->x), at)});
        break;
    }
}

void RangeStrip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        m_drag.reset();
    }
}

void RangeStrip::keyPressEvent(QKeyEvent *event)
{
    const series::SeriesData &outer = m_model->series();
    const auto length = m_selection.to - m_selection.from;
    const bool left = event->key() == Qt::Key_Left;
    if (outer.steps() == 0) {
        QWidget::keyPressEvent(event);
    } else if (left || event->key() == Qt::Key_Right) {
        const auto by = (outer.end() - outer.start) / keySteps * (left ? -1 : 1);
        const core::Time least = m_selection.from + shift(leastPixels);
        if (event->modifiers().testFlag(Qt::ShiftModifier)) {
            select({m_selection.from, std::clamp(m_selection.to + by, least, outer.end())});
        } else if (event->modifiers().testFlag(Qt::ControlModifier)) {
            select({std::clamp(m_selection.from + by, outer.start, m_selection.to - shift(leastPixels)),
                    m_selection.to});
        } else {
            select({m_selection.from + by, m_selection.to + by});
        }
    } else if (event->key() == Qt::Key_Home) {
        select({outer.start, outer.start + length});
    } else if (event->key() == Qt::Key_End) {
        select({outer.end() - length, outer.end()});
    } else {
        QWidget::keyPressEvent(event);
    }
}

void RangeStrip::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const theme::Tokens &t = m_theme->tokens();
    const QRect room = area();
    painter.fillRect(rect(), t.surface);
    const series::SeriesData &outer = m_model->series();
    const series::Columns columns = series::stackColumns(outer, room.width());
    QColor colour = t.accent;
    colour.setAlphaF(0.7F);
    for (std::size_t i = 0; i < columns.sums.size(); ++i) {
        const int x = room.left() + static_cast<int>(i);
        if (std::isnan(columns.sums[i])) {
            painter.fillRect(x, room.top(), 1, room.height(), QBrush(t.border, Qt::BDiagPattern));
        } else if (columns.sums[i] > 0) {
            const int height =
                std::max(static_cast<int>(std::lround(columns.sums[i] / columns.highest * room.height())), 1);
            painter.fillRect(x, room.bottom() + 1 - height, 1, height, colour);
        }
    }
    painter.setPen(t.border);
    painter.drawRect(room);
    for (const TimeTick &tick : timeTicks(outer.start, outer.end(), room.width() / tickSpacing)) {
        const int width = fontMetrics().horizontalAdvance(tick.label) + 2;
        const int left = std::clamp(xOf(tick.time) - width / 2, 1, std::max(1, this->width() - width - 1));
        painter.setPen(tick.major ? t.text : t.secondary);
        painter.drawText(QRect(left, room.bottom() + 2, width, fontMetrics().height()), Qt::AlignCenter,
                         tick.label);
    }
    const int from = xOf(m_selection.from);
    const int to = xOf(m_selection.to);
    if (to > from) {
        QColor shade = t.window;
        shade.setAlphaF(shadeAlpha);
        painter.fillRect(room.left(), room.top(), from - room.left(), room.height(), shade);
        painter.fillRect(to, room.top(), room.right() + 1 - to, room.height(), shade);
        painter.setPen(t.accent);
        painter.drawRect(from, room.top(), to - from, room.height());
        for (const int x : {from, to}) {
            painter.fillRect(x - handleWidth / 2, room.center().y() - handleHeight / 2, handleWidth,
                             handleHeight, t.accent);
        }
    }
    if (hasFocus()) {
        painter.setPen(t.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace strandline::chart
