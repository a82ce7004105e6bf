#include "models/schema/schema_model.h"

#include "models/text/quantities.h"

#include <algorithm>
#include <set>

namespace strandline::schema {

namespace {

constexpr int refreshPauseMs = 300; // a program that commits all the time costs that often

using Key = std::tuple<NodeKind, QString, QString, QString>;

Key keyOf(const Node &node)
{
    return {node.kind, node.name, node.table, node.kind == NodeKind::ForeignKey ? node.note : QString()};
}

std::set<Key> keysOf(const Node &node, std::size_t first)
{
    std::set<Key> keys;
    for (std::size_t i = first; i < node.children.size(); ++i) {
        keys.insert(keyOf(*node.children[i]));
    }
    return keys;
}

} // namespace

SchemaModel::SchemaModel(session::DatabaseSession *session, Content content, QObject *parent)
    : QAbstractItemModel(parent), m_session(session), m_loading(new task::TaskRunner(session->tasks(), this)),
      m_building(new task::TaskRunner(session->tasks(), this)), m_root(std::make_unique<Node>())
{
    m_options.tablesOnly = content == Content::Tables;
    m_soon.setSingleShot(true);
    m_soon.setInterval(refreshPauseMs);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_loading->running()) {
            m_soon.start();
        } else {
            refresh();
        }
    });
    connect(m_loading, &task::TaskRunner::failed, this, &SchemaModel::failed);
    connect(m_building, &task::TaskRunner::failed, this, &SchemaModel::failed);
    connect(session, &session::DatabaseSession::stateChanged, this, &SchemaModel::sessionChanged);
    connect(session, &session::DatabaseSession::pointChanged, this, &SchemaModel::refresh);
    connect(session->changes(), &session::ChangeWatch::changed, this, &SchemaModel::refreshSoon);
    sessionChanged();
}

SchemaModel::~SchemaModel() = default;

const Node *SchemaModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<const Node *>(index.constInternalPointer()) : m_root.get();
}

QModelIndex SchemaModel::indexOf(const Node *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, node);
}

QModelIndex SchemaModel::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent)
               ? createIndex(row, column, nodeOf(parent)->children[static_cast<std::size_t>(row)].get())
               : QModelIndex();
}

QModelIndex SchemaModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int SchemaModel::rowCount(const QModelIndex &parent) const
{
    return static_cast<int>(nodeOf(parent)->children.size());
}

int SchemaModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QString SchemaModel::label(const Node &node) const
{
    switch (node.kind) {
    case NodeKind::TableGroup:
        return tr("Tables");
    case NodeKind::ViewGroup:
        return tr("Views");
    case NodeKind::VirtualGroup:
        return tr("Virtual tables");
    case NodeKind::IndexGroup:
        return tr("Indexes");
    case NodeKind::TriggerGroup:
        return tr("Triggers");
    case NodeKind::ForeignKey:
        return tr("%1 → %2").arg(node.name, node.note);
    default:
        return node.name;
    }
}

QString SchemaModel::description(const Node &node) const
{
    switch (node.presence) {
    case Presence::OnlyThen:
        return tr("%1 existed then and has been dropped since.").arg(label(node));
    case Presence::OnlyNow:
        return tr("%1 did not exist then.").arg(label(node));
    case Presence::Always:
        break;
    }
    QStringList parts;
    if (node.rows) {
        parts << tr("about %1").arg(text::quantity(*node.rows, "rows"));
    }
    if (node.kind == NodeKind::Column) {
        parts << (node.note.isEmpty() ? tr("no declared type") : node.note);
    } else if (node.kind == NodeKind::Index) {
        parts << tr("on %1 (%2)").arg(node.table, node.note);
    } else if (node.kind == NodeKind::Trigger) {
        parts << tr("on %1").arg(node.table);
    } else if (node.kind == NodeKind::VirtualTable && !node.note.isEmpty()) {
        parts << tr("module %1").arg(node.note);
    }
    if (node.marks.testFlag(Mark::PrimaryKey)) {
        parts << tr("primary key");
    }
    if (node.marks.testFlag(Mark::ForeignKey)) {
        parts << tr("foreign key");
    }
    if (node.marks.testFlag(Mark::NotNull)) {
        parts << tr("not NULL");
    }
    if (node.marks.testFlag(Mark::Unique)) {
        parts << tr("unique");
    }
    return parts.isEmpty() ? label(node) : tr("%1: %2").arg(label(node), parts.join(", "));
}

