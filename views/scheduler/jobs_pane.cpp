#include "views/scheduler/jobs_pane.h"

#include "engine/backup/known_stores.h"
#include "models/scheduler/job_words.h"
#include "models/text/quantities.h"
#include "models/text/text_rows.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/scheduler/job_form.h"
#include "views/scheduler/run_calendar.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QToolButton>

namespace strandline::scheduler {

namespace {
constexpr const char *heightKey = "v1/schedules/jobsSplitter";
constexpr const char *widthKey = "v1/schedules/editorSplitter";
constexpr int planAfterMs = 150;

QSplitter *splitter(Qt::Orientation orientation, const char *key, QSettings *settings, QWidget *first,
                    QWidget *second, const QList<int> &sizes)
{
    auto *out = new QSplitter(orientation);
    out->addWidget(first);
    out->addWidget(second);
    out->setChildrenCollapsible(false);
    out->setStretchFactor(0, 0);
    out->setStretchFactor(1, 1);
    out->setSizes(sizes);
    out->restoreState(settings->value(key).toByteArray());
    QObject::connect(out, &QSplitter::splitterMoved, out,
                     [settings, out, key] { settings->setValue(key, out->saveState()); });
    return out;
}
} // namespace

JobsPane::JobsPane(const shell::PageContext &context, ScheduleList *list, QWidget *parent)
    : QWidget(parent), m_context(context), m_list(list), m_jobs(new JobsModel(list, this)),
      m_plan(new JobPlan(context.session, list->schedules(), this)),
      m_next(new text::TextRows({tr("Next runs"), tr("Skipped because")}, this)),
      m_table(new grid::RowList("jobList", tr("Jobs"), context.theme)),
      m_conflicts(widgets::label({}, "warning")), m_form(new JobForm(context)),
      m_title(new widgets::ElidedLabel), m_save(widgets::button(tr("Save job"), "primary")),
      m_revert(widgets::button(tr("Discard changes"))), m_run(widgets::button(tr("Run now"))),
      m_skip(widgets::button({})), m_enable(widgets::button({})), m_remove(widgets::button(tr("Remove"))),
      m_month(widgets::label({})), m_day(widgets::label({}, "secondary")),
      m_calendar(new RunCalendar(m_plan, context.theme))
{
    setAccessibleName(tr("Jobs"));
    auto *editor = splitter(Qt::Horizontal, widthKey, context.settings, makeEditor(), makePlan(), {470, 560});
    widgets::flatColumn(this)->addWidget(
        splitter(Qt::Vertical, heightKey, context.settings, makeTable(), editor, {220, 430}));
    setFocusProxy(m_table);
    m_planSoon.setSingleShot(true);
    m_planSoon.setInterval(planAfterMs);
    connect(&m_planSoon, &QTimer::timeout, this, [this] { m_plan->setJob(m_form->job()); });
    connect(m_form, &JobForm::edited, this, &JobsPane::edit);
    connect(m_plan, &JobPlan::changed, this, &JobsPane::planChanged);
    connect(m_calendar, &RunCalendar::dayChosen, m_day, &QLabel::setText);
    connect(list, &ScheduleList::changed, this, &JobsPane::listChanged);
    listChanged();
    if (m_wanted.empty()) {
        newJob();
    }
}

QWidget *JobsPane::makeTable()
{
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    m_table->setModel(m_jobs);
    m_table->keepFitted(260);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &JobsPane::selectionChanged);
    column->addWidget(m_table, 1);
    m_conflicts->setObjectName("jobConflicts");
    m_conflicts->setAccessibleName(tr("Conflicts"));
    m_conflicts->setWordWrap(true);
    m_conflicts->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_conflicts->setContentsMargins(theme::space3, theme::space1, theme::space3, theme::space1);
    column->addWidget(m_conflicts);
    column->addWidget(makeActions());
    return box;
}

QWidget *JobsPane::makeActions()
{
    auto *line = new QWidget;
    auto *row = widgets::flatRow(line);
    row->setContentsMargins(theme::space3, theme::space1, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    const std::pair<QPushButton *, const char *> buttons[] = {
        {m_run, "jobRun"}, {m_skip, "jobSkip"}, {m_enable, "jobEnable"}, {m_remove, "jobRemove"}};
    row->addStretch();
    for (const auto &[button, name] : buttons) {
        button->setObjectName(QString::fromLatin1(name));
        row->addWidget(button);
    }
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (const Job *job = chosen()) {
            m_list->runNow(*job);
        }
    });
    connect(m_skip, &QPushButton::clicked, this, [this] {
        if (const Job *job = chosen()) {
            m_list->change([job = *job](const Schedules &schedules, core::Time) {
                schedules.setSkipNext(job.database, job.name, !job.skipNext);
            });
        }
    });
    connect(m_enable, &QPushButton::clicked, this, [this] {
        if (const Job *job = chosen()) {
            m_list->change([job = *job](const Schedules &schedules, core::Time now) {
                schedules.setEnabled(job.database, job.name, !job.enabled, now);
            });
        }
    });
    connect(m_remove, &QPushButton::clicked, this, &JobsPane::removeChosen);
    return line;
}

