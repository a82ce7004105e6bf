#include "engine/backup/recoverability.h"

#include <algorithm>
#include <tuple>

namespace strandline::backup {

namespace {

bool readable(const SetInfo &set)
{
    return set.status == SetStatus::Available || set.status == SetStatus::Obsolete;
}

// When the state that the set ends with was known to be the current one.
core::Time knownAt(const Manifest &manifest)
{
    return std::max(manifest.toTime, manifest.started);
}

bool endsBefore(const SetInfo &a, const SetInfo &b)
{
    const auto key = [](const SetInfo &set) {
        return std::make_tuple(set.manifest.toScn, set.manifest.fromScn, knownAt(set.manifest),
                               std::string_view(set.manifest.id));
    };
    return key(a) < key(b);
}

bool unreadable(const Manifest &manifest, std::uint64_t scn)
{
    return std::any_of(manifest.unreadable.begin(), manifest.unreadable.end(), [scn](const ScnRange &range) {
        return range.first.value <= scn && scn <= range.last.value;
    });
}

// The parts of from..to of an archive log that it gives.
std::vector<std::pair<std::uint64_t, std::uint64_t>> given(const Manifest &log, std::uint64_t from)
{
    std::vector<ScnRange> holes = log.unreadable;
    std::sort(holes.begin(), holes.end(),
              [](const ScnRange &a, const ScnRange &b) { return a.first < b.first; });
    std::vector<std::pair<std::uint64_t, std::uint64_t>> parts;
    for (const ScnRange &hole : holes) {
        if (from < hole.first.value) {
            parts.emplace_back(from, std::min(hole.first.value - 1, log.toScn.value));
        }
        from = std::max(from, hole.last.value + 1);
    }
    if (from <= log.toScn.value) {
        parts.emplace_back(from, log.toScn.value);
    }
    return parts;
}

bool sameDatabase(const RestorableRange &a, const RestorableRange &b)
{
    return a.databaseId == b.databaseId && (a.databaseId != core::DatabaseId{} || a.database == b.database);
}

} // namespace

std::string databaseKey(const Manifest &manifest)
{
    return manifest.databaseId == core::DatabaseId{} ? manifest.database : manifest.databaseId.hex();
}

std::map<std::string, std::vector<SetInfo>> byDatabase(const std::vector<SetInfo> &sets)
{
    std::map<std::string, std::vector<SetInfo>> databases;
    for (const SetInfo &set : sets) {
        databases[databaseKey(set.manifest)].push_back(set);
    }
    for (auto &[key, own] : databases) {
        std::sort(own.begin(), own.end(), endsBefore);
    }
    return databases;
}

std::vector<RestorableRange> restorable(const std::vector<SetInfo> &sets)
{
    std::vector<RestorableRange> all;
    for (const auto &[key, own] : byDatabase(sets)) {
        const Recoverability database(own);
        all.insert(all.end(), database.ranges().begin(), database.ranges().end());
    }
    return all;
}

std::vector<RecoveryGap> gapsOf(const std::vector<RestorableRange> &ranges)
{
    std::vector<RecoveryGap> gaps;
    for (std::size_t i = 1; i < ranges.size(); ++i) {
        const RestorableRange &before = ranges[i - 1];
        const RestorableRange &after = ranges[i];
        if (before.from && sameDatabase(before, after) && before.to.next() < after.from) {
            gaps.push_back({before.databaseId, before.to.next(), core::Scn{after.from.value - 1},
                            before.timeTo, after.timeFrom});
        }
    }
    return gaps;
}

std::vector<RestorableRange> lost(const std::vector<RestorableRange> &before,
                                  const std::vector<RestorableRange> &after)
{
    std::vector<RestorableRange> missing;
    for (RestorableRange rest : before) {
        bool left = true;
        for (const RestorableRange &still : after) {
            if (!sameDatabase(rest, still) || (!rest.from && rest.timeFrom != still.timeFrom) ||
                still.to < rest.from || rest.to < still.from) {
                continue;
            }
            if (rest.from < still.from) {
                RestorableRange part = rest;
                part.to = core::Scn{still.from.value - 1};
                part.timeTo = std::max(part.timeFrom, still.timeFrom);
                missing.push_back(part);
            }
            left = still.to < rest.to;
            if (!left) {
                break;
            }
            rest.from = still.to.next();
            rest.timeFrom = std::min(rest.timeTo, still.timeTo);
        }
        if (left) {
            missing.push_back(rest);
        }
    }
    return missing;
}

Recoverability::Recoverability(std::span<const SetInfo> sets)
{
    std::copy_if(sets.begin(), sets.end(), std::back_inserter(m_sets), readable);
    std::sort(m_sets.begin(), m_sets.end(), endsBefore);
    for (const SetInfo &set : m_sets) {
        if (set.manifest.kind == Kind::ArchiveLog && set.manifest.fromScn < set.manifest.toScn) {
            m_logs.push_back(&set);
        }
    }
    findRanges();
    setTimes();
    std::sort(m_logs.begin(), m_logs.end(),
              [](const SetInfo *a, const SetInfo *b) { return a->manifest.fromScn < b->manifest.fromScn; });
    std::uint64_t furthest = 0;
    for (const SetInfo *log : m_logs) {
        m_furthest.push_back(furthest = std::max(furthest, log->manifest.toScn.value));
    }
    // All ways lead from smaller SCNs to greater ones.
    std::vector<std::uint64_t> states;
    for (const SetInfo &set : m_sets) {
        states.push_back(set.manifest.toScn.value);
        states.push_back(set.manifest.fromScn.value);
    }
    std::sort(states.begin(), states.end());
    states.erase(std::unique(states.begin(), states.end()), states.end());
    for (const std::uint64_t scn : states) {
        if (const auto way = cheapest(scn)) {
            m_ways.emplace(scn, *way);
        }
    }
}

// Nearly all that a set goes on from ends before it; seldom an archive log that ends later leads there.
void Recoverability::findRanges()
{
    for (bool more = true; more;) {
        const std::vector<RestorableRange> before = m_ranges;
        for (const SetInfo &set : m_sets) {
            if (set.manifest.toScn) {
                reach(set);
            }
        }
        more = m_ranges != before;
    }
    for (const SetInfo &set : m_sets) {
        if (!set.manifest.toScn) {
            m_ranges.push_back(
                {set.manifest.database, {}, {}, {}, set.manifest.toTime, knownAt(set.manifest)});
        }
    }
}

// Takes in what a set leads to, as far as is known what it goes on from.
void Recoverability::reach(const SetInfo &set)
{
    const Manifest &manifest = set.manifest;
    const std::uint64_t to = manifest.toScn.value;
    const auto entry = entryOf(set);
    if (manifest.kind == Kind::Full || (manifest.kind != Kind::ArchiveLog && entry)) {
        add(to, to);
    } else if (entry) {
        for (const auto &[first, last] : given(manifest, *entry + 1)) {
            add(first, last);
        }
    }
}

// The state that the set goes on from, of those that can be restored. One that an archive log passes over
// can't be: the next step leads on from the state before it.
std::optional<std::uint64_t> Recoverability::entryOf(const SetInfo &set) const
{
    const std::uint64_t from = set.manifest.fromScn.value;
    if (from == 0 || firstRestorable(from, from)) {
        return from == 0 ? std::nullopt : std::optional(from);
    }
    if (set.manifest.kind == Kind::ArchiveLog) {
        for (const auto &[first, last] : given(set.manifest, from + 1)) {
            if (const auto entry = firstRestorable(first, last)) {
                return entry;
            }
        }
    }
    return std::nullopt;
}

std::optional<std::uint64_t> Recoverability::firstRestorable(std::uint64_t from, std::uint64_t to) const
{
    const auto range =
        std::lower_bound(m_ranges.begin(), m_ranges.end(), from,
                         [](const RestorableRange &r, std::uint64_t scn) { return r.to.value < scn; });
    if (range == m_ranges.end() || to < range->from.value) {
        return std::nullopt;
    }
    return std::max(from, range->from.value);
}

void Recoverability::add(std::uint64_t from, std::uint64_t to)
{
    const auto begin =
        std::lower_bound(m_ranges.begin(), m_ranges.end(), from,
                         [](const RestorableRange &r, std::uint64_t scn) { return r.to.value + 1 < scn; });
    auto end = begin;
    for (; end != m_ranges.end() && end->from.value <= to + 1; ++end) {
        from = std::min(from, end->from.value);
        to = std::max(to, end->to.value);
    }
    RestorableRange merged;
    merged.database = m_sets.back().manifest.database;
    merged.databaseId = m_sets.back().manifest.databaseId;
    merged.from = core::Scn{from};
    merged.to = core::Scn{to};
    m_ranges.insert(m_ranges.erase(begin, end), std::move(merged));
}

void Recoverability::setTimes()
{
    for (const SetInfo &set : m_sets) {
        const Times own{set.manifest.toTime, knownAt(set.manifest)};
        Times &times = m_times.try_emplace(set.manifest.toScn.value, own).first->second;
        times.began = std::min(times.began, own.began);
        times.known = std::max(times.known, own.known);
    }
    for (RestorableRange &range : m_ranges) {
        if (range.from) {
            // Each range begins with the end of a set, or within an archive log after one that is lost.
            const auto from = std::prev(m_times.upper_bound(range.from.value));
            const auto to = std::prev(m_times.upper_bound(range.to.value));
            range.timeFrom = from->second.began;
            range.timeTo = std::max(range.timeFrom, to->second.known);
        }
    }
}

bool Recoverability::canRestore(core::Scn scn) const
{
    return scn && firstRestorable(scn.value, scn.value).has_value();
}

std::vector<RestorableRange> Recoverability::statesOf(const SetInfo &set) const
{
    const Manifest &manifest = set.manifest;
    const auto entry = entryOf(set);
    if (!readable(set) || (manifest.kind != Kind::Full && !entry)) {
        return {};
    }
    RestorableRange state{manifest.database, manifest.databaseId, manifest.toScn,
                          manifest.toScn,    manifest.toTime,     knownAt(manifest)};
    if (manifest.kind != Kind::ArchiveLog) {
        return {state};
    }
    std::vector<RestorableRange> states;
    for (const auto &[first, last] : given(manifest, *entry + 1)) {
        state.from = core::Scn{first};
        state.to = core::Scn{last};
        states.push_back(state);
    }
    return states;
}

const SetInfo *Recoverability::newest(core::Time t) const
{
    const SetInfo *found = nullptr;
    for (const SetInfo &set : m_sets) {
        if (set.manifest.toTime > t || (found != nullptr && set.manifest.toTime < found->manifest.toTime)) {
            continue;
        }
        if (const auto states = statesOf(set); !states.empty() && states.back().to == set.manifest.toScn) {
            found = &set;
        }
    }
    // Of several that end with this state the one that leads there with the fewest bytes.
    const auto way = found != nullptr ? m_ways.find(found->manifest.toScn.value) : m_ways.end();
    const SetInfo *cheapest = way != m_ways.end() ? way->second.set : found;
    return cheapest != nullptr && cheapest->manifest.toScn == found->manifest.toScn &&
                   cheapest->manifest.toTime <= t
               ? cheapest
               : found;
}

// The last step to a state from those whose ways are known.
std::optional<Recoverability::Way> Recoverability::cheapest(std::uint64_t scn) const
{
    std::optional<Way> best;
    if (scn == 0) {
        return best;
    }
    const auto first =
        std::lower_bound(m_sets.begin(), m_sets.end(), scn, [](const SetInfo &set, std::uint64_t state) {
            return set.manifest.toScn.value < state;
        });
    for (auto set = first; set != m_sets.end() && set->manifest.toScn.value == scn; ++set) {
        const Manifest &manifest = set->manifest;
        const auto from = m_ways.find(manifest.fromScn.value);
        const bool full = manifest.kind == Kind::Full;
        if (!full && (manifest.kind == Kind::ArchiveLog || from == m_ways.end())) {
            continue;
        }
        const std::uint64_t cost = manifest.storedBytes() + (full ? 0 : from->second.cost);
        if (!best || cost < best->cost) {
            best = Way{cost, full ? 0 : from->first, &*set};
        }
    }
    const auto logs =
        std::lower_bound(m_logs.begin(), m_logs.end(), scn, [](const SetInfo *log, std::uint64_t state) {
            return log->manifest.fromScn.value < state;
        });
    for (auto i = logs - m_logs.begin(); i > 0 && m_furthest[static_cast<std::size_t>(i) - 1] >= scn; --i) {
        offerLog(*m_logs[static_cast<std::size_t>(i) - 1], scn, best);
    }
    return best;
}

void Recoverability::offerLog(const SetInfo &log, std::uint64_t scn, std::optional<Way> &best) const
{
    const Manifest &manifest = log.manifest;
    if (manifest.toScn.value < scn || unreadable(manifest, scn)) {
        return;
    }
    const std::uint64_t bytes = manifest.storedBytes();
    const auto commits = static_cast<double>(manifest.toScn.value - manifest.fromScn.value);
    for (auto from = m_ways.lower_bound(manifest.fromScn.value); from != m_ways.end() && from->first < scn;
         ++from) {
        if (from->first != manifest.fromScn.value && unreadable(manifest, from->first)) {
            continue;
        }
        const double share = static_cast<double>(scn - from->first) / commits;
        const std::uint64_t cost =
            from->second.cost + static_cast<std::uint64_t>(static_cast<double>(bytes) * share);
        if (!best || cost < best->cost) {
            best = Way{cost, from->first, &log};
        }
    }
}

std::optional<Route> Recoverability::route(core::Scn scn) const
{
    Route route;
    for (std::uint64_t state = scn.value; state != 0 || route.empty();) {
        const auto known = m_ways.find(state);
        const auto way = known == m_ways.end() ? cheapest(state) : std::optional(known->second);
        if (!way) {
            return std::nullopt;
        }
        const std::uint64_t before = way->from == 0 ? 0 : m_ways.at(way->from).cost;
        route.push_back(
            {way->set->manifest.id, way->set->manifest.kind, core::Scn{state}, way->cost - before});
        state = way->from;
    }
    std::reverse(route.begin(), route.end());
    return route;
}

std::optional<Route> Recoverability::route(const SetInfo &set) const
{
    if (set.manifest.toScn) {
        return route(set.manifest.toScn);
    }
    if (!readable(set)) {
        return std::nullopt;
    }
    return Route{{set.manifest.id, set.manifest.kind, {}, set.manifest.storedBytes()}};
}

std::optional<Route> Recoverability::routeBefore(const SetInfo &set, core::Scn notBefore) const
{
    const Manifest &manifest = set.manifest;
    if (manifest.kind == Kind::Full) {
        return Route{};
    }
    if (manifest.kind == Kind::ArchiveLog && manifest.fromScn < notBefore && notBefore <= manifest.toScn &&
        canRestore(notBefore) && !unreadable(manifest, notBefore.value)) {
        return route(notBefore);
    }
    const auto entry = readable(set) ? entryOf(set) : std::nullopt;
    return entry ? route(core::Scn{*entry}) : std::nullopt;
}

} // namespace strandline::backup
