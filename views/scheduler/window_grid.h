// The week as a grid of half hours: painted with the mouse, or with the arrow keys and Space (with Shift the
// keys paint on). A press turns its cell over, and what it is dragged over becomes the same. GUI thread.
#pragma once

#include "engine/scheduler/window.h"
#include "views/common/theme/theme.h"

#include <QFont>
#include <QWidget>

namespace strandline::scheduler {

class WindowGrid : public QWidget
{
    Q_OBJECT
public:
    explicit WindowGrid(theme::Theme *theme, QWidget *parent = nullptr);

    const Window &window() const { return m_window; }
    void setWindow(const Window &window);
    void setEditable(bool editable);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QRect cellRect(int day, int halfHour) const; // from 0

signals:
    void windowChanged(); // by a person

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    QPoint cellAt(const QPoint &position) const; // x: half hour, y: day; outside: the nearest
    bool isOpen(const QPoint &cell) const;
    void paintCells(const QPoint &from, const QPoint &to);
    QString cellText(const QPoint &cell) const;
    void moveTo(const QPoint &cell, bool paint);
    int labelWidth() const;

    theme::Theme *m_theme;
    Window m_window;
    bool m_editable = true;
    bool m_opening = true;     // what a drag does
    mutable QFont m_labelFont; // for which the width holds
    mutable int m_labelWidth = 0;
    QPoint m_cell; // of the keyboard, and where the mouse was last
};

} // namespace strandline::scheduler
