// A grid of facts about a table, and under it the statement of the chosen one where there is one. A cell that
// leads to another table goes there by click or Return. GUI thread.
#pragma once

#include "models/browse/facts_model.h"
#include "views/common/theme/theme.h"

#include <QWidget>

class QLabel;

namespace strandline::grid {
class DataGrid;
}

namespace strandline::browse {

class SqlView;

class FactsPane : public QWidget
{
    Q_OBJECT
public:
    // withSql: the rows have statements.
    FactsPane(const QString &name, bool withSql, theme::Theme *theme, QWidget *parent = nullptr);

    // none: what to say where there are no rows.
    void show(Facts facts, const QString &none);
    void choose(const QString &name); // the row about it
    void setPast(bool past);          // the statement is tinted
    grid::DataGrid *grid() const { return m_grid; }
    int count() const { return m_model->rowCount(); }

signals:
    void tableWanted(const QString &table);

private:
    void refreshSql();
    void follow(const QModelIndex &index);

    FactsModel *m_model;
    grid::DataGrid *m_grid;
    SqlView *m_sql = nullptr;
    QLabel *m_none;
};

} // namespace strandline::browse
