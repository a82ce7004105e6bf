#include "views/scheduler/runs_pane.h"

#include "models/scheduler/job_words.h"
#include "models/text/quantities.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"
#include "views/scheduler/duration_chart.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace strandline::scheduler {

namespace {
constexpr int messageLines = 4;
}

RunsPane::RunsPane(const shell::PageContext &context, ScheduleList *list, QWidget *parent)
    : QWidget(parent), m_list(list), m_runs(new RunsModel(list, this)), m_filter(new QComboBox),
      m_table(new grid::RowList("runList", tr("Runs"), context.theme)), m_message(new QPlainTextEdit)
{
    setAccessibleName(tr("History of the runs"));
    auto *column = widgets::flatColumn(this);
    auto *line = widgets::flatRow();
    line->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space1);
    line->setSpacing(theme::space2);
    m_filter->setObjectName("runFilter");
    m_filter->setAccessibleName(tr("Runs of"));
    m_filter->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    line->addWidget(widgets::label(tr("Runs of"), "secondary"));
    line->addWidget(m_filter);
    line->addStretch();
    column->addLayout(line);
    auto *chart = new DurationChart(m_runs, context.theme);
    column->addWidget(chart);
    m_table->setModel(m_runs);
    m_table->keepFitted();
    column->addWidget(m_table, 1);
    m_message->setObjectName("runMessage");
    m_message->setAccessibleName(tr("Message of the run"));
    m_message->setReadOnly(true);
    m_message->setTabChangesFocus(true);
    m_message->setFixedHeight(messageLines * fontMetrics().lineSpacing() + theme::space4);
    auto *below = widgets::flatRow();
    below->setContentsMargins(theme::space3, 0, theme::space3, theme::space2);
    below->addWidget(m_message);
    column->addLayout(below);
    setFocusProxy(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RunsPane::chosenChanged);
    connect(m_runs, &QAbstractItemModel::modelReset, this, &RunsPane::restoreChoice);
    connect(chart, &DurationChart::runChosen, m_table, &QTableView::selectRow);
    connect(m_filter, &QComboBox::currentIndexChanged, this,
            [this] { m_runs->setJob(m_filter->currentData().toString()); });
    connect(list, &ScheduleList::changed, this, &RunsPane::fillFilter);
    fillFilter();
    showChosen();
}

void RunsPane::fillFilter()
{
    QStringList names;
    for (const Job &job : m_list->state().jobs) {
        names << QString::fromStdString(job.name);
    }
    for (const Run &run : m_list->state().runs) { // also of jobs that were removed
        const QString name = QString::fromStdString(run.job);
        if (!names.contains(name)) {
            names << name;
        }
    }
    QStringList shown;
    for (int i = 1; i < m_filter->count(); ++i) {
        shown << m_filter->itemText(i);
    }
    if (m_filter->count() == 0 || shown != names) {
        const QSignalBlocker quiet(m_filter);
        m_filter->clear();
        m_filter->addItem(tr("All jobs"), QString());
        for (const QString &name : names) {
            m_filter->addItem(name, name);
        }
        m_filter->setCurrentIndex(std::max(m_filter->findData(m_runs->job()), 0));
    }
    if (!m_wanted.isEmpty() && m_filter->findData(m_wanted) > 0) {
        showWanted();
    }
    m_table->setEmptyText(m_runs->rowCount() > 0 ? QString()
                                                 : tr("Each run of a job will stand here, with how long it "
                                                      "took, and why it failed or was skipped."));
}

void RunsPane::chosenChanged()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (!rows.isEmpty()) {
        m_chosen = m_runs->runs()[static_cast<std::size_t>(rows.front().row())].id;
    }
    showChosen();
}

// The runs were read again: the chosen one may have ended, and others come before it.
void RunsPane::restoreChoice()
{
    const auto &runs = m_runs->runs();
    const auto chosen =
        std::find_if(runs.begin(), runs.end(), [this](const Run &run) { return run.id == m_chosen; });
    if (chosen != runs.end()) {
        m_table->selectRow(static_cast<int>(chosen - runs.begin()));
    }
    showChosen();
}

void RunsPane::showChosen()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty()) {
        m_message->setPlainText(m_runs->rowCount() > 0 ? tr("Choose a run to read its message.") : QString());
        return;
    }
    const Run &run = m_runs->runs()[static_cast<std::size_t>(rows.front().row())];
    QStringList lines;
    lines << tr("%1, due %2: %3")
                 .arg(QString::fromStdString(run.job), text::minute(run.due), statusText(run.status));
    if (run.attempts > 1) {
        lines << tr("%Ln attempt(s)", nullptr, run.attempts);
    }
    for (const std::string &words : {run.result, run.error}) {
        if (!words.empty()) {
            lines << QString::fromStdString(words);
        }
    }
    m_message->setPlainText(lines.join(QLatin1Char('\n')));
}

void RunsPane::showFailure(const QString &job)
{
    m_wanted = job; // shown when the runs are read again: the newest is not among those here yet
    m_list->refresh();
}

void RunsPane::showWanted()
{
    m_filter->setCurrentIndex(std::max(m_filter->findData(m_wanted), 0));
    const auto &runs = m_runs->runs();
    const auto failed = std::find_if(runs.begin(), runs.end(),
                                     [](const Run &run) { return run.status == RunStatus::Failed; });
    if (failed != runs.end()) {
        m_wanted.clear();
        m_table->selectRow(static_cast<int>(failed - runs.begin()));
    }
}

} // namespace strandline::scheduler
