#include "views/flashback/flashback_page.h"

#include "models/flashback/restore_point_list.h"
#include "models/flashback/transactions_model.h"
#include "views/common/widgets/style.h"
#include "views/flashback/history_bar.h"
#include "views/flashback/time_axis.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

namespace strandline::flashback {

namespace {
constexpr const char *axisKey = "v1/flashback/axisSplitter";
constexpr const char *paneKey = "v1/flashback/pane";
constexpr int lastDigit = 9;
} // namespace

FlashbackPage::FlashbackPage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_upkeep(new HistoryUpkeep(context.session, this)),
      m_transactions(new TransactionsModel(context.session, this)),
      m_restorePoints(new RestorePointList(context.session, this)),
      m_axis(new TimeAxis(context, m_transactions, m_restorePoints, this)),
      m_vertical(new QSplitter(Qt::Vertical)), m_tabs(new QTabBar), m_stack(new QStackedWidget)
{
    setAccessibleName(tr("Flashback"));
    setWindowTitle(tr("Flashback"));
    auto *outer = widgets::flatColumn(this);
    outer->addWidget(new HistoryBar(context, m_upkeep));
    m_vertical->addWidget(m_axis);
    m_vertical->addWidget(makePanes());
    m_vertical->setStretchFactor(0, 0);
    m_vertical->setStretchFactor(1, 1);
    m_vertical->setSizes({260, 460});
    m_vertical->setChildrenCollapsible(false);
    m_vertical->restoreState(context.settings->value(axisKey).toByteArray());
    connect(m_vertical, &QSplitter::splitterMoved, this,
            [this] { m_context.settings->setValue(axisKey, m_vertical->saveState()); });
    outer->addWidget(m_vertical, 1);
    bindActions();
    for (PaneDescription &description : explorerPanes()) {
        addPane(std::move(description));
    }
    connect(m_tabs, &QTabBar::currentChanged, this, &FlashbackPage::showTab);
    connect(context.session->commits(), &timeline::CommitsModel::commitsChanged, this,
            &FlashbackPage::chooseWanted);
    connect(context.session, &session::DatabaseSession::pointChanged, this, &FlashbackPage::refreshActions);
    connect(m_transactions, &TransactionsModel::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(m_restorePoints, &RestorePointList::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    m_transactions->load();
    refreshActions();
    if (showPane(context.settings->value(paneKey).toString()) == nullptr) {
        showTab(0);
    }
}

QWidget *FlashbackPage::makePanes()
{
    auto *box = new QWidget;
    box->setObjectName("surface");
    box->setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(box);
    widgets::setRole(m_tabs, "panes");
    m_tabs->setObjectName("explorerTabs");
    m_tabs->setAccessibleName(tr("What to show of the history"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);
    return box;
}

// Its tab and the command that shows it; the pane itself comes when it is first shown.
void FlashbackPage::addPane(PaneDescription description)
{
    const int index = static_cast<int>(m_panes.size());
    auto *action =
        new QAction(m_context.theme->icon(description.icon), tr("Show: %1").arg(description.title), this);
    QList<QKeySequence> keys;
    if (index < lastDigit) {
        keys << QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + index));
    }
    m_context.shortcuts->bindToPage(this, action, "flashback.pane." + description.id, keys);
    connect(action, &QAction::triggered, this, [this, id = description.id] { showPane(id); });
    m_panes.push_back({description, nullptr});
    const QSignalBlocker quiet(m_tabs); // the first tab becomes the current one
    m_tabs->addTab(description.title);
    m_tabs->setTabToolTip(index,
                          keys.isEmpty() ? QString() : keys.front().toString(QKeySequence::NativeText));
}

void FlashbackPage::showTab(int index)
{
    if (index < 0 || index >= static_cast<int>(m_panes.size())) {
        return;
    }
    Pane &pane = m_panes[static_cast<std::size_t>(index)];
    if (pane.widget == nullptr) {
        PaneContext context;
        context.page = m_context;
        context.transactions = m_transactions;
        context.restorePoints = m_restorePoints;
        context.show = [this](const QString &id, const shell::PageState &what) {
            if (ExplorerPane *shown = showPane(id)) {
                shown->answer(what);
            }
        };
        context.showCommitMenu = [this](const QPoint &at) { showCommitMenu(at); };
        pane.widget = pane.description.factory(context);
        m_stack->addWidget(pane.widget);
    }
    const bool focused =
        m_stack->currentWidget() != pane.widget && m_stack->isAncestorOf(QApplication::focusWidget());
    m_stack->setCurrentWidget(pane.widget);
    setFocusProxy(pane.widget);
    if (focused) {
        pane.widget->setFocus();
        if (!pane.widget->isAncestorOf(QApplication::focusWidget())) {
            m_tabs->setFocus(); // there is nothing in it yet
        }
    }
    m_context.settings->setValue(paneKey, pane.description.id);
}

ExplorerPane *FlashbackPage::showPane(const QString &id)
{
    const auto it = std::find_if(m_panes.begin(), m_panes.end(),
                                 [&](const Pane &pane) { return pane.description.id == id; });
    if (it == m_panes.end()) {
        return nullptr;
    }
    const int index = static_cast<int>(it - m_panes.begin());
    if (index == m_tabs->currentIndex()) {
        showTab(index); // perhaps not made yet
    } else {
        m_tabs->setCurrentIndex(index);
    }
    return it->widget;
}

ExplorerPane *FlashbackPage::current() const
{
    return m_panes[static_cast<std::size_t>(m_tabs->currentIndex())].widget;
}

QString FlashbackPage::pane() const
{
    return m_panes[static_cast<std::size_t>(m_tabs->currentIndex())].description.id;
}

void FlashbackPage::answer(const shell::PageState &what)
{
    if (what.contains("scn")) {
        m_wanted = core::Scn{what.value("scn").toULongLong()};
        chooseWanted();
    }
    const QString asked = what.value("pane").toString();
    const bool table = asked.isEmpty() && what.contains("table");
    if (table || !asked.isEmpty()) {
        showPane(table ? QStringLiteral("table") : asked);
    }
    current()->answer(what);
}

// The commits of a history come some time after its database was opened.
void FlashbackPage::chooseWanted()
{
    if (const timeline::Commit *commit = m_context.session->commits()->find(m_wanted)) {
        m_wanted = {};
        m_context.session->lookAt(*commit);
    }
}

shell::PageState FlashbackPage::state() const
{
    shell::PageState state = current()->state();
    state["pane"] = pane();
    return state;
}

} // namespace strandline::flashback
