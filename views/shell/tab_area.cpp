#include "views/shell/tab_area.h"

#include "views/common/widgets/style.h"

#include <QApplication>
#include <QBoxLayout>
#include <QJsonArray>
#include <QSplitter>

#include <algorithm>

namespace strandline::shell {

namespace {

void collect(QWidget *node, std::vector<TabGroup *> &groups)
{
    if (auto *group = qobject_cast<TabGroup *>(node)) {
        groups.push_back(group);
    } else if (const auto *splitter = qobject_cast<const QSplitter *>(node)) {
        for (int i = 0; i < splitter->count(); ++i) {
            collect(splitter->widget(i), groups);
        }
    }
}

} // namespace

TabArea::TabArea(theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_root(makeSplitter(Qt::Horizontal)), m_current(nullptr),
      m_hint(new QWidget(this))
{
    setObjectName("tabArea");
    m_hint->setObjectName("dropHint");
    m_hint->setAttribute(Qt::WA_StyledBackground);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->hide();
    theme->dress(m_hint);
    m_current = makeGroup();
    m_current->setMarked(true);
    m_root->addWidget(m_current);
    widgets::flatColumn(this)->addWidget(m_root);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget * /*old*/, QWidget *now) {
        for (; now != nullptr && now != this; now = now->parentWidget()) {
            if (auto *group = qobject_cast<TabGroup *>(now); group != nullptr && isAncestorOf(group)) {
                setCurrentGroup(group);
                return;
            }
        }
    });
}

TabGroup *TabArea::makeGroup()
{
    auto *group = new TabGroup(m_theme);
    connect(group, &TabGroup::currentChanged, this, &TabArea::tellCurrent);
    connect(group, &TabGroup::activated, this, [this, group] {
        setCurrentGroup(group);
        group->current()->setFocus();
    });
    connect(group, &TabGroup::closeRequested, this, &TabArea::closeRequested);
    connect(group, &TabGroup::menuRequested, this, &TabArea::menuRequested);
    connect(group->bar(), &QTabBar::tabMoved, this, &TabArea::changed);
    connect(group->bar(), &TabBar::draggedOut, this, [this](int /*index*/, const QPoint &at) { hover(at); });
    connect(group->bar(), &TabBar::dragEnded, m_hint, &QWidget::hide);
    connect(group->bar(), &TabBar::droppedOut, this,
            [this, group](int index, const QPoint &at) { drop(group->tab(index), at); });
    return group;
}

QSplitter *TabArea::makeSplitter(Qt::Orientation orientation)
{
    auto *splitter = new QSplitter(orientation);
    splitter->setObjectName("tabSplitter");
    splitter->setChildrenCollapsible(false);
    connect(splitter, &QSplitter::splitterMoved, this, &TabArea::changed);
    return splitter;
}

std::vector<TabGroup *> TabArea::groups() const
{
    std::vector<TabGroup *> all;
    collect(m_root, all);
    return all;
}

std::vector<Tab *> TabArea::tabs() const
{
    std::vector<Tab *> all;
    for (const TabGroup *group : groups()) {
        for (int i = 0; i < group->count(); ++i) {
            all.push_back(group->tab(i));
        }
    }
    return all;
}

TabGroup *TabArea::groupOf(const Tab *tab) const
{
    const auto all = groups();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [tab](const TabGroup *group) { return group->indexOf(tab) >= 0; });
    return found == all.end() ? nullptr : *found;
}

void TabArea::add(Tab *tab, TabGroup *group)
{
    connect(tab, &Tab::changed, this, [this, tab] {
        if (TabGroup *its = groupOf(tab)) {
            its->refresh(tab, m_namesDatabases);
            emit changed();
        }
    });
    group->insert(group->count(), tab);
    group->refresh(tab, m_namesDatabases);
    if (!m_building) {
        tellCurrent();
        emit changed();
    }
}

void TabArea::show(Tab *tab)
{
    TabGroup *group = groupOf(tab);
    m_current->setMarked(false);
    m_current = group;
    m_current->setMarked(true);
    group->setCurrent(tab);
    tellCurrent();
}

void TabArea::setCurrentGroup(TabGroup *group)
{
    if (group != m_current && group->count() > 0) {
        show(group->current());
    }
}

void TabArea::tellCurrent()
{
    if (m_building || current() == m_told) {
        return;
    }
    Tab *now = current();
    m_told = now;
    if (now != nullptr) {
        now->setLastShown(++m_shows);
    }
    emit currentChanged();
    emit changed();
}

