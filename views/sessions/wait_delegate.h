// Draws what a session waits for with the colour of its wait class before the words. GUI thread.
#pragma once

#include "views/common/grid/value_delegate.h"

namespace strandline::sessions {

class WaitDelegate : public grid::ValueDelegate
{
    Q_OBJECT
public:
    explicit WaitDelegate(theme::Theme *theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    theme::Theme *m_theme;
};

} // namespace strandline::sessions
