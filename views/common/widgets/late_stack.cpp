#include "views/common/widgets/late_stack.h"

namespace strandline::widgets {

LateStack::~LateStack()
{
    for (const QPointer<QWidget> &page : m_late) {
        if (page != nullptr && page->parent() == nullptr) {
            delete page;
        }
    }
}

void LateStack::addLate(QWidget *page)
{
    m_late.emplace_back(page);
}

void LateStack::showPage(QWidget *page)
{
    if (indexOf(page) < 0) {
        addWidget(page);
    }
    setCurrentWidget(page);
}

} // namespace strandline::widgets
