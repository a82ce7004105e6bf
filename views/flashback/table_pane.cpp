#include "views/flashback/table_pane.h"

#include "models/text/quantities.h"
#include "views/common/grid/data_grid.h"
#include "views/common/grid/rows_pane.h"
#include "views/common/schema/schema_pane.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/flashback/put_back_panel.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <set>

namespace strandline::flashback {

namespace {
constexpr const char *tablesKey = "v1/flashback/tablesSplitter";
constexpr std::size_t putBackRowsMax = 10'000;
} // namespace

TablePane::TablePane(const PaneContext &context)
    : m_context(context.page), m_showPane(context.show),
      m_tables(new schema::SchemaModel(m_context.session, schema::SchemaModel::Content::Tables, this)),
      m_now(new rows::TableRowsModel(m_context.session->tasks(), this)),
      m_then(new rows::TableRowsModel(m_context.session->tasks(), this)),
      m_comparison(new rows::RowComparison(m_now, m_then, this)),
      m_list(new schema::SchemaPane(m_tables, m_context.theme)),
      m_nowPane(new grid::RowsPane(m_now, grid::RowsPane::Moment::Now, m_context.theme)),
      m_pastPane(new grid::RowsPane(m_then, grid::RowsPane::Moment::Past, m_context.theme)),
      m_title(widgets::label({})), m_figures(new widgets::ElidedLabel), m_grids(new QSplitter(Qt::Horizontal))
{
    setAccessibleName(tr("Table then and now"));
    bindActions();
    auto *horizontal = new QSplitter(Qt::Horizontal);
    horizontal->addWidget(m_list);
    horizontal->addWidget(makeRows());
    horizontal->setStretchFactor(1, 1);
    horizontal->setSizes({232, 840});
    horizontal->setChildrenCollapsible(false);
    horizontal->restoreState(m_context.settings->value(tablesKey).toByteArray());
    connect(horizontal, &QSplitter::splitterMoved, this,
            [this, horizontal] { m_context.settings->setValue(tablesKey, horizontal->saveState()); });
    widgets::flatColumn(this)->addWidget(horizontal);
    setFocusProxy(m_list->tree());

    session::DatabaseSession *session = m_context.session;
    connect(m_list, &schema::SchemaPane::chosen, this,
            [this](const schema::Entry &entry) { chooseTable(entry.table); });
    connect(m_tables, &schema::SchemaModel::loadedChanged, this, &TablePane::tablesLoaded);
    connect(m_tables, &schema::SchemaModel::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(session, &session::DatabaseSession::stateChanged, this, &TablePane::sessionChanged);
    connect(session, &session::DatabaseSession::pointChanged, this, &TablePane::pointChanged);
    connect(session->changes(), &session::ChangeWatch::changed, m_now, [this] { m_now->refresh(); });
    connect(m_pastPane, &grid::RowsPane::returnRequested, session, &session::DatabaseSession::returnToNow);
    connect(m_now, &rows::TableRowsModel::countedChanged, this, &TablePane::refreshTitle);
    connect(m_now, &rows::TableRowsModel::countedChanged, this, &TablePane::refreshDifferences);
    connect(m_then, &rows::TableRowsModel::countedChanged, this, &TablePane::refreshDifferences);
    connect(m_now, &rows::TableRowsModel::stateChanged, this, &TablePane::refreshTitle);
    connect(m_then, &rows::TableRowsModel::stateChanged, this, [this] {
        if (m_then->state() == rows::TableRowsModel::State::Ready) {
            followTopRow(m_nowPane, m_nowPane->grid()->rowAt(0));
            alignColumns();
        }
    });
    connect(m_comparison, &rows::RowComparison::changed, this, &TablePane::refreshDifferences);
    for (grid::RowsPane *p : {m_nowPane, m_pastPane}) {
        connect(p, &grid::RowsPane::topRowChanged, this, [this, p](int row) { followTopRow(p, row); });
        connect(p->grid(), &grid::DataGrid::cellMenuWanted, this,
                [this, p](QMenu *menu, const QModelIndex &cell) {
                    const QVariant key = (p == m_nowPane ? m_now : m_then)->plainKeyOf(cell.row());
                    menu->addSeparator();
                    menu->addAction(tr("History of this row"), this,
                                    [this, key] {
                                        m_showPane("row", {{"table", m_table}, {"rowKey", key}});
                                    })
                        ->setEnabled(key.isValid());
                });
    }
    for (const grid::RowsPane *pane : {m_nowPane, m_pastPane}) {
        connect(pane->grid()->selectionModel(), &QItemSelectionModel::selectionChanged, this,
                &TablePane::refreshActions);
    }
    linkColumns(m_nowPane, m_pastPane);
    linkColumns(m_pastPane, m_nowPane);
    m_tick.callOnTimeout(this, &TablePane::refreshHeading);
    m_tick.start(10000);
    pointChanged();
}

QWidget *TablePane::makeRows()
{
    auto *box = new QWidget;
    box->setObjectName("surface");
    box->setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(box);
    m_column = column;
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
    row->addWidget(makeDifferenceButtons());
    row->addWidget(makePutBackButton());
    column->addWidget(head);
    m_grids->addWidget(m_pastPane); // time goes from left to right
    m_grids->addWidget(m_nowPane);
    m_grids->setChildrenCollapsible(false);
    m_grids->setStretchFactor(0, 1);
    m_grids->setStretchFactor(1, 1);
    column->addWidget(m_grids, 1);
    return box;
}

void TablePane::answer(const shell::PageState &what)
{
    chooseTable(what.value("table").toString());
}

void TablePane::readAgain()
{
    m_tables->refresh();
    m_now->refresh(true);
    m_then->refresh(true);
}

void TablePane::sessionChanged()
{
    if (m_context.session->state() != session::DatabaseSession::State::Open) {
        m_table.clear();
        m_now->clear();
        m_then->clear();
        refreshTitle();
    }
}

void TablePane::tablesLoaded()
{
    if (m_table.isEmpty() && m_tables->rowCount() > 0) {
        chooseTable(m_tables->largestTable()); // something to look at
    } else {
        m_list->select(m_table);
    }
}

void TablePane::chooseTable(const QString &table)
{
    if (table.isEmpty() || table == m_table || !m_context.session->database()) {
        return;
    }
    m_table = table;
    m_list->select(table);
    load();
}

void TablePane::load()
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

void TablePane::pointChanged()
{
    const auto &point = m_context.session->point();
    const bool wasNow = !m_pastPane->isVisibleTo(m_grids);
    m_pastPane->setVisible(point.has_value());
    m_comparison->setActive(point.has_value());
    m_differenceButtons->setVisible(point.has_value());
    m_putBackButton->setVisible(point.has_value());
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

void TablePane::refreshHeading()
{
    if (const auto &point = m_context.session->point()) {
        m_pastPane->setHeading(tr("As of %1").arg(text::point(point->scn, point->timeTo, text::now())));
    }
}

void TablePane::refreshTitle()
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

void TablePane::refreshDifferences()
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
void TablePane::alignColumns()
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
void TablePane::linkColumns(grid::RowsPane *leader, grid::RowsPane *follower)
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
void TablePane::followTopRow(grid::RowsPane *leader, int row)
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

void TablePane::bindActions()
{
    const auto bind = [this](const QString &text, const char *id, const QKeySequence &key, auto run) {
        auto *action = new QAction(text, this);
        connect(action, &QAction::triggered, this, run);
        m_context.shortcuts->bindToPage(this, action, QString::fromLatin1(id), {key});
        return action;
    };
    bind(tr("Find"), "page.find", QKeySequence(QKeySequence::Find), [this] { m_list->filter()->setFocus(); });
    m_nextDifference = bind(tr("Next difference"), "flashback.nextDifference", QKeySequence("F8"),
                            [this] { goToDifference(1); });
    m_previousDifference = bind(tr("Previous difference"), "flashback.previousDifference",
                                QKeySequence("Shift+F8"), [this] { goToDifference(-1); });
    m_putTableBack =
        bind(tr("Put this table back…"), "flashback.putTableBack", {}, [this] { putBack(false); });
    m_putRowsBack =
        bind(tr("Put the selected rows back…"), "flashback.putRowsBack", {}, [this] { putBack(true); });
}

QWidget *TablePane::makeDifferenceButtons()
{
    m_differenceButtons = new QWidget;
    auto *row = widgets::flatRow(m_differenceButtons);
    row->setSpacing(theme::space2);
    const auto add = [&](QAction *action, const char *icon, const char *name) {
        auto *button = widgets::iconButton(m_context.theme->icon(QString::fromLatin1(icon)), action->text());
        button->setObjectName(QString::fromLatin1(name));
        connect(button, &QToolButton::clicked, action, &QAction::trigger);
        row->addWidget(button);
        connect(action, &QAction::changed, button,
                [action, button] { button->setEnabled(action->isEnabled()); });
    };
    add(m_previousDifference, "chevron-left", "previousDifference");
    add(m_nextDifference, "chevron-right", "nextDifference");
    return m_differenceButtons;
}

// Only while the pane looks at the past.
QWidget *TablePane::makePutBackButton()
{
    auto *button = new QToolButton;
    m_putBackButton = button;
    button->setObjectName("putBack");
    button->setText(tr("Put back"));
    button->setToolTip(tr("Put this table, or the selected rows, back to what they were"));
    button->setIcon(m_context.theme->icon("return"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->addAction(m_putTableBack);
    button->addAction(m_putRowsBack);
    return button;
}

// Of both grids: rows that were there then, and rows that came since. Empty, and told, where they are too
// many.
std::vector<RowKey> TablePane::selectedKeys() const
{
    std::vector<RowKey> keys;
    for (const auto &[pane, model] : {std::pair(m_pastPane, m_then), std::pair(m_nowPane, m_now)}) {
        std::set<int> chosen;
        for (const QItemSelectionRange &range : pane->grid()->selectionModel()->selection()) {
            for (int row = range.top(); row <= range.bottom() && chosen.size() <= putBackRowsMax; ++row) {
                chosen.insert(row);
            }
        }
        if (chosen.size() > putBackRowsMax) {
            m_context.notify(
                {message::Kind::Information,
                 tr("At most %Ln row(s) can be chosen. Select fewer, or put the whole table back.", nullptr,
                    static_cast<int>(putBackRowsMax)),
                 {},
                 {}});
            return {};
        }
        for (const int row : chosen) {
            if (const auto key = model->keyOf(row)) {
                keys.push_back(model->shape().paging == rows::Paging::Rowid
                                   ? RowKey(std::get<std::int64_t>(key->front()))
                                   : RowKey(*key));
            }
        }
    }
    return keys;
}

void TablePane::putBack(bool selected)
{
    const auto &point = m_context.session->point();
    const std::vector<RowKey> keys = selected ? selectedKeys() : std::vector<RowKey>();
    if (!point || m_table.isEmpty() || (selected && keys.empty())) {
        return;
    }
    if (m_putBack == nullptr) {
        m_putBack = new PutBackPanel(m_context);
        m_column->addWidget(m_putBack);
        connect(m_putBack, &PutBackPanel::done, this, &TablePane::readAgain);
    }
    m_putBack->ask({m_table, point->scn, keys});
}

void TablePane::refreshActions()
{
    const bool past = m_context.session->point().has_value() && !m_table.isEmpty();
    m_putTableBack->setEnabled(past);
    const auto selects = [](const grid::RowsPane *pane) {
        return pane->grid()->selectionModel()->hasSelection();
    };
    m_putRowsBack->setEnabled(past && m_now->shape().paging != rows::Paging::Offset &&
                              (selects(m_pastPane) || selects(m_nowPane)));
    const bool differs = m_context.session->point().has_value() &&
                         (!m_then->marks().rows.isEmpty() || !m_now->marks().rows.isEmpty());
    m_nextDifference->setEnabled(differs);
    m_previousDifference->setEnabled(differs);
}

// Among the rows that were read, in the grid that has the focus; the other one follows.
void TablePane::goToDifference(int direction)
{
    const bool past = m_pastPane->grid()->hasFocus() || m_now->marks().rows.isEmpty();
    grid::RowsPane *pane = past && !m_then->marks().rows.isEmpty() ? m_pastPane : m_nowPane;
    rows::TableRowsModel *model = pane == m_pastPane ? m_then : m_now;
    QList<int> rows = model->marks().rows.keys();
    if (rows.isEmpty()) {
        return;
    }
    std::sort(rows.begin(), rows.end());
    const int at = pane->grid()->currentIndex().isValid() ? pane->grid()->currentIndex().row() : -1;
    int target = direction > 0 ? rows.front() : rows.back(); // once around
    if (direction > 0) {
        if (const auto next = std::upper_bound(rows.begin(), rows.end(), at); next != rows.end()) {
            target = *next;
        }
    } else if (const auto next = std::lower_bound(rows.begin(), rows.end(), at); next != rows.begin()) {
        target = *std::prev(next);
    }
    const int column = std::max(pane->grid()->currentIndex().column(), 0);
    pane->grid()->setCurrentIndex(model->index(target, column));
    pane->grid()->scrollTo(model->index(target, column), QAbstractItemView::PositionAtCenter);
    pane->grid()->setFocus();
}

} // namespace strandline::flashback
