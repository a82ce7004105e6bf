// Draws a line of the schema tree: icon of its kind, name, and at the right what is worth a glance: estimated
// rows, a column's type and marks, an index's columns; a sign and a word where it exists only now or only
// then.
#pragma once

#include "models/schema/schema_model.h"
#include "views/common/theme/theme.h"

#include <QStyledItemDelegate>

namespace strandline::schema {

class SchemaDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit SchemaDelegate(theme::Theme *theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    theme::Theme *m_theme;
};

// The icon of resources/icons for a node.
QString iconName(NodeKind kind, Marks marks);

} // namespace strandline::schema
