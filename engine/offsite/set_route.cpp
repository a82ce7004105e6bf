#include "engine/offsite/set_route.h"

#include "engine/backup/recoverability.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::offsite {

using backup::Recoverability;
using backup::SetInfo;

std::set<std::string> withWhatTheyNeed(const std::vector<SetInfo> &all, const std::vector<std::string> &ids)
{
    std::set<std::string> needed(ids.begin(), ids.end());
    for (const std::string &id : ids) {
        const bool known =
            std::any_of(all.begin(), all.end(), [&](const SetInfo &set) { return set.manifest.id == id; });
        if (!known) {
            throw core::Error(core::ErrorCode::NotFound, fmt::format("There is no set {} there.", id));
        }
    }
    for (const auto &[key, sets] : backup::byDatabase(all)) {
        const Recoverability recoverability(sets);
        for (const SetInfo &set : sets) {
            if (std::find(ids.begin(), ids.end(), set.manifest.id) == ids.end()) {
                continue;
            }
            if (const auto route = recoverability.route(set)) {
                for (const backup::RouteStep &step : *route) {
                    needed.insert(step.id);
                }
            }
        }
    }
    return needed;
}

std::set<std::string> restorableSets(const std::vector<SetInfo> &all)
{
    std::set<std::string> found;
    for (const auto &[key, sets] : backup::byDatabase(all)) {
        const Recoverability recoverability(sets);
        for (const SetInfo &set : sets) {
            if (recoverability.route(set)) {
                found.insert(set.manifest.id);
            }
        }
    }
    return found;
}

} // namespace strandline::offsite
