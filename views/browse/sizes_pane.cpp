#include "views/browse/sizes_pane.h"

#include "models/text/quantities.h"
#include "views/browse/text_delegate.h"
#include "views/common/grid/data_grid.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace strandline::browse {

namespace {

constexpr int shareTextWidth = 64;
constexpr int shareWidth = 156;

// The share of the whole as a bar with its number.
class ShareDelegate final : public TextDelegate
{
public:
    using TextDelegate::TextDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QVariant share = index.data(SizesModel::ShareRole);
        TextDelegate::paint(painter, option, index);
        if (!share.isValid()) {
            return;
        }
        const theme::Tokens &t = tokens();
        const QRect ground = option.rect.adjusted(shareTextWidth, 8, -theme::space2, -8);
        QRect bar = ground;
        bar.setWidth(std::max(1, static_cast<int>(ground.width() * share.toDouble())));
        painter->fillRect(ground, t.border);
        painter->fillRect(bar, t.accent);
    }
};

} // namespace

SizesPane::SizesPane(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_sizes(new SizesModel(session, this)), m_grid(new grid::DataGrid(theme)),
      m_text(widgets::label({}, "secondary")), m_again(widgets::button(tr("Measure again")))
{
    auto *column = widgets::flatColumn(this);
    auto *top = widgets::flatRow();
    top->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    m_text->setObjectName("sizesText");
    top->addWidget(m_text, 1);
    m_again->setObjectName("sizesMeasure");
    top->addWidget(m_again);
    column->addLayout(top);
    m_grid->setObjectName("sizesGrid");
    m_grid->setAccessibleName(tr("Sizes"));
    m_grid->setItemDelegate(new ShareDelegate(theme, m_grid));
    m_grid->setModel(m_sizes);
    m_grid->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_grid->verticalHeader()->hide();
    column->addWidget(m_grid, 1);

    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_sizes->state() == SizesModel::State::Measuring) {
            m_sizes->cancel();
        } else {
            measure();
        }
    });
    connect(m_sizes, &SizesModel::stateChanged, this, &SizesPane::refresh);
    connect(m_sizes, &SizesModel::progress, this, [this](const core::Progress &progress) {
        const QString done = text::quantity(progress.done, "pages");
        m_text->setText(progress.total == 0
                            ? tr("Measuring: %1 so far").arg(done)
                            : tr("Measuring: %1 of %2").arg(done, text::number(progress.total)));
    });
    connect(m_grid, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        emit tableWanted(index.data(SizesModel::TableRole).toString());
    });
    refresh();
}

void SizesPane::show(const QString &table)
{
    m_table = table;
    m_sizes->clear();
    m_wanted = true;
    if (isVisible()) {
        measure();
    }
}

void SizesPane::clear()
{
    m_wanted = false;
    m_sizes->clear();
}

void SizesPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_wanted) {
        measure();
    }
}

void SizesPane::measure()
{
    m_wanted = false;
    m_sizes->measure(m_table);
}

void SizesPane::refresh()
{
    const auto state = m_sizes->state();
    m_again->setText(state == SizesModel::State::Measuring ? tr("Cancel") : tr("Measure again"));
    m_again->setAccessibleName(m_again->text());
    switch (state) {
    case SizesModel::State::Empty:
        m_text->clear();
        break;
    case SizesModel::State::Measuring:
        m_text->setText(tr("Measuring…"));
        break;
    case SizesModel::State::Cancelled:
        m_text->setText(tr("Measuring was cancelled."));
        break;
    case SizesModel::State::Failed:
        m_text->setText(m_sizes->error());
        break;
    case SizesModel::State::Ready:
        m_text->setText(tr("%1 in all, %2 of it unused")
                            .arg(text::bytes(m_sizes->bytes()), text::bytes(m_sizes->unusedBytes())));
        m_grid->fitColumns();
        m_grid->setColumnWidth(SizesModel::ShareColumn, shareWidth);
        break;
    }
}

} // namespace strandline::browse
