// What stands above the rows of a DataPane, its actions and menus.
#include "models/rows/cell_text.h"
#include "models/text/quantities.h"
#include "views/browse/data_pane.h"
#include "views/browse/value_link.h"
#include "views/common/grid/rows_pane.h"
#include "views/common/value/value_split.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/late_stack.h"
#include "views/common/widgets/style.h"
#include "views/common/widgets/wrap_row.h"

#include <QActionGroup>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>

namespace strandline::browse {

using rows::FilterOperator;
using rows::RowQuery;
using rows::TableRowsModel;

namespace {

constexpr std::size_t rowsCopied = 20000;
constexpr int chipLength = 60;                      // characters
constexpr int findingWidth = 260;                   // of the filter's and the jump's fields together
constexpr const char *valueKey = "v1/browse/value"; // shown
constexpr const char *valueSplitKey = "v1/browse/valueSplit";
constexpr const char *recentKey = "v1/browse/recentMinutes"; // 0: the last commits

QString shortened(QString text)
{
    text.replace('\n', ' ');
    return text.size() > chipLength ? text.left(chipLength - 1) + "…" : text;
}

} // namespace

QLineEdit *DataPane::makeExpression()
{
    auto *field = new QLineEdit;
    field->setObjectName("filterExpression");
    field->setFont(theme::Theme::fixed());
    field->setPlaceholderText(tr("Filter by an SQL condition, such as price > 10"));
    field->setAccessibleName(tr("Filter by an SQL condition"));
    field->setClearButtonEnabled(true);
    field->setMinimumWidth(72);
    connect(field, &QLineEdit::editingFinished, this, [this] {
        const std::string expression = m_expression->text().trimmed().toStdString();
        if (expression != m_query.expression) {
            RowQuery query = m_query;
            query.expression = expression;
            setQuery(std::move(query));
        }
    });
    connect(field, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty() && !m_query.expression.empty()) { // by the clear button
            RowQuery query = m_query;
            query.expression.clear();
            setQuery(std::move(query));
        }
    });
    return field;
}

QLineEdit *DataPane::makeJump()
{
    auto *field = new QLineEdit;
    field->setObjectName("jumpField");
    field->setPlaceholderText(tr("Row or =key"));
    field->setAccessibleName(tr("Go to row or key"));
    field->setToolTip(tr("Go to a row by its number, or with = by its rowid or primary key (Ctrl+G)"));
    field->setMinimumWidth(56);
    field->setMaximumWidth(120);
    connect(field, &QLineEdit::returnPressed, this, [this] { jump(m_jump->text()); });
    return field;
}

QToolButton *DataPane::makeRecent()
{
    auto *button = widgets::iconButton(m_context.theme->icon("history"), tr("Mark what changed of late"));
    button->setObjectName("recentToggle");
    button->setCheckable(true);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    auto *menu = new QMenu(button);
    auto *group = new QActionGroup(menu);
    for (const auto &[text, minutes] : {std::pair(tr("Of the last 10 minutes"), 10),
                                        {tr("Of the last hour"), 60},
                                        {tr("Of the last day"), 1440},
                                        {tr("Of the last 20 commits"), 0}}) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setActionGroup(group);
        action->setData(minutes);
        action->setChecked(minutes == m_context.settings->value(recentKey, 10).toInt());
    }
    button->setMenu(menu);
    connect(group, &QActionGroup::triggered, this, [this](const QAction *action) {
        m_context.settings->setValue(recentKey, action->data());
        m_recent->setChecked(true);
        refreshRecent();
    });
    connect(button, &QToolButton::toggled, this, &DataPane::refreshRecent);
    return button;
}

// From which commit on a row counts as changed of late.
void DataPane::refreshRecent()
{
    const auto *recording = m_context.session->recording();
    const auto &commits = m_context.session->commits()->commits();
    m_recent->setVisible(recording->hasHistory() && !m_context.session->point());
    if (!m_recent->isChecked() || commits.empty() || m_context.session->point()) {
        m_recentChanges->setSince(std::nullopt, {});
        return;
    }
    constexpr std::size_t lastCommits = 20;
    const int minutes = m_context.settings->value(recentKey, 10).toInt();
    const timeline::Commit *before =
        minutes > 0 ? m_context.session->commits()->lastUntil(text::now() - std::chrono::minutes(minutes))
        : commits.size() > lastCommits ? &commits[commits.size() - 1 - lastCommits]
                                       : nullptr;
    const timeline::Commit &since = before != nullptr ? *before : commits.front();
    m_recentChanges->setSince(
        since.scn, tr("Changed since %1").arg(text::scn(since.scn) + " · " + text::fullTime(since.timeTo)));
}

