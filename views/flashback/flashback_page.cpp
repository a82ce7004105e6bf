#include "views/flashback/flashback_page.h"

#include "models/text/quantities.h"
#include "views/common/grid/data_grid.h"
#include "views/common/grid/rows_pane.h"
#include "views/common/schema/schema_pane.h"
#include "views/common/timeline/history_pane.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/flashback/history_bar.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>

namespace strandline::flashback {

namespace {
constexpr const char *tablesKey = "v1/flashback/tablesSplitter";
constexpr const char *historyKey = "v1/flashback/historySplitter";
} // namespace

FlashbackPage::FlashbackPage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context),
      m_tables(new schema::SchemaModel(context.session, schema::SchemaModel::Content::Tables, this)),
      m_now(new rows::TableRowsModel(context.session->tasks(), this)),
      m_then(new rows::TableRowsModel(context.session->tasks(), this)),
      m_comparison(new rows::RowComparison(m_now, m_then, this)),
      m_list(new schema::SchemaPane(m_tables, context.theme)),
      m_nowPane(new grid::RowsPane(m_now, grid::RowsPane::Moment::Now, context.theme)),
      m_pastPane(new grid::RowsPane(m_then, grid::RowsPane::Moment::Past, context.theme)),
      m_history(new timeline::HistoryPane(context.session, context.theme)),
      m_upkeep(new HistoryUpkeep(context.session, this)), m_title(widgets::label({})),
      m_figures(new widgets::ElidedLabel), m_vertical(new QSplitter(Qt::Vertical)),
      m_grids(new QSplitter(Qt::Horizontal))
{
    setAccessibleName(tr("Flashback"));
    setWindowTitle(tr("Flashback"));
    bindActions();
    auto *outer = widgets::flatColumn(this);
    outer->addWidget(new HistoryBar(context, m_upkeep));
    auto *horizontal = new QSplitter(Qt::Horizontal);
    m_vertical->addWidget(makeRows());
    m_vertical->addWidget(m_history);
    m_vertical->setStretchFactor(0, 5);
    m_vertical->setStretchFactor(1, 3);
    m_vertical->setSizes({420, 250});
    horizontal->addWidget(m_list);
    horizontal->addWidget(m_vertical);
    horizontal->setStretchFactor(1, 1);
    horizontal->setSizes({232, 840});
    outer->addWidget(horizontal, 1);
    for (const auto &[splitter, key] :
         {std::pair(horizontal, tablesKey), std::pair(m_vertical, historyKey)}) {
        splitter->setChildrenCollapsible(false);
        splitter->restoreState(context.settings->value(key).toByteArray());
        connect(splitter, &QSplitter::splitterMoved, this, [this, splitter = splitter, key = key] {
            m_context.settings->setValue(key, splitter->saveState());
        });
    }
    setFocusProxy(m_list->tree());

    session::DatabaseSession *session = context.session;
    connect(m_list, &schema::SchemaPane::chosen, this,
            [this](const schema::Entry &entry) { chooseTable(entry.table); });
    connect(m_tables, &schema::SchemaModel::loadedChanged, this, &FlashbackPage::tablesLoaded);
    connect(m_tables, &schema::SchemaModel::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(session, &session::DatabaseSession::stateChanged, this, &FlashbackPage::sessionChanged);
    connect(session, &session::DatabaseSession::pointChanged, this, &FlashbackPage::pointChanged);
    connect(session->changes(), &session::ChangeWatch::changed, m_now, [this] { m_now->refresh(); });
    connect(m_pastPane, &grid::RowsPane::returnRequested, session, &session::DatabaseSession::returnToNow);
    connect(m_now, &rows::TableRowsModel::countedChanged, this, &FlashbackPage::refreshTitle);
    connect(m_now, &rows::TableRowsModel::countedChanged, this, &FlashbackPage::refreshDifferences);
    connect(m_then, &rows::TableRowsModel::countedChanged, this, &FlashbackPage::refreshDifferences);
    connect(m_now, &rows::TableRowsModel::stateChanged, this, &FlashbackPage::refreshTitle);
    connect(m_then, &rows::TableRowsModel::stateChanged, this, [this] {
        if (m_then->state() == rows::TableRowsModel::State::Ready) {
            followTopRow(m_nowPane, m_nowPane->grid()->rowAt(0));
            alignColumns();
        }
    });
    connect(m_comparison, &rows::RowComparison::changed, this, &FlashbackPage::refreshDifferences);
    for (grid::RowsPane *p : {m_nowPane, m_pastPane}) {
        connect(p, &grid::RowsPane::topRowChanged, this, [this, p](int row) { followTopRow(p, row); });
    }
    linkColumns(m_nowPane, m_pastPane);
    linkColumns(m_pastPane, m_nowPane);
    m_tick.callOnTimeout(this, &FlashbackPage::refreshHeading);
    m_tick.start(10000);
    pointChanged();
}

QWidget *FlashbackPage::makeRows()
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
    widgets::setRole(m_figures, "secondary");
    row->addWidget(m_figures);
    row->addStretch();
    row->addWidget(makeMomentButtons());
    auto *refresh = widgets::iconButton(m_context.theme->icon("refresh"), tr("Refresh (F5)"));
    connect(refresh, &QToolButton::clicked, this, &FlashbackPage::readAgain);
    row->addWidget(refresh);
    column->addWidget(head);
    m_grids->addWidget(m_pastPane); // time goes from left to right
    m_grids->addWidget(m_nowPane);
    m_grids->setChildrenCollapsible(false);
    m_grids->setStretchFactor(0, 1);
    m_grids->setStretchFactor(1, 1);
    column->addWidget(m_grids, 1);
    return box;
}

