// The schema of the session's database as a tree of one column: the database, groups of tables, views,
// virtual tables, indexes and triggers, and under each table its parts. While the session looks at the past:
// the objects of then and those of now together, each with where it exists. GUI thread; read, built and
// filtered by jobs. Read again by itself when anybody changed the database; a new reading changes only what
// differs, so that expansion and selection stay.
#pragma once

#include "models/schema/schema_tree.h"
#include "models/session/database_session.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <memory>

namespace strandline::schema {

// What a node stands for, for those who act on it.
struct Entry
{
    NodeKind kind = NodeKind::Root;
    QString name;
    QString table; // that it is or belongs to; empty: the database, a group
    Presence presence = Presence::Always;
};

class SchemaModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role
    {
        NameRole = Qt::UserRole,
        KindRole,     // int(NodeKind)
        TableRole,    // QString
        NoteRole,     // QString, to stand at the right
        MarksRole,    // int(Marks)
        RowsRole,     // qulonglong, an estimate; invalid: unknown
        PresenceRole, // int(Presence)
        OpenRole,     // bool: something below matches the filter
    };
    enum class Content
    {
        Everything,
        Tables // tables and views alone, without groups
    };

    explicit SchemaModel(session::DatabaseSession *session, Content content = Content::Everything,
                         QObject *parent = nullptr);
    ~SchemaModel() override;

    QModelIndex index(int row, int column = 0, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    Content content() const { return m_options.tablesOnly ? Content::Tables : Content::Everything; }
    Entry entry(const QModelIndex &index) const;
    QModelIndex indexOfTable(const QString &table) const; // invalid: not shown
    QModelIndex indexOfDatabase() const;

    // Null until loaded().
    const StructurePtr &structure() const { return m_structure; }
    bool loaded() const { return m_loaded; }
    // The user's tables and views at the moment looked at; system and shadow tables not counted.
    int tableCount() const;
    QString largestTable() const; // as far as the estimates tell; empty: no table

    void setFilter(const QString &text);
    QString filter() const { return m_options.filter; }
    void setSystemShown(bool shown);
    bool systemShown() const { return m_options.systemShown; }

    void refresh();
    // The database changed: as refresh(), but after what is being read and not many times a second.
    void refreshSoon();

signals:
    void failed(const strandline::core::Error &error);
    void loadedChanged();  // structure() was read anew, or dropped
    void aboutToRebuild(); // rows come and go until rebuilt(); what is current then means nothing
    void rebuilt();

private:
    void sessionChanged();
    void rebuild();
    void take(std::unique_ptr<Node> tree);
    void adopt(Node &node, Node &fresh);
    void adoptRest(Node &node, Node &fresh, std::size_t at);
    void adoptValue(Node &node, const Node &fresh);
    void removeRows(Node &node, std::size_t first, std::size_t count);
    std::size_t insertRows(Node &node, std::size_t at, Node &fresh, std::size_t from, std::size_t count);
    QModelIndex indexOf(const Node *node) const;
    const Node *nodeOf(const QModelIndex &index) const;
    QString label(const Node &node) const;
    QString description(const Node &node) const;

    session::DatabaseSession *m_session;
    task::TaskRunner *m_loading;
    task::TaskRunner *m_building;
    TreeOptions m_options;
    StructurePtr m_structure;
    std::unique_ptr<Node> m_root;
    bool m_loaded = false;
    QTimer m_soon;
};

} // namespace strandline::schema
