// The menus of the main window. Every command is bound by an id, so that its keys can be edited.
#include "models/schema/schema_model.h"
#include "views/shell/command_palette.h"
#include "views/shell/context_bar.h"
#include "views/shell/main_window.h"
#include "views/shell/navigation.h"
#include "views/shell/tab_area.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QMenu>
#include <QMenuBar>
#include <QSet>

#include <algorithm>
#include <map>

namespace strandline::shell {

using session::DatabaseSession;
using timeline::RecordingService;

namespace {

QString escaped(QString text)
{
    return text.replace('&', "&&");
}

} // namespace

QAction *MainWindow::addCommand(QMenu *menu, const char *id, const char *icon, const QString &text,
                                const QList<QKeySequence> &keys, std::function<void()> run)
{
    QAction *action = menu->addAction(text, this, std::move(run));
    if (icon != nullptr) {
        action->setIcon(m_services.theme->icon(icon));
    }
    m_commands.append(action);
    return m_services.shortcuts->bind(action, id, keys);
}

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeEditMenu();
    makeViewMenu();
    makeDatabaseMenu();
    makeWindowMenu();
    makeHelpMenu();
}

void MainWindow::addFeatureCommand(QMenu *menu, std::size_t index)
{
    const Feature &feature = m_features[index];
    QAction *action = menu->addAction(m_services.theme->icon(feature.icon), feature.title, this,
                                      [this, id = feature.id] { showFeature(id); });
    m_services.shortcuts->bind(action, "feature." + feature.id,
                               feature.shortcut.isEmpty() ? QList<QKeySequence>()
                                                          : QList<QKeySequence>{feature.shortcut});
    m_commands.append(action);
    if (feature.needsDatabase) {
        m_databaseActions.push_back(action);
    }
}

void MainWindow::makeFileMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&File"));
    if (m_services.newWindow) {
        addCommand(menu, "shell.newWindow", nullptr, tr("&New window"), {QKeySequence::New},
                   [this] { m_services.newWindow({}); });
    }
    QList<QKeySequence> keys{QKeySequence::AddTab}; // those of the first one
    for (const Feature &feature : m_features) {
        if (feature.manyPages) {
            QAction *action = menu->addAction(m_services.theme->icon(feature.icon),
                                              tr("New %1", "a page of a feature").arg(feature.title), this,
                                              [this, &feature] { newPage(feature); });
            m_services.shortcuts->bind(action, "new." + feature.id, std::exchange(keys, {}));
            m_commands.append(action);
            if (feature.needsDatabase) {
                m_databaseActions.push_back(action);
            }
        }
    }
    menu->addSeparator();
    addCommand(menu, "shell.open", "open", tr("&Open database…"), {QKeySequence::Open},
               [this] { chooseFile(); });
    QMenu *recent = menu->addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] {
        recent->clear();
        fillRecentMenu(recent);
    });
    menu->addSeparator();
    m_closeTabAction = addCommand(menu, "shell.closeTab", nullptr, tr("&Close tab"),
                                  {QKeySequence("Ctrl+W"), QKeySequence("Ctrl+F4")},
                                  [this] { closeTab(m_area->current()); });
    m_reopenAction = addCommand(menu, "shell.reopenTab", nullptr, tr("R&eopen closed tab"),
                                {QKeySequence("Ctrl+Shift+T")}, [this] { reopenTab(); });
    m_closeAction = addCommand(menu, "shell.closeDatabase", nullptr, tr("Close &database"),
                               {QKeySequence("Ctrl+Shift+W")}, [this] { closeDatabase(m_session); });
    menu->addSeparator();
    for (std::size_t i = 0; i < m_features.size(); ++i) {
        if (!m_features[i].inNavigation && !m_features[i].needsDatabase) {
            addFeatureCommand(menu, i);
        }
    }
    addCommand(menu, "shell.quit", nullptr, tr("&Quit"), {QKeySequence("Ctrl+Q")}, [this] {
        if (m_services.quit) {
            m_services.quit();
        } else {
            close();
        }
    });
}

