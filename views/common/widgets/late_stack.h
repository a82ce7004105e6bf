// A stack whose pages come into the window when they are shown for the first time: a page that nobody looks
// at costs no layout and no style sheet. GUI thread.
#pragma once

#include <QPointer>
#include <QStackedWidget>

#include <vector>

namespace strandline::widgets {

class LateStack : public QStackedWidget
{
    Q_OBJECT
public:
    using QStackedWidget::QStackedWidget;
    ~LateStack() override;

    // The stack owns it.
    void addLate(QWidget *page);
    void showPage(QWidget *page);

private:
    std::vector<QPointer<QWidget>> m_late;
};

} // namespace strandline::widgets
