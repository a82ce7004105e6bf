#include "views/browse/browse_page.h"

#include "models/edit/staged_edits.h"
#include "views/browse/data_pane.h"
#include "views/browse/database_pane.h"
#include "views/browse/table_menu.h"
#include "views/common/schema/schema_pane.h"
#include "views/common/widgets/late_stack.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>

namespace strandline::browse {

namespace {

constexpr const char *splitterKey = "v1/browse/tablesSplitter";

// Where a part of a table is listed.
Pane paneOf(schema::NodeKind kind)
{
    switch (kind) {
    case schema::NodeKind::Column:
        return Pane::Columns;
    case schema::NodeKind::Index:
        return Pane::Indexes;
    case schema::NodeKind::Trigger:
        return Pane::Triggers;
    case schema::NodeKind::ForeignKey:
        return Pane::ForeignKeys;
    default:
        return Pane::Data;
    }
}

} // namespace

BrowsePage::BrowsePage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context),
      m_schema(new schema::SchemaModel(context.session, schema::SchemaModel::Content::Everything, this)),
      m_tree(new schema::SchemaPane(m_schema, context.theme)), m_data(new DataPane(context)),
      m_structure(new StructurePanes(context)), m_database(new DatabasePane(context)),
      m_title(widgets::label({})), m_figures(widgets::label({}, "secondary")), m_tabs(new QTabBar),
      m_content(new widgets::LateStack),
      m_refresh(new QAction(context.theme->icon("refresh"), tr("Refresh"), this))
{
    setAccessibleName(tr("Browse"));
    setWindowTitle(tr("Browse"));
    auto *outer = widgets::flatRow(this);
    auto *horizontal = new QSplitter(Qt::Horizontal);
    horizontal->addWidget(m_tree);
    horizontal->addWidget(makeContent());
    horizontal->setStretchFactor(1, 1);
    horizontal->setSizes({260, 812});
    horizontal->setChildrenCollapsible(false);
    horizontal->restoreState(context.settings->value(splitterKey).toByteArray());
    connect(horizontal, &QSplitter::splitterMoved, this,
            [this, horizontal] { m_context.settings->setValue(splitterKey, horizontal->saveState()); });
    outer->addWidget(horizontal);
    setFocusProxy(m_tree->tree());
    addActions();

    connect(m_tree, &schema::SchemaPane::chosen, this, &BrowsePage::entryChosen);
    connect(m_tree, &schema::SchemaPane::activated, this, &BrowsePage::entryActivated);
    connect(m_tree, &schema::SchemaPane::menuRequested, this,
            [this](const schema::Entry &entry, const QPoint &at) {
                showTableMenu(this, m_context, *m_schema, entry, at);
            });
    connect(m_schema, &schema::SchemaModel::loadedChanged, this, &BrowsePage::schemaLoaded);
    connect(m_schema, &schema::SchemaModel::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(context.session, &session::DatabaseSession::stateChanged, this, &BrowsePage::sessionChanged);
    connect(m_data, &DataPane::figuresChanged, this, &BrowsePage::refreshTitle);
    connect(m_structure, &StructurePanes::tableWanted, this, &BrowsePage::chooseTable);
    connect(m_database, &DatabasePane::tableWanted, this, [this](const QString &table) {
        chooseTable(table);
        setPane(Pane::Sizes);
    });
    connect(m_data, &DataPane::tableWanted, this, &BrowsePage::chooseTable);
    connect(m_data->edits(), &edit::StagedEdits::changed, this,
            [this] { setWindowModified(!m_data->edits()->empty()); });
}

void BrowsePage::addActions()
{
    m_context.shortcuts->bindToPage(this, m_refresh, "page.refresh", {QKeySequence::Refresh});
    connect(m_refresh, &QAction::triggered, this, &BrowsePage::readAgain);
    auto *find = new QAction(m_context.theme->icon("search"), tr("Find in the schema"), this);
    m_context.shortcuts->bindToPage(this, find, "page.find", {QKeySequence::Find});
    connect(find, &QAction::triggered, m_tree->filter(), qOverload<>(&QWidget::setFocus));
    const char *ids[paneCount] = {"data",        "columns",    "indexes", "triggers",
                                  "foreignKeys", "statements", "sizes"};
    const QString texts[paneCount] = {tr("Show the data"),         tr("Show the columns"),
                                      tr("Show the indexes"),      tr("Show the triggers"),
                                      tr("Show the foreign keys"), tr("Show the statements"),
                                      tr("Show the sizes")};
    for (int i = 0; i < paneCount; ++i) {
        auto *action = new QAction(texts[i], this);
        m_context.shortcuts->bindToPage(this, action, QString("browse.") + ids[i],
                                        {QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + i))});
        connect(action, &QAction::triggered, this, [this, i] { setPane(static_cast<Pane>(i)); });
    }
    auto *whole = new QAction(m_context.theme->icon("database"), tr("Show the database as a whole"), this);
    m_context.shortcuts->bindToPage(this, whole, "browse.database", {QKeySequence(Qt::ALT | Qt::Key_0)});
    connect(whole, &QAction::triggered, this, &BrowsePage::chooseDatabase);
    addActionsOf(m_database);
}

