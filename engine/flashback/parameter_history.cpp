#include "engine/flashback/parameter_history.h"

#include "engine/catalog/parameters.h"
#include "engine/flashback/page_reader.h"

#include <algorithm>

namespace strandline::flashback {

using core::Scn;

namespace {

// The commit from which on page 1 is as it is as of scn.
Scn versionBegin(const timeline::Store &store, const std::vector<timeline::Commit> &bases, Scn scn)
{
    const timeline::Store::Located located = store.locate(1, scn);
    if (located.version.scn != 0) {
        return Scn{located.version.scn};
    }
    const auto after = std::upper_bound(bases.begin(), bases.end(), scn,
                                        [](Scn s, const timeline::Commit &commit) { return s < commit.scn; });
    return after == bases.begin() ? Scn{} : std::prev(after)->scn;
}

} // namespace

std::vector<ParameterChange> loadParameterChanges(timeline::History &history, Scn after,
                                                  const core::JobContext &job)
{
    std::vector<timeline::Commit> bases = history.commits();
    std::erase_if(bases, [](const timeline::Commit &commit) { return !commit.base; });
    PageReader reader(history.store());
    std::vector<ParameterChange> changes;
    Scn scn = history.currentScn();
    auto now = catalog::headerParameters(*reader.read(1, scn));
    while (true) {
        job.checkStop();
        const Scn changed = versionBegin(*history.store(), bases, scn);
        scn = changed <= after ? Scn{} : reader.predecessor(changed);
        if (!scn) {
            return changes;
        }
        auto before = catalog::headerParameters(*reader.read(1, scn));
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (before[i] != now[i]) {
                const auto commit = history.commit(changed);
                changes.push_back({std::string(now[i].name), changed, commit ? commit->timeTo : core::Time(),
                                   commit && commit->gap, before[i].value, now[i].value});
            }
        }
        now = std::move(before);
    }
}

} // namespace strandline::flashback
