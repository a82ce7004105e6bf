// The column at the left: one entry a feature, with icon and word, collapsible to icons.
#pragma once

#include "views/common/theme/theme.h"
#include "views/shell/feature.h"

#include <QWidget>

class QButtonGroup;
class QToolButton;

namespace strandline::shell {

class Navigation : public QWidget
{
    Q_OBJECT
public:
    Navigation(const std::vector<Feature> &features, theme::Theme *theme, QWidget *parent = nullptr);

    void setCurrent(int index);      // of the feature; one that is not here: none is current
    void setDatabaseOpen(bool open); // enables what needs one
    bool collapsed() const { return m_collapsed; }
    void setCollapsed(bool collapsed);

signals:
    void chosen(int index);
    void collapsedChanged(bool collapsed);

private:
    const std::vector<Feature> &m_features;
    QButtonGroup *m_group;
    QToolButton *m_toggle;
    theme::Theme *m_theme;
    bool m_collapsed = false;
};

} // namespace strandline::shell
