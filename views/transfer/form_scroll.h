// The form at the left of a page: a title, fields with their names, and what the page puts below. It scrolls
// up and down, and is as wide as it needs to be. GUI thread.
#pragma once

#include <QScrollArea>

class QBoxLayout;
class QFormLayout;

namespace strandline::transfer {

class FormScroll : public QScrollArea
{
    Q_OBJECT
public:
    FormScroll(const QString &title, int pleasantWidth, QWidget *parent = nullptr);

    QFormLayout *fields() const { return m_fields; }
    QBoxLayout *column() const { return m_column; } // ends with the fields

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    int m_pleasantWidth;
    QBoxLayout *m_column;
    QFormLayout *m_fields;
};

} // namespace strandline::transfer
