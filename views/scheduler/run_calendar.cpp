#include "views/scheduler/run_calendar.h"

#include "models/scheduler/job_words.h"

#include <QDate>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace strandline::scheduler {

namespace {

constexpr int weeks = 6;
constexpr int daysOfWeek = 7;
constexpr int minutesOfDay = 24 * 60;
constexpr int cellWidth = 62;
constexpr int cellHeight = 42;
constexpr int bandHeight = 10;
constexpr int markWidth = 3;
constexpr std::size_t timesTold = 6;

QDate dateOf(const Day &day)
{
    return {day.year, day.month, day.day};
}

} // namespace

RunCalendar::RunCalendar(JobPlan *plan, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_plan(plan), m_theme(theme)
{
    setObjectName("runCalendar");
    setAccessibleName(tr("Calendar of the runs"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(plan, &JobPlan::changed, this, [this] {
        if (m_chosen >= static_cast<int>(m_plan->plan().days.size())) {
            m_chosen = -1;
        }
        if (m_chosen >= 0) {
            emit dayChosen(dayText(m_chosen));
        }
        update();
    });
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize RunCalendar::sizeHint() const
{
    return {daysOfWeek * cellWidth, headerHeight() + weeks * cellHeight};
}

QSize RunCalendar::minimumSizeHint() const
{
    return {daysOfWeek * 40, headerHeight() + weeks * 32};
}

int RunCalendar::headerHeight() const
{
    return fontMetrics().height() + theme::space1;
}

QRect RunCalendar::dayRect(int index) const
{
    const int row = index / daysOfWeek;
    const int column = index % daysOfWeek;
    const int left = column * width() / daysOfWeek;
    const int right = (column + 1) * width() / daysOfWeek;
    const int body = height() - headerHeight();
    const int top = headerHeight() + row * body / weeks;
    const int bottom = headerHeight() + (row + 1) * body / weeks;
    return {left, top, right - left, bottom - top};
}

int RunCalendar::dayAt(const QPoint &position) const
{
    for (int i = 0; i < static_cast<int>(m_plan->plan().days.size()); ++i) {
        if (dayRect(i).contains(position)) {
            return i;
        }
    }
    return -1;
}

QString RunCalendar::dayText(int index) const
{
    const CalendarDay &day = m_plan->plan().days.at(static_cast<std::size_t>(index));
    QString out = QLocale().toString(dateOf(day.day), QLocale::LongFormat);
    if (!day.holiday.empty()) {
        out += tr(" (%1)", "a holiday").arg(QString::fromStdString(day.holiday));
    }
    if (day.runs.empty()) {
        return tr("%1: no runs").arg(out);
    }
    QStringList times;
    for (const CalendarDay::Run &run : day.runs) {
        if (times.size() == static_cast<int>(timesTold)) {
            times << tr("…");
            break;
        }
        const QString why = obstacleText({{}, run.obstacle, day.holiday});
        const QString clock = QString::fromStdString(clockText(run.minute));
        times << (why.isEmpty() ? clock : tr("%1 (%2)").arg(clock, why));
    }
    return tr("%1: %2", "date: n runs at …")
        .arg(out, tr("%Ln run(s) at %1", nullptr, static_cast<int>(day.runs.size()))
                      .arg(times.join(QStringLiteral(", "))));
}

void RunCalendar::choose(int index)
{
    if (index >= 0 && index < static_cast<int>(m_plan->plan().days.size())) {
        m_chosen = index;
        setAccessibleDescription(dayText(index));
        emit dayChosen(dayText(index));
        update();
    }
}

void RunCalendar::mousePressEvent(QMouseEvent *event)
{
    choose(dayAt(event->position().toPoint()));
}

void RunCalendar::keyPressEvent(QKeyEvent *event)
{
    const int today = std::max(m_chosen, 0);
    switch (event->key()) {
    case Qt::Key_Left:
        choose(today - 1);
        break;
    case Qt::Key_Right:
        choose(today + 1);
        break;
    case Qt::Key_Up:
        choose(today - daysOfWeek);
        break;
    case Qt::Key_Down:
        choose(today + daysOfWeek);
        break;
    case Qt::Key_PageUp:
        m_plan->showMonth(m_plan->month() - 1);
        break;
    case Qt::Key_PageDown:
        m_plan->showMonth(m_plan->month() + 1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool RunCalendar::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int index = dayAt(help->pos());
        QToolTip::showText(help->globalPos(), index >= 0 ? dayText(index) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

void RunCalendar::paintEvent(QPaintEvent * /*event*/)
{
    const theme::Tokens &tokens = m_theme->tokens();
    QPainter painter(this);
    painter.fillRect(rect(), tokens.surface);
    painter.setPen(tokens.secondary);
    for (int column = 0; column < daysOfWeek; ++column) {
        const QRect cell = dayRect(column);
        painter.drawText(QRect(cell.left(), 0, cell.width(), headerHeight()), Qt::AlignCenter,
                         shortWeekdayName(column + 1));
    }
    for (int i = 0; i < static_cast<int>(m_plan->plan().days.size()); ++i) {
        paintDay(painter, i);
    }
    if (hasFocus()) {
        painter.setPen(tokens.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void RunCalendar::paintDay(QPainter &painter, int index) const
{
    const theme::Tokens &tokens = m_theme->tokens();
    const Plan &plan = m_plan->plan();
    const CalendarDay &day = plan.days[static_cast<std::size_t>(index)];
    const QRect cell = dayRect(index);
    painter.fillRect(cell, index == m_chosen ? tokens.hover : tokens.surface);
    painter.setPen(tokens.border);
    painter.drawRect(cell);
    const bool inMonth = day.day.month == plan.month.month;
    painter.setPen(day.day == plan.today ? tokens.accent : inMonth ? tokens.text : tokens.secondary);
    QFont font = this->font();
    font.setBold(day.day == plan.today);
    painter.setFont(font);
    const QRect inner = cell.adjusted(5, 3, -4, -4);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop, QString::number(day.day.day));
    if (!day.holiday.empty()) {
        painter.setFont(this->font());
        painter.setPen(tokens.warning);
        painter.drawText(inner, Qt::AlignRight | Qt::AlignTop, tr("H", "mark of a holiday"));
    }
    // The day's 24 hours: where the window is open, and the runs.
    const QRect band(inner.left(), inner.bottom() - bandHeight + 1, inner.width(), bandHeight);
    const auto x = [&](int minute) { return band.left() + minute * band.width() / minutesOfDay; };
    painter.fillRect(band, tokens.window);
    for (const WeekSpan &span : day.open) {
        painter.fillRect(QRect(QPoint(x(span.from), band.top()),
                               QPoint(std::max(x(span.to) - 1, x(span.from)), band.bottom())),
                         tokens.accentSoft);
    }
    int last = -markWidth;
    for (const CalendarDay::Run &run : day.runs) {
        const int at = std::min(x(run.minute), band.right() - markWidth + 1);
        if (at < last + markWidth) {
            continue; // they stand on each other
        }
        last = at;
        const QRect mark(at, band.top(), markWidth, band.height());
        if (run.obstacle == Obstacle::None) {
            painter.fillRect(mark, tokens.accent);
        } else {
            painter.setPen(tokens.danger);
            painter.drawRect(mark.adjusted(0, 0, -1, -1));
        }
    }
}

} // namespace strandline::scheduler
