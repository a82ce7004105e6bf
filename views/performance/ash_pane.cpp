#include "views/performance/ash_pane.h"

#include "models/text/quantities.h"
#include "views/common/chart/chart_panel.h"
#include "views/common/chart/range_strip.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/performance/dimension_box.h"
#include "views/performance/filter_chips.h"
#include "views/performance/load_map_pane.h"
#include "views/performance/top_list.h"

#include <QBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <thread>

namespace strandline::performance {

using monitor::AshDimension;
using monitor::AshFilter;

namespace {

constexpr int chartHeight = 190;
constexpr int stripHeight = 52;

} // namespace

AshPane::AshPane(const shell::PageContext &context, AshAnalytics *analytics, QWidget *parent)
    : QWidget(parent), m_context(context), m_analytics(analytics), m_when(new widgets::ElidedLabel),
      m_strip(new chart::RangeStrip(analytics->strip(), context.theme)),
      m_chart(new chart::ChartPanel("ash", tr("Average active sessions"), analytics->activity(),
                                    {context.theme, context.session->tasks(), context.notify})),
      m_chips(new FilterChips(context.theme)), m_lower(new QStackedWidget)
{
    setAccessibleName(tr("ASH analytics"));
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeTools());
    m_strip->setObjectName("ashStrip");
    m_strip->setFixedHeight(stripHeight);
    column->addWidget(m_strip);
    column->addWidget(m_chips);
    const auto cores = std::max(1U, std::thread::hardware_concurrency());
    m_chart->chart()->setLimit(chart::Limit{static_cast<double>(cores), tr("CPU cores: %1").arg(cores)});
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_chart);
    split->addWidget(makeLower());
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setSizes({chartHeight, chartHeight * 3 / 2});
    column->addWidget(split, 1);
    setFocusProxy(m_tops[0]);
    using chart::RangeStrip;
    using chart::SeriesChart;
    connect(m_strip, &RangeStrip::selectionChanged, m_analytics, [this](core::Time from, core::Time to) {
        m_analytics->select({from, to});
    });
    connect(m_chart->chart(), &SeriesChart::rangeSelected, m_analytics,
            [this](core::Time from, core::Time to) {
                m_analytics->select({from, to});
            });
    connect(m_chart->chart(), &SeriesChart::lineClicked, m_analytics, [this](const QString &id) {
        m_analytics->addFilter({AshDimension::WaitClass, id.toStdString()});
    });
    connect(m_chips, &FilterChips::removed, m_analytics, &AshAnalytics::removeFilter);
    connect(m_chips, &FilterChips::cleared, m_analytics, [this] { m_analytics->setFilters({}); });
    connect(m_analytics, &AshAnalytics::asked, this, &AshPane::showQuestion);
    connect(m_analytics, &AshAnalytics::answered, this, &AshPane::showAnswer);
    showMap(false);
    showQuestion();
    showAnswer();
}

QWidget *AshPane::makeTools()
{
    auto *tools = new QWidget;
    auto *row = widgets::flatRow(tools);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space1);
    const auto segment = [&](const QString &text, const char *name, AshAnalytics::Range range) {
        auto *button = new QToolButton;
        button->setObjectName(name);
        button->setText(text);
        button->setAccessibleName(text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        widgets::setRole(button, "segment");
        connect(button, &QToolButton::clicked, this, [this, range] {
            m_analytics->setRange(range);
            showQuestion();
        });
        row->addWidget(button);
        return button;
    };
    m_realTime = segment(tr("Last hour"), "ashRealTime", AshAnalytics::Range::RealTime);
    m_historical = segment(tr("24 hours"), "ashHistorical", AshAnalytics::Range::Historical);
    row->addSpacing(theme::space2);
    const auto shift = [&](const char *icon, const QString &name, int by) {
        auto *button = widgets::iconButton(m_context.theme->icon(QString::fromLatin1(icon)), name);
        connect(button, &QToolButton::clicked, m_analytics, [this, by] { m_analytics->shiftDay(by); });
        row->addWidget(button);
        return button;
    };
    m_earlier = shift("chevron-left", tr("A day earlier"), -1);
    m_earlier->setObjectName("ashEarlier");
    m_later = shift("chevron-right", tr("A day later"), 1);
    m_later->setObjectName("ashLater");
    row->addSpacing(theme::space2);
    m_when->setObjectName("ashWhen");
    widgets::setRole(m_when, "secondary");
    row->addWidget(m_when, 1);
    m_earlierActivity = widgets::button({}, "link");
    m_earlierActivity->setObjectName("ashEarlierActivity");
    m_earlierActivity->hide();
    connect(m_earlierActivity, &QPushButton::clicked, m_analytics, &AshAnalytics::selectEarlier);
    row->addWidget(m_earlierActivity);
    auto *hint = new QLabel;
    hint->setObjectName("ashHint");
    hint->setPixmap(m_context.theme->icon("info").pixmap(theme::iconSize));
    hint->setAccessibleName(tr("What these figures are"));
    hint->setToolTip(QStringList{
        tr("Sessions are looked at ten times a second; one look in ten is kept. A share is known to the "
           "± beside it."),
        tr("CPU is the time that no wait explains: reads through mmap look like CPU, and so does the "
           "wait for a core."),
        tr("A read may be answered by the system's page cache.")}
                         .join(QLatin1Char('\n')));
    hint->setAccessibleDescription(hint->toolTip());
    connect(m_context.theme, &theme::Theme::changed, hint,
            [this, hint] { hint->setPixmap(m_context.theme->icon("info").pixmap(theme::iconSize)); });
    row->addWidget(hint);
    return tools;
}

