#include "views/diagram/diagram_view.h"

#include "models/diagram/links_model.h"

#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace strandline::diagram {

namespace {

constexpr double zoomMin = 0.08;
constexpr double zoomMax = 4;
constexpr double zoomStep = 1.2;
constexpr double margin = 24;
constexpr double nearPixels = 6; // pixels from a line that still mean it

double distance(const QPointF &p, const QPointF &a, const QPointF &b)
{
    const QPointF ab = b - a;
    const double length = QPointF::dotProduct(ab, ab);
    const double t = length > 0 ? std::clamp(QPointF::dotProduct(p - a, ab) / length, 0.0, 1.0) : 0;
    const QPointF away = p - (a + ab * t);
    return std::sqrt(QPointF::dotProduct(away, away));
}

} // namespace

DiagramView::DiagramView(theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_metrics(metricsOf(font()))
{
    setObjectName("diagramView");
    setAccessibleName(tr("Diagram of the tables"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(200, 120);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void DiagramView::setGraph(const GraphPtr &graph)
{
    const QString kept = m_wanted.isEmpty() ? table() : m_wanted;
    const bool bring = !m_wanted.isEmpty();
    m_graph = *graph;
    m_hovered = m_hoveredLink = m_link = m_held = m_current = -1;
    m_dragging = false;
    drawLinesOf(-1);
    if (m_fitted) {
        fit();
    }
    if (const int box = m_graph.find(kept); box >= 0) {
        choose(box, bring);
    } else {
        announce();
    }
}

void DiagramView::drawLinesOf(int box)
{
    m_lines.resize(m_graph.links.size());
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const Link &link = m_graph.links[i];
        if (box < 0 || link.child == box || link.parent == box) {
            m_lines[i] = lineOf(m_graph, link, m_metrics);
        }
    }
    update();
}

void DiagramView::setPast(bool past)
{
    m_past = past;
    update();
}

Look DiagramView::look() const
{
    Look look;
    look.tokens = m_theme->tokens();
    look.font = font();
    look.metrics = m_metrics;
    look.past = m_past;
    look.primarySign = tr("PK");
    look.foreignSign = tr("FK");
    return look;
}

QString DiagramView::table() const
{
    return m_current < 0 ? QString() : m_graph.boxes[static_cast<std::size_t>(m_current)].name;
}

void DiagramView::choose(int box, bool centre)
{
    m_current = box;
    m_link = -1;
    m_wanted.clear();
    if (box >= 0) {
        bringIntoView(box, centre);
    }
    announce();
}

void DiagramView::chooseTable(const QString &table)
{
    if (const int box = m_graph.find(table); box >= 0) {
        choose(box, true);
    } else {
        m_wanted = table;
    }
}

void DiagramView::chooseLink(int link)
{
    m_current = -1;
    m_link = link;
    m_wanted.clear();
    announce();
}

void DiagramView::announce()
{
    setAccessibleDescription(description());
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    update();
    emit chosen();
}

QString DiagramView::description() const
{
    if (m_link >= 0) {
        return LinksModel::sentence(m_graph, m_graph.links[static_cast<std::size_t>(m_link)]);
    }
    if (m_current < 0) {
        return {};
    }
    QStringList to;
    QStringList from;
    for (const Link &link : m_graph.links) {
        if (link.child == m_current) {
            to << m_graph.boxes[static_cast<std::size_t>(link.parent)].name;
        }
        if (link.parent == m_current) {
            from << m_graph.boxes[static_cast<std::size_t>(link.child)].name;
        }
    }
    to.removeDuplicates();
    from.removeDuplicates();
    QStringList parts;
    if (!to.isEmpty()) {
        parts << tr("references %1").arg(to.join(", "));
    }
    if (!from.isEmpty()) {
        parts << tr("is referenced by %1").arg(from.join(", "));
    }
    return parts.isEmpty() ? tr("%1 has no foreign keys, and none points to it.").arg(table())
                           : tr("%1 %2.").arg(table(), parts.join("; "));
}

void DiagramView::setMatch(const QString &text)
{
    m_match = text;
    update();
}

bool DiagramView::chooseNextMatch()
{
    const int count = static_cast<int>(m_graph.boxes.size());
    for (int i = 1; i <= count && !m_match.isEmpty(); ++i) {
        const int box = (m_current + i) % count;
        if (m_graph.boxes[static_cast<std::size_t>(box)].name.contains(m_match, Qt::CaseInsensitive)) {
            choose(box, true);
            return true;
        }
    }
    return false;
}

void DiagramView::zoomAt(const QPointF &fixed, double factor)
{
    const double before = m_zoom;
    m_zoom = std::clamp(m_zoom * factor, zoomMin, zoomMax);
    m_offset = fixed - (fixed - m_offset) * (m_zoom / before);
    m_fitted = false;
    update();
}

void DiagramView::zoomBy(double factor)
{
    zoomAt(QRectF(rect()).center(), factor);
}

void DiagramView::fit()
{
    QRectF all = m_graph.bounds();
    for (const QPolygonF &line : m_lines) {
        all = all.united(line.boundingRect());
    }
    all.adjust(-margin, -margin, margin, margin);
    m_zoom = std::clamp(std::min(width() / all.width(), height() / all.height()), zoomMin, 1.0);
    m_offset = QRectF(rect()).center() - all.center() * m_zoom;
    m_fitted = true;
    update();
}

void DiagramView::bringIntoView(int box, bool centre)
{
    const QRectF rect = m_graph.boxes[static_cast<std::size_t>(box)].rect;
    const QRectF shown(toWidget(rect.topLeft()), rect.size() * m_zoom);
    const QRectF inside = QRectF(this->rect()).adjusted(margin, margin, -margin, -margin);
    if (inside.contains(shown)) {
        return;
    }
    if (centre) {
        m_offset += inside.center() - shown.center();
    } else { // as little as needed; of what is larger than the widget the beginning
        const double dx =
            std::max(inside.left() - shown.left(), std::min(0.0, inside.right() - shown.right()));
        const double dy =
            std::max(inside.top() - shown.top(), std::min(0.0, inside.bottom() - shown.bottom()));
        m_offset += QPointF(dx, dy);
    }
    m_fitted = false;
}

int DiagramView::boxAt(const QPointF &scene) const
{
    const auto found = std::find_if(m_graph.boxes.rbegin(), m_graph.boxes.rend(),
                                    [&](const Box &box) { return box.rect.contains(scene); });
    return static_cast<int>(m_graph.boxes.rend() - found) - 1; // the last drawn is on top
}

int DiagramView::linkAt(const QPointF &scene) const
{
    int best = -1;
    double nearest = nearPixels / m_zoom;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const QPolygonF &line = m_lines[i];
        if (!line.boundingRect().adjusted(-nearest, -nearest, nearest, nearest).contains(scene)) {
            continue;
        }
        for (qsizetype at = 1; at < line.size(); ++at) {
            if (const double d = distance(scene, line[at - 1], line[at]); d < nearest) {
                nearest = d;
                best = static_cast<int>(i);
            }
        }
    }
    return best;
}

bool DiagramView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QPointF scene = toScene(help->pos());
        const int link = boxAt(scene) >= 0 ? -1 : linkAt(scene);
        QToolTip::showText(help->globalPos(),
                           link < 0
                               ? QString()
                               : LinksModel::sentence(m_graph, m_graph.links[static_cast<std::size_t>(link)]),
                           this);
        return true;
    }
    return QWidget::event(event);
}