QWidget *JobsPane::makeEditor()
{
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    auto *header = widgets::flatRow();
    header->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space1);
    header->setSpacing(theme::space2);
    m_title->setFont(theme::Theme::heading());
    m_title->setObjectName("jobTitle");
    m_save->setObjectName("jobSave");
    m_revert->setObjectName("jobRevert");
    header->addWidget(m_title, 1);
    header->addWidget(m_revert);
    header->addWidget(m_save);
    column->addLayout(header);
    column->addWidget(m_form, 1);
    connect(m_save, &QPushButton::clicked, this, &JobsPane::save);
    connect(m_revert, &QPushButton::clicked, this, &JobsPane::revert);
    return box;
}

QWidget *JobsPane::makePlan()
{
    auto *box = new QWidget;
    auto *column = new QBoxLayout(QBoxLayout::TopToBottom, box);
    column->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    column->setSpacing(theme::space1);
    auto *header = widgets::flatRow();
    m_month->setFont(theme::Theme::heading());
    m_month->setObjectName("calendarMonth");
    auto *before = widgets::iconButton(m_context.theme->icon("chevron-left"), tr("Month before"));
    auto *after = widgets::iconButton(m_context.theme->icon("chevron-right"), tr("Month after"));
    before->setObjectName("calendarBefore");
    after->setObjectName("calendarAfter");
    connect(before, &QToolButton::clicked, this, [this] { monthBy(-1); });
    connect(after, &QToolButton::clicked, this, [this] { monthBy(1); });
    header->addWidget(m_month, 1);
    header->addWidget(before);
    header->addWidget(after);
    column->addLayout(header);
    column->addWidget(m_calendar, 3);
    m_day->setObjectName("calendarDay");
    m_day->setWordWrap(true);
    m_day->setText(tr("Bands: the window is open. Marks: runs; hollow ones will be skipped. H: a holiday."));
    column->addWidget(m_day);
    auto *next = new grid::RowList("nextRuns", tr("Next runs"), m_context.theme);
    next->setModel(m_next);
    next->keepFitted(360);
    column->addWidget(next, 2);
    return box;
}

const Job *JobsPane::chosen() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &m_jobs->jobAt(rows.front().row());
}

QString JobsPane::chosenJob() const
{
    return QString::fromStdString(m_wanted);
}

void JobsPane::chooseJob(const QString &name)
{
    const QScopedValueRollback<bool> guard(m_choosing, true);
    const int row = m_jobs->rowOf(name.toStdString());
    if (row >= 0) {
        m_beginning = false;
        m_table->selectRow(row);
        m_wanted = name.toStdString();
        if (!m_edited) {
            showJob(m_jobs->jobAt(row));
        }
    }
    refreshActions();
}

void JobsPane::selectionChanged()
{
    const Job *job = chosen();
    if (m_choosing || job == nullptr || job->name == m_wanted) {
        refreshActions();
        return;
    }
    if (m_edited) { // nothing that was typed is lost by a click
        m_form->setWords({}, tr("Save this job or discard the changes first."));
        chooseJob(QString::fromStdString(m_wanted));
        if (m_wanted.empty()) {
            const QScopedValueRollback<bool> guard(m_choosing, true);
            m_table->clearSelection();
        }
        return;
    }
    m_wanted = job->name;
    m_beginning = false;
    showJob(*job);
}

void JobsPane::showJob(const Job &job)
{
    m_edited = false;
    m_form->setJob(job);
    m_plan->setJob(job);
    refreshActions();
}

void JobsPane::newJob()
{
    m_beginning = m_list->loaded(); // before that it only fills the form
    if (m_edited) {
        m_form->setWords({}, tr("Save this job or discard the changes first."));
        return;
    }
    {
        const QScopedValueRollback<bool> guard(m_choosing, true);
        m_table->clearSelection();
    }
    m_wanted.clear();
    Job job;
    job.database = m_list->database();
    job.name = tr("nightly", "name of a first job").toStdString();
    for (int n = 2; m_jobs->rowOf(job.name) >= 0; ++n) {
        job.name = tr("nightly %1").arg(n).toStdString();
    }
    job.kind = m_jobs->rowCount() == 0 ? JobKind::Full : JobKind::Incremental;
    job.cron = "0 2 * * *";
    job.store = m_jobs->rowCount() == 0 ? backup::defaultStore(job.database) : m_jobs->jobAt(0).store;
    job.runMissed = true;
    showJob(job);
}

void JobsPane::edit()
{
    m_edited = true;
    m_planSoon.start();
    refreshActions();
}