void FlashbackPage::readAgain()
{
    m_tables->refresh();
    m_now->refresh(true);
    m_then->refresh(true);
}

void FlashbackPage::sessionChanged()
{
    if (m_context.session->state() != session::DatabaseSession::State::Open) {
        m_table.clear();
        m_now->clear();
        m_then->clear();
        refreshTitle();
    }
}

void FlashbackPage::tablesLoaded()
{
    if (m_table.isEmpty() && m_tables->rowCount() > 0) {
        const QString name = m_tables->largestTable(); // something to look at
        m_list->select(name);
        chooseTable(name);
    }
}

void FlashbackPage::chooseTable(const QString &table)
{
    if (table == m_table || !m_context.session->database()) {
        return;
    }
    m_table = table;
    m_list->select(table);
    load();
}

void FlashbackPage::load()
{
    const auto &point = m_context.session->point();
    m_now->show(m_context.session->database(), std::nullopt, m_table);
    if (point) {
        m_then->show(m_context.session->database(), point->scn, m_table);
    } else {
        m_then->clear();
    }
    refreshTitle();
}

void FlashbackPage::pointChanged()
{
    const auto &point = m_context.session->point();
    const bool wasNow = !m_pastPane->isVisibleTo(m_grids);
    m_pastPane->setVisible(point.has_value());
    m_comparison->setActive(point.has_value());
    m_momentButtons->setVisible(point.has_value());
    refreshActions();
    if (point) {
        if (wasNow) {
            m_grids->setSizes({1000, 1000});
        }
        refreshHeading();
        m_nowPane->setHeading(tr("Now"));
        if (!m_table.isEmpty()) {
            m_then->show(m_context.session->database(), point->scn, m_table);
        }
    } else {
        m_nowPane->setHeading({});
        m_then->clear();
    }
    refreshDifferences();
}

void FlashbackPage::refreshHeading()
{
    if (const auto &point = m_context.session->point()) {
        m_pastPane->setHeading(tr("As of %1").arg(text::point(point->scn, point->timeTo, text::now())));
    }
}

void FlashbackPage::refreshTitle()
{
    m_title->setText(m_table.isEmpty() ? tr("Tables") : m_table);
    if (m_now->state() != rows::TableRowsModel::State::Ready) {
        m_figures->setFullText({});
        return;
    }
    const QString columns = tr("%n column(s)", nullptr, m_now->columnCount());
    m_figures->setFullText(
        m_now->counted()
            ? tr("%1 · %2").arg(tr("%Ln row(s)", nullptr, m_now->rowCount()), columns)
            : tr("more than %1 · %2").arg(tr("%Ln row(s)", nullptr, m_now->rowCount()), columns));
}

