#include "views/common/grid/value_delegate.h"

#include "models/rows/cell_roles.h"

#include <QPainter>

namespace strandline::grid {

using rows::CellKind;
using rows::RowMark;

namespace {

constexpr int barWidth = 3;

struct MarkLook
{
    QColor fill;
    QColor bar;
};

MarkLook lookOf(RowMark mark, const theme::Tokens &t)
{
    switch (mark) {
    case RowMark::Inserted:
        return {t.inserted, t.ok};
    case RowMark::Updated:
        return {t.updated, t.warning};
    case RowMark::Deleted:
        return {t.deleted, t.danger};
    case RowMark::None:
        break;
    }
    return {};
}

} // namespace

ValueDelegate::ValueDelegate(theme::Theme *theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

void ValueDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const theme::Tokens &t = m_theme->tokens();
    const QRect rect = option.rect;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const auto mark = static_cast<RowMark>(index.data(rows::RowMarkRole).toInt());
    const bool changed =
        mark == RowMark::Updated ? index.data(rows::CellChangedRole).toBool() : mark != RowMark::None;
    painter->save();
    if (changed) {
        const MarkLook look = lookOf(mark, t);
        painter->fillRect(rect, look.fill);
        if (mark == RowMark::Updated || index.column() == 0) {
            painter->fillRect(QRect(rect.left(), rect.top(), barWidth, rect.height()), look.bar);
        }
    }
    if (selected) {
        painter->fillRect(changed ? rect.adjusted(barWidth, 0, 0, 0) : rect, t.accentSoft);
    }
    const QVariant kindData = index.data(rows::CellKindRole);
    const auto kind = kindData.isValid() ? static_cast<CellKind>(kindData.toInt()) : CellKind::Text;
    const QString text = index.data(Qt::DisplayRole).toString();
    QFont font = option.font;
    QColor colour = t.text;
    if (kind == CellKind::Null) {
        font.setItalic(true);
        colour = t.secondary;
    } else if (kind == CellKind::Blob) {
        colour = t.secondary;
    }
    const QRect inner = rect.adjusted(theme::space2, 0, -theme::space2, 0);
    if (kind == CellKind::Loading) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.border);
        painter->setOpacity(0.6);
        painter->drawRoundedRect(QRect(inner.left(), inner.center().y() - 3, std::min(inner.width(), 48), 6),
                                 3, 3);
    } else {
        painter->setFont(font);
        painter->setPen(colour);
        const QVariant align = index.data(Qt::TextAlignmentRole); // none: as plain text
        painter->drawText(inner,
                          (align.isValid() ? align.toInt() : int{Qt::AlignLeft | Qt::AlignVCenter}) |
                              Qt::TextSingleLine,
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, inner.width()));
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setOpacity(1);
        painter->setBrush(Qt::NoBrush);
        painter->setPen(t.accent);
        painter->drawRect(rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

QSize ValueDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int width = QFontMetrics(option.font).horizontalAdvance(index.data(Qt::DisplayRole).toString());
    return {width + 2 * theme::space2 + 2, theme::rowHeight};
}

} // namespace strandline::grid
