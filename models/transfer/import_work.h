// What an import page asks of the engine: a look at the file and the table, the dry run, the import. GUI
// thread; jobs do the work.
#pragma once

#include "engine/transfer/import.h"
#include "models/session/database_session.h"

#include <QObject>
#include <QStringList>

namespace strandline::transfer {

class ImportWork : public QObject
{
    Q_OBJECT
public:
    explicit ImportWork(session::DatabaseSession *session, QObject *parent = nullptr);

    // Reads the file's beginning and what table has; looked() follows, with the plan that fits both.
    void look(const QString &path, const FormatWish &wish, const QString &table);
    // Reads the whole file without writing.
    void check(const ImportPlan &plan);
    void start(const ImportPlan &plan);
    void cancel();
    bool running() const { return m_importing->running(); } // checking or importing

    const Preview &preview() const { return m_preview; }
    const ImportPlan &plan() const { return m_plan; } // as it was suggested
    bool tableExists() const { return m_plan.mode != ImportMode::Create; }
    const QStringList &tables() const { return m_tables; } // of the database, that rows can go into

signals:
    void looked();
    void lookFailed(const strandline::core::Error &error);
    void runningChanged();
    void checked(const strandline::transfer::ImportReport &report);
    void imported(const strandline::transfer::ImportReport &report);
    void failed(const strandline::core::Error &error);

private:
    session::DatabaseSession *m_session;
    task::TaskRunner *m_looking;
    task::TaskRunner *m_importing;
    Preview m_preview;
    ImportPlan m_plan;
    QStringList m_tables;
};

} // namespace strandline::transfer
