// Tells a person of jobs that failed: at the edge of a window, where it stays, and while nobody looks at one
// by the desktop's own notification, or where there is none by a window that asks for attention. GUI thread.
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

    // Tells it outside of the window; false: the desktop has no place for it.
    using Desktop = std::function<bool(const QString &text)>;

    // desktop: empty for the icon in the tray.
    JobNotices(scheduler::DueJobs *jobs, Windows open, Desktop desktop = {});

    void tell(const scheduler::Run &run);

private:
    void show(const message::Message &told, const scheduler::Run &run);
    void tellWhoLooksElsewhere(const QString &text);
    bool showInTray(const QString &text);
    static void open(const QPointer<shell::MainWindow> &window, const QString &database, const QString &job);

    Windows m_windows;
    Desktop m_desktop;
    QPointer<QSystemTrayIcon> m_tray; // there while a notification is to be seen
};

} // namespace strandline::workbench
