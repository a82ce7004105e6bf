#include "views/browse/data_pane.h"

#include "models/edit/edited_rows_model.h"
#include "models/text/quantities.h"
#include "views/browse/edit_bar.h"
#include "views/browse/value_link.h"
#include "views/common/grid/data_grid.h"
#include "views/common/grid/rows_pane.h"
#include "views/common/widgets/flow_layout.h"
#include "views/common/widgets/late_stack.h"
#include "views/common/widgets/style.h"

#include <QClipboard>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QUrl>

#include <algorithm>

namespace strandline::browse {

using rows::FilterOperator;
using rows::RowQuery;
using rows::TableRowsModel;

DataPane::DataPane(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_now(new TableRowsModel(context.session->tasks(), this)),
      m_then(new TableRowsModel(context.session->tasks(), this)),
      m_edits(new edit::StagedEdits(context.session->tasks(), this)),
      m_edited(new edit::EditedRowsModel(m_now, m_edits, this)),
      m_nowPane(new grid::RowsPane(m_now, grid::RowsPane::Moment::Now, context.theme)),
      m_pastPane(new grid::RowsPane(m_then, grid::RowsPane::Moment::Past, context.theme)),
      m_panes(new widgets::LateStack),
      m_value(new value::ValuePane(context.theme, context.session->tasks(), context.notify)),
      m_valueLink(new ValueLink(m_value, this)),
      m_copying(new task::TaskRunner(context.session->tasks(), this)),
      m_recentChanges(new rows::RecentChanges(m_now, context.session->tasks(), this)),
      m_problem(widgets::label({}, "error")), m_chips(new QWidget)
{
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeTools());
    m_problem->setObjectName("filterProblem");
    m_problem->setWordWrap(true);
    m_problem->setMargin(theme::space1);
    m_problem->setIndent(theme::space3);
    m_problem->hide();
    column->addWidget(m_problem);
    auto *chips = new widgets::FlowLayout(m_chips);
    chips->setContentsMargins(theme::space3, 0, theme::space3, theme::space2);
    chips->setSpacing(theme::space2);
    m_chips->setObjectName("filterChips");
    m_chips->hide();
    column->addWidget(m_chips);
    m_panes->addWidget(m_nowPane);
    m_panes->addLate(m_pastPane);
    m_nowPane->setView(m_edited);
    column->addWidget(makeSplit(), 1);
    m_editBar = new EditBar(context, m_edits, m_edited, m_nowPane->grid(), this);
    column->addWidget(m_editBar);
    connect(m_editBar, &EditBar::applied, m_now, [this] { m_now->refresh(true); });
    connect(m_editBar, &EditBar::rowWanted, this, &DataPane::goToStaged);
    connect(this, &DataPane::figuresChanged, m_editBar, &EditBar::refresh);

    session::DatabaseSession *session = context.session;
    connect(session, &session::DatabaseSession::pointChanged, this, &DataPane::pointChanged);
    connect(m_pastPane, &grid::RowsPane::returnRequested, session, &session::DatabaseSession::returnToNow);
    connect(session->recording(), &timeline::RecordingService::changed, this, &DataPane::refreshRecent);
    connect(session->commits(), &timeline::CommitsModel::commitsChanged, this, &DataPane::refreshRecent);
    connect(session->changes(), &session::ChangeWatch::changed, this, &DataPane::changed);
    connectRows(m_now, m_nowPane);
    connectRows(m_then, m_pastPane);
    addActions();
    m_tick.setInterval(10000);
    connect(&m_tick, &QTimer::timeout, this, &DataPane::refreshHeading);
    connect(&m_tick, &QTimer::timeout, this, &DataPane::refreshRecent);
    m_tick.start();
    pointChanged();
}

// A field that loses the focus with its pane has nothing to say any more.
DataPane::~DataPane()
{
    m_expression->disconnect(this);
}

void DataPane::connectRows(TableRowsModel *rows, grid::RowsPane *pane)
{
    const auto shown = [this, rows](auto &&slot) {
        return [this, rows, slot] {
            if (this->rows() == rows) {
                slot();
            }
        };
    };
    connect(rows, &TableRowsModel::countedChanged, this, shown([this] {
                refreshState();
                emit figuresChanged();
            }));
    connect(rows, &TableRowsModel::stateChanged, this, shown([this] {
                refreshQuery();
                refreshState();
                emit figuresChanged();
                if (this->rows()->state() == TableRowsModel::State::Ready && !m_jumpLater.isEmpty()) {
                    jump(std::exchange(m_jumpLater, {}));
                }
            }));
    connect(rows, &TableRowsModel::read, this, shown([this] {
                m_readAt = QTime::currentTime();
                refreshState();
            }));
    connect(rows, &TableRowsModel::queryFailed, this, &DataPane::queryFailed);
    connect(rows, &TableRowsModel::found, this, [this](int row) {
        if (row < 0) {
            say(tr("There is no row with the key %1 here.").arg(m_jumpText));
        } else {
            goTo(row);
        }
    });
    grid::DataGrid *grid = pane->grid();
    connect(grid->header(), &QHeaderView::sectionClicked, this, [this](int column) {
        sortBy(column, QApplication::keyboardModifiers().testFlag(Qt::ShiftModifier));
    });
    connect(grid->header(), &grid::FilterHeader::filterEntered, this, &DataPane::filterColumn);
    connect(grid, &grid::DataGrid::cellMenuWanted, this, &DataPane::fillCellMenu);
    connect(grid, &grid::DataGrid::columnMenuWanted, this, &DataPane::fillColumnMenu);
    grid->setCopySource([this](const grid::DataGrid::CopyWish &wish) { copyWhole(wish); });
    pane->setColumnStore(
        [this](const QString &table) { return m_context.settings->value(columnsKey(table)).toByteArray(); },
        [this](const QString &table, const QByteArray &columns) {
            m_context.settings->setValue(columnsKey(table), columns);
        });
}

QString DataPane::columnsKey(const QString &table) const
{
    return "v1/browse/columns/" + QString::fromLatin1(QUrl::toPercentEncoding(m_context.session->path()) +
                                                      "/" + QUrl::toPercentEncoding(table));
}

TableRowsModel *DataPane::rows() const
{
    return m_context.session->point() ? m_then : m_now;
}

grid::RowsPane *DataPane::rowsPane() const
{
    return m_context.session->point() ? m_pastPane : m_nowPane;
}

void DataPane::show(const QString &table, const QString &expression)
{
    const bool other = table != m_table;
    m_table = table;
    m_jumpLater.clear();
    if (other || !expression.isEmpty()) {
        say({});
        m_query = {};
        m_query.expression = expression.trimmed().toStdString();
        refreshQuery();
    }
    pointChanged();
    if (!other && !expression.isEmpty()) {
        rows()->setQuery(m_query);
    }
}

void DataPane::readAgain()
{
    rows()->refresh(true);
    m_missed = false;
}

void DataPane::changed()
{
    if (m_table.isEmpty()) {
        return;
    }
    if (m_follow->isChecked()) {
        m_now->refresh();
    } else {
        m_missed = true;
        refreshState();
    }
}

void DataPane::pointChanged()
{
    const auto &point = m_context.session->point();
    m_panes->showPage(rowsPane());
    m_valueLink->show(rowsPane()->grid());
    m_editBar->refresh();
    refreshHeading();
    refreshRecent();
    if (m_table.isEmpty() || !m_context.session->database()) {
        m_now->clear();
        m_then->clear();
        return;
    }
    if (point) {
        m_then->show(m_context.session->database(), point->scn, m_table, m_query);
    } else {
        m_then->clear();
        if (m_now->table() != m_table || m_now->state() == TableRowsModel::State::Empty) {
            m_now->show(m_context.session->database(), std::nullopt, m_table, m_query);
        } else if (!(m_now->wantedQuery() == m_query)) {
            m_now->setQuery(m_query);
        }
    }
    refreshState();
}

void DataPane::goToStaged(const QString &table, const std::string &row)
{
    if (table != m_table) {
        emit tableWanted(table);
        return;
    }
    const edit::StagedRow *staged = m_edits->find(table, row);
    if (staged != nullptr && staged->kind != edit::Kind::Insert) {
        m_now->find(staged->key);
    } else if (const int at = m_edited->rowOf(row); at >= 0) {
        goTo(at);
    }
}

void DataPane::refreshHeading()
{
    if (const auto &point = m_context.session->point()) {
        m_pastPane->setHeading(tr("As of %1").arg(text::point(point->scn, point->timeTo, text::now())));
    }
}

void DataPane::setQuery(RowQuery query)
{
    say({});
    m_query = std::move(query);
    refreshQuery();
    rows()->setQuery(m_query);
    refreshState();
}

void DataPane::queryFailed(const core::Error &error)
{
    QString problem = QString::fromStdString(error.message());
    const int offset = error.sqlOffset();
    int cursor = m_expression->cursorPosition();
    if (offset >= 0 && offset <= static_cast<int>(m_query.expression.size())) {
        const auto at =
            QString::fromStdString(m_query.expression.substr(0, static_cast<std::size_t>(offset))).size();
        problem = tr("Character %1: %2").arg(at + 1).arg(problem);
        cursor = static_cast<int>(at);
    }
    // What is shown stays, and so do its filters; the text stays in its field to be mended.
    const QString typed = m_expression->text();
    m_query = rows()->query();
    refreshQuery();
    m_expression->setText(typed);
    m_expression->setCursorPosition(cursor);
    say(problem);
}

void DataPane::say(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

const catalog::Column *DataPane::column(int column) const
{
    const auto &columns = rows()->shape().columns;
    return column >= 0 && column < static_cast<int>(columns.size())
               ? &columns[static_cast<std::size_t>(column)]
               : nullptr;
}

int DataPane::columnNamed(const std::string &name) const
{
    const auto &columns = rows()->shape().columns;
    const auto it = std::find_if(columns.begin(), columns.end(),
                                 [&](const catalog::Column &column) { return column.name == name; });
    return it == columns.end() ? -1 : static_cast<int>(it - columns.begin());
}

// Ascending, descending, as in the table. add: behind the columns that sort already.
void DataPane::sortBy(int at, bool add)
{
    const catalog::Column *sorted = column(at);
    if (sorted == nullptr) {
        return;
    }
    RowQuery query = m_query;
    const auto it = std::find_if(query.sort.begin(), query.sort.end(),
                                 [&](const rows::SortColumn &s) { return s.column == sorted->name; });
    const int before = it == query.sort.end() ? 0 : it->descending ? 2 : 1;
    if (!add) {
        query.sort.clear();
        if (before < 2) {
            query.sort.push_back({sorted->name, before == 1});
        }
    } else if (before == 0) {
        query.sort.push_back({sorted->name, false});
    } else if (before == 1) {
        it->descending = true;
    } else {
        query.sort.erase(it);
    }
    setQuery(std::move(query));
}

void DataPane::setSort(int at, Qt::SortOrder order)
{
    if (const catalog::Column *sorted = column(at)) {
        RowQuery query = m_query;
        query.sort = {{sorted->name, order == Qt::DescendingOrder}};
        setQuery(std::move(query));
    }
}

void DataPane::filterColumn(int at, const QString &text)
{
    const catalog::Column *filtered = column(at);
    if (filtered == nullptr) {
        return;
    }
    RowQuery query = m_query;
    std::erase_if(query.filters, [&](const rows::ColumnFilter &f) { return f.column == filtered->name; });
    if (const auto filter = rows::parseFilter(*filtered, text.toStdString())) {
        query.filters.push_back(*filter);
    }
    setQuery(std::move(query));
}

void DataPane::addFilter(rows::ColumnFilter filter)
{
    RowQuery query = m_query;
    if (std::find(query.filters.begin(), query.filters.end(), filter) == query.filters.end()) {
        query.filters.push_back(std::move(filter));
    }
    setQuery(std::move(query));
}

void DataPane::goTo(int row)
{
    grid::DataGrid *grid = rowsPane()->grid();
    const QModelIndex index = grid->model()->index(row, std::max(grid->currentIndex().column(), 0));
    grid->setCurrentIndex(index);
    grid->scrollTo(index, QAbstractItemView::PositionAtCenter);
    grid->setFocus();
}

void DataPane::jump(const QString &typed)
{
    say({});
    const auto state = rows()->state();
    const bool waits = state == TableRowsModel::State::Loading || state == TableRowsModel::State::Empty;
    m_jumpLater = waits && !m_table.isEmpty() ? typed : QString();
    if (!m_jumpLater.isEmpty()) {
        return; // its rows are not there yet
    }
    m_jumpText = typed.trimmed();
    const bool key = m_jumpText.startsWith('=');
    bool isNumber = false;
    const qlonglong number = QLocale().toLongLong(m_jumpText, &isNumber);
    if (m_jumpText.isEmpty() || m_table.isEmpty()) {
        return;
    }
    if (!key && isNumber) {
        if (number < 1 || (number > rows()->rowCount() && rows()->counted())) {
            say(tr("There are rows 1 to %1.")
                    .arg(text::number(static_cast<std::uint64_t>(rows()->rowCount()))));
        } else {
            goTo(static_cast<int>(std::min<qlonglong>(number, rows()->rowCount())) - 1);
        }
        return;
    }
    m_jumpText = key ? m_jumpText.mid(1).trimmed() : m_jumpText;
    const rows::TableShape &shape = rows()->shape();
    const QStringList parts = shape.key.size() > 1 ? m_jumpText.split(',') : QStringList{m_jumpText};
    rows::Key wanted;
    catalog::Column rowid;
    rowid.type = "INTEGER";
    for (int i = 0; i < parts.size() && i < static_cast<int>(shape.key.size()); ++i) {
        const auto part = std::find_if(shape.columns.begin(), shape.columns.end(),
                                       [&](const catalog::Column &c) { return c.primaryKey == i + 1; });
        const bool byRowid = shape.paging == rows::Paging::Rowid || part == shape.columns.end();
        wanted.push_back(rows::valueFor(byRowid ? rowid : *part, parts[i].trimmed().toStdString()));
    }
    rows()->find(wanted);
}

} // namespace strandline::browse
