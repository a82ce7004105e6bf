// A page of settings: sections with a heading, rows of a name, a control and what it means. Settings apply at
// once, so there is no button that ends it. GUI thread.
#pragma once

#include <QWidget>

class QGridLayout;

namespace strandline::widgets {

class Form : public QWidget
{
    Q_OBJECT
public:
    explicit Form(QWidget *parent = nullptr);

    void addSection(const QString &title);
    // name is the control's accessible name, too, where it has none.
    void addRow(const QString &name, QWidget *control, const QString &hint = {});
    // Over the whole width.
    void addWide(QWidget *content, int stretch = 0);
    void addHint(const QString &text);
    // After the last row, where no addWide has taken the room.
    void addStretch();

private:
    QGridLayout *m_grid;
};

} // namespace strandline::widgets
