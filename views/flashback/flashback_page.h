// The page "Flashback": an explorer of the history. The time axis at the top chooses the moment or a range of
// time, the panes under it show what was then and what changed. Panes are made when they are first shown.
// GUI thread.
#pragma once

#include "models/flashback/history_upkeep.h"
#include "views/flashback/explorer_pane.h"

#include <QWidget>

class QAction;
class QSplitter;
class QStackedWidget;
class QTabBar;

namespace strandline::flashback {

class RestorePointList;
class TimeAxis;
class TransactionsModel;

class FlashbackPage : public QWidget
{
    Q_OBJECT
public:
    explicit FlashbackPage(const shell::PageContext &context, QWidget *parent = nullptr);

    // Made where it was not yet; null for an id that there is not.
    ExplorerPane *showPane(const QString &id);
    template <typename Pane>
    Pane *showPane(const char *id)
    {
        return static_cast<Pane *>(showPane(QString::fromLatin1(id)));
    }
    // By the keys of an OpenRequest: "pane", "scn" and those of the pane.
    void answer(const shell::PageState &what);
    shell::PageState state() const;

    QString pane() const; // the id of the one that is shown
    session::DatabaseSession *session() const { return m_context.session; }
    TransactionsModel *transactions() const { return m_transactions; }
    TimeAxis *axis() const { return m_axis; }
    QSplitter *vertical() const { return m_vertical; }

private:
    struct Pane
    {
        PaneDescription description;
        ExplorerPane *widget = nullptr;
    };

    ExplorerPane *current() const;
    QWidget *makePanes();
    void addPane(PaneDescription description);
    void showTab(int index);
    void chooseWanted();
    // flashback_moment.cpp
    void bindActions();
    void refreshActions();
    void showCommitMenu(const QPoint &globalPosition);
    void openWorksheet();
    void askFile();
    void save(const QString &file);
    void saved(const timeline::CloneReport &report);

    shell::PageContext m_context;
    HistoryUpkeep *m_upkeep;
    TransactionsModel *m_transactions;
    RestorePointList *m_restorePoints;
    TimeAxis *m_axis;
    QSplitter *m_vertical;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    std::vector<Pane> m_panes;
    QAction *m_worksheet = nullptr;
    QAction *m_save = nullptr;
    core::Scn m_wanted; // by an OpenRequest, before its commit was known
};

} // namespace strandline::flashback