QWidget *DataPane::makeTools()
{
    auto *finding = new QWidget;
    auto *row = widgets::flatRow(finding);
    row->setSpacing(theme::space2);
    m_filterRow =
        widgets::iconButton(m_context.theme->icon("filter"), tr("Filter the columns (Ctrl+Shift+F)"));
    m_filterRow->setObjectName("filterRowToggle");
    m_filterRow->setCheckable(true);
    connect(m_filterRow, &QToolButton::toggled, this, [this](bool on) {
        m_nowPane->grid()->header()->setFiltersVisible(on);
        m_pastPane->grid()->header()->setFiltersVisible(on);
    });
    row->addWidget(m_filterRow);
    m_expression = makeExpression();
    row->addWidget(m_expression, 1);
    m_jump = makeJump();
    row->addWidget(m_jump);
    auto *reading = new QWidget;
    row = widgets::flatRow(reading);
    row->setSpacing(theme::space2);
    m_state = new widgets::ElidedLabel;
    widgets::setRole(m_state, "secondary");
    m_state->setObjectName("rowsState");
    row->addWidget(m_state);
    m_stateAction = widgets::button({}, "link");
    m_stateAction->setObjectName("rowsStateAction");
    connect(m_stateAction, &QPushButton::clicked, this, [this] {
        const bool busy = rows()->counting() || rows()->listing();
        busy ? rows()->stop() : rows()->count();
        refreshState();
    });
    row->addWidget(m_stateAction);
    m_recent = makeRecent();
    row->addWidget(m_recent);
    m_follow = widgets::iconButton(m_context.theme->icon("follow"),
                                   tr("Take in by itself what other programs write"));
    m_follow->setObjectName("followToggle");
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    connect(m_follow, &QToolButton::toggled, this, [this](bool on) {
        if (on && std::exchange(m_missed, false)) {
            m_now->refresh();
        }
        refreshState();
    });
    row->addWidget(m_follow);
    m_valueToggle = widgets::iconButton(m_context.theme->icon("detail"),
                                        tr("Show the whole value of the current cell (Ctrl+I)"));
    m_valueToggle->setObjectName("valueToggle");
    m_valueToggle->setCheckable(true);
    m_valueToggle->setChecked(m_context.settings->value(valueKey, false).toBool());
    connect(m_valueToggle, &QToolButton::toggled, this, &DataPane::showValue);
    row->addWidget(m_valueToggle);
    auto *tools = new widgets::WrapRow(finding, reading, findingWidth);
    tools->layout()->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    tools->layout()->setSpacing(theme::space2);
    return tools;
}

// The rows, and at their side the value of the current cell.
QWidget *DataPane::makeSplit()
{
    m_split = new value::ValueSplit(m_panes, m_value, m_context.settings, valueSplitKey);
    m_split->setPaneVisible(m_valueToggle->isChecked());
    m_valueLink->follow(m_nowPane->grid(), m_now, m_edited);
    m_valueLink->follow(m_pastPane->grid(), m_then, nullptr);
    for (grid::RowsPane *pane : {m_nowPane, m_pastPane}) {
        connect(pane->grid(), &grid::DataGrid::valueWanted, this,
                [this] { m_valueToggle->setChecked(true); });
    }
    return m_split;
}

void DataPane::showValue(bool on)
{
    m_context.settings->setValue(valueKey, on);
    m_valueToggle->setChecked(on);
    if (!on) {
        m_value->settle();
    }
    m_split->setPaneVisible(on);
    m_valueLink->show(rowsPane()->grid());
}

