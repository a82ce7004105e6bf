// Two groups of controls on one line, the second at its end; on two lines where they would be cut.
#pragma once

#include <QBoxLayout>
#include <QWidget>

namespace strandline::widgets {

class WrapRow : public QWidget
{
    Q_OBJECT
public:
    // firstNeeds: the width in which the first group is still pleasant; 0: what it asks for.
    WrapRow(QWidget *first, QWidget *second, int firstNeeds = 0, QWidget *parent = nullptr);

    bool wrapped() const { return m_layout->direction() == QBoxLayout::TopToBottom; }
    QSize minimumSizeHint() const override; // as narrow as the wider one

protected:
    bool event(QEvent *event) override;

private:
    void arrange();

    QWidget *m_first;
    QWidget *m_second;
    int m_firstNeeds;
    QBoxLayout *m_layout;
};

} // namespace strandline::widgets
