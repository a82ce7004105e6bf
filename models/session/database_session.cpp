#include "models/session/database_session.h"

#include <QFileInfo>

#include <algorithm>

namespace strandline::session {

DatabaseSession::DatabaseSession(task::TaskList *tasks, QObject *parent)
    : QObject(parent), m_tasks(tasks), m_opening(new task::TaskRunner(tasks, this)),
      m_commits(new timeline::CommitsModel(this)),
      m_recording(new timeline::RecordingService(tasks, m_commits, this))
{
    connect(m_opening, &task::TaskRunner::failed, this, [this](const core::Error &error) {
        close();
        emit failed(error);
    });
    connect(m_opening, &task::TaskRunner::cancelled, this, &DatabaseSession::close);
}

QString DatabaseSession::name() const
{
    return QFileInfo(m_path).fileName();
}

void DatabaseSession::open(const QString &path, bool readOnly)
{
    close();
    m_path = QFileInfo(path).absoluteFilePath();
    m_readOnly = readOnly;
    setState(State::Opening);
    DatabaseOptions options;
    options.readOnly = readOnly;
    m_opening->run(
        tr("Opening %1").arg(name()),
        [file = m_path.toStdString(), options](const core::JobContext &) {
            return Database::open(file, options);
        },
        [this](std::shared_ptr<Database> database) {
            m_database = std::move(database);
            m_recording->watch(m_database);
            setState(State::Open);
        });
}

void DatabaseSession::close()
{
    m_opening->discard();
    if (m_state == State::Closed) {
        return;
    }
    m_recording->release();
    m_database.reset();
    m_path.clear();
    const bool wasPast = m_point.has_value();
    m_point.reset();
    setState(State::Closed);
    if (wasPast) {
        emit pointChanged();
    }
}

void DatabaseSession::lookAt(const timeline::Commit &commit)
{
    if (m_state != State::Open || (m_point && m_point->scn == commit.scn)) {
        return;
    }
    m_point = commit;
    emit pointChanged();
}

void DatabaseSession::step(int by)
{
    const auto &commits = m_commits->commits();
    if (commits.empty()) {
        return;
    }
    const auto last = static_cast<std::ptrdiff_t>(commits.size()) - 1;
    const timeline::Commit *current = m_point ? m_commits->find(m_point->scn) : nullptr;
    const std::ptrdiff_t at = current == nullptr ? (by < 0 ? last + 1 : last) : current - commits.data();
    lookAt(commits[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at + by, 0, last))]);
}

void DatabaseSession::returnToNow()
{
    if (m_point) {
        m_point.reset();
        emit pointChanged();
    }
}

void DatabaseSession::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

} // namespace strandline::session
