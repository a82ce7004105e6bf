#include "views/common/widgets/form.h"

#include "views/common/theme/theme.h"
#include "views/common/widgets/style.h"

#include <QGridLayout>

namespace strandline::widgets {

namespace {

constexpr int nameWidth = 180;

QLabel *hintLabel(const QString &text)
{
    auto *out = label(text, "secondary");
    out->setWordWrap(true);
    return out;
}

} // namespace

Form::Form(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(theme::space4);
    m_grid->setVerticalSpacing(theme::space2);
    m_grid->setColumnMinimumWidth(0, nameWidth);
    m_grid->setColumnStretch(1, 1);
}

void Form::addSection(const QString &title)
{
    auto *heading = label(title);
    heading->setFont(theme::Theme::heading());
    const int row = m_grid->rowCount();
    m_grid->setRowMinimumHeight(row, row > 1 ? theme::space4 : 0);
    m_grid->addWidget(heading, row + 1, 0, 1, 2);
}

void Form::addRow(const QString &name, QWidget *control, const QString &hint)
{
    const int row = m_grid->rowCount();
    auto *words = label(name);
    words->setBuddy(control);
    if (control->accessibleName().isEmpty()) {
        control->setAccessibleName(name);
    }
    const bool text = qobject_cast<QLabel *>(control) != nullptr; // may need several lines
    m_grid->addWidget(words, row, 0, Qt::AlignLeft | (text ? Qt::AlignTop : Qt::AlignVCenter));
    m_grid->addWidget(control, row, 1, text ? Qt::Alignment() : Qt::AlignLeft);
    if (!hint.isEmpty()) {
        m_grid->addWidget(hintLabel(hint), row + 1, 1);
    }
}

void Form::addWide(QWidget *content, int stretch)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(content, row, 0, 1, 2);
    m_grid->setRowStretch(row, stretch);
}

void Form::addHint(const QString &text)
{
    addWide(hintLabel(text));
}

void Form::addStretch()
{
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

} // namespace strandline::widgets
