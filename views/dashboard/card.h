// A card of the dashboard: can be clicked, and moved by dragging it or by Ctrl+Left and Ctrl+Right. GUI
// thread.
#pragma once

#include <QWidget>

namespace strandline::dashboard {

class Card : public QWidget
{
    Q_OBJECT
public:
    // id: stable, for the settings; the object's name is "card-" and it. columns: how many it takes of the
    // board's; 0: all.
    Card(const QString &id, int columns, QWidget *parent = nullptr);

    const QString &id() const { return m_id; }
    int columns() const { return m_columns; }
    void setClickable(bool clickable);
    bool clickable() const { return m_clickable; }

signals:
    void clicked();
    void dragged(QPoint globalPosition); // again and again, while the button is down
    void dropped();
    void moveWanted(int by); // places, by keys

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    const QString m_id;
    const int m_columns;
    bool m_clickable = false;
    std::optional<QPoint> m_pressed;
    bool m_dragging = false;
};

} // namespace strandline::dashboard