void MainWindow::fillRecentMenu(QMenu *menu)
{
    const session::RecentFiles *recent = m_services.recent;
    for (int row = 0; row < recent->rowCount(); ++row) {
        const QModelIndex file = recent->index(row);
        const QString path = file.data(session::RecentFiles::PathRole).toString();
        const bool missing = file.data(session::RecentFiles::MissingRole).toBool();
        QAction *action = menu->addAction(missing ? tr("%1 (missing)").arg(escaped(path)) : escaped(path));
        action->setEnabled(!missing);
        connect(action, &QAction::triggered, this, [this, path] { openDatabase(path); });
    }
    if (recent->rowCount() == 0) {
        menu->addAction(tr("No files yet"))->setEnabled(false);
        return;
    }
    menu->addSeparator();
    menu->addAction(tr("Clear this list"), m_services.recent, &session::RecentFiles::clear);
}

void MainWindow::makeEditMenu()
{
    m_editMenu = menuBar()->addMenu(tr("&Edit"));
    connect(m_editMenu, &QMenu::aboutToShow, this, &MainWindow::fillEditMenu);
    fillEditMenu();
}

// What the current page can do, whatever it is.
QList<QAction *> MainWindow::pageActions() const
{
    QList<QAction *> all;
    const Tab *tab = m_area->current();
    if (tab == nullptr || tab->page() == nullptr) {
        return all;
    }
    QList<QWidget *> parts{tab->page()};
    parts += tab->page()->findChildren<QWidget *>();
    for (const QWidget *part : parts) {
        for (QAction *action : part->actions()) {
            if (!commands::Shortcuts::idOf(action).isEmpty() && !all.contains(action)) {
                all.append(action);
            }
        }
    }
    return all;
}

void MainWindow::fillEditMenu()
{
    m_editMenu->clear();
    m_editMenu->addActions(pageActions());
    if (m_editMenu->isEmpty()) {
        m_editMenu->addAction(tr("This page has no commands"))->setEnabled(false);
    }
}

void MainWindow::openPalette()
{
    if (m_session->state() == DatabaseSession::State::Open) {
        delete m_paletteTables;
        m_paletteTables = new schema::SchemaModel(m_session, schema::SchemaModel::Content::Tables, m_session);
        connect(m_paletteTables, &schema::SchemaModel::rebuilt, m_palette,
                [this] { m_palette->setEntries(paletteEntries()); });
    }
    m_palette->open(paletteEntries());
}

std::vector<PaletteEntry> MainWindow::paletteEntries()
{
    std::map<QString, QString> texts;
    for (const commands::Command &command : m_services.shortcuts->commands()) {
        texts[command.id] = command.text;
    }
    std::vector<PaletteEntry> entries;
    QSet<QString> known;
    for (QAction *action : m_commands + pageActions()) {
        const QString id = commands::Shortcuts::idOf(action);
        if (action->isEnabled() && action->isVisible() && id != "shell.palette" && !known.contains(id)) {
            known.insert(id);
            entries.push_back({id, texts[id], action->shortcut().toString(QKeySequence::NativeText),
                               action->icon(), [action = QPointer(action)] {
                                   if (action) {
                                       action->trigger();
                                   }
                               }});
        }
    }
    for (int row = 0; m_paletteTables && row < m_paletteTables->rowCount(); ++row) {
        const QString table = m_paletteTables->index(row).data(schema::SchemaModel::NameRole).toString();
        entries.push_back({"table:" + table,
                           table,
                           {},
                           m_services.theme->icon("table"),
                           [this, session = QPointer(m_session), table] {
                               if (session) {
                                   answer(session, {"browse", {{"table", table}}, {}});
                               }
                           }});
    }
    return entries;
}

