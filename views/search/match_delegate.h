// Draws a match: the text around it, and what matches in the accent's colour and bold, kept in sight.
#pragma once

#include "views/common/theme/theme.h"

#include <QStyledItemDelegate>

namespace strandline::search {

class MatchDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit MatchDelegate(theme::Theme *theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    void paintText(QPainter *painter, QRect room, QFont font, const QModelIndex &index) const;

    theme::Theme *m_theme;
};

} // namespace strandline::search
