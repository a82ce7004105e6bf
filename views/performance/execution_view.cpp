#include "views/performance/execution_view.h"

#include "views/common/chart/chart_panel.h"
#include "views/common/grid/row_list.h"
#include "views/common/plan/plan_view.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>

namespace strandline::performance {

namespace {
constexpr int textLines = 2;
}

ExecutionView::ExecutionView(const shell::PageContext &context, ExecutionDetail *detail, QWidget *parent)
    : QWidget(parent), m_detail(detail), m_facts(new text::TextRows({tr("Figure"), tr("Value")}, this)),
      m_title(widgets::label({})), m_text(widgets::label({}, "secondary")),
      m_sql(widgets::button(tr("Show the statement"))), m_tabs(new QTabBar), m_pages(new QStackedWidget),
      m_noPlan(widgets::label(tr("The plan is not known here."), "secondary")),
      m_planPages(new QStackedWidget)
{
    setAccessibleName(tr("Execution"));
    auto *column = widgets::flatColumn(this);
    auto *head = widgets::flatRow();
    head->setContentsMargins(theme::space4, theme::space2, theme::space3, 0);
    head->setSpacing(theme::space2);
    m_title->setFont(theme::Theme::heading());
    m_title->setObjectName("executionTitle");
    head->addWidget(m_title, 1);
    m_sql->setObjectName("executionSql");
    head->addWidget(m_sql);
    column->addLayout(head);
    m_text->setObjectName("executionText");
    m_text->setFont(theme::Theme::fixed());
    m_text->setWordWrap(true);
    m_text->setContentsMargins(theme::space4, 0, theme::space3, theme::space1);
    m_text->setMaximumHeight(textLines * QFontMetrics(m_text->font()).lineSpacing() + theme::space2);
    m_text->setProperty("data", true); // the same in every language
    column->addWidget(m_text);
    widgets::setRole(m_tabs, "panes");
    m_tabs->setObjectName("executionTabs");
    m_tabs->setAccessibleName(tr("What to show of the execution"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Overview"));
    m_tabs->addTab(tr("Plan"));
    column->addWidget(m_tabs);
    auto *overview = new QWidget;
    auto *row = widgets::flatRow(overview);
    auto *facts = new grid::RowList("executionFacts", tr("Figures of the execution"), context.theme);
    facts->setModel(m_facts);
    facts->keepFitted(220);
    row->addWidget(facts, 2);
    auto *chart = new chart::ChartPanel("execution", tr("Its samples by wait class"), detail->timeline(),
                                        {context.theme, context.session->tasks(), context.notify});
    chart->chart()->setEmptyText(tr("No sample has met it."));
    row->addWidget(chart, 3);
    m_pages->addWidget(overview);
    auto *plan = new plan::PlanView(detail->plan(), context.theme, context.notify);
    m_noPlan->setAlignment(Qt::AlignCenter);
    m_planPages->addWidget(m_noPlan);
    m_planPages->addWidget(plan);
    m_pages->addWidget(m_planPages);
    column->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_detail, &ExecutionDetail::changed, this, &ExecutionView::showDetail);
    connect(m_sql, &QPushButton::clicked, this, [this] {
        if (m_detail->shown()) {
            emit sqlWanted(toText(monitor::sqlIdText(m_detail->shown()->execution.sqlId)));
        }
    });
    showDetail();
}

void ExecutionView::showDetail()
{
    const auto &shown = m_detail->shown();
    setVisible(shown.has_value());
    if (!shown) {
        return;
    }
    const monitor::Execution &e = shown->execution;
    m_title->setText(tr("Execution %1 of session %2,%3").arg(e.number).arg(e.sid).arg(e.serial));
    m_text->setText(sqlLine(e.sql));
    m_text->setToolTip(toText(e.sql));
    m_sql->setEnabled(e.sqlId != 0);
    std::vector<QStringList> rows;
    for (const ExecutionDetail::Fact &fact : m_detail->facts()) {
        rows.push_back({fact.name, fact.value});
    }
    m_facts->setRows(std::move(rows));
    m_planPages->setCurrentIndex(m_detail->plan()->rowCount() > 0 ? 1 : 0);
}

} // namespace strandline::performance
