// The menus of the main window.
#include "engine/engine.h"
#include "engine/sqlite/connection.h"
#include "views/shell/main_window.h"
#include "views/shell/navigation.h"

#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace strandline::shell {

using timeline::RecordingService;

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeViewMenu();
    makeDatabaseMenu();
    makeHelpMenu();
}

void MainWindow::makeFileMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&File"));
    menu->addAction(m_services.theme->icon("open"), tr("&Open…"), QKeySequence::Open, this,
                    &MainWindow::chooseFile);
    m_recentMenu = menu->addMenu(tr("Open &recent"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    if (m_services.newWindow) {
        menu->addAction(tr("&New window"), QKeySequence::New, this, [this] { m_services.newWindow({}); });
    }
    menu->addSeparator();
    m_closeAction = menu->addAction(tr("&Close database"), QKeySequence::Close, m_session,
                                    &session::DatabaseSession::close);
    menu->addSeparator();
    menu->addAction(tr("&Quit"), QKeySequence::Quit, qApp, &QApplication::closeAllWindows);
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    const session::RecentFiles *recent = m_services.recent;
    for (int row = 0; row < recent->rowCount(); ++row) {
        const QModelIndex file = recent->index(row);
        const QString path = file.data(session::RecentFiles::PathRole).toString();
        const bool missing = file.data(session::RecentFiles::MissingRole).toBool();
        QString text = path;
        text.replace('&', "&&");
        QAction *action = m_recentMenu->addAction(missing ? tr("%1 (missing)").arg(text) : text);
        action->setEnabled(!missing);
        connect(action, &QAction::triggered, this, [this, path] { openDatabase(path); });
    }
    if (recent->rowCount() == 0) {
        m_recentMenu->addAction(tr("No files yet"))->setEnabled(false);
        return;
    }
    m_recentMenu->addSeparator();
    m_recentMenu->addAction(tr("Clear this list"), m_services.recent, &session::RecentFiles::clear);
}

void MainWindow::makeViewMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&View"));
    int index = 0;
    for (const Feature &feature : m_features) {
        QAction *action = menu->addAction(m_services.theme->icon(feature.icon), feature.title);
        action->setShortcut(feature.shortcut);
        connect(action, &QAction::triggered, this, [this, index] { showFeature(index); });
        m_featureActions.push_back(action);
        ++index;
    }
    menu->addSeparator();
    m_previousAction =
        menu->addAction(m_services.theme->icon("chevron-left"), tr("&Previous commit"),
                        QKeySequence(Qt::ALT | Qt::Key_Left), this, [this] { m_session->step(-1); });
    m_nextAction =
        menu->addAction(m_services.theme->icon("chevron-right"), tr("Ne&xt commit"),
                        QKeySequence(Qt::ALT | Qt::Key_Right), this, [this] { m_session->step(1); });
    connect(m_session->commits(), &timeline::CommitsModel::commitsChanged, this, &MainWindow::refreshActions);
    m_nowAction =
        menu->addAction(m_services.theme->icon("return"), tr("&Return to now"),
                        QKeySequence(tr("Ctrl+Shift+N")), m_session, &session::DatabaseSession::returnToNow);
    connect(m_session, &session::DatabaseSession::pointChanged, this, &MainWindow::refreshActions);
    menu->addSeparator();
    QMenu *themes = menu->addMenu(tr("&Theme"));
    auto *group = new QActionGroup(this);
    const std::pair<theme::Mode, QString> modes[] = {{theme::Mode::System, tr("As the &system")},
                                                     {theme::Mode::Light, tr("&Light")},
                                                     {theme::Mode::Dark, tr("&Dark")}};
    for (const auto &[mode, text] : modes) {
        QAction *action = themes->addAction(text);
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
    menu->addAction(m_services.theme->icon("sidebar"), tr("&Collapse navigation"), QKeySequence(tr("Ctrl+B")),
                    this, [this] { m_navigation->setCollapsed(!m_navigation->collapsed()); });
}

void MainWindow::makeDatabaseMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Database"));
    m_recordAction = menu->addAction(m_services.theme->icon("record"), tr("&Record…"), m_session->recording(),
                                     &RecordingService::offer);
    m_stopAction = menu->addAction(m_services.theme->icon("pause"), tr("&Stop recording"), this, [this] {
        QStringList recorded = m_services.settings->value("v1/recordedDatabases").toStringList();
        recorded.removeAll(m_session->path());
        m_services.settings->setValue("v1/recordedDatabases", recorded);
        m_session->recording()->stop();
    });
}

void MainWindow::makeHelpMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Help"));
    menu->addAction(tr("&About Strandline"), this, &MainWindow::showAbout);
}

void MainWindow::showAbout()
{
    const QString text = tr("Strandline %1, with SQLite %2 and Qt %3.")
                             .arg(QString::fromStdString(engine::version()),
                                  QString::fromStdString(sqlite::sqliteVersion()), qVersion());
    m_messages->add({message::Kind::Information, text, text, {}});
}

void MainWindow::refreshActions()
{
    using State = session::DatabaseSession::State;
    const bool open = m_session->state() == State::Open;
    const auto recording = m_session->recording()->state();
    m_closeAction->setEnabled(m_session->state() != State::Closed);
    m_recordAction->setEnabled(open && !m_session->readOnly() && recording == RecordingService::State::Off);
    m_stopAction->setEnabled(recording == RecordingService::State::Recording ||
                             recording == RecordingService::State::Starting);
    m_previousAction->setEnabled(!m_session->commits()->commits().empty());
    m_nextAction->setEnabled(m_session->point().has_value());
    m_nowAction->setEnabled(m_session->point().has_value());
    for (QAction *action : m_featureActions) {
        action->setEnabled(open);
    }
}

} // namespace strandline::shell
