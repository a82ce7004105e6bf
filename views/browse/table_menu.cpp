#include "views/browse/table_menu.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

namespace strandline::browse {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(strandline::browse::TableMenu)
};

QString quoted(const std::string &name)
{
    return QString::fromStdString(sqlite::quoteIdentifier(name));
}

void copy(const QString &text)
{
    QApplication::clipboard()->setText(text);
}

QString ddlOf(const schema::Contents &contents, const schema::Entry &entry)
{
    const catalog::Table *table = contents.find(entry.table.toStdString());
    if (table == nullptr) {
        return {};
    }
    const auto named = [&](const auto &list) {
        for (const auto &object : list) {
            if (object.name == entry.name.toStdString() && !object.sql.empty()) {
                return QString::fromStdString(object.sql + ";\n");
            }
        }
        return QString();
    };
    switch (entry.kind) {
    case schema::NodeKind::Index:
        return named(table->indexes);
    case schema::NodeKind::Trigger:
        return named(table->triggers);
    case schema::NodeKind::Column:
    case schema::NodeKind::ForeignKey:
        return {};
    default:
        return QString::fromStdString(schema::ddlOf(*table));
    }
}

} // namespace

QString selectOf(const schema::Contents &contents, const QString &table)
{
    QStringList columns;
    if (const catalog::Table *found = contents.find(table.toStdString())) {
        for (const catalog::Column &column : found->columns) {
            if (column.kind != catalog::ColumnKind::Hidden) {
                columns << quoted(column.name);
            }
        }
    }
    return QString("SELECT %1\nFROM %2")
        .arg(columns.isEmpty() ? QString("*") : columns.join(", "), quoted(table.toStdString()));
}

void showTableMenu(QWidget *page, const shell::PageContext &context, const schema::SchemaModel &schema,
                   const schema::Entry &entry, const QPoint &at)
{
    if (entry.name.isEmpty() || !schema.structure()) {
        return;
    }
    auto *menu = new QMenu(page);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const schema::Contents &contents =
        entry.presence == schema::Presence::OnlyNow ? *schema.structure()->now : schema.structure()->shown();
    const auto open = context.open;
    const auto ask = [&](const QString &text, const QString &feature, const shell::PageState &what,
                         shell::OpenRequest::Placement placement = shell::OpenRequest::Placement::Existing) {
        menu->addAction(text, page, [open, feature, what, placement] { open({feature, what, placement}); });
    };
    using Placement = shell::OpenRequest::Placement;
    if (schema::isTable(entry.kind)) {
        const QString select = selectOf(contents, entry.table);
        ask(Words::tr("Open in a new tab"), "browse", {{"table", entry.table}}, Placement::NewTab);
        ask(Words::tr("Open in a worksheet"), "worksheet",
            {{"sql", select + ";\n"}, {"title", entry.table}, {"run", true}}, Placement::NewTab);
        ask(Words::tr("Search in this table"), "search", {{"table", entry.table}});
        if (entry.kind == schema::NodeKind::Table) {
            ask(Words::tr("Show in the diagram"), "diagram", {{"table", entry.table}});
        }
        ask(Words::tr("Flashback of this table"), "flashback", {{"table", entry.table}});
        menu->addSeparator();
        ask(Words::tr("Export…"), "export", {{"table", entry.table}});
        if (entry.kind == schema::NodeKind::Table && !context.session->point() &&
            !context.session->readOnly()) {
            ask(Words::tr("Import…"), "import", {{"table", entry.table}});
        }
        menu->addSeparator();
        menu->addAction(Words::tr("Copy SELECT"), page, [select] { copy(select + ";\n"); });
    }
    menu->addAction(Words::tr("Copy name"), page, [name = entry.name] { copy(name); });
    if (const QString ddl = ddlOf(contents, entry); !ddl.isEmpty()) {
        menu->addAction(Words::tr("Copy DDL"), page, [ddl] { copy(ddl); });
    }
    menu->popup(at);
}

} // namespace strandline::browse
