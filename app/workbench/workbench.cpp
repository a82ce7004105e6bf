#include "app/workbench/workbench.h"

#include "app/workbench/features.h"

namespace strandline::workbench {

Workbench::Workbench(const QString &settingsFile)
    : m_settings(settingsFile.isEmpty() ? std::make_unique<QSettings>()
                                        : std::make_unique<QSettings>(settingsFile, QSettings::IniFormat)),
      m_tasks(std::make_unique<task::TaskList>()),
      m_theme(std::make_unique<theme::Theme>(theme::modeFromName(m_settings->value("v1/theme").toString()))),
      m_recent(std::make_unique<session::RecentFiles>(m_settings.get(), m_tasks.get())),
      m_shortcuts(std::make_unique<commands::Shortcuts>(m_settings.get())),
      m_databases(std::make_unique<session::OpenDatabases>(m_tasks.get())), m_features(features())
{
    m_theme->setFontSize(m_settings->value("v1/fontSize").toInt());
    m_theme->setIconSize(m_settings->value("v1/iconSize", m_theme->iconSize()).toInt());
}

Workbench::~Workbench()
{
    for (const QPointer<shell::MainWindow> &window : m_windows) {
        delete window;
    }
}

shell::MainWindow *Workbench::openWindow(const QString &path, bool readOnly)
{
    shell::WindowServices services;
    services.tasks = m_tasks.get();
    services.theme = m_theme.get();
    services.settings = m_settings.get();
    services.recent = m_recent.get();
    services.shortcuts = m_shortcuts.get();
    services.databases = m_databases.get();
    services.newWindow = [this](const QString &file) { openWindow(file); };
    auto *window = new shell::MainWindow(services, m_features);
    m_windows.emplace_back(window);
    window->show();
    if (!path.isEmpty()) {
        window->openDatabase(path, readOnly);
    }
    return window;
}

void Workbench::openFile(const QString &path, bool readOnly)
{
    for (const QPointer<shell::MainWindow> &window : m_windows) {
        if (window) {
            window->openDatabase(path, readOnly);
            window->activateWindow();
            return;
        }
    }
    openWindow(path, readOnly);
}

} // namespace strandline::workbench
