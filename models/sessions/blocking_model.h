// Who waits for whom, as a tree: those in the way at the root, those that wait below, the longest wait first.
// Its owner sets it as a whole; where the tree is the same, it stays as it is unfolded. GUI thread.
#pragma once

#include "models/sessions/sessions_model.h"

#include <QAbstractItemModel>

#include <memory>
#include <optional>
#include <vector>

namespace strandline::sessions {

class BlockingModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column
    {
        SessionColumn,
        WhatColumn,
        SinceColumn,
        TextColumn,
        ColumnCount
    };

    using QAbstractItemModel::QAbstractItemModel;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setList(std::shared_ptr<const SessionList> list);         // null: nothing
    std::optional<SessionId> idOf(const QModelIndex &index) const; // nothing: checkpoints

private:
    struct Node
    {
        std::optional<std::size_t> session; // in the list
        std::optional<SessionId> id;
        std::size_t parent = 0; // in m_nodes
        int row = 0;            // below the parent
        std::vector<std::size_t> children;
        bool operator==(const Node &other) const { return id == other.id && children == other.children; }
    };
    static void add(std::vector<Node> &nodes, const SessionList &list,
                    const std::vector<monitor::BlockingNode> &children, std::size_t parent);
    const Node &nodeOf(const QModelIndex &index) const;
    QString whatText(const Node &node) const;
    QString sinceText(const Node &node) const;

    std::shared_ptr<const SessionList> m_list;
    std::vector<Node> m_nodes{Node{}}; // the first is above all
};

} // namespace strandline::sessions
