#include "views/common/theme/theme.h"

#include "views/common/theme/icon.h"
#include "views/common/theme/style_sheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyleFactory>

namespace strandline::theme {

namespace {

QPalette paletteFrom(const Tokens &t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.window);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.surface);
    p.setColor(QPalette::AlternateBase, t.window);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::PlaceholderText, t.secondary);
    p.setColor(QPalette::Button, t.surface);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.danger);
    p.setColor(QPalette::ToolTipBase, t.surface);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::Highlight, t.accentSoft);
    p.setColor(QPalette::HighlightedText, t.text);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::Light, t.surface);
    p.setColor(QPalette::Midlight, t.border);
    p.setColor(QPalette::Mid, t.border);
    p.setColor(QPalette::Dark, t.border);
    p.setColor(QPalette::Shadow, t.border);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        p.setColor(QPalette::Disabled, role, t.secondary);
    }
    return p;
}

QFont scaled(double factor)
{
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

Theme::Theme(Mode mode, QObject *parent)
    : QObject(parent), m_systemDark(QApplication::palette().color(QPalette::Window).lightness() < 128),
      m_mode(mode), m_current(std::make_shared<const Tokens *>(&lightTokens()))
{
    QApplication::setStyle(QStyleFactory::create("Fusion"));
    apply();
}

Theme::~Theme() = default;

const Tokens &Theme::tokens() const
{
    return **m_current;
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode) {
        return;
    }
    m_mode = mode;
    apply();
    emit changed();
}

void Theme::apply()
{
    const bool dark = m_mode == Mode::Dark || (m_mode == Mode::System && m_systemDark);
    *m_current = dark ? &darkTokens() : &lightTokens();
    QApplication::setPalette(paletteFrom(tokens()));
    qApp->setStyleSheet(styleSheet(tokens()));
}

QIcon Theme::icon(const QString &name) const
{
    return icon(name, &Tokens::secondary);
}

QIcon Theme::icon(const QString &name, QColor Tokens::*colour) const
{
    return themedIcon(name, m_current, colour);
}

QFont Theme::heading()
{
    return scaled(headingScale);
}

QFont Theme::title()
{
    return scaled(titleScale);
}

QFont Theme::fixed()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF());
    return font;
}

QString modeName(Mode mode)
{
    switch (mode) {
    case Mode::Light:
        return "light";
    case Mode::Dark:
        return "dark";
    case Mode::System:
        break;
    }
    return "system";
}

Mode modeFromName(const QString &name)
{
    return name == "light" ? Mode::Light : name == "dark" ? Mode::Dark : Mode::System;
}

} // namespace strandline::theme