void JobsPane::save()
{
    const Job job = m_form->job();
    const std::string before = m_wanted;
    m_list->change(
        [job](const Schedules &schedules, core::Time now) {
            if (job.id == 0) {
                schedules.add(job, now);
            } else {
                schedules.update(job, now);
            }
        },
        [pane = QPointer(this), job] {
            if (pane) {
                pane->m_edited = false;
                pane->m_beginning = false;
                pane->m_wanted = job.name;
                pane->m_context.notify(
                    {message::Kind::Success,
                     tr("Job %1 is saved: %2.").arg(QString::fromStdString(job.name), cronText(job.cron)),
                     {},
                     {}});
            }
        });
}

void JobsPane::revert()
{
    m_edited = false;
    const int row = m_jobs->rowOf(m_wanted);
    if (row >= 0) {
        showJob(m_jobs->jobAt(row));
    } else if (m_jobs->rowCount() > 0) {
        chooseJob(QString::fromStdString(m_jobs->jobAt(0).name));
    } else {
        newJob();
    }
}

void JobsPane::removeChosen()
{
    const Job *job = chosen();
    if (job == nullptr) {
        return;
    }
    m_edited = false;
    m_list->change(
        [job = *job](const Schedules &schedules, core::Time) { schedules.remove(job.database, job.name); },
        [pane = QPointer(this), job = *job] {
            if (!pane) {
                return;
            }
            pane->m_wanted.clear();
            message::Message told{message::Kind::Success,
                                  tr("Job %1 is removed. Its history and its backups stay.")
                                      .arg(QString::fromStdString(job.name)),
                                  {},
                                  {}};
            told.showText = tr("Add it again");
            told.show = [list = QPointer(pane->m_list), job] {
                if (list) {
                    list->change(
                        [job](const Schedules &schedules, core::Time now) { schedules.add(job, now); });
                }
            };
            pane->m_context.notify(told);
        });
}

void JobsPane::listChanged()
{
    m_form->setWindows(m_list->state().windows);
    m_table->setEmptyText(
        m_jobs->rowCount() > 0
            ? QString()
            : tr("A job makes backups, deletes old ones or verifies them by the clock, while this program "
                 "or the agent runs. Fill in the form below and save it."));
    QStringList conflicts;
    for (const Conflict &conflict : m_list->state().conflicts) {
        conflicts << conflictText(conflict);
    }
    m_conflicts->setText(conflicts.join(QLatin1Char('\n')));
    m_conflicts->setVisible(!conflicts.isEmpty());
    const int row = m_jobs->rowOf(m_wanted);
    if (!m_edited && !m_beginning && row < 0 && m_jobs->rowCount() > 0) {
        m_wanted = m_jobs->jobAt(0).name;
    } else if (!m_edited && m_jobs->rowCount() == 0 && m_list->loaded() && !m_wanted.empty()) {
        newJob();
    }
    chooseJob(QString::fromStdString(m_wanted));
    if (!m_edited) {
        m_planSoon.start(); // windows and holidays count too
    }
    refreshActions();
}

void JobsPane::planChanged()
{
    const Plan &plan = m_plan->plan();
    m_form->setWords(cronText(m_plan->job().cron),
                     plan.problem ? QString::fromStdString(plan.problem->message()) : QString());
    std::vector<QStringList> rows;
    for (const PlannedRun &run : plan.next) {
        const QString obstacle = obstacleText(run);
        rows.push_back({text::minute(run.due), obstacle.isEmpty() ? QString() : obstacle});
    }
    m_next->setRows(std::move(rows));
    m_month->setText(plan.problem ? QString()
                                  : QLocale().toString(QDate(plan.month.year, plan.month.month, 1),
                                                       QStringLiteral("MMMM yyyy")));
    refreshActions();
}

void JobsPane::monthBy(int months)
{
    m_plan->showMonth(m_plan->month() + months);
}

void JobsPane::refreshActions()
{
    const Job *job = chosen();
    const bool isNew = m_wanted.empty();
    m_title->setFullText(isNew ? tr("New job") : QString::fromStdString(m_wanted));
    m_save->setText(isNew ? tr("Add job") : tr("Save job"));
    m_save->setAccessibleName(m_save->text());
    m_save->setEnabled((m_edited || isNew) && !m_plan->plan().problem);
    m_revert->setEnabled(m_edited || (isNew && m_jobs->rowCount() > 0));
    m_run->setEnabled(job != nullptr && !m_list->running(*job) && !m_context.session->readOnly());
    m_skip->setEnabled(job != nullptr && job->enabled);
    m_skip->setText(job != nullptr && job->skipNext ? tr("Don't skip the next run")
                                                    : tr("Skip the next run"));
    m_enable->setEnabled(job != nullptr);
    m_enable->setText(job != nullptr && !job->enabled ? tr("Enable") : tr("Disable"));
    m_remove->setEnabled(job != nullptr);
    for (QPushButton *button : {m_skip, m_enable}) {
        button->setAccessibleName(button->text());
    }
}

} // namespace strandline::scheduler
