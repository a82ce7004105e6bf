#include "views/common/backup/restorable_band.h"

#include "models/backup/backup_words.h"
#include "models/text/quantities.h"
#include "views/common/chart/time_axis.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace strandline::backup {

namespace {

constexpr int bandHeight = 28;
constexpr int labelWidth = 96;
constexpr int strokeWidth = 3; // of a single state
constexpr std::chrono::minutes shortestAxis{10};

} // namespace

RestorableBand::RestorableBand(theme::Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName("restorableBand");
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    describe();
}

void RestorableBand::show(std::vector<RestorableRange> ranges, std::vector<RecoveryGap> gaps, core::Time now)
{
    m_ranges = std::move(ranges);
    m_gaps = std::move(gaps);
    std::sort(m_ranges.begin(), m_ranges.end(),
              [](const RestorableRange &a, const RestorableRange &b) { return a.timeFrom < b.timeFrom; });
    m_to = now;
    m_from = now - shortestAxis;
    for (const RestorableRange &range : m_ranges) {
        m_from = std::min(m_from, range.timeFrom);
        m_to = std::max(m_to, range.timeTo);
    }
    m_lost.clear();
    m_marked = -1;
    describe();
    update();
}

void RestorableBand::showLost(std::vector<RestorableRange> lost)
{
    m_lost = std::move(lost);
    describe();
    update();
}

void RestorableBand::describe()
{
    const core::Time now = text::now();
    QStringList parts;
    for (const RestorableRange &range : m_ranges) {
        parts << restorableText(range, now);
    }
    setAccessibleName(m_ranges.empty() ? tr("Nothing can be restored")
                                       : tr("Restorable: %1").arg(parts.join(tr("; "))));
    setAccessibleDescription(m_gaps.empty() ? tr("No gap")
                                            : tr("%n gap(s)", nullptr, static_cast<int>(m_gaps.size())));
}

QRect RestorableBand::band() const
{
    return {theme::space1, theme::space1, width() - 2 * theme::space1, bandHeight};
}

int RestorableBand::xOf(core::Time t) const
{
    const auto span = static_cast<double>(std::max<std::int64_t>((m_to - m_from).count(), 1));
    const double share = static_cast<double>((t - m_from).count()) / span;
    return band().left() + static_cast<int>(share * (band().width() - 1));
}

core::Time RestorableBand::timeAt(int x) const
{
    const double share = static_cast<double>(x - band().left()) / std::max(band().width() - 1, 1);
    const auto span = static_cast<double>((m_to - m_from).count());
    return m_from + std::chrono::microseconds(static_cast<std::int64_t>(std::clamp(share, 0.0, 1.0) * span));
}

const RestorableRange *RestorableBand::rangeAt(core::Time t) const
{
    // A single state is as wide as its stroke.
    const auto near =
        std::chrono::microseconds((m_to - m_from).count() * strokeWidth / std::max(band().width(), 1));
    const auto found = std::find_if(m_ranges.begin(), m_ranges.end(), [&](const RestorableRange &range) {
        return range.timeFrom - near <= t && t <= range.timeTo + near;
    });
    return found == m_ranges.end() ? nullptr : &*found;
}

QString RestorableBand::textAt(int x) const
{
    const core::Time t = timeAt(x);
    const core::Time now = text::now();
    if (const RestorableRange *range = rangeAt(t)) {
        return tr("Can be restored: %1").arg(restorableText(*range, now));
    }
    for (const RecoveryGap &gap : m_gaps) {
        if (gap.timeFrom <= t && t <= gap.timeTo) {
            return tr("Gap: no backup holds SCN %1 – %2, %3 to %4.")
                .arg(text::number(gap.from.value), text::number(gap.to.value), text::time(gap.timeFrom, now),
                     text::time(gap.timeTo, now));
        }
    }
    return m_ranges.empty() ? tr("Nothing can be restored.")
                            : tr("No backup holds what was committed here: %1.").arg(text::time(t, now));
}

void RestorableBand::paintRange(QPainter &painter, const RestorableRange &range, const QColor &colour) const
{
    const int left = xOf(range.timeFrom);
    const int right = std::max(xOf(range.timeTo), left + strokeWidth - 1);
    painter.fillRect(QRect(left, band().top(), right - left + 1, band().height()), colour);
}

void RestorableBand::paintAxis(QPainter &painter) const
{
    const theme::Tokens &tokens = m_theme->tokens();
    const QFontMetrics metrics(font());
    int free = band().left();
    for (const chart::TimeTick &tick : chart::timeTicks(m_from, m_to, std::max(width() / labelWidth, 1))) {
        const int x = xOf(tick.time);
        const int half = metrics.horizontalAdvance(tick.label) / 2;
        painter.setPen(tokens.border);
        painter.drawLine(x, band().bottom() + 1, x, band().bottom() + theme::space1);
        if (x - half >= free && x + half <= width()) {
            painter.setPen(tokens.secondary);
            painter.drawText(x - half, band().bottom() + theme::space2 + metrics.ascent(), tick.label);
            free = x + half + theme::space2;
        }
    }
}

void RestorableBand::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const theme::Tokens &tokens = m_theme->tokens();
    painter.fillRect(band(), tokens.window);
    for (const RecoveryGap &gap : m_gaps) {
        const int left = xOf(gap.timeFrom);
        const QRect area(left, band().top(), std::max(xOf(gap.timeTo) - left, strokeWidth), band().height());
        painter.fillRect(area, tokens.deleted);
        painter.fillRect(area, QBrush(tokens.danger, Qt::BDiagPattern));
    }
    for (const RestorableRange &range : m_ranges) {
        paintRange(painter, range, tokens.ok);
    }
    for (const RestorableRange &range : m_lost) {
        paintRange(painter, range, tokens.danger);
        const int left = xOf(range.timeFrom);
        painter.fillRect(
            QRect(left, band().top(), std::max(xOf(range.timeTo) - left, strokeWidth), band().height()),
            QBrush(tokens.surface, Qt::DiagCrossPattern));
    }
    painter.setPen(hasFocus() ? tokens.accent : tokens.border);
    painter.drawRect(band().adjusted(0, 0, -1, -1));
    if (m_marked >= 0) {
        const RestorableRange &range = m_ranges[static_cast<std::size_t>(m_marked)];
        const int left = xOf(range.timeFrom);
        painter.setPen(QPen(tokens.text, 2));
        painter.drawRect(
            QRect(left, band().top(), std::max(xOf(range.timeTo) - left, strokeWidth), band().height()));
    }
    paintAxis(painter);
}

bool RestorableBand::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), textAt(help->pos().x()), this);
        return true;
    }
    return QWidget::event(event);
}

void RestorableBand::mouseReleaseEvent(QMouseEvent *event)
{
    const core::Time t = timeAt(event->pos().x());
    if (const RestorableRange *range = rangeAt(t)) {
        emit chosen(std::clamp(t, range->timeFrom, range->timeTo));
    }
}

void RestorableBand::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_ranges.size()) - 1;
    const bool left = event->key() == Qt::Key_Left;
    if ((left || event->key() == Qt::Key_Right) && last >= 0) {
        m_marked = m_marked < 0 ? last : std::clamp(m_marked + (left ? -1 : 1), 0, last);
        const RestorableRange &range = m_ranges[static_cast<std::size_t>(m_marked)];
        const QString words = restorableText(range, text::now());
        QToolTip::showText(mapToGlobal(QPoint(xOf(range.timeFrom), band().bottom())), words, this);
        update();
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_marked >= 0) {
        emit chosen(m_ranges[static_cast<std::size_t>(m_marked)].timeTo);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace strandline::backup
