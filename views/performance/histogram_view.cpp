#include "views/performance/histogram_view.h"

#include "models/text/quantities.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace strandline::performance {

namespace {
constexpr std::size_t bucketsMin = 8; // shown: one alone says nothing about the others
}

HistogramView::HistogramView(theme::Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName("sqlHistogram");
    setAccessibleName(tr("Executions by duration"));
    setFocusPolicy(Qt::StrongFocus);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    describe();
}

std::uint64_t HistogramView::executions() const
{
    return std::accumulate(m_counts.begin(), m_counts.end(), std::uint64_t{0});
}

void HistogramView::setCounts(const Counts &counts)
{
    m_counts = counts;
    m_first = 0;
    m_last = SL_BUCKETS - 1;
    while (m_last - m_first >= bucketsMin && (counts.at(m_first) == 0 || counts.at(m_last) == 0)) {
        if (counts.at(m_first) == 0) {
            ++m_first;
        } else {
            --m_last;
        }
    }
    if (m_current >= 0) {
        m_current = std::clamp(m_current, static_cast<int>(m_first), static_cast<int>(m_last));
    }
    describe();
    update();
}

void HistogramView::describe()
{
    setAccessibleDescription(executions() == 0 ? tr("No execution has ended here since the program began.")
                             : m_current >= 0
                                 ? textOf(static_cast<std::size_t>(m_current))
                                 : tr("%Ln execution(s)", nullptr, static_cast<int>(executions())));
}

QString HistogramView::textOf(std::size_t bucket) const
{
    return tr("%1: %2", "duration: executions")
        .arg(bucketText(bucket), tr("%Ln execution(s)", nullptr, static_cast<int>(m_counts.at(bucket))));
}

QRect HistogramView::plot() const
{
    const int line = fontMetrics().height();
    return rect().adjusted(theme::space4, line + theme::space1, -theme::space3, -line - theme::space2);
}

QRectF HistogramView::barRect(std::size_t bucket) const
{
    const QRectF area = plot();
    const double width = area.width() / static_cast<double>(m_last - m_first + 1);
    return {area.left() + width * static_cast<double>(bucket - m_first), area.top(), width, area.height()};
}

void HistogramView::keyPressEvent(QKeyEvent *event)
{
    const int by = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (by == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_current = std::clamp(m_current < 0 ? static_cast<int>(m_first) : m_current + by,
                           static_cast<int>(m_first), static_cast<int>(m_last));
    describe();
    update();
}

bool HistogramView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QString text;
        for (std::size_t i = m_first; i <= m_last; ++i) {
            text = barRect(i).contains(help->pos()) ? textOf(i) : text;
        }
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

void HistogramView::paintEvent(QPaintEvent * /*event*/)
{
    const theme::Tokens &tokens = m_theme->tokens();
    QPainter painter(this);
    painter.fillRect(rect(), tokens.surface);
    const QRect area = plot();
    if (executions() == 0) {
        painter.setPen(tokens.secondary);
        painter.drawText(rect().adjusted(theme::space4, 0, -theme::space4, 0),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         tr("No execution has ended here since the program began."));
        return;
    }
    const auto most = static_cast<double>(*std::max_element(m_counts.begin(), m_counts.end()));
    const int labels =
        std::max(1, area.width() / (fontMetrics().horizontalAdvance("000 ms") + theme::space4));
    const std::size_t every = (m_last - m_first) / static_cast<std::size_t>(labels) + 1;
    for (std::size_t i = m_first; i <= m_last; ++i) {
        const QRectF column = barRect(i);
        const double height = column.height() * static_cast<double>(m_counts.at(i)) / most;
        if (m_counts.at(i) > 0) {
            painter.fillRect(QRectF(column.left() + 1, column.bottom() - std::max(height, 2.0),
                                    column.width() - 2, std::max(height, 2.0)),
                             tokens.accent);
        }
        if (static_cast<int>(i) == m_current) {
            painter.setPen(tokens.text);
            painter.drawRect(column.adjusted(0, 0, -1, 0));
        }
        if ((i - m_first) % every == 0 && i + 1 < SL_BUCKETS) { // at the right edge: below it
            const QString edge = text::duration(std::chrono::microseconds(std::int64_t{1} << i));
            painter.setPen(tokens.secondary);
            const double width = fontMetrics().horizontalAdvance(edge) + 2.0;
            const double left = std::clamp(column.right() - width / 2, 0.0, QWidget::width() - width);
            painter.drawText(QRectF(left, area.bottom() + 2, width, fontMetrics().height()), Qt::AlignCenter,
                             edge);
        }
    }
    painter.setPen(tokens.border);
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.setPen(tokens.secondary);
    painter.drawText(
        rect().adjusted(theme::space4, 0, -theme::space3, 0), Qt::AlignLeft | Qt::AlignTop,
        tr("most: %1", "executions in one bar").arg(text::number(static_cast<std::uint64_t>(most))));
    if (hasFocus()) {
        painter.setPen(tokens.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace strandline::performance
