#include "views/common/plan/plan_graph.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace strandline::plan {

namespace {

constexpr double boxWidth = 230;
constexpr double boxGapX = 56;
constexpr double boxGapY = 14;
constexpr double margin = 16;
constexpr double zoomMin = 0.2;
constexpr double zoomMax = 4;

double lineHeight()
{
    return QFontMetricsF(QFont()).height() + 2;
}

} // namespace

PlanGraph::PlanGraph(PlanModel *model, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_model(model), m_theme(theme)
{
    setObjectName("planGraph");
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(200, 120);
    setAccessibleName(tr("Plan as a graph"));
    setAccessibleDescription(tr("The same steps stand in the tree."));
    connect(model, &QAbstractItemModel::modelReset, this, &PlanGraph::layOut);
    connect(model, &QAbstractItemModel::dataChanged, this, &PlanGraph::layOut);
    connect(theme, &theme::Theme::changed, this, QOverload<>::of(&QWidget::update));
    layOut();
}

void PlanGraph::layOut()
{
    m_boxes.clear();
    if (m_model->rowCount() > 0) {
        place(m_model->index(0, 0), -1, 0, margin);
        m_current = m_model->index(0, 0);
    }
    m_fitted = true;
    fit();
}

// Puts a step and what is under it; returns where the next one below begins.
double PlanGraph::place(const QModelIndex &index, int parent, int depth, double top)
{
    Box box;
    box.index = index;
    box.parent = parent;
    box.warning = index.data(PlanModel::WarningRole).toBool();
    for (int column = 0; column < PlanModel::ColumnCount; ++column) {
        const QString text = index.siblingAtColumn(column).data().toString();
        const bool joins = column == PlanModel::NameColumn && !text.isEmpty();
        if (joins) {
            box.lines.last() += " " + text;
        } else if (!text.isEmpty()) {
            box.lines << text;
        }
    }
    const bool scan = index.data(PlanModel::KindRole).toInt() == static_cast<int>(session::StepKind::Scan);
    if (box.warning) {
        box.lines << (scan && index.data(PlanModel::KindRole).isValid() ? tr("full scan")
                                                                        : tr("built for this run"));
    }
    const double height = static_cast<double>(box.lines.size()) * lineHeight() + theme::space3;
    const int self = static_cast<int>(m_boxes.size());
    m_boxes.push_back(box);
    double below = top;
    for (int row = 0; row < m_model->rowCount(index); ++row) {
        below = place(m_model->index(row, 0, index), self, depth + 1, below);
    }
    const double bottom = std::max(below, top + height + boxGapY);
    const double y = top + (bottom - boxGapY - top - height) / 2;
    m_boxes[static_cast<std::size_t>(self)].rect =
        QRectF(margin + depth * (boxWidth + boxGapX), y, boxWidth, height);
    return bottom;
}

QSizeF PlanGraph::pictureSize() const
{
    QRectF all;
    for (const Box &box : m_boxes) {
        all |= box.rect;
    }
    return {all.right() + margin, all.bottom() + margin};
}

void PlanGraph::fit()
{
    const QSizeF size = pictureSize();
    if (!m_boxes.empty() && width() > 0 && height() > 0) {
        m_zoom = std::clamp(std::min(width() / size.width(), height() / size.height()), zoomMin, 1.0);
        m_offset = QPointF(0, std::max(0.0, (height() - size.height() * m_zoom) / 2));
        m_fitted = true;
    }
    update();
}

void PlanGraph::zoomBy(double factor)
{
    const double before = m_zoom;
    m_zoom = std::clamp(m_zoom * factor, zoomMin, zoomMax);
    const QPointF centre = rect().center();
    m_offset = centre - (centre - m_offset) * (m_zoom / before);
    m_fitted = false;
    update();
}

void PlanGraph::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_fitted) {
        fit();
    }
}

void PlanGraph::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        zoomBy(event->angleDelta().y() > 0 ? 1.2 : 1 / 1.2);
    } else {
        m_offset += QPointF(event->angleDelta()) / 2;
        m_fitted = false;
        update();
    }
}

