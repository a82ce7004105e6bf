#include "views/common/grid/rows_pane.h"

#include "views/common/grid/data_grid.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace strandline::grid {

RowsPane::RowsPane(rows::TableRowsModel *rows, Moment moment, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_rows(rows), m_moment(moment), m_line(new QWidget), m_icon(new QLabel),
      m_heading(new widgets::ElidedLabel), m_remark(new widgets::ElidedLabel), m_grid(new DataGrid(theme)),
      m_message(widgets::label({}, "secondary"))
{
    const bool past = moment == Moment::Past;
    setObjectName(past ? "pastPane" : "surface");
    setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(this);
    makeLine(theme);
    column->addWidget(m_line);
    m_line->setVisible(false);
    m_grid->setObjectName(past ? "pastGrid" : "nowGrid");
    m_grid->setAccessibleName(past ? tr("Rows as of the chosen commit") : tr("Rows now"));
    m_grid->setModel(rows);
    column->addWidget(m_grid, 1);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setMargin(theme::space6);
    column->addWidget(m_message, 1);
    connect(rows, &rows::TableRowsModel::stateChanged, this, &RowsPane::refresh);
    connect(rows, &rows::TableRowsModel::countedChanged, this, &RowsPane::refresh);
    connect(rows, &rows::TableRowsModel::placesChanged, this, &RowsPane::keepPlace);
    connect(rows, &QAbstractItemModel::modelReset, this, [this] { m_top = QPersistentModelIndex(); });
    m_columnsTimer.setSingleShot(true);
    m_columnsTimer.setInterval(300);
    connect(&m_columnsTimer, &QTimer::timeout, this, [this] {
        if (m_saveColumns && !m_fittedTable.isEmpty()) {
            m_saveColumns(m_fittedTable, m_grid->saveColumns());
        }
    });
    const auto byUser = [this] {
        if (!m_fitting) {
            m_columnsTimer.start();
        }
    };
    connect(m_grid->header(), &QHeaderView::sectionResized, this, byUser);
    connect(m_grid->header(), &QHeaderView::sectionMoved, this, byUser);
    connect(m_grid->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int) {
        if (const int top = m_grid->rowAt(0); top >= 0) {
            m_top = m_grid->model()->index(top, 0);
            emit topRowChanged(top);
        }
    });
    refresh();
}

void RowsPane::setView(QAbstractItemModel *model)
{
    m_grid->setModel(model);
    connect(model, &QAbstractItemModel::rowsInserted, this, &RowsPane::refresh);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &RowsPane::refresh);
}

void RowsPane::makeLine(theme::Theme *theme)
{
    const bool past = m_moment == Moment::Past;
    m_line->setObjectName(past ? "asOfLine" : "nowLine");
    m_line->setAttribute(Qt::WA_StyledBackground);
    m_line->setFixedHeight(56);
    auto *grid = new QGridLayout(m_line);
    grid->setContentsMargins(theme::space3, theme::space1, theme::space2, theme::space1);
    grid->setHorizontalSpacing(theme::space2);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 1);
    const auto drawIcon = [this, theme, past] {
        m_icon->setPixmap(
            theme
                ->icon(past ? "history" : "clock", past ? &theme::Tokens::warning : &theme::Tokens::secondary)
                .pixmap(QSize(theme::iconSize, theme::iconSize), devicePixelRatioF()));
    };
    drawIcon();
    connect(theme, &theme::Theme::changed, this, drawIcon);
    widgets::setRole(m_remark, "secondary");
    m_heading->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_remark->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    grid->addWidget(m_icon, 0, 0);
    grid->addWidget(m_heading, 0, 1, 1, 2);
    grid->addWidget(m_remark, 1, 1);
    if (past) {
        auto *back = widgets::button(tr("Return to now"), "link");
        back->setObjectName("asOfReturn");
        connect(back, &QPushButton::clicked, this, &RowsPane::returnRequested);
        grid->addWidget(back, 1, 2);
    }
}

void RowsPane::setColumnStore(LoadColumns load, SaveColumns save)
{
    m_loadColumns = std::move(load);
    m_saveColumns = std::move(save);
}

// As the user left them, else by what is in them.
void RowsPane::fitColumns()
{
    const QScopedValueRollback<bool> guard(m_fitting, true);
    m_columnsTimer.stop();
    FilterHeader *header = m_grid->header();
    for (int column = 0; column < header->count(); ++column) { // what another table had
        header->showSection(header->logicalIndex(column));
        header->moveSection(header->visualIndex(column), column);
    }
    if (!m_loadColumns || !m_grid->restoreColumns(m_loadColumns(m_fittedTable))) {
        m_grid->fitColumns();
    }
}

// Rows stand elsewhere now: the one that was the first in sight is it again.
void RowsPane::keepPlace()
{
    if (m_top.isValid() && m_top.row() != m_grid->rowAt(0)) {
        m_grid->scrollTo(m_top, QAbstractItemView::PositionAtTop);
    }
}

void RowsPane::setHeading(const QString &text)
{
    m_heading->setFullText(text);
    m_line->setVisible(!text.isEmpty());
}

void RowsPane::setRemark(const QString &text)
{
    m_remark->setFullText(text);
    m_remark->setVisible(!text.isEmpty());
}

QString RowsPane::heading() const
{
    return m_heading->fullText();
}

QString RowsPane::remark() const
{
    return m_remark->fullText();
}

void RowsPane::refresh()
{
    if (!(m_rows->query() == m_query)) { // another order, other rows: their first ones
        m_query = m_rows->query();
        m_grid->scrollToTop();
    }
    const auto state = m_rows->state();
    const bool empty = state == rows::TableRowsModel::State::Ready && m_grid->model()->rowCount() == 0 &&
                       m_rows->counted() && !m_rows->listing();
    const bool showsGrid =
        state == rows::TableRowsModel::State::Ready && (!empty || m_rows->columnCount() > 0);
    m_grid->setVisible(showsGrid || state == rows::TableRowsModel::State::Loading);
    m_message->setVisible(!m_grid->isVisibleTo(this) || empty);
    switch (state) {
    case rows::TableRowsModel::State::Empty:
        m_fittedTable.clear();
        m_message->setText(tr("Choose a table at the left to see its rows."));
        break;
    case rows::TableRowsModel::State::Failed:
        m_message->setText(m_rows->error()->code() == core::ErrorCode::NotFound
                               ? (m_moment == Moment::Past ? tr("This table did not exist at that commit.")
                                                           : tr("This table does not exist any more."))
                               : QString::fromStdString(m_rows->error()->message()));
        break;
    case rows::TableRowsModel::State::Ready:
        m_message->setText(m_rows->query().filtered() ? tr("No row fulfils the filters.")
                           : m_moment == Moment::Past ? tr("This table had no rows at that commit.")
                                                      : tr("This table has no rows."));
        if (m_fittedTable != m_rows->table() || m_fittedColumns != m_rows->columnCount()) {
            m_fittedTable = m_rows->table();
            m_fittedColumns = m_rows->columnCount();
            fitColumns();
        }
        break;
    case rows::TableRowsModel::State::Loading:
        m_fittedTable.clear();
        break;
    }
}

} // namespace strandline::grid
