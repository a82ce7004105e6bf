#include "views/dashboard/top_card.h"

#include "models/series/series_data.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QHeaderView>

namespace strandline::dashboard {

namespace {
constexpr int listHeight = 6 * theme::rowHeight; // the header, and five statements
constexpr int widest = 120;
} // namespace

TopCard::TopCard(theme::Theme *theme, QWidget *parent)
    : Card("top", 2, parent),
      m_rows(new text::TextRows({tr("Sessions"), tr("Share"), tr("Statement")}, this)),
      m_list(new grid::RowList("topStatements", tr("Statements of the last minute"), theme))
{
    auto *column = widgets::flatColumn(this);
    column->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space3);
    column->setSpacing(theme::space1);
    column->addWidget(widgets::label(tr("Top SQL now"), "secondary"));
    setAccessibleName(tr("Top SQL now"));
    setToolTip(
        tr("The statements that most sessions were busy with in the last minute, by samples taken ten times "
           "a second."));
    m_list->setModel(m_rows);
    m_list->keepFitted(widest);
    m_list->setFixedHeight(listHeight);
    column->addWidget(m_list);
    const auto choose = [this](const QModelIndex &index) {
        const QString id = m_ids.value(index.row());
        if (!id.isEmpty()) {
            emit statementChosen(id);
        }
    };
    connect(m_list, &QAbstractItemView::clicked, this, choose);
    connect(m_list, &QAbstractItemView::activated, this, choose);
    setTop({});
}

void TopCard::setTop(const std::vector<TopStatement> &top)
{
    std::vector<QStringList> rows;
    m_ids.clear();
    for (const TopStatement &statement : top) {
        const QString id = QString::fromStdString(statement.sqlId);
        const QString text = QString::fromStdString(statement.text).simplified();
        rows.push_back({series::valueText(statement.sessions, series::Unit::Sessions),
                        series::valueText(statement.share, series::Unit::Share),
                        !text.isEmpty() ? text
                        : id.isEmpty()  ? tr("(no statement is told)")
                                        : id});
        m_ids << id;
    }
    m_rows->setRows(std::move(rows));
    m_list->setEmptyText(top.empty() ? tr("No session was busy in the last minute.") : QString());
}

} // namespace strandline::dashboard
