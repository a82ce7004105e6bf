// The window: context bar, navigation, pages, messages, status. Knows features by their descriptors only.
//
// A page is made when it is first shown with a database open, and lives until the window closes. Belongs to
// the GUI thread; closing the window closes its database, which stops its jobs and its recorder.
#pragma once

#include "models/session/database_session.h"
#include "models/session/recent_files.h"
#include "views/common/message/message_area.h"
#include "views/common/theme/theme.h"
#include "views/shell/feature.h"

#include <QMainWindow>

#include <vector>

class QAction;
class QActionGroup;
class QMenu;
class QStackedWidget;

namespace strandline::shell {

class ContextBar;
class Navigation;
class RecordingBar;

struct WindowServices // all of it outlives the window
{
    task::TaskList *tasks = nullptr;
    theme::Theme *theme = nullptr;
    QSettings *settings = nullptr;
    session::RecentFiles *recent = nullptr;
    commands::Shortcuts *shortcuts = nullptr;
    std::function<void(const QString &path)> newWindow; // empty path: without a database
};

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(const WindowServices &services, std::vector<Feature> features);
    ~MainWindow() override;

    void openDatabase(const QString &path, bool readOnly = false);
    session::DatabaseSession *session() const { return m_session; }
    message::MessageArea *messages() const { return m_messages; }
    const std::vector<Feature> &features() const { return m_features; }
    // Shows the feature's page, making it where needed; null while no database is open.
    QWidget *showFeature(int index);

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    // main_window_menus.cpp
    void makeMenus();
    void makeFileMenu();
    void makeViewMenu();
    void makeDatabaseMenu();
    void makeHelpMenu();
    void fillRecentMenu();
    void refreshActions();
    void showAbout();

    void chooseFile();
    void refresh();
    void restore();
    void rememberRecording();
    QWidget *pageFor(int index);
    void answer(const OpenRequest &request);

    WindowServices m_services;
    std::vector<Feature> m_features;
    std::vector<QWidget *> m_pages; // null: not made yet
    session::DatabaseSession *m_session;
    ContextBar *m_context;
    RecordingBar *m_recordingBar;
    Navigation *m_navigation;
    QStackedWidget *m_stack;
    QWidget *m_start;
    message::MessageArea *m_messages;
    int m_current = 0;
    QMenu *m_recentMenu = nullptr;
    QAction *m_closeAction = nullptr;
    QAction *m_recordAction = nullptr;
    QAction *m_stopAction = nullptr;
    QAction *m_previousAction = nullptr;
    QAction *m_nextAction = nullptr;
    QAction *m_nowAction = nullptr;
    std::vector<QAction *> m_featureActions;
};

} // namespace strandline::shell
