// One execution beside the list of the SQL monitor: overview, what it did over time, and its plan. GUI
// thread.
#pragma once

#include "models/performance/execution_detail.h"
#include "models/text/text_rows.h"
#include "views/shell/feature.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace strandline::performance {

class ExecutionView : public QWidget
{
    Q_OBJECT
public:
    ExecutionView(const shell::PageContext &context, ExecutionDetail *detail, QWidget *parent = nullptr);

signals:
    void sqlWanted(const QString &sqlId);

private:
    void showDetail();

    ExecutionDetail *m_detail;
    text::TextRows *m_facts;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_sql;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QLabel *m_noPlan;
    QStackedWidget *m_planPages;
};

} // namespace strandline::performance
