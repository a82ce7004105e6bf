// The jobs of the database: their table with what can be done with them, what doesn't go together, the form
// of the chosen or a new one, and its next runs in a list and a calendar. GUI thread.
#pragma once

#include "models/scheduler/job_plan.h"
#include "models/scheduler/jobs_model.h"
#include "views/shell/feature.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;

namespace strandline::grid {
class RowList;
}
namespace strandline::text {
class TextRows;
}
namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::scheduler {

class JobForm;
class RunCalendar;

class JobsPane : public QWidget
{
    Q_OBJECT
public:
    JobsPane(const shell::PageContext &context, ScheduleList *list, QWidget *parent = nullptr);

    void newJob();
    void chooseJob(const QString &name);
    QString chosenJob() const;
    JobsModel *jobs() const { return m_jobs; }
    JobPlan *plan() const { return m_plan; }
    bool edited() const { return m_edited; }

private:
    QWidget *makeTable();
    QWidget *makeActions();
    QWidget *makeEditor();
    QWidget *makePlan();
    void selectionChanged();
    void showJob(const Job &job);
    void edit();
    void save();
    void revert();
    void removeChosen();
    void listChanged();
    void planChanged();
    void refreshActions();
    void monthBy(int months);
    const Job *chosen() const; // null: none

    shell::PageContext m_context;
    ScheduleList *m_list;
    JobsModel *m_jobs;
    JobPlan *m_plan;
    text::TextRows *m_next;
    grid::RowList *m_table;
    QLabel *m_conflicts;
    JobForm *m_form;
    widgets::ElidedLabel *m_title;
    QPushButton *m_save;
    QPushButton *m_revert;
    QPushButton *m_run;
    QPushButton *m_skip;
    QPushButton *m_enable;
    QPushButton *m_remove;
    QLabel *m_month;
    QLabel *m_day;
    RunCalendar *m_calendar;
    QTimer m_planSoon;
    std::string m_wanted;     // name of the job that is chosen, also while the list is read again
    bool m_edited = false;    // by a person, and not saved
    bool m_beginning = false; // a new job, as somebody asked
    bool m_choosing = false;
};

} // namespace strandline::scheduler
