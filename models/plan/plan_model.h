// A statement's plan as a tree: its steps in SQLite's order, with what each reads, by which index, and how
// many rows are to be expected. The one root is the statement itself with what was measured of it. GUI
// thread.
#pragma once

#include "engine/session/plan.h"

#include <QAbstractItemModel>

#include <optional>
#include <vector>

namespace strandline::plan {

class PlanModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column
    {
        StepColumn,
        NameColumn,
        IndexColumn,
        RowsColumn,
        ColumnCount
    };
    enum Role
    {
        KindRole = Qt::UserRole, // int(session::StepKind); invalid: the statement
        WarningRole,             // bool: a full scan, or builds an index each time
    };

    explicit PlanModel(QObject *parent = nullptr);

    void show(session::Plan plan);
    // Of the run that the plan belongs to.
    void setMeasured(const session::StatementResult &result);
    void clear();

    const session::Plan &plan() const { return m_plan; }
    enum class Run
    {
        None,    // the statement was planned only
        Running, // to be measured
        Broken,  // by an error or a cancel
        Measured,
        Observed, // elsewhere: monitoring saw it run so
    };
    void setRun(Run run);
    Run run() const { return m_run; }
    // What was measured of the statement as a whole, and what wasn't; that nothing was, and why; empty: there
    // is no plan.
    QString measured() const;
    // Sentences about what costs, only where it is certain.
    QStringList advice() const;
    // Indented lines, for the clipboard.
    QString asText() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node
    {
        int step = -1; // in m_plan.steps; -1: the statement
        int parent = -1;
        int row = 0;
        std::vector<int> children;
    };
    const Node &nodeOf(const QModelIndex &index) const;
    QString text(const Node &node, int column) const;
    QString rowsText(const session::PlanStep &step) const;

    session::Plan m_plan;
    std::vector<Node> m_nodes; // the statement first
    std::optional<session::StatementResult> m_result;
    Run m_run = Run::None;
};

} // namespace strandline::plan