void TabArea::move(Tab *tab, TabGroup *group, int index)
{
    TabGroup *from = groupOf(tab);
    if (from == group) {
        from->bar()->moveTab(from->indexOf(tab), std::clamp(index, 0, from->count() - 1));
        return;
    }
    m_building = true;
    from->take(tab);
    group->insert(index, tab);
    group->refresh(tab, m_namesDatabases);
    if (from->count() == 0) {
        removeGroup(from);
    }
    m_building = false;
    m_told = nullptr;
    show(tab);
    emit changed();
}

void TabArea::remove(Tab *tab)
{
    TabGroup *group = groupOf(tab);
    discard(tab);
    if (m_told == tab) {
        m_told = nullptr;
    }
    if (group->count() == 0 && groups().size() > 1) {
        removeGroup(group);
    }
    m_told = nullptr;
    tellCurrent();
    if (current() == nullptr) {
        emit currentChanged();
    }
    emit changed();
}

// Its page may be the one that asked for it: it goes later, but not later than this.
void TabArea::discard(Tab *tab)
{
    groupOf(tab)->take(tab);
    tab->setParent(this);
    tab->deleteLater();
}

// The pages of a group that gets another parent are styled again, every widget of them: only where a splitter
// of the other orientation stands around it already does the group move.
TabGroup *TabArea::split(TabGroup *group, Qt::Orientation orientation)
{
    TabGroup *added = makeGroup();
    auto *splitter = static_cast<QSplitter *>(group->parentWidget());
    const int at = splitter->indexOf(group);
    if (splitter->count() == 1) {
        splitter->setOrientation(orientation);
    }
    QList<int> sizes = splitter->sizes();
    if (splitter->orientation() == orientation) {
        const int half = sizes[at] / 2;
        sizes[at] -= half;
        sizes.insert(at + 1, half);
        splitter->insertWidget(at + 1, added);
        splitter->setSizes(sizes);
        return added;
    }
    const int whole = orientation == Qt::Horizontal ? group->width() : group->height();
    QSplitter *inner = makeSplitter(orientation);
    splitter->insertWidget(at, inner);
    inner->addWidget(group);
    inner->addWidget(added);
    inner->setSizes({whole / 2, whole - whole / 2});
    splitter->setSizes(sizes);
    return added;
}

void TabArea::removeGroup(TabGroup *group)
{
    if (m_current == group) {
        m_current = neighbourOf(group);
    }
    auto *splitter = static_cast<QSplitter *>(group->parentWidget());
    group->hide();
    group->setParent(nullptr);
    group->deleteLater();
    if (splitter->count() == 1 && splitter != m_root) {
        auto *outer = static_cast<QSplitter *>(splitter->parentWidget());
        const QList<int> sizes = outer->sizes();
        outer->insertWidget(outer->indexOf(splitter), splitter->widget(0));
        splitter->hide();
        splitter->setParent(nullptr);
        splitter->deleteLater();
        outer->setSizes(sizes);
    }
    m_current->setMarked(true);
}

void TabArea::closeSplit(TabGroup *group)
{
    const auto all = groups();
    if (all.size() < 2) {
        return;
    }
    const auto at = std::find(all.begin(), all.end(), group);
    TabGroup *to = at == all.begin() ? *(at + 1) : *(at - 1);
    Tab *shown = group->current();
    while (group->count() > 1) {
        Tab *next = group->tab(group->tab(0) == shown ? 1 : 0);
        move(next, to, to->count());
    }
    move(shown, to, to->count()); // the last one takes the group with it, and is shown
}

TabGroup *TabArea::neighbourOf(const TabGroup *group) const
{
    const auto all = groups();
    const auto at = std::find(all.begin(), all.end(), group);
    return at + 1 == all.end() ? all.front() : *(at + 1);
}

void TabArea::setNamesDatabases(bool names)
{
    if (m_namesDatabases == names) {
        return;
    }
    m_namesDatabases = names;
    for (const Tab *tab : tabs()) {
        groupOf(tab)->refresh(const_cast<Tab *>(tab), names);
    }
}

