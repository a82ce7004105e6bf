// What the chosen commit did: a tab for each table that it touched with the changed rows, old → new in
// colour, and one for the schema. GUI thread.
#pragma once

#include "models/flashback/commit_changes.h"
#include "models/flashback/schema_changes_model.h"
#include "models/flashback/transactions_model.h"
#include "views/flashback/explorer_pane.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTabBar;

namespace strandline::grid {
class DataGrid;
}

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::flashback {

class CommitPane : public QWidget
{
    Q_OBJECT
public:
    explicit CommitPane(const PaneContext &context, QWidget *parent = nullptr);

    // The table whose rows are shown; empty: none.
    QString table() const;
    void readAgain();
    CommitChanges *changes() const { return m_changes; }
    SchemaChangesModel *schema() const { return m_schema; }
    grid::DataGrid *grid() const { return m_grid; }

signals:
    void undoWanted(strandline::core::Scn scn);

private:
    QWidget *makeHead();
    void makeScript(const std::function<void(const QString &script)> &use);
    void refreshActions();
    void refreshCommit();
    void refreshTabs();
    void showTab(int tab);
    void refreshRows();
    void arrangeColumns();

    PaneContext m_context;
    CommitChanges *m_changes;
    SchemaChangesModel *m_schema;
    QLabel *m_title;
    widgets::ElidedLabel *m_figures;
    QTabBar *m_tabs;
    grid::DataGrid *m_grid;
    QLabel *m_empty;
    QLabel *m_foot;
    QPushButton *m_script;
    QPushButton *m_undo;
    task::TaskRunner *m_scripting;
    core::Scn m_scn;
    std::vector<TransactionsModel::Touch> m_touches; // of the tabs; the schema has one behind them
    QString m_anyTable;                              // that the commit touched
    bool m_hasSchema = false;
    bool m_fitted = false;
};

} // namespace strandline::flashback
