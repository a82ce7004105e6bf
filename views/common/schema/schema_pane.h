// The schema of the database as a tree, with a field that filters it by any name in it. GUI thread.
//
// While text stands in the field, what matches is unfolded; emptied, the tree is as it was before.
#pragma once

#include "models/schema/schema_model.h"
#include "views/common/theme/theme.h"

#include <QList>
#include <QPair>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;
class QTreeView;

namespace strandline::schema {

class SchemaPane : public QWidget
{
    Q_OBJECT
public:
    SchemaPane(SchemaModel *schema, theme::Theme *theme, QWidget *parent = nullptr);

    // Makes the table the current one as soon as it is there, without chosen().
    void select(const QString &table);
    void selectDatabase();
    QLineEdit *filter() const { return m_filter; }
    QTreeView *tree() const { return m_tree; }

signals:
    void chosen(const strandline::schema::Entry &entry);    // the current line is another one
    void activated(const strandline::schema::Entry &entry); // Return, or a double click on what has no parts
    void menuRequested(const strandline::schema::Entry &entry, const QPoint &globalPos);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeTop(theme::Theme *theme);
    void makeTree(theme::Theme *theme);
    void setFilter(const QString &text);
    void refresh();
    void rebuilt();
    void unfoldMatches(const QModelIndex &parent, int &budget);
    void noteFolding(const QModelIndex &parent);
    void restoreFolding();
    void currentChanged(const QModelIndex &current);
    void goDown();

    SchemaModel *m_schema;
    QLineEdit *m_filter;
    QToolButton *m_system;
    QTreeView *m_tree;
    QLabel *m_none;
    QString m_wanted; // the table that was chosen; current again after it was away
    bool m_rebuilding = false;
    bool m_unfolded = false; // the first time
    bool m_filtered = false;
    QList<QPair<int, QString>> m_open; // kind and name of what was unfolded before filtering
};

} // namespace strandline::schema
