#include "views/scheduler/duration_chart.h"

#include "models/scheduler/job_words.h"
#include "models/text/quantities.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace strandline::scheduler {

namespace {

constexpr int barsMax = 60;
constexpr int barWidthMax = 24;
constexpr int gridLines = 2;

QString durationText(double seconds)
{
    return text::duration(std::chrono::microseconds(static_cast<std::int64_t>(seconds * 1e6)));
}

} // namespace

DurationChart::DurationChart(RunsModel *runs, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_runs(runs), m_theme(theme)
{
    setObjectName("durationChart");
    setAccessibleName(tr("Durations of the runs"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(runs, &QAbstractItemModel::modelReset, this, &DurationChart::take);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    take();
}

void DurationChart::take()
{
    m_bars.clear();
    m_most = 0;
    m_chosen = -1;
    const auto &runs = m_runs->runs();
    for (std::size_t row = 0; row < runs.size() && static_cast<int>(m_bars.size()) < barsMax; ++row) {
        if (runs[row].started && runs[row].ended) {
            const double seconds =
                std::chrono::duration<double>(*runs[row].ended - *runs[row].started).count();
            m_bars.insert(m_bars.begin(), {static_cast<int>(row), seconds});
            m_most = std::max(m_most, seconds);
        }
    }
    setAccessibleDescription(
        m_bars.empty()
            ? tr("No run has ended yet.")
            : tr("%Ln run(s), the longest took %1.", nullptr, barCount()).arg(durationText(m_most)));
    update();
}

QRect DurationChart::plot() const
{
    const int line = fontMetrics().height();
    const int label = fontMetrics().horizontalAdvance(durationText(m_most)) + theme::space3;
    return rect().adjusted(theme::space4 + label, line + theme::space4, -theme::space4, -theme::space2);
}

QRect DurationChart::barRect(int bar) const
{
    const QRect area = plot();
    const int room = std::min(area.width() / std::max(barCount(), 1), barWidthMax);
    const double share = m_most > 0 ? m_bars.at(static_cast<std::size_t>(bar)).seconds / m_most : 0;
    const int height = std::max(static_cast<int>(share * area.height()), 2);
    return {area.left() + bar * room + 1, area.bottom() - height + 1, std::max(room - 2, 1), height};
}

int DurationChart::barAt(const QPoint &position) const
{
    for (int bar = 0; bar < barCount(); ++bar) {
        const QRect r = barRect(bar);
        if (position.x() >= r.left() - 1 && position.x() <= r.right() + 1) {
            return bar;
        }
    }
    return -1;
}

QString DurationChart::barText(int bar) const
{
    const Run &run =
        m_runs->runs().at(static_cast<std::size_t>(m_bars.at(static_cast<std::size_t>(bar)).row));
    return tr("%1, %2: %3, %4", "job, time: duration, status")
        .arg(QString::fromStdString(run.job), text::fullTime(run.started.value_or(run.due)),
             durationText(m_bars.at(static_cast<std::size_t>(bar)).seconds), statusText(run.status));
}

void DurationChart::choose(int bar)
{
    if (bar >= 0 && bar < barCount()) {
        m_chosen = bar;
        setAccessibleDescription(barText(bar));
        emit runChosen(m_bars[static_cast<std::size_t>(bar)].row);
        update();
    }
}

void DurationChart::mousePressEvent(QMouseEvent *event)
{
    choose(barAt(event->position().toPoint()));
}

void DurationChart::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Left) {
        choose(m_chosen < 0 ? barCount() - 1 : m_chosen - 1);
    } else if (event->key() == Qt::Key_Right) {
        choose(m_chosen + 1);
    } else {
        QWidget::keyPressEvent(event);
    }
}

bool DurationChart::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int bar = barAt(help->pos());
        QToolTip::showText(help->globalPos(), bar >= 0 ? barText(bar) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

QColor DurationChart::colourOf(const Run &run) const
{
    const theme::Tokens &tokens = m_theme->tokens();
    switch (run.status) {
    case RunStatus::Failed:
        return tokens.danger;
    case RunStatus::Cancelled:
        return tokens.warning;
    default:
        return tokens.accent;
    }
}

void DurationChart::paintEvent(QPaintEvent * /*event*/)
{
    const theme::Tokens &tokens = m_theme->tokens();
    QPainter painter(this);
    painter.fillRect(rect(), tokens.surface);
    painter.setPen(tokens.secondary);
    painter.drawText(rect().adjusted(theme::space4, theme::space1, 0, 0), Qt::AlignLeft | Qt::AlignTop,
                     m_bars.empty() ? tr("No run has ended yet.") : tr("Durations"));
    if (m_bars.empty()) {
        return;
    }
    const QRect area = plot();
    for (int i = 0; i <= gridLines; ++i) {
        const int y = area.bottom() - i * area.height() / gridLines;
        painter.setPen(tokens.border);
        painter.drawLine(area.left(), y, area.right(), y);
        painter.setPen(tokens.secondary);
        painter.drawText(QRect(theme::space4, y - theme::space3, area.left() - theme::space4 - theme::space2,
                               2 * theme::space3),
                         Qt::AlignRight | Qt::AlignVCenter,
                         i == 0 ? tr("0") : durationText(m_most * i / gridLines));
    }
    for (int bar = 0; bar < barCount(); ++bar) {
        const Run &run = m_runs->runs()[static_cast<std::size_t>(m_bars[static_cast<std::size_t>(bar)].row)];
        const QRect r = barRect(bar);
        painter.fillRect(r, colourOf(run));
        if (run.status == RunStatus::Failed) { // not by the colour alone
            painter.setPen(QPen(tokens.danger, 2));
            const QPoint c(r.center().x(), std::max(r.top() - 6, area.top() - 8));
            painter.drawLine(c - QPoint(3, 3), c + QPoint(3, 3));
            painter.drawLine(c - QPoint(3, -3), c + QPoint(3, -3));
        }
        if (bar == m_chosen) {
            painter.setPen(QPen(tokens.text, 1));
            painter.drawRect(r.adjusted(-1, -1, 0, 0));
        }
    }
    if (hasFocus()) {
        painter.setPen(tokens.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace strandline::scheduler
