#include "views/browse/browse_feature.h"

#include "views/browse/browse_page.h"
#include "views/browse/rows_pane.h"
#include "views/common/timeline/commit_chart.h"
#include "views/common/timeline/history_pane.h"

#include <QCoreApplication>
#include <QSplitter>

#include <algorithm>

namespace strandline::browse {

namespace {

BrowsePage *browse(QWidget *page)
{
    return static_cast<BrowsePage *>(page);
}

bool nowReady(QWidget *page)
{
    const BrowsePage *p = browse(page);
    using State = timeline::RecordingService::State;
    return p->tables()->loaded() &&
           (p->tables()->rowCount() == 0 ||
            (p->now()->state() == TableRowsModel::State::Ready && p->now()->counted())) &&
           p->session()->recording()->state() != State::Looking;
}

QJsonObject shownNow(QWidget *page)
{
    const BrowsePage *p = browse(page);
    if (p->now()->rowCount() == 0) {
        return {};
    }
    return {{"tables", p->tables()->rowCount()}, {"table", p->table()}, {"rows", p->now()->rowCount()}};
}

void usualSizes(QWidget *page)
{
    browse(page)->vertical()->setSizes({420, 260});
    browse(page)->session()->commits()->setRange({});
}

// A commit in the later half of the history that changed much: there is something to compare.
void chooseCommit(QWidget *page)
{
    usualSizes(page);
    session::DatabaseSession *session = browse(page)->session();
    const auto &commits = session->commits()->commits();
    const timeline::Commit *chosen = nullptr;
    for (std::size_t i = commits.size() / 2; i + 1 < commits.size(); ++i) {
        if (chosen == nullptr || commits[i].pages > chosen->pages) {
            chosen = &commits[i];
        }
    }
    if (chosen != nullptr && chosen != commits.data()) {
        browse(page)->chooseTable(browse(page)->tables()->index(0).data(TableListModel::NameRole).toString());
        session->lookAt(*(chosen - 1)); // the moment before it
    }
}

bool differsAtTheTop(const BrowsePage *p)
{
    const auto &marks = p->then()->marks().rows;
    return std::any_of(marks.keyBegin(), marks.keyEnd(), [](int row) { return row < 12; });
}

// Looks for a table whose first rows differ, one table after the other; the last one will do.
bool pastReady(QWidget *page)
{
    BrowsePage *p = browse(page);
    if (!p->session()->point() || p->then()->state() == TableRowsModel::State::Failed) {
        return true;
    }
    const auto whole = [](const TableRowsModel *rows) {
        return rows->state() == TableRowsModel::State::Ready && rows->counted();
    };
    if (!whole(p->then()) || !whole(p->now()) || !p->comparison()->upToDate()) {
        return false;
    }
    const int row = p->tables()->rowOf(p->table());
    if (differsAtTheTop(p) || row + 1 >= p->tables()->rowCount()) {
        return true;
    }
    p->chooseTable(p->tables()->index(row + 1).data(TableListModel::NameRole).toString());
    return false;
}

QJsonObject shownPast(QWidget *page)
{
    const BrowsePage *p = browse(page);
    if (!p->session()->point() || p->then()->rowCount() == 0) {
        return {};
    }
    return {{"scn", static_cast<qint64>(p->session()->point()->scn.value)},
            {"table", p->table()},
            {"rowsThen", p->then()->rowCount()},
            {"rowsNow", p->now()->rowCount()},
            {"changed", p->comparison()->updated()},
            {"deleted", p->comparison()->deleted()},
            {"inserted", p->comparison()->inserted()}};
}

QJsonObject shownHistory(QWidget *page)
{
    const BrowsePage *p = browse(page);
    if (p->session()->commits()->rowCount() == 0) {
        return {};
    }
    return {{"commits", p->session()->commits()->rowCount()}, {"bars", p->history()->chart()->filledBins()}};
}

// The history large, with a range brushed.
void enlargeHistory(QWidget *page)
{
    BrowsePage *p = browse(page);
    p->session()->returnToNow();
    p->vertical()->setSizes({1, 4000});
    const timeline::TimeRange range = p->history()->chart()->visibleRange();
    const auto span = range.to - range.from;
    p->session()->commits()->setRange(
        timeline::TimeRange{range.from + span * 6 / 10, range.from + span * 7 / 10});
}

} // namespace

shell::Feature browseFeature()
{
    shell::Feature feature;
    feature.id = "browse";
    feature.title = QCoreApplication::translate("strandline::browse", "Browse");
    feature.icon = "browse";
    feature.shortcut = QKeySequence("Ctrl+1");
    feature.factory = [](const shell::PageContext &context) { return new BrowsePage(context); };
    feature.tourSteps = {
        {"browse-now", usualSizes, nowReady, shownNow},
        {"browse-as-of", chooseCommit, pastReady, shownPast},
        {"history", enlargeHistory, nowReady, shownHistory},
    };
    return feature;
}

} // namespace strandline::browse
