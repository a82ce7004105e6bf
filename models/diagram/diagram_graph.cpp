#include "models/diagram/diagram_graph.h"

#include "engine/sql/tokenizer.h"

#include <QStringList>

#include <algorithm>

namespace strandline::diagram {

namespace {

constexpr double textMargin = 12;
constexpr double keyMark = 24; // the sign before a column's name
constexpr double gapBetween = 24;
constexpr double narrowest = 120;

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

bool holds(const std::vector<std::string> &names, const std::string &name)
{
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string &other) { return sql::equalsIgnoringCase(other, name); });
}

bool inForeignKey(const catalog::Table &table, const std::string &column)
{
    return std::any_of(table.foreignKeys.begin(), table.foreignKeys.end(),
                       [&](const catalog::ForeignKey &key) { return holds(key.columns, column); });
}

Box makeBox(const catalog::Table &table, Detail detail, const Metrics &metrics)
{
    Box box;
    box.name = text(table.summary.name);
    double width = static_cast<double>(box.name.size() + 2) * metrics.charWidth + 2 * textMargin;
    for (const catalog::Column &column : table.columns) {
        BoxColumn shown{text(column.name), text(column.type), column.primaryKey > 0,
                        inForeignKey(table, column.name), column.notNull};
        if (detail == Detail::Columns || shown.primaryKey || shown.foreignKey) {
            const auto characters = static_cast<double>(shown.name.size() + shown.type.size());
            width = std::max(width, characters * metrics.charWidth + keyMark + gapBetween + 2 * textMargin);
            box.columns.push_back(std::move(shown));
        }
    }
    box.rect.setSize({std::max(width, narrowest),
                      metrics.headHeight + static_cast<double>(box.columns.size()) * metrics.rowHeight});
    return box;
}

QString joined(const std::vector<std::string> &names)
{
    QStringList out;
    for (const std::string &name : names) {
        out << text(name);
    }
    return out.join(", ");
}

std::vector<int> rowsOf(const Box &box, const std::vector<std::string> &names)
{
    std::vector<int> rows;
    for (std::size_t i = 0; i < box.columns.size(); ++i) {
        if (holds(names, box.columns[i].name.toStdString())) {
            rows.push_back(static_cast<int>(i));
        }
    }
    return rows;
}

std::vector<std::string> primaryKeyOf(const catalog::Table &table)
{
    std::vector<std::string> names;
    for (const catalog::Column &column : table.columns) {
        if (column.primaryKey > 0) {
            names.push_back(column.name);
        }
    }
    return names;
}

// Whether no two rows of the table can have the same values in the columns.
bool unique(const catalog::Table &table, const std::vector<std::string> &columns)
{
    const auto within = [&](const auto &key, const auto &nameOf) {
        return !key.empty() && std::all_of(key.begin(), key.end(), [&](const auto &column) {
            return holds(columns, nameOf(column));
        });
    };
    if (within(primaryKeyOf(table), [](const std::string &name) { return name; })) {
        return true;
    }
    return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const catalog::Index &index) {
        return index.unique && !index.partial &&
               within(index.columns, [](const catalog::IndexColumn &column) { return column.name; });
    });
}

Link makeLink(const catalog::Table &child, const catalog::Table &parent, const catalog::ForeignKey &key,
              const Graph &graph, int from, int to)
{
    Link link;
    link.child = from;
    link.parent = to;
    const std::vector<std::string> parentColumns =
        key.parentColumns.empty() ? primaryKeyOf(parent) : key.parentColumns;
    link.childRows = rowsOf(graph.boxes[static_cast<std::size_t>(from)], key.columns);
    link.parentRows = rowsOf(graph.boxes[static_cast<std::size_t>(to)], parentColumns);
    link.childColumns = joined(key.columns);
    link.parentColumns = joined(parentColumns);
    link.onUpdate = text(key.onUpdate);
    link.onDelete = text(key.onDelete);
    link.optional =
        std::any_of(child.columns.begin(), child.columns.end(), [&](const catalog::Column &column) {
            return !column.notNull && column.primaryKey == 0 && holds(key.columns, column.name);
        });
    link.one = unique(child, key.columns);
    return link;
}

} // namespace

int Graph::find(const QString &table) const
{
    const auto it = std::find_if(boxes.begin(), boxes.end(), [&](const Box &box) {
        return QString::compare(box.name, table, Qt::CaseInsensitive) == 0;
    });
    return it == boxes.end() ? -1 : static_cast<int>(it - boxes.begin());
}

QRectF Graph::bounds() const
{
    QRectF all;
    for (const Box &box : boxes) {
        all = all.united(box.rect);
    }
    return all;
}

Graph makeGraph(const schema::Contents &contents, Detail detail, const Metrics &metrics)
{
    Graph graph;
    std::vector<const catalog::Table *> tables;
    QHash<QString, int> boxOf; // by name in small letters
    for (const catalog::Table &table : contents.tables) {
        if (!table.summary.internal && table.summary.kind == catalog::TableKind::Table) {
            boxOf[text(sql::toLowerAscii(table.summary.name))] = static_cast<int>(tables.size());
            tables.push_back(&table);
            graph.boxes.push_back(makeBox(table, detail, metrics));
        }
    }
    for (std::size_t child = 0; child < tables.size(); ++child) {
        for (const catalog::ForeignKey &key : tables[child]->foreignKeys) {
            const int parent = boxOf.value(text(sql::toLowerAscii(key.parentTable)), -1);
            if (parent >= 0) {
                graph.links.push_back(makeLink(*tables[child], *tables[static_cast<std::size_t>(parent)], key,
                                               graph, static_cast<int>(child), parent));
            }
        }
    }
    return graph;
}

} // namespace strandline::diagram
