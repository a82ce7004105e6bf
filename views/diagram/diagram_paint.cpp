#include "views/diagram/diagram_paint.h"

#include "views/common/chart/picture_file.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace strandline::diagram {

namespace {

constexpr double signLength = 16; // of a crow's foot
constexpr double reach = 36;      // how far a line goes straight out, at least
constexpr double radius = 5;      // of a box' corners
constexpr double textMargin = 12;
constexpr double markWidth = 24;
constexpr int steps = 20;         // of a curve
constexpr double readable = 0.45; // smaller: the columns can't be read
constexpr double pictureMargin = 24;

const Box &boxOf(const Graph &graph, int box)
{
    return graph.boxes[static_cast<std::size_t>(box)];
}

double heightOf(const Box &box, const std::vector<int> &rows, const Metrics &metrics)
{
    return rows.empty() ? box.rect.top() + metrics.headHeight / 2
                        : box.rect.top() + metrics.headHeight + (rows.front() + 0.5) * metrics.rowHeight;
}

QPointF onCurve(const QPointF &a, const QPointF &b, const QPointF &c, const QPointF &d, double t)
{
    const double u = 1 - t;
    return a * (u * u * u) + b * (3 * u * u * t) + c * (3 * u * t * t) + d * (t * t * t);
}

// At the end of a line, whose box lies in the direction -out.
void paintChildSign(QPainter &painter, const QPointF &end, double out, const Link &link)
{
    const QPointF tip = end + QPointF(out * 10, 0);
    if (link.one) {
        painter.drawLine(end + QPointF(out * 6, -5), end + QPointF(out * 6, 5));
    } else {
        painter.drawLine(tip, end + QPointF(0, -5));
        painter.drawLine(tip, end + QPointF(0, 5));
    }
    painter.drawEllipse(tip + QPointF(out * 3, 0), 3, 3); // a parent may have no child
}

void paintParentSign(QPainter &painter, const QPointF &end, double out, const Link &link)
{
    painter.drawLine(end + QPointF(out * 6, -5), end + QPointF(out * 6, 5));
    if (link.optional) {
        painter.drawEllipse(end + QPointF(out * 12, 0), 3, 3);
    } else {
        painter.drawLine(end + QPointF(out * 10, -5), end + QPointF(out * 10, 5));
    }
}

void paintLine(QPainter &painter, const QPolygonF &line, const Link &link, const Look &look, bool standsOut)
{
    const bool dimmed = !standsOut && (look.current >= 0 || look.currentLink >= 0);
    const QColor colour = standsOut ? look.tokens.accent : look.tokens.secondary;
    QColor used = colour;
    if (dimmed) {
        used.setAlphaF(0.45F);
    }
    painter.setPen(QPen(used, standsOut ? 2 : 1.2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    if (look.zoom >= readable / 1.5) {
        painter.setBrush(look.past ? look.tokens.past : look.tokens.surface);
        paintChildSign(painter, line.front(), line[1].x() > line.front().x() ? 1 : -1, link);
        paintParentSign(painter, line.back(), line[line.size() - 2].x() > line.back().x() ? 1 : -1, link);
    }
}

bool linkStandsOut(const Link &link, int index, const Look &look)
{
    return index == look.currentLink ||
           (look.current >= 0 && (link.child == look.current || link.parent == look.current)) ||
           (look.hovered >= 0 && (link.child == look.hovered || link.parent == look.hovered));
}

void paintColumns(QPainter &painter, const Box &box, const Look &look)
{
    const theme::Tokens &t = look.tokens;
    QFont small = look.font;
    small.setPointSizeF(look.font.pointSizeF() * 0.78);
    small.setBold(true);
    const QFontMetricsF metrics(look.font);
    QRectF row(box.rect.left() + textMargin, box.rect.top() + look.metrics.headHeight,
               box.rect.width() - 2 * textMargin, look.metrics.rowHeight);
    for (const BoxColumn &column : box.columns) {
        if (column.primaryKey || column.foreignKey) {
            painter.setFont(small);
            painter.setPen(column.primaryKey ? t.warning : t.accent);
            painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                             column.primaryKey ? look.primarySign : look.foreignSign);
        }
        painter.setFont(look.font);
        const QRectF rest = row.adjusted(markWidth, 0, 0, 0);
        const double typeWidth = std::min(metrics.horizontalAdvance(column.type), rest.width() * 0.6);
        painter.setPen(t.secondary);
        painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(column.type, Qt::ElideRight, typeWidth + 1));
        painter.setPen(t.text);
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(column.name, Qt::ElideRight, rest.width() - typeWidth - 8));
        row.translate(0, look.metrics.rowHeight);
    }
}

// Its name as large as the box allows: an overview.
void paintNameOnly(QPainter &painter, const Box &box, const Look &look)
{
    QFont font = look.font;
    font.setBold(true);
    const double width = QFontMetricsF(font).horizontalAdvance(box.name);
    const double wanted = std::min(1 / look.zoom, box.rect.height() * 0.7 / QFontMetricsF(font).height());
    const double scale =
        std::clamp((box.rect.width() - 8) / std::max(width, 1.0), 0.1, std::max(wanted, 0.1));
    font.setPointSizeF(font.pointSizeF() * scale);
    painter.setFont(font);
    painter.setPen(look.tokens.text);
    painter.drawText(box.rect, Qt::AlignCenter, box.name);
}

