#include "engine/offsite/set_route.h"

#include "engine/backup/recoverability.h"

#include <fmt/format.h>
#include <map>

namespace strandline::offsite {

using backup::Recoverability;
using backup::SetInfo;

std::set<std::string> withWhatTheyNeed(const std::vector<SetInfo> &all, const std::vector<std::string> &ids)
{
    std::map<std::string, const SetInfo *> known;
    for (const SetInfo &set : all) {
        known[set.manifest.id] = &set;
    }
    std::set<std::string> needed;
    for (const std::string &id : ids) {
        if (known.count(id) == 0) {
            throw core::Error(core::ErrorCode::NotFound, fmt::format("There is no set {} there.", id));
        }
        std::string at = id;
        for (; known.count(at) != 0 && needed.insert(at).second; at = known[at]->manifest.parent) {
        }
        if (at.empty() || needed.count(at) != 0) {
            continue;
        }
        // What it was made on is gone: another way may lead to it.
        for (const auto &[key, sets] : backup::byDatabase(all)) {
            if (const auto route = Recoverability(sets).route(*known[id])) {
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
