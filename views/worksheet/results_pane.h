// What a worksheet's runs gave: a tab with the messages, one a result, one with what is not committed yet;
// and above them, when the last run failed, why. GUI thread.
#pragma once

#include "models/worksheet/pending_model.h"
#include "models/worksheet/worksheet.h"
#include "views/shell/feature.h"

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace strandline::plan {
class PlanView;
}

namespace strandline::worksheet {

class ResultView;

class ResultsPane : public QWidget
{
    Q_OBJECT
public:
    ResultsPane(Worksheet *worksheet, const shell::PageContext &context, QWidget *parent = nullptr);

    ResultView *resultView() const { return m_resultView; }
    plan::PlanView *planView() const { return m_planView; }
    QTabBar *tabs() const { return m_tabs; }
    void showMessages();
    void focusFilter();
    void toggleValue(); // of the result that is shown
    // A run begins: the first result that comes is shown.
    void expectResults();

signals:
    void placeChosen(qlonglong offset, qlonglong length); // in the editor
    void measureRequested();                              // of the statement whose plan is shown
    void exportRequested(strandline::worksheet::ResultModel *result);

private:
    enum Page
    {
        EmptyPage,
        MessagesPage,
        ResultPage,
        PendingPage,
        PlanPage,
    };
    QWidget *makeError();
    QTableView *makeTable(QAbstractItemModel *model, const char *name, const QString &accessibleName);
    void addResult(ResultModel *result);
    void removeResult(const ResultModel *result);
    int tabOf(const ResultModel *result) const;
    void currentChanged(int tab);
    void refreshPending();
    void ended();
    void showTabs();
    void titleTabs();
    void showPlan();
    void addCloseButton(int tab, const QString &name, const QObject *context,
                        const std::function<void()> &close);
    int tabWith(const QString &what) const; // -1: there is none

    Worksheet *m_worksheet;
    theme::Theme *m_theme;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    QWidget *m_error;
    QLabel *m_errorText;
    QPushButton *m_errorPlace;
    QPushButton *m_retry;
    QTableView *m_messages;
    ResultView *m_resultView;
    PendingModel *m_pending;
    QTableView *m_pendingTable;
    plan::PlanView *m_planView;
    bool m_expecting = false;
};

} // namespace strandline::worksheet
