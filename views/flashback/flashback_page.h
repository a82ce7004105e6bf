// The page "Flashback": tables at the left, rows of the chosen one, the history under them. While the session
// looks at the past, the rows as of then stand beside those of now, differences marked. GUI thread.
#pragma once

#include "models/flashback/history_upkeep.h"
#include "models/rows/row_comparison.h"
#include "models/rows/table_rows_model.h"
#include "models/schema/schema_model.h"
#include "views/shell/feature.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QSplitter;

namespace strandline::timeline {
class HistoryPane;
}

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

class FlashbackPage : public QWidget
{
    Q_OBJECT
public:
    explicit FlashbackPage(const shell::PageContext &context, QWidget *parent = nullptr);

    void chooseTable(const QString &table);
    QString table() const { return m_table; }
    schema::SchemaModel *tables() const { return m_tables; }
    rows::TableRowsModel *now() const { return m_now; }
    rows::TableRowsModel *then() const { return m_then; }
    rows::RowComparison *comparison() const { return m_comparison; }
    session::DatabaseSession *session() const { return m_context.session; }
    timeline::HistoryPane *history() const { return m_history; }
    schema::SchemaPane *tableList() const { return m_list; }
    grid::RowsPane *pastPane() const { return m_pastPane; }
    QSplitter *vertical() const { return m_vertical; }

private:
    QWidget *makeRows();
    QWidget *makeMomentButtons();
    void bindActions();
    void showCommitMenu(const QPoint &globalPosition);
    void openWorksheet();
    void askFile();
    void save(const QString &file);
    void saved(const timeline::CloneReport &report);
    void goToDifference(int direction);
    void refreshActions();
    void readAgain();
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
    schema::SchemaModel *m_tables;
    rows::TableRowsModel *m_now;
    rows::TableRowsModel *m_then;
    rows::RowComparison *m_comparison;
    schema::SchemaPane *m_list;
    grid::RowsPane *m_nowPane;
    grid::RowsPane *m_pastPane;
    timeline::HistoryPane *m_history;
    HistoryUpkeep *m_upkeep;
    QAction *m_worksheet = nullptr;
    QAction *m_save = nullptr;
    QAction *m_nextDifference = nullptr;
    QAction *m_previousDifference = nullptr;
    QWidget *m_momentButtons = nullptr;
    QLabel *m_title;
    widgets::ElidedLabel *m_figures;
    QSplitter *m_vertical;
    QSplitter *m_grids;
    QString m_table;
    QTimer m_tick;            // "2 h ago" ages
    bool m_following = false; // one grid moves the other
};

} // namespace strandline::flashback
