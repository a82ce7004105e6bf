#include "views/performance/dimension_box.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace strandline::performance {

using monitor::AshDimension;

namespace {

constexpr int skewRole = Qt::UserRole + 1;
constexpr int barWidth = 56;
constexpr int barHeight = 8;
constexpr int listWidth = 250;

class SkewDelegate : public QStyledItemDelegate
{
public:
    SkewDelegate(theme::Theme *theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const theme::Tokens &tokens = m_theme->tokens();
        const bool heading = !index.flags().testFlag(Qt::ItemIsSelectable);
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->fillRect(option.rect, tokens.accentSoft);
        }
        QFont font = option.font;
        font.setBold(heading);
        painter->setFont(font);
        painter->setPen(heading ? tokens.secondary : tokens.text);
        const QRect inner =
            option.rect.adjusted(heading ? theme::space2 : theme::space4, 0, -theme::space2, 0);
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          index.data().toString());
        if (const QVariant skew = index.data(skewRole); skew.isValid()) {
            const int figure = QFontMetrics(font).horizontalAdvance(shareText(1)) + theme::space1;
            const QRectF bar(inner.right() - figure - barWidth, inner.center().y() - barHeight / 2 + 1,
                             barWidth, barHeight);
            painter->fillRect(bar, tokens.hover);
            painter->fillRect(QRectF(bar.topLeft(), QSizeF(bar.width() * skew.toDouble(), bar.height())),
                              tokens.accent);
            painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, shareText(skew.toDouble()));
        }
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex & /*index*/) const override
    {
        return {listWidth, theme::rowHeight};
    }

private:
    theme::Theme *m_theme;
};

} // namespace

DimensionBox::DimensionBox(const char *name, const QString &accessibleName, theme::Theme *theme,
                           bool withNone, QWidget *parent)
    : QComboBox(parent)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
    setSizeAdjustPolicy(AdjustToContents);
    setMaxVisibleItems(20);
    auto *items = new QStandardItemModel(this);
    if (withNone) {
        items->appendRow(new QStandardItem(tr("nothing more")));
    }
    for (const DimensionGroup &group : dimensionGroups()) {
        auto *heading = new QStandardItem(group.title);
        heading->setFlags(Qt::NoItemFlags);
        items->appendRow(heading);
        for (const AshDimension dimension : group.dimensions) {
            auto *item = new QStandardItem(dimensionTitle(dimension));
            item->setData(static_cast<int>(dimension), Qt::UserRole);
            items->appendRow(item);
        }
    }
    setModel(items);
    setItemDelegate(new SkewDelegate(theme, this));
    view()->setMinimumWidth(listWidth);
    connect(this, &QComboBox::activated, this, [this] { emit chosen(); });
}

std::optional<AshDimension> DimensionBox::dimension() const
{
    const QVariant value = currentData(Qt::UserRole);
    return value.isValid() ? std::optional(static_cast<AshDimension>(value.toInt())) : std::nullopt;
}

void DimensionBox::setDimension(std::optional<AshDimension> dimension)
{
    const QSignalBlocker quiet(this);
    setCurrentIndex(dimension ? findData(static_cast<int>(*dimension), Qt::UserRole) : 0);
}

void DimensionBox::setSkew(const std::array<double, monitor::ashDimensions> &skew)
{
    for (int i = 0; i < count(); ++i) {
        if (const QVariant dimension = itemData(i, Qt::UserRole); dimension.isValid()) {
            const double share = skew.at(static_cast<std::size_t>(dimension.toInt()));
            setItemData(i, share, skewRole);
            setItemData(i, tr("The greatest value has %1 of the time.").arg(shareText(share)),
                        Qt::ToolTipRole);
        }
    }
}

} // namespace strandline::performance
