// Three cards that show what System, Light and Dark look like; a click or an arrow key chooses one, and the
// program follows at once. Kept in the settings: v1/theme. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QAbstractButton>

class QButtonGroup;
class QSettings;

namespace strandline::theme {

// One card: a small window in the colours of its mode, and its name.
class ThemeCard : public QAbstractButton
{
    Q_OBJECT
public:
    ThemeCard(Mode mode, Theme *theme, QWidget *parent = nullptr);

    Mode mode() const { return m_mode; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintWindow(QPainter &painter, const QRectF &frame, const Tokens &tokens) const;

    Mode m_mode;
    Theme *m_theme;
};

class ThemeChoice : public QWidget
{
    Q_OBJECT
public:
    // Both outlive this widget. first: no card is marked until somebody has chosen.
    ThemeChoice(Theme *theme, QSettings *settings, bool first = false, QWidget *parent = nullptr);

    // Whether somebody has chosen already.
    static bool made(const QSettings &settings);

signals:
    void chosen(strandline::theme::Mode mode);

private:
    void refresh();

    Theme *m_theme;
    QSettings *m_settings;
    bool m_first;
    QButtonGroup *m_group;
};

} // namespace strandline::theme