TabArea::Target TabArea::targetAt(const QPoint &globalPosition) const
{
    constexpr double edge = 0.7; // behind it a drop splits
    for (TabGroup *group : groups()) {
        const QRect area(group->mapTo(this, QPoint(0, 0)), group->size());
        const QPoint at = group->mapFromGlobal(globalPosition);
        if (!group->rect().contains(at)) {
            continue;
        }
        Target target{group, group->count(), false, Qt::Horizontal, area};
        if (at.y() < group->bar()->height()) {
            const int index = group->bar()->tabAt(group->bar()->mapFromGlobal(globalPosition));
            target.index = index < 0 ? group->count() : index;
        } else if (at.x() > edge * group->width()) {
            target.splits = true;
            target.area.setLeft(area.center().x());
        } else if (at.y() > edge * group->height()) {
            target.splits = true;
            target.orientation = Qt::Vertical;
            target.area.setTop(area.center().y());
        }
        return target;
    }
    return {};
}

void TabArea::hover(const QPoint &globalPosition)
{
    const Target target = targetAt(globalPosition);
    m_hint->setVisible(target.group != nullptr);
    m_hint->setGeometry(target.area);
    m_hint->raise();
}

void TabArea::drop(Tab *tab, const QPoint &globalPosition)
{
    const Target target = targetAt(globalPosition);
    if (target.group == nullptr) {
        return;
    }
    if (!target.splits) {
        move(tab, target.group, target.index);
    } else if (groupOf(tab) != target.group || target.group->count() > 1) {
        move(tab, split(target.group, target.orientation), 0);
    }
}

QJsonObject TabArea::layoutState(const std::function<QJsonObject(const Tab *)> &describe) const
{
    return nodeState(m_root->count() == 1 ? m_root->widget(0) : m_root, describe);
}

QJsonObject TabArea::nodeState(QWidget *node, const std::function<QJsonObject(const Tab *)> &describe) const
{
    QJsonArray children;
    if (const auto *splitter = qobject_cast<const QSplitter *>(node)) {
        QJsonArray sizes;
        for (int i = 0; i < splitter->count(); ++i) {
            children.append(nodeState(splitter->widget(i), describe));
            sizes.append(splitter->sizes().at(i));
        }
        return {{"split", splitter->orientation() == Qt::Horizontal ? "right" : "down"},
                {"children", children},
                {"sizes", sizes}};
    }
    const auto *group = static_cast<const TabGroup *>(node);
    for (int i = 0; i < group->count(); ++i) {
        children.append(describe(group->tab(i)));
    }
    return {{"tabs", children}, {"current", group->bar()->currentIndex()}, {"focused", group == m_current}};
}

void TabArea::restoreLayout(const QJsonObject &state, const std::function<Tab *(const QJsonObject &)> &make)
{
    m_building = true;
    for (Tab *tab : tabs()) {
        discard(tab);
    }
    m_current = nullptr;
    QWidget *node = makeNode(state, make);
    auto *root = qobject_cast<QSplitter *>(node);
    if (root == nullptr) {
        root = makeSplitter(Qt::Horizontal);
        root->addWidget(node != nullptr ? node : makeGroup());
    }
    delete layout()->replaceWidget(m_root, root);
    m_root->hide();
    m_root->deleteLater();
    m_root = root;
    m_root->show();
    if (m_current == nullptr) {
        m_current = groups().front();
    }
    m_current->setMarked(true);
    m_building = false;
    m_told = nullptr;
    tellCurrent();
}

// Null where nothing is left of it.
QWidget *TabArea::makeNode(const QJsonObject &state, const std::function<Tab *(const QJsonObject &)> &make)
{
    if (!state.contains("split")) {
        TabGroup *group = makeGroup();
        int current = 0;
        const QJsonArray described = state.value("tabs").toArray();
        for (int i = 0; i < described.size(); ++i) {
            if (Tab *tab = make(described[i].toObject())) {
                current = i == state.value("current").toInt() ? group->count() : current;
                add(tab, group);
            }
        }
        if (group->count() == 0) {
            delete group;
            return nullptr;
        }
        group->bar()->setCurrentIndex(current);
        if (state.value("focused").toBool()) {
            m_current = group;
        }
        return group;
    }
    QSplitter *splitter =
        makeSplitter(state.value("split").toString() == "down" ? Qt::Vertical : Qt::Horizontal);
    QList<int> sizes;
    const QJsonArray children = state.value("children").toArray();
    for (int i = 0; i < children.size(); ++i) {
        if (QWidget *child = makeNode(children[i].toObject(), make)) {
            splitter->addWidget(child);
            sizes.append(state.value("sizes").toArray().at(i).toInt());
        }
    }
    if (splitter->count() > 1) {
        splitter->setSizes(sizes);
        return splitter;
    }
    QWidget *only = splitter->widget(0); // null: none
    if (only != nullptr) {
        only->setParent(nullptr);
    }
    delete splitter;
    return only;
}

} // namespace strandline::shell
