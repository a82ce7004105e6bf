// The composition root: makes what windows share, and the windows. One per program; GUI thread.
#pragma once

#include "app/workbench/job_notices.h"
#include "app/workbench/launch_request.h"
#include "models/session/open_database.h"
#include "models/session/recent_files.h"
#include "models/task/task_list.h"
#include "views/common/theme/theme.h"
#include "views/shell/main_window.h"

#include <QPointer>
#include <QSessionManager>
#include <QSettings>
#include <QTimer>

#include <memory>
#include <vector>

namespace strandline::workbench {

class Workbench
{
public:
    // settingsFile: an INI file; empty: the user's own settings.
    explicit Workbench(const QString &settingsFile);
    ~Workbench();

    // path: a database to open, or empty. The window deletes itself when it is closed.
    shell::MainWindow *openWindow(const QString &path, bool readOnly = false);
    // The windows as they were left, else an empty one; files open in the first.
    void start(const QStringList &files, bool readOnly);
    // Ends the program; asks first where something would be lost.
    void quit();
    // Ends it without asking: the system or an operator wants it.
    void quitAtOnce();

    // Opens what a start asks for, and brings the window to the front.
    void launch(const LaunchRequest &request);
    // In the first window, made where there is none.
    void openFile(const QString &path, bool readOnly = false);

    // For tests: those of the windows that are opened after this.
    void setFeatures(std::vector<shell::Feature> features) { m_features = std::move(features); }

    std::vector<shell::MainWindow *> openWindows() const; // those that a person sees
    theme::Theme &theme() { return *m_theme; }
    QSettings &settings() { return *m_settings; }
    task::TaskList &tasks() { return *m_tasks; }
    session::RecentFiles &recent() { return *m_recent; }
    scheduler::DueJobs &dueJobs() { return *m_dueJobs; }

private:
    shell::MainWindow *makeWindow();
    void saveLayout(const QWidget *except = nullptr);
    void windowCloses(const QWidget *window);
    void sessionEnds(QSessionManager &manager);
    void openWorksheet(shell::MainWindow *window, const LaunchRequest &request); // workbench_launch.cpp

    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<task::TaskList> m_tasks;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<session::RecentFiles> m_recent;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<session::OpenDatabases> m_databases;
    std::unique_ptr<scheduler::DueJobs> m_dueJobs;
    std::unique_ptr<JobNotices> m_jobNotices;
    std::vector<shell::Feature> m_features;
    std::vector<QPointer<shell::MainWindow>> m_windows;
    QTimer m_saving; // of the layout, some time after it changed
    bool m_quitting = false;
};

} // namespace strandline::workbench
