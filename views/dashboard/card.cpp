#include "views/dashboard/card.h"

#include "views/common/widgets/style.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

namespace strandline::dashboard {

Card::Card(const QString &id, int columns, QWidget *parent) : QWidget(parent), m_id(id), m_columns(columns)
{
    setObjectName("card-" + id);
    widgets::setRole(this, "card");
    setAttribute(Qt::WA_StyledBackground);
    setFocusPolicy(Qt::StrongFocus);
}

void Card::setClickable(bool clickable)
{
    m_clickable = clickable;
    if (clickable) {
        setCursor(Qt::PointingHandCursor);
    } else {
        unsetCursor();
    }
}

void Card::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        m_pressed = event->position().toPoint();
        m_dragging = false;
    }
}

void Card::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (m_pressed &&
        (m_dragging || (at - *m_pressed).manhattanLength() > QApplication::startDragDistance())) {
        m_dragging = true;
        emit dragged(event->globalPosition().toPoint());
    }
}

void Card::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_pressed) {
        return;
    }
    m_pressed.reset();
    if (std::exchange(m_dragging, false)) {
        emit dropped();
    } else if (m_clickable && rect().contains(event->position().toPoint())) {
        emit clicked();
    }
}

void Card::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (control && (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)) {
        emit moveWanted(event->key() == Qt::Key_Left ? -1 : 1);
    } else if (m_clickable && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
                               event->key() == Qt::Key_Space)) {
        emit clicked();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace strandline::dashboard
