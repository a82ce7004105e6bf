#include "views/common/widgets/fit_columns.h"

#include "views/common/theme/tokens.h"

#include <QAbstractItemModel>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace strandline::widgets {

void fitColumns(QTableView *view, int widest)
{
    view->horizontalHeader()->setStretchLastSection(true);
    const auto fit = [view, widest] {
        for (int column = 0; column + 1 < view->model()->columnCount(); ++column) {
            view->resizeColumnToContents(column);
            view->setColumnWidth(column, std::min(view->columnWidth(column) + theme::space2, widest));
        }
    };
    fit();
    QObject::connect(view->model(), &QAbstractItemModel::modelReset, view, fit);
}

} // namespace strandline::widgets
