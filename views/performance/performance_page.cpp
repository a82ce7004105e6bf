#include "views/performance/performance_page.h"

#include "views/common/widgets/style.h"
#include "views/performance/ash_pane.h"
#include "views/performance/monitor_pane.h"
#include "views/performance/sql_pane.h"

#include <QAction>
#include <QBoxLayout>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

namespace strandline::performance {

namespace {

constexpr const char *paneIds[] = {"ash", "monitor", "sql"};
enum Pane
{
    Ash,
    Monitor,
    Sql
};

core::Time timeOf(const QVariant &millis)
{
    return core::Time(std::chrono::milliseconds(millis.toLongLong()));
}

} // namespace

PerformancePage::PerformancePage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_analytics(new AshAnalytics(context.session, this)),
      m_executions(new ExecutionsModel(context.session, this)), m_sql(new SqlDetail(context.session, this)),
      m_tabs(new QTabBar), m_stack(new QStackedWidget), m_pause(new QToolButton),
      m_ash(new AshPane(context, m_analytics))
{
    setAccessibleName(tr("Performance Hub"));
    setWindowTitle(tr("Performance Hub"));
    auto *box = new QWidget;
    box->setObjectName("surface");
    box->setAttribute(Qt::WA_StyledBackground);
    widgets::flatColumn(this)->addWidget(box);
    auto *column = widgets::flatColumn(box);
    column->addWidget(makeHeader());
    widgets::setRole(m_tabs, "panes");
    m_tabs->setObjectName("performanceTabs");
    m_tabs->setAccessibleName(tr("What to show of the performance"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(m_ash);
    addPane(paneIds[Ash], tr("ASH analytics"), "history");
    addPane(paneIds[Monitor], tr("SQL monitor"), "run");
    addPane(paneIds[Sql], tr("SQL detail"), "sql");
    setFocusProxy(m_ash);
    const auto tell = [this](const core::Error &error) { m_context.notify(message::failure(error)); };
    connect(m_analytics, &AshAnalytics::failed, this, tell);
    connect(m_executions, &ExecutionsModel::failed, this, tell);
    connect(m_sql, &SqlDetail::failed, this, tell);
    // One that failed doesn't go on; the button says so.
    connect(m_analytics, &AshAnalytics::pausedChanged, this, [this] { setPaused(m_analytics->paused()); });
    connect(m_executions, &ExecutionsModel::pausedChanged, this,
            [this] { setPaused(m_executions->paused()); });
    connect(m_sql, &SqlDetail::pausedChanged, this, [this] { setPaused(m_sql->paused()); });
    connect(m_ash, &AshPane::sqlWanted, this, &PerformancePage::showSql);
    connect(m_tabs, &QTabBar::currentChanged, this, &PerformancePage::showPane);
}

QWidget *PerformancePage::makeHeader()
{
    auto *header = new QWidget;
    auto *row = widgets::flatRow(header);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space1);
    row->setSpacing(theme::space2);
    auto *title = widgets::label(tr("Performance Hub"));
    title->setFont(theme::Theme::title());
    row->addWidget(title, 1);
    m_pause->setObjectName("performancePause");
    m_pause->setText(tr("Pause"));
    m_pause->setAccessibleName(tr("Pause the refresh"));
    m_pause->setToolTip(tr("What is shown stays as it is; what the sessions do goes on."));
    m_pause->setIcon(m_context.theme->icon("pause"));
    m_pause->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_pause->setCheckable(true);
    m_pause->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_pause);
    connect(m_pause, &QToolButton::toggled, this, &PerformancePage::setPaused);
    auto *pausing = new QAction(m_context.theme->icon("pause"), tr("Pause or go on with the refresh"), this);
    m_context.shortcuts->bindToPage(this, pausing, "performance.pause", {QKeySequence("Ctrl+Alt+Space")});
    connect(pausing, &QAction::triggered, m_pause, &QToolButton::toggle);
    auto *reading = new QAction(m_context.theme->icon("refresh"), tr("Read the performance again"), this);
    m_context.shortcuts->bindToPage(this, reading, "performance.refresh", {QKeySequence(Qt::Key_F5)});
    connect(reading, &QAction::triggered, this, &PerformancePage::refresh);
    return header;
}

// Its tab and the command that shows it.
void PerformancePage::addPane(const char *id, const QString &title, const char *icon)
{
    const int index = m_tabs->count();
    auto *action =
        new QAction(m_context.theme->icon(QString::fromLatin1(icon)), tr("Show: %1").arg(title), this);
    const QKeySequence key(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + index));
    m_context.shortcuts->bindToPage(this, action,
                                    QStringLiteral("performance.pane.") + QString::fromLatin1(id), {key});
    connect(action, &QAction::triggered, this, [this, index] { m_tabs->setCurrentIndex(index); });
    const QSignalBlocker quiet(m_tabs);
    m_tabs->addTab(title);
    m_tabs->setTabToolTip(index, key.toString(QKeySequence::NativeText));
}

