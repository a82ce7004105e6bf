// A choice of a dimension, in groups; in the opened list each has a bar that says how skewed it is: how much
// of the time its greatest value has. GUI thread.
#pragma once

#include "models/performance/performance_words.h"
#include "views/common/theme/theme.h"

#include <QComboBox>

namespace strandline::performance {

class DimensionBox : public QComboBox
{
    Q_OBJECT
public:
    // withNone: "none" is a choice, too.
    DimensionBox(const char *name, const QString &accessibleName, theme::Theme *theme, bool withNone = false,
                 QWidget *parent = nullptr);

    std::optional<monitor::AshDimension> dimension() const;
    void setDimension(std::optional<monitor::AshDimension> dimension); // tells nobody
    void setSkew(const std::array<double, monitor::ashDimensions> &skew);

signals:
    void chosen(); // by the user
};

} // namespace strandline::performance
