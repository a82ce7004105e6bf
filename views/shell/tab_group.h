// A bar of tabs and the page of the one that is current. GUI thread.
#pragma once

#include "views/common/theme/theme.h"
#include "views/shell/tab.h"
#include "views/shell/tab_bar.h"

#include <QWidget>

class QStackedWidget;

namespace strandline::shell {

class TabGroup : public QWidget
{
    Q_OBJECT
public:
    explicit TabGroup(theme::Theme *theme, QWidget *parent = nullptr);

    int count() const { return m_bar->count(); }
    Tab *tab(int index) const; // in the bar's order
    int indexOf(const Tab *tab) const;
    Tab *current() const;
    TabBar *bar() const { return m_bar; }

    void insert(int index, Tab *tab);
    void take(Tab *tab); // without deleting it
    void setCurrent(Tab *tab);
    // namesDatabase: several are open, the tabs say which one is theirs.
    void refresh(Tab *tab, bool namesDatabase);
    // The one that new tabs go to is marked.
    void setMarked(bool marked);

signals:
    void currentChanged();
    void activated(); // the user clicked a tab
    void closeRequested(strandline::shell::Tab *tab);
    void menuRequested(strandline::shell::Tab *tab, const QPoint &globalPosition);

private:
    theme::Theme *m_theme;
    TabBar *m_bar;
    QStackedWidget *m_stack;
};

} // namespace strandline::shell