void BrowsePage::addActionsOf(const QWidget *part)
{
    for (QAction *action : part->actions()) {
        addAction(action);
    }
}

QWidget *BrowsePage::makeHead()
{
    auto *head = new QWidget;
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, head);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space3);
    m_title->setFont(theme::Theme::heading());
    m_title->setObjectName("tableTitle");
    row->addWidget(m_title);
    row->addWidget(m_figures);
    row->addStretch();
    auto *refresh = widgets::iconButton(m_context.theme->icon("refresh"), tr("Refresh (F5)"));
    connect(refresh, &QToolButton::clicked, m_refresh, &QAction::trigger);
    row->addWidget(refresh);
    return head;
}

void BrowsePage::makeTabs()
{
    widgets::setRole(m_tabs, "panes");
    m_tabs->setObjectName("tableTabs");
    m_tabs->setAccessibleName(tr("What to show of the table"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    for (int i = 0; i < paneCount; ++i) {
        m_tabs->addTab({});
        m_tabs->setTabToolTip(
            i,
            QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + i)).toString(QKeySequence::NativeText));
    }
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) { setPane(static_cast<Pane>(index)); });
}

QWidget *BrowsePage::makeContent()
{
    auto *box = new QWidget;
    box->setObjectName("surface");
    box->setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(box);
    column->addWidget(makeHead());
    makeTabs();
    column->addWidget(m_tabs);
    m_content->addWidget(m_data);
    m_content->addLate(m_structure);
    m_content->addLate(m_database);
    column->addWidget(m_content, 1);
    refreshStructure();
    return box;
}

void BrowsePage::readAgain()
{
    m_schema->refresh();
    if (m_whole) {
        m_database->show(m_schema->structure());
    } else {
        m_data->readAgain();
    }
}

void BrowsePage::sessionChanged()
{
    if (m_context.session->state() != session::DatabaseSession::State::Open) {
        m_table.clear();
        m_whole = false;
        m_data->show({});
        refreshStructure();
        m_data->edits()->forget();
        refreshTitle();
    }
}

void BrowsePage::schemaLoaded()
{
    refreshStructure();
    if (m_table.isEmpty() && !m_whole) {
        chooseTable(m_schema->largestTable()); // something to look at
    }
}

void BrowsePage::entryChosen(const schema::Entry &entry)
{
    if (entry.kind == schema::NodeKind::Database) {
        chooseDatabase();
    } else if (!entry.table.isEmpty()) {
        chooseTable(entry.table);
        m_structure->choose(paneOf(entry.kind), entry.name);
    }
}

void BrowsePage::entryActivated(const schema::Entry &entry)
{
    if (entry.table.isEmpty() || schema::isTable(entry.kind)) {
        return; // shown already
    }
    chooseTable(entry.table);
    setPane(paneOf(entry.kind));
    m_structure->choose(paneOf(entry.kind), entry.name);
}

void BrowsePage::chooseTable(const QString &table)
{
    if (table.isEmpty() || (table == m_table && !m_whole) || !m_context.session->database()) {
        return;
    }
    m_table = table;
    m_whole = false;
    m_tree->select(table);
    m_data->show(table);
    refreshStructure();
    setPane(m_pane);
    refreshTitle();
}

void BrowsePage::chooseDatabase()
{
    if (m_whole || !m_context.session->database()) {
        return;
    }
    m_table.clear();
    m_whole = true;
    m_tree->selectDatabase();
    m_data->show({});
    refreshStructure();
    setPane(m_pane);
    refreshTitle();
}

void BrowsePage::setPane(Pane pane)
{
    m_pane = pane;
    m_tabs->setVisible(!m_whole);
    m_tabs->setCurrentIndex(static_cast<int>(pane));
    if (m_whole) {
        m_content->showPage(m_database);
    } else if (pane == Pane::Data) {
        m_content->showPage(m_data);
    } else {
        m_structure->setPane(pane);
        m_content->showPage(m_structure);
    }
}

void BrowsePage::refreshStructure()
{
    m_structure->show(m_schema->structure(), m_table);
    m_database->show(m_whole ? m_schema->structure() : nullptr);
    const QString texts[paneCount] = {tr("Data"),         tr("Columns"), tr("Indexes"), tr("Triggers"),
                                      tr("Foreign keys"), tr("DDL"),     tr("Sizes")};
    for (int i = 0; i < paneCount; ++i) {
        const int count = m_structure->count(static_cast<Pane>(i));
        m_tabs->setTabText(i, count > 0 ? tr("%1 %2").arg(texts[i]).arg(count) : texts[i]);
    }
}

void BrowsePage::refreshTitle()
{
    const QString name = m_whole ? m_context.session->name() : m_table;
    m_title->setText(name.isEmpty() ? tr("Tables") : name);
    setWindowTitle(name.isEmpty() ? tr("Browse") : name);
    const rows::TableRowsModel *rows = m_data->rows();
    if (m_whole) {
        m_figures->setText(tr("%1 tables and views").arg(m_schema->tableCount()));
        return;
    }
    if (rows->state() != rows::TableRowsModel::State::Ready) {
        m_figures->clear();
        return;
    }
    m_figures->setText(tr("%n column(s)", nullptr, rows->columnCount()));
}

} // namespace strandline::browse
