// Draws an entry of the list of tables: icon of its kind, name, estimated rows at the right; a sign and a
// word where it exists only now or only then.
#pragma once

#include "views/common/theme/theme.h"

#include <QStyledItemDelegate>

namespace strandline::schema {

class TableDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit TableDelegate(theme::Theme *theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    theme::Theme *m_theme;
};

} // namespace strandline::schema
