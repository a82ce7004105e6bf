// "ASH analytics": which time, the activity in it as a chart, filters, two top lists, and the load map. GUI
// thread.
#pragma once

#include "models/performance/ash_analytics.h"
#include "views/shell/feature.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace strandline::chart {
class ChartPanel;
class RangeStrip;
} // namespace strandline::chart
namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::performance {

class FilterChips;
class TopList;

class AshPane : public QWidget
{
    Q_OBJECT
public:
    AshPane(const shell::PageContext &context, AshAnalytics *analytics, QWidget *parent = nullptr);

    void showMap(bool map);
    bool mapShown() const;

signals:
    void sqlWanted(const QString &sqlId);

private:
    QWidget *makeTools();
    QWidget *makeLower();
    TopList *makeTop(const char *name, const QString &title, std::size_t list);
    void showQuestion();
    void showAnswer();

    shell::PageContext m_context;
    AshAnalytics *m_analytics;
    QToolButton *m_realTime = nullptr;
    QToolButton *m_historical = nullptr;
    QToolButton *m_earlier = nullptr;
    QToolButton *m_later = nullptr;
    widgets::ElidedLabel *m_when;
    QPushButton *m_earlierActivity = nullptr;
    chart::RangeStrip *m_strip;
    chart::ChartPanel *m_chart;
    FilterChips *m_chips;
    QToolButton *m_listsButton = nullptr;
    QToolButton *m_mapButton = nullptr;
    QStackedWidget *m_lower;
    std::array<TopList *, 2> m_tops{};
};

} // namespace strandline::performance
