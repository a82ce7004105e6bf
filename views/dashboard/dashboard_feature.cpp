#include "views/dashboard/dashboard_feature.h"

#include "views/dashboard/dashboard_page.h"

#include <QCoreApplication>

namespace strandline::dashboard {

shell::Feature dashboardFeature()
{
    const auto of = [](QWidget *page) { return static_cast<DashboardPage *>(page); };
    shell::Feature feature;
    feature.id = "dashboard";
    feature.title = QCoreApplication::translate("strandline::dashboard", "Dashboard");
    feature.icon = "dashboard";
    feature.shortcut = QKeySequence("Ctrl+Alt+D");
    feature.factory = [](const shell::PageContext &context) { return new DashboardPage(context); };
    feature.show = [of](QWidget *page, const shell::PageState &what) { of(page)->answer(what); };
    feature.state = [of](QWidget *page) { return of(page)->state(); };
    feature.tourSteps = {{"dashboard",
                          {},
                          [of](QWidget *page) { return of(page)->measuredSteps() >= 3; },
                          [of](QWidget *page) {
                              return QJsonObject{
                                  {"seconds", of(page)->measuredSteps()},
                                  {"cards", static_cast<int>(of(page)->board()->order().size())}};
                          }}};
    return feature;
}

} // namespace strandline::dashboard
