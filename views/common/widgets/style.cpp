#include "views/common/widgets/style.h"

#include "views/common/theme/tokens.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QStyle>

namespace strandline::widgets {

void setRole(QWidget *widget, const char *role)
{
    widget->setProperty("role", QString::fromLatin1(role));
}

void restyle(QWidget *widget)
{
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QLabel *label(const QString &text, const char *role)
{
    auto *out = new QLabel(text);
    out->setTextFormat(Qt::PlainText);
    if (role != nullptr) {
        setRole(out, role);
    }
    return out;
}

QPushButton *button(const QString &text, const char *role)
{
    auto *out = new QPushButton(text);
    out->setAccessibleName(text);
    out->setAutoDefault(false);
    if (role != nullptr) {
        setRole(out, role);
    }
    return out;
}

QToolButton *iconButton(const QIcon &icon, const QString &name)
{
    auto *out = new QToolButton;
    out->setIcon(icon);
    out->setToolTip(name);
    out->setAccessibleName(name);
    out->setFocusPolicy(Qt::TabFocus);
    return out;
}

namespace {

QBoxLayout *flat(QBoxLayout::Direction direction, QWidget *parent)
{
    auto *out = new QBoxLayout(direction, parent);
    out->setContentsMargins(0, 0, 0, 0);
    out->setSpacing(0);
    return out;
}

} // namespace

QBoxLayout *flatRow(QWidget *parent)
{
    return flat(QBoxLayout::LeftToRight, parent);
}

QBoxLayout *flatColumn(QWidget *parent)
{
    return flat(QBoxLayout::TopToBottom, parent);
}

} // namespace strandline::widgets
