#include "views/browse/browse_page.h"

#include "views/browse/data_pane.h"
#include "views/common/schema/table_list_pane.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSplitter>
#include <QToolButton>

namespace strandline::browse {

namespace {
constexpr const char *tablesKey = "v1/browse/tablesSplitter";
} // namespace

BrowsePage::BrowsePage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_tables(new schema::TableListModel(context.session, this)),
      m_list(new schema::TableListPane(m_tables, context.theme)), m_data(new DataPane(context)),
      m_title(widgets::label({})), m_figures(widgets::label({}, "secondary")),
      m_refresh(new QAction(context.theme->icon("refresh"), tr("Refresh"), this))
{
    setAccessibleName(tr("Browse"));
    setWindowTitle(tr("Browse"));
    addActions();
    auto *outer = widgets::flatRow(this);
    auto *horizontal = new QSplitter(Qt::Horizontal);
    horizontal->addWidget(m_list);
    horizontal->addWidget(makeContent());
    horizontal->setStretchFactor(1, 1);
    horizontal->setSizes({232, 840});
    horizontal->setChildrenCollapsible(false);
    horizontal->restoreState(context.settings->value(tablesKey).toByteArray());
    connect(horizontal, &QSplitter::splitterMoved, this,
            [this, horizontal] { m_context.settings->setValue(tablesKey, horizontal->saveState()); });
    outer->addWidget(horizontal);
    setFocusProxy(m_list->list());

    connect(m_list, &schema::TableListPane::chosen, this, &BrowsePage::chooseTable);
    connect(m_tables, &schema::TableListModel::loadedChanged, this, &BrowsePage::tablesLoaded);
    connect(m_tables, &schema::TableListModel::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(context.session, &session::DatabaseSession::stateChanged, this, &BrowsePage::sessionChanged);
    connect(m_data, &DataPane::figuresChanged, this, &BrowsePage::refreshTitle);
}

void BrowsePage::addActions()
{
    m_context.shortcuts->bindToPage(this, m_refresh, "page.refresh", {QKeySequence::Refresh});
    connect(m_refresh, &QAction::triggered, this, &BrowsePage::readAgain);
    auto *find = new QAction(m_context.theme->icon("search"), tr("Find a table"), this);
    m_context.shortcuts->bindToPage(this, find, "page.find", {QKeySequence::Find});
    connect(find, &QAction::triggered, m_list->filter(), qOverload<>(&QWidget::setFocus));
}

QWidget *BrowsePage::makeContent()
{
    auto *box = new QWidget;
    box->setObjectName("surface");
    box->setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(box);
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
    column->addWidget(head);
    column->addWidget(m_data, 1);
    return box;
}

void BrowsePage::readAgain()
{
    m_tables->refresh();
    m_data->readAgain();
}

void BrowsePage::sessionChanged()
{
    if (m_context.session->state() != session::DatabaseSession::State::Open) {
        m_table.clear();
        m_data->show({});
        refreshTitle();
    }
}

void BrowsePage::tablesLoaded()
{
    if (!m_table.isEmpty() || m_tables->rowCount() == 0) {
        return;
    }
    // Something to look at: the largest table, as far as that is known.
    int best = 0;
    qulonglong most = 0;
    for (int row = 0; row < m_tables->rowCount(); ++row) {
        const qulonglong rows = m_tables->index(row).data(schema::TableListModel::RowsRole).toULongLong();
        if (rows > most) {
            most = rows;
            best = row;
        }
    }
    chooseTable(m_tables->index(best).data(schema::TableListModel::NameRole).toString());
}

void BrowsePage::chooseTable(const QString &table)
{
    if (table == m_table || !m_context.session->database()) {
        return;
    }
    m_table = table;
    m_list->select(table);
    m_data->show(table);
    refreshTitle();
}

void BrowsePage::refreshTitle()
{
    m_title->setText(m_table.isEmpty() ? tr("Tables") : m_table);
    setWindowTitle(m_table.isEmpty() ? tr("Browse") : m_table);
    const rows::TableRowsModel *rows = m_data->rows();
    if (rows->state() != rows::TableRowsModel::State::Ready) {
        m_figures->clear();
        return;
    }
    const QString columns = tr("%n column(s)", nullptr, rows->columnCount());
    const QString count = tr("%Ln row(s)", nullptr, rows->rowCount());
    m_figures->setText(rows->counted() ? tr("%1 · %2").arg(count, columns)
                                       : tr("more than %1 · %2").arg(count, columns));
}

} // namespace strandline::browse
