#include "views/common/chart/series_chart.h"

#include "models/text/quantities.h"
#include "views/common/chart/colours.h"

#include <QKeyEvent>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace strandline::chart {

using series::TimeSpan;

namespace {

constexpr int dragThreshold = 4;
constexpr float markedAlpha = 0.16F;
constexpr int swatch = 8;

} // namespace

SeriesChart::SeriesChart(series::SeriesModel *model, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_model(model), m_theme(theme), m_emptyText(tr("Nothing is known of this time."))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(model, &series::SeriesModel::changed, this, &SeriesChart::invalidate);
    connect(theme, &theme::Theme::changed, this, &SeriesChart::invalidate);
    describe();
}

void SeriesChart::setMode(Mode mode)
{
    m_mode = mode;
    invalidate();
}

void SeriesChart::setLimit(std::optional<Limit> limit)
{
    m_limit = std::move(limit);
    invalidate();
}

void SeriesChart::setEmptyText(const QString &text)
{
    if (text != m_emptyText) {
        m_emptyText = text;
        invalidate();
    }
}

void SeriesChart::setMarked(std::optional<TimeSpan> span)
{
    if (!m_dragging && span != m_marked) {
        m_marked = span;
        update();
    }
}

PlotLook SeriesChart::look(const QString &title) const
{
    return {m_mode, m_limit, m_theme->tokens(), font(), title, m_emptyText};
}

const Plot &SeriesChart::plot() const
{
    if (!m_plot) {
        m_plot.emplace(m_model->shared(), look({}), size());
    }
    return *m_plot;
}

void SeriesChart::invalidate()
{
    m_plot.reset();
    if (m_line >= static_cast<int>(m_model->series().lines.size())) {
        m_line = -1;
    }
    describe();
    update();
}

void SeriesChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_plot.reset();
    m_column = -1;
}

void SeriesChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        invalidate();
    }
}

void SeriesChart::describe()
{
    const series::SeriesData &figures = m_model->series();
    QString text = m_emptyText;
    if (m_column >= 0) {
        text = hoverText().replace('\n', ", ");
    } else if (figures.steps() > 0) {
        QStringList titles;
        for (const series::Line &line : figures.lines) {
            titles << line.title;
        }
        text = tr("%1 from %2 to %3.", "lines of a chart, time, time")
                   .arg(titles.join(", "), text::time(figures.start, text::now()),
                        text::time(figures.end(), text::now()));
    }
    setAccessibleDescription(text);
}

bool SeriesChart::offersClicks() const
{
    return isSignalConnected(QMetaMethod::fromSignal(&SeriesChart::lineClicked));
}

bool SeriesChart::offersRanges() const
{
    return isSignalConnected(QMetaMethod::fromSignal(&SeriesChart::rangeSelected));
}

std::vector<std::pair<QString, int>> SeriesChart::hoverLines() const
{
    std::vector<std::pair<QString, int>> out;
    const series::SeriesData &figures = m_model->series();
    const series::Columns &columns = plot().columns();
    const auto column = static_cast<std::size_t>(m_column);
    if (m_column < 0 || column >= columns.steps.size()) {
        return out;
    }
    out.emplace_back(tr("%1 · %2", "time, how long the step is")
                         .arg(text::time(figures.timeOf(columns.steps[column]), text::now()),
                              text::duration(figures.step)),
                     -1);
    const bool stack = m_mode == Mode::Stack;
    if (stack && std::isnan(columns.sums[column])) {
        out.emplace_back(tr("not known"), -1);
        return out;
    }
    for (std::size_t i = figures.lines.size(); i-- > 0;) { // as they lie upon each other
        const double value = columns.lines[i][column];
        const QString text = std::isnan(value) ? tr("not known") : series::valueText(value, figures.unit);
        out.emplace_back(tr("%1: %2", "line of a chart, its value").arg(figures.lines[i].title, text),
                         static_cast<int>(i));
    }
    if (stack && figures.lines.size() > 1) {
        out.emplace_back(tr("In all: %1").arg(series::valueText(columns.sums[column], figures.unit)), -1);
    }
    return out;
}

QString SeriesChart::hoverText() const
{
    QStringList out;
    for (const auto &[text, line] : hoverLines()) {
        out << text;
    }
    return out.join('\n');
}

