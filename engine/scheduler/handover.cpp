#include "engine/scheduler/handover.h"

#include "engine/core/hash.h"
#include "engine/scheduler/schedules.h"

#include <filesystem>
#include <fmt/format.h>

namespace strandline::scheduler {

namespace {

constexpr std::chrono::seconds patience{20}; // a recorder closes with a checkpoint

}

std::string handoverPath(const std::string &folder, const std::string &database)
{
    const std::string name = Schedules::keyOf(folder) + '\n' + Schedules::keyOf(database);
    const std::string file = fmt::format(
        "agent-{:016x}.socket",
        core::hash64(std::span(reinterpret_cast<const std::uint8_t *>(name.data()), name.size())));
    std::string path = folder + "/" + file;
    if (!core::fitsLocalSocket(path)) {
        std::error_code ignored;
        path = (std::filesystem::temp_directory_path(ignored) / ("strandline-" + file)).string();
    }
    return path;
}

std::unique_ptr<Handover> Handover::ask(const std::string &folder, const std::string &database,
                                        const std::stop_token &stop)
{
    if (folder.empty()) {
        return nullptr;
    }
    auto connection = core::connectLocal(handoverPath(folder, database));
    if (!connection || !connection->writeLine("release")) {
        return nullptr;
    }
    if (connection->readLine(stop, patience) != "released") {
        throw core::Error(
            core::ErrorCode::Busy,
            fmt::format("The agent that records {} doesn't let go of it. Stop the agent, or try "
                        "again.",
                        database));
    }
    return std::unique_ptr<Handover>(new Handover(std::move(connection)));
}

} // namespace strandline::scheduler
