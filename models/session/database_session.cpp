#include "models/session/database_session.h"

#include <QFileInfo>

#include <algorithm>

namespace strandline::session {

DatabaseSession::DatabaseSession(task::TaskList *tasks, QObject *parent)
    : DatabaseSession(std::make_shared<OpenDatabase>(tasks), parent)
{
}

DatabaseSession::DatabaseSession(std::shared_ptr<OpenDatabase> shared, QObject *parent)
    : QObject(parent), m_shared(std::move(shared))
{
    connect(m_shared.get(), &OpenDatabase::stateChanged, this, [this] {
        const bool wasPast = m_point.has_value();
        m_point.reset();
        emit stateChanged();
        if (wasPast) {
            emit pointChanged();
        }
    });
    connect(m_shared.get(), &OpenDatabase::failed, this, &DatabaseSession::failed);
}

QString DatabaseSession::name() const
{
    return QFileInfo(path()).fileName();
}

void DatabaseSession::open(const QString &path, bool readOnly)
{
    m_shared->open(path, readOnly);
}

void DatabaseSession::close()
{
    m_shared->close();
}

void DatabaseSession::lookAt(const timeline::Commit &commit)
{
    if (state() != State::Open || (m_point && m_point->scn == commit.scn)) {
        return;
    }
    m_point = commit;
    emit pointChanged();
}

void DatabaseSession::step(int by)
{
    const auto &all = commits()->commits();
    if (all.empty()) {
        return;
    }
    const auto last = static_cast<std::ptrdiff_t>(all.size()) - 1;
    const timeline::Commit *current = m_point ? commits()->find(m_point->scn) : nullptr;
    const std::ptrdiff_t at = current == nullptr ? (by < 0 ? last + 1 : last) : current - all.data();
    lookAt(all[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(at + by, 0, last))]);
}

void DatabaseSession::returnToNow()
{
    if (m_point) {
        m_point.reset();
        emit pointChanged();
    }
}

} // namespace strandline::session
