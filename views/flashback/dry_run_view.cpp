#include "views/flashback/dry_run_view.h"

#include "models/flashback/dry_run_model.h"
#include "views/common/grid/value_delegate.h"

#include <QHeaderView>

namespace strandline::flashback {

namespace {
constexpr int widestColumn = 340;
} // namespace

DryRunView::DryRunView(DryRunModel *model, theme::Theme *theme, QWidget *parent) : QTableView(parent)
{
    setObjectName("dryRun");
    setAccessibleName(tr("What would happen"));
    setModel(model);
    setItemDelegate(new grid::ValueDelegate(theme, this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setTabKeyNavigation(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(theme::rowHeight);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setStretchLastSection(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // a note is cut, its tooltip is whole
    connect(model, &QAbstractItemModel::modelReset, this, &DryRunView::fitColumns);
    fitColumns();
}

void DryRunView::fitColumns()
{
    const QFontMetrics metrics(font());
    for (const int column : {DryRunModel::WhatColumn, DryRunModel::RowsColumn}) {
        int width = metrics.horizontalAdvance(
            model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (int row = 0; row < model()->rowCount(); ++row) {
            width = std::max(width, metrics.horizontalAdvance(model()->index(row, column).data().toString()));
        }
        setColumnWidth(column, std::min(width + 2 * theme::space2 + theme::space2, widestColumn));
    }
}

} // namespace strandline::flashback
