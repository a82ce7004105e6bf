#include "views/flashback/flashback_feature.h"

#include "models/flashback/transactions_model.h"
#include "views/common/grid/rows_pane.h"
#include "views/common/timeline/commit_chart.h"
#include "views/flashback/commit_pane.h"
#include "views/flashback/compare_pane.h"
#include "views/flashback/database_flashback_pane.h"
#include "views/flashback/flashback_page.h"
#include "views/flashback/recycle_bin_pane.h"
#include "views/flashback/restore_points_pane.h"
#include "views/flashback/row_history_pane.h"
#include "views/flashback/table_pane.h"
#include "views/flashback/time_axis.h"
#include "views/flashback/transactions_pane.h"
#include "views/flashback/undo_panel.h"

#include <QCoreApplication>
#include <QSplitter>

#include <algorithm>

namespace strandline::flashback {

namespace {

FlashbackPage *flashbackPage(QWidget *page)
{
    return static_cast<FlashbackPage *>(page);
}

TablePane *tablePane(QWidget *page)
{
    return flashbackPage(page)->showPane<TablePane>("table");
}

bool historyKnown(const FlashbackPage *page)
{
    return page->session()->recording()->state() != timeline::RecordingService::State::Looking;
}

bool nowReady(QWidget *page)
{
    const TablePane *p = tablePane(page);
    return p->tables()->loaded() &&
           (p->tables()->rowCount() == 0 ||
            (p->now()->state() == rows::TableRowsModel::State::Ready && p->now()->counted())) &&
           historyKnown(flashbackPage(page));
}

QJsonObject shownNow(QWidget *page)
{
    const TablePane *p = tablePane(page);
    if (p->now()->rowCount() == 0) {
        return {};
    }
    return {{"tables", p->tables()->rowCount()}, {"table", p->table()}, {"rows", p->now()->rowCount()}};
}

void usualSizes(QWidget *page)
{
    flashbackPage(page)->vertical()->setSizes({260, 460});
    flashbackPage(page)->session()->commits()->setRange({});
}

void showTable(QWidget *page)
{
    usualSizes(page);
    tablePane(page);
}

// A commit in the later half of the history that changed much: there is something to compare.
void chooseCommit(QWidget *page)
{
    usualSizes(page);
    session::DatabaseSession *session = flashbackPage(page)->session();
    const auto &commits = session->commits()->commits();
    const timeline::Commit *chosen = nullptr;
    for (std::size_t i = commits.size() / 2; i + 1 < commits.size(); ++i) {
        if (chosen == nullptr || commits[i].pages > chosen->pages) {
            chosen = &commits[i];
        }
    }
    if (chosen != nullptr && chosen != commits.data()) {
        TablePane *pane = tablePane(page);
        pane->chooseTable(pane->tables()->index(0).data(schema::SchemaModel::NameRole).toString());
        session->lookAt(*(chosen - 1)); // the moment before it
    }
}

bool differsAtTheTop(const TablePane *p)
{
    const auto &marks = p->then()->marks().rows;
    return std::any_of(marks.keyBegin(), marks.keyEnd(), [](int row) { return row < 12; });
}

// Looks for a table whose first rows differ, one table after the other; the last one will do.
bool pastReady(QWidget *page)
{
    TablePane *p = tablePane(page);
    if (!flashbackPage(page)->session()->point() ||
        p->then()->state() == rows::TableRowsModel::State::Failed) {
        return true;
    }
    const auto whole = [](const rows::TableRowsModel *rows) {
        return rows->state() == rows::TableRowsModel::State::Ready && rows->counted();
    };
    if (!whole(p->then()) || !whole(p->now()) || !p->comparison()->upToDate()) {
        return false;
    }
    const int row = p->tables()->indexOfTable(p->table()).row();
    if (differsAtTheTop(p) || row + 1 >= p->tables()->rowCount()) {
        return true;
    }
    p->chooseTable(p->tables()->index(row + 1).data(schema::SchemaModel::NameRole).toString());
    return false;
}

QJsonObject shownPast(QWidget *page)
{
    const TablePane *p = tablePane(page);
    const auto &point = flashbackPage(page)->session()->point();
    if (!point || p->then()->rowCount() == 0) {
        return {};
    }
    return {{"scn", static_cast<qint64>(point->scn.value)},
            {"table", p->table()},
            {"rowsThen", p->then()->rowCount()},
            {"rowsNow", p->now()->rowCount()},
            {"changed", p->comparison()->updated()},
            {"deleted", p->comparison()->deleted()},
            {"inserted", p->comparison()->inserted()}};
}

bool historyReady(QWidget *page)
{
    return historyKnown(flashbackPage(page));
}

QJsonObject shownHistory(QWidget *page)
{
    const FlashbackPage *p = flashbackPage(page);
    if (p->session()->commits()->rowCount() == 0) {
        return {};
    }
    return {{"commits", p->session()->commits()->rowCount()}, {"bars", p->axis()->chart()->filledBins()}};
}

bool transactionsReady(QWidget *page)
{
    const FlashbackPage *p = flashbackPage(page);
    const auto *pane = flashbackPage(page)->showPane<TransactionsPane>("transactions");
    return historyKnown(p) && !p->transactions()->loading() &&
           (!p->session()->point() || (!pane->commit()->changes()->reading() &&
                                       pane->commit()->changes()->scn() == p->session()->point()->scn));
}

// The commit that changed most rows: something went wrong there.
void chooseTransaction(QWidget *page)
{
    usualSizes(page);
    FlashbackPage *p = flashbackPage(page);
    p->showPane("transactions");
    const auto &commits = p->session()->commits()->commits();
    const timeline::Commit *chosen = nullptr;
    quint64 most = 0;
    for (const timeline::Commit &commit : commits) {
        for (const TransactionsModel::Touch &touch : p->transactions()->touchedBy(commit.scn)) {
            if (touch.updates > most) {
                most = touch.updates;
                chosen = &commit;
            }
        }
    }
    if (chosen != nullptr) {
        p->session()->lookAt(*chosen);
    }
}

QJsonObject shownTransaction(QWidget *page)
{
    const FlashbackPage *p = flashbackPage(page);
    const auto *pane = flashbackPage(page)->showPane<TransactionsPane>("transactions");
    if (pane->commit()->changes()->rowCount() == 0) {
        return {};
    }
    return {{"commits", p->transactions()->rowCount()},
            {"scn", static_cast<qint64>(pane->commit()->changes()->scn().value)},
            {"table", pane->commit()->table()},
            {"changedRows", static_cast<qint64>(pane->commit()->changes()->total())}};
}

// What undoing it would change.
void showUndo(QWidget *page)
{
    auto *pane = flashbackPage(page)->showPane<TransactionsPane>("transactions");
    pane->openUndo(pane->commit()->changes()->scn());
}

bool undoReady(QWidget *page)
{
    return flashbackPage(page)->showPane<TransactionsPane>("transactions")->undo()->plan().has_value();
}

QJsonObject shownUndo(QWidget *page)
{
    const UndoPanel *undo = flashbackPage(page)->showPane<TransactionsPane>("transactions")->undo();
    return {{"transactions", static_cast<qint64>(undo->plan()->transactions.size())},
            {"rows", static_cast<qint64>(undo->plan()->rows())}};
}

// The versions of the first row that the transaction of the step before changed.
void showRow(QWidget *page)
{
    FlashbackPage *p = flashbackPage(page);
    p->showPane<TransactionsPane>("transactions")->closeUndo();
    const CommitChanges *changes = p->showPane<TransactionsPane>("transactions")->commit()->changes();
    p->showPane<RowHistoryPane>("row")->answer(
        {{"table", changes->table()}, {"rowKey", changes->plainKeyOf(0)}});
}

bool rowReady(QWidget *page)
{
    return !flashbackPage(page)->showPane<RowHistoryPane>("row")->versions()->reading();
}

QJsonObject shownRow(QWidget *page)
{
    const RowHistoryModel *versions = flashbackPage(page)->showPane<RowHistoryPane>("row")->versions();
    if (versions->rowCount() == 0) {
        return {};
    }
    return {{"table", versions->table()}, {"versions", versions->rowCount()}};
}

// The middle of the history and now.
void compareWithNow(QWidget *page)
{
    usualSizes(page);
    FlashbackPage *p = flashbackPage(page);
    const auto &commits = p->session()->commits()->commits();
    if (!commits.empty()) {
        p->showPane<ComparePane>("compare")->answer(
            {{"scn", static_cast<qint64>(commits[commits.size() / 2].scn.value)}, {"table", "orders"}});
    }
}

bool comparisonReady(QWidget *page)
{
    const auto *pane = flashbackPage(page)->showPane<ComparePane>("compare");
    return !pane->comparison()->reading() && !pane->changes()->reading();
}

QJsonObject shownComparison(QWidget *page)
{
    const ComparisonModel *comparison = flashbackPage(page)->showPane<ComparePane>("compare")->comparison();
    if (comparison->rowCount() == 0) {
        return {};
    }
    return {{"tables", comparison->rowCount()}};
}

// What going back to the moment of the steps before would undo.
void showWayBack(QWidget *page)
{
    flashbackPage(page)->showPane("restorepoints");
}

bool wayBackReady(QWidget *page)
{
    const FlashbackPage *p = flashbackPage(page);
    const DatabaseFlashback *flashback =
        flashbackPage(page)->showPane<RestorePointsPane>("restorepoints")->wayBack()->flashback();
    return !p->session()->point() || flashback->plan() || flashback->error();
}

QJsonObject shownWayBack(QWidget *page)
{
    const auto *pane = flashbackPage(page)->showPane<RestorePointsPane>("restorepoints");
    const auto &plan = pane->wayBack()->flashback()->plan();
    if (!plan) {
        return {};
    }
    return {{"restorePoints", pane->points()->rowCount()},
            {"scn", static_cast<qint64>(plan->target.scn.value)},
            {"pages", static_cast<qint64>(plan->pagesToWrite)},
            {"tables", pane->wayBack()->flashback()->tables()->rowCount()}};
}

void showRecycleBin(QWidget *page)
{
    usualSizes(page);
    flashbackPage(page)->showPane("recyclebin");
}

bool recycleBinReady(QWidget *page)
{
    const auto *pane = flashbackPage(page)->showPane<RecycleBinPane>("recyclebin");
    return pane->bin()->loaded() && (pane->bin()->rowCount() == 0 || pane->dryRun()->rowCount() > 0);
}

QJsonObject shownRecycleBin(QWidget *page)
{
    const auto *pane = flashbackPage(page)->showPane<RecycleBinPane>("recyclebin");
    if (pane->bin()->rowCount() == 0) {
        return {};
    }
    return {{"tables", pane->bin()->rowCount()}, {"wouldMake", pane->dryRun()->rowCount()}};
}

// The history large, with a range brushed.
void enlargeHistory(QWidget *page)
{
    FlashbackPage *p = flashbackPage(page);
    p->session()->returnToNow();
    p->showPane("transactions");
    p->vertical()->setSizes({480, 240});
    const timeline::TimeRange range = p->axis()->chart()->visibleRange();
    const auto span = range.to - range.from;
    p->session()->commits()->setRange(
        timeline::TimeRange{range.from + span * 6 / 10, range.from + span * 7 / 10});
}

} // namespace

shell::Feature flashbackFeature()
{
    shell::Feature feature;
    feature.id = "flashback";
    feature.title = QCoreApplication::translate("strandline::flashback", "Flashback");
    feature.icon = "history";
    feature.shortcut = QKeySequence("Ctrl+3");
    feature.factory = [](const shell::PageContext &context) { return new FlashbackPage(context); };
    feature.show = [](QWidget *page, const shell::PageState &what) { flashbackPage(page)->answer(what); };
    feature.state = [](QWidget *page) { return flashbackPage(page)->state(); };
    feature.tourSteps = {
        {"flashback-now", showTable, nowReady, shownNow},
        {"flashback-as-of", chooseCommit, pastReady, shownPast},
        {"flashback-transactions", chooseTransaction, transactionsReady, shownTransaction},
        {"flashback-undo", showUndo, undoReady, shownUndo},
        {"flashback-row", showRow, rowReady, shownRow},
        {"flashback-compare", compareWithNow, comparisonReady, shownComparison},
        {"flashback-database", showWayBack, wayBackReady, shownWayBack},
        {"flashback-recycle-bin", showRecycleBin, recycleBinReady, shownRecycleBin},
        {"history", enlargeHistory, historyReady, shownHistory},
    };
    return feature;
}

} // namespace strandline::flashback
