#include "views/shell/main_window.h"

#include "models/schema/schema_model.h"
#include "views/common/widgets/style.h"
#include "views/shell/command_palette.h"
#include "views/shell/context_bar.h"
#include "views/shell/navigation.h"
#include "views/shell/recording_bar.h"
#include "views/shell/start_page.h"
#include "views/shell/status_panel.h"
#include "views/shell/tab_area.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>

#include <algorithm>

namespace strandline::shell {

using session::DatabaseSession;
using timeline::RecordingService;

namespace {
constexpr const char *geometryKey = "v1/window/geometry";
constexpr const char *collapsedKey = "v1/window/navigationCollapsed";
constexpr const char *recordedKey = "v1/recordedDatabases";
constexpr int statusHeight = 32;
} // namespace

MainWindow::MainWindow(const WindowServices &services, std::vector<Feature> features)
    : m_services(services), m_features(std::move(features)),
      m_nothing(new DatabaseSession(services.tasks, this)), m_session(m_nothing),
      m_context(new ContextBar(m_session, services.theme)),
      m_recordingBar(new RecordingBar(m_session, services.theme)),
      m_status(new StatusPanel(m_session, services.theme)),
      m_navigation(new Navigation(m_features, services.theme)), m_stack(new QStackedWidget), m_start(nullptr),
      m_area(new TabArea(services.theme))
{
    setAcceptDrops(true);
    setWindowIcon(QIcon(":/icons/strandline.svg"));
    auto *start = new StartPage(services);
    m_start = start;
    m_empty = makeEmptyPage();
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_area);

    auto *central = new QWidget;
    auto *column = widgets::flatColumn(central);
    column->addWidget(m_context);
    column->addWidget(m_recordingBar);
    auto *middle = widgets::flatRow();
    middle->addWidget(m_navigation);
    middle->addWidget(m_stack, 1);
    column->addLayout(middle, 1);
    column->addWidget(m_status);
    setCentralWidget(central);
    m_messages = new message::MessageArea(services.theme, central, statusHeight);
    m_palette = new CommandPalette(services.theme, services.settings, central);
    connect(start, &StartPage::openRequested, this, &MainWindow::chooseFile);
    connect(start, &StartPage::fileChosen, this, [this](const QString &path) { openDatabase(path); });
    connect(start, &StartPage::failed, this,
            [this](const core::Error &error) { m_messages->add(message::failure(error)); });
    makeMenus();
    connectParts();
    resize(1280, 800);
    restoreGeometry(m_services.settings->value(geometryKey).toByteArray());
    m_navigation->setCollapsed(m_services.settings->value(collapsedKey).toBool());
    connect(m_navigation, &Navigation::collapsedChanged, this,
            [this](bool collapsed) { m_services.settings->setValue(collapsedKey, collapsed); });
    refresh();
    for (QWidget *part :
         std::initializer_list<QWidget *>{menuBar(), m_context, m_recordingBar, m_status, m_navigation,
                                          m_start, m_empty, m_messages, m_palette}) {
        m_services.theme->dress(part);
    }
}

MainWindow::~MainWindow()
{
    m_area->disconnect(this);
    m_palette->disconnect(this);
    for (DatabaseSession *session : m_sessions) {
        session->disconnect(this);
        session->recording()->disconnect(this);
    }
    delete takeCentralWidget(); // pages go before the sessions that they look at
}

void MainWindow::connectParts()
{
    connect(m_navigation, &Navigation::chosen, this, qOverload<int>(&MainWindow::showFeature));
    connect(m_area, &TabArea::currentChanged, this, &MainWindow::tabChanged);
    connect(m_area, &TabArea::closeRequested, this, &MainWindow::closeTab);
    connect(m_area, &TabArea::menuRequested, this, [this](Tab *tab, const QPoint &at) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillTabMenu(menu, tab);
        menu->popup(at);
    });
    connect(m_context->databaseMenu(), &QMenu::aboutToShow, this, &MainWindow::fillDatabaseMenu);
    connect(m_palette, &CommandPalette::closed, this, [this] {
        if (m_paletteTables) {
            m_paletteTables->deleteLater();
        }
    });
    connect(m_area, &TabArea::changed, this, [this] {
        refreshActions();
        if (m_services.layoutChanged) {
            m_services.layoutChanged();
        }
    });
}