QVariant SchemaModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Node &node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return label(node);
    case NameRole:
        return node.name;
    case KindRole:
        return static_cast<int>(node.kind);
    case TableRole:
        return node.table;
    case NoteRole:
        return node.note;
    case MarksRole:
        return static_cast<int>(node.marks);
    case RowsRole:
        return node.rows ? QVariant(qulonglong{*node.rows}) : QVariant();
    case PresenceRole:
        return static_cast<int>(node.presence);
    case OpenRole:
        return std::any_of(node.children.begin(), node.children.end(),
                           [](const auto &child) { return child->matched || !child->children.empty(); });
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return description(node);
    default:
        return {};
    }
}

Entry SchemaModel::entry(const QModelIndex &index) const
{
    const Node &node = *nodeOf(index);
    return {node.kind, node.name, node.table, node.presence};
}

QModelIndex SchemaModel::indexOfTable(const QString &table) const
{
    // Tables stand at the top, in a group, or (shadow tables) in a table.
    std::vector<const Node *> level{m_root.get()};
    for (int depth = 0; depth < 3; ++depth) {
        std::vector<const Node *> next;
        for (const Node *node : level) {
            for (const auto &child : node->children) {
                if (isTable(child->kind) && child->name == table) {
                    return indexOf(child.get());
                }
                if (child->kind <= NodeKind::VirtualGroup || child->kind == NodeKind::VirtualTable) {
                    next.push_back(child.get());
                }
            }
        }
        level = std::move(next);
    }
    return {};
}

QModelIndex SchemaModel::indexOfDatabase() const
{
    for (const auto &child : m_root->children) {
        if (child->kind == NodeKind::Database) {
            return indexOf(child.get());
        }
    }
    return {};
}

namespace {

bool isUsers(const catalog::TableSummary &table)
{
    return !table.internal && table.kind != catalog::TableKind::Shadow;
}

} // namespace

int SchemaModel::tableCount() const
{
    if (!m_structure) {
        return 0;
    }
    const auto &tables = m_structure->shown().tables;
    return static_cast<int>(std::count_if(
        tables.begin(), tables.end(), [](const catalog::Table &table) { return isUsers(table.summary); }));
}

QString SchemaModel::largestTable() const
{
    if (!m_structure) {
        return {};
    }
    const Contents &contents = m_structure->shown();
    const catalog::Table *best = nullptr;
    std::uint64_t most = 0;
    for (std::size_t i = 0; i < contents.tables.size(); ++i) {
        const catalog::Table &table = contents.tables[i];
        const std::uint64_t rows = contents.rows[i] ? contents.rows[i]->rows : 0;
        if (isUsers(table.summary) && (best == nullptr || rows > most)) {
            best = &table;
            most = rows;
        }
    }
    return best == nullptr ? QString() : QString::fromStdString(best->summary.name);
}

void SchemaModel::setFilter(const QString &text)
{
    if (text != m_options.filter) {
        m_options.filter = text;
        rebuild();
    }
}

void SchemaModel::setSystemShown(bool shown)
{
    if (shown != m_options.systemShown) {
        m_options.systemShown = shown;
        rebuild();
    }
}

void SchemaModel::sessionChanged()
{
    if (m_session->state() == session::DatabaseSession::State::Open) {
        m_options.databaseName = m_session->name();
        refresh();
        return;
    }
    m_soon.stop();
    m_loading->discard();
    m_building->discard();
    m_loaded = false;
    m_structure.reset();
    beginResetModel();
    m_root = std::make_unique<Node>();
    endResetModel();
    emit loadedChanged();
}

void SchemaModel::refreshSoon()
{
    if (!m_soon.isActive()) {
        m_soon.start();
    }
}

void SchemaModel::refresh()
{
    m_soon.stop();
    if (!m_session->database()) {
        return;
    }
    std::optional<core::Scn> point;
    if (m_session->point()) {
        point = m_session->point()->scn;
    }
    m_loading->run(
        tr("Reading the schema"),
        [database = m_session->database(), point, known = m_structure](const core::JobContext &job) {
            return loadStructure(*database, point, known, job);
        },
        [this](StructurePtr structure) {
            const bool same = m_structure && m_structure->now == structure->now &&
                              m_structure->then == structure->then && m_structure->scn == structure->scn;
            if (!same || !m_loaded) {
                m_structure = std::move(structure);
                rebuild();
            }
        });
}

