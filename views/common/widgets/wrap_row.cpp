#include "views/common/widgets/wrap_row.h"

#include <QEvent>

#include <algorithm>

namespace strandline::widgets {

WrapRow::WrapRow(QWidget *first, QWidget *second, int firstNeeds, QWidget *parent)
    : QWidget(parent), m_first(first), m_second(second), m_firstNeeds(firstNeeds),
      m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_layout->addWidget(first, 1);
    m_layout->addWidget(second);
}

QSize WrapRow::minimumSizeHint() const
{
    const QMargins margins = m_layout->contentsMargins();
    const int width = std::max(m_first->minimumSizeHint().width(), m_second->minimumSizeHint().width());
    return {width + margins.left() + margins.right(), m_layout->minimumSize().height()};
}

bool WrapRow::event(QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) {
        arrange();
    }
    return QWidget::event(event);
}

void WrapRow::arrange()
{
    const QMargins margins = m_layout->contentsMargins();
    const int first = m_firstNeeds > 0 ? m_firstNeeds : m_first->sizeHint().width();
    const int needed =
        first + m_layout->spacing() + m_second->sizeHint().width() + margins.left() + margins.right();
    const auto wanted = needed > width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (wanted != m_layout->direction()) {
        m_layout->setDirection(wanted);
        updateGeometry();
    }
}

} // namespace strandline::widgets
