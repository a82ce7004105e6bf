// "SQL monitor": executions that run or ran long, and the chosen one in detail. GUI thread.
#pragma once

#include "models/performance/execution_detail.h"
#include "views/shell/feature.h"

#include <QWidget>

namespace strandline::grid {
class RowList;
}

namespace strandline::performance {

class MonitorPane : public QWidget
{
    Q_OBJECT
public:
    MonitorPane(const shell::PageContext &context, ExecutionsModel *executions, QWidget *parent = nullptr);

    ExecutionDetail *detail() const { return m_detail; }

signals:
    void sqlWanted(const QString &sqlId);

private:
    void showRows();
    void choose();

    ExecutionsModel *m_executions;
    ExecutionDetail *m_detail;
    grid::RowList *m_list;
    bool m_restoring = false;
};

} // namespace strandline::performance
