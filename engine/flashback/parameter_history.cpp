#include "engine/flashback/parameter_history.h"

#include "engine/catalog/parameters.h"
#include "engine/flashback/page_reader.h"
#include "engine/timeline/base_file.h"

namespace strandline::flashback {

using core::Scn;

namespace {

// The commit from which on page 1 is as it is as of scn.
Scn versionBegin(const timeline::Store &store, Scn scn)
{
    const timeline::Store::Located located = store.locate(1, scn);
    return located.version.scn != 0 ? Scn{located.version.scn} : located.base->scn();
}

} // namespace

std::vector<ParameterChange> loadParameterChanges(timeline::History &history, Scn after,
                                                  const core::JobContext &job)
{
    PageReader reader(history.store());
    std::vector<ParameterChange> changes;
    Scn scn = history.currentScn();
    auto now = catalog::headerParameters(*reader.read(1, scn));
    while (true) {
        job.checkStop();
        const Scn changed = versionBegin(*history.store(), scn);
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
