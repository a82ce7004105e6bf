#include "views/sessions/sessions_feature.h"

#include "views/sessions/sessions_page.h"

#include <QCoreApplication>

namespace strandline::sessions {

shell::Feature sessionsFeature()
{
    const auto of = [](QWidget *page) { return static_cast<SessionsPage *>(page); };
    shell::Feature feature;
    feature.id = "sessions";
    feature.title = QCoreApplication::translate("strandline::sessions", "Sessions");
    feature.icon = "sessions";
    feature.shortcut = QKeySequence("Ctrl+Alt+N");
    feature.factory = [](const shell::PageContext &context) { return new SessionsPage(context); };
    feature.show = [of](QWidget *page, const shell::PageState &what) { of(page)->answer(what); };
    feature.state = [of](QWidget *page) { return of(page)->state(); };
    feature.tourSteps = {{"sessions",
                          {},
                          [of](QWidget *page) { return of(page)->sessions()->rowCount() > 0; },
                          [of](QWidget *page) {
                              return QJsonObject{{"sessions", of(page)->sessions()->rowCount()}};
                          }}};
    return feature;
}

} // namespace strandline::sessions
