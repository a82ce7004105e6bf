#include "engine/scheduler/job.h"

#include <algorithm>

namespace strandline::scheduler {

const std::vector<std::string> &jobKindNames()
{
    static const std::vector<std::string> names = {"full",     "incremental", "cumulative",   "archivelog",
                                                   "prune",    "verify",      "restore-test", "crosscheck",
                                                   "snapshot", "sync"};
    return names;
}

std::string_view jobKindName(JobKind kind)
{
    return jobKindNames().at(static_cast<std::size_t>(kind));
}

std::optional<JobKind> jobKindOf(std::string_view name)
{
    const auto &names = jobKindNames();
    const auto found = std::find(names.begin(), names.end(), name);
    return found != names.end() ? std::optional(static_cast<JobKind>(found - names.begin())) : std::nullopt;
}

bool makesBackup(JobKind kind)
{
    return kind <= JobKind::ArchiveLog || kind == JobKind::Snapshot;
}

std::string_view runStatusName(RunStatus status)
{
    switch (status) {
    case RunStatus::Pending:
        return "pending";
    case RunStatus::Running:
        return "running";
    case RunStatus::Completed:
        return "completed";
    case RunStatus::Failed:
        return "failed";
    case RunStatus::Skipped:
        return "skipped";
    case RunStatus::Cancelled:
        break;
    }
    return "cancelled";
}

} // namespace strandline::scheduler