void MainWindow::makeViewMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&View"));
    for (std::size_t i = 0; i < m_features.size(); ++i) {
        if (m_features[i].inNavigation) {
            addFeatureCommand(menu, i);
        }
    }
    menu->addSeparator();
    addCommand(menu, "shell.palette", "search", tr("Co&mmand palette…"), {QKeySequence("Ctrl+Shift+P")},
               [this] { openPalette(); });
    menu->addSeparator();
    m_previousAction = addCommand(menu, "shell.previousCommit", "chevron-left", tr("&Previous commit"),
                                  {QKeySequence(Qt::ALT | Qt::Key_Left)}, [this] { m_session->step(-1); });
    m_nextAction = addCommand(menu, "shell.nextCommit", "chevron-right", tr("Ne&xt commit"),
                              {QKeySequence(Qt::ALT | Qt::Key_Right)}, [this] { m_session->step(1); });
    m_nowAction = addCommand(menu, "shell.returnToNow", "return", tr("&Return to now"),
                             {QKeySequence("Ctrl+Shift+N")}, [this] { m_session->returnToNow(); });
    menu->addSeparator();
    addThemes(menu->addMenu(tr("&Theme")));
    addCommand(menu, "shell.collapseNavigation", "sidebar", tr("&Collapse navigation"),
               {QKeySequence("Ctrl+B")}, [this] { m_navigation->setCollapsed(!m_navigation->collapsed()); });
}

void MainWindow::addThemes(QMenu *menu)
{
    auto *group = new QActionGroup(this);
    const std::pair<theme::Mode, QString> modes[] = {{theme::Mode::System, tr("As the &system")},
                                                     {theme::Mode::Light, tr("&Light")},
                                                     {theme::Mode::Dark, tr("&Dark")}};
    for (const auto &[mode, text] : modes) {
        QAction *action = menu->addAction(text);
        action->setObjectName("theme-" + theme::modeName(mode));
        action->setCheckable(true);
        action->setChecked(m_services.theme->mode() == mode);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, mode = mode] {
            m_services.theme->setMode(mode);
            m_services.settings->setValue("v1/theme", theme::modeName(mode));
        });
        connect(m_services.theme, &theme::Theme::changed, action,
                [this, action, mode = mode] { action->setChecked(m_services.theme->mode() == mode); });
    }
}

void MainWindow::makeDatabaseMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Database"));
    m_recordAction = addCommand(menu, "shell.record", "record", tr("&Record…"), {},
                                [this] { m_session->recording()->offer(); });
    m_stopAction = addCommand(menu, "shell.stopRecording", "pause", tr("&Stop recording"), {}, [this] {
        QStringList recorded = m_services.settings->value("v1/recordedDatabases").toStringList();
        recorded.removeAll(m_session->path());
        m_services.settings->setValue("v1/recordedDatabases", recorded);
        m_session->recording()->stop();
    });
    menu->addSeparator();
    for (std::size_t i = 0; i < m_features.size(); ++i) {
        if (!m_features[i].inNavigation && m_features[i].needsDatabase) {
            addFeatureCommand(menu, i);
        }
    }
    menu->addSeparator();
    m_copyPathAction = addCommand(menu, "shell.copyPath", "copy", tr("Copy &path of the file"), {}, [this] {
        QApplication::clipboard()->setText(QDir::toNativeSeparators(m_session->path()));
    });
    m_databaseActions.push_back(m_copyPathAction);
}

// Under the database's name: those that are open, and the ways to open and close one.
void MainWindow::fillDatabaseMenu()
{
    QMenu *menu = m_context->databaseMenu();
    menu->clear();
    for (DatabaseSession *session : m_sessions) {
        QAction *action =
            menu->addAction(escaped(session->name()), this, [this, session] { showDatabase(session); });
        action->setCheckable(true);
        action->setChecked(session == m_session);
        action->setToolTip(session->path());
    }
    menu->addSeparator();
    menu->addAction(m_services.theme->icon("open"), tr("Open database…"), this, &MainWindow::chooseFile);
    QMenu *recent = menu->addMenu(tr("Open recent"));
    fillRecentMenu(recent);
    menu->addSeparator();
    menu->addAction(m_copyPathAction);
    menu->addAction(m_closeAction);
}

