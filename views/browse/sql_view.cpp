#include "views/browse/sql_view.h"

#include "views/common/editor/sql_editor.h"
#include "views/common/widgets/style.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>

namespace strandline::browse {

SqlView::SqlView(const QString &name, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_editor(new editor::SqlEditor(theme, nullptr, nullptr))
{
    auto *row = widgets::flatRow(this);
    m_editor->setTextName(name);
    setFocusProxy(m_editor);
    row->addWidget(m_editor, 1);
    auto *copyButton = widgets::iconButton(theme->icon("copy"), tr("Copy"));
    connect(copyButton, &QToolButton::clicked, this, &SqlView::copy);
    auto *side = widgets::flatColumn();
    side->setContentsMargins(theme::space1, theme::space2, theme::space2, theme::space2);
    side->addWidget(copyButton);
    side->addStretch();
    row->addLayout(side);
}

void SqlView::setSql(const QString &sql)
{
    if (sql != m_editor->text()) {
        m_editor->setText(sql);
    }
}

QString SqlView::sql() const
{
    return m_editor->text();
}

void SqlView::setPast(bool past)
{
    m_editor->setPast(past);
}

void SqlView::copy() const
{
    QApplication::clipboard()->setText(m_editor->text());
}

} // namespace strandline::browse
