// Tells a person of jobs that failed: by the desktop's own notification where there is one, and at the edge
// of a window. GUI thread.
#pragma once

#include "models/scheduler/due_jobs.h"
#include "views/shell/main_window.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QSystemTrayIcon;

namespace strandline::workbench {

class JobNotices : public QObject
{
    Q_OBJECT
public:
    using Windows = std::function<std::vector<shell::MainWindow *>()>; // those that a person sees

    JobNotices(scheduler::DueJobs *jobs, Windows open);

    void tell(const scheduler::Run &run);

private:
    void show(const message::Message &told, const scheduler::Run &run);
    void notifyDesktop(const QString &text);
    static void open(const QPointer<shell::MainWindow> &window, const QString &database, const QString &job);

    Windows m_windows;
    QPointer<QSystemTrayIcon> m_tray; // there while a notification is to be seen
};

} // namespace strandline::workbench
