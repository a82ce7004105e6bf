#include "engine/session/configuration.h"

#include <algorithm>
#include <iterator>

namespace strandline::session {

const flashback::ParameterChange *Configuration::lastChange(std::string_view name) const
{
    const auto found =
        std::find_if(changes.begin(), changes.end(), [&](const auto &change) { return change.name == name; });
    return found == changes.end() ? nullptr : &*found;
}

Configuration loadConfiguration(Database &database, const Configuration &before, const core::JobContext &job)
{
    Configuration out;
    out.values = catalog::loadParameters(database.lease().connection());
    if (database.hasHistory()) {
        const auto history = database.history();
        const timeline::Status status = history->status();
        const bool goesOn = before.incarnation == status.incarnation && before.knownTo <= status.currentScn;
        const core::Scn known = goesOn ? before.knownTo : core::Scn();
        out.changes = flashback::loadParameterChanges(*history, known, job);
        if (goesOn) {
            std::copy_if(before.changes.begin(), before.changes.end(), std::back_inserter(out.changes),
                         [&](const auto &change) { return change.scn >= status.oldestScn; });
        }
        out.knownSince = status.oldestTime;
        out.incarnation = status.incarnation;
        out.knownTo = status.currentScn;
    }
    return out;
}

} // namespace strandline::session