int PlanGraph::boxAt(const QPointF &point) const
{
    const QPointF at = (point - m_offset) / m_zoom;
    const auto found =
        std::find_if(m_boxes.begin(), m_boxes.end(), [&](const Box &box) { return box.rect.contains(at); });
    return found == m_boxes.end() ? -1 : static_cast<int>(found - m_boxes.begin());
}

void PlanGraph::mousePressEvent(QMouseEvent *event)
{
    m_dragged = event->pos();
    if (const int box = boxAt(event->position()); box >= 0) {
        choose(m_boxes[static_cast<std::size_t>(box)].index);
    }
}

void PlanGraph::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton)) {
        m_offset += event->pos() - m_dragged;
        m_dragged = event->pos();
        m_fitted = false;
        update();
    }
}

void PlanGraph::choose(const QModelIndex &index)
{
    if (index.isValid()) {
        m_current = index.siblingAtColumn(0);
        update();
    }
}

void PlanGraph::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex at = m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        choose(at.parent());
        return;
    case Qt::Key_Right:
        choose(m_model->index(0, 0, at));
        return;
    case Qt::Key_Up:
        choose(at.siblingAtRow(at.row() - 1));
        return;
    case Qt::Key_Down:
        choose(at.siblingAtRow(at.row() + 1));
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(1.2);
        return;
    case Qt::Key_Minus:
        zoomBy(1 / 1.2);
        return;
    case Qt::Key_0:
        fit();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

bool PlanGraph::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int box = boxAt(help->pos());
        QToolTip::showText(
            help->globalPos(),
            box < 0 ? QString()
                    : m_boxes[static_cast<std::size_t>(box)].index.data(Qt::ToolTipRole).toString(),
            this);
        return true;
    }
    return QWidget::event(event);
}

void PlanGraph::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme->tokens().surface);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(m_offset);
    painter.scale(m_zoom, m_zoom);
    paintPicture(painter);
}

void PlanGraph::paintPicture(QPainter &painter) const
{
    const theme::Tokens &t = m_theme->tokens();
    painter.setFont(QFont());
    painter.setPen(QPen(t.secondary, 1.2));
    for (const Box &box : m_boxes) {
        if (box.parent < 0) {
            continue;
        }
        const QRectF &above = m_boxes[static_cast<std::size_t>(box.parent)].rect;
        const QPointF from(box.rect.left(), box.rect.center().y());
        const QPointF to(above.right(), above.center().y());
        QPainterPath path(from);
        path.cubicTo(from - QPointF(boxGapX / 2, 0), to + QPointF(boxGapX / 2, 0), to);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
        painter.setBrush(t.secondary); // rows flow to the statement
        painter.drawPolygon(QPolygonF({to, to + QPointF(7, -4), to + QPointF(7, 4)}));
    }
    for (const Box &box : m_boxes) {
        paintBox(painter, box);
    }
}

void PlanGraph::paintBox(QPainter &painter, const Box &box) const
{
    const theme::Tokens &t = m_theme->tokens();
    const bool current = box.index == m_current && hasFocus();
    painter.setPen(QPen(current       ? t.accent
                        : box.warning ? t.warning
                                      : t.border,
                        current || box.warning ? 2 : 1));
    painter.setBrush(box.parent < 0 ? t.accentSoft : t.window);
    painter.drawRoundedRect(box.rect, 5, 5);
    QRectF line = box.rect.adjusted(theme::space2, theme::space3 / 2.0, -theme::space2, 0);
    line.setHeight(lineHeight());
    for (int i = 0; i < box.lines.size(); ++i) {
        QFont font;
        font.setBold(i == 0);
        painter.setFont(font);
        const bool sign = box.warning && i == box.lines.size() - 1;
        painter.setPen(sign ? t.warning : i == 0 ? t.text : t.secondary);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(font).elidedText(box.lines[i], Qt::ElideRight, line.width()));
        line.translate(0, lineHeight());
    }
}

} // namespace strandline::plan
