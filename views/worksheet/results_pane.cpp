#include "views/worksheet/results_pane.h"

#include "engine/sqlite/termination.h"
#include "views/common/grid/data_grid.h"
#include "views/common/plan/plan_view.h"
#include "views/common/theme/tokens.h"
#include "views/common/widgets/style.h"
#include "views/worksheet/message_delegate.h"
#include "views/worksheet/result_view.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>

namespace strandline::worksheet {

namespace {

// What a tab shows: a result's address, or one of these.
const QString messagesTab = "messages";
const QString pendingTab = "pending";
const QString planTab = "plan";

} // namespace

ResultsPane::ResultsPane(Worksheet *worksheet, const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_worksheet(worksheet), m_theme(context.theme), m_tabs(new QTabBar),
      m_stack(new QStackedWidget), m_error(makeError()),
      m_messages(
          makeTable(worksheet->messages(), "messages", tr("Messages of the statements that were run"))),
      m_resultView(new ResultView(context)), m_pending(new PendingModel(this)),
      m_pendingTable(makeTable(m_pending, "pendingChanges", tr("Changes that are not committed yet"))),
      m_planView(new plan::PlanView(worksheet->plan(), context.theme, context.notify))
{
    setObjectName("surface");
    setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(this);
    m_tabs->setObjectName("resultTabs");
    m_tabs->setAccessibleName(tr("Results and messages"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideRight);
    column->addWidget(m_tabs);
    column->addWidget(m_error);
    auto *empty = widgets::label(
        tr("Results appear here. Write a statement above and run it with Ctrl+Return."), "secondary");
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setMargin(theme::space6);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_messages);
    m_stack->addWidget(m_resultView);
    m_stack->addWidget(m_pendingTable);
    m_stack->addWidget(m_planView);
    column->addWidget(m_stack, 1);
    m_messages->setItemDelegateForColumn(MessagesModel::OutcomeColumn,
                                         new MessageDelegate(context.theme, m_messages));
    connect(m_messages, &QTableView::activated, this, [this](const QModelIndex &line) {
        emit placeChosen(line.data(MessagesModel::OffsetRole).toLongLong(),
                         line.data(MessagesModel::LengthRole).toLongLong());
    });
    connect(m_messages, &QTableView::clicked, m_messages, &QTableView::activated);
    connect(m_tabs, &QTabBar::currentChanged, this, &ResultsPane::currentChanged);
    connect(worksheet, &Worksheet::resultAdded, this, &ResultsPane::addResult);
    connect(worksheet, &Worksheet::resultRemoved, this, &ResultsPane::removeResult);
    connect(worksheet, &Worksheet::transactionChanged, this, &ResultsPane::refreshPending);
    connect(worksheet, &Worksheet::ended, this, &ResultsPane::ended);
    connect(worksheet, &Worksheet::explained, this, &ResultsPane::showPlan);
    connect(m_planView, &plan::PlanView::runRequested, this, &ResultsPane::measureRequested);
    connect(m_resultView, &ResultView::fetchAllRequested, this, [this] {
        m_error->setVisible(false);
        m_worksheet->fetchAll(m_resultView->result());
    });
    connect(m_resultView, &ResultView::exportRequested, this,
            [this] { emit exportRequested(m_resultView->result()); });
    connect(m_resultView, &ResultView::pinRequested, this, [this](bool pinned) {
        m_worksheet->setPinned(m_resultView->result(), pinned);
        titleTabs();
    });
    m_tabs->setVisible(false);
}

QWidget *ResultsPane::makeError()
{
    auto *line = new QWidget;
    line->setObjectName("errorLine");
    line->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, line);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space3);
    m_errorText = widgets::label({}, "error");
    m_errorText->setObjectName("errorText");
    m_errorText->setWordWrap(true);
    m_errorText->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_errorText, 1);
    m_errorPlace = widgets::button(tr("Show the place"), "link");
    m_errorPlace->setObjectName("errorPlace");
    connect(m_errorPlace, &QPushButton::clicked, this, [this] {
        if (const auto &error = m_worksheet->error()) {
            emit placeChosen(error->sqlOffset(), 0);
        }
    });
    row->addWidget(m_errorPlace);
    m_retry = widgets::button(tr("Retry"));
    m_retry->setObjectName("retry");
    connect(m_retry, &QPushButton::clicked, this, [this] {
        m_error->setVisible(false);
        m_expecting = true;
        m_worksheet->retry();
    });
    row->addWidget(m_retry);
    line->setVisible(false);
    return line;
}

