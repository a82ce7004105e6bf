#include "engine/scheduler/job_verify.h"

#include "engine/backup/verify.h"

#include <fmt/format.h>

namespace strandline::scheduler {

Outcome verifySets(const Job &job, const std::vector<std::string> &ids, const std::string &level,
                   const backup::KeyRing &keys, const JobSurroundings &surroundings,
                   const core::JobContext &context)
{
    backup::VerifyRequest request;
    request.level = backup::verifyLevelNamed(level).value_or(backup::VerifyLevel::Standard);
    request.keys = keys;
    request.historyFolder = surroundings.historyOf ? surroundings.historyOf(job.database) : "";
    request.clock = surroundings.clock;
    std::size_t findings = 0;
    std::string first;
    for (const backup::SetVerification &set : backup::verifyStore(job.store, ids, request, context)) {
        findings += set.findings.size();
        if (first.empty() && !set.findings.empty()) {
            first = set.findings.front().message;
        }
    }
    Outcome outcome;
    outcome.result = fmt::format("{} sets verified", ids.size());
    if (findings > 0) {
        outcome.failure = fmt::format("Verifying found {} defects, the first: {}", findings, first);
    }
    return outcome;
}

} // namespace strandline::scheduler
