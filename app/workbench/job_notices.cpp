#include "app/workbench/job_notices.h"

#include <QApplication>
#include <QFileInfo>
#include <QSystemTrayIcon>
#include <QTimer>

#include <algorithm>

namespace strandline::workbench {

using scheduler::Run;
using scheduler::RunStatus;

namespace {
constexpr int trayMs = 15000;
}

JobNotices::JobNotices(scheduler::DueJobs *jobs, Windows open, Desktop desktop)
    : m_windows(std::move(open)), m_desktop(std::move(desktop))
{
    if (!m_desktop) {
        m_desktop = [this](const QString &text) { return showInTray(text); };
    }
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
    if (run.status == RunStatus::Failed) {
        const QString text =
            tr("Job %1 of %2 failed: %3").arg(job, database, QString::fromStdString(run.error));
        show({message::Kind::Failure, text, {}, {}}, run);
        tellWhoLooksElsewhere(text);
    } else if (run.status == RunStatus::Skipped) {
        show({message::Kind::Warning,
              tr("Job %1 of %2 was skipped: %3").arg(job, database, QString::fromStdString(run.error)),
              {},
              {}},
             run);
    }
}

void JobNotices::show(const message::Message &told, const Run &run)
{
    const auto windows = m_windows();
    if (windows.empty()) {
        return;
    }
    const std::string database = run.database;
    shell::MainWindow *best = windows.front();
    for (shell::MainWindow *window : windows) {
        for (const session::DatabaseSession *session : window->sessions()) {
            if (scheduler::Schedules::keyOf(session->path().toStdString()) == database) {
                best = window;
            }
        }
    }
    message::Message message = told;
    message.show = [window = QPointer(best), path = QString::fromStdString(database),
                    job = QString::fromStdString(run.job)] { open(window, path, job); };
    best->messages()->add(message);
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

void JobNotices::tellWhoLooksElsewhere(const QString &text)
{
    const auto windows = m_windows();
    const bool looked = std::any_of(windows.begin(), windows.end(),
                                    [](const shell::MainWindow *window) { return window->isActiveWindow(); });
    if (!looked && !m_desktop(text) && !windows.empty()) {
        QApplication::alert(windows.front());
    }
}

// Through an icon in the tray that goes after a while: a program that isn't looked at has no other way.
bool JobNotices::showInTray(const QString &text)
{
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages()) {
        return false;
    }
    delete m_tray;
    m_tray = new QSystemTrayIcon(QGuiApplication::windowIcon(), this);
    m_tray->show();
    m_tray->showMessage(QGuiApplication::applicationDisplayName(), text, QSystemTrayIcon::Critical, trayMs);
    connect(m_tray, &QSystemTrayIcon::messageClicked, this, [this] {
        const auto windows = m_windows();
        if (!windows.empty()) {
            windows.front()->activateWindow();
        }
    });
    QTimer::singleShot(trayMs, m_tray, &QObject::deleteLater);
    return true;
}

} // namespace strandline::workbench
