// What a table consists of, as of the session's moment: columns, indexes, triggers, foreign keys, statements,
// sizes; one at a time. Tinted, with a line that says so, while the session looks at the past. GUI thread.
#pragma once

#include "models/schema/structure.h"
#include "views/shell/feature.h"

#include <QTimer>
#include <QWidget>

namespace strandline::widgets {
class ElidedLabel;
class LateStack;
} // namespace strandline::widgets

namespace strandline::browse {

class FactsPane;
class SizesPane;
class SqlView;

enum class Pane
{
    Data,
    Columns,
    Indexes,
    Triggers,
    ForeignKeys,
    Statements,
    Sizes
};
inline constexpr int paneCount = 7;

class StructurePanes : public QWidget
{
    Q_OBJECT
public:
    explicit StructurePanes(const shell::PageContext &context, QWidget *parent = nullptr);

    // structure: null for nothing.
    void show(const schema::StructurePtr &structure, const QString &table);
    void setPane(Pane pane);                     // any but Data
    void choose(Pane pane, const QString &name); // the pane's row about it
    int count(Pane pane) const;                  // rows; -1: not counted
    FactsPane *facts(Pane pane) const;           // columns, indexes, triggers, foreign keys
    SqlView *statements() const { return m_statements; }
    SizesPane *sizes() const { return m_sizes; }

signals:
    void tableWanted(const QString &table);

private:
    QWidget *makeLine();
    void pointChanged();
    void showFacts(const schema::Contents &contents, const catalog::Table &table);

    shell::PageContext m_context;
    QWidget *m_line;
    widgets::ElidedLabel *m_heading;
    widgets::LateStack *m_stack;
    FactsPane *m_columns;
    FactsPane *m_indexes;
    FactsPane *m_triggers;
    FactsPane *m_keys;
    SqlView *m_statements;
    SizesPane *m_sizes;
    QString m_table;
    schema::ContentsPtr m_measured; // what the sizes belong to
    QTimer m_tick;                  // "2 h ago" ages
};

} // namespace strandline::browse
