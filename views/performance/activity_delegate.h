// Cells of what was active: a bar of its time by wait class with its figure beside it, and links. GUI thread.
#pragma once

#include "models/performance/top_model.h"
#include "views/common/grid/value_delegate.h"

class QTableView;

namespace strandline::performance {

// Shares (0 to 1) from the left edge of rect on, which is as wide as 1.
void paintShares(QPainter &painter, const QRectF &rect, const ClassShares &shares,
                 const theme::Tokens &tokens);

class ActivityDelegate : public grid::ValueDelegate
{
    Q_OBJECT
public:
    explicit ActivityDelegate(theme::Theme *theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    theme::Theme *m_theme;
};

// The pointing hand over links of a list.
void showLinks(QTableView *list);

} // namespace strandline::performance
