// What a person does with a history as a whole: forget what is old, forget all of it, save the database as of
// a commit. Each is a job with progress and cancel. GUI thread.
#pragma once

#include "models/session/database_session.h"

#include <QObject>

namespace strandline::flashback {

class HistoryUpkeep : public QObject
{
    Q_OBJECT
public:
    explicit HistoryUpkeep(session::DatabaseSession *session, QObject *parent = nullptr);

    // What keeping the last `days` days would forget: estimated().
    void estimate(int days);
    // Forgets it: pruned(). A moment that is gone then becomes the present.
    void prune(int days);
    // Forgets the whole history: forgotten(). Fails while it is recorded.
    void forget();
    // replace: the user said yes to replacing file. saved(), or failed() without a file.
    void saveAs(core::Scn scn, const QString &file, bool replace);

signals:
    void estimated(const strandline::timeline::PruneReport &report);
    void pruned(const strandline::timeline::PruneReport &report);
    void forgotten();
    void saved(const strandline::timeline::CloneReport &report);
    void failed(const strandline::core::Error &error);

private:
    task::TaskRunner *runner();

    session::DatabaseSession *m_session;
    task::TaskRunner *m_estimating;
    task::TaskRunner *m_changing;
    task::TaskRunner *m_saving;
};

} // namespace strandline::flashback
