// The jobs that run on worker threads, as a list for the status bar: title, progress, rate, cancel.
//
// One per program, made by the composition root and given to every TaskRunner; it owns the worker threads and
// outlives the runners' jobs: its destructor stops and awaits them. Belongs to the GUI thread. A job appears
// after 200 ms, so that short ones don't flicker; jobs without a title never appear.
#pragma once

#include "engine/core/job.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QThreadPool>

#include <chrono>
#include <memory>
#include <optional>

namespace strandline::task {

class TaskRunner;

using Result = std::shared_ptr<void>;
// Hands a part of the result over while the job still runs; from its thread.
using Post = std::function<void(Result)>;
using Work = std::function<Result(const core::JobContext &, const Post &)>;

class TaskList : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role
    {
        IdRole = Qt::UserRole, // qulonglong
        DoneRole,              // qulonglong, in units of UnitRole
        TotalRole,             // qulonglong; 0: unknown
        UnitRole,              // "rows", "pages", "bytes"
        RateRole,              // double, units per second; 0: unknown
        ElapsedRole,           // qint64, milliseconds
        CancellingRole,        // bool: asked to stop, not ended yet
    };

    explicit TaskList(QObject *parent = nullptr);
    ~TaskList() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    void cancel(qulonglong id);
    void cancelAll();
    // Jobs that have not ended, visible or not, those that were cancelled included.
    int unfinished() const { return static_cast<int>(m_jobs.size()); }

signals:
    void unfinishedChanged();

private:
    friend class TaskRunner;
    struct Job;

    qulonglong start(const QString &title, Work work, TaskRunner *receiver, quint64 generation);
    void reveal(qulonglong id);
    void posted(qulonglong id, const Result &part);
    void progressed(qulonglong id, const core::Progress &progress);
    void finished(qulonglong id, const Result &result, const std::optional<core::Error> &error);
    Job *find(qulonglong id) const;
    int visibleRow(qulonglong id) const;

    QThreadPool m_pool;
    std::vector<std::unique_ptr<Job>> m_jobs; // in order of start
    std::vector<qulonglong> m_visible;        // ids, in order of appearance
    qulonglong m_lastId = 0;
};

} // namespace strandline::task
