#include "views/common/schema/schema_delegate.h"

#include "models/text/quantities.h"

#include <QLocale>
#include <QPainter>

namespace strandline::schema {

namespace {

// "12,345", "1.2 M": an estimate needs no more.
QString shortCount(qulonglong rows)
{
    if (rows < 1'000'000) {
        return text::number(rows);
    }
    return SchemaDelegate::tr("%1 M").arg(QLocale().toString(static_cast<double>(rows) / 1e6, 'f', 1));
}

bool isGroup(NodeKind kind)
{
    return kind >= NodeKind::TableGroup && kind <= NodeKind::TriggerGroup;
}

// PK, FK and NN are what the field calls a primary key, a foreign key, not NULL.
QString columnNote(const QString &type, Marks marks)
{
    QStringList parts;
    if (!type.isEmpty()) {
        parts << type;
    }
    if (marks.testFlag(Mark::PrimaryKey)) {
        parts << "PK";
    }
    if (marks.testFlag(Mark::ForeignKey)) {
        parts << "FK";
    }
    if (marks.testFlag(Mark::NotNull)) {
        parts << "NN";
    }
    return parts.join(" · ");
}

QString noteOf(const QModelIndex &index, NodeKind kind)
{
    const QString note = index.data(SchemaModel::NoteRole).toString();
    if (isGroup(kind)) {
        return text::number(static_cast<std::uint64_t>(index.model()->rowCount(index)));
    }
    if (const QVariant rows = index.data(SchemaModel::RowsRole); rows.isValid()) {
        return "≈ " + shortCount(rows.toULongLong());
    }
    if (kind == NodeKind::Column) {
        return columnNote(note, Marks::fromInt(index.data(SchemaModel::MarksRole).toInt()));
    }
    return kind == NodeKind::ForeignKey ? QString() : note;
}

} // namespace

QString iconName(NodeKind kind, Marks marks)
{
    switch (kind) {
    case NodeKind::Database:
        return "database";
    case NodeKind::View:
    case NodeKind::ViewGroup:
        return "view";
    case NodeKind::VirtualTable:
    case NodeKind::VirtualGroup:
        return "virtual-table";
    case NodeKind::Column:
        return marks.testFlag(Mark::PrimaryKey)   ? "key"
               : marks.testFlag(Mark::ForeignKey) ? "link"
                                                  : "column";
    case NodeKind::Index:
    case NodeKind::IndexGroup:
        return "index";
    case NodeKind::ForeignKey:
        return "link";
    case NodeKind::Trigger:
    case NodeKind::TriggerGroup:
        return "trigger";
    default:
        return "table";
    }
}

SchemaDelegate::SchemaDelegate(theme::Theme *theme, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

void SchemaDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    const theme::Tokens &t = m_theme->tokens();
    const auto kind = static_cast<NodeKind>(index.data(SchemaModel::KindRole).toInt());
    const auto presence = static_cast<Presence>(index.data(SchemaModel::PresenceRole).toInt());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter->fillRect(option.rect, t.accentSoft);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, t.hover);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(t.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -1.5, -1.5), 4, 4);
    }
    const bool flat = isTable(kind) && !index.parent().isValid(); // no branches at its left
    QRect rest = option.rect.adjusted(flat ? theme::space2 : theme::space1, 0, -theme::space2, 0);
    const QRect icon(rest.left(), rest.center().y() - theme::iconSize / 2 + 1, theme::iconSize,
                     theme::iconSize);
    const auto marks = Marks::fromInt(index.data(SchemaModel::MarksRole).toInt());
    m_theme->icon(iconName(kind, marks)).paint(painter, icon);
    rest.setLeft(icon.right() + theme::space2);

    QString note = noteOf(index, kind);
    QColor noteColour = t.secondary;
    if (presence == Presence::OnlyThen) {
        note = tr("− dropped since");
        noteColour = t.danger;
    } else if (presence == Presence::OnlyNow) {
        note = tr("+ made since");
        noteColour = t.ok;
    }
    QFont font = option.font;
    font.setBold(isGroup(kind) || kind == NodeKind::Database);
    const QFontMetrics metrics(font);
    const QString name = index.data().toString();
    // The name comes first; the note has what is left, but never less than a third. A number is whole or not
    // there: its beginning would be another number.
    const int gap = theme::space2;
    const int whole = metrics.horizontalAdvance(note) + 2; // what rounding takes
    const bool number = index.data(SchemaModel::RowsRole).isValid() && presence == Presence::Always;
    if (number && whole > rest.width() / 2) {
        note.clear();
    }
    const int noteWidth =
        note.isEmpty() ? 0
        : number       ? whole
                       : std::min(whole,
                                  std::max(rest.width() - metrics.horizontalAdvance(name) - gap, rest.width() / 3));
    const QFontMetrics plain(option.font);
    painter->setFont(option.font);
    painter->setPen(noteColour);
    painter->drawText(rest, Qt::AlignRight | Qt::AlignVCenter,
                      plain.elidedText(note, Qt::ElideRight, noteWidth));
    rest.setRight(rest.right() - noteWidth - (note.isEmpty() ? 0 : gap));
    painter->setFont(font);
    painter->setPen(t.text);
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(name, Qt::ElideRight, rest.width()));
    painter->restore();
}

QSize SchemaDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {120, theme::rowHeight};
}

} // namespace strandline::schema
