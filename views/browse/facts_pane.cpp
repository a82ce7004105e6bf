#include "views/browse/facts_pane.h"

#include "views/browse/sql_view.h"
#include "views/browse/text_delegate.h"
#include "views/common/grid/data_grid.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>

namespace strandline::browse {

FactsPane::FactsPane(const QString &name, bool withSql, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_model(new FactsModel(this)), m_grid(new grid::DataGrid(theme)),
      m_none(widgets::label({}, "secondary"))
{
    auto *column = widgets::flatColumn(this);
    m_grid->setAccessibleName(name);
    m_grid->setItemDelegate(new TextDelegate(theme, m_grid));
    m_grid->setModel(m_model);
    m_grid->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_grid->verticalHeader()->hide();
    m_grid->setMouseTracking(true);
    m_grid->horizontalHeader()->setStretchLastSection(true);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->setMargin(theme::space6);
    if (withSql) {
        auto *split = new QSplitter(Qt::Vertical);
        m_sql = new SqlView(tr("Statement"), theme);
        split->addWidget(m_grid);
        split->addWidget(m_sql);
        split->setStretchFactor(0, 3);
        split->setStretchFactor(1, 2);
        split->setChildrenCollapsible(false);
        column->addWidget(split, 1);
    } else {
        column->addWidget(m_grid, 1);
    }
    column->addWidget(m_none, 1);
    connect(m_grid, &QAbstractItemView::clicked, this, &FactsPane::follow);
    connect(m_grid, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        // By key the whole row leads to where one of its cells leads.
        for (int at = 0; at < m_model->columnCount(); ++at) {
            follow(index.siblingAtColumn(at));
        }
    });
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this, &FactsPane::refreshSql);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &FactsPane::refreshSql);
}

void FactsPane::follow(const QModelIndex &index)
{
    if (const QString table = index.data(FactsModel::TableRole).toString(); !table.isEmpty()) {
        emit tableWanted(table);
    }
}

void FactsPane::show(Facts facts, const QString &none)
{
    const auto names = [this] {
        QStringList out;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            out << m_model->index(row, 0).data().toString();
        }
        return out;
    };
    const QStringList before = names();
    m_model->setFacts(std::move(facts));
    if (names() != before) {
        m_grid->fitColumns();
    }
    const bool empty = m_model->rowCount() == 0;
    QWidget *content = m_sql != nullptr ? m_grid->parentWidget() : m_grid;
    content->setVisible(!empty);
    m_none->setVisible(empty);
    m_none->setText(none);
    if (m_sql != nullptr && !empty && !m_grid->currentIndex().isValid()) {
        m_grid->setCurrentIndex(m_model->index(0, 0));
    }
    refreshSql();
}

void FactsPane::choose(const QString &name)
{
    if (const int row = m_model->rowOf(name); row >= 0) {
        m_grid->setCurrentIndex(m_model->index(row, 0));
    }
}

void FactsPane::setPast(bool past)
{
    if (m_sql != nullptr) {
        m_sql->setPast(past);
    }
}

void FactsPane::refreshSql()
{
    if (m_sql == nullptr) {
        return;
    }
    const QModelIndex current = m_grid->currentIndex();
    const QString sql = current.data(FactsModel::SqlRole).toString();
    m_sql->setSql(sql);
    m_sql->setVisible(current.isValid() && !sql.isEmpty());
}

} // namespace strandline::browse
