// What a worksheet's runs gave: a tab with the messages, one a result, one with what is not committed yet;
// and above them, when the last run failed, why. GUI thread.
#pragma once

#include "models/worksheet/pending_model.h"
#include "models/worksheet/worksheet.h"
#include "views/common/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabBar;
class QTableView;

namespace strandline::worksheet {

class ResultView;

class ResultsPane : public QWidget
{
    Q_OBJECT
public:
    ResultsPane(Worksheet *worksheet, theme::Theme *theme, QWidget *parent = nullptr);

    ResultView *resultView() const { return m_resultView; }
    QTabBar *tabs() const { return m_tabs; }
    void showMessages();
    void focusFilter();
    // A run begins: the first result that comes is shown.
    void expectResults();

signals:
    void placeChosen(qlonglong offset, qlonglong length); // in the editor
    void exportRequested(strandline::worksheet::ResultModel *result);

private:
    enum Page
    {
        EmptyPage,
        MessagesPage,
        ResultPage,
        PendingPage,
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
    bool m_expecting = false;
};

} // namespace strandline::worksheet
