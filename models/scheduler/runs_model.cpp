#include "models/scheduler/runs_model.h"

#include "models/scheduler/job_words.h"
#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::scheduler {

RunsModel::RunsModel(ScheduleList *list, QObject *parent) : QAbstractTableModel(parent), m_list(list)
{
    connect(list, &ScheduleList::changed, this, &RunsModel::take);
    take();
}

void RunsModel::setJob(const QString &name)
{
    m_job = name;
    take();
}

void RunsModel::take()
{
    std::vector<Run> runs;
    const std::string job = m_job.toStdString();
    std::copy_if(m_list->state().runs.begin(), m_list->state().runs.end(), std::back_inserter(runs),
                 [&](const Run &run) { return job.empty() || run.job == job; });
    const bool same =
        std::equal(runs.begin(), runs.end(), m_runs.begin(), m_runs.end(), [](const Run &a, const Run &b) {
            return a.id == b.id && a.status == b.status && a.attempts == b.attempts;
        });
    if (!same) {
        beginResetModel();
        m_runs = std::move(runs);
        endResetModel();
    }
}

int RunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Run &run = m_runs[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole) {
        return tr("Due %1\n%2")
            .arg(text::minute(run.due), QString::fromStdString(run.error.empty() ? run.result : run.error));
    }
    if (role == Qt::TextAlignmentRole &&
        (index.column() == BytesColumn || index.column() == DurationColumn)) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case JobColumn:
        return QString::fromStdString(run.job);
    case TimeColumn:
        return text::time(run.started.value_or(run.due), text::now());
    case StatusColumn:
        return run.manual ? tr("%1, by hand").arg(statusText(run.status)) : statusText(run.status);
    case DurationColumn:
        return run.started && run.ended ? text::duration(*run.ended - *run.started) : tr("–");
    case BytesColumn:
        return run.bytes > 0 ? text::bytes(run.bytes) : tr("–");
    case KindColumn:
        return kindText(run.kind);
    case MessageColumn:
        return QString::fromStdString(run.error.empty() ? run.result : run.error);
    default:
        return {};
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal &&
        (section == BytesColumn || section == DurationColumn)) {
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole || orientation == Qt::Vertical) {
        return {};
    }
    switch (section) {
    case JobColumn:
        return tr("Job");
    case TimeColumn:
        return tr("Started");
    case StatusColumn:
        return tr("Status");
    case DurationColumn:
        return tr("Took");
    case BytesColumn:
        return tr("Written");
    case KindColumn:
        return tr("What");
    case MessageColumn:
        return tr("Result");
    default:
        return {};
    }
}

} // namespace strandline::scheduler
