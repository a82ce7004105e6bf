#include "engine/backup/lineage.h"

#include "engine/backup/recoverability.h"

#include <algorithm>
#include <fmt/format.h>

namespace strandline::backup {

using core::Scn;

namespace {

std::vector<SetInfo> setsOf(const std::vector<SetInfo> &sets, core::DatabaseId id)
{
    std::vector<SetInfo> own;
    std::copy_if(sets.begin(), sets.end(), std::back_inserter(own), [&](const SetInfo &set) {
        return set.status == SetStatus::Available && set.manifest.recorded && set.manifest.databaseId == id;
    });
    return own;
}

class Ancestors
{
public:
    Ancestors(const std::vector<SetInfo> &sets, const RecordedSource &source)
        : m_source(source), m_sets(setsOf(sets, source.history().status().id)), m_recoverability(m_sets)
    {
    }

    // The newest set of the given kinds that a new one can go on from.
    const SetInfo *newest(std::initializer_list<Kind> kinds) const
    {
        const SetInfo *best = nullptr;
        for (const SetInfo &set : m_sets) {
            const bool wanted = std::find(kinds.begin(), kinds.end(), set.manifest.kind) != kinds.end();
            if (wanted && isOfThisHistory(set.manifest) && m_recoverability.canRestore(set.manifest.toScn) &&
                (best == nullptr || set.manifest.toScn >= best->manifest.toScn)) {
                best = &set;
            }
        }
        return best;
    }

    bool anyFull() const
    {
        return std::any_of(m_sets.begin(), m_sets.end(),
                           [](const SetInfo &set) { return set.manifest.kind == Kind::Full; });
    }

private:
    // The history still tells what changed since, and its commit is the one that the set ends with (an older
    // copy of a history that was brought back would give the same number to another one).
    bool isOfThisHistory(const Manifest &manifest) const
    {
        if (!m_source.readable(manifest.toScn) ||
            m_source.pageSize(manifest.toScn) != m_source.pageSize(m_source.current())) {
            return false;
        }
        const timeline::Commit commit = m_source.commit(manifest.toScn);
        return commit.timeTo == manifest.toTime && commit.databasePages == manifest.pageCount;
    }

    const RecordedSource &m_source;
    const std::vector<SetInfo> m_sets;
    const Recoverability m_recoverability;
};

} // namespace

Lineage lineageFor(Kind wanted, const std::vector<SetInfo> &sets, const RecordedSource &source)
{
    if (wanted == Kind::Full) {
        return {};
    }
    const Ancestors ancestors(sets, source);
    const SetInfo *parent = nullptr;
    switch (wanted) {
    case Kind::Differential:
        parent = ancestors.newest({Kind::Full, Kind::Differential, Kind::Cumulative});
        break;
    case Kind::ArchiveLog:
        parent = ancestors.newest({Kind::ArchiveLog});
        if (parent != nullptr) {
            break;
        }
        [[fallthrough]];
    default:
        parent = ancestors.newest({Kind::Full});
        break;
    }
    if (parent != nullptr) {
        return {wanted, parent->manifest.id, parent->manifest.toScn, {}};
    }
    Lineage lineage;
    lineage.because =
        ancestors.anyFull()
            ? fmt::format(
                  "A full set was taken instead of {}: none of the sets here can be gone on from, because a "
                  "set that they need is missing, or the history no longer tells what changed since.",
                  kindName(wanted))
            : fmt::format("A full set was taken instead of {}: there is none of this history here yet.",
                          kindName(wanted));
    return lineage;
}

} // namespace strandline::backup
