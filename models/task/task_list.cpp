#include "models/task/task_list.h"

#include "models/task/task_runner.h"

#include <QPointer>

#include <algorithm>
#include <atomic>

namespace strandline::task {

namespace {

constexpr int revealAfterMs = 200;
constexpr std::int64_t progressEveryMs = 100;

std::optional<core::Error> guarded(const Work &work, const core::JobContext &job, const Post &post,
                                   Result &result) noexcept
{
    try {
        result = work(job, post);
        return std::nullopt;
    } catch (const core::Error &e) {
        return e;
    } catch (const std::exception &e) {
        return core::Error(core::ErrorCode::Internal, e.what());
    }
}

} // namespace

struct TaskList::Job
{
    qulonglong id = 0;
    QString title;
    QPointer<TaskRunner> receiver;
    quint64 generation = 0;
    std::stop_source stop;
    core::Progress progress;
    QElapsedTimer since;
};

TaskList::TaskList(QObject *parent) : QAbstractListModel(parent)
{
    // Jobs wait for the disk and for locks more than they compute: more threads than cores.
    m_pool.setMaxThreadCount(std::max(6, QThread::idealThreadCount()));
}

TaskList::~TaskList()
{
    for (const auto &job : m_jobs) {
        job->stop.request_stop();
    }
    m_pool.waitForDone();
}

qulonglong TaskList::start(const QString &title, Work work, TaskRunner *receiver, quint64 generation)
{
    auto job = std::make_unique<Job>();
    const qulonglong id = ++m_lastId;
    job->id = id;
    job->title = title;
    job->receiver = receiver;
    job->generation = generation;
    job->since.start();

    core::JobContext context;
    context.stop = job->stop.get_token();
    context.actor = "workbench";
    context.progress = [this, id, last = std::make_shared<std::atomic<std::int64_t>>(0),
                        since = job->since](const core::Progress &progress) {
        const std::int64_t now = since.elapsed();
        if (now - last->load() >= progressEveryMs) {
            last->store(now);
            QMetaObject::invokeMethod(
                this, [this, id, progress] { progressed(id, progress); }, Qt::QueuedConnection);
        }
    };
    m_jobs.push_back(std::move(job));
    m_pool.start([this, id, context = std::move(context), work = std::move(work)] {
        Result result;
        const Post post = [this, id](Result part) {
            QMetaObject::invokeMethod(
                this, [this, id, part = std::move(part)] { posted(id, part); }, Qt::QueuedConnection);
        };
        std::optional<core::Error> error = guarded(work, context, post, result);
        QMetaObject::invokeMethod(
            this,
            [this, id, result = std::move(result), error = std::move(error)] { finished(id, result, error); },
            Qt::QueuedConnection);
    });
    if (!title.isEmpty()) {
        QTimer::singleShot(revealAfterMs, this, [this, id] { reveal(id); });
    }
    emit unfinishedChanged();
    return id;
}

TaskList::Job *TaskList::find(qulonglong id) const
{
    const auto it = std::find_if(m_jobs.begin(), m_jobs.end(), [id](const auto &j) { return j->id == id; });
    return it == m_jobs.end() ? nullptr : it->get();
}

int TaskList::visibleRow(qulonglong id) const
{
    const auto it = std::find(m_visible.begin(), m_visible.end(), id);
    return it == m_visible.end() ? -1 : static_cast<int>(it - m_visible.begin());
}

void TaskList::reveal(qulonglong id)
{
    if (find(id) == nullptr) {
        return;
    }
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_visible.push_back(id);
    endInsertRows();
}

void TaskList::posted(qulonglong id, const Result &part)
{
    Job *job = find(id);
    if (job != nullptr && job->receiver && !job->stop.stop_requested()) {
        job->receiver->deliverPart(job->generation, part);
    }
}

void TaskList::progressed(qulonglong id, const core::Progress &progress)
{
    Job *job = find(id);
    if (job == nullptr) {
        return;
    }
    job->progress = progress;
    if (const int row = visibleRow(id); row >= 0) {
        emit dataChanged(index(row), index(row));
    }
    if (job->receiver && !job->stop.stop_requested()) {
        job->receiver->deliverProgress(job->generation, progress);
    }
}

void TaskList::finished(qulonglong id, const Result &result, const std::optional<core::Error> &error)
{
    if (const int row = visibleRow(id); row >= 0) {
        beginRemoveRows({}, row, row);
        m_visible.erase(m_visible.begin() + row);
        endRemoveRows();
    }
    const auto it = std::find_if(m_jobs.begin(), m_jobs.end(), [id](const auto &j) { return j->id == id; });
    if (it == m_jobs.end()) {
        return;
    }
    const std::unique_ptr<Job> job = std::move(*it);
    m_jobs.erase(it);
    emit unfinishedChanged();
    if (job->receiver) {
        job->receiver->deliver(job->generation, result, error);
    }
}

int TaskList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_visible.size());
}

QVariant TaskList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Job *job = find(m_visible[static_cast<std::size_t>(index.row())]);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return job->title;
    case IdRole:
        return job->id;
    case DoneRole:
        return qulonglong{job->progress.done};
    case TotalRole:
        return qulonglong{job->progress.total};
    case UnitRole:
        return QString::fromStdString(job->progress.unit);
    case RateRole: {
        const auto elapsed = job->since.elapsed();
        return elapsed > 0 ? static_cast<double>(job->progress.done) * 1000.0 / static_cast<double>(elapsed)
                           : 0.0;
    }
    case ElapsedRole:
        return job->since.elapsed();
    case CancellingRole:
        return job->stop.stop_requested();
    default:
        return {};
    }
}

QHash<int, QByteArray> TaskList::roleNames() const
{
    auto names = QAbstractListModel::roleNames();
    names.insert({{IdRole, "id"},
                  {DoneRole, "done"},
                  {TotalRole, "total"},
                  {UnitRole, "unit"},
                  {RateRole, "rate"},
                  {ElapsedRole, "elapsed"},
                  {CancellingRole, "cancelling"}});
    return names;
}

void TaskList::cancel(qulonglong id)
{
    Job *job = find(id);
    if (job == nullptr) {
        return;
    }
    job->stop.request_stop();
    if (const int row = visibleRow(id); row >= 0) {
        emit dataChanged(index(row), index(row));
    }
}

void TaskList::cancelAll()
{
    for (const auto &job : m_jobs) {
        job->stop.request_stop();
    }
    if (!m_visible.empty()) {
        emit dataChanged(index(0), index(rowCount() - 1));
    }
}

} // namespace strandline::task