QWidget *MainWindow::makeEmptyPage()
{
    auto *page = new QWidget;
    page->setObjectName("emptyPage");
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, page);
    column->setSpacing(theme::space3);
    m_emptyText = widgets::label({}, "secondary");
    m_emptyButton = widgets::button({}, "primary");
    m_emptyButton->setObjectName("emptyShow");
    column->addStretch();
    column->addWidget(m_emptyText, 0, Qt::AlignCenter);
    column->addWidget(m_emptyButton, 0, Qt::AlignCenter);
    column->addStretch();
    const auto first = std::find_if(m_features.begin(), m_features.end(),
                                    [](const Feature &f) { return f.inNavigation && f.needsDatabase; });
    if (first != m_features.end()) {
        m_emptyButton->setText(first->title);
        m_emptyButton->setAccessibleName(first->title);
        connect(m_emptyButton, &QPushButton::clicked, this, [this, id = first->id] { showFeature(id); });
    }
    return page;
}

DatabaseSession *MainWindow::addSession(const QString &path, bool readOnly, bool restored)
{
    auto shared = m_services.databases->share(path, readOnly);
    for (DatabaseSession *known : m_sessions) {
        if (known->shares(shared)) {
            return known;
        }
    }
    DatabaseSession *session = addSession(std::move(shared), false);
    if (restored) {
        m_restored.push_back(session);
    }
    return session;
}

// Backups stand behind all others.
DatabaseSession *MainWindow::addSession(std::shared_ptr<session::OpenDatabase> shared, bool backup)
{
    auto *session = new DatabaseSession(std::move(shared), this);
    const auto firstBackup =
        std::find_if(m_sessions.begin(), m_sessions.end(), [](const DatabaseSession *other) {
            return other->database() != nullptr && other->database()->isBackup();
        });
    m_sessions.insert(backup ? m_sessions.end() : firstBackup, session);
    const RecordingService *recording = session->recording();
    connect(session, &DatabaseSession::stateChanged, this, [this, session] { sessionChanged(session); });
    connect(session, &DatabaseSession::failed, this,
            [this, session](const core::Error &error) { sessionFailed(session, error); });
    connect(session, &DatabaseSession::pointChanged, this, &MainWindow::refreshActions);
    connect(session->commits(), &timeline::CommitsModel::commitsChanged, this, &MainWindow::refreshActions);
    connect(recording, &RecordingService::failed, this,
            [this](const core::Error &error) { m_messages->add(message::failure(error)); });
    connect(recording, &RecordingService::looked, this, [this, session] { recordWhereWanted(session); });
    connect(recording, &RecordingService::started, this, [this, session] {
        m_messages->add(
            {message::Kind::Success,
             tr("%1 is being recorded. Every commit that any program makes now enters its history.")
                 .arg(session->name()),
             {},
             {}});
    });
    connect(recording, &RecordingService::changed, this, [this, session] { rememberRecording(session); });
    m_area->setNamesDatabases(m_sessions.size() > 1);
    return session;
}

void MainWindow::showBackup(std::shared_ptr<session::Database> backup)
{
    auto shared = std::make_shared<session::OpenDatabase>(m_services.tasks);
    shared->show(std::move(backup));
    setSession(addSession(std::move(shared), true));
}

void MainWindow::openDatabase(const QString &path, bool readOnly)
{
    DatabaseSession *session = addSession(path, readOnly, false);
    setSession(session);
    if (session->state() == DatabaseSession::State::Open) {
        sessionChanged(session);
    }
}

void MainWindow::sessionChanged(DatabaseSession *session)
{
    if (session->state() == DatabaseSession::State::Closed && session->path().isEmpty()) {
        removeSession(session); // was closed by its owner, did not fail
        return;
    }
    if (session->state() == DatabaseSession::State::Open) {
        if (!session->database()->isBackup()) {
            m_services.recent->add(session->path());
        }
        if (session == m_session) {
            showDatabase(session);
        }
        if (const std::string note = session->database()->note(); !note.empty()) {
            m_messages->add({message::Kind::Information, QString::fromStdString(note), {}, {}});
        }
    }
    refresh();
}

void MainWindow::sessionFailed(DatabaseSession *session, const core::Error &error)
{
    message::Message text = message::failure(error);
    if (error.code() == core::ErrorCode::Busy || error.code() == core::ErrorCode::LockedExclusively) {
        text.showText = tr("Try again");
        text.show = [this, path = session->path(), readOnly = session->readOnly()] {
            openDatabase(path, readOnly);
        };
    }
    m_messages->add(text);
    if (std::find(m_restored.begin(), m_restored.end(), session) == m_restored.end()) {
        removeSession(session);
    }
}

void MainWindow::removeSession(DatabaseSession *session)
{
    std::erase(m_sessions, session);
    std::erase(m_restored, session);
    std::erase_if(m_closedTabs, [session](const ClosedTab &closed) { return closed.session == session; });
    session->disconnect(this);
    session->recording()->disconnect(this);
    session->commits()->disconnect(this);
    for (Tab *tab : tabsOf(session)) {
        m_area->remove(tab);
    }
    m_area->setNamesDatabases(m_sessions.size() > 1);
    if (m_session == session) {
        setSession(m_sessions.empty() ? m_nothing : m_sessions.back());
    }
    session->deleteLater();
    if (m_services.layoutChanged) {
        m_services.layoutChanged();
    }
}

