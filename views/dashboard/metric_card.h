// A card with one figure of now, what stands beside it, and its course as a sparkline. GUI thread.
#pragma once

#include "views/common/chart/sparkline.h"
#include "views/dashboard/card.h"

class QLabel;
class QToolButton;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::dashboard {

class MetricCard : public Card
{
    Q_OBJECT
public:
    // meaning: a whole sentence, the tooltip. colour: a key of chart::colourOf(), of the sparkline; empty:
    // there is none, and nothing to enlarge.
    MetricCard(const QString &id, const QString &title, const QString &meaning, const QString &colour,
               theme::Theme *theme, QWidget *parent = nullptr);

    void tell(const QString &figure, const QString &beside);
    void setValues(std::vector<double> values);
    QString figure() const;
    QString beside() const;
    chart::Sparkline *sparkline() const { return m_line; } // null: none

signals:
    void enlargeWanted();

private:
    QString m_title;
    QString m_meaning;
    QLabel *m_figure;
    widgets::ElidedLabel *m_beside;
    chart::Sparkline *m_line = nullptr;
};

} // namespace strandline::dashboard