void FlashbackPage::refreshDifferences()
{
    refreshActions();
    if (!m_context.session->point()) {
        return;
    }
    const auto partsOf = [](const rows::TableRowsModel *rows) {
        return rows->state() == rows::TableRowsModel::State::Ready && rows->counted()
                   ? QStringList{tr("%Ln row(s)", nullptr, rows->rowCount())}
                   : QStringList();
    };
    QStringList then = partsOf(m_then);
    QStringList now = partsOf(m_now);
    if (m_comparison->comparable() && m_comparison->upToDate()) {
        const auto whole = [](const rows::TableRowsModel *rows) {
            return rows->pages().size() * static_cast<qsizetype>(rows::pageRows) >= rows->rowCount();
        };
        const bool all = whole(m_now) && whole(m_then);
        QStringList differences;
        if (m_comparison->updated() > 0) {
            differences << tr("~ %Ln changed", nullptr, m_comparison->updated());
        }
        if (m_comparison->deleted() > 0) {
            differences << tr("− %Ln deleted", nullptr, m_comparison->deleted());
        }
        if (m_comparison->inserted() > 0) {
            now << tr("+ %Ln new", nullptr, m_comparison->inserted());
        } else if (differences.isEmpty()) {
            differences << tr("no difference");
        }
        then << differences;
        if (!all && !differences.isEmpty()) {
            then.last() = tr("%1 so far").arg(then.last()); // among the rows that were read
        }
    }
    m_pastPane->setRemark(then.join(" · "));
    m_nowPane->setRemark(now.join(" · "));
}

// The same columns have the same width at both moments, so that a row reads across.
void FlashbackPage::alignColumns()
{
    if (!m_now->shape().sameColumns(m_then->shape())) {
        return;
    }
    const QScopedValueRollback<bool> guard(m_following, true);
    for (int column = 0; column < m_now->columnCount(); ++column) {
        const int width =
            std::max(m_nowPane->grid()->columnWidth(column), m_pastPane->grid()->columnWidth(column));
        m_nowPane->grid()->setColumnWidth(column, width);
        m_pastPane->grid()->setColumnWidth(column, width);
    }
    m_pastPane->grid()->horizontalScrollBar()->setValue(m_nowPane->grid()->horizontalScrollBar()->value());
}

// Scrolling and widening columns in one grid does so in the other, where the columns are the same.
void FlashbackPage::linkColumns(grid::RowsPane *leader, grid::RowsPane *follower)
{
    const auto linked = [this] {
        return !m_following && m_context.session->point() && m_now->shape().sameColumns(m_then->shape());
    };
    connect(leader->grid()->horizontalScrollBar(), &QScrollBar::valueChanged, this, [=, this](int value) {
        if (linked()) {
            const QScopedValueRollback<bool> guard(m_following, true);
            follower->grid()->horizontalScrollBar()->setValue(value);
        }
    });
    connect(leader->grid()->horizontalHeader(), &QHeaderView::sectionResized, this,
            [=, this](int column, int, int width) {
                if (linked()) {
                    const QScopedValueRollback<bool> guard(m_following, true);
                    follower->grid()->setColumnWidth(column, width);
                }
            });
}

// Keeps the two grids at the same place of the table: by key where there is one, else by row number.
void FlashbackPage::followTopRow(grid::RowsPane *leader, int row)
{
    if (m_following || row < 0 || !m_context.session->point()) {
        return;
    }
    const QScopedValueRollback<bool> guard(m_following, true);
    const bool fromNow = leader == m_nowPane;
    rows::TableRowsModel *leading = fromNow ? m_now : m_then;
    rows::TableRowsModel *following = fromNow ? m_then : m_now;
    grid::RowsPane *other = fromNow ? m_pastPane : m_nowPane;
    const std::optional<rows::Key> key = leading->keyOf(row);
    const int target = key && m_comparison->comparable() ? following->rowOf(*key) : row;
    if (target >= 0 && target < following->rowCount()) {
        other->grid()->scrollTo(following->index(target, std::max(other->grid()->columnAt(0), 0)),
                                QAbstractItemView::PositionAtTop);
    }
}

} // namespace strandline::flashback
