// The command line's side of an operation: results to standard output, notes, questions and progress to
// standard error. note() and progress() are safe from any thread; the rest belongs to the thread that runs
// the operation. write() throws Io or DiskFull when standard output can't take it.
#pragma once

#include "engine/core/job.h"
#include "engine/operations/operation.h"

#include <chrono>
#include <mutex>

namespace strandline::cli {

class Console final : public operations::Output
{
public:
    Console(operations::Format format, operations::Presentation presentation);
    ~Console() override;

    operations::Format format() const override { return m_format; }
    const operations::Presentation &presentation() const override { return m_presentation; }
    void write(std::string_view text) override;
    void flush() override;
    void note(const std::string &message) override;
    std::optional<bool> confirm(const std::string &question) override;
    std::string readInput() override;
    void setErrorTail(ErrorTail tail) override { m_errorTail = std::move(tail); }

    void progress(const core::Progress &progress);
    // "strandctl: CODE: what happened"; under JSON also the document on standard output, or the end of one
    // that was begun.
    void fail(const core::Error &error);

private:
    void clearProgressLine();

    // Constant after construction.
    const operations::Format m_format;
    const operations::Presentation m_presentation;
    const bool m_showProgress;
    ErrorTail m_errorTail;

    std::mutex m_mutex;
    // Guarded by m_mutex.
    std::chrono::steady_clock::time_point m_lastProgress;
    std::size_t m_progressWidth = 0;
};

} // namespace strandline::cli
