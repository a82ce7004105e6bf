// The rows of one table, now or as of the session's moment, with what finds its way in them: sort, filters,
// jump, refresh. GUI thread.
//
// While the session looks at the past, the pane is tinted and says so with "Return to now". What other
// programs write is taken in by itself, unless that is paused.
#pragma once

#include "models/rows/recent_changes.h"
#include "models/rows/table_rows_model.h"
#include "views/common/grid/data_grid.h"
#include "views/shell/feature.h"

#include <QTime>
#include <QTimer>
#include <QWidget>

namespace strandline::grid {
class RowsPane;
}

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace strandline::widgets {
class LateStack;
class ElidedLabel;
} // namespace strandline::widgets

namespace strandline::edit {
class EditedRowsModel;
class StagedEdits;
} // namespace strandline::edit

namespace strandline::value {
class ValuePane;
class ValueSplit;
} // namespace strandline::value

namespace strandline::browse {

class EditBar;
class ValueLink;

class DataPane : public QWidget
{
    Q_OBJECT
public:
    explicit DataPane(const shell::PageContext &context, QWidget *parent = nullptr);
    ~DataPane() override;

    // Empty: nothing. expression: a filter to begin with.
    void show(const QString &table, const QString &expression = {});
    void readAgain();
    // Those that are shown: of now, or of the moment that the session looks at.
    rows::TableRowsModel *rows() const;
    grid::RowsPane *rowsPane() const;
    edit::StagedEdits *edits() const { return m_edits; }
    EditBar *editBar() const { return m_editBar; }
    void showValue(bool on); // the pane with the current cell's whole value

    const rows::RowQuery &query() const { return m_query; } // as it is wished
    void setQuery(rows::RowQuery query);
    // As typed into the field: "1,204" is a row's number, "=1204" or other text a key ("=a, 5" of two
    // columns).
    void jump(const QString &text);

signals:
    void figuresChanged();
    void tableWanted(const QString &table); // one with staged changes

private:
    QWidget *makeTools();
    QLineEdit *makeExpression();
    QLineEdit *makeJump();
    QToolButton *makeRecent();
    void refreshRecent();
    QWidget *makeSplit();
    void addActions();
    void connectRows(rows::TableRowsModel *rows, grid::RowsPane *pane);
    void pointChanged();
    void refreshHeading();
    void refreshQuery(); // chips, marks, fields
    void refreshState();
    void changed(); // by others
    void say(const QString &problem);
    void queryFailed(const core::Error &error);
    void goTo(int row);
    void sortBy(int column, bool add);
    void setSort(int column, Qt::SortOrder order);
    void filterColumn(int column, const QString &text);
    void addFilter(rows::ColumnFilter filter);
    void fillCellMenu(QMenu *menu, const QModelIndex &cell);
    void fillColumnMenu(QMenu *menu, int column);
    void copyWhole(const grid::DataGrid::CopyWish &wish);
    const catalog::Column *column(int column) const;
    int columnNamed(const std::string &name) const; // -1: none
    QString columnsKey(const QString &table) const;
    void goToStaged(const QString &table, const std::string &row);

    shell::PageContext m_context;
    rows::TableRowsModel *m_now;
    rows::TableRowsModel *m_then;
    edit::StagedEdits *m_edits;
    edit::EditedRowsModel *m_edited; // m_now with the staged changes
    grid::RowsPane *m_nowPane;
    grid::RowsPane *m_pastPane;
    widgets::LateStack *m_panes;
    value::ValuePane *m_value;
    value::ValueSplit *m_split;
    ValueLink *m_valueLink;
    QToolButton *m_valueToggle;
    task::TaskRunner *m_copying;
    rows::RecentChanges *m_recentChanges;
    QToolButton *m_filterRow;
    QToolButton *m_recent;
    QLineEdit *m_expression;
    QLineEdit *m_jump;
    QToolButton *m_follow;
    widgets::ElidedLabel *m_state;
    QPushButton *m_stateAction;
    QLabel *m_problem;
    QWidget *m_chips;
    EditBar *m_editBar;
    QString m_table;
    rows::RowQuery m_query;
    bool m_missed = false; // changed while following was paused
    QTime m_readAt;
    QString m_jumpText;
    QString m_jumpLater; // when the rows are known
    QTimer m_tick;       // "2 h ago" ages
};

} // namespace strandline::browse