void SeriesChart::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    plot().paint(painter, m_line);
    if (!plot().empty()) {
        paintMarked(painter);
        paintHover(painter);
    }
    if (hasFocus()) {
        painter.setPen(m_theme->tokens().accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void SeriesChart::paintMarked(QPainter &painter) const
{
    if (!m_marked) {
        return;
    }
    const QRect area = plot().area();
    const int from = plot().xOf(m_marked->from);
    const int to = plot().xOf(m_marked->to);
    if (to <= from) { // out of sight
        return;
    }
    QColor fill = m_theme->tokens().accent;
    painter.setPen(fill);
    painter.drawLine(from, area.top(), from, area.bottom());
    painter.drawLine(to, area.top(), to, area.bottom());
    fill.setAlphaF(markedAlpha);
    painter.fillRect(from, area.top(), to - from, area.height(), fill);
}

void SeriesChart::paintHover(QPainter &painter) const
{
    const auto lines = hoverLines();
    if (lines.empty() || m_dragging) {
        return;
    }
    const theme::Tokens &t = m_theme->tokens();
    const QRect area = plot().area();
    const int x = area.left() + m_column;
    painter.setPen(QPen(t.text, 1, Qt::DotLine));
    painter.drawLine(x, area.top(), x, area.bottom());
    const QFontMetrics metrics(font());
    int width = 0;
    for (const auto &[text, line] : lines) {
        width = std::max(width, metrics.horizontalAdvance(text));
    }
    QRect box(x + theme::space3, area.top(), width + swatch + theme::space1 + 2 * theme::space2,
              static_cast<int>(lines.size()) * metrics.height() + 2 * theme::space1);
    if (box.right() > this->width()) {
        box.moveRight(x - theme::space3);
    }
    box.moveLeft(std::max(box.left(), 0));
    box.moveTop(std::max(std::min(box.top(), height() - box.height()), 0));
    painter.setPen(t.border);
    painter.setBrush(t.surface);
    painter.drawRect(box);
    int y = box.top() + theme::space1;
    for (const auto &[text, line] : lines) {
        const int left = box.left() + theme::space2;
        if (line >= 0) {
            const series::Line &of = m_model->series().lines[static_cast<std::size_t>(line)];
            painter.fillRect(left, y + (metrics.height() - swatch) / 2, swatch, swatch,
                             colourOf(of.colour, t));
        }
        painter.setPen(line < 0 ? t.secondary : t.text);
        painter.drawText(left + (line < 0 ? 0 : swatch + theme::space1), y + metrics.ascent(), text);
        y += metrics.height();
    }
}

void SeriesChart::setHover(int column, int line)
{
    if (column == m_column && line == m_line) {
        return;
    }
    m_column = column;
    m_line = line;
    describe();
    update();
}

void SeriesChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        m_anchor = static_cast<int>(event->position().x());
        m_before = m_marked;
    }
}

void SeriesChart::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    const bool pressed = m_anchor && event->buttons().testFlag(Qt::LeftButton);
    if (pressed && offersRanges() && (m_dragging || std::abs(at.x() - *m_anchor) > dragThreshold)) {
        m_dragging = true;
        markTo(at.x());
        return;
    }
    const bool inside = plot().area().contains(at);
    const int line = plot().empty() ? -1 : plot().lineAt(at);
    setHover(inside ? plot().columnAt(at.x()) : -1, inside ? -1 : line); // the legend makes one stand out
    if (line >= 0 && offersClicks()) {
        setCursor(Qt::PointingHandCursor);
    } else {
        unsetCursor();
    }
}

void SeriesChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_anchor) {
        return;
    }
    m_anchor.reset();
    if (std::exchange(m_dragging, false)) {
        emit rangeSelected(m_marked->from, m_marked->to);
        return;
    }
    const int line = plot().empty() ? -1 : plot().lineAt(event->position().toPoint());
    if (line >= 0) {
        emit lineClicked(m_model->series().lines[static_cast<std::size_t>(line)].id);
    }
}

// From the anchor, whole steps, both ends in it.
void SeriesChart::markTo(int x)
{
    const core::Time a = plot().timeAt(*m_anchor);
    const core::Time b = plot().timeAt(x);
    const series::SeriesData &figures = m_model->series();
    m_marked = TimeSpan{std::min(a, b), std::min(std::max(a, b) + figures.step, figures.end())};
    setHover(-1, -1);
    update();
}

void SeriesChart::leaveEvent(QEvent * /*event*/)
{
    setHover(-1, -1);
    unsetCursor();
}

void SeriesChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    setHover(-1, -1);
}

void SeriesChart::keyPressEvent(QKeyEvent *event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const int last = static_cast<int>(plot().columns().steps.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        stepHover(event->key() == Qt::Key_Left ? -1 : 1, shift && offersRanges());
        return;
    case Qt::Key_Home:
        setHover(std::min(last, 0), m_line);
        return;
    case Qt::Key_End:
        setHover(last, m_line);
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        stepLine(event->key() == Qt::Key_Up ? 1 : -1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (enter()) {
            return;
        }
        break;
    case Qt::Key_Escape:
        if (dropRange()) {
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

// To the next step that is shown.
void SeriesChart::stepHover(int by, bool marking)
{
    const std::vector<std::size_t> &steps = plot().columns().steps;
    const int last = static_cast<int>(steps.size()) - 1;
    if (last < 0) {
        return;
    }
    int column = m_column < 0 ? last : m_column;
    const int from = column;
    while (m_column >= 0 && column + by >= 0 && column + by <= last) {
        column += by;
        if (steps[static_cast<std::size_t>(column)] != steps[static_cast<std::size_t>(from)]) {
            break;
        }
    }
    if (marking) {
        if (!m_anchor) {
            m_before = m_marked;
            m_anchor = plot().area().left() + from;
        }
        markTo(plot().area().left() + column);
    } else {
        m_anchor.reset();
    }
    setHover(column, m_line);
}

void SeriesChart::stepLine(int by)
{
    const int count = static_cast<int>(m_model->series().lines.size());
    if (count > 0) {
        const int from = m_line < 0 && by < 0 ? count : m_line;
        setHover(m_column, std::clamp(from + by, 0, count - 1));
    }
}

bool SeriesChart::enter()
{
    if (m_anchor && m_marked) {
        m_anchor.reset();
        emit rangeSelected(m_marked->from, m_marked->to);
        return true;
    }
    if (m_line >= 0 && offersClicks()) {
        emit lineClicked(m_model->series().lines[static_cast<std::size_t>(m_line)].id);
        return true;
    }
    return false;
}

bool SeriesChart::dropRange()
{
    if (m_anchor && m_marked) { // not selected yet
        m_anchor.reset();
        m_dragging = false;
        m_marked = m_before;
        update();
        return true;
    }
    if (!m_marked) {
        return false;
    }
    m_marked.reset();
    update();
    emit rangeCleared();
    return true;
}

} // namespace strandline::chart
