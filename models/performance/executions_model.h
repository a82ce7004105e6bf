// Executions that are worth looking at one by one (engine/monitor/executions.h), those that run first. Reads
// them once a second while it is active. GUI thread.
#pragma once

#include "engine/monitor/executions.h"
#include "models/performance/top_model.h"
#include "models/session/database_session.h"
#include "models/task/task_runner.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace strandline::performance {

struct ExecutionRow
{
    monitor::Execution execution;
    ClassShares shares{}; // of its DB time; of one that runs as sampled
};

// The job. Any thread.
std::vector<ExecutionRow> loadExecutions(const session::Database &database);

class ExecutionsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        StatusColumn,
        DurationColumn,
        SqlIdColumn,
        TimeColumn, // DB time, with its waits as a bar
        SessionColumn,
        StartColumn,
        EndColumn,
        TextColumn,
        ColumnCount
    };

    explicit ExecutionsModel(session::DatabaseSession *session, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setActive(bool active);
    void setPaused(bool paused);
    bool paused() const { return m_paused; }
    void refresh();
    bool loaded() const { return m_loaded; }
    int running() const;
    const ExecutionRow &at(int row) const { return m_rows.at(static_cast<std::size_t>(row)); }
    int rowOf(const monitor::Execution &execution) const; // -1: gone

    static QString statusText(monitor::Execution::Status status);

signals:
    void changed(); // the rows are new, also where they look the same
    void pausedChanged();
    void failed(const strandline::core::Error &error);

private:
    void take(std::vector<ExecutionRow> rows);

    session::DatabaseSession *m_session;
    task::TaskRunner *m_reading;
    QTimer m_tick;
    bool m_active = false;
    bool m_paused = false;
    bool m_loaded = false;
    std::vector<ExecutionRow> m_rows;
};

} // namespace strandline::performance
