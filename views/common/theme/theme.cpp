#include "views/common/theme/theme.h"

#include "views/common/theme/flat_style.h"
#include "views/common/theme/icon.h"
#include "views/common/theme/style_sheet.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace strandline::theme {

namespace {

// While it lives nobody hears of a new style: for a change that only colours take part in, where nothing is
// to be laid out again.
class NothingMoves final : public QObject
{
public:
    NothingMoves() { qApp->installEventFilter(this); }
    bool eventFilter(QObject * /*watched*/, QEvent *event) override
    {
        return event->type() == QEvent::StyleChange;
    }
};

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

Style::Style() : QProxyStyle("Fusion"), m_iconSize(theme::iconSize) {}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
        return m_iconSize;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

Theme::Theme(Mode mode, QObject *parent)
    : QObject(parent), m_systemDark(QApplication::palette().color(QPalette::Window).lightness() < 128),
      m_mode(mode), m_systemFontSize(QApplication::font().pointSizeF()), m_style(new FlatStyle),
      m_current(std::make_shared<const Tokens *>(&lightTokens()))
{
    auto *flat = static_cast<FlatStyle *>(m_style.data());
    connect(flat, &FlatStyle::bareWindow, this, &Theme::dress);
    QApplication::setStyle(m_style);
    applyPalette();
    m_nextOutdated.setSingleShot(true);
    connect(&m_nextOutdated, &QTimer::timeout, this, &Theme::dressNext);
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
    applyPalette();
    std::erase(m_parts, nullptr);
    std::erase(m_outdated, nullptr);
    for (const QPointer<QWidget> &part : m_parts) {
        if (std::find(m_outdated.begin(), m_outdated.end(), part) == m_outdated.end()) {
            m_outdated.push_back(part);
            part->installEventFilter(this);
        }
    }
    // The last are the first to be dressed.
    const auto visible = std::stable_partition(m_outdated.begin(), m_outdated.end(),
                                               [](const QWidget *part) { return !part->isVisible(); });
    for (auto part = visible; part != m_outdated.end(); ++part) {
        if (QWidget *window = (*part)->window(); window->updatesEnabled()) {
            window->setUpdatesEnabled(false); // nobody sees half of a theme
            m_still.emplace_back(window);
        }
    }
    m_nextOutdated.start();
    emit changed();
}

void Theme::setFontSize(int points)
{
    m_fontSize = points;
    QFont font = QApplication::font();
    const double wanted = points > 0 ? points : m_systemFontSize;
    const double factor = wanted / font.pointSizeF();
    if (qFuzzyCompare(factor, 1.0)) {
        return;
    }
    font.setPointSizeF(wanted);
    dressAll({}); // under a style sheet the widgets would keep their font
    QApplication::setFont(font);
    for (QWidget *widget : QApplication::allWidgets()) { // those with a size of their own: headings, editors
        if (widget->testAttribute(Qt::WA_SetFont) &&
            (widget->font().resolveMask() & QFont::SizeResolved) != 0) {
            QFont own = widget->font();
            own.setPointSizeF(own.pointSizeF() * factor);
            widget->setFont(own);
        } else if (widget->isWindow()) {
            widget->setFont({}); // the program's again: it tells its windows only while its own loop runs
        }
    }
    dressAll(styleSheet(tokens()));
    emit changed();
}

void Theme::setIconSize(int pixels)
{
    if (pixels == m_style->iconSize()) {
        return;
    }
    m_style->setIconSize(pixels);
    dressAll(styleSheet(tokens()));
    emit changed();
}

void Theme::applyPalette()
{
    const bool dark = m_mode == Mode::Dark || (m_mode == Mode::System && m_systemDark);
    *m_current = dark ? &darkTokens() : &lightTokens();
    QApplication::setPalette(paletteFrom(tokens()));
}

void Theme::dress(QWidget *part)
{
    m_parts.emplace_back(part);
    part->setStyleSheet(styleSheet(tokens()));
}

void Theme::dressAll(const QString &sheet)
{
    std::erase(m_parts, nullptr);
    for (const QPointer<QWidget> &part : m_parts) {
        part->setStyleSheet(sheet);
    }
}

// One of them.
void Theme::dressNext()
{
    std::erase(m_outdated, nullptr);
    if (!m_outdated.empty()) {
        const QPointer<QWidget> part = m_outdated.back();
        m_outdated.pop_back();
        part->removeEventFilter(this);
        const NothingMoves unmoved;
        part->setStyleSheet(styleSheet(tokens()));
        m_nextOutdated.start();
    }
    if (m_outdated.empty() || !m_outdated.back()->isVisible()) {
        for (const QPointer<QWidget> &window : std::exchange(m_still, {})) {
            if (window != nullptr) {
                window->setUpdatesEnabled(true);
            }
        }
    }
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show) {
        const auto part = std::find(m_outdated.begin(), m_outdated.end(), watched);
        std::rotate(part, part + 1, m_outdated.end());
        dressNext();
    }
    return QObject::eventFilter(watched, event);
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
