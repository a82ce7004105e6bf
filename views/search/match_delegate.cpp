#include "views/search/match_delegate.h"

#include "models/search/search_model.h"

#include <QPainter>

namespace strandline::search {

MatchDelegate::MatchDelegate(theme::Theme *theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

void MatchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const theme::Tokens &t = m_theme->tokens();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, t.accentSoft);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, t.hover);
    }
    QRect room = option.rect.adjusted(theme::space1, 0, -theme::space2, 0);
    if (const QString name = index.data(SearchModel::IconRole).toString(); !name.isEmpty()) {
        const QRect place(room.left(), room.center().y() - theme::iconSize / 2 + 1, theme::iconSize,
                          theme::iconSize);
        m_theme->icon(name, &theme::Tokens::secondary).paint(painter, place);
        room.setLeft(place.right() + theme::space2);
    }
    const bool group = !index.parent().isValid();
    QFont font = option.font;
    if (group) {
        font.setBold(index.column() == SearchModel::PlaceColumn);
    } else if (index.column() != SearchModel::PlaceColumn) {
        font = theme::Theme::fixed();
    }
    if (index.data(SearchModel::MatchStartRole).isValid()) {
        paintText(painter, room, font, index);
    } else {
        painter->setFont(font);
        painter->setPen(group && index.column() != SearchModel::PlaceColumn ? t.secondary : t.text);
        painter->drawText(
            room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    }
    painter->restore();
}

void MatchDelegate::paintText(QPainter *painter, QRect room, QFont font, const QModelIndex &index) const
{
    const theme::Tokens &t = m_theme->tokens();
    const QString text = index.data().toString();
    const int start = index.data(SearchModel::MatchStartRole).toInt();
    const int end = start + index.data(SearchModel::MatchLengthRole).toInt();
    const auto draw = [&](const QString &part, const QColor &colour, Qt::TextElideMode elide, int width) {
        const QFontMetrics metrics(font);
        const QString shown = metrics.elidedText(part, elide, width);
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
        room.setLeft(room.left() + metrics.horizontalAdvance(shown));
    };
    draw(text.left(start), t.text, Qt::ElideLeft, room.width() / 2);
    font.setBold(true);
    draw(text.mid(start, end - start), t.accent, Qt::ElideRight, room.width());
    font.setBold(false);
    draw(text.mid(end), t.text, Qt::ElideRight, room.width());
}

} // namespace strandline::search
