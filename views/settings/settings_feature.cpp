#include "views/settings/settings_feature.h"

#include "views/settings/about_page.h"
#include "views/settings/appearance_page.h"
#include "views/settings/databases_page.h"
#include "views/settings/keys_page.h"
#include "views/settings/settings_view.h"

#include <QCoreApplication>

namespace strandline::settings {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("strandline::settings::SettingsView", text);
}

template <typename Page>
QWidget *make(const shell::PageContext &context)
{
    return new Page(context);
}

std::vector<SettingsEntry> entries(const std::vector<shell::Feature> &others)
{
    std::vector<SettingsEntry> result{
        {"appearance",
         {words(QT_TRANSLATE_NOOP("strandline::settings::SettingsView", "Appearance")), "appearance",
          make<AppearancePage>}},
        {"keys",
         {words(QT_TRANSLATE_NOOP("strandline::settings::SettingsView", "Keys")), "keyboard",
          make<KeysPage>}},
        {"databases",
         {words(QT_TRANSLATE_NOOP("strandline::settings::SettingsView", "Databases")), "database",
          make<DatabasesPage>}}};
    for (const shell::Feature &feature : others) {
        for (const shell::SettingsPage &page : feature.settingsPages) {
            result.push_back({feature.id, page}); // the same in every language
        }
    }
    result.push_back({"about",
                      {words(QT_TRANSLATE_NOOP("strandline::settings::SettingsView", "About Strandline")),
                       "info", make<AboutPage>}});
    return result;
}

SettingsView *view(QWidget *page)
{
    return static_cast<SettingsView *>(page);
}

shell::TourStep step(const QString &page)
{
    shell::TourStep step;
    step.name = "settings-" + page;
    step.enter = [page](QWidget *widget) { view(widget)->showPage(page); };
    step.shown = [](QWidget *widget) { return QJsonObject{{"page", view(widget)->page()}}; };
    return step;
}

} // namespace

shell::Feature settingsFeature(const std::vector<shell::Feature> &others)
{
    shell::Feature feature;
    feature.id = "settings";
    feature.title = words(QT_TRANSLATE_NOOP("strandline::settings::SettingsView", "Settings"));
    feature.icon = "settings";
    feature.shortcut = QKeySequence(Qt::CTRL | Qt::Key_Comma);
    feature.inNavigation = false;
    feature.needsDatabase = false;
    feature.factory = [pages = entries(others)](const shell::PageContext &context) {
        return new SettingsView(context, pages);
    };
    feature.show = [](QWidget *page, const shell::PageState &what) {
        if (const QString wanted = what.value("page").toString(); !wanted.isEmpty()) {
            view(page)->showPage(wanted);
        }
    };
    feature.state = [](QWidget *page) { return shell::PageState{{"page", view(page)->page()}}; };
    feature.tourSteps = {step("appearance"), step("keys"), step("databases"), step("about")};
    return feature;
}

} // namespace strandline::settings
