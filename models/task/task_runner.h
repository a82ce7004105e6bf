// Runs the engine's blocking calls on worker threads, one request at a time.
//
// A model owns one TaskRunner per independent request. Starting a request cancels the one before it; what
// that one still returns is dropped by its generation number. A job captures shared_ptr<Service> and values,
// never a QObject. Exceptions of a job are caught here and arrive as failed(core::Error); a cancelled job
// arrives as cancelled() when the user cancelled it and not at all when a newer request replaced it. Belongs
// to the GUI thread; results arrive there.
#pragma once

#include "engine/core/job.h"
#include "models/task/task_list.h"

#include <QObject>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace strandline::task {

class TaskRunner : public QObject
{
    Q_OBJECT
public:
    explicit TaskRunner(TaskList *tasks, QObject *parent = nullptr);
    ~TaskRunner() override; // cancels, does not wait

    // title: shown in the status bar, empty: not shown. job: R(const core::JobContext &), on a worker thread.
    // done: void(R) or void() where R is void, on the GUI thread.
    template <typename Job, typename Done>
    void run(const QString &title, Job job, Done done)
    {
        using R = std::invoke_result_t<Job, const core::JobContext &>;
        if constexpr (std::is_void_v<R>) {
            start(
                title,
                [job = std::move(job)](const core::JobContext &context, const Post &) {
                    job(context);
                    return Result();
                },
                [done = std::move(done)](const Result &) { done(); });
        } else {
            start(
                title,
                [job = std::move(job)](const core::JobContext &context, const Post &) {
                    return std::static_pointer_cast<void>(std::make_shared<R>(job(context)));
                },
                [done = std::move(done)](const Result &result) {
                    done(std::move(*std::static_pointer_cast<R>(result)));
                });
        }
    }

    // A job that hands over parts of its result while it runs. job: void(const core::JobContext &,
    // const std::function<void(Part)> &), calls the function from its thread, any number of times. part:
    // void(Part), then done: void(), both on the GUI thread, in the order of the calls.
    template <typename Part, typename Job, typename Taken, typename Done>
    void stream(const QString &title, Job job, Taken part, Done done)
    {
        start(
            title,
            [job = std::move(job)](const core::JobContext &context, const Post &post) {
                job(context, [&post](Part value) { post(std::make_shared<Part>(std::move(value))); });
                return Result();
            },
            [done = std::move(done)](const Result &) { done(); });
        m_part = [part = std::move(part)](const Result &value) {
            part(std::move(*std::static_pointer_cast<Part>(value)));
        };
    }

    // The user's cancel: cancelled() follows when the job has ended.
    void cancel();
    // Cancels and forgets: nothing more arrives.
    void discard();
    bool running() const { return m_job != 0; }

signals:
    void runningChanged(bool running);
    void progress(const strandline::core::Progress &progress);
    void failed(const strandline::core::Error &error);
    void cancelled();

private:
    friend class TaskList;
    using Deliver = std::function<void(const Result &)>;

    void start(const QString &title, Work work, Deliver done);
    void deliver(quint64 generation, const Result &result, const std::optional<core::Error> &error);
    void deliverPart(quint64 generation, const Result &part);
    void deliverProgress(quint64 generation, const core::Progress &value);

    TaskList *m_tasks;
    qulonglong m_job = 0; // 0: none
    quint64 m_generation = 0;
    Deliver m_done;
    Deliver m_part; // of a job that streams
};

} // namespace strandline::task
