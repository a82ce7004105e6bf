// The look's tokens: every colour and measure of the workbench comes from here, for the palette, the style
// sheet, the charts and the grids. Values; safe anywhere.
#pragma once

#include <QColor>

#include <array>

namespace strandline::theme {

// Of wait classes in charts: those that Oracle's users know, a little lighter on dark ground.
struct WaitColours
{
    QColor cpu;
    QColor scheduler;
    QColor userIo;
    QColor systemIo;
    QColor concurrency;
    QColor application;
    QColor commit;
    QColor configuration;
    QColor other;
    QColor idle;
};

struct Tokens
{
    QColor window;
    QColor surface;
    QColor border;
    QColor text;
    QColor secondary; // text of lesser weight
    QColor accent;
    QColor accentSoft;
    QColor onAccent; // text on accent
    QColor ok;
    QColor warning;
    QColor danger;
    QColor literal; // numbers and parameters in SQL
    QColor past;    // tint of everything that shows the past
    QColor pastBorder;
    QColor inserted;
    QColor updated;
    QColor deleted;
    QColor hover;
    WaitColours waits;
    std::array<QColor, 8> lines; // of charts: things without a colour of their own
    bool dark = false;
};

const Tokens &lightTokens();
const Tokens &darkTokens();

// The 4 px grid.
inline constexpr int space1 = 4;
inline constexpr int space2 = 8;
inline constexpr int space3 = 12;
inline constexpr int space4 = 16;
inline constexpr int space6 = 24;
inline constexpr int rowHeight = 24;
inline constexpr int navigationWidth = 200;
inline constexpr int navigationWidthCollapsed = 48;
inline constexpr int iconSize = 16;
inline constexpr double headingScale = 1.2;
inline constexpr double titleScale = 1.5;

} // namespace strandline::theme
