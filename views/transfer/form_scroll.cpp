#include "views/transfer/form_scroll.h"

#include "views/common/theme/theme.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QScrollBar>

#include <algorithm>

namespace strandline::transfer {

FormScroll::FormScroll(const QString &title, int pleasantWidth, QWidget *parent)
    : QScrollArea(parent), m_pleasantWidth(pleasantWidth), m_fields(new QFormLayout)
{
    auto *form = new QWidget;
    m_column = new QBoxLayout(QBoxLayout::TopToBottom, form);
    m_column->setContentsMargins(theme::space4, theme::space3, theme::space4, theme::space3);
    m_column->setSpacing(theme::space3);
    auto *heading = widgets::label(title);
    heading->setFont(theme::Theme::heading());
    m_column->addWidget(heading);
    m_fields->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_fields->setHorizontalSpacing(theme::space3);
    m_fields->setVerticalSpacing(theme::space2);
    m_column->addLayout(m_fields);
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
