#include "views/performance/activity_delegate.h"

#include "views/common/chart/colours.h"

#include <QEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTableView>

namespace strandline::performance {

namespace {

constexpr int barWidth = 84;
constexpr int barHeight = 10;

class LinkCursor : public QObject
{
public:
    explicit LinkCursor(QTableView *list) : QObject(list), m_list(list)
    {
        list->setMouseTracking(true);
        list->viewport()->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::MouseMove) {
            const auto position = static_cast<QMouseEvent *>(event)->position().toPoint();
            const bool link = m_list->indexAt(position).data(LinkRole).toBool();
            m_list->viewport()->setCursor(link ? Qt::PointingHandCursor : Qt::ArrowCursor);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QTableView *m_list;
};

} // namespace

void paintShares(QPainter &painter, const QRectF &rect, const ClassShares &shares,
                 const theme::Tokens &tokens)
{
    double at = rect.left();
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double width = rect.width() * shares.at(i);
        if (width > 0) {
            painter.fillRect(QRectF(at, rect.top(), std::max(width, 1.0), rect.height()),
                             chart::colourOf(className(i), tokens));
            at += width;
        }
    }
}

ActivityDelegate::ActivityDelegate(theme::Theme *theme, QObject *parent)
    : ValueDelegate(theme, parent), m_theme(theme)
{
}

void ActivityDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    const theme::Tokens &tokens = m_theme->tokens();
    const QVariant shares = index.data(SharesRole);
    const bool link = index.data(LinkRole).toBool();
    if (!shares.isValid() && !link) {
        ValueDelegate::paint(painter, option, index);
        return;
    }
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (selected) {
        painter->fillRect(option.rect, tokens.accentSoft);
    }
    QRect inner = option.rect.adjusted(theme::space2, 0, -theme::space2, 0);
    if (shares.isValid()) {
        const QRectF bar(inner.left(), inner.center().y() - barHeight / 2 + 1, barWidth, barHeight);
        painter->fillRect(bar, selected ? tokens.surface : tokens.hover);
        paintShares(*painter, bar, shares.value<ClassShares>(), tokens);
        inner.setLeft(inner.left() + barWidth + theme::space2);
    }
    QFont font = option.font;
    font.setUnderline(link);
    painter->setFont(font);
    painter->setPen(link ? tokens.accent : tokens.text);
    painter->drawText(inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, inner.width()));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(tokens.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

QSize ActivityDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = ValueDelegate::sizeHint(option, index);
    if (index.data(SharesRole).isValid()) {
        size.rwidth() += barWidth + theme::space2;
    }
    return size;
}

void showLinks(QTableView *list)
{
    new LinkCursor(list);
}

} // namespace strandline::performance
