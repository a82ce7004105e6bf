#include "views/browse/text_delegate.h"

#include "models/browse/facts_model.h"

#include <QPainter>

namespace strandline::browse {

TextDelegate::TextDelegate(theme::Theme *theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
{
}

void TextDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const theme::Tokens &t = tokens();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, t.accentSoft);
    }
    const bool leads = !index.data(FactsModel::TableRole).toString().isEmpty();
    QFont font = option.font;
    font.setUnderline(leads && option.state.testFlag(QStyle::State_MouseOver));
    painter->setFont(font);
    painter->setPen(leads ? t.accent : t.text);
    const QRect room = option.rect.adjusted(theme::space2, 0, -theme::space2, 0);
    painter->drawText(room, index.data(Qt::TextAlignmentRole).toInt(),
                      QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(t.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

} // namespace strandline::browse
