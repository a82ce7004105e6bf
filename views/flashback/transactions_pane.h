// The commits of the chosen range as a list, newest first. Choosing one sets the session's moment. GUI
// thread.
#pragma once

#include "views/flashback/explorer_pane.h"

class QTableView;

namespace strandline::flashback {

class TransactionsPane : public ExplorerPane
{
    Q_OBJECT
public:
    explicit TransactionsPane(const PaneContext &context);

    void readAgain() override;
    QTableView *list() const { return m_list; }

private:
    void makeList();
    void fitColumns();
    void refreshPoint();

    PaneContext m_context;
    session::DatabaseSession *m_session;
    QTableView *m_list;
    bool m_choosing = false;
    bool m_fitted = false; // the columns, to the commits
};

} // namespace strandline::flashback
