#include "views/common/chart/sparkline.h"

#include "models/series/series_columns.h"
#include "views/common/chart/colours.h"

#include <QPainter>

#include <cmath>

namespace strandline::chart {

namespace {
constexpr float fillAlpha = 0.2F;
constexpr int lineWidth = 2;
} // namespace

Sparkline::Sparkline(theme::Theme *theme, QString colour, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_colour(std::move(colour))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void Sparkline::setValues(std::vector<double> values)
{
    m_values = std::move(values);
    update();
}

void Sparkline::paintEvent(QPaintEvent * /*event*/)
{
    series::SeriesData figures;
    figures.lines.push_back({{}, {}, {}, m_values});
    const series::Columns columns = series::lineColumns(figures, width());
    if (columns.steps.empty()) {
        return;
    }
    QPainter painter(this);
    const QColor line = colourOf(m_colour, m_theme->tokens());
    QColor fill = line;
    fill.setAlphaF(fillAlpha);
    const int room = height() - lineWidth;
    int before = -1;
    for (int x = 0; x < width(); ++x) {
        const double value = columns.lines[0][static_cast<std::size_t>(x)];
        if (std::isnan(value)) {
            before = -1;
            continue;
        }
        const double share = columns.highest > 0 ? value / columns.highest : 0;
        const int y = room - static_cast<int>(std::lround(share * room));
        const int top = before < 0 ? y : std::min(y, before);
        const int bottom = before < 0 ? y : std::max(y, before);
        painter.fillRect(x, y, 1, height() - y, fill);
        painter.fillRect(x, top, 1, bottom - top + lineWidth, line);
        before = y;
    }
}

} // namespace strandline::chart
