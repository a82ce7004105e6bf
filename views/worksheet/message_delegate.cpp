#include "views/worksheet/message_delegate.h"

#include "models/worksheet/messages_model.h"

namespace strandline::worksheet {

void MessageDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    using State = MessagesModel::State;
    struct Look
    {
        const char *icon;
        QColor theme::Tokens::*colour;
    };
    const auto state = static_cast<State>(index.data(MessagesModel::StateRole).toInt());
    const Look look = state == State::Running  ? Look{"clock", &theme::Tokens::secondary}
                      : state == State::Done   ? Look{"check", &theme::Tokens::ok}
                      : state == State::Failed ? Look{"error", &theme::Tokens::danger}
                                               : Look{"stop", &theme::Tokens::warning};
    option->icon = m_theme->icon(look.icon, look.colour);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(theme::iconSize, theme::iconSize);
    if (state == State::Failed) {
        const QColor colour = m_theme->tokens().danger;
        option->palette.setColor(QPalette::Text, colour);
        option->palette.setColor(QPalette::HighlightedText, colour);
    }
}

} // namespace strandline::worksheet
