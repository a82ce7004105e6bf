#include "views/worksheet/worksheet_feature.h"

#include "views/worksheet/results_pane.h"
#include "views/worksheet/worksheet_page.h"
#include "views/worksheet/worksheet_settings.h"

#include <QCoreApplication>

namespace strandline::worksheet {

namespace {

WorksheetPage *worksheetPage(QWidget *page)
{
    return static_cast<WorksheetPage *>(page);
}

// A query that every SQLite database can answer: the tour may be shown any.
constexpr const char *tourSql =
    "-- What is in this database? The hint lists it in the SQL monitor.\n"
    "SELECT /*+ MONITOR */ type, count(*) AS objects, group_concat(name, ', ') AS names\n"
    "FROM sqlite_schema\n"
    "GROUP BY type\n"
    "ORDER BY objects DESC;\n";

bool tourReady(QWidget *page)
{
    const Worksheet *worksheet = worksheetPage(page)->worksheet();
    return !worksheet->running() && !worksheet->results().empty();
}

QJsonObject tourShown(QWidget *page)
{
    const Worksheet *worksheet = worksheetPage(page)->worksheet();
    return {{"rows", worksheet->results().front()->rowCount()},
            {"messages", worksheet->messages()->rowCount()}};
}

} // namespace

shell::Feature worksheetFeature()
{
    shell::Feature feature;
    feature.id = "worksheet";
    feature.title = QCoreApplication::translate("strandline::worksheet", "Worksheet");
    feature.icon = "worksheet";
    feature.shortcut = QKeySequence("Ctrl+1");
    feature.manyPages = true;
    feature.factory = [](const shell::PageContext &context) { return new WorksheetPage(context); };
    feature.show = [](QWidget *page, const shell::PageState &what) { worksheetPage(page)->answer(what); };
    feature.state = [](QWidget *page) { return worksheetPage(page)->state(); };
    feature.closeLoss = [](QWidget *page) { return worksheetPage(page)->closeLoss(); };
    feature.settingsPages = {
        {QCoreApplication::translate("strandline::worksheet", "Worksheet"), "worksheet",
         [](const shell::PageContext &context) { return new SettingsForm(context.settings); }}};
    feature.tourSteps = {
        {"worksheet-result",
         [](QWidget *page) {
             worksheetPage(page)->answer({{"sql", tourSql}, {"run", true}});
         },
         tourReady, tourShown},
        {"worksheet-messages", [](QWidget *page) { worksheetPage(page)->results()->showMessages(); },
         tourReady, tourShown},
        {"worksheet-plan", [](QWidget *page) { worksheetPage(page)->explain(); },
         [](QWidget *page) { return !worksheetPage(page)->worksheet()->plan()->plan().steps.empty(); },
         [](QWidget *page) {
             const auto steps = worksheetPage(page)->worksheet()->plan()->plan().steps.size();
             return QJsonObject{{"steps", static_cast<int>(steps)}};
         }},
    };
    return feature;
}

} // namespace strandline::worksheet
