#include "views/common/schema/schema_pane.h"

#include "views/common/schema/schema_delegate.h"
#include "views/common/widgets/style.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QTreeView>

namespace strandline::schema {

namespace {
constexpr int unfoldedAtMost = 200; // matches in more tables than anybody looks through stay folded
}

SchemaPane::SchemaPane(SchemaModel *schema, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_schema(schema), m_filter(new QLineEdit), m_tree(new QTreeView),
      m_none(widgets::label({}, "secondary"))
{
    setObjectName("surface");
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(180);
    makeTop(theme);
    makeTree(theme);
    m_none->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    m_none->setWordWrap(true);
    m_none->setContentsMargins(theme::space3, theme::space3, theme::space3, theme::space3);
    layout()->addWidget(m_none);

    connect(schema, &SchemaModel::aboutToRebuild, this, [this] { m_rebuilding = true; });
    connect(schema, &SchemaModel::rebuilt, this, &SchemaPane::rebuilt);
    connect(schema, &SchemaModel::loadedChanged, this, &SchemaPane::refresh);
    connect(theme, &theme::Theme::changed, m_tree->viewport(), qOverload<>(&QWidget::update));
    refresh();
}

void SchemaPane::makeTop(theme::Theme *theme)
{
    auto *column = widgets::flatColumn(this);
    auto *top = widgets::flatRow();
    top->setContentsMargins(theme::space2, theme::space2, theme::space2, theme::space2);
    top->setSpacing(theme::space1);
    const bool tablesOnly = m_schema->content() == SchemaModel::Content::Tables;
    const QString prompt = tablesOnly ? tr("Find a table") : tr("Find in the schema");
    m_filter->setObjectName("schemaFilter");
    m_filter->setPlaceholderText(prompt);
    m_filter->setAccessibleName(prompt);
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme->icon("search"), QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
    top->addWidget(m_filter);
    m_system = widgets::iconButton(theme->icon("eye"), tr("Show system tables and automatic indexes"));
    m_system->setObjectName("systemTables");
    m_system->setCheckable(true);
    if (tablesOnly) {
        m_system->hide();
    }
    top->addWidget(m_system);
    column->addLayout(top);
    connect(m_filter, &QLineEdit::textChanged, this, &SchemaPane::setFilter);
    connect(m_system, &QToolButton::toggled, m_schema, &SchemaModel::setSystemShown);
}

void SchemaPane::makeTree(theme::Theme *theme)
{
    m_tree->setObjectName("schemaTree");
    m_tree->setAccessibleName(tr("Schema"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(theme::space4);
    m_tree->setRootIsDecorated(m_schema->content() == SchemaModel::Content::Everything);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setItemDelegate(new SchemaDelegate(theme, this));
    m_tree->setModel(m_schema);
    m_tree->setMouseTracking(true);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    static_cast<QBoxLayout *>(layout())->addWidget(m_tree, 1);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SchemaPane::currentChanged);
    connect(m_tree, &QTreeView::activated, this,
            [this](const QModelIndex &index) { emit activated(m_schema->entry(index)); });
    connect(m_tree, &QTreeView::customContextMenuRequested, this, [this](const QPoint &pos) {
        const QModelIndex at = m_tree->indexAt(pos);
        const QModelIndex index = at.isValid() ? at : m_tree->currentIndex();
        if (index.isValid()) {
            const QPoint place = at.isValid() ? pos : m_tree->visualRect(index).bottomLeft();
            emit menuRequested(m_schema->entry(index), m_tree->viewport()->mapToGlobal(place));
        }
    });
}

void SchemaPane::currentChanged(const QModelIndex &current)
{
    if (m_rebuilding || !current.isValid()) {
        return;
    }
    const Entry entry = m_schema->entry(current);
    if (!entry.table.isEmpty()) {
        m_wanted = entry.table;
    }
    emit chosen(entry);
}

void SchemaPane::setFilter(const QString &text)
{
    if (!text.isEmpty() && m_schema->filter().isEmpty()) {
        m_open.clear();
        noteFolding({});
    }
    m_schema->setFilter(text);
}

// Notes what is unfolded, down to the tables.
void SchemaPane::noteFolding(const QModelIndex &parent)
{
    for (int row = 0; row < m_schema->rowCount(parent); ++row) {
        const QModelIndex index = m_schema->index(row, 0, parent);
        if (m_tree->isExpanded(index)) {
            m_open.append(
                {index.data(SchemaModel::KindRole).toInt(), index.data(SchemaModel::NameRole).toString()});
            noteFolding(index);
        }
    }
}

void SchemaPane::restoreFolding()
{
    std::vector<QModelIndex> level{QModelIndex()};
    for (int depth = 0; depth < 3; ++depth) {
        std::vector<QModelIndex> next;
        for (const QModelIndex &parent : level) {
            for (int row = 0; row < m_schema->rowCount(parent); ++row) {
                const QModelIndex index = m_schema->index(row, 0, parent);
                const bool open = m_open.contains({index.data(SchemaModel::KindRole).toInt(),
                                                   index.data(SchemaModel::NameRole).toString()});
                m_tree->setExpanded(index, open);
                if (open) {
                    next.push_back(index);
                }
            }
        }
        level = std::move(next);
    }
}

void SchemaPane::unfoldMatches(const QModelIndex &parent, int &budget)
{
    for (int row = 0; row < m_schema->rowCount(parent) && budget > 0; ++row) {
        const QModelIndex index = m_schema->index(row, 0, parent);
        if (index.data(SchemaModel::OpenRole).toBool()) {
            --budget;
            m_tree->expand(index);
            unfoldMatches(index, budget);
        }
    }
}

void SchemaPane::rebuilt()
{
    m_rebuilding = false;
    if (!m_schema->filter().isEmpty()) {
        int budget = unfoldedAtMost;
        unfoldMatches({}, budget);
    } else if (m_filtered) {
        restoreFolding();
    } else if (!m_unfolded) {
        for (int row = 0; row < m_schema->rowCount(); ++row) {
            const QModelIndex index = m_schema->index(row);
            m_tree->setExpanded(index, index.data(SchemaModel::KindRole).toInt() ==
                                           static_cast<int>(NodeKind::TableGroup));
        }
    }
    m_unfolded = true;
    m_filtered = !m_schema->filter().isEmpty();
    const QModelIndex current = m_tree->currentIndex();
    if (!m_wanted.isEmpty() && (!current.isValid() || m_schema->entry(current).table != m_wanted)) {
        select(m_wanted);
    }
}

void SchemaPane::refresh()
{
    if (!m_schema->loaded()) {
        m_unfolded = false;
        m_wanted.clear();
    }
    const bool nothing = m_schema->rowCount() == 0 && m_schema->loaded();
    m_tree->setVisible(!nothing);
    m_none->setVisible(nothing);
    m_none->setText(m_schema->filter().isEmpty() ? tr("This database has no tables.")
                                                 : tr("No name contains “%1”.").arg(m_filter->text()));
}

void SchemaPane::select(const QString &table)
{
    m_wanted = table;
    const QModelIndex current = m_tree->currentIndex();
    if (current.isValid() && m_schema->entry(current).table == table && !table.isEmpty()) {
        return;
    }
    m_rebuilding = true; // nobody chose
    const QModelIndex index = m_schema->indexOfTable(table);
    m_tree->setCurrentIndex(index);
    m_rebuilding = false;
}

void SchemaPane::selectDatabase()
{
    m_wanted.clear();
    m_rebuilding = true;
    m_tree->setCurrentIndex(m_schema->indexOfDatabase());
    m_rebuilding = false;
}

void SchemaPane::goDown()
{
    m_tree->setFocus();
    if (m_tree->currentIndex().isValid() && m_schema->filter().isEmpty()) {
        return;
    }
    QModelIndex index = m_schema->index(0);
    while (index.isValid() && m_schema->entry(index).table.isEmpty()) {
        index = m_tree->indexBelow(index);
    }
    if (index.isValid()) {
        m_tree->setCurrentIndex(index);
    }
}

bool SchemaPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return) {
            goDown();
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_filter->text().isEmpty()) {
            m_filter->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace strandline::schema
