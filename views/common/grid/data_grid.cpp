#include "views/common/grid/data_grid.h"

#include "models/rows/cell_roles.h"
#include "views/common/grid/value_delegate.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDataStream>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>
#include <set>

namespace strandline::grid {

namespace {
constexpr int narrowest = 64;
constexpr int widest = 320;
constexpr int rowsMeasured = 40;
constexpr int headerMargin = 24;
} // namespace

DataGrid::DataGrid(theme::Theme *theme, QWidget *parent)
    : QTableView(parent), m_header(new FilterHeader(theme, this))
{
    setHorizontalHeader(m_header);
    connect(m_header, &QWidget::customContextMenuRequested, this, &DataGrid::showColumnMenu);
    setItemDelegate(new ValueDelegate(theme, this));
    setHorizontalScrollMode(ScrollPerPixel);
    setWordWrap(false);
    setShowGrid(true);
    setTabKeyNavigation(false);
    setSelectionMode(ExtendedSelection);
    setCornerButtonEnabled(false);
    // Fixed before any model comes: 5 million rows open three times as fast.
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(theme::rowHeight);
    verticalHeader()->setMinimumWidth(48);
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter); // unless the model says other
    connect(theme, &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex &cell) {
        if (!cell.flags().testFlag(Qt::ItemIsEditable)) {
            emit valueWanted(cell);
        }
    });
}

void DataGrid::fitColumns()
{
    const QAbstractItemModel *rows = model();
    if (rows == nullptr) {
        return;
    }
    const QFontMetrics metrics(font());
    for (int column = 0; column < rows->columnCount(); ++column) {
        int width =
            metrics.horizontalAdvance(rows->headerData(column, Qt::Horizontal).toString()) + headerMargin;
        for (int row = 0; row < std::min(rows->rowCount(), rowsMeasured); ++row) {
            const QModelIndex cell = rows->index(row, column);
            QString text = cell.data().toString().left(80);
            // Keys grow towards the last row, and a number that is cut off is a wrong one.
            if (cell.data(Qt::TextAlignmentRole).value<Qt::Alignment>().testFlag(Qt::AlignRight)) {
                text = text.rightJustified(static_cast<int>(QString::number(rows->rowCount()).size()), '0');
            }
            width = std::max(width, metrics.horizontalAdvance(text) + 2 * theme::space2 + 4);
        }
        setColumnWidth(column, std::clamp(width, narrowest, widest));
    }
}

QStringList DataGrid::columnNames(const std::vector<int> &columns) const
{
    QStringList names;
    for (const int column : columns) {
        names << model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }
    return names;
}

void DataGrid::copySelection(rows::CopyFormat format) const
{
    std::set<int> rowSet;
    std::set<int> places; // of columns, as the grid has them
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            rowSet.insert(rowSet.end(), row);
        }
        for (int column = range.left(); column <= range.right(); ++column) {
            if (!isColumnHidden(column)) {
                places.insert(m_header->visualIndex(column));
            }
        }
    }
    if (rowSet.empty() || places.empty()) {
        return;
    }
    CopyWish wish{format, {rowSet.begin(), rowSet.end()}, {}};
    for (const int place : places) {
        wish.columns.push_back(m_header->logicalIndex(place));
    }
    rows::CellTable table{m_tableName, columnNames(wish.columns), {}};
    for (const int row : wish.rows) {
        std::vector<QVariant> values;
        for (const int column : wish.columns) {
            const QModelIndex cell = model()->index(row, column);
            const bool loading =
                cell.data(rows::CellKindRole).toInt() == static_cast<int>(rows::CellKind::Loading);
            if (m_copySource && (loading || cell.data(rows::PartialRole).toBool())) {
                m_copySource(wish);
                return;
            }
            values.push_back(cell.data(rows::ValueRole));
        }
        table.rows.push_back(std::move(values));
    }
    QApplication::clipboard()->setText(rows::copyText(table, format));
}

void DataGrid::addCopyActions(QMenu *menu)
{
    using rows::CopyFormat;
    QAction *copy = menu->addAction(tr("Copy"), this, [this] { copySelection(); });
    copy->setShortcut(QKeySequence::Copy);
    QMenu *as = menu->addMenu(tr("Copy as"));
    for (const auto &[text, format] : {std::pair(tr("Text with column names"), CopyFormat::TsvWithHeader),
                                       {tr("CSV"), CopyFormat::Csv},
                                       {tr("JSON"), CopyFormat::Json},
                                       {tr("Markdown"), CopyFormat::Markdown},
                                       {tr("INSERT statements"), CopyFormat::SqlInsert}}) {
        as->addAction(text, this, [this, format = format] { copySelection(format); });
    }
}

void DataGrid::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid()) {
        return;
    }
    if (!selectionModel()->isSelected(index)) {
        setCurrentIndex(index);
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName("cellMenu");
    addCopyActions(menu);
    emit cellMenuWanted(menu, index);
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

void DataGrid::showColumnMenu(const QPoint &at)
{
    const int column = m_header->logicalIndexAt(at);
    if (column < 0) {
        return;
    }
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName("columnMenu");
    emit columnMenuWanted(menu, column);
    menu->addSeparator();
    QAction *hide = menu->addAction(tr("Hide this column"), this, [this, column] { hideColumn(column); });
    hide->setEnabled(m_header->count() - m_header->hiddenSectionCount() > 1);
    QMenu *hidden = menu->addMenu(tr("Show column"));
    for (int other = 0; other < m_header->count(); ++other) {
        if (isColumnHidden(other)) {
            hidden->addAction(columnNames({other}).first(), this, [this, other] { showColumn(other); });
        }
    }
    hidden->setEnabled(!hidden->isEmpty());
    menu->addAction(tr("Fit all columns"), this, &DataGrid::fitColumns);
    menu->popup(m_header->mapToGlobal(at));
}

QByteArray DataGrid::saveColumns() const
{
    std::vector<int> all;
    for (int column = 0; column < m_header->count(); ++column) {
        all.push_back(column);
    }
    QByteArray out;
    QDataStream stream(&out, QIODevice::WriteOnly);
    stream << columnNames(all) << m_header->saveState();
    return out;
}

bool DataGrid::restoreColumns(const QByteArray &state)
{
    QStringList names;
    QByteArray header;
    QDataStream stream(state);
    stream >> names >> header;
    std::vector<int> all;
    for (int column = 0; column < m_header->count(); ++column) {
        all.push_back(column);
    }
    return !names.isEmpty() && names == columnNames(all) && m_header->restoreState(header);
}

void DataGrid::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    // Home and End go to the first and last row, as the keys say, with Ctrl to the first and last cell. Qt
    // would go on without the selection then, and a copy would take what is out of sight.
    const bool home = event->key() == Qt::Key_Home;
    if (home || event->key() == Qt::Key_End) {
        if (event->modifiers() == Qt::NoModifier) {
            const int row = home ? 0 : model()->rowCount() - 1;
            setCurrentIndex(model()->index(row, std::max(currentIndex().column(), 0)));
            return;
        }
        if (event->modifiers() == Qt::ControlModifier) {
            selectionModel()->setCurrentIndex(moveCursor(home ? MoveHome : MoveEnd, Qt::ControlModifier),
                                              QItemSelectionModel::ClearAndSelect);
            return;
        }
    }
    if (event->key() == Qt::Key_F2 && currentIndex().isValid() &&
        !currentIndex().flags().testFlag(Qt::ItemIsEditable)) {
        emit valueWanted(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace strandline::grid