void MainWindow::makeWindowMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Window"));
    const auto forTabs = [this](QAction *action) { m_tabActions.push_back(action); };
    const auto forSplits = [this](QAction *action) { m_splitActions.push_back(action); };
    forTabs(addCommand(menu, "shell.nextTab", nullptr, tr("&Next tab"),
                       {QKeySequence("Ctrl+Tab"), QKeySequence("Ctrl+PgDown")}, [this] { cycle(1); }));
    forTabs(addCommand(menu, "shell.previousTab", nullptr, tr("&Previous tab"),
                       {QKeySequence("Ctrl+Shift+Tab"), QKeySequence("Ctrl+PgUp")}, [this] { cycle(-1); }));
    menu->addSeparator();
    forTabs(addCommand(menu, "shell.splitRight", "split-right", tr("Split &right"), {QKeySequence("Ctrl+\\")},
                       [this] { splitOff(m_area->current(), Qt::Horizontal); }));
    forTabs(addCommand(menu, "shell.splitDown", "split-down", tr("Split &down"),
                       {QKeySequence("Ctrl+Shift+\\")},
                       [this] { splitOff(m_area->current(), Qt::Vertical); }));
    forSplits(addCommand(menu, "shell.nextSplit", nullptr, tr("Next &split"), {QKeySequence("F6")},
                         [this] { nextSplit(); }));
    forSplits(addCommand(menu, "shell.moveTab", nullptr, tr("&Move tab to the next split"),
                         {QKeySequence("Shift+F6")}, [this] { moveToNextSplit(); }));
    forSplits(addCommand(menu, "shell.closeSplit", nullptr, tr("&Close split"), {},
                         [this] { m_area->closeSplit(m_area->currentGroup()); }));
    menu->addSeparator();
    addCommand(menu, "shell.resetLayout", nullptr, tr("Reset &layout"), {}, [this] { resetLayout(); });
}

void MainWindow::fillTabMenu(QMenu *menu, Tab *tab)
{
    menu->addAction(tr("Close"), tab, [this, tab] { closeTab(tab); });
    QAction *others = menu->addAction(tr("Close others"), tab, [this, tab] {
        std::vector<Tab *> rest;
        for (Tab *other : m_area->tabs()) {
            if (other != tab && m_area->groupOf(other) == m_area->groupOf(tab)) {
                rest.push_back(other);
            }
        }
        closeTabs(rest, tr("Close others"));
    });
    others->setEnabled(m_area->groupOf(tab)->count() > 1);
    menu->addSeparator();
    menu->addAction(m_services.theme->icon("split-right"), tr("Split right"), tab,
                    [this, tab] { splitOff(tab, Qt::Horizontal); });
    menu->addAction(m_services.theme->icon("split-down"), tr("Split down"), tab,
                    [this, tab] { splitOff(tab, Qt::Vertical); });
    if (m_area->groups().size() > 1) {
        menu->addAction(tr("Move to the next split"), tab, [this, tab] {
            m_area->show(tab);
            moveToNextSplit();
        });
        menu->addAction(tr("Close split"), tab, [this, tab] { m_area->closeSplit(m_area->groupOf(tab)); });
    }
}

void MainWindow::makeHelpMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Help"));
    addCommand(menu, "shell.about", nullptr, tr("&About Strandline"), {}, [this] {
        answer(m_session, {"settings", {{"page", "about"}}});
    });
}

void MainWindow::refreshActions()
{
    using State = DatabaseSession::State;
    const bool open = m_session->state() == State::Open;
    const bool past = m_session->point().has_value();
    const auto recording = m_session->recording()->state();
    const bool tab = m_area->current() != nullptr;
    const bool splits = m_area->groups().size() > 1;
    m_closeTabAction->setEnabled(tab);
    m_reopenAction->setEnabled(!m_closedTabs.empty());
    m_closeAction->setEnabled(m_session != m_nothing);
    m_recordAction->setEnabled(open && !m_session->readOnly() && recording == RecordingService::State::Off);
    m_stopAction->setEnabled(recording == RecordingService::State::Recording ||
                             recording == RecordingService::State::Starting);
    m_previousAction->setEnabled(!m_session->commits()->commits().empty());
    m_nextAction->setEnabled(past);
    m_nowAction->setEnabled(past);
    const auto enable = [](const std::vector<QAction *> &actions, bool enabled) {
        for (QAction *action : actions) {
            action->setEnabled(enabled);
        }
    };
    enable(m_tabActions, tab);
    enable(m_splitActions, splits);
    enable(m_databaseActions, open);
}

} // namespace strandline::shell
