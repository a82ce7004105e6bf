// One execution: its figures in words, its plan, and what it did over time as it was sampled. Reads once it
// is shown, and again with each newer row of it. GUI thread.
#pragma once

#include "models/performance/executions_model.h"
#include "models/plan/plan_model.h"
#include "models/series/series_model.h"

namespace strandline::performance {

// Lines of a plan as monitoring keeps them; without rows to be expected.
session::Plan planOf(const monitor::SqlPlan &plan, const std::string &statement);

class ExecutionDetail : public QObject
{
    Q_OBJECT
public:
    explicit ExecutionDetail(session::DatabaseSession *session, QObject *parent = nullptr);

    void show(const ExecutionRow &row);
    void clear();
    const std::optional<ExecutionRow> &shown() const { return m_row; }

    struct Fact
    {
        QString name;
        QString value;
    };
    std::vector<Fact> facts() const;
    plan::PlanModel *plan() const { return m_plan; }
    series::SeriesModel *timeline() const { return m_timeline; }

signals:
    void changed();
    void failed(const strandline::core::Error &error);

private:
    void read();
    void findPlan();

    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    task::TaskRunner *m_planning;
    std::optional<ExecutionRow> m_row;
    bool m_planned = false; // or it is being looked for
    plan::PlanModel *m_plan;
    series::SeriesModel *m_timeline;
};

} // namespace strandline::performance
