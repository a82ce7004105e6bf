#include "models/schema/schema_tree.h"

#include <QStringList>

#include <algorithm>
#include <map>

namespace strandline::schema {

namespace {

using NodePtr = std::unique_ptr<Node>;

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

QString joined(const std::vector<std::string> &names)
{
    QStringList out;
    for (const std::string &name : names) {
        out << text(name);
    }
    return out.join(", ");
}

NodePtr make(NodeKind kind, const QString &name, const QString &table, const QString &note = {})
{
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->name = name;
    node->table = table;
    node->note = note;
    return node;
}

NodeKind kindOf(catalog::TableKind kind)
{
    switch (kind) {
    case catalog::TableKind::View:
        return NodeKind::View;
    case catalog::TableKind::Virtual:
        return NodeKind::VirtualTable;
    case catalog::TableKind::Shadow:
        return NodeKind::ShadowTable;
    case catalog::TableKind::Table:
        break;
    }
    return NodeKind::Table;
}

QString columnsOf(const catalog::Index &index)
{
    QStringList names;
    for (const catalog::IndexColumn &column : index.columns) {
        const QString name = column.rowid          ? QStringLiteral("rowid")
                             : column.name.empty() ? QStringLiteral("(…)")
                                                   : text(column.name);
        names << (column.descending ? name + " ↓" : name);
    }
    return names.join(", ");
}

NodePtr makeIndex(const catalog::Index &index)
{
    NodePtr node = make(NodeKind::Index, text(index.name), text(index.table), columnsOf(index));
    node->marks.setFlag(Mark::Unique, index.unique);
    return node;
}

bool automatic(const catalog::Index &index)
{
    return index.origin != catalog::IndexOrigin::CreateIndex;
}

// What a table consists of.
void addParts(Node &node, const catalog::Table &table, const TreeOptions &options)
{
    const QString name = text(table.summary.name);
    for (const catalog::Column &column : table.columns) {
        NodePtr part = make(NodeKind::Column, text(column.name), name, text(column.type));
        part->marks.setFlag(Mark::PrimaryKey, column.primaryKey > 0);
        part->marks.setFlag(Mark::NotNull, column.notNull);
        for (const catalog::ForeignKey &key : table.foreignKeys) {
            const bool inKey =
                std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
            part->marks.setFlag(Mark::ForeignKey, part->marks.testFlag(Mark::ForeignKey) || inKey);
        }
        node.add(std::move(part));
    }
    for (const catalog::Index &index : table.indexes) {
        if (!automatic(index) || options.systemShown) {
            node.add(makeIndex(index));
        }
    }
    for (const catalog::ForeignKey &key : table.foreignKeys) {
        node.add(make(NodeKind::ForeignKey, joined(key.columns), name, text(key.parentTable)));
    }
    for (const catalog::Trigger &trigger : table.triggers) {
        node.add(make(NodeKind::Trigger, text(trigger.name), name));
    }
}

NodePtr makeTable(const Contents &contents, std::size_t at, const TreeOptions &options)
{
    const catalog::Table &table = contents.tables[at];
    const QString name = text(table.summary.name);
    NodePtr node = make(kindOf(table.summary.kind), name, name, text(table.summary.module));
    if (contents.rows[at]) {
        node->rows = contents.rows[at]->rows;
    }
    if (!options.tablesOnly) {
        addParts(*node, table, options);
    }
    return node;
}

void sortByName(Node &node)
{
    std::sort(node.children.begin(), node.children.end(), [](const NodePtr &a, const NodePtr &b) {
        const int order = QString::compare(a->name, b->name, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a->name < b->name;
    });
}

// Tables and views without groups.
NodePtr makeList(const Contents &contents, const TreeOptions &options)
{
    NodePtr root = make(NodeKind::Root, {}, {});
    for (std::size_t i = 0; i < contents.tables.size(); ++i) {
        const catalog::TableSummary &summary = contents.tables[i].summary;
        if (summary.kind != catalog::TableKind::Shadow && (!summary.internal || options.systemShown)) {
            root->add(makeTable(contents, i, options));
        }
    }
    sortByName(*root);
    return root;
}

NodePtr makeGroups(const Contents &contents, const TreeOptions &options, const core::JobContext &job)
{
    std::map<NodeKind, NodePtr> groups;
    for (const NodeKind kind : {NodeKind::TableGroup, NodeKind::ViewGroup, NodeKind::VirtualGroup,
                                NodeKind::IndexGroup, NodeKind::TriggerGroup}) {
        groups[kind] = make(kind, {}, {});
    }
    std::map<std::string, Node *> virtualTables;
    std::vector<std::pair<std::string, NodePtr>> shadows;
    for (std::size_t i = 0; i < contents.tables.size(); ++i) {
        job.checkStop();
        const catalog::Table &table = contents.tables[i];
        if (table.summary.internal && !options.systemShown) {
            continue;
        }
        NodePtr node = makeTable(contents, i, options);
        for (const catalog::Index &index : table.indexes) {
            if (!automatic(index) || options.systemShown) {
                groups[NodeKind::IndexGroup]->add(makeIndex(index));
            }
        }
        for (const catalog::Trigger &trigger : table.triggers) {
            groups[NodeKind::TriggerGroup]->add(
                make(NodeKind::Trigger, text(trigger.name), text(trigger.table), text(trigger.table)));
        }
        switch (node->kind) {
        case NodeKind::View:
            groups[NodeKind::ViewGroup]->add(std::move(node));
            break;
        case NodeKind::VirtualTable:
            virtualTables[table.summary.name] = node.get();
            groups[NodeKind::VirtualGroup]->add(std::move(node));
            break;
        case NodeKind::ShadowTable:
            shadows.emplace_back(table.summary.virtualTable, std::move(node));
            break;
        default:
            groups[NodeKind::TableGroup]->add(std::move(node));
        }
    }
    for (auto &[owner, shadow] : shadows) {
        const auto it = virtualTables.find(owner);
        (it != virtualTables.end() ? it->second : groups[NodeKind::TableGroup].get())->add(std::move(shadow));
    }
    NodePtr root = make(NodeKind::Root, {}, {});
    root->add(make(NodeKind::Database, options.databaseName, {}));
    for (auto &[kind, group] : groups) {
        if (!group->children.empty()) {
            sortByName(*group);
            root->add(std::move(group));
        }
    }
    return root;
}

void setPresence(Node &node, Presence presence)
{
    node.presence = presence;
    for (const NodePtr &child : node.children) {
        setPresence(*child, presence);
    }
}

bool sorted(NodeKind kind)
{
    return kind == NodeKind::Root || !isTable(kind);
}

// Puts what is only in `now` into `then`, marked, and marks what is only in `then`.
void merge(Node &then, Node &now, bool tablesOnly)
{
    std::map<std::pair<NodeKind, QString>, NodePtr> later;
    for (NodePtr &child : now.children) {
        later[{child->kind, child->name}] = std::move(child);
    }
    for (const NodePtr &child : then.children) {
        const auto it = later.find({child->kind, child->name});
        if (it == later.end()) {
            setPresence(*child, Presence::OnlyThen);
        } else {
            merge(*child, *it->second, tablesOnly);
            later.erase(it);
        }
    }
    const bool added = !later.empty();
    for (auto &[key, child] : later) {
        setPresence(*child, Presence::OnlyNow);
        then.add(std::move(child));
    }
    if (added && then.kind == NodeKind::Root && !tablesOnly) {
        std::sort(then.children.begin(), then.children.end(),
                  [](const NodePtr &a, const NodePtr &b) { return a->kind < b->kind; });
    } else if (added && sorted(then.kind)) {
        sortByName(then);
    }
}

// Keeps what matches, and what leads there. A table whose own name matches keeps its parts.
bool keepMatching(Node &node, const QString &filter)
{
    const bool grouping = node.table.isEmpty();
    node.matched = !grouping && node.name.contains(filter, Qt::CaseInsensitive);
    bool below = false;
    for (const NodePtr &child : node.children) {
        below = keepMatching(*child, filter) || below;
    }
    if (!node.matched || below) {
        std::erase_if(node.children,
                      [](const NodePtr &child) { return !child->matched && child->children.empty(); });
    }
    return node.matched || below;
}

} // namespace

bool isTable(NodeKind kind)
{
    return kind == NodeKind::Table || kind == NodeKind::View || kind == NodeKind::VirtualTable ||
           kind == NodeKind::ShadowTable;
}

bool Node::sameKey(const Node &other) const
{
    return kind == other.kind && name == other.name && table == other.table &&
           (kind != NodeKind::ForeignKey || note == other.note);
}

bool Node::sameValue(const Node &other) const
{
    return sameKey(other) && note == other.note && marks == other.marks && rows == other.rows &&
           presence == other.presence && matched == other.matched;
}

void Node::add(std::unique_ptr<Node> child)
{
    children.push_back(std::move(child));
}

void Node::renumber()
{
    for (std::size_t i = 0; i < children.size(); ++i) {
        children[i]->row = static_cast<int>(i);
        children[i]->parent = this;
    }
}

namespace {

void renumberAll(Node &node)
{
    node.renumber();
    for (const NodePtr &child : node.children) {
        renumberAll(*child);
    }
}

NodePtr makeMoment(const Contents &contents, const TreeOptions &options, const core::JobContext &job)
{
    return options.tablesOnly ? makeList(contents, options) : makeGroups(contents, options, job);
}

} // namespace

std::unique_ptr<Node> makeTree(const Structure &structure, const TreeOptions &options,
                               const core::JobContext &job)
{
    NodePtr root = makeMoment(structure.shown(), options, job);
    if (structure.then) {
        merge(*root, *makeMoment(*structure.now, options, job), options.tablesOnly);
    }
    job.checkStop();
    if (!options.filter.isEmpty()) {
        keepMatching(*root, options.filter);
    }
    renumberAll(*root);
    return root;
}

} // namespace strandline::schema
