#include "views/configuration/configuration_feature.h"

#include "views/configuration/configuration_page.h"

#include <QCoreApplication>

namespace strandline::configuration {

shell::Feature configurationFeature()
{
    const auto of = [](QWidget *page) { return static_cast<ConfigurationPage *>(page); };
    shell::Feature feature;
    feature.id = "configuration";
    feature.title = QCoreApplication::translate("strandline::configuration", "Configuration");
    feature.icon = "sliders";
    feature.shortcut = QKeySequence("Ctrl+Alt+P");
    feature.factory = [](const shell::PageContext &context) { return new ConfigurationPage(context); };
    feature.show = [of](QWidget *page, const shell::PageState &what) { of(page)->answer(what); };
    feature.state = [of](QWidget *page) { return of(page)->state(); };
    feature.tourSteps = {{"configuration",
                          [of](QWidget *page) {
                              of(page)->answer({{"parameter", "user_version"}});
                          },
                          [of](QWidget *page) { return of(page)->parameters()->loaded(); },
                          [of](QWidget *page) {
                              const ParametersModel *model = of(page)->parameters();
                              return QJsonObject{
                                  {"parameters", model->rowCount()},
                                  {"changes", static_cast<qint64>(model->configuration().changes.size())}};
                          }}};
    return feature;
}

} // namespace strandline::configuration
