// The middle of the window: a tree of splits whose leaves are groups of tabs. There is always one group; a
// group that lost its last tab goes, unless it is the only one. Owns the tabs. GUI thread.
#pragma once

#include "views/shell/tab_group.h"

#include <QJsonObject>
#include <QWidget>

#include <functional>
#include <vector>

class QSplitter;

namespace strandline::shell {

class TabArea : public QWidget
{
    Q_OBJECT
public:
    explicit TabArea(theme::Theme *theme, QWidget *parent = nullptr);

    std::vector<TabGroup *> groups() const; // left before right, upper before lower
    std::vector<Tab *> tabs() const;        // group by group, as in the bars
    TabGroup *currentGroup() const { return m_current; }
    Tab *current() const { return m_current->current(); } // null: no tabs
    TabGroup *groupOf(const Tab *tab) const;

    void add(Tab *tab, TabGroup *group); // at its end
    void show(Tab *tab);                 // and makes its group the current one
    void move(Tab *tab, TabGroup *group, int index);
    void remove(Tab *tab); // the tab deletes itself later
    // An empty group beside (Horizontal) or below (Vertical) group; put a tab into it at once.
    TabGroup *split(TabGroup *group, Qt::Orientation orientation);
    // The tabs of the group go to the one before it, or after it where it is the first.
    void closeSplit(TabGroup *group);
    TabGroup *neighbourOf(const TabGroup *group) const; // the next one, cyclic; itself where it is alone

    void setNamesDatabases(bool names);

    QJsonObject layoutState(const std::function<QJsonObject(const Tab *)> &describe) const;
    // Puts in place of what is here; make may return null for a tab that can't be made any more.
    void restoreLayout(const QJsonObject &state, const std::function<Tab *(const QJsonObject &)> &make);

signals:
    void currentChanged(); // another tab is the current one, or none
    void changed();        // tabs, their titles, their places
    void closeRequested(strandline::shell::Tab *tab);
    void menuRequested(strandline::shell::Tab *tab, const QPoint &globalPosition);

private:
    struct Target // of a tab that is dragged
    {
        TabGroup *group = nullptr;
        int index = 0;
        bool splits = false;
        Qt::Orientation orientation = Qt::Horizontal;
        QRect area; // of this widget
    };

    TabGroup *makeGroup();
    QSplitter *makeSplitter(Qt::Orientation orientation);
    void setCurrentGroup(TabGroup *group);
    void tellCurrent();
    void discard(Tab *tab);
    void removeGroup(TabGroup *group);
    Target targetAt(const QPoint &globalPosition) const;
    void hover(const QPoint &globalPosition);
    void drop(Tab *tab, const QPoint &globalPosition);
    QJsonObject nodeState(QWidget *node, const std::function<QJsonObject(const Tab *)> &describe) const;
    QWidget *makeNode(const QJsonObject &state, const std::function<Tab *(const QJsonObject &)> &make);

    theme::Theme *m_theme;
    QSplitter *m_root; // with one group alone, too
    TabGroup *m_current;
    QWidget *m_hint; // where a dragged tab would go
    Tab *m_told = nullptr;
    bool m_namesDatabases = false;
    bool m_building = false; // while a layout is put together
    quint64 m_shows = 0;
};

} // namespace strandline::shell
