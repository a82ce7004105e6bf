#include "views/common/theme/style_sheet.h"

#include <QHash>

namespace strandline::theme {

namespace {

// @name stands for a token. Widgets are picked by object name or by the dynamic property "role".
constexpr const char *sheet = R"(
#startInner { background: @window; }
QMenuBar { background: @window; border: none; padding: 2px 4px; }
QMenuBar::item { background: transparent; padding: 4px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @surface; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: @accentSoft; color: @text; }
QMenu::item:disabled { color: @secondary; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QToolTip { background: @surface; color: @text; border: 1px solid @border; padding: 4px 6px; }

#contextBar { background: @surface; border-bottom: 1px solid @border; }
#navigation { background: @window; border-right: 1px solid @border; }
#statusPanel { background: @surface; border-top: 1px solid @border; }
#recordingBar { background: @accentSoft; border-bottom: 1px solid @border; }
#surface { background: @surface; }
#asOfLine { background: @past; border-bottom: 1px solid @pastBorder; border-top: 2px solid @pastBorder; }
#nowLine { background: @surface; border-bottom: 1px solid @border; border-top: 2px solid @border; }
#pastPane { background: @past; }
#surface[past="true"], #surface[past="true"] #cellLine { background: @past; }
#completion { background: @surface; border: 1px solid @border; }
#card { background: @surface; border: 1px solid @border; border-radius: 6px; }
QWidget[role="card"] { background: @surface; border: 1px solid @border; border-radius: 6px; }
QWidget[role="card"]:focus { border-color: @accent; }
#lossLine { background: @deleted; border-top: 1px solid @danger; }
#historyBar { background: @surface; border-bottom: 1px solid @border; }
#findBar { background: @window; border-top: 1px solid @border; }
#settingsLeft { border-right: 1px solid @border; }
#settingsList { background: transparent; }
#settingsList::item { border-radius: 4px; }
#cellLine { background: @surface; border-top: 1px solid @border; }
#parameterStrip { background: @accentSoft; border-bottom: 1px solid @border; }
#errorLine { background: @surface; border-bottom: 1px solid @danger; border-top: 1px solid @danger; }
#resultTabs { background: @window; }
#resultTabs::tab { background: transparent; color: @secondary; border: none; border-bottom: 2px solid transparent;
  padding: 6px 10px; }
#resultTabs::tab:hover { background: @hover; }
#resultTabs::tab:selected { color: @text; border-bottom-color: @accent; }
#worksheetTools { background: @surface; border-bottom: 1px solid @border; }

QLabel[role="secondary"] { color: @secondary; }
QLabel[role="error"] { color: @danger; }
QLabel[role="warning"] { color: @warning; }
QLabel[match="true"], QAbstractButton[match="true"], QComboBox[match="true"] { background: @updated; color: @text; border-radius: 3px; }

QPushButton { background: @surface; color: @text; border: 1px solid @border; border-radius: 4px;
  padding: 4px 12px; min-height: 18px; }
QPushButton:hover { background: @hover; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @secondary; }
QPushButton[role="primary"] { background: @accent; color: @onAccent; border-color: @accent; }
QPushButton[role="primary"]:disabled { background: @window; color: @secondary; border-color: @border; }
QPushButton[role="primary"]:hover, QPushButton[role="primary"]:focus { border-color: @text; }
QPushButton[role="link"] { background: transparent; color: @accent; border: 1px solid transparent;
  padding: 3px 6px; text-align: left; }
QPushButton[role="link"]:hover { background: @hover; }
QPushButton[role="link"]:focus { border-color: @accent; }

QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 4px; padding: 3px; }
QToolButton:hover { background: @hover; }
QToolButton:focus { border-color: @accent; }
QToolButton:checked { background: @accentSoft; }
QToolButton:disabled { color: @secondary; }
QToolButton[role="segment"] { border: 1px solid @border; border-radius: 0; padding: 2px 10px; background: @surface; }
QToolButton[role="segment"]:checked { background: @accentSoft; border-color: @accent; }
QToolButton[role="segment"]:disabled { color: @secondary; }
QToolButton[role="segment"]:focus { border-color: @accent; }
QToolButton[role="chip"] { border: 1px solid @border; border-radius: 12px; padding: 3px 10px; background: @surface; }
QToolButton[role="chip"]:hover { background: @hover; }
QToolButton[role="chip"]:checked { background: @accentSoft; border-color: @accent; }
QToolButton[role="chip"]:focus { border-color: @accent; }
QToolButton[role="chip"][past="true"] { background: @past; border-color: @pastBorder; }
QToolButton[role="navigation"] { text-align: left; padding: 6px 10px; border-radius: 4px; }
QToolButton[role="navigation"]:checked { background: @accentSoft; font-weight: 600; }
QToolButton::menu-indicator { image: none; }
QToolButton[popupMode="1"] { padding-right: 16px; }
QToolButton::menu-button { background: transparent; border: none; width: 14px; }

QTabBar[role="panes"] { background: @surface; }
QTabBar[role="panes"]::tab { background: transparent; color: @secondary; border: none;
  border-bottom: 2px solid transparent; padding: 5px 12px; }
QTabBar[role="panes"]::tab:first { margin-left: 4px; }
QTabBar[role="panes"]::tab:hover { color: @text; background: @hover; }
QTabBar[role="panes"]::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar[role="panes"]::tab:selected:focus { background: @accentSoft; }

QLineEdit { background: @surface; color: @text; border: 1px solid @border; border-radius: 4px; padding: 3px 6px;
  min-height: 18px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus { border-color: @accent; }

QTreeView, QTableView, QListView { background: @surface; color: @text; border: none; outline: none;
  gridline-color: @border; selection-background-color: @accentSoft; selection-color: @text; }
QTableView::item { padding: 0 8px; }
QTableView QLineEdit { border-radius: 0; padding: 0 4px; min-height: 0; }
QPlainTextEdit { background: @surface; color: @text; border: none; selection-background-color: @accent;
  selection-color: @onAccent; }
#pastPane QPlainTextEdit, #surface[past="true"] QPlainTextEdit { background: @past; }
QAbstractScrollArea::corner { background: transparent; border: none; }
#pastPane QTableView, #pastPane QTreeView { background: @past; }
#pastPane QHeaderView, #pastPane QHeaderView::section, #pastPane QTableCornerButton::section { background: @past; }
QTreeView::item, QListView::item { height: 24px; padding: 0 4px; }
QListView::item:hover, QTreeView::item:hover { background: @hover; }
QListView::item:selected, QTreeView::item:selected { background: @accentSoft; color: @text; }
QHeaderView { background: @window; }
QHeaderView::section { background: @window; color: @secondary; border: none; border-right: 1px solid @border;
  border-bottom: 1px solid @border; padding: 3px 8px; }
QTableCornerButton::section { background: @window; border: none; border-right: 1px solid @border;
  border-bottom: 1px solid @border; }

#emptyPage { background: @window; }
#commandPalette { background: @surface; border: 1px solid @border; border-radius: 6px; }
#dropHint { background: @accentSoft; border: 2px solid @accent; }
#pageTabs { background: @window; border-bottom: 1px solid @border; }
#pageTabs::tab { background: @window; color: @secondary; border: none; border-right: 1px solid @border;
  border-bottom: 1px solid @border; border-top: 2px solid transparent; padding: 5px 6px 5px 8px; min-height: 20px; }
#pageTabs::tab:hover { background: @hover; color: @text; }
#pageTabs::tab:selected { background: @surface; color: @text; border-bottom-color: @surface;
  border-top-color: @secondary; }