// Another database is the one that the bars show.
void MainWindow::setSession(DatabaseSession *session)
{
    if (m_session != session) {
        m_session = session;
        m_context->setSession(session);
        m_recordingBar->setSession(session);
        m_status->setSession(session);
    }
    refresh();
}

void MainWindow::showDatabase(DatabaseSession *session)
{
    if (Tab *tab = recentTab(session)) {
        m_area->show(tab);
        tab->setFocus();
    } else {
        const auto first = std::find_if(m_features.begin(), m_features.end(),
                                        [](const Feature &f) { return f.inNavigation && f.needsDatabase; });
        if (first != m_features.end()) {
            answer(session, {first->id, {}, OpenRequest::Placement::Existing});
        }
    }
    setSession(session);
}

void MainWindow::recordWhereWanted(DatabaseSession *session)
{
    const bool wanted = m_services.settings->value(recordedKey).toStringList().contains(session->path());
    RecordingService *recording = session->recording();
    if (wanted && !session->readOnly() && recording->state() == RecordingService::State::Off &&
        recording->walMode()) {
        recording->start(false);
    }
}

// The user's yes to recording holds for this file until recording is stopped by hand.
void MainWindow::rememberRecording(DatabaseSession *session)
{
    refreshActions();
    if (session->recording()->state() != RecordingService::State::Recording) {
        return;
    }
    QStringList recorded = m_services.settings->value(recordedKey).toStringList();
    if (!recorded.contains(session->path())) {
        recorded.append(session->path());
        m_services.settings->setValue(recordedKey, recorded);
    }
}

void MainWindow::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open database"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("SQLite databases (*.db *.sqlite *.sqlite3 *.db3)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        for (const QString &path : paths) {
            openDatabase(path);
        }
    });
    dialog->open();
}

void MainWindow::refresh()
{
    const bool open = m_session->state() == DatabaseSession::State::Open;
    setWindowTitle(m_session->path().isEmpty() ? tr("Strandline")
                                               : tr("%1 — Strandline").arg(m_session->name()));
    m_navigation->setDatabaseOpen(open);
    m_navigation->setVisible(open || std::any_of(m_features.begin(), m_features.end(), [](const Feature &f) {
                                 return f.inNavigation && !f.needsDatabase;
                             }));
    if (m_area->current() != nullptr) {
        m_stack->setCurrentWidget(m_area);
    } else {
        m_emptyText->setText(tr("No page of %1 is open.").arg(m_session->name()));
        m_stack->setCurrentWidget(open ? m_empty : m_start);
    }
    refreshActions();
}

QStringList MainWindow::losses() const
{
    QStringList all;
    for (const Tab *tab : m_area->tabs()) {
        if (const QString loss = tab->closeLoss(); !loss.isEmpty()) {
            all << loss;
        }
    }
    return all;
}

void MainWindow::closeAtOnce()
{
    m_closing = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const QStringList lost = m_closing ? QStringList() : losses();
    if (!lost.isEmpty()) {
        event->ignore();
        confirmLoss(lost, tr("Close window"), [this] { closeAtOnce(); });
        return;
    }
    m_closing = true;
    m_services.settings->setValue(geometryKey, saveGeometry());
    if (m_services.closing) {
        m_services.closing(this);
    }
    QMainWindow::closeEvent(event);
    m_area->disconnect(this);
    QTimer::singleShot(0, this, &MainWindow::letGo); // one of the pages may be the one that closes it
}

// A page a turn of the event loop, and the window last: other windows go on meanwhile.
void MainWindow::letGo()
{
    const std::vector<Tab *> tabs = m_area->tabs();
    if (tabs.empty()) {
        deleteLater();
        return;
    }
    delete tabs.back()->page(); // a page that gets another parent would be styled again
    m_area->remove(tabs.back());
    QTimer::singleShot(0, this, &MainWindow::letGo);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile()) {
        event->acceptProposedAction();
    }
}

// A file that a feature reads goes to it, where there is a database for it; any other is a database.
void MainWindow::openDropped(const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    for (const Feature &feature : m_features) {
        if (feature.fileEndings.contains(ending) && m_session->database()) {
            open({feature.id, {{"file", path}}, OpenRequest::Placement::Existing});
            return;
        }
    }
    openDatabase(path);
}

void MainWindow::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile()) {
            openDropped(url.toLocalFile());
        }
    }
}

void MainWindow::moveEvent(QMoveEvent *event)
{
    QMainWindow::moveEvent(event);
    if (m_services.layoutChanged) {
        m_services.layoutChanged();
    }
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if (m_services.layoutChanged) {
        m_services.layoutChanged();
    }
}

} // namespace strandline::shell
