#include "views/restore/restore_feature.h"

#include "views/restore/restore_page.h"

#include <QCoreApplication>

namespace strandline::restore {

namespace {

RestorePage *restoring(QWidget *page)
{
    return static_cast<RestorePage *>(page);
}

QJsonObject shown(QWidget *page)
{
    const auto &preview = restoring(page)->work()->preview();
    return preview ? QJsonObject{{"sets", static_cast<int>(preview->plan.sets.size())},
                                 {"bytes", static_cast<double>(preview->plan.writtenBytes)}}
                   : QJsonObject();
}

} // namespace

shell::Feature restoreFeature()
{
    shell::Feature feature;
    feature.id = "restore";
    feature.title = QCoreApplication::translate("strandline::restore", "Restore");
    feature.icon = "restore";
    feature.inNavigation = false;
    feature.needsDatabase = false;
    feature.aboutDatabase = true;
    feature.factory = [](const shell::PageContext &context) { return new RestorePage(context); };
    feature.show = [](QWidget *page, const shell::PageState &what) { restoring(page)->show(what); };
    feature.state = [](QWidget *page) { return restoring(page)->state(); };
    feature.closeLoss = [](QWidget *page) { return restoring(page)->closeLoss(); };
    feature.tourSteps = {{"restore", [](QWidget *) {},
                          [](QWidget *page) { return restoring(page)->work()->preview().has_value(); },
                          shown}};
    return feature;
}

} // namespace strandline::restore
