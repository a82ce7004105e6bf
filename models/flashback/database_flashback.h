// FLASHBACK DATABASE for the window: what it would change, told as a table, then done as a job with progress
// and cancel, after a restore point where one is wished for. GUI thread.
#pragma once

#include "engine/flashback/flashback_database.h"
#include "models/session/database_session.h"

#include <QAbstractTableModel>

#include <optional>

namespace strandline::flashback {

// The tables of a plan, a row for each that would change.
class DatabasePlanModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        EffectColumn,
        TableColumn,
        InsertsColumn,
        UpdatesColumn,
        DeletesColumn,
        NoteColumn,
        ColumnCount
    };
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void show(const DatabasePlan *plan); // null: nothing

private:
    struct Row
    {
        bool undone = true;
        TouchedTable table;
    };
    std::vector<Row> m_rows;
};

class DatabaseFlashback : public QObject
{
    Q_OBJECT
public:
    explicit DatabaseFlashback(session::DatabaseSession *session, QObject *parent = nullptr);

    // What going there would do: changed(), then plan().
    void look(core::Scn to);
    void clear();
    core::Scn target() const { return m_target; }
    bool looking() const { return m_looking->running(); }
    const std::optional<DatabasePlan> &plan() const { return m_plan; }
    const std::optional<core::Error> &error() const { return m_error; } // why there is no plan
    DatabasePlanModel *tables() const { return m_tables; }

    // restorePoint: made first, at the current SCN; empty: none. done(), or failed() and nothing is changed.
    void run(core::Scn to, const QString &restorePoint);
    bool running() const { return m_running->running(); }
    void cancel() { m_running->cancel(); }
    // Of the last run that ended well.
    const std::optional<DatabaseReport> &report() const { return m_report; }

signals:
    void changed();
    void progress(const strandline::core::Progress &progress);
    void done();
    void failed(const strandline::core::Error &error);

private:
    session::DatabaseSession *m_session;
    task::TaskRunner *m_looking;
    task::TaskRunner *m_running;
    DatabasePlanModel *m_tables;
    core::Scn m_target;
    std::optional<DatabasePlan> m_plan;
    std::optional<core::Error> m_error;
    std::optional<DatabaseReport> m_report;
};

} // namespace strandline::flashback
