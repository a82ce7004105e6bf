#include "views/browse/browse_feature.h"

#include "views/browse/browse_page.h"
#include "views/browse/data_pane.h"

#include <QCoreApplication>

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
            (p->data()->rows()->state() == rows::TableRowsModel::State::Ready &&
             p->data()->rows()->counted())) &&
           p->session()->recording()->state() != State::Looking;
}

QJsonObject shownNow(QWidget *page)
{
    const BrowsePage *p = browse(page);
    if (p->data()->rows()->rowCount() == 0) {
        return {};
    }
    return {
        {"tables", p->tables()->rowCount()}, {"table", p->table()}, {"rows", p->data()->rows()->rowCount()}};
}

} // namespace

shell::Feature browseFeature()
{
    shell::Feature feature;
    feature.id = "browse";
    feature.title = QCoreApplication::translate("strandline::browse", "Browse");
    feature.icon = "browse";
    feature.shortcut = QKeySequence("Ctrl+2");
    feature.factory = [](const shell::PageContext &context) { return new BrowsePage(context); };
    feature.tourSteps = {
        {"browse-now", [](QWidget *) {}, nowReady, shownNow},
    };
    feature.show = [](QWidget *page, const shell::PageState &what) {
        browse(page)->chooseTable(what.value("table").toString());
    };
    feature.state = [](QWidget *page) { return shell::PageState{{"table", browse(page)->table()}}; };
    return feature;
}

} // namespace strandline::browse
