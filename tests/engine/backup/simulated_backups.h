// A database of a few pages, its commits, and backup sets of them, all in memory: what the pure planners of
// retention and recoverability are proven against. Sets hold real page contents, so that restoring by a wrong
// route gives a wrong database. One thread.
#pragma once

#include "engine/backup/recoverability.h"
#include "tests/support/random.h"

#include <map>
#include <set>

namespace strandline::test {

using SimulatedPages = std::map<int, std::uint64_t>;

class SimulatedBackups
{
public:
    SimulatedBackups(std::uint64_t seed, bool recorded);

    void work(); // time passes; commits; now and then the database goes back to what it was
    void backUp(backup::Kind kind);
    // Of one set, for what a crosscheck or a verification may find, or a person may say.
    void damage();
    void keepOne();
    void remove(const std::vector<std::string> &ids);

    const std::vector<backup::SetInfo> &sets() const { return m_sets; }
    core::Time now() const { return m_now; }
    std::uint64_t lastScn() const { return m_states.size() - 1; }
    const SimulatedPages &pagesAt(std::uint64_t scn) const { return m_states[scn]; }
    // Whether the state was the current one at some time since then.
    bool wasCurrentSince(std::uint64_t scn, core::Time since) const;

    // The SCNs that the sets can restore, found by trying every set on every state until nothing is new.
    std::set<std::uint64_t> reachable(const std::vector<backup::SetInfo> &sets) const;
    // What applying the sets of a route gives.
    SimulatedPages follow(const backup::Route &route) const;

    Random random;

private:
    struct Step
    {
        std::uint64_t scn;
        SimulatedPages pages; // that differ from the step before
    };

    SimulatedPages difference(std::uint64_t from, std::uint64_t to) const;
    const backup::SetInfo *newest(bool fullOnly) const;
    std::vector<Step> archivedSteps(backup::Manifest &manifest);

    bool m_recorded;
    core::Time m_now{std::chrono::seconds(1'700'000'000)};
    std::vector<SimulatedPages> m_states{{}}; // by SCN
    std::vector<core::Time> m_times{core::Time{}};
    std::vector<backup::SetInfo> m_sets;
    std::map<std::string, std::vector<Step>> m_content; // by set; a full one is one step
    std::uint64_t m_archived = 0;
    int m_made = 0;
};

} // namespace strandline::test
