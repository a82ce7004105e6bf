// The window: context bar, navigation, tabs, messages, status. Knows features by their descriptors only.
//
// It holds one session for each database that it has open; its bars show the one whose tab is current.
// Belongs to the GUI thread; closing the window lets go of its databases, which stops their jobs and
// recorders where no other window has them.
#pragma once

#include "models/session/database_session.h"
#include "models/session/recent_files.h"
#include "views/common/message/message_area.h"
#include "views/common/theme/theme.h"
#include "views/shell/feature.h"

#include <QJsonObject>
#include <QMainWindow>
#include <QPointer>

#include <vector>

class QAction;
class QLabel;
class QMenu;
class QPushButton;
class QStackedWidget;

namespace strandline::schema {
class SchemaModel;
}

namespace strandline::shell {

struct PaletteEntry;
class CommandPalette;
class ContextBar;
class Navigation;
class RecordingBar;
class StatusPanel;
class Tab;
class TabArea;

struct WindowServices // all of it outlives the window
{
    task::TaskList *tasks = nullptr;
    theme::Theme *theme = nullptr;
    QSettings *settings = nullptr;
    session::RecentFiles *recent = nullptr;
    commands::Shortcuts *shortcuts = nullptr;
    session::OpenDatabases *databases = nullptr;
    std::function<void(const QString &path)> newWindow; // empty path: without a database
    std::function<void()> quit;
    std::function<void()> layoutChanged;    // there is something new to keep for the next start
    std::function<void(QWidget *)> closing; // this window closes, nobody can stop it any more
};

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    MainWindow(const WindowServices &services, std::vector<Feature> features);
    ~MainWindow() override;

    // Beside what is open; a file that is open here already is shown.
    void openDatabase(const QString &path, bool readOnly = false);
    // Of the current tab, else of the database opened last. Never null; closed where none is open.
    session::DatabaseSession *session() const { return m_session; }
    std::vector<session::DatabaseSession *> sessions() const { return m_sessions; }
    void showDatabase(session::DatabaseSession *session);
    // Asks first where something would be lost.
    void closeDatabase(session::DatabaseSession *session);
    // The file, here and in other windows; then: it is closed.
    void closeFile(const QString &path, std::function<void()> then);
    // Beside what is open, until it is closed: it is not kept for the next start.
    void showBackup(std::shared_ptr<session::Database> backup);

    message::MessageArea *messages() const { return m_messages; }
    TabArea *tabArea() const { return m_area; }
    const std::vector<Feature> &features() const { return m_features; }
    // Shows the feature's page over the current database, making it where needed; null where it needs a
    // database and none is open.
    QWidget *showFeature(int index);
    QWidget *showFeature(const QString &id);
    // Null as above, or where there is no such feature.
    QWidget *open(const OpenRequest &request) { return answer(m_session, request); }

    void openPalette();

    // What closing would lose, a sentence each.
    QStringList losses() const;
    void closeAtOnce(); // without asking
    // yes: the button that accepts the losses, and does then.
    void confirmLoss(const QStringList &losses, const QString &yes, const std::function<void()> &then);

    // Databases, tabs, splits, geometry: to open the window as it was left.
    QJsonObject layoutState() const;
    void restoreLayout(const QJsonObject &state);

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void openDropped(const QString &path);
    void letGo();
    // main_window_menus.cpp
    void makeMenus();
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeDatabaseMenu();
    void makeWindowMenu();
    void makeHelpMenu();
    QAction *addCommand(QMenu *menu, const char *id, const char *icon, const QString &text,
                        const QList<QKeySequence> &keys, std::function<void()> run);
    void addFeatureCommand(QMenu *menu, std::size_t index);
    void addThemes(QMenu *menu);
    void fillEditMenu();
    QList<QAction *> pageActions() const;
    std::vector<PaletteEntry> paletteEntries();
    void fillRecentMenu(QMenu *menu);
    void fillDatabaseMenu();
    void fillTabMenu(QMenu *menu, Tab *tab);
    void refreshActions();

    // main_window_tabs.cpp
    QWidget *answer(session::DatabaseSession *session, const OpenRequest &request);
    PageContext contextFor(session::DatabaseSession *session);
    const Feature *feature(const QString &id) const;
    Tab *makeTab(const Feature &feature, session::DatabaseSession *session, const QString &title = {});
    Tab *recentTab(const session::DatabaseSession *session, const QString &feature = {}) const;
    std::vector<Tab *> tabsOf(const session::DatabaseSession *session) const;
    void newPage(const Feature &feature);
    void tabChanged();
    void closeTabs(const std::vector<Tab *> &tabs, const QString &yes, std::function<void()> then = {});
    void closeTab(Tab *tab);
    void forget(Tab *tab);
    void reopenTab();
    void cycle(int by);
    void splitOff(Tab *tab, Qt::Orientation orientation);
    void moveToNextSplit();
    void nextSplit();
    void resetLayout();
    QJsonObject tabState(const Tab *tab) const;
    Tab *restoreTab(const QJsonObject &state, const std::vector<session::DatabaseSession *> &sessions);

    void connectParts();
    void chooseFile();
    session::DatabaseSession *addSession(const QString &path, bool readOnly, bool restored);
    session::DatabaseSession *addSession(std::shared_ptr<session::OpenDatabase> shared, bool backup);
    void sessionChanged(session::DatabaseSession *session);
    void sessionFailed(session::DatabaseSession *session, const core::Error &error);
    void removeSession(session::DatabaseSession *session);
    void setSession(session::DatabaseSession *session);
    void recordWhereWanted(session::DatabaseSession *session);
    void refresh();
    void rememberRecording(session::DatabaseSession *session);
    QWidget *makeEmptyPage();

    struct ClosedTab
    {
        session::DatabaseSession *session; // dropped with it
        QString feature;
        QString title;
        PageState state;
    };

    WindowServices m_services;
    const std::vector<Feature> m_features;
    session::DatabaseSession *m_nothing; // closed, stands in where no database is open
    session::DatabaseSession *m_session;
    std::vector<session::DatabaseSession *> m_sessions;
    std::vector<session::DatabaseSession *> m_restored; // stay though their file can't be opened
    std::vector<ClosedTab> m_closedTabs;                // newest last
    ContextBar *m_context;
    RecordingBar *m_recordingBar;
    StatusPanel *m_status;
    Navigation *m_navigation;
    QStackedWidget *m_stack; // start page, empty page, tabs
    QWidget *m_start;
    QWidget *m_empty = nullptr;
    QLabel *m_emptyText = nullptr;
    QPushButton *m_emptyButton = nullptr;
    TabArea *m_area;
    message::MessageArea *m_messages;
    CommandPalette *m_palette;
    QPointer<schema::SchemaModel> m_paletteTables; // while the palette is open over a database
    bool m_closing = false;                        // nothing is asked any more
    QList<QAction *> m_commands;                   // of the window, bound by their ids
    QMenu *m_editMenu = nullptr;
    QAction *m_closeTabAction = nullptr;
    QAction *m_reopenAction = nullptr;
    QAction *m_closeAction = nullptr;
    QAction *m_copyPathAction = nullptr;
    QAction *m_recordAction = nullptr;
    QAction *m_stopAction = nullptr;
    QAction *m_previousAction = nullptr;
    QAction *m_nextAction = nullptr;
    QAction *m_nowAction = nullptr;
    std::vector<QAction *> m_tabActions;      // need a tab
    std::vector<QAction *> m_splitActions;    // need a second split
    std::vector<QAction *> m_databaseActions; // need an open database
};

} // namespace strandline::shell
