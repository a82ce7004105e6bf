// The tables and views of the database with a field that filters them by name. GUI thread.
#pragma once

#include "models/schema/table_list_model.h"
#include "views/common/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace strandline::schema {

class TableListPane : public QWidget
{
    Q_OBJECT
public:
    TableListPane(TableListModel *tables, theme::Theme *theme, QWidget *parent = nullptr);

    void select(const QString &table);
    QString selected() const;
    QLineEdit *filter() const { return m_filter; }
    QListView *list() const { return m_list; }

signals:
    void chosen(const QString &table);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();

    TableListModel *m_tables;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_filter;
    QListView *m_list;
    QLabel *m_none;
    QString m_wanted; // chosen; selected again after the list was read anew
};

} // namespace strandline::schema
