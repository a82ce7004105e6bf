#include "models/sessions/blocking_model.h"

namespace strandline::sessions {

void BlockingModel::add(std::vector<Node> &nodes, const SessionList &list,
                        const std::vector<monitor::BlockingNode> &children, std::size_t parent)
{
    for (const monitor::BlockingNode &child : children) {
        Node node;
        node.session = child.session;
        if (child.session) {
            node.id = SessionId::of(list.sessions.at(*child.session));
        }
        node.parent = parent;
        node.row = static_cast<int>(nodes[parent].children.size());
        const std::size_t number = nodes.size();
        nodes[parent].children.push_back(number);
        nodes.push_back(std::move(node));
        add(nodes, list, child.waiters, number);
    }
}

void BlockingModel::setList(std::shared_ptr<const SessionList> list)
{
    std::vector<Node> nodes{Node{}};
    if (list) {
        add(nodes, *list, monitor::blockingForest(*list), 0);
    }
    const bool same = nodes == m_nodes;
    if (!same) {
        beginResetModel();
    }
    m_list = std::move(list);
    m_nodes = std::move(nodes);
    if (!same) {
        endResetModel();
        return;
    }
    for (const Node &node : m_nodes) {
        if (!node.children.empty()) {
            const QModelIndex first = createIndex(0, 0, quintptr{node.children.front()});
            const int last = static_cast<int>(node.children.size()) - 1;
            emit dataChanged(first, createIndex(last, ColumnCount - 1, quintptr{node.children.back()}));
        }
    }
}

const BlockingModel::Node &BlockingModel::nodeOf(const QModelIndex &index) const
{
    return m_nodes.at(index.isValid() ? static_cast<std::size_t>(index.internalId()) : 0);
}

QModelIndex BlockingModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, quintptr{nodeOf(parent).children.at(static_cast<std::size_t>(row))});
}

QModelIndex BlockingModel::parent(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return {};
    }
    const std::size_t above = nodeOf(index).parent;
    return above == 0 ? QModelIndex() : createIndex(m_nodes[above].row, 0, quintptr{above});
}

int BlockingModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent).children.size());
}

int BlockingModel::columnCount(const QModelIndex & /*parent*/) const
{
    return ColumnCount;
}

std::optional<SessionId> BlockingModel::idOf(const QModelIndex &index) const
{
    return index.isValid() ? nodeOf(index).id : std::nullopt;
}

QString BlockingModel::whatText(const Node &node) const
{
    if (!node.session) {
        return tr("can't copy %1").arg(pinnedText(*m_list->wal));
    }
    const ListedSession &session = m_list->sessions.at(*node.session);
    if (session.blockedBy) {
        return tr("waits for %1").arg(fromUtf8(monitor::eventName(session.event)));
    }
    return session.locks.empty() ? QString() : tr("holds %1").arg(fromUtf8(session.locks.front().name));
}

QString BlockingModel::sinceText(const Node &node) const
{
    const Node &shown = node.session ? node : m_nodes.at(node.parent); // checkpoints wait as long as it reads
    const ListedSession &session = m_list->sessions.at(*shown.session);
    if (session.blockedBy) {
        return durationText(session.waited);
    }
    const QString age = durationText(session.transactionAge);
    return session.kind == SessionKind::External ? tr("≥ %1", "a duration that may be longer").arg(age) : age;
}

QVariant BlockingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Node &node = nodeOf(index);
    if (role == Qt::ToolTipRole) {
        return data(index, Qt::DisplayRole);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case SessionColumn: {
        if (!node.session) {
            return tr("Checkpoints");
        }
        const ListedSession &session = m_list->sessions.at(*node.session);
        return session.key.sid == 0 ? programText(session)
                                    : tr("%1: %2").arg(nameText(session), programText(session));
    }
    case WhatColumn:
        return whatText(node);
    case SinceColumn:
        return sinceText(node);
    default:
        return node.session ? fromUtf8(m_list->sessions.at(*node.session).sql).simplified() : QString();
    }
}

QVariant BlockingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) {
        return {};
    }
    const QString names[] = {tr("Session"), tr("What"), tr("For"), tr("SQL")};
    return names[section];
}

} // namespace strandline::sessions
