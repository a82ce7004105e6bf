#include "engine/scheduler/job_sync.h"

#include "engine/offsite/standby.h"

#include <fmt/format.h>

namespace strandline::scheduler {

using core::Error;
using core::ErrorCode;

namespace {

// Nothing: it is up to date.
std::optional<Error> trySync(const offsite::Destination &standby, const JobSurroundings &surroundings,
                             const core::JobContext &context, Outcome &outcome) noexcept
{
    try {
        offsite::Surroundings around;
        around.clock = surroundings.clock;
        around.keychain = surroundings.keychain;
        around.notesFolder = offsite::Destinations(surroundings.folder).notesFolder();
        const auto store = offsite::openDestination(standby, around);
        const offsite::CopyReport report = offsite::syncStandby(
            standby, *store, offsite::StandbyRecords(surroundings.folder), *surroundings.clock, context);
        outcome.bytes += report.sentBytes;
        outcome.result +=
            fmt::format("{}{}: {} copied, {} there already", outcome.result.empty() ? "" : "; ", standby.name,
                        report.copied.size(), report.present.size() + report.refreshed.size());
        return std::nullopt;
    } catch (const Error &error) {
        return Error(error.code(),
                     fmt::format("The standby {} isn't up to date: {}", standby.name, error.message()));
    } catch (const std::exception &error) {
        return Error(ErrorCode::Internal, error.what());
    }
}

} // namespace

Outcome syncStandbys(const Job &job, const JobSurroundings &surroundings, const core::JobContext &context)
{
    const auto standbys = offsite::standbysOf(offsite::Destinations(surroundings.folder), job.store);
    if (standbys.empty()) {
        throw Error(ErrorCode::Usage,
                    fmt::format("{} has no standby. `strandctl backup destination add` with "
                                "--standby-of makes one.",
                                job.store));
    }
    Outcome outcome;
    std::optional<Error> first;
    for (const offsite::Destination &standby : standbys) {
        context.checkStop();
        const auto failed = trySync(standby, surroundings, context, outcome);
        if (failed && !first) {
            first = failed;
        }
    }
    if (first) {
        throw Error(*first);
    }
    return outcome;
}

} // namespace strandline::scheduler
