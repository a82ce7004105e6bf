// One pane of the Flashback page, under its time axis: what the page knows of it and what it gets. A pane is
// made when it is first shown. The list of panes is in explorer_panes.cpp. GUI thread.
//
// The chosen commit is the session's moment, the chosen range that of its CommitsModel: panes follow their
// signals. Messages go to page.notify, other features' pages are reached by page.open.
#pragma once

#include "views/shell/feature.h"

#include <QWidget>

#include <functional>
#include <vector>

class QPoint;

namespace strandline::flashback {

class RestorePointList;
class TransactionsModel;

struct PaneContext
{
    shell::PageContext page; // the session in it is never null
    // What commits touched, with the page's filter. One for all panes.
    TransactionsModel *transactions = nullptr;
    RestorePointList *restorePoints = nullptr; // marked on the time axis
    // Shows another pane (by its id), which answers what.
    std::function<void(const QString &pane, const shell::PageState &what)> show;
    // What can be done with the commit that was chosen just now.
    std::function<void(const QPoint &globalPosition)> showCommitMenu;
};

class ExplorerPane : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;

    // An OpenRequest's wishes, by the feature's keys; keys that mean nothing here are passed over.
    virtual void answer(const shell::PageState & /*what*/) {}
    // What it shows, by the same keys; "table" is taken for a worksheet as of a commit.
    virtual shell::PageState state() const { return {}; }
    // F5.
    virtual void readAgain() = 0;
};

struct PaneDescription
{
    QString id; // of OpenRequests and settings
    QString title;
    QString icon; // of the command that shows it
    std::function<ExplorerPane *(const PaneContext &)> factory;
};

// In the order of their tabs.
std::vector<PaneDescription> explorerPanes();

} // namespace strandline::flashback
