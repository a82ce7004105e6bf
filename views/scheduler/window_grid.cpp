#include "views/scheduler/window_grid.h"

#include "models/scheduler/job_words.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace strandline::scheduler {

namespace {

constexpr int days = 7;
constexpr int cells = 48;
constexpr int minutesOfCell = 30;
constexpr int minutesOfDay = 24 * 60;
constexpr int cellSize = 18;
constexpr int hoursLabelled = 3;

int minuteOf(const QPoint &cell)
{
    return cell.y() * minutesOfDay + cell.x() * minutesOfCell;
}

} // namespace

WindowGrid::WindowGrid(theme::Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName("windowGrid");
    setAccessibleName(tr("Week grid of the window"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    moveTo({}, false);
}

void WindowGrid::setWindow(const Window &window)
{
    m_window = window;
    moveTo(m_cell, false);
    update();
}

void WindowGrid::setEditable(bool editable)
{
    m_editable = editable;
    update();
}

int WindowGrid::labelWidth() const
{
    if (m_labelFont != font() || m_labelWidth == 0) { // asked for each cell
        m_labelFont = font();
        m_labelWidth = 0;
        for (int day = 1; day <= days; ++day) {
            m_labelWidth = std::max(m_labelWidth, fontMetrics().horizontalAdvance(shortWeekdayName(day)));
        }
    }
    return m_labelWidth + theme::space2;
}

QSize WindowGrid::sizeHint() const
{
    return {labelWidth() + cells * cellSize,
            fontMetrics().height() + theme::space1 + days * (cellSize + 6) + 1};
}

QSize WindowGrid::minimumSizeHint() const
{
    return {labelWidth() + cells * 8, sizeHint().height()};
}

QRect WindowGrid::cellRect(int day, int halfHour) const
{
    const int room = width() - labelWidth() - 1;
    const int left = labelWidth() + halfHour * room / cells;
    const int right = labelWidth() + (halfHour + 1) * room / cells;
    const int header = fontMetrics().height() + theme::space1;
    const int body = height() - header - 1;
    const int top = header + day * body / days;
    return {left, top, right - left, header + (day + 1) * body / days - top};
}

QPoint WindowGrid::cellAt(const QPoint &position) const
{
    QPoint cell(0, 0);
    while (cell.x() + 1 < cells && cellRect(0, cell.x()).right() < position.x()) {
        ++cell.rx();
    }
    while (cell.y() + 1 < days && cellRect(cell.y(), 0).bottom() < position.y()) {
        ++cell.ry();
    }
    return cell;
}

bool WindowGrid::isOpen(const QPoint &cell) const
{
    return m_window.contains(minuteOf(cell));
}

QString WindowGrid::cellText(const QPoint &cell) const
{
    const int start = cell.x() * minutesOfCell;
    return tr("%1 %2–%3: %4", "Monday 22:00-22:30: open")
        .arg(weekdayName(cell.y() + 1), QString::fromStdString(clockText(start)),
             QString::fromStdString(clockText(start + minutesOfCell)),
             isOpen(cell) ? tr("open") : tr("closed"));
}

// The rectangle between two cells.
void WindowGrid::paintCells(const QPoint &from, const QPoint &to)
{
    for (int day = std::min(from.y(), to.y()); day <= std::max(from.y(), to.y()); ++day) {
        const WeekSpan span{minuteOf({std::min(from.x(), to.x()), day}),
                            minuteOf({std::max(from.x(), to.x()), day}) + minutesOfCell};
        if (m_opening) {
            m_window.add(span);
        } else {
            m_window.remove(span);
        }
    }
    update();
    emit windowChanged();
}

void WindowGrid::mousePressEvent(QMouseEvent *event)
{
    m_cell = cellAt(event->position().toPoint());
    if (m_editable && event->button() == Qt::LeftButton) {
        m_opening = !isOpen(m_cell);
        paintCells(m_cell, m_cell);
    }
    moveTo(m_cell, false);
}

void WindowGrid::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint cell = cellAt(event->position().toPoint());
    if (m_editable && (event->buttons() & Qt::LeftButton) != 0 && cell != m_cell) {
        paintCells(m_cell, cell);
        moveTo(cell, false);
    }
}

void WindowGrid::moveTo(const QPoint &cell, bool paint)
{
    m_cell = {std::clamp(cell.x(), 0, cells - 1), std::clamp(cell.y(), 0, days - 1)};
    if (paint && m_editable) {
        paintCells(m_cell, m_cell);
    }
    setAccessibleDescription(cellText(m_cell));
    update();
}

void WindowGrid::keyPressEvent(QKeyEvent *event)
{
    const bool paint = (event->modifiers() & Qt::ShiftModifier) != 0;
    switch (event->key()) {
    case Qt::Key_Left:
        moveTo(m_cell - QPoint(1, 0), paint);
        break;
    case Qt::Key_Right:
        moveTo(m_cell + QPoint(1, 0), paint);
        break;
    case Qt::Key_Up:
        moveTo(m_cell - QPoint(0, 1), paint);
        break;
    case Qt::Key_Down:
        moveTo(m_cell + QPoint(0, 1), paint);
        break;
    case Qt::Key_Space:
        m_opening = !isOpen(m_cell);
        moveTo(m_cell, true);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool WindowGrid::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), cellText(cellAt(help->pos())), this);
        return true;
    }
    return QWidget::event(event);
}

void WindowGrid::paintEvent(QPaintEvent * /*event*/)
{
    const theme::Tokens &tokens = m_theme->tokens();
    QPainter painter(this);
    for (int day = 0; day < days; ++day) {
        painter.setPen(tokens.secondary);
        const QRect first = cellRect(day, 0);
        painter.drawText(QRect(0, first.top(), labelWidth() - theme::space1, first.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, shortWeekdayName(day + 1));
        const QRect whole = first.united(cellRect(day, cells - 1));
        painter.fillRect(whole, tokens.surface);
        // Exactly as long as it is open, also where that is no half hour.
        for (const WeekSpan &span : m_window.spans()) {
            const int from = std::max(span.from - day * minutesOfDay, 0);
            const int to = std::min(span.to - day * minutesOfDay, minutesOfDay);
            if (from < to) {
                const int left = whole.left() + from * whole.width() / minutesOfDay;
                const int right = whole.left() + to * whole.width() / minutesOfDay;
                painter.fillRect(QRect(left, whole.top() + 1, right - left, whole.height() - 1),
                                 tokens.accent);
            }
        }
        painter.setPen(tokens.border);
        for (int cell = 0; cell < cells; ++cell) {
            painter.drawRect(cellRect(day, cell));
        }
    }
    painter.setPen(tokens.secondary);
    for (int hour = 0; hour < 24; hour += hoursLabelled) {
        const QRect cell = cellRect(0, hour * 2);
        painter.drawText(QRect(cell.left(), 0, cellRect(0, 6).left() - cellRect(0, 0).left(), cell.top()),
                         Qt::AlignLeft | Qt::AlignVCenter, QString::fromStdString(clockText(hour * 60)));
    }
    if (hasFocus()) {
        painter.setPen(QPen(tokens.text, 2));
        painter.drawRect(cellRect(m_cell.y(), m_cell.x()));
    }
}

} // namespace strandline::scheduler