void DiagramView::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const theme::Tokens &t = m_theme->tokens();
    painter.fillRect(rect(), m_past ? t.past : t.surface);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(m_offset);
    painter.scale(m_zoom, m_zoom);
    Look shown = look();
    shown.zoom = m_zoom;
    shown.visible = QRectF(toScene({0, 0}), QSizeF(size()) / m_zoom);
    shown.current = m_current;
    shown.currentLink = m_link >= 0 ? m_link : m_hoveredLink;
    shown.hovered = m_hovered;
    shown.focused = hasFocus();
    shown.match = m_match;
    paintGraph(painter, m_graph, m_lines, shown);
}

void DiagramView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_fitted) {
        fit();
    } else if (m_current >= 0) {
        bringIntoView(m_current, false);
    }
}

void DiagramView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange) {
        m_metrics = metricsOf(font());
        drawLinesOf(-1);
    }
    QWidget::changeEvent(event);
}

void DiagramView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason) {
        const int last = static_cast<int>(m_graph.boxes.size()) - 1;
        choose(event->reason() == Qt::TabFocusReason ? std::min(0, last) : last);
    }
}

void DiagramView::wheelEvent(QWheelEvent *event)
{
    zoomAt(event->position(), std::pow(zoomStep, event->angleDelta().y() / 120.0));
    event->accept();
}

