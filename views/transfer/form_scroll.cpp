#include "views/transfer/form_scroll.h"

#include <QEvent>
#include <QScrollBar>

#include <algorithm>

namespace strandline::transfer {

FormScroll::FormScroll(QWidget *form, int pleasantWidth, QWidget *parent)
    : QScrollArea(parent), m_pleasantWidth(pleasantWidth)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setWidget(form); // which this watches from now on
}

QSize FormScroll::sizeHint() const
{
    const int needed = widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width();
    return {std::max(m_pleasantWidth, needed), QScrollArea::sizeHint().height()};
}

QSize FormScroll::minimumSizeHint() const
{
    return {sizeHint().width(), QScrollArea::minimumSizeHint().height()};
}

bool FormScroll::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        updateGeometry(); // other words, other fields
    }
    return QScrollArea::eventFilter(watched, event);
}

} // namespace strandline::transfer
