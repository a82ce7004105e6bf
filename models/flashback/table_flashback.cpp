#include "models/flashback/table_flashback.h"

#include "engine/session/flashback_table_statement.h"
#include "models/text/quantities.h"

namespace strandline::flashback {

namespace {

TablePlan carryOut(session::Database &database, const TableWish &wish, bool explain,
                   const core::JobContext &job)
{
    FlashbackTableOptions options;
    options.enableTriggers = wish.enableTriggers;
    options.rows = wish.rows;
    return session::flashbackTable(database, {wish.table.toStdString()}, wish.scn, options, explain, job);
}

} // namespace

TableFlashback::TableFlashback(session::DatabaseSession *session, QObject *parent)
    : QObject(parent), m_session(session), m_planning(new task::TaskRunner(session->tasks(), this)),
      m_running(new task::TaskRunner(session->tasks(), this))
{
    for (task::TaskRunner *runner : {m_planning, m_running}) {
        connect(runner, &task::TaskRunner::failed, this, &TableFlashback::failed);
    }
    connect(m_running, &task::TaskRunner::runningChanged, this, &TableFlashback::runningChanged);
}

void TableFlashback::plan(const TableWish &wish)
{
    if (!m_session->database() || m_running->running()) {
        return;
    }
    m_wish = wish;
    m_planning->run(
        tr("Comparing %1 with %2").arg(wish.table, text::scn(wish.scn)),
        [database = m_session->database(), wish](const core::JobContext &job) {
            return carryOut(*database, wish, true, job);
        },
        [this](const TablePlan &plan) { emit planned(plan); });
}

void TableFlashback::run()
{
    if (!m_session->database() || m_running->running()) {
        return;
    }
    m_running->run(
        tr("Putting %1 back to %2").arg(m_wish.table, text::scn(m_wish.scn)),
        [database = m_session->database(), wish = m_wish](const core::JobContext &job) {
            return carryOut(*database, wish, false, job);
        },
        [this](const TablePlan &plan) { emit done(plan); });
}

void TableFlashback::clear()
{
    m_planning->discard();
}

} // namespace strandline::flashback
