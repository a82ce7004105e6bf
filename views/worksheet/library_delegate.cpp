#include "views/worksheet/library_delegate.h"

#include "models/worksheet/library.h"

#include <QPainter>

namespace strandline::worksheet {

void LibraryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const theme::Tokens &t = m_theme->tokens();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, t.accentSoft);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, t.hover);
    }
    const QRect inner = option.rect.adjusted(theme::space3, theme::space1, -theme::space3, -theme::space1);
    const QRect upper(inner.left(), inner.top(), inner.width(), inner.height() / 2);
    const QRect lower(inner.left(), upper.bottom() + 1, inner.width(), inner.height() - upper.height());
    const auto draw = [painter](const QRect &rect, const QFont &font, const QColor &colour,
                                const QString &text) {
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width()));
    };
    draw(upper, theme::Theme::fixed(), t.text, index.data().toString());
    draw(lower, option.font, index.data(LibraryModel::FailedRole).toBool() ? t.danger : t.secondary,
         index.data(LibraryModel::DetailRole).toString());
    painter->setPen(t.border);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->restore();
}

QSize LibraryDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex & /*index*/) const
{
    const int line =
        std::max(QFontMetrics(option.font).height(), QFontMetrics(theme::Theme::fixed()).height());
    return {theme::space6, 2 * line + 2 * theme::space1 + 2};
}

} // namespace strandline::worksheet
