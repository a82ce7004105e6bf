// The tables of a schema and the foreign keys between them, placed on a plane: what the diagram draws.
// Values; any thread.
//
// Layers go from left to right, from a table that references to what it references. Tables that nothing
// connects stand in rows under the others.
#pragma once

#include "engine/core/job.h"
#include "models/schema/structure.h"

#include <QHash>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <vector>

namespace strandline::diagram {

// How much of a table its box shows.
enum class Detail
{
    Columns,
    Keys, // columns of primary and foreign keys
};

struct BoxColumn
{
    QString name;
    QString type;
    bool primaryKey = false;
    bool foreignKey = false;
    bool notNull = false;
    bool operator==(const BoxColumn &) const = default;
};

struct Box
{
    QString name;
    std::vector<BoxColumn> columns; // those shown
    QRectF rect;
    bool operator==(const Box &) const = default;
};

struct Link
{
    int child = 0; // box that declares the key
    int parent = 0;
    std::vector<int> childRows; // of the boxes' columns; empty where they aren't shown
    std::vector<int> parentRows;
    QString childColumns; // "a, b"
    QString parentColumns;
    QString onUpdate;
    QString onDelete;
    bool optional = false; // the child's columns may be NULL
    bool one = false;      // at most one child a parent: its columns are unique
    bool operator==(const Link &) const = default;
};

struct Graph
{
    std::vector<Box> boxes; // by name
    std::vector<Link> links;

    int find(const QString &table) const; // -1: not there
    QRectF bounds() const;                // of all boxes
    bool operator==(const Graph &) const = default;
};

// In the units of the scene, which are pixels at 100 %.
struct Metrics
{
    double charWidth = 7;
    double rowHeight = 20;
    double headHeight = 28;
};

// The tables of the user; without views, virtual and system tables, which have no foreign keys.
Graph makeGraph(const schema::Contents &contents, Detail detail, const Metrics &metrics);

// Places the boxes. moved: left top corners that the user gave, which are kept.
void layOut(Graph &graph, const QHash<QString, QPointF> &moved, const core::JobContext &job);

} // namespace strandline::diagram
