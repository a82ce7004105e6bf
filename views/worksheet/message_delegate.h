// Draws the outcome of a statement with the sign and colour of how it went. GUI thread.
#pragma once

#include "views/common/theme/theme.h"

#include <QStyledItemDelegate>

namespace strandline::worksheet {

class MessageDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    MessageDelegate(theme::Theme *theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    theme::Theme *m_theme;
};

} // namespace strandline::worksheet
