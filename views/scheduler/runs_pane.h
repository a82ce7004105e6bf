// What became of the runs: their durations as a chart, the same as a table, and the whole message of the
// chosen one. GUI thread.
#pragma once

#include "models/scheduler/runs_model.h"
#include "views/shell/feature.h"

#include <QWidget>

class QComboBox;
class QPlainTextEdit;

namespace strandline::grid {
class RowList;
}

namespace strandline::scheduler {

class RunsPane : public QWidget
{
    Q_OBJECT
public:
    RunsPane(const shell::PageContext &context, ScheduleList *list, QWidget *parent = nullptr);

    RunsModel *runs() const { return m_runs; }
    // The newest run of a job that failed, or the newest of all jobs where it is empty.
    void showFailure(const QString &job);

private:
    void fillFilter();
    void chosenChanged();
    void restoreChoice();
    void showChosen();
    void showWanted();

    ScheduleList *m_list;
    RunsModel *m_runs;
    QComboBox *m_filter;
    grid::RowList *m_table;
    QPlainTextEdit *m_message;
    std::int64_t m_chosen = 0; // id of the run; 0: none
    QString m_wanted;          // job whose failure is to be shown
};

} // namespace strandline::scheduler
