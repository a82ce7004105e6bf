// The page "Performance Hub": where the time of the sessions went (ASH analytics), single executions (SQL
// monitor), single statements (SQL detail). Reads once a second while it is visible and not paused. GUI
// thread.
#pragma once

#include "models/performance/ash_analytics.h"
#include "models/performance/executions_model.h"
#include "models/performance/sql_detail.h"
#include "views/shell/feature.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;
class QToolButton;

namespace strandline::performance {

class AshPane;
class MonitorPane;
class SqlPane;

class PerformancePage : public QWidget
{
    Q_OBJECT
public:
    explicit PerformancePage(const shell::PageContext &context, QWidget *parent = nullptr);

    // from, to: milliseconds since 1970, selected in ASH analytics; filters: values by ids of dimensions, in
    // place of those there are; sqlId: shown in SQL detail; tab: "ash", "monitor", "sql"; map: the load map
    // in place of the top lists.
    void answer(const shell::PageState &what);
    shell::PageState state() const;

    AshAnalytics *analytics() const { return m_analytics; }
    ExecutionsModel *executions() const { return m_executions; }
    SqlDetail *sql() const { return m_sql; }
    int tab() const;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeHeader();
    void addPane(const char *id, const QString &title, const char *icon);
    void showPane(int index);
    void showSql(const QString &sqlId);
    void setPaused(bool paused);
    void refresh();

    shell::PageContext m_context;
    AshAnalytics *m_analytics;
    ExecutionsModel *m_executions;
    SqlDetail *m_sql;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    QToolButton *m_pause;
    AshPane *m_ash;
    MonitorPane *m_monitor = nullptr; // until it is shown
    SqlPane *m_statement = nullptr;   // the same
};

} // namespace strandline::performance
