#include "app/workbench/job_notices.h"

#include <QApplication>
#include <QFileInfo>

#include <algorithm>

namespace strandline::workbench {

using scheduler::Run;
using scheduler::RunStatus;

JobNotices::JobNotices(scheduler::DueJobs *jobs, Windows open)
    : m_windows(std::move(open)), m_desktop(new DesktopNotice(this))
{
    connect(m_desktop, &DesktopNotice::refused, this, [this] {
        const auto windows = m_windows();
        if (!windows.empty()) {
            QApplication::alert(windows.front());
        }
    });
    connect(jobs, &scheduler::DueJobs::ended, this, &JobNotices::tell);
    connect(jobs, &scheduler::DueJobs::failed, this, [this](const core::Error &error) {
        const auto windows = m_windows();
        if (!windows.empty()) {
            windows.front()->messages()->add(message::failure(error));
        }
    });
}

void JobNotices::tell(const Run &run)
{
    const QString job = QString::fromStdString(run.job);
    const QString database = QFileInfo(QString::fromStdString(run.database)).fileName();
    const QString error = QString::fromStdString(run.error);
    if (run.status == RunStatus::Failed) {
        show(message::Kind::Failure, tr("Job %1 of %2 failed: %3").arg(job, database, error), run);
    } else if (run.status == RunStatus::Skipped) {
        show(message::Kind::Warning, tr("Job %1 of %2 was skipped: %3").arg(job, database, error), run);
    }
}

void JobNotices::show(message::Kind kind, const QString &text, const Run &run)
{
    const auto windows = m_windows();
    if (windows.empty()) {
        return;
    }
    shell::MainWindow *best = windows.front();
    for (shell::MainWindow *window : windows) {
        for (const session::DatabaseSession *session : window->sessions()) {
            if (scheduler::Schedules::keyOf(session->path().toStdString()) == run.database) {
                best = window;
            }
        }
    }
    const message::Message told{kind,
                                text,
                                {},
                                [window = QPointer(best), path = QString::fromStdString(run.database),
                                 job = QString::fromStdString(run.job)] { open(window, path, job); }};
    best->messages()->add(told);
    const bool looked = std::any_of(windows.begin(), windows.end(),
                                    [](const shell::MainWindow *window) { return window->isActiveWindow(); });
    if (kind == message::Kind::Failure && !looked) {
        m_desktop->show(text, [window = QPointer(best), told] {
            if (window) {
                window->setWindowState(window->windowState() & ~Qt::WindowMinimized);
                window->raise();
                window->activateWindow();
                told.show();
            }
        });
    }
}

void JobNotices::open(const QPointer<shell::MainWindow> &window, const QString &database, const QString &job)
{
    if (!window) {
        return;
    }
    for (session::DatabaseSession *session : window->sessions()) {
        if (scheduler::Schedules::keyOf(session->path().toStdString()) == database.toStdString()) {
            window->showDatabase(session);
        }
    }
    window->open({"schedules", {{"pane", "runs"}, {"job", job}}});
}

} // namespace strandline::workbench
