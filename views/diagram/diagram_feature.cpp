#include "views/diagram/diagram_feature.h"

#include "views/diagram/diagram_page.h"

#include <QCoreApplication>

namespace strandline::diagram {

namespace {

DiagramPage *diagram(QWidget *page)
{
    return static_cast<DiagramPage *>(page);
}

QJsonObject shown(QWidget *page)
{
    const Graph &graph = *diagram(page)->diagram()->graph();
    if (graph.boxes.empty()) {
        return {};
    }
    return {{"tables", static_cast<int>(graph.boxes.size())},
            {"foreignKeys", static_cast<int>(graph.links.size())}};
}

} // namespace

shell::Feature diagramFeature()
{
    shell::Feature feature;
    feature.id = "diagram";
    feature.title = QCoreApplication::translate("strandline::diagram", "Diagram");
    feature.icon = "diagram";
    feature.shortcut = QKeySequence("Ctrl+4");
    feature.factory = [](const shell::PageContext &context) { return new DiagramPage(context); };
    feature.tourSteps = {{"diagram", [](QWidget *page) { diagram(page)->view()->fit(); },
                          [](QWidget *page) { return diagram(page)->diagram()->loaded(); }, shown}};
    feature.show = [](QWidget *page, const shell::PageState &what) {
        DiagramPage *p = diagram(page);
        if (what.contains("asTable")) {
            p->setAsTable(what.value("asTable").toBool());
        }
        if (const QString table = what.value("table").toString(); !table.isEmpty()) {
            p->view()->chooseTable(table);
        }
    };
    feature.state = [](QWidget *page) {
        return shell::PageState{{"table", diagram(page)->view()->table()},
                                {"asTable", diagram(page)->asTable()}};
    };
    return feature;
}

} // namespace strandline::diagram