int PerformancePage::tab() const
{
    return m_tabs->currentIndex();
}

// A pane is made when it is first looked at; what isn't seen reads nothing.
void PerformancePage::showPane(int index)
{
    if (index == Monitor && m_monitor == nullptr) {
        m_monitor = new MonitorPane(m_context, m_executions);
        m_stack->addWidget(m_monitor);
        connect(m_monitor, &MonitorPane::sqlWanted, this, &PerformancePage::showSql);
    } else if (index == Sql && m_statement == nullptr) {
        m_statement = new SqlPane(m_context, m_sql);
        m_stack->addWidget(m_statement);
    }
    QWidget *pane = m_ash;
    if (index != Ash) {
        pane = index == Monitor ? static_cast<QWidget *>(m_monitor) : m_statement;
    }
    m_stack->setCurrentWidget(pane);
    setFocusProxy(pane);
    const bool visible = isVisible();
    m_analytics->setActive(visible && index == Ash);
    m_executions->setActive(visible && index == Monitor);
    m_sql->setActive(visible && index == Sql);
}

void PerformancePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showPane(tab());
}

void PerformancePage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_analytics->setActive(false);
    m_executions->setActive(false);
    m_sql->setActive(false);
}

void PerformancePage::showSql(const QString &sqlId)
{
    m_sql->show(sqlId);
    m_tabs->setCurrentIndex(Sql);
}

void PerformancePage::setPaused(bool paused)
{
    m_pause->setChecked(paused);
    m_analytics->setPaused(paused);
    m_executions->setPaused(paused);
    m_sql->setPaused(paused);
}

void PerformancePage::refresh()
{
    if (tab() == Ash) {
        m_analytics->refresh();
    } else if (tab() == Monitor) {
        m_executions->refresh();
    } else {
        m_sql->refresh();
    }
}

void PerformancePage::answer(const shell::PageState &what)
{
    const QString wanted = what.value("tab").toString();
    for (int i = Ash; i <= Sql; ++i) {
        if (wanted == QLatin1String(paneIds[i])) {
            m_tabs->setCurrentIndex(i);
        }
    }
    if (what.contains("map")) {
        m_ash->showMap(what.value("map").toBool());
    }
    if (what.contains("filters")) {
        std::vector<monitor::AshFilter> filters;
        const QVariantMap values = what.value("filters").toMap();
        for (auto value = values.begin(); value != values.end(); ++value) {
            if (const auto dimension = monitor::dimensionFrom(value.key().toStdString())) {
                filters.push_back({*dimension, value.value().toString().toStdString()});
            }
        }
        m_analytics->setFilters(std::move(filters));
    }
    if (what.contains("from") && what.contains("to")) {
        m_analytics->select({timeOf(what.value("from")), timeOf(what.value("to"))});
    }
    const QString sqlId = what.value("sqlId").toString();
    if (sqlIdFrom(sqlId.toStdString()) && wanted.isEmpty()) {
        showSql(sqlId);
    } else if (sqlIdFrom(sqlId.toStdString())) {
        m_sql->show(sqlId);
    } else if (wanted.isEmpty() && (what.contains("from") || what.contains("filters"))) {
        m_tabs->setCurrentIndex(Ash);
    }
}

shell::PageState PerformancePage::state() const
{
    QVariantMap filters;
    for (const monitor::AshFilter &filter : m_analytics->filters()) {
        filters.insert(toText(monitor::dimensionId(filter.dimension)), toText(filter.value));
    }
    return {{"tab", QString::fromLatin1(paneIds[tab()])},
            {"sqlId", m_sql->sqlId()},
            {"filters", filters},
            {"map", m_ash->mapShown()}};
}

} // namespace strandline::performance