void DataPane::addActions()
{
    const auto add = [this](const QString &text, const char *id, const QList<QKeySequence> &keys,
                            auto &&slot) {
        auto *action = new QAction(text, this);
        m_context.shortcuts->bindToPage(this, action, id, keys);
        connect(action, &QAction::triggered, this, slot);
    };
    const auto current = [this] { return rowsPane()->grid()->currentIndex(); };
    add(tr("Go to row"), "browse.jump", {QKeySequence("Ctrl+G")}, [this] {
        m_jump->setFocus();
        m_jump->selectAll();
    });
    add(tr("Filter the columns"), "browse.filterColumns", {QKeySequence("Ctrl+Shift+F")}, [this, current] {
        m_filterRow->setChecked(true);
        rowsPane()->grid()->header()->focusFilter(std::max(current().column(), 0));
    });
    add(tr("Filter by an SQL condition"), "browse.filterExpression", {QKeySequence("Ctrl+Shift+G")}, [this] {
        m_expression->setFocus();
        m_expression->selectAll();
    });
    add(tr("Show the whole value of the current cell"), "browse.value", {QKeySequence("Ctrl+I")},
        [this] { m_valueToggle->toggle(); });
    add(tr("Clear all filters"), "browse.clearFilters", {}, [this] {
        RowQuery query;
        query.sort = m_query.sort;
        setQuery(std::move(query));
    });
    add(tr("Sort by this column"), "browse.sort", {QKeySequence("Ctrl+Alt+S")},
        [this, current] { sortBy(current().column(), false); });
    add(tr("Sort by this column too"), "browse.sortToo", {QKeySequence("Ctrl+Alt+Shift+S")},
        [this, current] { sortBy(current().column(), true); });
}

