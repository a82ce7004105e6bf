#include "views/shell/main_window.h"

#include "views/common/widgets/style.h"
#include "views/shell/context_bar.h"
#include "views/shell/navigation.h"
#include "views/shell/recording_bar.h"
#include "views/shell/start_page.h"
#include "views/shell/status_panel.h"

#include <QBoxLayout>
#include <QCloseEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QStackedWidget>

namespace strandline::shell {

namespace {
constexpr const char *geometryKey = "v1/window/geometry";
constexpr const char *collapsedKey = "v1/window/navigationCollapsed";
constexpr const char *recordedKey = "v1/recordedDatabases";
constexpr int statusHeight = 32;
} // namespace

MainWindow::MainWindow(const WindowServices &services, std::vector<Feature> features)
    : m_services(services), m_features(std::move(features)), m_pages(m_features.size(), nullptr),
      m_session(new session::DatabaseSession(services.tasks, this)),
      m_context(new ContextBar(m_session, services.theme)),
      m_recordingBar(new RecordingBar(m_session, services.theme)),
      m_navigation(new Navigation(m_features, services.theme)), m_stack(new QStackedWidget)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAcceptDrops(true);
    setWindowIcon(QIcon(":/icons/strandline.svg"));
    auto *start = new StartPage(services);
    m_start = start;
    m_stack->addWidget(m_start);

    auto *central = new QWidget;
    central->setObjectName("content");
    auto *column = widgets::flatColumn(central);
    column->addWidget(m_context);
    column->addWidget(m_recordingBar);
    auto *middle = widgets::flatRow();
    middle->addWidget(m_navigation);
    middle->addWidget(m_stack, 1);
    column->addLayout(middle, 1);
    column->addWidget(new StatusPanel(m_session, services.theme));
    setCentralWidget(central);
    m_messages = new message::MessageArea(services.theme, central, statusHeight);

    connect(start, &StartPage::openRequested, this, &MainWindow::chooseFile);
    connect(start, &StartPage::fileChosen, this, [this](const QString &path) { openDatabase(path); });
    connect(start, &StartPage::failed, this,
            [this](const core::Error &error) { m_messages->add(message::failure(error)); });
    connect(m_navigation, &Navigation::chosen, this, &MainWindow::showFeature);
    connect(m_session, &session::DatabaseSession::stateChanged, this, &MainWindow::refresh);
    const auto tell = [this](const core::Error &error) { m_messages->add(message::failure(error)); };
    connect(m_session, &session::DatabaseSession::failed, this, tell);
    connect(m_session->recording(), &timeline::RecordingService::failed, this, tell);
    connect(m_session->recording(), &timeline::RecordingService::looked, this, [this] {
        const bool wanted =
            m_services.settings->value(recordedKey).toStringList().contains(m_session->path());
        if (wanted && !m_session->readOnly() &&
            m_session->recording()->state() == timeline::RecordingService::State::Off &&
            m_session->recording()->walMode()) {
            m_session->recording()->start(false);
        }
    });
    connect(m_session->recording(), &timeline::RecordingService::started, this, [this] {
        m_messages->add(
            {message::Kind::Success,
             tr("%1 is being recorded. Every commit that any program makes now enters its history.")
                 .arg(m_session->name()),
             {},
             {}});
    });
    connect(m_session->recording(), &timeline::RecordingService::changed, this,
            &MainWindow::rememberRecording);
    makeMenus();
    restore();
    refresh();
}

MainWindow::~MainWindow()
{
    m_session->disconnect(this);
    m_session->recording()->disconnect(this);
}

void MainWindow::restore()
{
    resize(1280, 800);
    restoreGeometry(m_services.settings->value(geometryKey).toByteArray());
    m_navigation->setCollapsed(m_services.settings->value(collapsedKey).toBool());
    connect(m_navigation, &Navigation::collapsedChanged, this,
            [this](bool collapsed) { m_services.settings->setValue(collapsedKey, collapsed); });
}

// The user's yes to recording holds for this file until recording is stopped by hand.
void MainWindow::rememberRecording()
{
    refreshActions();
    if (m_session->recording()->state() != timeline::RecordingService::State::Recording) {
        return;
    }
    QStringList recorded = m_services.settings->value(recordedKey).toStringList();
    if (!recorded.contains(m_session->path())) {
        recorded.append(m_session->path());
        m_services.settings->setValue(recordedKey, recorded);
    }
}

void MainWindow::openDatabase(const QString &path, bool readOnly)
{
    m_messages->clear();
    m_session->open(path, readOnly);
}

void MainWindow::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open database"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("SQLite databases (*.db *.sqlite *.sqlite3 *.db3)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { openDatabase(path); });
    dialog->open();
}

QWidget *MainWindow::pageFor(int index)
{
    const auto at = static_cast<std::size_t>(index);
    if (m_pages[at] == nullptr) {
        PageContext context;
        context.session = m_session;
        context.theme = m_services.theme;
        context.settings = m_services.settings;
        context.shortcuts = m_services.shortcuts;
        context.open = [this](const OpenRequest &request) { answer(request); };
        context.notify = [this](const message::Message &m) { m_messages->add(m); };
        m_pages[at] = m_features[at].factory(context);
        m_stack->addWidget(m_pages[at]);
    }
    return m_pages[at];
}

QWidget *MainWindow::showFeature(int index)
{
    if (m_session->state() != session::DatabaseSession::State::Open) {
        return nullptr;
    }
    m_current = index;
    QWidget *page = pageFor(index);
    m_stack->setCurrentWidget(page);
    m_navigation->setCurrent(index);
    page->setFocus();
    return page;
}

void MainWindow::answer(const OpenRequest &request)
{
    for (std::size_t i = 0; i < m_features.size(); ++i) {
        if (m_features[i].id == request.feature) {
            QWidget *page = showFeature(static_cast<int>(i));
            if (page != nullptr && m_features[i].show) {
                m_features[i].show(page, request.what);
            }
        }
    }
}

void MainWindow::refresh()
{
    using State = session::DatabaseSession::State;
    const State state = m_session->state();
    setWindowTitle(state == State::Closed ? tr("Strandline") : tr("%1 — Strandline").arg(m_session->name()));
    m_navigation->setVisible(state == State::Open);
    if (state == State::Open) {
        m_services.recent->add(m_session->path());
        showFeature(m_current);
        if (const std::string note = m_session->database()->note(); !note.empty()) {
            m_messages->add({message::Kind::Information, QString::fromStdString(note), {}, {}});
        }
    } else {
        m_stack->setCurrentWidget(m_start);
    }
    refreshActions();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_services.settings->setValue(geometryKey, saveGeometry());
    m_session->close();
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    event->acceptProposedAction();
    openDatabase(urls.first().toLocalFile());
    for (qsizetype i = 1; i < urls.size(); ++i) {
        if (m_services.newWindow && urls[i].isLocalFile()) {
            m_services.newWindow(urls[i].toLocalFile());
        }
    }
}

} // namespace strandline::shell
