#include "views/scheduler/schedules_feature.h"

#include "views/scheduler/jobs_pane.h"
#include "views/scheduler/runs_pane.h"
#include "views/scheduler/schedules_page.h"
#include "views/scheduler/window_grid.h"
#include "views/scheduler/windows_pane.h"

#include <QCoreApplication>

namespace strandline::scheduler {

namespace {

SchedulesPage *schedules(QWidget *page)
{
    return static_cast<SchedulesPage *>(page);
}

shell::TourStep step(const QString &name, const char *pane, std::function<bool(SchedulesPage *)> ready,
                     std::function<QJsonObject(SchedulesPage *)> shown)
{
    return {name,
            [pane](QWidget *page) {
                schedules(page)->answer({{"pane", pane}});
            },
            [ready = std::move(ready)](QWidget *page) { return ready(schedules(page)); },
            [shown = std::move(shown)](QWidget *page) { return shown(schedules(page)); }};
}

} // namespace

shell::Feature schedulesFeature(std::shared_ptr<const core::Keychain> keychain)
{
    shell::Feature feature;
    feature.id = "schedules";
    feature.title = QCoreApplication::translate("strandline::scheduler", "Schedules");
    feature.icon = "clock";
    feature.shortcut = QKeySequence("Ctrl+Alt+J");
    feature.factory = [keychain](const shell::PageContext &context) {
        return new SchedulesPage(context, keychain);
    };
    feature.show = [](QWidget *page, const shell::PageState &what) { schedules(page)->answer(what); };
    feature.state = [](QWidget *page) { return schedules(page)->state(); };
    feature.closeLoss = [](QWidget *page) { return schedules(page)->closeLoss(); };
    feature.tourSteps = {
        step(
            "schedules", "jobs",
            [](SchedulesPage *page) {
                return page->list()->loaded() && !page->jobs()->plan()->plan().next.empty();
            },
            [](SchedulesPage *page) {
                return QJsonObject{
                    {"nextRuns", static_cast<qint64>(page->jobs()->plan()->plan().next.size())}};
            }),
        step(
            "schedules-history", "runs", [](SchedulesPage *page) { return page->list()->loaded(); },
            [](SchedulesPage *page) {
                return QJsonObject{{"runs", page->runs()->runs()->rowCount()}};
            }),
        step(
            "schedules-windows", "windows", [](SchedulesPage *page) { return page->windows() != nullptr; },
            [](SchedulesPage *page) {
                return QJsonObject{
                    {"openSpans", static_cast<qint64>(page->windows()->grid()->window().spans().size())}};
            }),
    };
    return feature;
}

} // namespace strandline::scheduler
