// The Schedules page: jobs, the history of their runs, windows and holidays. GUI thread.
#pragma once

#include "models/scheduler/schedule_list.h"
#include "views/shell/feature.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::scheduler {

class JobsPane;
class RunsPane;
class WindowsPane;

class SchedulesPage : public QWidget
{
    Q_OBJECT
public:
    // keychain: null where the program has none.
    explicit SchedulesPage(const shell::PageContext &context,
                           std::shared_ptr<const core::Keychain> keychain = nullptr,
                           QWidget *parent = nullptr);

    // "pane": "jobs", "runs", "windows"; "job": its name; "new": a new job is begun.
    void answer(const shell::PageState &what);
    shell::PageState state() const;
    QString closeLoss() const;

    ScheduleList *list() const { return m_list; }
    JobsPane *jobs() const { return m_jobs; }
    RunsPane *runs() const { return m_runs; }          // null before it was shown
    WindowsPane *windows() const { return m_windows; } // null before it was shown

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeHeader();
    void addPane(const QString &id, const QString &title, const QString &icon);
    void showPane(int index);
    void refresh();
    void ran(const Run &run);

    shell::PageContext m_context;
    ScheduleList *m_list;
    widgets::ElidedLabel *m_summary;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    JobsPane *m_jobs;
    RunsPane *m_runs = nullptr;
    WindowsPane *m_windows = nullptr;
};

} // namespace strandline::scheduler
