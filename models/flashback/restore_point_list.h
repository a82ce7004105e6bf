// The restore points of the history, read by a job. One for all panes of a page: who makes or drops one calls
// refresh(). GUI thread.
#pragma once

#include "engine/flashback/restore_points.h"
#include "models/session/database_session.h"

#include <QObject>

namespace strandline::flashback {

class RestorePointList : public QObject
{
    Q_OBJECT
public:
    explicit RestorePointList(session::DatabaseSession *session, QObject *parent = nullptr);

    const std::vector<RestorePoint> &points() const { return m_points; } // by SCN
    void refresh();

signals:
    void changed();
    void failed(const strandline::core::Error &error);

private:
    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    std::vector<RestorePoint> m_points;
};

} // namespace strandline::flashback
