// Restore points: made at the moment that the window looks at, guaranteed, dropped; and from there, or from
// any chosen commit, the way of the whole database back (DatabaseFlashbackPane). GUI thread.
#pragma once

#include "models/flashback/restore_points_model.h"
#include "views/flashback/explorer_pane.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace strandline::grid {
class RowList;
}

namespace strandline::flashback {

class DatabaseFlashbackPane;

class RestorePointsPane : public ExplorerPane
{
    Q_OBJECT
public:
    explicit RestorePointsPane(const PaneContext &context);

    void readAgain() override;
    RestorePointsModel *points() const { return m_points; }
    DatabaseFlashbackPane *wayBack() const { return m_wayBack; }

private:
    QWidget *makeForm();
    void makeList();
    QWidget *makeActions();
    void make();
    void drop();
    int chosenRow() const; // -1: none
    void choose(const QString &name);
    void lookAtChosen();
    void refresh();

    PaneContext m_context;
    session::DatabaseSession *m_session;
    RestorePointsModel *m_points;
    QLineEdit *m_name;
    QCheckBox *m_guaranteed;
    QPushButton *m_make;
    grid::RowList *m_list;
    QPushButton *m_guarantee;
    QPushButton *m_drop;
    DatabaseFlashbackPane *m_wayBack;
    QString m_chosen; // its name: kept while the list is read again
    bool m_choosing = false;
};

} // namespace strandline::flashback