#pageTabs[marked="true"]::tab:selected, #pageTabs:focus::tab:selected { border-top-color: @accent; }
QToolButton[role="tabClose"] { padding: 1px; margin: 0 2px; }
QToolButton[role="chooser"] { padding: 2px 6px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @scroll; border-radius: 4px; margin: 2px; }
QScrollBar::handle:hover { background: @secondary; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: @border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
#message { background: @surface; border: 1px solid @border; border-radius: 6px; }
)";

QColor between(const QColor &a, const QColor &b)
{
    return QColor((a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2);
}

} // namespace

QString styleSheet(const Tokens &t)
{
    const QHash<QString, QColor> colours{
        {"window", t.window},
        {"surface", t.surface},
        {"border", t.border},
        {"text", t.text},
        {"secondary", t.secondary},
        {"accent", t.accent},
        {"accentSoft", t.accentSoft},
        {"onAccent", t.onAccent},
        {"warning", t.warning},
        {"danger", t.danger},
        {"past", t.past},
        {"pastBorder", t.pastBorder},
        {"hover", t.hover},
        {"updated", t.updated},
        {"deleted", t.deleted},
        {"scroll", between(t.border, between(t.border, t.secondary))},
    };
    QString out;
    const QString in = QString::fromLatin1(sheet);
    out.reserve(in.size() * 5 / 4);
    for (qsizetype i = 0; i < in.size(); ++i) {
        if (in[i] != '@') {
            out += in[i];
            continue;
        }
        qsizetype end = i + 1;
        while (end < in.size() && in[end].isLetter()) {
            ++end;
        }
        const QString name = in.mid(i + 1, end - i - 1);
        Q_ASSERT(colours.contains(name));
        out += colours.value(name).name();
        i = end - 1;
    }
    return out;
}

} // namespace strandline::theme
