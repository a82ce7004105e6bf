// The rows of one table as of the session's moment beside those of now, differences marked; while it looks at
// now, the rows of now alone. Tables at the left. GUI thread.
#pragma once

#include "engine/flashback/row_history.h"
#include "models/rows/row_comparison.h"
#include "models/rows/table_rows_model.h"
#include "models/schema/schema_model.h"
#include "views/flashback/explorer_pane.h"

#include <QTimer>

class QAction;
class QBoxLayout;
class QLabel;
class QSplitter;

namespace strandline::schema {
class SchemaPane;
}

namespace strandline::grid {
class RowsPane;
}

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::flashback {

class PutBackPanel;

class TablePane : public ExplorerPane
{
    Q_OBJECT
public:
    explicit TablePane(const PaneContext &context);

    void answer(const shell::PageState &what) override;
    shell::PageState state() const override { return {{"table", m_table}}; }
    void readAgain() override;

    void chooseTable(const QString &table);
    QString table() const { return m_table; }
    schema::SchemaModel *tables() const { return m_tables; }
    rows::TableRowsModel *now() const { return m_now; }
    rows::TableRowsModel *then() const { return m_then; }
    rows::RowComparison *comparison() const { return m_comparison; }
    grid::RowsPane *pastPane() const { return m_pastPane; }

private:
    QWidget *makeRows();
    QWidget *makeDifferenceButtons();
    void bindActions();
    QWidget *makePutBackButton();
    void putBack(bool selected);
    std::vector<RowKey> selectedKeys() const;
    void goToDifference(int direction);
    void refreshActions();
    void sessionChanged();
    void tablesLoaded();
    void load();
    void pointChanged();
    void refreshHeading();
    void refreshTitle();
    void refreshDifferences();
    void followTopRow(grid::RowsPane *leader, int row);
    void alignColumns();
    void linkColumns(grid::RowsPane *leader, grid::RowsPane *follower);

    shell::PageContext m_context;
    std::function<void(const QString &, const shell::PageState &)> m_showPane;
    schema::SchemaModel *m_tables;
    rows::TableRowsModel *m_now;
    rows::TableRowsModel *m_then;
    rows::RowComparison *m_comparison;
    schema::SchemaPane *m_list;
    grid::RowsPane *m_nowPane;
    grid::RowsPane *m_pastPane;
    QAction *m_nextDifference = nullptr;
    QAction *m_previousDifference = nullptr;
    QAction *m_putTableBack = nullptr;
    QAction *m_putRowsBack = nullptr;
    QWidget *m_differenceButtons = nullptr;
    QWidget *m_putBackButton = nullptr;
    PutBackPanel *m_putBack = nullptr; // from its first use on
    QBoxLayout *m_column = nullptr;    // of the rows
    QLabel *m_title;
    widgets::ElidedLabel *m_figures;
    QSplitter *m_grids;
    QString m_table;
    QTimer m_tick;            // "2 h ago" ages
    bool m_following = false; // one grid moves the other
};

} // namespace strandline::flashback
