#include "views/browse/structure_panes.h"

#include "models/browse/table_facts.h"
#include "models/text/quantities.h"
#include "views/browse/facts_pane.h"
#include "views/browse/sizes_pane.h"
#include "views/browse/sql_view.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/late_stack.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QPushButton>

namespace strandline::browse {

StructurePanes::StructurePanes(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_line(new QWidget), m_heading(new widgets::ElidedLabel),
      m_stack(new widgets::LateStack), m_columns(new FactsPane(tr("Columns"), false, context.theme)),
      m_indexes(new FactsPane(tr("Indexes"), true, context.theme)),
      m_triggers(new FactsPane(tr("Triggers"), true, context.theme)),
      m_keys(new FactsPane(tr("Foreign keys"), false, context.theme)),
      m_statements(new SqlView(tr("Statements"), context.theme)),
      m_sizes(new SizesPane(context.session, context.theme))
{
    setObjectName("surface");
    setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeLine());
    column->addWidget(m_stack, 1);
    m_columns->setObjectName("columnsPane");
    m_indexes->setObjectName("indexesPane");
    m_triggers->setObjectName("triggersPane");
    m_keys->setObjectName("foreignKeysPane");
    m_statements->setObjectName("statementsPane");
    m_sizes->setObjectName("sizesPane");
    for (QWidget *pane :
         std::initializer_list<QWidget *>{m_columns, m_indexes, m_triggers, m_keys, m_statements, m_sizes}) {
        m_stack->addLate(pane);
    }
    for (FactsPane *pane : {m_columns, m_indexes, m_triggers, m_keys}) {
        connect(pane, &FactsPane::tableWanted, this, &StructurePanes::tableWanted);
    }
    connect(context.session, &session::DatabaseSession::pointChanged, this, &StructurePanes::pointChanged);
    m_tick.setInterval(10000);
    connect(&m_tick, &QTimer::timeout, this, &StructurePanes::pointChanged);
    m_tick.start();
    pointChanged();
}

QWidget *StructurePanes::makeLine()
{
    m_line->setObjectName("asOfLine");
    m_line->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, m_line);
    row->setContentsMargins(theme::space3, theme::space1, theme::space2, theme::space1);
    row->setSpacing(theme::space2);
    m_heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_heading, 1);
    auto *back = widgets::button(tr("Return to now"), "link");
    connect(back, &QPushButton::clicked, m_context.session, &session::DatabaseSession::returnToNow);
    row->addWidget(back);
    return m_line;
}

void StructurePanes::pointChanged()
{
    const auto &point = m_context.session->point();
    m_line->setVisible(point.has_value());
    if (point) {
        m_heading->setFullText(tr("As of %1").arg(text::point(point->scn, point->timeTo, text::now())));
    }
    const QString name = point ? "pastPane" : "surface";
    if (objectName() != name) {
        setObjectName(name);
        widgets::restyle(this);
        for (QWidget *child : findChildren<QWidget *>()) {
            widgets::restyle(child);
        }
        for (FactsPane *pane : {m_columns, m_indexes, m_triggers, m_keys}) {
            pane->setPast(point.has_value());
        }
        m_statements->setPast(point.has_value());
    }
}

void StructurePanes::show(const schema::StructurePtr &structure, const QString &table)
{
    const bool same = m_table == table;
    m_table = table;
    const catalog::Table *found =
        structure && !table.isEmpty() ? structure->shown().find(table.toStdString()) : nullptr;
    if (found == nullptr) {
        const QString none = table.isEmpty() ? QString() : tr("There is no %1 at this moment.").arg(table);
        for (FactsPane *pane : {m_columns, m_indexes, m_triggers, m_keys}) {
            pane->show({}, none);
        }
        m_statements->setSql({});
        m_sizes->clear();
        m_measured.reset();
        return;
    }
    showFacts(structure->shown(), *found);
    // Sizes are dear: measured again for another table or moment, or when asked.
    const schema::ContentsPtr &contents = structure->then ? structure->then : structure->now;
    const bool sameMoment = m_measured && m_measured->version == contents->version &&
                            (structure->then != nullptr) == (m_measured == structure->then);
    if (!same || !sameMoment) {
        m_sizes->show(table);
        m_measured = contents;
    }
}

void StructurePanes::showFacts(const schema::Contents &contents, const catalog::Table &table)
{
    const bool view = table.summary.kind == catalog::TableKind::View;
    m_columns->show(columnFacts(table),
                    tr("The columns can't be told: what this view or virtual table needs is "
                       "not there."));
    m_indexes->show(indexFacts(table),
                    view ? tr("A view has no indexes.") : tr("This table has no indexes."));
    m_triggers->show(triggerFacts(table), tr("%1 has no triggers.").arg(m_table));
    m_keys->show(foreignKeyFacts(contents, table),
                 tr("%1 has no foreign keys, and none lead to it.").arg(m_table));
    m_statements->setSql(QString::fromStdString(schema::ddlOf(table)));
}

void StructurePanes::setPane(Pane pane)
{
    QWidget *const panes[] = {m_columns, m_indexes, m_triggers, m_keys, m_statements, m_sizes};
    m_stack->showPage(panes[static_cast<int>(pane) - 1]);
}

FactsPane *StructurePanes::facts(Pane pane) const
{
    switch (pane) {
    case Pane::Columns:
        return m_columns;
    case Pane::Indexes:
        return m_indexes;
    case Pane::Triggers:
        return m_triggers;
    case Pane::ForeignKeys:
        return m_keys;
    default:
        return nullptr;
    }
}

void StructurePanes::choose(Pane pane, const QString &name)
{
    if (FactsPane *found = facts(pane)) {
        found->choose(name);
    }
}

int StructurePanes::count(Pane pane) const
{
    const FactsPane *found = facts(pane);
    return found == nullptr ? -1 : found->count();
}

} // namespace strandline::browse
