// What differs between two points in time: tables with their counts at the left, the rows of the chosen one
// at the right, old → new, or the schema; and the SQL that leads from one point to the other, as a file. GUI
// thread.
//
// Two fields say the points (an SCN or a time, empty: now). At first they are the ends of the chosen range,
// or the chosen commit and now.
#pragma once

#include "models/flashback/commit_changes.h"
#include "models/flashback/comparison_model.h"
#include "models/flashback/schema_changes_model.h"
#include "views/flashback/explorer_pane.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace strandline::grid {
class RowList;
class DataGrid;
} // namespace strandline::grid

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::flashback {

class ComparePane : public ExplorerPane
{
    Q_OBJECT
public:
    explicit ComparePane(const PaneContext &context);

    void answer(const shell::PageState &what) override;
    shell::PageState state() const override { return {{"table", m_changes->table()}}; }
    void readAgain() override;

    ComparisonModel *comparison() const { return m_comparison; }
    CommitChanges *changes() const { return m_changes; }

private:
    QWidget *makeHead();
    QWidget *makeBody();
    void makeList();
    QLineEdit *makeField(const QString &name, const char *objectName);
    void proposePoints();
    void compare();
    void swap();
    void askFile(bool forward);
    void showRow();
    void refresh();
    void refreshRows();

    PaneContext m_context;
    ComparisonModel *m_comparison;
    CommitChanges *m_changes;
    SchemaChangesModel *m_schema;
    QLineEdit *m_from;
    QLineEdit *m_to;
    QPushButton *m_compare;
    QPushButton *m_save;
    widgets::ElidedLabel *m_state;
    grid::RowList *m_list;
    grid::DataGrid *m_grid;
    QLabel *m_empty;
    QLabel *m_foot;
    QString m_wanted; // table to be chosen when the comparison is there
    bool m_fitted = false;
};

} // namespace strandline::flashback
