#include "views/browse/sql_view.h"

#include "views/common/widgets/style.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QPlainTextEdit>

namespace strandline::browse {

SqlView::SqlView(const QString &name, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_text(new QPlainTextEdit)
{
    auto *row = widgets::flatRow(this);
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFont(theme::Theme::fixed());
    m_text->setAccessibleName(name);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->document()->setDocumentMargin(theme::space3);
    row->addWidget(m_text, 1);
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
    if (sql != m_text->toPlainText()) {
        m_text->setPlainText(sql);
    }
}

QString SqlView::sql() const
{
    return m_text->toPlainText();
}

void SqlView::copy() const
{
    QApplication::clipboard()->setText(m_text->toPlainText());
}

} // namespace strandline::browse
