// The filters of an analysis as chips; a click takes one away. Hidden where there are none. GUI thread.
#pragma once

#include "models/performance/performance_words.h"
#include "views/common/theme/theme.h"

#include <QWidget>

namespace strandline::performance {

class FilterChips : public QWidget
{
    Q_OBJECT
public:
    explicit FilterChips(theme::Theme *theme, QWidget *parent = nullptr);

    void setFilters(const std::vector<monitor::AshFilter> &filters);

signals:
    void removed(const strandline::monitor::AshFilter &filter);
    void cleared();

private:
    theme::Theme *m_theme;
    std::vector<monitor::AshFilter> m_filters;
};

} // namespace strandline::performance
