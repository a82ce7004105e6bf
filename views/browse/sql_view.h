// A statement to read and to copy. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QWidget>

namespace strandline::editor {
class SqlEditor;
}

namespace strandline::browse {

class SqlView : public QWidget
{
    Q_OBJECT
public:
    SqlView(const QString &name, theme::Theme *theme, QWidget *parent = nullptr);

    void setSql(const QString &sql);
    QString sql() const;
    void setPast(bool past); // tinted
    editor::SqlEditor *editor() const { return m_editor; }

private:
    void copy() const;

    editor::SqlEditor *m_editor;
};

} // namespace strandline::browse