void DiagramView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const QPointF scene = toScene(event->position());
    m_pressed = event->position();
    m_held = boxAt(scene);
    if (m_held >= 0) {
        m_grip = scene - m_graph.boxes[static_cast<std::size_t>(m_held)].rect.topLeft();
        m_wanted.clear();
        m_current = m_held; // where it is: a click moves nothing
        m_link = -1;
        announce();
    } else {
        chooseLink(linkAt(scene));
    }
}

void DiagramView::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        hover(toScene(event->position()));
        return;
    }
    if (!m_dragging) {
        m_dragging = (event->position() - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    }
    if (!m_dragging) {
        return;
    }
    if (m_held >= 0) {
        QRectF &rect = m_graph.boxes[static_cast<std::size_t>(m_held)].rect;
        rect.moveTopLeft((toScene(event->position()) - m_grip).toPoint());
        drawLinesOf(m_held);
    } else {
        m_offset += event->position() - m_pressed;
        m_pressed = event->position();
        update();
    }
    m_fitted = false;
    setCursor(Qt::ClosedHandCursor);
}

void DiagramView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_dragging && m_held >= 0) {
        const Box &box = m_graph.boxes[static_cast<std::size_t>(m_held)];
        emit moved(box.name, box.rect.topLeft());
    }
    m_dragging = false;
    m_held = -1;
    unsetCursor();
}

void DiagramView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int box = boxAt(toScene(event->position())); box >= 0) {
        emit opened(m_graph.boxes[static_cast<std::size_t>(box)].name);
    }
}

void DiagramView::hover(const QPointF &scene)
{
    const int box = boxAt(scene);
    const int link = box >= 0 ? -1 : linkAt(scene);
    if (box != m_hovered || link != m_hoveredLink) {
        m_hovered = box;
        m_hoveredLink = link;
        update();
    }
}

void DiagramView::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_hovered = m_hoveredLink = -1;
    update();
}

// To the nearest table in that direction.
void DiagramView::go(int dx, int dy)
{
    if (m_current < 0) {
        choose(m_graph.boxes.empty() ? -1 : 0);
        return;
    }
    const QPointF from = m_graph.boxes[static_cast<std::size_t>(m_current)].rect.center();
    int best = -1;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < m_graph.boxes.size(); ++i) {
        const QPointF way = m_graph.boxes[i].rect.center() - from;
        const double along = way.x() * dx + way.y() * dy;
        const double aside = std::abs(way.x() * dy) + std::abs(way.y() * dx);
        if (along > 1 && along + 2 * aside < least) {
            least = along + 2 * aside;
            best = static_cast<int>(i);
        }
    }
    if (best >= 0) {
        choose(best);
    }
}

void DiagramView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return go(-1, 0);
    case Qt::Key_Right:
        return go(1, 0);
    case Qt::Key_Up:
        return go(0, -1);
    case Qt::Key_Down:
        return go(0, 1);
    case Qt::Key_Escape:
        return choose(-1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0) {
            emit opened(table());
        }
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

// Through the tables by name, then on to the next widget.
bool DiagramView::focusNextPrevChild(bool next)
{
    const int box = m_current + (next ? 1 : -1);
    if (!hasFocus() || box < 0 || box >= static_cast<int>(m_graph.boxes.size())) {
        return QWidget::focusNextPrevChild(next);
    }
    choose(box);
    return true;
}

} // namespace strandline::diagram
