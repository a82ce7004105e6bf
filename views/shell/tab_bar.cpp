#include "views/shell/tab_bar.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace strandline::shell {

namespace {
constexpr int widest = 240;
constexpr int narrowest = 96;
constexpr int leavesAfter = 12; // pixels off the bar
} // namespace

TabBar::TabBar(QWidget *parent) : QTabBar(parent)
{
    setObjectName("pageTabs");
    setAccessibleName(tr("Tabs"));
    setMovable(true);
    setExpanding(false);
    setDrawBase(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideRight);
    setFocusPolicy(Qt::TabFocus);
    setContextMenuPolicy(Qt::CustomContextMenu);
}

QSize TabBar::tabSizeHint(int index) const
{
    const QSize hint = QTabBar::tabSizeHint(index);
    return {std::min(hint.width(), widest), hint.height()};
}

QSize TabBar::minimumTabSizeHint(int index) const
{
    const QSize hint = tabSizeHint(index);
    return {std::min(hint.width(), narrowest), hint.height()};
}

void TabBar::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? tabAt(event->position().toPoint()) : -1;
    m_outside = false;
    QTabBar::mousePressEvent(event);
    if (m_pressed >= 0) {
        emit activated();
    }
}

void TabBar::mouseMoveEvent(QMouseEvent *event)
{
    const QRect near = rect().adjusted(-leavesAfter, -leavesAfter, leavesAfter, leavesAfter);
    m_outside = m_pressed >= 0 && !near.contains(event->position().toPoint());
    if (m_outside) {
        emit draggedOut(currentIndex(), event->globalPosition().toPoint());
    } else {
        QTabBar::mouseMoveEvent(event);
        emit dragEnded();
    }
}

void TabBar::mouseReleaseEvent(QMouseEvent *event)
{
    const bool dropped = m_outside && m_pressed >= 0;
    m_pressed = -1;
    m_outside = false;
    QTabBar::mouseReleaseEvent(event);
    emit dragEnded();
    if (dropped) {
        emit droppedOut(currentIndex(), event->globalPosition().toPoint()); // pressing made it current
    } else if (event->button() == Qt::MiddleButton) {
        if (const int index = tabAt(event->position().toPoint()); index >= 0) {
            emit tabCloseRequested(index);
        }
    }
}

void TabBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && currentIndex() >= 0) {
        emit tabCloseRequested(currentIndex());
        return;
    }
    QTabBar::keyPressEvent(event);
}

} // namespace strandline::shell