void paintBox(QPainter &painter, const Box &box, bool current, bool matched, const Look &look)
{
    const theme::Tokens &t = look.tokens;
    const bool small = look.zoom < readable;
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.surface);
    painter.drawRoundedRect(box.rect, radius, radius);
    painter.save();
    painter.setClipRect(QRectF(box.rect.topLeft(),
                               QSizeF(box.rect.width(), small ? box.rect.height() : look.metrics.headHeight)),
                        Qt::IntersectClip);
    painter.setBrush(matched ? t.updated : current ? t.accentSoft : t.window);
    painter.drawRoundedRect(box.rect, radius, radius);
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(current     ? t.accent
                        : matched   ? t.warning
                        : look.past ? t.pastBorder
                                    : t.border,
                        (current && look.focused ? 2.0 : 1.2) / std::min(1.0, look.zoom)));
    painter.drawRoundedRect(box.rect, radius, radius);
    if (small) {
        paintNameOnly(painter, box, look);
        return;
    }
    if (!box.columns.empty()) {
        painter.setPen(QPen(t.border, 1));
        const double y = box.rect.top() + look.metrics.headHeight;
        painter.drawLine(QPointF(box.rect.left(), y), QPointF(box.rect.right(), y));
    }
    QFont bold = look.font;
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(t.text);
    const QRectF head(box.rect.left() + textMargin, box.rect.top(), box.rect.width() - 2 * textMargin,
                      look.metrics.headHeight);
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(bold).elidedText(box.name, Qt::ElideRight, head.width() + 1));
    paintColumns(painter, box, look);
}

} // namespace

Metrics metricsOf(const QFont &font)
{
    static const QString sample = "abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const QFontMetricsF metrics(font);
    QFont bold = font;
    bold.setBold(true);
    const double wide = QFontMetricsF(bold).horizontalAdvance(sample);
    return {std::ceil(wide / static_cast<double>(sample.size()) * 10) / 10, std::ceil(metrics.height() + 5),
            std::ceil(metrics.height() + 12)};
}

QPolygonF lineOf(const Graph &graph, const Link &link, const Metrics &metrics)
{
    const Box &child = boxOf(graph, link.child);
    const Box &parent = boxOf(graph, link.parent);
    const bool toTheRight = child.rect.right() + 2 * signLength <= parent.rect.left();
    const bool toTheLeft = parent.rect.right() + 2 * signLength <= child.rect.left();
    const double childOut = toTheLeft ? -1 : 1; // one above the other: around the right side
    const double parentOut = toTheRight ? -1 : 1;
    const QPointF from(childOut > 0 ? child.rect.right() : child.rect.left(),
                       heightOf(child, link.childRows, metrics));
    const QPointF to(parentOut > 0 ? parent.rect.right() : parent.rect.left(),
                     heightOf(parent, link.parentRows, metrics));
    const QPointF start = from + QPointF(childOut * signLength, 0);
    const QPointF end = to + QPointF(parentOut * signLength, 0);
    double bend = std::max(reach, std::abs(end.x() - start.x()) / 2);
    if (!toTheRight && !toTheLeft) {
        bend = std::max(reach, std::abs(end.x() - start.x()) + reach);
    }
    const QPointF c1 = start + QPointF(childOut * bend, 0);
    const QPointF c2 = end + QPointF(parentOut * bend, 0);
    QPolygonF line;
    line.reserve(steps + 3);
    line << from;
    for (int i = 0; i <= steps; ++i) {
        line << onCurve(start, c1, c2, end, static_cast<double>(i) / steps);
    }
    line << to;
    return line;
}

void paintGraph(QPainter &painter, const Graph &graph, const std::vector<QPolygonF> &lines, const Look &look)
{
    const auto seen = [&](const QRectF &rect) {
        return look.visible.isNull() || rect.adjusted(-8, -8, 8, 8).intersects(look.visible);
    };
    for (const bool standingOut : {false, true}) {
        for (std::size_t i = 0; i < graph.links.size(); ++i) {
            const bool out = linkStandsOut(graph.links[i], static_cast<int>(i), look);
            if (out == standingOut && seen(lines[i].boundingRect())) {
                paintLine(painter, lines[i], graph.links[i], look, out);
            }
        }
    }
    for (std::size_t i = 0; i < graph.boxes.size(); ++i) {
        const Box &box = graph.boxes[i];
        if (seen(box.rect)) {
            const bool matched = !look.match.isEmpty() && box.name.contains(look.match, Qt::CaseInsensitive);
            paintBox(painter, box, static_cast<int>(i) == look.current, matched, look);
        }
    }
}

void savePicture(const QString &path, const Graph &graph, Look look)
{
    std::vector<QPolygonF> lines;
    QRectF area = graph.bounds();
    for (const Link &link : graph.links) {
        lines.push_back(lineOf(graph, link, look.metrics));
        area = area.united(lines.back().boundingRect());
    }
    area.adjust(-pictureMargin, -pictureMargin, pictureMargin, pictureMargin);
    const QColor ground = look.past ? look.tokens.past : look.tokens.surface;
    look.zoom = 1;
    look.visible = {};
    chart::savePicture(path, area.size(), ground, [&](QPainter &painter) {
        painter.translate(-area.topLeft());
        paintGraph(painter, graph, lines, look);
    });
}

} // namespace strandline::diagram
