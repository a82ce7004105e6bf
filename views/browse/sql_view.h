// A statement to read and to copy. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QWidget>

class QPlainTextEdit;

namespace strandline::browse {

class SqlView : public QWidget
{
    Q_OBJECT
public:
    SqlView(const QString &name, theme::Theme *theme, QWidget *parent = nullptr);

    void setSql(const QString &sql);
    QString sql() const;

private:
    void copy() const;

    QPlainTextEdit *m_text;
};

} // namespace strandline::browse
