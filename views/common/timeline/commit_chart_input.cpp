// Mouse and keys of CommitChart.
#include "models/text/quantities.h"
#include "views/common/timeline/commit_chart.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace strandline::timeline {

namespace {
constexpr int dragThreshold = 4;
constexpr double keyZoom = 2.0;
constexpr double keyPan = 0.25;
constexpr int marksTold = 5;
} // namespace

void CommitChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && !m_commits->commits().empty()) {
        m_pressed = static_cast<int>(event->position().x());
        m_dragging = false;
    }
}

void CommitChart::mouseMoveEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    if (m_pressed && (m_dragging || std::abs(x - *m_pressed) > dragThreshold)) {
        m_dragging = true;
        const core::Time a = timeAt(*m_pressed);
        const core::Time b = timeAt(x);
        emit brushed({std::min(a, b), std::max(a, b)});
        setHover(-1);
        return;
    }
    const QRect area = plot();
    if (m_commits->commits().empty() || !area.contains(event->position().toPoint())) {
        setHover(-1);
        return;
    }
    const auto count = static_cast<double>(currentBins().size());
    setHover(
        std::min(static_cast<int>((x - area.left()) * count / area.width()), static_cast<int>(count) - 1));
}

void CommitChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_pressed || event->button() != Qt::LeftButton) {
        return;
    }
    m_pressed.reset();
    if (m_dragging) {
        m_dragging = false;
        return;
    }
    const auto &commits = m_commits->commits();
    emit commitChosen(commits[nearest(commits, timeAt(event->position().x()))].scn);
}

void CommitChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        zoomBy(4, timeAt(event->position().x()));
    }
}

void CommitChart::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ShiftModifier) || std::abs(delta.x()) > std::abs(delta.y())) {
        pan(-(delta.x() != 0 ? delta.x() : delta.y()) / 120.0 * 0.1);
    } else {
        zoomBy(std::pow(1.25, delta.y() / 120.0), timeAt(event->position().x()));
    }
    event->accept();
}

void CommitChart::leaveEvent(QEvent *)
{
    setHover(-1);
}

void CommitChart::setHover(int bin)
{
    if (bin == m_hover) {
        return;
    }
    m_hover = bin;
    m_hoverText.clear();
    if (bin >= 0) {
        const Bin &b = currentBins()[static_cast<std::size_t>(bin)];
        const TimeRange range = visibleRange();
        const auto width = (range.to - range.from) / static_cast<std::int64_t>(currentBins().size());
        const core::Time from = range.from + width * bin;
        const core::Time now = text::now();
        m_hoverText = tr("%1, %2 long").arg(text::time(from, now), text::duration(width));
        if (b.commits == 0) {
            m_hoverText += "\n" + tr("no commits");
        } else {
            m_hoverText +=
                "\n" + tr("%Ln commit(s)", nullptr, static_cast<int>(b.commits)) + " · " +
                (b.first == b.last
                     ? text::scn(b.first)
                     : tr("SCN %1 to %2").arg(text::number(b.first.value), text::number(b.last.value)));
            if (b.pages > 0) {
                m_hoverText +=
                    "\n" + tr("%1 · %2 stored").arg(text::quantity(b.pages, "pages"), text::bytes(b.bytes));
            }
            if (m_matches) {
                m_hoverText += "\n" + tr("%Ln commit(s) that the filter wants", nullptr,
                                         static_cast<int>(b.matching.commits));
            }
            int told = 0;
            for (const Mark &mark : m_marks) {
                if (mark.scn >= b.first && mark.scn <= b.last && told++ < marksTold) {
                    m_hoverText += "\n" + (mark.kind == Mark::Kind::Schema
                                               ? tr("schema changed in %1").arg(text::scn(mark.scn))
                                               : tr("restore point %1").arg(mark.text));
                }
            }
            if (b.base) {
                m_hoverText += "\n" + tr("start of the history");
            }
            if (b.gap) {
                m_hoverText += "\n" + tr("gap: commits here were not seen");
            }
        }
    }
    update();
}

void CommitChart::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const auto &commits = m_commits->commits();
    if (commits.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int direction = event->key() == Qt::Key_Left ? -1 : 1;
        if (control) {
            pan(keyPan * direction);
        } else {
            stepCommit(direction, shift);
        }
        return;
    }
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        stepCommit(event->key() == Qt::Key_PageUp ? -10 : 10, shift);
        return;
    case Qt::Key_Home:
        emit commitChosen(commits.front().scn);
        return;
    case Qt::Key_End:
        emit commitChosen(commits.back().scn);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(keyZoom);
        return;
    case Qt::Key_Minus:
        zoomBy(1 / keyZoom);
        return;
    case Qt::Key_0:
        zoomToAll();
        return;
    case Qt::Key_Escape:
        m_brushAnchor = {};
        emit brushCleared();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void CommitChart::stepCommit(int by, bool extend)
{
    const auto &commits = m_commits->commits();
    const Commit *current = m_commits->find(m_selected);
    const auto last = static_cast<std::ptrdiff_t>(commits.size()) - 1;
    const std::ptrdiff_t at = current == nullptr ? (by < 0 ? last + 1 : last) : current - commits.data();
    const core::Scn next =
        commits[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at + by, 0, last))].scn;
    if (extend) {
        if (!m_brushAnchor) {
            m_brushAnchor = current == nullptr ? next : m_selected;
        }
        extendBrush(m_brushAnchor, next);
    } else {
        m_brushAnchor = {};
    }
    emit commitChosen(next);
}

void CommitChart::extendBrush(core::Scn from, core::Scn to)
{
    const Commit *a = m_commits->find(from);
    const Commit *b = m_commits->find(to);
    if (a != nullptr && b != nullptr) {
        emit brushed({std::min(a->timeTo, b->timeTo), std::max(a->timeTo, b->timeTo)});
    }
}

} // namespace strandline::timeline
