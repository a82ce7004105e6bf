// A small line of values over time without axes, for a card that says the rest: from zero, the latest at the
// right, filled below. Gaps stay gaps. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QWidget>

#include <vector>

namespace strandline::chart {

class Sparkline : public QWidget
{
    Q_OBJECT
public:
    // colour: a key of colourOf().
    Sparkline(theme::Theme *theme, QString colour, QWidget *parent = nullptr);

    void setValues(std::vector<double> values); // NaN: not known
    const std::vector<double> &values() const { return m_values; }

    QSize sizeHint() const override { return {120, 28}; }
    QSize minimumSizeHint() const override { return {40, 20}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    theme::Theme *m_theme;
    QString m_colour;
    std::vector<double> m_values;
};

} // namespace strandline::chart
