#include "views/performance/sql_pane.h"

#include "models/performance/execution_detail.h"
#include "views/common/chart/chart_panel.h"
#include "views/common/editor/sql_editor.h"
#include "views/common/grid/row_list.h"
#include "views/common/plan/plan_view.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/performance/histogram_view.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>

namespace strandline::performance {

SqlPane::SqlPane(const shell::PageContext &context, SqlDetail *detail, QWidget *parent)
    : QWidget(parent), m_context(context), m_detail(detail), m_title(widgets::label({})),
      m_share(new widgets::ElidedLabel), m_open(widgets::button(tr("Open in a worksheet"))),
      m_explain(widgets::button(tr("Explain"))),
      m_text(new editor::SqlEditor(context.theme, nullptr, nullptr)), m_hint(widgets::label({}, "secondary")),
      m_tabs(new QTabBar), m_pages(new QStackedWidget), m_histogram(new HistogramView(context.theme)),
      m_statistics(new grid::RowList("sqlStatistics", tr("Statistics"), context.theme)),
      m_executions(new grid::RowList("sqlExecutions", tr("Recent executions"), context.theme)),
      m_hours(new grid::RowList("sqlHours", tr("Plans by the hour"), context.theme)), m_plans(new QComboBox),
      m_plan(new plan::PlanModel(this)), m_planPages(new QStackedWidget), m_body(new QWidget)
{
    setAccessibleName(tr("SQL detail"));
    auto *column = widgets::flatColumn(this);
    m_hint->setObjectName("sqlHint");
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setMargin(theme::space6);
    column->addWidget(m_hint, 1);
    column->addWidget(m_body, 1);
    auto *body = widgets::flatColumn(m_body);
    body->addWidget(makeHead());
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(makeUpper());
    split->addWidget(makeLower());
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setSizes({220, 330});
    body->addWidget(split, 1);
    setFocusProxy(m_text);
    connect(m_open, &QPushButton::clicked, this, [this] { openInWorksheet(false); });
    connect(m_explain, &QPushButton::clicked, this, [this] { openInWorksheet(true); });
    connect(m_detail, &SqlDetail::changed, this, &SqlPane::showFacts);
    connect(m_plans, &QComboBox::currentIndexChanged, this, &SqlPane::showPlan);
    showFacts();
}

QWidget *SqlPane::makeHead()
{
    auto *head = new QWidget;
    auto *row = widgets::flatRow(head);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space1);
    row->setSpacing(theme::space2);
    m_title->setFont(theme::Theme::heading());
    m_title->setObjectName("sqlTitle");
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    row->addWidget(m_title);
    m_share->setObjectName("sqlShare");
    widgets::setRole(m_share, "secondary");
    row->addWidget(m_share, 1);
    m_open->setObjectName("sqlOpen");
    m_explain->setObjectName("sqlExplain");
    row->addWidget(m_open);
    row->addWidget(m_explain);
    return head;
}

QWidget *SqlPane::makeUpper()
{
    auto *split = new QSplitter(Qt::Horizontal);
    m_text->setObjectName("sqlText");
    m_text->setTextName(tr("Text of the statement"));
    m_text->setReadOnly(true);
    split->addWidget(m_text);
    auto *chart = new chart::ChartPanel("sqlShare", tr("Its activity in the last hour"), m_detail->share(),
                                        {m_context.theme, m_context.session->tasks(), m_context.notify});
    chart->chart()->setEmptyText(tr("No sample has met it."));
    split->addWidget(chart);
    split->setChildrenCollapsible(false);
    split->setSizes({500, 500});
    return split;
}

void SqlPane::addTab(const QString &title, QWidget *content)
{
    m_tabs->addTab(title);
    m_pages->addWidget(content);
}

QWidget *SqlPane::makePlan()
{
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    m_plans->setObjectName("sqlPlans");
    m_plans->setAccessibleName(tr("Plan of the statement"));
    m_plans->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *row = widgets::flatRow();
    row->setContentsMargins(theme::space3, theme::space1, theme::space3, 0);
    row->addWidget(m_plans);
    row->addStretch();
    column->addLayout(row);
    auto *none = widgets::label(
        tr("No plan is kept: the statement has taken less than 5 ms in all, has none, or writes."),
        "secondary");
    none->setAlignment(Qt::AlignCenter);
    none->setWordWrap(true);
    m_planPages->addWidget(none);
    m_planPages->addWidget(new plan::PlanView(m_plan, m_context.theme, m_context.notify));
    column->addWidget(m_planPages, 1);
    return box;
}