TopList *AshPane::makeTop(const char *name, const QString &title, std::size_t list)
{
    auto *top = new TopList(name, title, m_analytics->top(list), m_context.theme);
    top->box()->setDimension(m_analytics->topDimension(list));
    connect(top, &TopList::valueChosen, m_analytics, &AshAnalytics::addFilter);
    connect(top, &TopList::sqlWanted, this, &AshPane::sqlWanted);
    connect(top->box(), &DimensionBox::chosen, this, [this, top, list] {
        if (const auto dimension = top->box()->dimension()) {
            m_analytics->setTopDimension(list, *dimension);
        }
    });
    return top;
}

QWidget *AshPane::makeLower()
{
    auto *lower = new QWidget;
    auto *column = widgets::flatColumn(lower);
    auto *row = widgets::flatRow();
    row->setContentsMargins(theme::space4, theme::space1, theme::space3, 0);
    const auto segment = [&](const QString &text, const char *name, bool map) {
        auto *button = new QToolButton;
        button->setObjectName(name);
        button->setText(text);
        button->setAccessibleName(text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        widgets::setRole(button, "segment");
        connect(button, &QToolButton::clicked, this, [this, map] { showMap(map); });
        row->addWidget(button);
        return button;
    };
    m_listsButton = segment(tr("Top lists"), "ashLists", false);
    m_mapButton = segment(tr("Load map"), "ashMap", true);
    row->addStretch();
    column->addLayout(row);
    m_tops[0] = makeTop("ashTop", tr("First top list"), 0);
    m_tops[1] = makeTop("ashTopSecond", tr("Second top list"), 1);
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_tops[0]);
    split->addWidget(m_tops[1]);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setSizes({600, 400});
    m_lower->addWidget(split);
    column->addWidget(m_lower, 1);
    return lower;
}

void AshPane::showMap(bool map)
{
    if (map && m_lower->count() == 1) { // the first time
        m_lower->addWidget(new LoadMapPane(m_context, m_analytics));
    }
    m_lower->setCurrentIndex(map ? 1 : 0);
    m_mapButton->setChecked(map);
    m_listsButton->setChecked(!map);
}

bool AshPane::mapShown() const
{
    return m_lower->currentIndex() == 1;
}

void AshPane::showQuestion()
{
    const bool historical = m_analytics->range() == AshAnalytics::Range::Historical;
    m_realTime->setChecked(!historical);
    m_historical->setChecked(historical);
    m_earlier->setVisible(historical);
    m_later->setVisible(historical);
    m_later->setEnabled(m_analytics->outer().to < text::now());
    m_strip->setSelection(m_analytics->inner());
    m_chips->setFilters(m_analytics->filters());
    for (std::size_t i = 0; i < m_tops.size(); ++i) {
        m_tops.at(i)->box()->setDimension(m_analytics->topDimension(i));
    }
}

void AshPane::showAnswer()
{
    m_strip->setSelection(m_analytics->inner());
    const series::TimeSpan &inner = m_analytics->inner();
    const auto now = text::now();
    const QString span =
        tr("%1 to %2", "time, time").arg(text::time(inner.from, now), text::time(inner.to, now));
    m_when->setFullText(
        !m_analytics->loaded()
            ? span
            : tr("%1 · %2 average active sessions · %3", "span of time, number, samples")
                  .arg(span, QLocale().toString(m_analytics->sessions(), 'f', 2),
                       tr("%Ln sample(s)", nullptr, static_cast<int>(m_analytics->samples()))));
    const auto &earlier = m_analytics->earlier();
    m_earlierActivity->setVisible(earlier.has_value());
    if (earlier) {
        m_earlierActivity->setText(tr("Show the last activity: %1", "time").arg(text::time(*earlier, now)));
    }
    const QString nothing = m_analytics->emptyText();
    m_chart->chart()->setEmptyText(nothing);
    for (TopList *top : m_tops) {
        top->box()->setSkew(m_analytics->skew());
        top->list()->setEmptyText(m_analytics->loaded() && top->list()->model()->rowCount() == 0 ? nothing
                                                                                                 : QString());
    }
}

} // namespace strandline::performance
