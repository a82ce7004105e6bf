// Small steps that every widget here takes: the roles of the style sheet, accessible names, margins.
#pragma once

#include <QLabel>
#include <QString>
#include <QToolButton>

class QAction;
class QBoxLayout;
class QPushButton;

namespace strandline::widgets {

// Sets the property "role" that the style sheet picks ("primary", "link", "secondary", "chip" …).
void setRole(QWidget *widget, const char *role);
// A dynamic property changed: lets the style sheet look again.
void restyle(QWidget *widget);

QLabel *label(const QString &text, const char *role = nullptr);
QPushButton *button(const QString &text, const char *role = nullptr);
// An icon alone: name is the tooltip and the accessible name.
QToolButton *iconButton(const QIcon &icon, const QString &name);

// No margins, no spacing.
QBoxLayout *flatRow(QWidget *parent = nullptr);
QBoxLayout *flatColumn(QWidget *parent = nullptr);

} // namespace strandline::widgets