void DataPane::refreshQuery()
{
    std::vector<grid::SortMark> marks;
    for (const rows::SortColumn &sort : m_query.sort) {
        if (const int at = columnNamed(sort.column); at >= 0) {
            marks.push_back({at, sort.descending});
        }
    }
    grid::FilterHeader *header = rowsPane()->grid()->header();
    header->setSorting(marks);
    rowsPane()->grid()->setTableName(m_table);
    QHash<int, QStringList> texts;
    qDeleteAll(m_chips->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    const auto addChip = [this](const QString &text, const RowQuery &without) {
        auto *chip = new QToolButton;
        widgets::setRole(chip, "chip");
        chip->setObjectName("filterChip");
        chip->setText(shortened(text));
        chip->setIcon(m_context.theme->icon("close"));
        chip->setIconSize(QSize(12, 12));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setToolTip(tr("%1\nRemove this filter").arg(text));
        chip->setAccessibleName(tr("Remove the filter %1").arg(text));
        // Later: the chip goes with its own click.
        connect(
            chip, &QToolButton::clicked, this, [this, without] { setQuery(without); }, Qt::QueuedConnection);
        m_chips->layout()->addWidget(chip);
    };
    for (std::size_t i = 0; i < m_query.filters.size(); ++i) {
        RowQuery without = m_query;
        without.filters.erase(without.filters.begin() + static_cast<std::ptrdiff_t>(i));
        addChip(QString::fromStdString(rows::filterSql(m_query.filters[i])), without);
        texts[columnNamed(m_query.filters[i].column)]
            << QString::fromStdString(rows::filterText(m_query.filters[i]));
    }
    if (!m_query.expression.empty()) {
        RowQuery without = m_query;
        without.expression.clear();
        addChip(QString::fromStdString(m_query.expression), without);
    }
    for (int at = 0; at < rows()->columnCount(); ++at) { // a field has room for one
        header->setFilterText(at, texts.value(at).size() == 1 ? texts.value(at).first() : QString());
    }
    if (m_query.filtered()) {
        auto *all = widgets::button(tr("Clear all"), "link");
        all->setObjectName("clearFilters");
        RowQuery without;
        without.sort = m_query.sort;
        connect(
            all, &QPushButton::clicked, this, [this, without] { setQuery(without); }, Qt::QueuedConnection);
        m_chips->layout()->addWidget(all);
    }
    m_chips->setVisible(m_query.filtered());
    if (const QString expression = QString::fromStdString(m_query.expression);
        m_expression->text() != expression) {
        m_expression->setText(expression);
    }
}

void DataPane::refreshState()
{
    const TableRowsModel *shown = rows();
    if (shown->state() != TableRowsModel::State::Ready) {
        m_state->setFullText({});
        m_stateAction->hide();
        return;
    }
    const auto count = static_cast<std::uint64_t>(shown->rowCount());
    const QString number = tr("%Ln row(s)", nullptr, shown->rowCount());
    const core::Progress &progress = shown->progress();
    const QString share =
        progress.total == 0
            ? QString()
            : tr(" · %1 %").arg(std::min<std::uint64_t>(progress.done * 100 / progress.total, 99));
    QString state;
    QString action;
    if (shown->listing()) {
        state = (m_query.filtered() ? tr("%1 so far").arg(number) : tr("Sorting")) + share;
        action = tr("Stop");
    } else if (shown->counting() && !shown->counted()) {
        state = (shown->estimated() ? tr("≈ %1").arg(number) : tr("more than %1").arg(number)) + share;
        action = tr("Stop counting");
    } else if (!shown->counted()) {
        state = shown->estimated() ? tr("≈ %1").arg(number) : tr("at least %1").arg(text::number(count));
        action = shown->query().plain() ? tr("Count") : tr("Find all");
    } else {
        state = number;
    }
    state += " · " + (m_missed ? tr("changed since %1") : tr("read %1")).arg(m_readAt.toString("HH:mm:ss"));
    m_state->setFullText(state);
    m_state->setToolTip(
        shown->estimated()
            ? tr("Told from the rowids. Rows in the middle stand about where their number says "
                 "until they are counted.")
            : QString());
    m_stateAction->setVisible(!action.isEmpty());
    m_stateAction->setText(action);
    m_stateAction->setAccessibleName(action);
}

void DataPane::fillCellMenu(QMenu *menu, const QModelIndex &cell)
{
    const catalog::Column *of = column(cell.column());
    if (of == nullptr) {
        return;
    }
    const auto kind = static_cast<rows::CellKind>(cell.data(rows::CellKindRole).toInt());
    const bool whole = kind != rows::CellKind::Loading && !cell.data(rows::PartialRole).toBool();
    const sqlite::Value value = rows::sqlValue(cell.data(rows::ValueRole));
    menu->addSeparator();
    const auto addFilterAction = [&](const QString &text, FilterOperator op, const sqlite::Value &with,
                                     bool on) {
        menu->addAction(text, this,
                        [this, filter = rows::ColumnFilter{of->name, op, with, {}}] { addFilter(filter); })
            ->setEnabled(on);
    };
    addFilterAction(tr("Filter by this value"), FilterOperator::Equals, value, whole);
    addFilterAction(tr("Exclude this value"), FilterOperator::NotEquals, value, whole);
    addFilterAction(tr("Show only NULL"), FilterOperator::IsNull, {}, true);
    addFilterAction(tr("Show only rows with a value"), FilterOperator::IsNotNull, {}, true);
    menu->addSeparator();
    const QVariant key = rows()->plainKeyOf(cell.row());
    QAction *history = menu->addAction(tr("History of this row"), this, [this, key] {
        m_context.open({"flashback", {{"pane", "row"}, {"table", m_table}, {"rowKey", key}}});
    });
    history->setEnabled(key.isValid() && !m_context.session->commits()->commits().empty());
    fillColumnMenu(menu, cell.column());
}

void DataPane::fillColumnMenu(QMenu *menu, int at)
{
    menu->addAction(tr("Sort ascending"), this, [this, at] { setSort(at, Qt::AscendingOrder); });
    menu->addAction(tr("Sort descending"), this, [this, at] { setSort(at, Qt::DescendingOrder); });
    QAction *none = menu->addAction(tr("Order of the table"), this, [this] {
        RowQuery query = m_query;
        query.sort.clear();
        setQuery(std::move(query));
    });
    none->setEnabled(!m_query.sort.empty());
    menu->addAction(tr("Filter this column…"), this, [this, at] {
        m_filterRow->setChecked(true);
        rowsPane()->grid()->header()->focusFilter(at);
    });
}

void DataPane::copyWhole(const grid::DataGrid::CopyWish &wish)
{
    if (wish.rows.size() > rowsCopied) {
        say(tr("The clipboard takes up to %1 rows. Export more of them to a file.")
                .arg(text::number(rowsCopied)));
        return;
    }
    m_copying->run(
        tr("Copying rows of %1").arg(m_table), rows()->wholeRows(wish.rows, wish.columns),
        [format = wish.format, name = m_table,
         columns = rowsPane()->grid()->columnNames(wish.columns)](std::vector<std::vector<QVariant>> values) {
            QApplication::clipboard()->setText(rows::copyText({name, columns, std::move(values)}, format));
        });
}

} // namespace strandline::browse
