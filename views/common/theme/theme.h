// The theme in use: System, Light or Dark, switched live. Made once by the composition root and given to the
// widgets that draw themselves; it sets the program's palette (on Fusion) and the windows' style sheet. GUI
// thread.
#pragma once

#include "views/common/theme/tokens.h"

#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

#include <QPointer>
#include <QProxyStyle>
#include <QTimer>

#include <memory>
#include <vector>

namespace strandline::theme {

enum class Mode
{
    System,
    Light,
    Dark
};

// Fusion with icons of the size that the user chose.
class Style : public QProxyStyle
{
    Q_OBJECT
public:
    Style();

    int iconSize() const { return m_iconSize; }
    void setIconSize(int pixels) { m_iconSize = pixels; }
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;

private:
    int m_iconSize;
};

class Theme : public QObject
{
    Q_OBJECT
public:
    // Reads from the program's first palette whether the system is dark, then puts Fusion on.
    explicit Theme(Mode mode = Mode::System, QObject *parent = nullptr);
    ~Theme() override;

    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    const Tokens &tokens() const;
    // Gives a part of a window the style sheet, and a new one on each change: in a turn of the event loop of
    // its own, those that are visible first (their windows paint again when all of them have it), or when it
    // is shown. Menus and dialogs outside of such a
    // part are dressed by themselves. Not the window, whose pages would all be styled in one go; not the
    // program, which would polish every widget again whenever something around it gets a parent.
    void dress(QWidget *part);

    // Of text, in points; 0: the system's.
    int fontSize() const { return m_fontSize; }
    void setFontSize(int points);
    double systemFontSize() const { return m_systemFontSize; }
    // Of buttons and menus, in pixels at a ratio of 1.
    int iconSize() const { return m_style->iconSize(); }
    void setIconSize(int pixels);

    // Icons of resources/icons by file name without ending; they follow the theme by themselves.
    QIcon icon(const QString &name) const;
    QIcon icon(const QString &name, QColor Tokens::*colour) const;

    static QFont heading();
    static QFont title();
    static QFont fixed();

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyPalette();
    void dressAll(const QString &sheet);
    void dressNext();

    bool m_systemDark = false;
    Mode m_mode;
    double m_systemFontSize;
    int m_fontSize = 0;
    QPointer<Style> m_style;                   // the program owns it
    std::shared_ptr<const Tokens *> m_current; // shared with the icons
    std::vector<QPointer<QWidget>> m_parts;    // that wear it
    std::vector<QPointer<QWidget>> m_outdated; // of these, those that still wear the last one
    std::vector<QPointer<QWidget>> m_still;    // windows that don't paint meanwhile
    QTimer m_nextOutdated;
};

// "system", "light", "dark", as in the settings.
QString modeName(Mode mode);
Mode modeFromName(const QString &name);

} // namespace strandline::theme
