// What the shell knows of a feature: how to name it, how to reach it, how to make its page, and what the tour
// shows of it. The composition root lists them; the shell never includes a feature's header.
#pragma once

#include "models/session/database_session.h"
#include "models/session/recent_files.h"
#include "views/common/commands/shortcuts.h"
#include "views/common/message/message.h"
#include "views/common/theme/theme.h"

#include <QJsonObject>
#include <QKeySequence>
#include <QSettings>
#include <QVariantMap>
#include <QWidget>

#include <functional>
#include <vector>

namespace strandline::shell {

// Plain values by a feature's own keys: what a page is asked to show, and what it says of itself to be
// restored with.
using PageState = QVariantMap;

// A wish of one page to see another feature's page over the same database.
struct OpenRequest
{
    enum class Placement
    {
        Existing, // the feature's page that is open over this database; made where there is none
        NewTab,
        Beside, // a new tab at the other side of a split
    };
    QString feature;
    PageState what;
    Placement placement = Placement::Existing;
};

// Given to every page; all of it outlives the page.
struct PageContext
{
    session::DatabaseSession *session = nullptr; // null for a feature that needs no database
    theme::Theme *theme = nullptr;
    task::TaskList *tasks = nullptr;
    QSettings *settings = nullptr;
    session::RecentFiles *recent = nullptr;
    commands::Shortcuts *shortcuts = nullptr; // a page binds its actions to it: keys, command palette
    std::function<void(const message::Message &)> notify;
    std::function<void(const OpenRequest &)> open;
    // Beside what is open.
    std::function<void(const QString &path)> openDatabase = {};
    // For every window of the program, after asking where something would be lost; then: it is closed, or was
    // not open.
    std::function<void(const QString &path, std::function<void()> then)> closeDatabase = {};
    // A state in a backup, as a database beside what is open.
    std::function<void(std::shared_ptr<session::Database>)> showBackup = {};
    // Whether the program has a feature of that id, for those who lead to it; empty: it doesn't tell.
    std::function<bool(const QString &)> has = {};

    bool leadsTo(const QString &featureId) const { return has && has(featureId); }
};

// One picture of the tour. The page is shown and as the step before left it.
struct TourStep
{
    QString name; // of the picture
    std::function<void(QWidget *page)> enter;
    std::function<bool(QWidget *page)> ready;        // polled until true
    std::function<QJsonObject(QWidget *page)> shown; // what: count or text; empty: nothing to show
};

// One page of the settings.
struct SettingsPage
{
    QString title;
    QString icon;
    std::function<QWidget *(const PageContext &)> factory; // session is null
};

// A page's tab has the page's windowTitle and, where isWindowModified, a mark; both may change at any time.
struct Feature
{
    QString id; // stable: settings, tour
    QString title;
    QString icon; // of resources/icons
    QKeySequence shortcut;
    std::function<QWidget *(const PageContext &)> factory;
    std::vector<TourStep> tourSteps;
    bool inNavigation = true; // false: reached by an OpenRequest or a command only
    bool needsDatabase = true;
    // Needs none that is open, but is told which one is current: {"database": path} with every request.
    bool aboutDatabase = false;
    // Files of these endings that are dropped on the window go to it, as {"file": path}.
    QStringList fileEndings;
    bool manyPages = false; // the user may want several over one database: "New worksheet"
    // Answers an OpenRequest, and restores a page as state() told it. Absent: nothing to show or to keep.
    std::function<void(QWidget *page, const PageState &what)> show;
    std::function<PageState(QWidget *page)> state;
    // What closing the page would lose, as a whole sentence; empty: nothing. Absent: never anything.
    std::function<QString(QWidget *page)> closeLoss;
    std::vector<SettingsPage> settingsPages;
};

} // namespace strandline::shell
