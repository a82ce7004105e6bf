#include "views/performance/filter_chips.h"

#include "views/common/widgets/flow_layout.h"
#include "views/common/widgets/style.h"

#include <QPushButton>
#include <QToolButton>

namespace strandline::performance {

FilterChips::FilterChips(theme::Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName("ashFilters");
    setAccessibleName(tr("Filters"));
    auto *flow = new widgets::FlowLayout(this);
    flow->setContentsMargins(theme::space4, theme::space1, theme::space3, theme::space1);
    flow->setSpacing(theme::space2);
    hide();
}

void FilterChips::setFilters(const std::vector<monitor::AshFilter> &filters)
{
    if (filters == m_filters) {
        return;
    }
    m_filters = filters;
    while (QLayoutItem *item = layout()->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was clicked
        delete item;
    }
    for (const monitor::AshFilter &filter : m_filters) {
        auto *chip = new QToolButton(this);
        chip->setObjectName("ashFilter");
        chip->setText(filterTitle(filter));
        chip->setIcon(m_theme->icon("close"));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setAccessibleName(tr("Remove the filter %1").arg(chip->text()));
        chip->setToolTip(chip->accessibleName());
        chip->setFocusPolicy(Qt::TabFocus);
        widgets::setRole(chip, "chip");
        connect(chip, &QToolButton::clicked, this, [this, filter] { emit removed(filter); });
        layout()->addWidget(chip);
        chip->show();
    }
    if (m_filters.size() > 1) {
        auto *all = widgets::button(tr("Remove all"), "link");
        all->setObjectName("ashFiltersClear");
        connect(all, &QPushButton::clicked, this, &FilterChips::cleared);
        layout()->addWidget(all);
        all->show();
    }
    setVisible(!m_filters.empty());
}

} // namespace strandline::performance
