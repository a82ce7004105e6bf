#include "views/common/grid/row_list.h"

#include "views/common/grid/value_delegate.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>

#include <algorithm>
#include <utility>

namespace strandline::grid {

namespace {
constexpr int measuredRows = 60;
constexpr int narrowestColumn = 32;
} // namespace

RowList::RowList(const char *name, const QString &accessibleName, theme::Theme *theme, QWidget *parent)
    : QTableView(parent)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
    setItemDelegate(new ValueDelegate(theme, this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(theme::rowHeight);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter); // unless the model says other
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setMinimumSectionSize(narrowestColumn);
    horizontalHeader()->setResizeContentsPrecision(measuredRows);
}

void RowList::fitColumns(int widest)
{
    for (int column = 0; column + 1 < model()->columnCount(); ++column) {
        resizeColumnToContents(column);
        setColumnWidth(column, std::min(columnWidth(column) + theme::space2, widest));
    }
}

void RowList::keepFitted(int widest)
{
    connect(model(), &QAbstractItemModel::modelReset, this, [this, widest] { fitColumns(widest); });
    m_widest = widest;
    fitColumns(widest);
}

void RowList::showEvent(QShowEvent *event)
{
    QTableView::showEvent(event);
    if (const int widest = std::exchange(m_widest, 0); widest > 0) {
        fitColumns(widest); // its headers have the style sheet's margins now
    }
}

void RowList::setEmptyText(const QString &text)
{
    if (m_empty == nullptr) {
        m_empty = widgets::label({}, "secondary");
        m_empty->setObjectName(objectName() + "Empty");
        m_empty->setAlignment(Qt::AlignCenter);
        m_empty->setWordWrap(true);
        m_empty->setMargin(theme::space6);
        widgets::flatColumn(viewport())->addWidget(m_empty);
    }
    m_empty->setText(text);
    m_empty->setVisible(!text.isEmpty());
}

} // namespace strandline::grid
