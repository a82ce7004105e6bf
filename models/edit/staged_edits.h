// Changes of rows that wait to be applied: of any number of tables of one database, kept by the row's key, in
// the order in which they were begun, with undo and redo. Nothing is locked meanwhile. GUI thread.
//
// apply() runs them in one transaction by a job: all or none. What stands against it is kept with its row
// (problems()), to be settled there.
#pragma once

#include "engine/session/row_changes.h"
#include "models/rows/table_reader.h"
#include "models/task/task_runner.h"

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace strandline::edit {

using RowId = std::string; // of a staged row in its table; idOf() a key, or that of a new row
using Kind = session::RowChange::Kind;

struct StagedRow
{
    Kind kind = Kind::Update;
    quint64 order = 0;                   // of the statements
    rows::Key key;                       // of a new row: of the one that it copies; empty: of none
    std::vector<rows::Cell> original;    // of the row with the key, as read, one a column
    std::map<int, sqlite::Value> values; // by column
    std::set<int> copied;                // columns of a new row that are copied without having been read
    // Of the last attempt to apply: why not, and what is there now.
    std::optional<session::RowProblem> problem;

    bool operator==(const StagedRow &other) const
    {
        return kind == other.kind && key == other.key && values == other.values && copied == other.copied;
    }
};

class StagedEdits : public QObject
{
    Q_OBJECT
public:
    explicit StagedEdits(task::TaskList *tasks, QObject *parent = nullptr);

    static RowId idOf(const rows::Key &key);

    // A row as the grid read it.
    struct SeenRow
    {
        rows::Key key;
        std::vector<rows::Cell> cells;
    };
    struct CellChange
    {
        SeenRow row; // without a key: newRow
        RowId newRow;
        int column = 0;
        sqlite::Value value;
    };
    // Each is one step of undo. shape: of the table, as the rows were read.
    void setValues(const rows::TableShape &shape, const std::vector<CellChange> &changes);
    struct NewRow
    {
        std::map<int, sqlite::Value> values; // by column
        SeenRow copyOf;                      // and what of it is copied by the statement
        std::set<int> copied;
    };
    std::vector<RowId> insertRows(const rows::TableShape &shape, std::vector<NewRow> rows);
    void deleteRows(const rows::TableShape &shape, const std::vector<SeenRow> &rows,
                    const std::vector<RowId> &newRows);
    void drop(); // all of it; can be undone
    bool canUndo() const { return m_done > 0; }
    bool canRedo() const { return m_done < m_steps.size(); }
    void undo();
    void redo();

    bool empty() const { return size() == 0; }
    std::size_t size() const; // rows
    std::size_t size(Kind kind) const;
    std::vector<QString> tables() const; // with staged rows
    // Null: nothing staged for the row.
    const StagedRow *find(const QString &table, const RowId &id) const;
    const rows::TableShape *shape(const QString &table) const;
    std::vector<RowId> newRows(const QString &table) const; // in their order

    // In the order in which they are applied.
    struct Change
    {
        QString table;
        RowId id;
        session::RowChange change;
    };
    std::vector<Change> changes() const;

    void apply(const std::shared_ptr<session::Database> &database);
    void cancel() { m_applying->cancel(); }
    bool applying() const { return m_applying->running(); }

    struct Problem
    {
        QString table;
        RowId id;
        session::RowProblem problem;
    };
    std::vector<Problem> problems() const;
    // Mine: what is there now is taken note of and overwritten by the next apply(). Otherwise the row's
    // staged changes are dropped.
    void settle(const QString &table, const RowId &id, bool mine);
    void forget(); // all, undo included: the database is closed

signals:
    void changed();
    void applyingChanged();
    void applied(const QString &summary);
    void refused(const QString &sentence); // problems() tells of which rows
    void failed(const strandline::core::Error &error);

private:
    struct Table
    {
        rows::TableShape shape;
        std::map<RowId, StagedRow> rows;
    };
    struct RowStep
    {
        std::string table;
        RowId id;
        std::optional<StagedRow> before;
        std::optional<StagedRow> after;
    };
    using Step = std::vector<RowStep>;

    Table &tableFor(const rows::TableShape &shape);
    void take(Step step);
    void put(const std::string &table, const RowId &id, const std::optional<StagedRow> &row);
    session::RowChange changeOf(const Table &table, const StagedRow &row) const;
    void takeReport(const std::vector<Change> &asked, session::ChangeReport report);
    QString summary() const;

    task::TaskRunner *m_applying;
    std::map<std::string, Table> m_tables;
    std::vector<Step> m_steps;
    std::size_t m_done = 0; // steps that are in force
    quint64 m_order = 0;
};

} // namespace strandline::edit
