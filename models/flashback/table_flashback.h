// Puts a table, or chosen rows of it, back to a commit: first as a dry run, then in earnest. Each is a job
// with progress and cancel. GUI thread.
#pragma once

#include "engine/flashback/flashback_table.h"
#include "models/session/database_session.h"

#include <QObject>

namespace strandline::flashback {

struct TableWish
{
    QString table;
    core::Scn scn;
    std::vector<RowKey> rows = {}; // empty: all
    bool enableTriggers = false;
};

class TableFlashback : public QObject
{
    Q_OBJECT
public:
    explicit TableFlashback(session::DatabaseSession *session, QObject *parent = nullptr);

    void plan(const TableWish &wish); // planned(), or failed()
    void run();                       // what was planned last: done(), or failed()
    void clear();                     // a dry run that is under way is of no interest any more
    const TableWish &wish() const { return m_wish; }
    bool running() const { return m_running->running(); }

signals:
    void planned(const strandline::flashback::TablePlan &plan);
    void done(const strandline::flashback::TablePlan &plan);
    void failed(const strandline::core::Error &error);
    void runningChanged();

private:
    session::DatabaseSession *m_session;
    task::TaskRunner *m_planning;
    task::TaskRunner *m_running;
    TableWish m_wish;
};

} // namespace strandline::flashback
