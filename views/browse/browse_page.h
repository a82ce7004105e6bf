// The page "Browse": tables at the left, what the chosen one holds at the right. GUI thread.
#pragma once

#include "models/schema/table_list_model.h"
#include "views/shell/feature.h"

#include <QWidget>

class QLabel;
class QSplitter;

namespace strandline::schema {
class TableListPane;
}

namespace strandline::browse {

class DataPane;

class BrowsePage : public QWidget
{
    Q_OBJECT
public:
    explicit BrowsePage(const shell::PageContext &context, QWidget *parent = nullptr);

    void chooseTable(const QString &table);
    QString table() const { return m_table; }
    schema::TableListModel *tables() const { return m_tables; }
    DataPane *data() const { return m_data; }
    session::DatabaseSession *session() const { return m_context.session; }

private:
    QWidget *makeContent();
    void addActions();
    void readAgain();
    void sessionChanged();
    void tablesLoaded();
    void refreshTitle();

    shell::PageContext m_context;
    schema::TableListModel *m_tables;
    schema::TableListPane *m_list;
    DataPane *m_data;
    QLabel *m_title;
    QLabel *m_figures;
    QAction *m_refresh;
    QString m_table;
};

} // namespace strandline::browse
