// Draws a cell of plain text with room at both sides, and in the colour of links what leads elsewhere.
#pragma once

#include "views/common/theme/theme.h"

#include <QStyledItemDelegate>

namespace strandline::browse {

class TextDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit TextDelegate(theme::Theme *theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    const theme::Tokens &tokens() const { return m_theme->tokens(); }

private:
    theme::Theme *m_theme;
};

} // namespace strandline::browse
