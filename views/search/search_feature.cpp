#include "views/search/search_feature.h"

#include "views/search/search_page.h"

#include <QCoreApplication>

namespace strandline::search {

namespace {

SearchPage *searching(QWidget *page)
{
    return static_cast<SearchPage *>(page);
}

QJsonObject shown(QWidget *page)
{
    const auto matches = static_cast<qint64>(searching(page)->model()->matchCount());
    return matches == 0 ? QJsonObject()
                        : QJsonObject{{"matches", matches}, {"tables", searching(page)->model()->rowCount()}};
}

} // namespace

shell::Feature searchFeature()
{
    shell::Feature feature;
    feature.id = "search";
    feature.title = QCoreApplication::translate("strandline::search", "Search in all tables");
    feature.icon = "search";
    feature.shortcut = QKeySequence("Ctrl+Alt+H");
    feature.inNavigation = false;
    feature.factory = [](const shell::PageContext &context) { return new SearchPage(context); };
    feature.show = [](QWidget *page, const shell::PageState &what) { searching(page)->show(what); };
    feature.state = [](QWidget *page) { return searching(page)->state(); };
    feature.tourSteps = {
        {"search",
         [](QWidget *page) {
             searching(page)->show({{"text", "lamp"}});
         },
         [](QWidget *page) { return searching(page)->model()->state() == SearchModel::State::Done; }, shown}};
    return feature;
}

} // namespace strandline::search
