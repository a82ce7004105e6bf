// What one does to a table's rows, and what of it waits to be applied: buttons, the staged changes as SQL,
// the rows that stand against them. Below the grid of Browse. GUI thread.
#pragma once

#include "models/edit/edited_rows_model.h"
#include "views/shell/feature.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace strandline::editor {
class SqlEditor;
}
namespace strandline::grid {
class DataGrid;
}
namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::browse {

class ProblemList;

class EditBar : public QWidget
{
    Q_OBJECT
public:
    // page: inside which the keys work. grid shows model.
    EditBar(const shell::PageContext &context, edit::StagedEdits *edits, edit::EditedRowsModel *model,
            grid::DataGrid *grid, QWidget *page);

    // The table or the moment changed: what can be done now.
    void refresh();
    // What closing would lose, as a whole sentence; empty: nothing.
    QString closeLoss() const;

signals:
    void rowWanted(const QString &table, const edit::RowId &row);
    void applied(); // the rows are others now

private:
    void makeActions(QWidget *page);
    QAction *makeAction(QWidget *page, const char *icon, const QString &text, const char *id,
                        const QList<QKeySequence> &keys, void (EditBar::*run)());
    void makeBar();
    QToolButton *button(QAction *action);
    void insertRow();
    void duplicateRows();
    void deleteRows();
    void setNull();
    void paste();
    void undo();
    void redo();
    void apply();
    void drop();
    void toggleSql();
    void refreshSql();
    void told(const QString &sentence);
    void done(const QString &summary);
    void tellDone();
    void showState(const QString &text, bool failed);
    std::vector<int> chosenRows() const;
    void choose(int row);

    shell::PageContext m_context;
    edit::StagedEdits *m_edits;
    edit::EditedRowsModel *m_model;
    grid::DataGrid *m_grid;
    ProblemList *m_problems;
    editor::SqlEditor *m_sql;
    widgets::ElidedLabel *m_state;
    QAction *m_insert = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_delete = nullptr;
    QAction *m_null = nullptr;
    QAction *m_paste = nullptr;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QAction *m_apply = nullptr;
    QAction *m_drop = nullptr;
    QAction *m_showSql = nullptr;
    QPushButton *m_applyButton = nullptr;
    QPushButton *m_dropButton = nullptr;
    QPushButton *m_cancelButton = nullptr;
    std::vector<QToolButton *> m_stagedButtons; // of no use while nothing is staged
    QString m_failure;                          // of the last attempt to apply
    bool m_triedOnce = false;
    QString m_summary; // told when the SCN is known, or after a while
    QTimer m_summaryTimer;
};

} // namespace strandline::browse
