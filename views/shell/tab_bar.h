// The tabs of one group. A tab moves inside its bar as in every program; dragged out of it, the bar tells
// where it hovers and where it is let go. GUI thread.
#pragma once

#include <QTabBar>

namespace strandline::shell {

class TabBar : public QTabBar
{
    Q_OBJECT
public:
    explicit TabBar(QWidget *parent = nullptr);

signals:
    void activated(); // a tab was clicked, the current one too
    void draggedOut(int index, const QPoint &globalPosition);
    void droppedOut(int index, const QPoint &globalPosition);
    void dragEnded(); // without a place for it, too

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int m_pressed = -1; // tab under the button, -1: none
    bool m_outside = false;
};

} // namespace strandline::shell
