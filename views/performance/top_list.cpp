#include "views/performance/top_list.h"

#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"
#include "views/performance/activity_delegate.h"
#include "views/performance/dimension_box.h"

#include <QBoxLayout>
#include <QMenu>

namespace strandline::performance {

using monitor::AshDimension;

TopList::TopList(const char *name, const QString &title, TopModel *model, theme::Theme *theme,
                 QWidget *parent)
    : QWidget(parent), m_model(model), m_theme(theme),
      m_box(new DimensionBox((QByteArray(name) + "Dimension").constData(), tr("%1 by").arg(title), theme)),
      m_list(new grid::RowList(name, title, theme))
{
    auto *column = widgets::flatColumn(this);
    auto *line = widgets::flatRow();
    line->setContentsMargins(theme::space3, theme::space1, theme::space2, theme::space1);
    line->setSpacing(theme::space2);
    line->addWidget(widgets::label(tr("Top")));
    line->addWidget(m_box);
    line->addStretch();
    column->addLayout(line);
    m_list->setItemDelegate(new ActivityDelegate(theme, m_list));
    m_list->setModel(model);
    m_list->keepFitted(260);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    showLinks(m_list);
    column->addWidget(m_list, 1);
    setFocusProxy(m_list);
    m_box->setDimension(model->dimension());
    connect(m_list, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(LinkRole).toBool()) {
            emit sqlWanted(toText(m_model->valueAt(index.row())));
        } else {
            choose(index);
        }
    });
    auto *enter = new QAction(this);
    enter->setShortcuts({QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)});
    enter->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(enter);
    connect(enter, &QAction::triggered, this, [this] { choose(m_list->currentIndex()); });
    connect(m_list, &QWidget::customContextMenuRequested, this, &TopList::showMenu);
}

void TopList::choose(const QModelIndex &index)
{
    if (index.isValid()) {
        emit valueChosen({m_model->dimension(), m_model->valueAt(index.row())});
    }
}

void TopList::showMenu(const QPoint &at)
{
    const QModelIndex index = m_list->indexAt(at);
    if (!index.isValid()) {
        return;
    }
    const std::string value = m_model->valueAt(index.row());
    const AshDimension dimension = m_model->dimension();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_theme->icon("filter"), tr("Only this"), this, [this, dimension, value] {
        emit valueChosen({dimension, value});
    });
    if (dimension == AshDimension::SqlId && !value.empty()) {
        menu->addAction(m_theme->icon("sql"), tr("Show the statement"), this,
                        [this, value] { emit sqlWanted(toText(value)); });
    }
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

} // namespace strandline::performance
