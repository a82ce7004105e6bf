#include "views/browse/browse_feature.h"

#include "views/browse/browse_page.h"
#include "views/browse/data_pane.h"
#include "views/browse/database_pane.h"
#include "views/browse/edit_bar.h"
#include "views/browse/facts_pane.h"
#include "views/browse/sizes_pane.h"

#include <QCoreApplication>

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
    return p->schema()->loaded() &&
           (p->schema()->tableCount() == 0 ||
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
    return {{"tables", p->schema()->tableCount()},
            {"table", p->table()},
            {"rows", p->data()->rows()->rowCount()}};
}

template <Pane pane>
void enterPane(QWidget *page)
{
    browse(page)->chooseTable(browse(page)->schema()->largestTable());
    browse(page)->setPane(pane);
}

QJsonObject shownColumns(QWidget *page)
{
    const int columns = browse(page)->structure()->count(Pane::Columns);
    return columns == 0 ? QJsonObject() : QJsonObject{{"table", browse(page)->table()}, {"columns", columns}};
}

bool sizesReady(QWidget *page)
{
    return browse(page)->structure()->sizes()->sizes()->state() == SizesModel::State::Ready;
}

QJsonObject shownSizes(QWidget *page)
{
    const SizesModel *sizes = browse(page)->structure()->sizes()->sizes();
    return sizes->rowCount() == 0 ? QJsonObject() : QJsonObject{{"objects", sizes->rowCount()}};
}

bool databaseReady(QWidget *page)
{
    const DatabasePane *database = browse(page)->database();
    return database->facts()->count() > 0 && database->sizes()->sizes()->state() == SizesModel::State::Ready;
}

QJsonObject shownDatabase(QWidget *page)
{
    return {{"bytes", static_cast<qint64>(browse(page)->database()->sizes()->sizes()->bytes())}};
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
        {"browse-now", enterPane<Pane::Data>, nowReady, shownNow},
        {"browse-columns", enterPane<Pane::Columns>, nowReady, shownColumns},
        {"browse-sizes", enterPane<Pane::Sizes>, sizesReady, shownSizes},
        {"browse-database", [](QWidget *page) { browse(page)->chooseDatabase(); }, databaseReady,
         shownDatabase},
    };
    feature.show = [](QWidget *page, const shell::PageState &what) {
        BrowsePage *p = browse(page);
        p->chooseTable(what.value("table").toString());
        if (const QString filter = what.value("filter").toString(); !filter.isEmpty()) {
            p->setPane(Pane::Data);
            p->data()->show(p->table(), filter);
        }
        if (what.contains("rowid")) {
            p->setPane(Pane::Data);
            p->data()->jump("=" + what.value("rowid").toString());
        }
        if (what.contains("pane")) {
            p->setPane(static_cast<Pane>(std::clamp(what.value("pane").toInt(), 0, paneCount - 1)));
        }
    };
    feature.state = [](QWidget *page) {
        return shell::PageState{{"table", browse(page)->table()},
                                {"pane", static_cast<int>(browse(page)->pane())}};
    };
    feature.closeLoss = [](QWidget *page) { return browse(page)->data()->editBar()->closeLoss(); };
    return feature;
}

} // namespace strandline::browse