void SchemaModel::rebuild()
{
    if (!m_structure) {
        return;
    }
    m_building->run(
        {},
        [structure = m_structure, options = m_options](const core::JobContext &job) {
            return makeTree(*structure, options, job);
        },
        [this](std::unique_ptr<Node> tree) { take(std::move(tree)); });
}

void SchemaModel::take(std::unique_ptr<Node> tree)
{
    emit aboutToRebuild();
    adopt(*m_root, *tree);
    m_loaded = true;
    emit rebuilt();
    emit loadedChanged();
}

void SchemaModel::removeRows(Node &node, std::size_t first, std::size_t count)
{
    beginRemoveRows(indexOf(&node), static_cast<int>(first), static_cast<int>(first + count) - 1);
    const auto from = node.children.begin() + static_cast<std::ptrdiff_t>(first);
    node.children.erase(from, from + static_cast<std::ptrdiff_t>(count));
    node.renumber();
    endRemoveRows();
}

// Moves `count` children of fresh, from `from` on, into node before row `at`.
std::size_t SchemaModel::insertRows(Node &node, std::size_t at, Node &fresh, std::size_t from,
                                    std::size_t count)
{
    beginInsertRows(indexOf(&node), static_cast<int>(at), static_cast<int>(at + count) - 1);
    const auto first = fresh.children.begin() + static_cast<std::ptrdiff_t>(from);
    node.children.insert(node.children.begin() + static_cast<std::ptrdiff_t>(at),
                         std::make_move_iterator(first),
                         std::make_move_iterator(first + static_cast<std::ptrdiff_t>(count)));
    node.renumber();
    endInsertRows();
    return at + count;
}

// The node's own values; what is below stays.
void SchemaModel::adoptValue(Node &node, const Node &fresh)
{
    if (!node.sameValue(fresh)) {
        node.note = fresh.note;
        node.marks = fresh.marks;
        node.rows = fresh.rows;
        node.presence = fresh.presence;
        node.matched = fresh.matched;
        emit dataChanged(indexOf(&node), indexOf(&node));
    }
}

// Makes node what fresh is: rows that are gone are removed, new ones inserted, the others stay themselves.
void SchemaModel::adopt(Node &node, Node &fresh)
{
    std::size_t at = 0;
    while (at < node.children.size() && at < fresh.children.size() &&
           node.children[at]->sameKey(*fresh.children[at])) {
        adoptValue(*node.children[at], *fresh.children[at]); // mostly nothing changed
        adopt(*node.children[at], *fresh.children[at]);
        ++at;
    }
    if (at < node.children.size() || at < fresh.children.size()) {
        adoptRest(node, fresh, at);
    }
}

void SchemaModel::adoptRest(Node &node, Node &fresh, std::size_t at)
{
    const std::set<Key> wanted = keysOf(fresh, at);
    const std::set<Key> had = keysOf(node, at);
    std::size_t from = at;
    while (at < node.children.size() || from < fresh.children.size()) {
        std::size_t count = 0;
        while (from + count < fresh.children.size() && !had.contains(keyOf(*fresh.children[from + count]))) {
            ++count;
        }
        if (count > 0) {
            at = insertRows(node, at, fresh, from, count);
            from += count;
        } else if (at < node.children.size() && !wanted.contains(keyOf(*node.children[at]))) {
            count = 1;
            while (at + count < node.children.size() && !wanted.contains(keyOf(*node.children[at + count]))) {
                ++count;
            }
            removeRows(node, at, count);
        } else if (at == node.children.size()) { // was removed below, for the order: comes anew
            at = insertRows(node, at, fresh, from++, 1);
        } else if (from == fresh.children.size() || !node.children[at]->sameKey(*fresh.children[from])) {
            removeRows(node, at, 1); // the order changed
        } else {
            adoptValue(*node.children[at], *fresh.children[from]);
            adopt(*node.children[at++], *fresh.children[from++]);
        }
    }
}

} // namespace strandline::schema
