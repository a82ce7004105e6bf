#include "views/common/schema/table_list_pane.h"

#include "views/common/schema/table_delegate.h"
#include "views/common/widgets/style.h"

#include <QAction>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSortFilterProxyModel>

namespace strandline::schema {

TableListPane::TableListPane(TableListModel *tables, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_tables(tables), m_filtered(new QSortFilterProxyModel(this)), m_filter(new QLineEdit),
      m_list(new QListView), m_none(widgets::label({}, "secondary"))
{
    setObjectName("surface");
    setAttribute(Qt::WA_StyledBackground);
    setMinimumWidth(180);
    auto *column = widgets::flatColumn(this);
    auto *top = widgets::flatRow();
    top->setContentsMargins(theme::space2, theme::space2, theme::space2, theme::space2);
    m_filter->setObjectName("tableFilter");
    m_filter->setPlaceholderText(tr("Find a table"));
    m_filter->setAccessibleName(tr("Find a table"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme->icon("search"), QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
    top->addWidget(m_filter);
    column->addLayout(top);
    m_filtered->setSourceModel(tables);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setObjectName("tableList");
    m_list->setAccessibleName(tr("Tables and views"));
    m_list->setModel(m_filtered);
    m_list->setItemDelegate(new TableDelegate(theme, this));
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    column->addWidget(m_list, 1);
    m_none->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    m_none->setWordWrap(true);
    m_none->setContentsMargins(theme::space3, theme::space3, theme::space3, theme::space3);
    column->addWidget(m_none, 1);

    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filtered->setFilterFixedString(text);
        refresh();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid() && current.data().toString() != m_wanted) {
                    m_wanted = current.data().toString();
                    emit chosen(m_wanted);
                }
            });
    connect(tables, &QAbstractItemModel::modelReset, this, [this] { select(m_wanted); });
    connect(tables, &TableListModel::loadedChanged, this, &TableListPane::refresh);
    connect(theme, &theme::Theme::changed, m_list->viewport(), qOverload<>(&QWidget::update));
    refresh();
}

void TableListPane::refresh()
{
    const bool none = m_filtered->rowCount() == 0 && m_tables->loaded();
    m_list->setVisible(!none);
    m_none->setVisible(none);
    m_none->setText(m_tables->rowCount() == 0 ? tr("This database has no tables.")
                                              : tr("No table's name contains “%1”.").arg(m_filter->text()));
}

QString TableListPane::selected() const
{
    return m_wanted;
}

void TableListPane::select(const QString &table)
{
    const int row = m_tables->rowOf(table);
    m_wanted = table;
    if (row >= 0) {
        m_list->setCurrentIndex(m_filtered->mapFromSource(m_tables->index(row)));
    }
}

bool TableListPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return) {
            m_list->setFocus();
            if (!m_list->currentIndex().isValid()) {
                m_list->setCurrentIndex(m_filtered->index(0, 0));
            }
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_filter->text().isEmpty()) {
            m_filter->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace strandline::schema
