// The load map with its dimensions, as a picture or a table, and as files. GUI thread; files are written by a
// worker.
#pragma once

#include "models/performance/ash_analytics.h"
#include "views/shell/feature.h"

#include <QWidget>

#include <array>

class QAction;
class QStackedWidget;
class QToolButton;

namespace strandline::grid {
class RowList;
}

namespace strandline::performance {

class DimensionBox;
class LoadMapView;

class LoadMapPane : public QWidget
{
    Q_OBJECT
public:
    LoadMapPane(const shell::PageContext &context, AshAnalytics *analytics, QWidget *parent = nullptr);

    // What the file is, its ending tells: png, svg, csv.
    void save(const QString &path);

private:
    QToolButton *makeMenu();
    void chooseDimensions();
    void showQuestion();
    void showAnswer();

    shell::PageContext m_context;
    AshAnalytics *m_analytics;
    task::TaskRunner *m_saving;
    LoadMapView *m_map;
    grid::RowList *m_table;
    QStackedWidget *m_pages;
    std::array<DimensionBox *, 3> m_boxes{};
};

} // namespace strandline::performance
