#include "app/workbench/workbench.h"

#include "app/keychain/desktop_keychain.h"
#include "app/workbench/features.h"

#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace strandline::workbench {

namespace {
constexpr const char *restoreKey = "v1/restoreWindows";
constexpr const char *windowsKey = "v1/windows";
constexpr int saveAfterMs = 2000;
} // namespace

Workbench::Workbench(const QString &settingsFile)
    : m_settings(settingsFile.isEmpty() ? std::make_unique<QSettings>()
                                        : std::make_unique<QSettings>(settingsFile, QSettings::IniFormat)),
      m_tasks(std::make_unique<task::TaskList>()),
      m_theme(std::make_unique<theme::Theme>(theme::modeFromName(m_settings->value("v1/theme").toString()))),
      m_recent(std::make_unique<session::RecentFiles>(m_settings.get(), m_tasks.get())),
      m_shortcuts(std::make_unique<commands::Shortcuts>(m_settings.get())),
      m_databases(std::make_unique<session::OpenDatabases>(m_tasks.get())),
      m_dueJobs(std::make_unique<scheduler::DueJobs>(m_tasks.get(), m_databases.get(),
                                                     std::make_shared<app::DesktopKeychain>())),
      m_jobNotices(std::make_unique<JobNotices>(m_dueJobs.get(), [this] { return openWindows(); })),
      m_features(features())
{
    m_theme->setFontSize(m_settings->value("v1/fontSize").toInt());
    m_theme->setIconSize(m_settings->value("v1/iconSize", m_theme->iconSize()).toInt());
    m_saving.setSingleShot(true);
    m_saving.setInterval(saveAfterMs);
    m_saving.callOnTimeout([this] { saveLayout(); });
    QObject::connect(qGuiApp, &QGuiApplication::commitDataRequest, &m_saving,
                     [this](QSessionManager &manager) { sessionEnds(manager); });
}

Workbench::~Workbench()
{
    m_quitting = true;
    for (const QPointer<shell::MainWindow> &window : m_windows) {
        delete window;
    }
}

shell::MainWindow *Workbench::makeWindow()
{
    shell::WindowServices services;
    services.tasks = m_tasks.get();
    services.theme = m_theme.get();
    services.settings = m_settings.get();
    services.recent = m_recent.get();
    services.shortcuts = m_shortcuts.get();
    services.databases = m_databases.get();
    services.newWindow = [this](const QString &file) { openWindow(file); };
    services.quit = [this] { quit(); };
    services.layoutChanged = [this] { m_saving.start(); };
    services.closing = [this](const QWidget *window) { windowCloses(window); };
    auto *window = new shell::MainWindow(services, m_features);
    m_windows.emplace_back(window);
    return window;
}

shell::MainWindow *Workbench::openWindow(const QString &path, bool readOnly)
{
    shell::MainWindow *window = makeWindow();
    window->show();
    if (!path.isEmpty()) {
        window->openDatabase(path, readOnly);
    }
    return window;
}

std::vector<shell::MainWindow *> Workbench::openWindows() const
{
    std::vector<shell::MainWindow *> open;
    for (const QPointer<shell::MainWindow> &window : m_windows) {
        if (window && window->isVisible()) {
            open.push_back(window);
        }
    }
    return open;
}

void Workbench::start(const QStringList &files, bool readOnly)
{
    const bool restore = m_settings->value(restoreKey, true).toBool();
    const auto left =
        restore ? QJsonDocument::fromJson(m_settings->value(windowsKey).toByteArray()).array() : QJsonArray();
    for (const QJsonValue &state : left) {
        shell::MainWindow *window = makeWindow();
        window->restoreLayout(state.toObject());
        window->show();
    }
    if (left.isEmpty()) {
        openWindow({});
    }
    for (const QString &file : files) {
        openFile(file, readOnly);
    }
}

void Workbench::saveLayout(const QWidget *except)
{
    m_saving.stop();
    QJsonArray windows;
    for (const shell::MainWindow *window : openWindows()) {
        if (window != except) {
            windows.append(window->layoutState());
        }
    }
    m_settings->setValue(windowsKey, QJsonDocument(windows).toJson(QJsonDocument::Compact));
}

// The last one is what the next start begins with.
void Workbench::windowCloses(const QWidget *window)
{
    if (!m_quitting) {
        saveLayout(openWindows().size() > 1 ? window : nullptr);
    }
}

void Workbench::quit()
{
    QStringList lost;
    for (const shell::MainWindow *window : openWindows()) {
        lost += window->losses();
    }
    if (lost.isEmpty()) {
        quitAtOnce();
        return;
    }
    shell::MainWindow *asks = openWindows().front();
    for (shell::MainWindow *window : openWindows()) {
        asks = window->isActiveWindow() ? window : asks;
    }
    asks->confirmLoss(lost, QCoreApplication::translate("strandline::workbench", "Quit"),
                      [this] { quitAtOnce(); });
}

void Workbench::quitAtOnce()
{
    saveLayout();
    m_quitting = true;
    for (shell::MainWindow *window : openWindows()) {
        window->closeAtOnce();
    }
    QCoreApplication::quit();
}

void Workbench::sessionEnds(QSessionManager &manager)
{
    saveLayout();
    const auto open = openWindows();
    const bool loses = std::any_of(open.begin(), open.end(), [](const shell::MainWindow *window) {
        return !window->losses().isEmpty();
    });
    if (loses && manager.allowsInteraction()) {
        manager.release();
        manager.cancel();
        quit(); // asks; ending the session again then finds nothing to lose
    }
}

void Workbench::openFile(const QString &path, bool readOnly)
{
    const auto open = openWindows();
    if (open.empty()) {
        openWindow(path, readOnly);
        return;
    }
    open.front()->openDatabase(path, readOnly);
    open.front()->activateWindow();
}

} // namespace strandline::workbench
