// Tells a person of jobs that failed: at the edge of a window, where it stays, and while nobody looks at one
// by the desktop's own notification, or where there is none by a window that asks for attention. GUI thread.
#pragma once

#include "app/workbench/desktop_notice.h"
#include "models/scheduler/due_jobs.h"
#include "views/shell/main_window.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace strandline::workbench {

class JobNotices : public QObject
{
    Q_OBJECT
public:
    using Windows = std::function<std::vector<shell::MainWindow *>()>; // those that a person sees

    JobNotices(scheduler::DueJobs *jobs, Windows open);

    void tell(const scheduler::Run &run);

private:
    void show(message::Kind kind, const QString &text, const scheduler::Run &run);
    static void open(const QPointer<shell::MainWindow> &window, const QString &database, const QString &job);

    Windows m_windows;
    DesktopNotice *m_desktop;
};

} // namespace strandline::workbench