QTableView *ResultsPane::makeTable(QAbstractItemModel *model, const char *name, const QString &accessibleName)
{
    auto *table = new QTableView;
    table->setObjectName(name);
    table->setAccessibleName(accessibleName);
    table->setModel(model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(theme::rowHeight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->setColumnWidth(model->columnCount() - 1, 110);
    if (model->columnCount() == MessagesModel::ColumnCount) {
        table->horizontalHeader()->setSectionResizeMode(MessagesModel::OutcomeColumn, QHeaderView::Stretch);
    }
    return table;
}

int ResultsPane::tabOf(const ResultModel *result) const
{
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (m_tabs->tabData(tab).value<ResultModel *>() == result) {
            return tab;
        }
    }
    return -1;
}

void ResultsPane::expectResults()
{
    m_error->setVisible(false);
    m_expecting = true;
    showTabs();
}

void ResultsPane::showTabs()
{
    if (m_tabs->count() == 0) {
        m_tabs->addTab(tr("Messages"));
        m_tabs->setTabData(0, messagesTab);
    }
    m_tabs->setVisible(true);
}

void ResultsPane::addResult(ResultModel *result)
{
    int tab = m_tabs->count(); // the plan and the pending changes stand at the end
    while (tab > 1 && m_tabs->tabData(tab - 1).value<ResultModel *>() == nullptr) {
        --tab;
    }
    m_tabs->insertTab(tab, {});
    m_tabs->setTabData(tab, QVariant::fromValue(result));
    addCloseButton(tab, tr("Close this result"), result,
                   [this, result] { m_worksheet->closeResult(result); });
    titleTabs();
    if (m_expecting) {
        m_expecting = false;
        m_tabs->setCurrentIndex(tab);
    }
}

void ResultsPane::removeResult(const ResultModel *result)
{
    if (m_resultView->result() == result) {
        m_resultView->show(nullptr, false);
    }
    if (const int tab = tabOf(result); tab >= 0) {
        m_tabs->removeTab(tab);
        titleTabs();
    }
}

void ResultsPane::titleTabs()
{
    int number = 0;
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (auto *result = m_tabs->tabData(tab).value<ResultModel *>()) {
            m_tabs->setTabText(tab, tr("Result %1").arg(++number));
            m_tabs->setTabIcon(tab, m_worksheet->pinned(result) ? m_theme->icon("pin") : QIcon());
            m_tabs->setTabToolTip(tab, QString::fromStdString(result->source().sql).left(1000));
        }
    }
}

void ResultsPane::currentChanged(int tab)
{
    if (tab < 0) {
        return;
    }
    const QVariant what = m_tabs->tabData(tab);
    if (auto *result = what.value<ResultModel *>()) {
        m_resultView->show(result, m_worksheet->pinned(result));
        m_stack->setCurrentIndex(ResultPage);
    } else {
        m_stack->setCurrentIndex(what == pendingTab ? PendingPage
                                 : what == planTab  ? PlanPage
                                                    : MessagesPage);
    }
}

void ResultsPane::refreshPending()
{
    const session::TransactionState &state = m_worksheet->transaction();
    m_pending->set(state.pending);
    int tab = tabWith(pendingTab);
    const bool there = tab >= 0;
    if (!state.open) {
        if (there) {
            m_tabs->removeTab(tab);
        }
        return;
    }
    showTabs();
    if (!there) {
        tab = m_tabs->addTab({});
        m_tabs->setTabData(tab, pendingTab);
    }
    m_tabs->setTabText(tab, tr("Pending changes (%1)").arg(state.pending.size()));
}

void ResultsPane::ended()
{
    const auto &error = m_worksheet->error();
    if (m_expecting && !error) {
        showMessages(); // nothing gave rows
    }
    m_expecting = false;
    const bool failed =
        error && (error->code() != core::ErrorCode::Cancelled || sqlite::stoppedByAnother(*error));
    m_error->setVisible(failed);
    if (error) {
        m_errorText->setText(QString::fromStdString(error->message()));
        m_errorPlace->setVisible(error->sqlOffset() >= 0);
        m_retry->setVisible(m_worksheet->canRetry() && (error->code() == core::ErrorCode::Busy ||
                                                        error->code() == core::ErrorCode::LockedExclusively));
        if (m_worksheet->results().empty() && m_worksheet->messages()->rowCount() > 0) {
            showMessages();
        }
    }
}

void ResultsPane::showMessages()
{
    m_tabs->setCurrentIndex(0);
    m_stack->setCurrentIndex(MessagesPage);
}

int ResultsPane::tabWith(const QString &what) const
{
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (m_tabs->tabData(tab) == what) {
            return tab;
        }
    }
    return -1;
}

void ResultsPane::addCloseButton(int tab, const QString &name, const QObject *context,
                                 const std::function<void()> &close)
{
    auto *button = widgets::iconButton(m_theme->icon("close"), name);
    button->setIconSize(QSize(theme::space3, theme::space3));
    connect(button, &QToolButton::clicked, context, close);
    m_tabs->setTabButton(tab, QTabBar::RightSide, button);
}

void ResultsPane::showPlan()
{
    showTabs();
    int tab = tabWith(planTab);
    if (tab < 0) {
        tab = m_tabs->addTab(tr("Plan"));
        m_tabs->setTabData(tab, planTab);
        addCloseButton(tab, tr("Close the plan"), this, [this] {
            m_tabs->removeTab(tabWith(planTab));
            m_worksheet->plan()->clear();
        });
    }
    m_tabs->setTabToolTip(tab, QString::fromStdString(m_worksheet->plan()->plan().statement).left(1000));
    m_tabs->setCurrentIndex(tab);
    currentChanged(tab);
}

void ResultsPane::toggleValue()
{
    if (m_stack->currentIndex() == ResultPage) {
        m_resultView->toggleValue();
    }
}

void ResultsPane::focusFilter()
{
    if (m_stack->currentIndex() == ResultPage) {
        m_resultView->filter()->setFocus();
    }
}

} // namespace strandline::worksheet
