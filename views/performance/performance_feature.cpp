#include "views/performance/performance_feature.h"

#include "views/performance/performance_page.h"

#include <QCoreApplication>

namespace strandline::performance {

shell::Feature performanceFeature()
{
    const auto of = [](QWidget *page) { return static_cast<PerformancePage *>(page); };
    shell::Feature feature;
    feature.id = "performance";
    feature.title = QCoreApplication::translate("strandline::performance", "Performance");
    feature.icon = "performance";
    feature.shortcut = QKeySequence("Ctrl+Alt+A");
    feature.factory = [](const shell::PageContext &context) { return new PerformancePage(context); };
    feature.show = [of](QWidget *page, const shell::PageState &what) { of(page)->answer(what); };
    feature.state = [of](QWidget *page) { return of(page)->state(); };
    // What is looked at is the activity that there was.
    const auto loaded = [of](QWidget *page) {
        AshAnalytics *analytics = of(page)->analytics();
        if (analytics->earlier()) {
            analytics->selectEarlier();
            return false;
        }
        return analytics->loaded();
    };
    const auto samples = [of](QWidget *page) {
        return QJsonObject{{"samples", static_cast<qint64>(of(page)->analytics()->samples())}};
    };
    feature.tourSteps = {{"performance-ash",
                          [of](QWidget *page) {
                              of(page)->answer({{"tab", "ash"}, {"map", false}});
                          },
                          loaded, samples},
                         {"performance-load-map",
                          [of](QWidget *page) {
                              of(page)->answer({{"tab", "ash"}, {"map", true}});
                          },
                          loaded, samples},
                         {"performance-monitor",
                          [of](QWidget *page) {
                              of(page)->answer({{"tab", "monitor"}});
                          },
                          [of](QWidget *page) { return of(page)->executions()->loaded(); },
                          [of](QWidget *page) {
                              return QJsonObject{{"executions", of(page)->executions()->rowCount()}};
                          }}};
    return feature;
}

} // namespace strandline::performance
