// The tree that the schema model shows, made from a snapshot by a job: groups of tables, views, virtual
// tables with their shadow tables, indexes, triggers; under a table what it consists of. Filtering happens
// here, too. Values; any thread.
#pragma once

#include "models/schema/structure.h"

#include <QFlags>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace strandline::schema {

enum class NodeKind
{
    Root,
    Database,
    TableGroup,
    ViewGroup,
    VirtualGroup,
    IndexGroup,
    TriggerGroup,
    Table,
    View,
    VirtualTable,
    ShadowTable,
    Column,
    Index,
    ForeignKey,
    Trigger,
};

bool isTable(NodeKind kind); // has rows: table, view, virtual or shadow table

enum class Presence
{
    Always,
    OnlyNow, // made after the moment looked at
    OnlyThen // gone since
};

enum class Mark
{
    PrimaryKey = 1,
    ForeignKey = 2,
    NotNull = 4,
    Unique = 8,
};
Q_DECLARE_FLAGS(Marks, Mark)

struct Node
{
    NodeKind kind = NodeKind::Root;
    QString name;  // as stored; of a foreign key: its columns; empty for groups
    QString table; // that it is or belongs to; empty for groups
    QString note;  // a column's type, an index's columns, where a key points to
    Marks marks;
    std::optional<std::uint64_t> rows; // estimate
    Presence presence = Presence::Always;
    bool matched = false; // its own name contains the filter's text

    Node *parent = nullptr;
    int row = 0; // in parent
    std::vector<std::unique_ptr<Node>> children;

    bool sameKey(const Node &other) const;   // the same object at another time
    bool sameValue(const Node &other) const; // children apart
    void add(std::unique_ptr<Node> child);
    void renumber();
};

struct TreeOptions
{
    bool tablesOnly = false;  // tables and views without groups and without what they consist of
    bool systemShown = false; // sqlite_schema, automatic indexes …
    QString filter;           // any part of a name; empty: everything
    QString databaseName;
};

std::unique_ptr<Node> makeTree(const Structure &structure, const TreeOptions &options,
                               const core::JobContext &job);

} // namespace strandline::schema