QWidget *SqlPane::makeLower()
{
    auto *lower = new QWidget;
    auto *column = widgets::flatColumn(lower);
    widgets::setRole(m_tabs, "panes");
    m_tabs->setObjectName("sqlTabs");
    m_tabs->setAccessibleName(tr("What to show of the statement"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    column->addWidget(m_tabs);
    column->addWidget(m_pages, 1);
    auto *statistics = new QSplitter(Qt::Horizontal);
    m_statistics->setModel(m_detail->statistics());
    m_statistics->keepFitted(240);
    statistics->addWidget(m_statistics);
    auto *right = new QWidget;
    auto *rightColumn = widgets::flatColumn(right);
    auto *heading = widgets::label(tr("Executions by duration"));
    heading->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space1);
    rightColumn->addWidget(heading);
    rightColumn->addWidget(m_histogram, 1);
    statistics->addWidget(right);
    statistics->setChildrenCollapsible(false);
    statistics->setSizes({520, 480});
    addTab(tr("Statistics"), statistics);
    addTab(tr("Plan"), makePlan());
    auto *plans = new QSplitter(Qt::Horizontal);
    auto *chart =
        new chart::ChartPanel("sqlByPlan", tr("Average time of an execution, by plan"), m_detail->byPlan(),
                              {m_context.theme, m_context.session->tasks(), m_context.notify});
    chart->chart()->setMode(chart::Mode::Lines);
    chart->chart()->setEmptyText(tr("Nothing was kept in the last 24 hours."));
    m_hours->setModel(m_detail->hours());
    m_hours->keepFitted(200);
    plans->addWidget(chart);
    plans->addWidget(m_hours);
    plans->setChildrenCollapsible(false);
    plans->setSizes({500, 500});
    addTab(tr("Plans over time"), plans);
    m_executions->setModel(m_detail->executions());
    m_executions->keepFitted(200);
    addTab(tr("Recent executions"), m_executions);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    return lower;
}

void SqlPane::openInWorksheet(bool explain)
{
    const QString sql = toText(m_detail->facts().text);
    shell::PageState what{{"title", m_detail->sqlId()}, {"run", false}};
    what["sql"] = explain ? QStringLiteral("EXPLAIN QUERY PLAN\n%1").arg(sql) : sql;
    what["run"] = explain;
    m_context.open({"worksheet", what, shell::OpenRequest::Placement::NewTab});
}

void SqlPane::showFacts()
{
    const bool known = m_detail->known();
    m_body->setVisible(known);
    m_hint->setVisible(!known);
    m_hint->setText(
        m_detail->sqlId().isEmpty()
            ? tr("Click a SQL ID in ASH analytics or in the SQL monitor to see the statement here.")
        : !m_detail->loaded() ? QString()
                              : tr("Nothing is known of the statement %1: neither this program nor what "
                                   "was kept has it.")
                                    .arg(m_detail->sqlId()));
    if (!known) {
        m_planShown = 0;
        return;
    }
    const SqlFacts &facts = m_detail->facts();
    m_title->setText(m_detail->sqlId());
    m_share->setFullText(m_detail->shareSentence());
    const QString sql = toText(facts.text);
    if (sql != m_text->text()) {
        m_text->setText(sql);
    }
    m_open->setEnabled(!sql.isEmpty());
    m_explain->setEnabled(facts.literal);
    m_explain->setToolTip(facts.literal ? QString() : tr("Only its form without values is known here."));
    m_statistics->setEmptyText(facts.plans.empty() ? tr("This program has not run the statement itself.")
                                                   : QString());
    m_histogram->setCounts(m_detail->sums().histogram);
    m_hours->setEmptyText(facts.hours.empty()
                              ? tr("What statements did is kept by the hour while the database is "
                                   "recorded.")
                              : QString());
    m_executions->setEmptyText(facts.executions.empty() ? tr("No sample of the last hour has met one.")
                                                        : QString());
    {
        const QSignalBlocker quiet(m_plans);
        const QVariant chosen = m_plans->currentData();
        m_plans->clear();
        for (const PlanSums &plan : facts.plans) {
            if (plan.plan && !plan.plan->lines.empty()) {
                m_plans->addItem(planText(plan.plan->hash), QVariant::fromValue(qulonglong{plan.plan->hash}));
            }
        }
        m_plans->setCurrentIndex(std::max(m_plans->findData(chosen), m_plans->count() > 0 ? 0 : -1));
    }
    m_plans->setVisible(m_plans->count() > 1);
    showPlan();
}

void SqlPane::showPlan()
{
    const SqlFacts &facts = m_detail->facts();
    const std::uint64_t hash = m_plans->currentData().toULongLong();
    m_planPages->setCurrentIndex(hash == 0 ? 0 : 1);
    if (hash == m_planShown) {
        return;
    }
    m_planShown = hash;
    const auto found = std::find_if(facts.plans.begin(), facts.plans.end(), [&](const PlanSums &plan) {
        return plan.plan && plan.plan->hash == hash;
    });
    if (found == facts.plans.end()) {
        m_plan->clear();
    } else {
        m_plan->show(planOf(*found->plan, facts.text));
        m_plan->setRun(plan::PlanModel::Run::Observed);
    }
}

} // namespace strandline::performance
