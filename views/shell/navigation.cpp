#include "views/shell/navigation.h"

#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QToolButton>

namespace strandline::shell {

Navigation::Navigation(const std::vector<Feature> &features, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_features(features), m_group(new QButtonGroup(this)), m_theme(theme)
{
    setObjectName("navigation");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Navigation"));
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, this);
    column->setContentsMargins(theme::space2, theme::space2, theme::space2, theme::space2);
    column->setSpacing(theme::space1);
    int index = -1;
    for (const Feature &feature : features) {
        ++index;
        if (!feature.inNavigation) {
            continue;
        }
        auto *entry = new QToolButton;
        widgets::setRole(entry, "navigation");
        entry->setText(feature.title);
        entry->setAccessibleName(feature.title);
        entry->setIcon(theme->icon(feature.icon));
        entry->setIconSize(QSize(20, 20));
        entry->setToolTip(
            feature.shortcut.isEmpty()
                ? feature.title
                : tr("%1 (%2)").arg(feature.title, feature.shortcut.toString(QKeySequence::NativeText)));
        entry->setCheckable(true);
        entry->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_group->addButton(entry, index);
        column->addWidget(entry);
    }
    column->addStretch();
    m_toggle = widgets::iconButton(theme->icon("sidebar"), {});
    m_toggle->setObjectName("navigationToggle");
    column->addWidget(m_toggle);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setCollapsed(!m_collapsed); });
    connect(m_group, &QButtonGroup::idClicked, this, &Navigation::chosen);
    setCollapsed(false);
}

void Navigation::setCurrent(int index)
{
    if (QAbstractButton *entry = m_group->button(index)) {
        entry->setChecked(true);
    } else if (QAbstractButton *checked = m_group->checkedButton()) {
        m_group->setExclusive(false);
        checked->setChecked(false);
        m_group->setExclusive(true);
    }
}

void Navigation::setDatabaseOpen(bool open)
{
    for (QAbstractButton *entry : m_group->buttons()) {
        entry->setEnabled(open || !m_features[static_cast<std::size_t>(m_group->id(entry))].needsDatabase);
    }
}

void Navigation::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    setFixedWidth(collapsed ? theme::navigationWidthCollapsed : theme::navigationWidth);
    for (QAbstractButton *entry : m_group->buttons()) {
        static_cast<QToolButton *>(entry)->setToolButtonStyle(collapsed ? Qt::ToolButtonIconOnly
                                                                        : Qt::ToolButtonTextBesideIcon);
    }
    const QString name = collapsed ? tr("Show names in the navigation") : tr("Collapse the navigation");
    m_toggle->setToolTip(name);
    m_toggle->setAccessibleName(name);
    emit collapsedChanged(collapsed);
}

} // namespace strandline::shell
