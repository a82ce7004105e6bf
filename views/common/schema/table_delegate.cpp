#include "views/common/schema/table_delegate.h"

#include "models/schema/table_list_model.h"

#include <QLocale>
#include <QPainter>

#include <cmath>

namespace strandline::schema {

namespace {

constexpr int rowHeight = 28;

QString iconName(catalog::TableKind kind)
{
    switch (kind) {
    case catalog::TableKind::View:
        return "view";
    case catalog::TableKind::Virtual:
        return "virtual-table";
    default:
        return "table";
    }
}

// "12,345", "1.2 M": an estimate needs no more.
QString shortCount(qulonglong rows)
{
    const QLocale locale;
    if (rows < 1'000'000) {
        return locale.toString(rows);
    }
    return TableDelegate::tr("%1 M").arg(locale.toString(static_cast<double>(rows) / 1e6, 'f', 1));
}

} // namespace

TableDelegate::TableDelegate(theme::Theme *theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

void TableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    const theme::Tokens &t = m_theme->tokens();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const auto presence =
        static_cast<TableListModel::Presence>(index.data(TableListModel::PresenceRole).toInt());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect pill = option.rect.adjusted(theme::space1, 1, -theme::space1, -1);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? t.accentSoft : t.hover);
        painter->drawRoundedRect(pill, 4, 4);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(t.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(pill, 4, 4);
    }
    const auto kind = static_cast<catalog::TableKind>(index.data(TableListModel::KindRole).toInt());
    QRect rest = pill.adjusted(theme::space2, 0, -theme::space2, 0);
    const QRect icon(rest.left(), rest.center().y() - 7, 16, 16);
    m_theme->icon(iconName(kind)).paint(painter, icon);
    rest.setLeft(icon.right() + theme::space2);

    QString note;
    QColor noteColour = t.secondary;
    if (presence == TableListModel::Presence::OnlyThen) {
        note = tr("− dropped since");
        noteColour = t.danger;
    } else if (presence == TableListModel::Presence::OnlyNow) {
        note = tr("+ made since");
        noteColour = t.ok;
    } else if (const QVariant rows = index.data(TableListModel::RowsRole); rows.isValid()) {
        note = "≈ " + shortCount(rows.toULongLong());
    }
    painter->setFont(option.font);
    painter->setPen(noteColour);
    painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter, note);
    const QFontMetrics metrics(option.font);
    const int noteWidth = note.isEmpty() ? 0 : metrics.horizontalAdvance(note) + theme::space2;
    rest.setRight(rest.right() - noteWidth);
    painter->setPen(t.text);
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(index.data().toString(), Qt::ElideRight, rest.width()));
    painter->restore();
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {120, rowHeight};
}

} // namespace strandline::schema
