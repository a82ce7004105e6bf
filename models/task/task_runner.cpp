#include "models/task/task_runner.h"

#include "engine/sqlite/termination.h"

namespace strandline::task {

TaskRunner::TaskRunner(TaskList *tasks, QObject *parent) : QObject(parent), m_tasks(tasks) {}

TaskRunner::~TaskRunner()
{
    if (m_job != 0) {
        m_tasks->cancel(m_job);
    }
}

void TaskRunner::start(const QString &title, Work work, Deliver done)
{
    const bool wasRunning = running();
    if (wasRunning) {
        m_tasks->cancel(m_job);
    }
    m_done = std::move(done);
    m_part = nullptr;
    m_job = m_tasks->start(title, std::move(work), this, ++m_generation);
    if (!wasRunning) {
        emit runningChanged(true);
    }
}

void TaskRunner::cancel()
{
    if (m_job != 0) {
        m_tasks->cancel(m_job);
    }
}

void TaskRunner::discard()
{
    if (m_job == 0) {
        return;
    }
    m_tasks->cancel(m_job);
    m_job = 0;
    ++m_generation;
    m_done = nullptr;
    m_part = nullptr;
    emit runningChanged(false);
}

void TaskRunner::deliver(quint64 generation, const Result &result, const std::optional<core::Error> &error)
{
    if (generation != m_generation) {
        return; // a newer request has replaced this one
    }
    m_job = 0;
    const Deliver done = std::exchange(m_done, nullptr);
    m_part = nullptr;
    emit runningChanged(false);
    if (!error) {
        done(result);
    } else if (error->code() == core::ErrorCode::Cancelled && !sqlite::stoppedByAnother(*error)) {
        emit cancelled();
    } else {
        emit failed(*error);
    }
}

void TaskRunner::deliverPart(quint64 generation, const Result &part)
{
    if (generation == m_generation && m_part) {
        const Deliver take = m_part; // what it calls may start the next job
        take(part);
    }
}

void TaskRunner::deliverProgress(quint64 generation, const core::Progress &value)
{
    if (generation == m_generation) {
        emit progress(value);
    }
}

} // namespace strandline::task
