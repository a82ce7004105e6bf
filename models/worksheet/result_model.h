// The rows of one statement's result, as they come. GUI thread; filtering and sorting are jobs.
//
// Rows are kept in the batches that the engine delivered, which nobody changes. Filtering and sorting make an
// order of row numbers over them; both wait until the result has ended, and sorting until all of it is here.
#pragma once

#include "engine/session/cell_value.h"
#include "engine/session/row_origin.h"
#include "models/task/task_runner.h"

#include <QAbstractTableModel>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace strandline::worksheet {

using Batches = std::vector<std::shared_ptr<const session::RowBatch>>;

// Rows, from 0, that have text in a value (case doesn't count), in the order of column; -1: as they came.
// A job's function; any thread.
std::vector<int> arrange(const Batches &batches, const QString &filter, int column, Qt::SortOrder order,
                         const core::JobContext &job);

class ResultModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class State
    {
        Reading,
        Complete,
        Truncated, // a limit was reached: there may be more
        Broken,    // cancelled, or ended by an error: there may be more
    };
    struct Source // what it is the result of
    {
        std::string sql; // one statement
        session::Parameters parameters;
        std::optional<core::Scn> point;
    };

    ResultModel(task::TaskList *tasks, Source source, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

    const Source &source() const { return m_source; }
    // Drops what was there. origins: of which tables' rows it will show.
    void begin(session::Columns columns, std::vector<session::RowOrigin> origins = {});
    void append(session::RowBatch &&batch);
    void end(State state, double seconds, bool restartable);

    // Of a cell's value the bytes of a range. The second is for jobs, and holds on to the rows.
    session::CellValue part(const QModelIndex &index, sqlite::ByteRange range) const;
    std::function<session::CellValue(sqlite::ByteRange range, const core::JobContext &job)>
    reader(const QModelIndex &index) const;

    // The stored row that a cell shows a value of: of the cell's table, or of the only table where the cell
    // is an expression. key: as TableRowsModel::plainKeyOf() tells it. Nothing: it can't be told.
    struct StoredRow
    {
        QString table;
        QVariant key;
    };
    std::optional<StoredRow> storedRow(const QModelIndex &index) const;

    State state() const { return m_state; }
    bool restartable() const { return m_restartable; } // reading it again gives it again
    int rowsRead() const { return m_rows; }
    double seconds() const { return m_seconds; }
    bool sortable() const { return m_state == State::Complete; }
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    void setFilter(const QString &text); // empty: all rows
    const QString &filter() const { return m_filter; }
    bool arranging() const { return m_arranging->running(); }

signals:
    void stateChanged(); // or the number of rows
    void arranged();

private:
    int rowRead(const QModelIndex &index) const; // as it came
    const sqlite::Value *value(const QModelIndex &index) const;
    void rearrange();

    Source m_source;
    task::TaskRunner *m_arranging;
    session::Columns m_columns;
    std::vector<session::RowOrigin> m_origins;
    Batches m_batches;
    int m_rows = 0;
    std::optional<std::vector<int>> m_order; // nothing: as they came
    State m_state = State::Reading;
    double m_seconds = 0;
    bool m_restartable = false;
    QString m_filter;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace strandline::worksheet
