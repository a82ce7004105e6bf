#include "views/flashback/undo_graph.h"

#include "models/text/quantities.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <map>
#include <set>

namespace strandline::flashback {

namespace {
constexpr int nodeWidth = 132;
constexpr int nodeHeight = 44;
constexpr int columnWidth = nodeWidth + 56;
constexpr int lineHeight = nodeHeight + 12;
constexpr int margin = theme::space4;
} // namespace

UndoGraph::UndoGraph(theme::Theme *theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setObjectName("undoGraph");
    setAccessibleName(tr("Transactions that depend on each other"));
    setFocusPolicy(Qt::StrongFocus);
    connect(theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
}

void UndoGraph::show(const UndoPlan &plan)
{
    m_nodes.clear();
    m_edges.clear();
    m_current = 0;
    m_more = plan.transactions.size() - std::min(plan.transactions.size(), nodesMax);
    std::map<std::uint64_t, int> nodeOf;
    for (const UndoTransaction &transaction : plan.transactions) {
        if (m_nodes.size() == nodesMax) {
            break;
        }
        nodeOf[transaction.scn.value] = nodeCount();
        m_nodes.push_back({transaction, 0, 0,
                           !plan.refused && (plan.mode == UndoMode::Cascade || transaction.scn == plan.xid)});
    }
    std::set<std::pair<int, int>> seen;
    for (const Dependency &dependency : plan.dependencies) {
        const auto from = nodeOf.find(dependency.transaction.value);
        const auto to = nodeOf.find(dependency.on.value);
        if (from != nodeOf.end() && to != nodeOf.end() && seen.insert({from->second, to->second}).second) {
            m_edges.push_back({from->second, to->second});
        }
    }
    std::sort(m_edges.begin(), m_edges.end(), [](const Edge &a, const Edge &b) { return a.from < b.from; });
    for (const Edge &edge : m_edges) { // ascending: what it depends on has its column already
        Node &node = m_nodes[static_cast<std::size_t>(edge.from)];
        node.column = std::max(node.column, m_nodes[static_cast<std::size_t>(edge.to)].column + 1);
    }
    std::map<int, int> lines;
    int columns = 0;
    int most = 0;
    for (Node &node : m_nodes) {
        node.line = lines[node.column]++;
        columns = std::max(columns, node.column + 1);
        most = std::max(most, node.line + 1);
    }
    const int foot = m_more > 0 ? theme::rowHeight : 0;
    setMinimumSize(columns * columnWidth - (columnWidth - nodeWidth) + 2 * margin,
                   most * lineHeight + 2 * margin + foot);
    setAccessibleDescription(
        tr("%Ln transaction(s) depend on it.", nullptr,
           static_cast<int>(plan.transactions.empty() ? 0 : plan.transactions.size() - 1)));
    update();
}

QRect UndoGraph::rectOf(int node) const
{
    const Node &of = m_nodes[static_cast<std::size_t>(node)];
    return {margin + of.column * columnWidth, margin + of.line * lineHeight, nodeWidth, nodeHeight};
}

void UndoGraph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const theme::Tokens &t = m_theme->tokens();
    painter.fillRect(rect(), t.surface);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    QColor line = t.secondary;
    line.setAlphaF(0.6F); // many of them lie over each other
    painter.setPen(QPen(line, 1));
    for (const Edge &edge : m_edges) {
        const QRect from = rectOf(edge.from);
        const QRect to = rectOf(edge.to);
        const QPointF a(to.right(), to.center().y());
        const QPointF b(from.left(), from.center().y());
        const double bend = (b.x() - a.x()) / 2;
        QPainterPath path(a);
        path.cubicTo(a + QPointF(bend, 0), b - QPointF(bend, 0), b);
        painter.drawPath(path);
    }
    for (int node = 0; node < nodeCount(); ++node) {
        paintNode(painter, node);
    }
    if (m_more > 0) {
        painter.setPen(t.secondary);
        painter.drawText(QRect(margin, height() - theme::rowHeight, width(), theme::rowHeight),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         tr("and %Ln more", nullptr, static_cast<int>(m_more)));
    }
}

void UndoGraph::paintNode(QPainter &painter, int node) const
{
    const theme::Tokens &t = m_theme->tokens();
    const Node &of = m_nodes[static_cast<std::size_t>(node)];
    const QRect box = rectOf(node);
    const bool current = hasFocus() && node == m_current;
    painter.setPen(QPen(current ? t.accent : of.undone ? t.accent : t.border, current ? 2 : 1));
    painter.setBrush(node == 0 ? t.past : of.undone ? t.accentSoft : t.surface);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(t.text);
    const QRect inner = box.adjusted(theme::space2, theme::space1, -theme::space2, -theme::space1);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop,
                     of.transaction.gap ? tr("%1, a gap").arg(text::scn(of.transaction.scn))
                                        : text::scn(of.transaction.scn));
    painter.setPen(t.secondary);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignBottom, text::quantity(of.transaction.rows, "rows"));
    painter.setBrush(Qt::NoBrush);
}

void UndoGraph::mousePressEvent(QMouseEvent *event)
{
    for (int node = 0; node < nodeCount(); ++node) {
        if (rectOf(node).contains(event->position().toPoint())) {
            m_current = node;
            update();
            emit chosen(m_nodes[static_cast<std::size_t>(node)].transaction.scn);
            return;
        }
    }
}

void UndoGraph::keyPressEvent(QKeyEvent *event)
{
    const bool later = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    const bool earlier = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    if (m_nodes.empty() || !(later || earlier || event->key() == Qt::Key_Return)) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_current = std::clamp(m_current + (later ? 1 : earlier ? -1 : 0), 0, nodeCount() - 1);
    const UndoTransaction &transaction = m_nodes[static_cast<std::size_t>(m_current)].transaction;
    setAccessibleDescription(
        tr("%1: %2").arg(text::scn(transaction.scn), text::quantity(transaction.rows, "rows")));
    if (event->key() == Qt::Key_Return) {
        emit chosen(transaction.scn);
    }
    update();
}

} // namespace strandline::flashback
