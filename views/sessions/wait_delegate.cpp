#include "views/sessions/wait_delegate.h"

#include "models/sessions/sessions_model.h"
#include "views/common/chart/colours.h"

#include <QPainter>

namespace strandline::sessions {

namespace {
constexpr int dot = 8;
constexpr int dotPlace = theme::space2 + dot; // before the words and their own margin
} // namespace

WaitDelegate::WaitDelegate(theme::Theme *theme, QObject *parent)
    : grid::ValueDelegate(theme, parent), m_theme(theme)
{
}

void WaitDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const QString waitClass = index.data(SessionsModel::WaitClassRole).toString();
    if (waitClass.isEmpty()) {
        grid::ValueDelegate::paint(painter, option, index);
        return;
    }
    const theme::Tokens &t = m_theme->tokens();
    const bool mirrored = option.direction == Qt::RightToLeft;
    QStyleOptionViewItem words = option;
    words.rect.adjust(mirrored ? 0 : dotPlace, 0, mirrored ? -dotPlace : 0, 0);
    QRect before(mirrored ? words.rect.right() + 1 : option.rect.left(), option.rect.top(), dotPlace,
                 option.rect.height());
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(before, t.accentSoft);
    }
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(chart::colourOf(waitClass, t));
    painter->drawEllipse(mirrored ? before.left() : before.right() - dot + 1,
                         before.center().y() - dot / 2 + 1, dot, dot);
    painter->restore();
    grid::ValueDelegate::paint(painter, words, index);
}

QSize WaitDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return grid::ValueDelegate::sizeHint(option, index) + QSize(dotPlace, 0);
}

} // namespace strandline::sessions
