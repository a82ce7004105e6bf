// Draws a diagram: boxes of tables and lines of foreign keys with crow's feet, for the screen and for files.
// Functions without state; any thread.
#pragma once

#include "models/diagram/diagram_graph.h"
#include "views/common/theme/tokens.h"

#include <QFont>
#include <QPolygonF>

class QPainter;

namespace strandline::diagram {

struct Look
{
    theme::Tokens tokens;
    QFont font;
    Metrics metrics;
    bool past = false;
    double zoom = 1;      // what can't be read at it is left out
    QRectF visible;       // what is outside of it may be left out; null: nothing is
    int current = -1;     // box: its lines stand out
    int currentLink = -1; // its line stands out
    int hovered = -1;     // box
    bool focused = false; // the current box gets the frame of the focus
    QString primarySign;  // before columns of the primary key
    QString foreignSign;  // before columns of a foreign key
    QString match;        // names that contain it are marked; empty: none
};

Metrics metricsOf(const QFont &font);

// The way of a line from the child to the parent, without its ends' signs.
QPolygonF lineOf(const Graph &graph, const Link &link, const Metrics &metrics);

// lines: of the graph's links, in their order.
void paintGraph(QPainter &painter, const Graph &graph, const std::vector<QPolygonF> &lines, const Look &look);

// Writes the whole diagram; the file's ending tells PNG or SVG. Blocks. Throws Io.
void savePicture(const QString &path, const Graph &graph, Look look);

} // namespace strandline::diagram
