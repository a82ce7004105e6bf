#include "views/browse/data_pane.h"

#include "models/text/quantities.h"
#include "views/common/grid/rows_pane.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QStackedWidget>

namespace strandline::browse {

DataPane::DataPane(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_now(new rows::TableRowsModel(context.session->tasks(), this)),
      m_then(new rows::TableRowsModel(context.session->tasks(), this)),
      m_nowPane(new grid::RowsPane(m_now, grid::RowsPane::Moment::Now, context.theme)),
      m_pastPane(new grid::RowsPane(m_then, grid::RowsPane::Moment::Past, context.theme)),
      m_panes(new QStackedWidget)
{
    auto *column = widgets::flatColumn(this);
    m_panes->addWidget(m_nowPane);
    m_panes->addWidget(m_pastPane);
    column->addWidget(m_panes, 1);

    session::DatabaseSession *session = context.session;
    connect(session, &session::DatabaseSession::pointChanged, this, &DataPane::pointChanged);
    connect(session->recording(), &timeline::RecordingService::scnMoved, m_now, [this] { m_now->refresh(); });
    connect(m_pastPane, &grid::RowsPane::returnRequested, session, &session::DatabaseSession::returnToNow);
    for (rows::TableRowsModel *rows : {m_now, m_then}) {
        connect(rows, &rows::TableRowsModel::countedChanged, this, &DataPane::figuresChanged);
        connect(rows, &rows::TableRowsModel::stateChanged, this, &DataPane::figuresChanged);
    }
    m_tick.setInterval(10000);
    connect(&m_tick, &QTimer::timeout, this, &DataPane::refreshHeading);
    m_tick.start();
    pointChanged();
}

rows::TableRowsModel *DataPane::rows() const
{
    return m_context.session->point() ? m_then : m_now;
}

grid::RowsPane *DataPane::rowsPane() const
{
    return m_context.session->point() ? m_pastPane : m_nowPane;
}

void DataPane::show(const QString &table)
{
    m_table = table;
    pointChanged();
}

void DataPane::readAgain()
{
    rows()->refresh(true);
}

void DataPane::pointChanged()
{
    const auto &point = m_context.session->point();
    m_panes->setCurrentWidget(rowsPane());
    refreshHeading();
    if (m_table.isEmpty() || !m_context.session->database()) {
        m_now->clear();
        m_then->clear();
        return;
    }
    if (point) {
        m_then->show(m_context.session->database(), point->scn, m_table);
        return;
    }
    m_then->clear();
    if (m_now->table() != m_table || m_now->state() == rows::TableRowsModel::State::Empty) {
        m_now->show(m_context.session->database(), std::nullopt, m_table);
    }
}

void DataPane::refreshHeading()
{
    if (const auto &point = m_context.session->point()) {
        m_pastPane->setHeading(tr("As of %1").arg(text::point(point->scn, point->timeTo, text::now())));
    }
}

} // namespace strandline::browse
