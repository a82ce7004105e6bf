#include "views/dashboard/metric_card.h"

#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>

namespace strandline::dashboard {

namespace {
constexpr int lineHeight = 36;
}

MetricCard::MetricCard(const QString &id, const QString &title, const QString &meaning, const QString &colour,
                       theme::Theme *theme, QWidget *parent)
    : Card(id, 1, parent), m_title(title), m_meaning(meaning), m_figure(widgets::label({})),
      m_beside(new widgets::ElidedLabel)
{
    auto *column = widgets::flatColumn(this);
    column->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space3);
    column->setSpacing(theme::space1);
    auto *top = widgets::flatRow();
    auto *name = new widgets::ElidedLabel;
    widgets::setRole(name, "secondary");
    name->setFullText(title);
    top->addWidget(name, 1);
    if (!colour.isEmpty()) {
        auto *enlarge =
            widgets::iconButton(theme->icon("zoom-in"), tr("Show %1 as the large chart").arg(title));
        enlarge->setObjectName("enlarge-" + id);
        enlarge->setIconSize(QSize(14, 14));
        enlarge->setCursor(Qt::ArrowCursor);
        connect(enlarge, &QToolButton::clicked, this, &MetricCard::enlargeWanted);
        top->addWidget(enlarge);
    }
    column->addLayout(top);
    m_figure->setFont(theme::Theme::title());
    m_figure->setObjectName("figure-" + id);
    column->addWidget(m_figure);
    widgets::setRole(m_beside, "secondary");
    column->addWidget(m_beside);
    if (colour.isEmpty()) {
        column->addStretch();
    } else {
        m_line = new chart::Sparkline(theme, colour);
        m_line->setMinimumHeight(lineHeight);
        m_line->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        column->addWidget(m_line, 1);
    }
    setToolTip(meaning);
    tell({}, {});
}

void MetricCard::tell(const QString &figure, const QString &beside)
{
    const QString shown = figure.isEmpty() ? tr("–", "no figure is known") : figure;
    m_figure->setText(shown);
    m_beside->setFullText(beside);
    setAccessibleName(tr("%1: %2", "title of a card, its figure").arg(m_title, shown));
    setAccessibleDescription(beside.isEmpty() ? m_meaning : beside + ". " + m_meaning);
}

void MetricCard::setValues(std::vector<double> values)
{
    m_line->setValues(std::move(values));
}

QString MetricCard::figure() const
{
    return m_figure->text();
}

QString MetricCard::beside() const
{
    return m_beside->fullText();
}

} // namespace strandline::dashboard
