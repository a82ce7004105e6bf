#include "views/scheduler/schedules_page.h"

#include "models/scheduler/job_words.h"
#include "models/text/quantities.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/scheduler/jobs_pane.h"
#include "views/scheduler/runs_pane.h"
#include "views/scheduler/windows_pane.h"

#include <QAction>
#include <QBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>

namespace strandline::scheduler {

namespace {
const char *const paneIds[] = {"jobs", "runs", "windows"};
enum Pane
{
    Jobs,
    Runs,
    Windows
};
} // namespace

SchedulesPage::SchedulesPage(const shell::PageContext &context,
                             std::shared_ptr<const core::Keychain> keychain, QWidget *parent)
    : QWidget(parent), m_context(context),
      m_list(new ScheduleList(context.session, std::move(keychain), this)),
      m_summary(new widgets::ElidedLabel), m_tabs(new QTabBar), m_stack(new QStackedWidget),
      m_jobs(new JobsPane(context, m_list))
{
    setAccessibleName(tr("Schedules"));
    setWindowTitle(tr("Schedules"));
    auto *box = new QWidget;
    box->setObjectName("surface");
    box->setAttribute(Qt::WA_StyledBackground);
    auto *column = widgets::flatColumn(box);
    column->addWidget(makeHeader());
    widgets::setRole(m_tabs, "panes");
    m_tabs->setObjectName("scheduleTabs");
    m_tabs->setAccessibleName(tr("What to show of the schedules"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(m_jobs);
    widgets::flatColumn(this)->addWidget(box);
    addPane(paneIds[Jobs], tr("Jobs"), "clock");
    addPane(paneIds[Runs], tr("History"), "history");
    addPane(paneIds[Windows], tr("Windows and holidays"), "columns");
    setFocusProxy(m_jobs);
    connect(m_tabs, &QTabBar::currentChanged, this, &SchedulesPage::showPane);
    connect(m_list, &ScheduleList::changed, this, &SchedulesPage::refresh);
    connect(m_list, &ScheduleList::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(m_list, &ScheduleList::ran, this, &SchedulesPage::ran);
    refresh();
}

QWidget *SchedulesPage::makeHeader()
{
    auto *header = new QWidget;
    auto *row = widgets::flatRow(header);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space1);
    row->setSpacing(theme::space2);
    auto *title = widgets::label(tr("Schedules"));
    title->setFont(theme::Theme::title());
    row->addWidget(title);
    m_summary->setObjectName("scheduleSummary");
    widgets::setRole(m_summary, "secondary");
    row->addWidget(m_summary, 1);
    auto *create = widgets::button(tr("New job"));
    create->setObjectName("jobNew");
    row->addWidget(create);
    auto *action = new QAction(m_context.theme->icon("row-add"), tr("New job"), this);
    m_context.shortcuts->bindToPage(this, action, "schedules.new", {QKeySequence("Ctrl+Shift+J")});
    connect(action, &QAction::triggered, this, [this] {
        m_tabs->setCurrentIndex(Jobs);
        m_jobs->newJob();
    });
    connect(create, &QPushButton::clicked, action, &QAction::trigger);
    auto *reading = new QAction(m_context.theme->icon("refresh"), tr("Read the schedules again"), this);
    m_context.shortcuts->bindToPage(this, reading, "schedules.refresh", {QKeySequence(Qt::Key_F5)});
    connect(reading, &QAction::triggered, m_list, &ScheduleList::refresh);
    return header;
}

// Its tab and the command that shows it.
void SchedulesPage::addPane(const QString &id, const QString &title, const QString &icon)
{
    const int index = m_tabs->count();
    auto *action = new QAction(m_context.theme->icon(icon), tr("Show: %1").arg(title), this);
    const QKeySequence key(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + index));
    m_context.shortcuts->bindToPage(this, action, "schedules.pane." + id, {key});
    connect(action, &QAction::triggered, this, [this, index] { m_tabs->setCurrentIndex(index); });
    const QSignalBlocker quiet(m_tabs);
    m_tabs->addTab(title);
    m_tabs->setTabToolTip(index, key.toString(QKeySequence::NativeText));
}

void SchedulesPage::showPane(int index)
{
    QWidget *pane = m_jobs;
    if (index == Runs) {
        if (m_runs == nullptr) {
            m_runs = new RunsPane(m_context, m_list);
            m_stack->addWidget(m_runs);
        }
        pane = m_runs;
    } else if (index == Windows) {
        if (m_windows == nullptr) {
            m_windows = new WindowsPane(m_context, m_list);
            m_stack->addWidget(m_windows);
        }
        pane = m_windows;
    }
    m_stack->setCurrentWidget(pane);
    setFocusProxy(pane);
}

void SchedulesPage::answer(const shell::PageState &what)
{
    const QString pane = what.value("pane").toString();
    for (int i = Jobs; i <= Windows; ++i) {
        if (pane == QLatin1String(paneIds[i])) {
            m_tabs->setCurrentIndex(i);
        }
    }
    const QString job = what.value("job").toString();
    if (what.value("new").toBool()) {
        m_tabs->setCurrentIndex(Jobs);
        m_jobs->newJob();
    } else if (!job.isEmpty() && m_tabs->currentIndex() == Runs) {
        m_runs->showFailure(job);
    } else if (!job.isEmpty()) {
        m_jobs->chooseJob(job);
    }
}

shell::PageState SchedulesPage::state() const
{
    return {{"pane", QString::fromLatin1(paneIds[m_tabs->currentIndex()])}, {"job", m_jobs->chosenJob()}};
}

QString SchedulesPage::closeLoss() const
{
    if (m_jobs->edited()) {
        return m_jobs->chosenJob().isEmpty()
                   ? tr("The new job is not saved.")
                   : tr("The changes of the job %1 are not saved.").arg(m_jobs->chosenJob());
    }
    return m_windows != nullptr && m_windows->edited() ? tr("The painted window is not saved.") : QString();
}

void SchedulesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_list->watch(true);
}

void SchedulesPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_list->watch(false);
}

void SchedulesPage::refresh()
{
    const Job *first = nullptr;
    for (const Job &job : m_list->state().jobs) {
        if (job.enabled && job.next && (first == nullptr || *job.next < *first->next)) {
            first = &job;
        }
    }
    const QString count = tr("%Ln job(s)", nullptr, static_cast<int>(m_list->state().jobs.size()));
    m_summary->setFullText(first == nullptr ? count
                                            : tr("%1 · next: %2, %3")
                                                  .arg(count, QString::fromStdString(first->name),
                                                       text::time(*first->next, text::now())));
}

void SchedulesPage::ran(const Run &run)
{
    const QString job = QString::fromStdString(run.job);
    const QString took = run.started && run.ended ? text::duration(*run.ended - *run.started) : QString();
    if (run.status == RunStatus::Completed) {
        m_context.notify({message::Kind::Success,
                          tr("Job %1 is done in %2: %3.").arg(job, took, QString::fromStdString(run.result)),
                          {},
                          {}});
        return;
    }
    if (run.status == RunStatus::Cancelled) {
        m_context.notify({message::Kind::Information, tr("Job %1 was cancelled.").arg(job), {}, {}});
        return;
    }
    message::Message told{
        message::Kind::Failure, tr("Job %1 failed: %2").arg(job, QString::fromStdString(run.error)), {}, {}};
    told.show = [open = m_context.open, job] { open({"schedules", {{"pane", "runs"}, {"job", job}}}); };
    m_context.notify(told);
}

} // namespace strandline::scheduler
