#include "models/flashback/restore_point_list.h"

namespace strandline::flashback {

RestorePointList::RestorePointList(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_reading(new task::TaskRunner(session->tasks(), this))
{
    connect(m_reading, &task::TaskRunner::failed, this, &RestorePointList::failed);
    // The first commits of a history that was opened, or none any more.
    connect(session->commits(), &QAbstractItemModel::modelReset, this, &RestorePointList::refresh);
    refresh();
}

void RestorePointList::refresh()
{
    if (!m_session->database() || m_session->commits()->commits().empty()) {
        m_reading->discard();
        if (!m_points.empty()) {
            m_points.clear();
            emit changed();
        }
        return;
    }
    m_reading->run(
        {},
        [database = m_session->database()](const core::JobContext &) {
            return loadRestorePoints(*database->history());
        },
        [this](std::vector<RestorePoint> points) {
            m_points = std::move(points);
            emit changed();
        });
}

} // namespace strandline::flashback
