// "SQL detail": one statement's text, its share of the activity, what its executions did, its plans over time
// and its recent executions. GUI thread.
#pragma once

#include "models/performance/sql_detail.h"
#include "models/plan/plan_model.h"
#include "views/shell/feature.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace strandline::editor {
class SqlEditor;
}
namespace strandline::grid {
class RowList;
}
namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::performance {

class HistogramView;

class SqlPane : public QWidget
{
    Q_OBJECT
public:
    SqlPane(const shell::PageContext &context, SqlDetail *detail, QWidget *parent = nullptr);

private:
    QWidget *makeHead();
    QWidget *makeUpper();
    QWidget *makeLower();
    QWidget *makePlan();
    void addTab(const QString &title, QWidget *content);
    void openInWorksheet(bool explain);
    void showFacts();
    void showPlan();

    shell::PageContext m_context;
    SqlDetail *m_detail;
    QLabel *m_title;
    widgets::ElidedLabel *m_share;
    QPushButton *m_open;
    QPushButton *m_explain;
    editor::SqlEditor *m_text;
    QLabel *m_hint;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    HistogramView *m_histogram;
    grid::RowList *m_statistics;
    grid::RowList *m_executions;
    grid::RowList *m_hours;
    QComboBox *m_plans;
    plan::PlanModel *m_plan;
    QStackedWidget *m_planPages;
    std::uint64_t m_planShown = 0;
    QWidget *m_body;
};

} // namespace strandline::performance
