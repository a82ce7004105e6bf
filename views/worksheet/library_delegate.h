// A line of the history or of the saved queries: what it is, and below what is known of it. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QStyledItemDelegate>

namespace strandline::worksheet {

class LibraryDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    LibraryDelegate(theme::Theme *theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    theme::Theme *m_theme;
};

} // namespace strandline::worksheet
