#include "views/flashback/undo_graph.h"

#include "models/text/quantities.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace strandline::flashback {

namespace {
constexpr int nodeWidth = 136;
constexpr int nodeHeight = 44;
constexpr int columnWidth = nodeWidth + 28;
constexpr int lineHeight = nodeHeight + 12;
constexpr int margin = theme::space4;
constexpr int foldedColumns = 4;
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
    m_current = 0;
    take(plan);
    for (const int deepest : {std::numeric_limits<int>::max(), foldedColumns}) {
        if (m_nodes.size() > nodesMax) {
            fold(deepest);
        }
    }
    place();
    setAccessibleDescription(
        tr("%Ln transaction(s) depend on it.", nullptr,
           static_cast<int>(plan.transactions.empty() ? 0 : plan.transactions.size() - 1)));
    update();
}

// One node for each transaction.
void UndoGraph::take(const UndoPlan &plan)
{
    m_nodes.clear();
    m_edges.clear();
    std::map<std::uint64_t, int> nodeOf;
    for (const UndoTransaction &transaction : plan.transactions) {
        nodeOf[transaction.scn.value] = nodeCount();
        Node node;
        node.transaction = transaction;
        node.rows = transaction.rows;
        node.last = transaction.scn;
        node.undone = !plan.refused && (plan.mode == UndoMode::Cascade || transaction.scn == plan.xid);
        m_nodes.push_back(std::move(node));
    }
    std::set<std::pair<int, int>> seen;
    for (const Dependency &dependency : plan.dependencies) {
        const auto from = nodeOf.find(dependency.transaction.value);
        const auto to = nodeOf.find(dependency.on.value);
        if (from == nodeOf.end() || to == nodeOf.end()) {
            continue;
        }
        Node &node = m_nodes[static_cast<std::size_t>(from->second)];
        if (node.table.isEmpty()) {
            node.table = QString::fromStdString(dependency.table);
        }
        if (seen.insert({from->second, to->second}).second) {
            m_edges.push_back({from->second, to->second});
        }
    }
    std::sort(m_edges.begin(), m_edges.end(), [](const Edge &a, const Edge &b) { return a.from < b.from; });
    for (const Edge &edge : m_edges) { // ascending: what it depends on has its column already
        Node &node = m_nodes[static_cast<std::size_t>(edge.from)];
        node.column = std::max(node.column, m_nodes[static_cast<std::size_t>(edge.to)].column + 1);
    }
}

// One node for each column up to `deepest` and table; the transaction itself stays alone.
void UndoGraph::fold(int deepest)
{
    std::vector<Node> folded;
    std::vector<int> placeOf;
    std::map<std::pair<int, QString>, int> known;
    for (const Node &node : m_nodes) {
        const int next = static_cast<int>(folded.size());
        const int column = std::min(node.column, deepest);
        const int at = folded.empty() ? 0 : known.emplace(std::pair(column, node.table), next).first->second;
        placeOf.push_back(at);
        if (at == next) {
            folded.push_back(node);
            folded.back().column = column;
            continue;
        }
        Node &sum = folded[static_cast<std::size_t>(at)];
        sum.count += node.count;
        sum.rows += node.rows;
        sum.last = node.last;
        sum.undone = sum.undone || node.undone;
    }
    std::set<std::pair<int, int>> edges;
    for (const Edge &edge : m_edges) {
        const int from = placeOf[static_cast<std::size_t>(edge.from)];
        const int to = placeOf[static_cast<std::size_t>(edge.to)];
        if (from != to) {
            edges.emplace(from, to);
        }
    }
    m_nodes = std::move(folded);
    m_edges.clear();
    for (const auto &[from, to] : edges) {
        m_edges.push_back({from, to});
    }
}

void UndoGraph::place()
{
    std::map<int, int> lines;
    int columns = 0;
    int most = 0;
    for (Node &node : m_nodes) {
        node.line = lines[node.column]++;
        columns = std::max(columns, node.column + 1);
        most = std::max(most, node.line + 1);
    }
    setMinimumSize(columns * columnWidth - (columnWidth - nodeWidth) + 2 * margin,
                   most * lineHeight + 2 * margin);
}

QString UndoGraph::titleOf(const Node &node) const
{
    if (node.count > 1) {
        return tr("%Ln transaction(s)", nullptr, node.count);
    }
    const QString scn = text::scn(node.transaction.scn);
    return node.transaction.gap ? tr("%1, a gap").arg(scn) : scn;
}

QString UndoGraph::detailOf(const Node &node) const
{
    const QString rows = text::quantity(node.rows, "rows");
    return node.table.isEmpty() ? rows : tr("%1 · %2").arg(rows, node.table);
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
    const auto line = [&](Qt::Alignment where, const QString &words) {
        painter.drawText(inner, Qt::AlignLeft | where,
                         painter.fontMetrics().elidedText(words, Qt::ElideRight, inner.width()));
    };
    line(Qt::AlignTop, titleOf(of));
    painter.setPen(t.secondary);
    line(Qt::AlignBottom, detailOf(of));
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
    const Node &node = m_nodes[static_cast<std::size_t>(m_current)];
    setAccessibleDescription(tr("%1: %2").arg(titleOf(node), detailOf(node)));
    if (event->key() == Qt::Key_Return) {
        emit chosen(node.transaction.scn);
    }
    update();
}

} // namespace strandline::flashback
