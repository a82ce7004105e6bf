#include "models/session/open_database.h"

#include "engine/session/history_locations.h"

#include <QFileInfo>

namespace strandline::session {

OpenDatabase::OpenDatabase(task::TaskList *tasks, QObject *parent)
    : QObject(parent), m_tasks(tasks), m_opening(new task::TaskRunner(tasks, this)),
      m_commits(new timeline::CommitsModel(this)),
      m_recording(new timeline::RecordingService(tasks, m_commits, this)),
      m_changes(new ChangeWatch(tasks, this))
{
    connect(m_opening, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        setState(State::Closed);
        emit failed(error);
    });
    connect(m_changes, &ChangeWatch::watching, this, [this] {
        m_database = std::exchange(m_opened, nullptr);
        m_recording->watch(m_database);
        setState(State::Open);
    });
    connect(m_opening, &task::TaskRunner::cancelled, this, [this] {
        setState(State::Closed);
        emit failed(core::Error(core::ErrorCode::Cancelled,
                                tr("Opening %1 was cancelled.").arg(m_path).toStdString()));
    });
}

void OpenDatabase::open(const QString &path, bool readOnly)
{
    letGo();
    m_path = QFileInfo(path).absoluteFilePath();
    m_readOnly = readOnly;
    setState(State::Opening);
    m_opening->run(
        tr("Opening %1").arg(QFileInfo(m_path).fileName()),
        [file = m_path.toStdString(), readOnly](const core::JobContext &) {
            DatabaseOptions options;
            options.readOnly = readOnly;
            options.monitor = {.sampleEvery = std::chrono::milliseconds(100), .keep = true, .metrics = true};
            options.historyFolder = HistoryLocations(userConfigFolder()).folderOf(file);
            return Database::open(file, options);
        },
        [this](std::shared_ptr<Database> database) {
            m_opened = std::move(database);
            m_changes->watch(m_opened); // before anything is read, so that no change is missed
        });
}

void OpenDatabase::show(std::shared_ptr<Database> database)
{
    letGo();
    m_path = QString::fromStdString(database->path());
    m_readOnly = true;
    m_database = std::move(database);
    setState(State::Open);
}

void OpenDatabase::close()
{
    if (m_state != State::Closed) {
        letGo();
        m_path.clear();
        setState(State::Closed);
    }
}

void OpenDatabase::letGo()
{
    m_opening->discard();
    m_recording->release();
    m_changes->watch(nullptr);
    m_opened.reset();
    m_database.reset();
}

void OpenDatabase::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

QStringList OpenDatabases::openPaths() const
{
    QStringList paths;
    for (const std::weak_ptr<OpenDatabase> &held : m_open) {
        const auto database = held.lock();
        if (database && database->state() == OpenDatabase::State::Open && !paths.contains(database->path())) {
            paths << database->path();
        }
    }
    return paths;
}

namespace {

QString keyOf(const QString &path)
{
    const QFileInfo file(path);
    const QString canonical = file.canonicalFilePath();
    return canonical.isEmpty() ? file.absoluteFilePath() : canonical;
}

} // namespace

void OpenDatabases::close(const QString &path)
{
    for (const bool readOnly : {false, true}) {
        if (const auto found = m_open.value({keyOf(path), readOnly}).lock()) {
            found->close();
        }
    }
}

std::shared_ptr<OpenDatabase> OpenDatabases::share(const QString &path, bool readOnly)
{
    const std::pair key(keyOf(path), readOnly);
    std::shared_ptr<OpenDatabase> found = m_open.value(key).lock();
    if (!found) {
        found = std::make_shared<OpenDatabase>(m_tasks);
        m_open.insert(key, found);
    }
    if (found->state() == OpenDatabase::State::Closed) {
        found->open(path, readOnly);
    }
    return found;
}

} // namespace strandline::session
