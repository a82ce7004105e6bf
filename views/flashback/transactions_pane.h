// The commits of the chosen range as a list, newest first. Choosing one sets the session's moment. GUI
// thread.
#pragma once

#include "views/flashback/explorer_pane.h"

class QLabel;
class QStackedWidget;

namespace strandline::grid {
class RowList;
}

namespace strandline::flashback {

class CommitPane;
class UndoPanel;

class TransactionsPane : public ExplorerPane
{
    Q_OBJECT
public:
    explicit TransactionsPane(const PaneContext &context);

    shell::PageState state() const override;
    void readAgain() override;
    CommitPane *commit() const { return m_commit; }
    UndoPanel *undo() const { return m_undo; }
    void openUndo(core::Scn scn);
    void closeUndo();

private:
    void makeList();
    void fitColumns();
    void refreshPoint();
    void refreshEmpty();

    PaneContext m_context;
    session::DatabaseSession *m_session;
    TransactionsModel *m_transactions;
    grid::RowList *m_list;
    CommitPane *m_commit;
    QStackedWidget *m_right;     // the commit, or the undo of one
    UndoPanel *m_undo = nullptr; // made when it is first wanted
    bool m_choosing = false;
    bool m_fitted = false; // the columns, to the commits
};

} // namespace strandline::flashback
