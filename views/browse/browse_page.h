// The page "Browse": tables at the left, rows of the chosen one, the history under them. While the session
// looks at the past, the rows as of then stand beside those of now, differences marked. GUI thread.
#pragma once

#include "models/browse/row_comparison.h"
#include "models/browse/table_list_model.h"
#include "models/browse/table_rows_model.h"
#include "views/shell/feature.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSplitter;

namespace strandline::timeline {
class HistoryPane;
}

namespace strandline::browse {

class RowsPane;
class TableListPane;

class BrowsePage : public QWidget
{
    Q_OBJECT
public:
    explicit BrowsePage(const shell::PageContext &context, QWidget *parent = nullptr);

    void chooseTable(const QString &table);
    QString table() const { return m_table; }
    TableListModel *tables() const { return m_tables; }
    TableRowsModel *now() const { return m_now; }
    TableRowsModel *then() const { return m_then; }
    RowComparison *comparison() const { return m_comparison; }
    session::DatabaseSession *session() const { return m_context.session; }
    timeline::HistoryPane *history() const { return m_history; }
    TableListPane *tableList() const { return m_list; }
    RowsPane *pastPane() const { return m_pastPane; }
    QSplitter *vertical() const { return m_vertical; }

private:
    QWidget *makeRows();
    void addShortcuts();
    void readAgain();
    void sessionChanged();
    void tablesLoaded();
    void load();
    void pointChanged();
    void refreshHeading();
    void refreshTitle();
    void refreshDifferences();
    void followTopRow(RowsPane *leader, int row);
    void alignColumns();
    void linkColumns(RowsPane *leader, RowsPane *follower);

    shell::PageContext m_context;
    TableListModel *m_tables;
    TableRowsModel *m_now;
    TableRowsModel *m_then;
    RowComparison *m_comparison;
    TableListPane *m_list;
    RowsPane *m_nowPane;
    RowsPane *m_pastPane;
    timeline::HistoryPane *m_history;
    QLabel *m_title;
    QLabel *m_figures;
    QSplitter *m_vertical;
    QSplitter *m_grids;
    QString m_table;
    QTimer m_tick;            // "2 h ago" ages
    bool m_following = false; // one grid moves the other
};

} // namespace strandline::browse
