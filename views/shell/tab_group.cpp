#include "views/shell/tab_group.h"

#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QStackedWidget>

namespace strandline::shell {

TabGroup::TabGroup(theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_bar(new TabBar), m_stack(new QStackedWidget)
{
    setObjectName("tabGroup");
    theme->dress(m_bar);
    auto *column = widgets::flatColumn(this);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    connect(m_bar, &QTabBar::currentChanged, this, [this](int index) {
        if (Tab *shown = tab(index)) {
            m_stack->setCurrentWidget(shown);
        }
        emit currentChanged();
    });
    connect(m_bar, &TabBar::activated, this, &TabGroup::activated);
    connect(m_bar, &QTabBar::tabCloseRequested, this, [this](int index) { emit closeRequested(tab(index)); });
    connect(m_bar, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) {
        if (Tab *under = tab(m_bar->tabAt(at))) {
            emit menuRequested(under, m_bar->mapToGlobal(at));
        }
    });
}

Tab *TabGroup::tab(int index) const
{
    return static_cast<Tab *>(m_bar->tabData(index).value<QObject *>());
}

int TabGroup::indexOf(const Tab *tab) const
{
    for (int i = 0; i < count(); ++i) {
        if (this->tab(i) == tab) {
            return i;
        }
    }
    return -1;
}

Tab *TabGroup::current() const
{
    return tab(m_bar->currentIndex());
}

void TabGroup::insert(int index, Tab *tab)
{
    const bool first = count() == 0;
    const QSignalBlocker quiet(m_bar); // the tab has no data yet
    m_stack->addWidget(tab);
    const int at = m_bar->insertTab(index, m_theme->icon(tab->feature().icon), tab->title());
    m_bar->setTabData(at, QVariant::fromValue<QObject *>(tab));
    auto *close = widgets::iconButton(m_theme->icon("close"), tr("Close this tab"));
    widgets::setRole(close, "tabClose");
    close->setIconSize(QSize(12, 12));
    close->setFocusPolicy(Qt::NoFocus);
    connect(close, &QToolButton::clicked, tab, [this, tab] { emit closeRequested(tab); });
    m_bar->setTabButton(at, QTabBar::RightSide, close);
    if (first) {
        m_stack->setCurrentWidget(tab);
    }
}

void TabGroup::take(Tab *tab)
{
    const int index = indexOf(tab);
    m_stack->removeWidget(tab);
    tab->setParent(nullptr);
    m_bar->removeTab(index);
}

void TabGroup::setCurrent(Tab *tab)
{
    m_bar->setCurrentIndex(indexOf(tab));
}

void TabGroup::refresh(Tab *tab, bool namesDatabase)
{
    const int index = indexOf(tab);
    QString text = tab->title();
    QString tip = text;
    if (const session::DatabaseSession *database = tab->session()) {
        if (namesDatabase) {
            text = tr("%1 · %2").arg(text, database->name());
        }
        tip = tr("%1\n%2").arg(tip, database->path());
    }
    const QString name = text;
    if (tab->modified()) {
        text = tr("● %1", "a tab with unsaved changes").arg(text);
        tip = tr("%1\nNot saved").arg(tip);
    }
    m_bar->setTabText(index, text.replace('&', "&&"));
    m_bar->setTabToolTip(index, tip);
    m_bar->setAccessibleTabName(index, tab->modified() ? tr("%1, not saved").arg(name) : name);
}

void TabGroup::setMarked(bool marked)
{
    if (m_bar->property("marked").toBool() != marked) {
        m_bar->setProperty("marked", marked);
        widgets::restyle(m_bar);
    }
}

} // namespace strandline::shell
