#include "models/scheduler/jobs_model.h"

#include "models/scheduler/job_words.h"
#include "models/text/quantities.h"

#include <algorithm>

namespace strandline::scheduler {

JobsModel::JobsModel(ScheduleList *list, QObject *parent)
    : QAbstractTableModel(parent), m_list(list), m_jobs(list->state().jobs)
{
    connect(list, &ScheduleList::changed, this, [this] {
        // The same jobs in the same places: what is chosen stays so.
        const auto &jobs = m_list->state().jobs;
        const bool same =
            std::equal(m_jobs.begin(), m_jobs.end(), jobs.begin(), jobs.end(),
                       [](const Job &a, const Job &b) { return a.id == b.id && a.name == b.name; });
        if (same) {
            m_jobs = jobs;
            if (!m_jobs.empty()) {
                emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
            }
            return;
        }
        beginResetModel();
        m_jobs = jobs;
        endResetModel();
    });
}

int JobsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int JobsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

int JobsModel::rowOf(const std::string &name) const
{
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [&](const Job &job) { return job.name == name; });
    return found != m_jobs.end() ? static_cast<int>(found - m_jobs.begin()) : -1;
}

QString JobsModel::lastText(const Job &job) const
{
    const Run *run = m_list->lastRun(job);
    if (run == nullptr) {
        return tr("not run yet");
    }
    if (run->status == RunStatus::Running || run->status == RunStatus::Pending) {
        return statusText(run->status);
    }
    return tr("%1, %2", "completed, 2 h ago")
        .arg(statusText(run->status), text::ago(run->ended.value_or(run->due), text::now()));
}

QString JobsModel::toolTip(const Job &job) const
{
    QString tip = tr("%1\n%2 (%3)\nStore: %4")
                      .arg(QString::fromStdString(job.name), cronText(job.cron),
                           QString::fromStdString(job.cron), QString::fromStdString(job.store));
    if (const Run *run = m_list->lastRun(job); run != nullptr && !run->error.empty()) {
        tip += '\n' + QString::fromStdString(run->error);
    }
    return tip;
}

QVariant JobsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Job &job = jobAt(index.row());
    if (role == Qt::ToolTipRole) {
        return toolTip(job);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case NameColumn:
        return QString::fromStdString(job.name);
    case KindColumn:
        return kindText(job.kind);
    case WhenColumn:
        return cronText(job.cron);
    case NextColumn:
        return !job.enabled   ? tr("disabled")
               : !job.next    ? tr("never")
               : job.skipNext ? tr("%1, will be skipped").arg(text::time(*job.next, text::now()))
                              : text::time(*job.next, text::now());
    case LastColumn:
        return lastText(job);
    case WindowColumn:
        return windowText(job.window);
    default:
        return {};
    }
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation == Qt::Vertical) {
        return {};
    }
    switch (section) {
    case NameColumn:
        return tr("Job");
    case KindColumn:
        return tr("What");
    case WhenColumn:
        return tr("When");
    case NextColumn:
        return tr("Next run");
    case LastColumn:
        return tr("Last run");
    case WindowColumn:
        return tr("Window");
    default:
        return {};
    }
}

} // namespace strandline::scheduler
