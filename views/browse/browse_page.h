// The page "Browse": the schema at the left; at the right what the chosen table holds and consists of, or the
// database as a whole. GUI thread.
#pragma once

#include "models/schema/schema_model.h"
#include "views/browse/structure_panes.h"
#include "views/shell/feature.h"

#include <QWidget>

class QLabel;
class QTabBar;

namespace strandline::schema {
class SchemaPane;
}

namespace strandline::widgets {
class LateStack;
}

namespace strandline::browse {

class DataPane;
class DatabasePane;

class BrowsePage : public QWidget
{
    Q_OBJECT
public:
    explicit BrowsePage(const shell::PageContext &context, QWidget *parent = nullptr);

    void chooseTable(const QString &table);
    void chooseDatabase();                    // as a whole
    QString table() const { return m_table; } // empty: none, or the database as a whole
    void setPane(Pane pane);
    Pane pane() const { return m_pane; }
    schema::SchemaModel *schema() const { return m_schema; }
    schema::SchemaPane *schemaPane() const { return m_tree; }
    DataPane *data() const { return m_data; }
    StructurePanes *structure() const { return m_structure; }
    DatabasePane *database() const { return m_database; }
    session::DatabaseSession *session() const { return m_context.session; }

private:
    QWidget *makeContent();
    QWidget *makeHead();
    void makeTabs();
    void addActions();
    void addActionsOf(const QWidget *part);
    void readAgain();
    void sessionChanged();
    void schemaLoaded();
    void entryChosen(const schema::Entry &entry);
    void entryActivated(const schema::Entry &entry);
    void refreshTitle();
    void refreshStructure();

    shell::PageContext m_context;
    schema::SchemaModel *m_schema;
    schema::SchemaPane *m_tree;
    DataPane *m_data;
    StructurePanes *m_structure;
    DatabasePane *m_database;
    QLabel *m_title;
    QLabel *m_figures;
    QTabBar *m_tabs;
    widgets::LateStack *m_content; // data, structure, database
    QAction *m_refresh;
    QString m_table;
    bool m_whole = false; // the database is shown
    Pane m_pane = Pane::Data;
};

} // namespace strandline::browse
