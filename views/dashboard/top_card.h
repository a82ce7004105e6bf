// The card with the statements that were active most in the last minute. GUI thread.
#pragma once

#include "models/dashboard/dashboard_data.h"
#include "models/text/text_rows.h"
#include "views/common/theme/theme.h"
#include "views/dashboard/card.h"

namespace strandline::grid {
class RowList;
}

namespace strandline::dashboard {

class TopCard : public Card
{
    Q_OBJECT
public:
    explicit TopCard(theme::Theme *theme, QWidget *parent = nullptr);

    void setTop(const std::vector<TopStatement> &top);
    grid::RowList *list() const { return m_list; }

signals:
    void statementChosen(const QString &sqlId);

private:
    text::TextRows *m_rows;
    grid::RowList *m_list;
    QStringList m_ids; // by row
};

} // namespace strandline::dashboard
