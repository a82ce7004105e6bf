// The form at the left of a page: it scrolls up and down, and is as wide as it needs to be.
#pragma once

#include <QScrollArea>

namespace strandline::transfer {

class FormScroll : public QScrollArea
{
    Q_OBJECT
public:
    FormScroll(QWidget *form, int pleasantWidth, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int m_pleasantWidth;
};

} // namespace strandline::transfer
