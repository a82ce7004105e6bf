#include "models/flashback/history_upkeep.h"

#include "engine/flashback/restore_points.h"
#include "models/text/quantities.h"

namespace strandline::flashback {

HistoryUpkeep::HistoryUpkeep(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_estimating(runner()), m_changing(runner()), m_saving(runner())
{
}

task::TaskRunner *HistoryUpkeep::runner()
{
    auto *made = new task::TaskRunner(m_session->tasks(), this);
    connect(made, &task::TaskRunner::failed, this, &HistoryUpkeep::failed);
    return made;
}

void HistoryUpkeep::estimate(int days)
{
    if (!m_session->database()) {
        return;
    }
    m_estimating->run(
        {},
        [database = m_session->database(), days](const core::JobContext &job) {
            return flashback::prune(database->location(),
                                    {.keep = std::chrono::hours(24) * days, .dryRun = true},
                                    database->clock(), job);
        },
        [this](const timeline::PruneReport &report) { emit estimated(report); });
}

void HistoryUpkeep::prune(int days)
{
    if (!m_session->database()) {
        return;
    }
    m_changing->run(
        tr("Forgetting old commits"),
        [database = m_session->database(), days](const core::JobContext &job) {
            return flashback::prune(database->location(), {.keep = std::chrono::hours(24) * days},
                                    database->clock(), job);
        },
        [this](const timeline::PruneReport &report) {
            if (m_session->point() && m_session->point()->scn < report.oldestAfter) {
                m_session->returnToNow();
            }
            m_session->recording()->refresh();
            emit pruned(report);
        });
}

void HistoryUpkeep::forget()
{
    if (!m_session->database()) {
        return;
    }
    m_session->returnToNow();
    m_changing->run(
        tr("Forgetting the history"),
        [database = m_session->database()](const core::JobContext &) {
            timeline::forget(database->location());
        },
        [this] {
            m_session->recording()->refresh();
            emit forgotten();
        });
}

void HistoryUpkeep::saveAs(core::Scn scn, const QString &file, bool replace)
{
    if (!m_session->database()) {
        return;
    }
    m_saving->run(
        tr("Saving the database as of %1").arg(text::scn(scn)),
        [database = m_session->database(), scn, path = file.toStdString(), replace](
            const core::JobContext &job) { return database->history()->clone(scn, path, replace, job); },
        [this](const timeline::CloneReport &report) { emit saved(report); });
}

} // namespace strandline::flashback
