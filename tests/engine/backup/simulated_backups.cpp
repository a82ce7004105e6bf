#include "tests/engine/backup/simulated_backups.h"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace strandline::test {

using backup::Kind;
using backup::Manifest;
using backup::SetInfo;

namespace {

constexpr int pageCount = 6;

bool readable(const SetInfo &set)
{
    return set.status == backup::SetStatus::Available || set.status == backup::SetStatus::Obsolete;
}

} // namespace

SimulatedBackups::SimulatedBackups(std::uint64_t seed, bool recorded) : random(seed), m_recorded(recorded)
{
    SimulatedPages first;
    for (int page = 1; page <= pageCount; ++page) {
        first[page] = random.next();
    }
    m_states.push_back(first);
    m_times.push_back(m_now);
}

void SimulatedBackups::work()
{
    for (auto commits = random.below(4); commits > 0; --commits) {
        m_now += std::chrono::minutes(random.between(1, 600));
        SimulatedPages next = m_states.back();
        if (random.oneIn(6)) {
            next = m_states[random.between(1, lastScn())]; // a flashback
        } else {
            next[static_cast<int>(random.between(1, pageCount))] =
                random.below(3); // often what it was before
        }
        m_states.push_back(next);
        m_times.push_back(m_now);
    }
    m_now += std::chrono::minutes(random.between(1, 600));
}

bool SimulatedBackups::wasCurrentSince(std::uint64_t scn, core::Time since) const
{
    return scn == lastScn() || m_times[scn + 1] > since;
}

SimulatedPages SimulatedBackups::difference(std::uint64_t from, std::uint64_t to) const
{
    SimulatedPages changed;
    for (const auto &[page, content] : m_states[to]) {
        if (m_states[from].at(page) != content) {
            changed[page] = content;
        }
    }
    return changed;
}

const SetInfo *SimulatedBackups::newest(bool fullOnly) const
{
    const SetInfo *found = nullptr;
    for (const SetInfo &set : m_sets) {
        if (set.manifest.kind == Kind::Full || (!fullOnly && set.manifest.kind != Kind::ArchiveLog)) {
            found = &set;
        }
    }
    return found;
}

std::vector<SimulatedBackups::Step> SimulatedBackups::archivedSteps(Manifest &manifest)
{
    std::vector<Step> steps;
    std::uint64_t before = manifest.fromScn.value;
    for (std::uint64_t scn = before + 1; scn <= lastScn(); ++scn) {
        if (scn < lastScn() && random.oneIn(15)) {
            manifest.unreadable.push_back({core::Scn{scn}, core::Scn{scn}});
            continue;
        }
        steps.push_back({scn, difference(before, scn)});
        before = scn;
    }
    return steps;
}

void SimulatedBackups::backUp(Kind kind)
{
    Manifest manifest;
    const SetInfo *parent = newest(kind == Kind::Cumulative);
    if (!m_recorded || (kind != Kind::Full && parent == nullptr) ||
        (kind == Kind::ArchiveLog && m_archived == lastScn())) {
        kind = Kind::Full;
    }
    manifest.kind = kind;
    manifest.id = fmt::format("{:05}-{}", ++m_made, backup::kindName(kind));
    manifest.database = "/db";
    manifest.started = manifest.ended = m_now;
    manifest.pieces.push_back({"p", random.between(1, 1000), 1000, {}, {}});
    std::vector<Step> content{{lastScn(), m_states.back()}};
    if (m_recorded) {
        manifest.databaseId.bytes[0] = 7;
        manifest.recorded = true;
        manifest.toScn = core::Scn{lastScn()};
        manifest.toTime = m_times.back();
        if (kind == Kind::ArchiveLog) {
            manifest.fromScn = core::Scn{std::max<std::uint64_t>(m_archived, 1)};
            content = archivedSteps(manifest);
        } else if (kind != Kind::Full) {
            manifest.parent = parent->manifest.id;
            manifest.fromScn = parent->manifest.toScn;
            content = {{lastScn(), difference(manifest.fromScn.value, lastScn())}};
        }
        if (kind == Kind::ArchiveLog || random.oneIn(3)) {
            m_archived = lastScn(); // else an archive log will overlap the set
        }
    } else {
        manifest.toTime = m_now;
    }
    m_content[manifest.id] = std::move(content);
    SetInfo made;
    made.manifest = std::move(manifest);
    m_sets.push_back(std::move(made));
}

void SimulatedBackups::damage()
{
    if (!m_sets.empty()) {
        SetInfo &set = m_sets[random.below(m_sets.size())];
        set.status = random.oneIn(2) ? backup::SetStatus::Expired : backup::SetStatus::Corrupted;
    }
}

void SimulatedBackups::keepOne()
{
    if (!m_sets.empty()) {
        Manifest &manifest = m_sets[random.below(m_sets.size())].manifest;
        manifest.pinned = random.oneIn(2);
        manifest.keepUntil = m_now + std::chrono::hours(random.below(24 * 20));
    }
}

void SimulatedBackups::remove(const std::vector<std::string> &ids)
{
    std::erase_if(m_sets, [&](const SetInfo &set) {
        return std::find(ids.begin(), ids.end(), set.manifest.id) != ids.end();
    });
}

std::set<std::uint64_t> SimulatedBackups::reachable(const std::vector<SetInfo> &sets) const
{
    std::set<std::uint64_t> found;
    for (bool more = true; more;) {
        const std::size_t before = found.size();
        for (const SetInfo &set : sets) {
            if (!readable(set) || !m_recorded) {
                continue;
            }
            std::uint64_t state = set.manifest.fromScn.value;
            for (const Step &step : m_content.at(set.manifest.id)) {
                if (set.manifest.kind == Kind::Full || found.count(state) != 0) {
                    found.insert(step.scn);
                }
                state = step.scn;
            }
        }
        more = found.size() != before;
    }
    return found;
}

// Throws where the route names a set that is not there, or leads nowhere.
SimulatedPages SimulatedBackups::follow(const backup::Route &route) const
{
    SimulatedPages pages;
    std::uint64_t state = 0;
    for (const backup::RouteStep &part : route) {
        const auto set = std::find_if(m_sets.begin(), m_sets.end(),
                                      [&](const SetInfo &info) { return info.manifest.id == part.id; });
        if (set == m_sets.end() || !readable(*set)) {
            throw std::runtime_error("a route over a set that is not there: " + part.id);
        }
        std::uint64_t begins = set->manifest.fromScn.value;
        for (const Step &step : m_content.at(part.id)) {
            if (state == begins && step.scn <= part.to.value) {
                for (const auto &[page, content] : step.pages) {
                    pages[page] = content;
                }
                state = step.scn;
            }
            begins = step.scn;
        }
        if (state != part.to.value) {
            throw std::runtime_error("a route that does not lead on at " + part.id);
        }
    }
    return pages;
}

} // namespace strandline::test
