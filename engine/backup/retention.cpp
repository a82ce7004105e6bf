#include "engine/backup/retention.h"

#include <algorithm>
#include <charconv>
#include <date/date.h>
#include <fmt/format.h>

namespace strandline::backup {

namespace {

core::Time knownAt(const SetInfo &set)
{
    return std::max(set.manifest.toTime, set.manifest.started);
}

bool covers(const std::vector<RestorableRange> &ranges, const std::vector<RestorableRange> &wanted)
{
    return lost(wanted, ranges).empty();
}

bool onlyByFreeSpace(const Policy &policy)
{
    return policy.minimumFreeBytes && !policy.recoveryWindow && !policy.redundancy && !policy.generations;
}

// "2026-W47" for a local time that begins with the date.
std::string isoWeek(const std::string &local)
{
    const auto number = [&](std::size_t at, std::size_t count) { return std::stoi(local.substr(at, count)); };
    const date::sys_days day =
        date::year_month_day{date::year(number(0, 4)), date::month(static_cast<unsigned>(number(5, 2))),
                             date::day(static_cast<unsigned>(number(8, 2)))};
    // The week belongs to the year of its Thursday.
    const date::sys_days monday = day - (date::weekday(day) - date::Monday);
    const date::year year = date::year_month_day(monday + date::days(3)).year();
    const auto first = date::sys_days(year / date::January / 1);
    const auto week = (monday + date::days(3) - first).count() / 7 + 1;
    return fmt::format("{:04}-W{:02}", static_cast<int>(year), week);
}

std::string periodOf(Because generation, core::Time t, const std::string &zone)
{
    const std::string local = core::formatTime(t, zone);
    switch (generation) {
    case Because::Hourly:
        return local.substr(0, 13);
    case Because::Weekly:
        return isoWeek(local);
    case Because::Monthly:
        return local.substr(0, 7);
    case Because::Yearly:
        return local.substr(0, 4);
    default:
        return local.substr(0, 10);
    }
}

// Decides for the sets of one database.
class Planner
{
public:
    // cut: of sets that no rule but the minimum free space speaks for, those made before it go.
    Planner(const std::vector<SetInfo> &sets, const Policy &policy, core::Time now, core::Time cut)
        : m_sets(sets), m_policy(policy), m_now(now), m_cut(cut), m_all(sets), m_reasons(sets.size()),
          m_statesFrom(sets.size())
    {
    }

    void decide()
    {
        byWindow();
        byRedundancy();
        byGenerations();
        byFreeSpace();
        bySet();
        keepNewest();
        keepNeeded();
        keepDamaged();
    }

    void collect(RetentionPlan &plan) const
    {
        for (std::size_t i = 0; i < m_sets.size(); ++i) {
            if (m_reasons[i].empty()) {
                plan.freedBytes += m_sets[i].manifest.storedBytes();
            } else {
                plan.keptBytes += m_sets[i].manifest.storedBytes();
                plan.kept.push_back({m_sets[i].manifest.id, m_reasons[i]});
            }
        }
        for (std::size_t i = m_sets.size(); i-- > 0;) {
            if (m_reasons[i].empty()) {
                plan.obsolete.push_back(m_sets[i].manifest.id);
            }
        }
    }

    void prove() const;

private:
    bool keeps(std::size_t i) const { return !m_reasons[i].empty(); }
    // statesFrom: of an archive log all states from this one on are wanted; nothing: that it ends with.
    void because(std::size_t i, Reason reason, std::optional<core::Scn> statesFrom = std::nullopt)
    {
        m_reasons[i].push_back(std::move(reason));
        if (statesFrom && (!m_statesFrom[i] || *statesFrom < *m_statesFrom[i])) {
            m_statesFrom[i] = statesFrom;
        }
    }
    std::size_t indexOf(const std::string &id) const
    {
        const auto found = std::find_if(m_sets.begin(), m_sets.end(),
                                        [&](const SetInfo &set) { return set.manifest.id == id; });
        return static_cast<std::size_t>(found - m_sets.begin());
    }
    // Whether something can be restored by the set.
    bool useful(const SetInfo &set) const { return !m_all.statesOf(set).empty(); }
    core::Time windowStart() const { return m_now - *m_policy.recoveryWindow; }

    void byWindow();
    void byRedundancy();
    void byGenerations();
    void generation(Because because, unsigned count);
    void byFreeSpace();
    void bySet();
    void keepNewest();
    void keepNeeded();
    void keepDamaged();
    void need(const std::string &id, const std::string &by);
    std::vector<RestorableRange> wantedFrom(core::Scn from) const;

    const std::vector<SetInfo> &m_sets;
    const Policy &m_policy;
    core::Time m_now;
    core::Time m_cut;
    Recoverability m_all;
    std::vector<std::vector<Reason>> m_reasons; // a set each; none: obsolete
    std::vector<std::optional<core::Scn>> m_statesFrom;
    std::vector<RestorableRange> m_wanted; // of the recovery window
    std::vector<std::size_t> m_waysToKeep; // sets that stay, and whose ways were not looked at yet
};

void Planner::byWindow()
{
    if (!m_policy.recoveryWindow) {
        return;
    }
    const core::Time start = windowStart();
    const SetInfo *base = m_all.newest(start);
    const core::Scn from = base == nullptr ? core::Scn() : base->manifest.toScn;
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        const bool within = knownAt(m_sets[i]) >= start || (from && m_sets[i].manifest.toScn > from);
        if (within && useful(m_sets[i])) {
            because(i, {.because = Because::Window, .time = start}, from);
        }
    }
    if (base != nullptr) {
        const std::size_t i = indexOf(base->manifest.id);
        if (!keeps(i)) {
            because(i, {.because = Because::WindowStart, .time = start});
        }
    }
    m_wanted = wantedFrom(from);
}

void Planner::byRedundancy()
{
    if (!m_policy.redundancy) {
        return;
    }
    unsigned found = 0;
    std::size_t first = m_sets.size();
    for (std::size_t i = m_sets.size(); i-- > 0 && found < *m_policy.redundancy;) {
        if (m_sets[i].manifest.kind == Kind::Full && useful(m_sets[i])) {
            first = i;
            ++found;
        }
    }
    for (std::size_t i = first; i < m_sets.size(); ++i) {
        if (useful(m_sets[i])) {
            because(i, {.because = Because::Redundancy, .count = *m_policy.redundancy},
                    m_sets[first].manifest.toScn);
        }
    }
}

void Planner::byGenerations()
{
    if (m_policy.generations) {
        generation(Because::Hourly, m_policy.generations->hourly);
        generation(Because::Daily, m_policy.generations->daily);
        generation(Because::Weekly, m_policy.generations->weekly);
        generation(Because::Monthly, m_policy.generations->monthly);
        generation(Because::Yearly, m_policy.generations->yearly);
    }
}

// The newest set of each of the last `count` periods that have one.
void Planner::generation(Because generation, unsigned count)
{
    std::vector<std::size_t> newestFirst;
    for (std::size_t i = m_sets.size(); i-- > 0;) {
        if (useful(m_sets[i])) {
            newestFirst.push_back(i);
        }
    }
    std::stable_sort(newestFirst.begin(), newestFirst.end(),
                     [&](std::size_t a, std::size_t b) { return knownAt(m_sets[a]) > knownAt(m_sets[b]); });
    std::string last;
    for (const std::size_t i : newestFirst) {
        if (count == 0) {
            return;
        }
        std::string period = periodOf(generation, knownAt(m_sets[i]), m_policy.zone);
        if (period != last) {
            last = period;
            --count;
            because(i, {.because = generation, .period = std::move(period)});
        }
    }
}

void Planner::byFreeSpace()
{
    if (!onlyByFreeSpace(m_policy)) {
        return;
    }
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        if (knownAt(m_sets[i]) >= m_cut && useful(m_sets[i])) {
            because(i, {Because::EnoughFree}, core::Scn());
        }
    }
}

void Planner::bySet()
{
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        const Manifest &manifest = m_sets[i].manifest;
        if (manifest.pinned) {
            because(i, {Because::Pinned});
        }
        if (manifest.keepUntil && *manifest.keepUntil > m_now) {
            because(i, {.because = Because::KeepUntil, .time = *manifest.keepUntil});
        }
    }
}

void Planner::keepNewest()
{
    if (const SetInfo *newest = m_all.newest()) {
        const std::size_t i = indexOf(newest->manifest.id);
        if (!keeps(i)) {
            because(i, {Because::LastChain});
        }
    }
}

// Marks what a kept set builds on. A differential or cumulative one takes its parent with it.
void Planner::need(const std::string &id, const std::string &by)
{
    std::string child = by;
    for (std::string next = id; !next.empty();) {
        const std::size_t i = indexOf(next);
        if (i == m_sets.size()) {
            return;
        }
        const Manifest &manifest = m_sets[i].manifest;
        if (!keeps(i)) {
            because(i, {.because = Because::NeededBy, .set = child});
            if (manifest.kind != Kind::ArchiveLog) {
                m_waysToKeep.push_back(i);
            }
        }
        child = next;
        next =
            manifest.kind == Kind::Differential || manifest.kind == Kind::Cumulative ? manifest.parent : "";
    }
}

// What the rules keep builds on other sets: the whole way to it stays. An archive log on that way is there
// for what comes after it, not for all of its own states: else each log would keep the one before it, for
// ever. A parent has a way of its own, where the cheapest way to its child passes it by.
void Planner::keepNeeded()
{
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        if (keeps(i)) {
            m_waysToKeep.push_back(i);
        }
    }
    while (!m_waysToKeep.empty()) {
        const std::size_t i = m_waysToKeep.back();
        m_waysToKeep.pop_back();
        const SetInfo &set = m_sets[i];
        const Manifest &manifest = set.manifest;
        if (manifest.kind == Kind::Full) {
            continue;
        }
        if (manifest.kind != Kind::ArchiveLog) {
            need(manifest.parent, manifest.id);
        }
        const bool endAlone = manifest.kind == Kind::ArchiveLog && !m_statesFrom[i];
        const auto way =
            endAlone ? m_all.route(set) : m_all.routeBefore(set, m_statesFrom[i].value_or(core::Scn()));
        for (const RouteStep &step : way.value_or(Route{})) {
            if (step.id != manifest.id) {
                need(step.id, manifest.id);
            }
        }
    }
}

// A set that nothing can be restored by goes when it is older than all that stays and is good; until then
// somebody may want to repair it.
void Planner::keepDamaged()
{
    core::Time oldest = core::Time::max();
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        if (keeps(i) && useful(m_sets[i])) {
            oldest = std::min(oldest, knownAt(m_sets[i]));
        }
    }
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        if (!keeps(i) && !useful(m_sets[i]) &&
            (oldest == core::Time::max() || knownAt(m_sets[i]) >= oldest)) {
            because(i, {Because::Damaged});
        }
    }
}

// What can be restored from a state on.
std::vector<RestorableRange> Planner::wantedFrom(core::Scn from) const
{
    std::vector<RestorableRange> wanted;
    for (RestorableRange range : m_all.ranges()) {
        if (range.from && from <= range.to) {
            range.from = std::max(range.from, from);
            wanted.push_back(range);
        }
    }
    return wanted;
}

void Planner::prove() const
{
    std::vector<SetInfo> kept;
    for (std::size_t i = 0; i < m_sets.size(); ++i) {
        if (keeps(i)) {
            kept.push_back(m_sets[i]);
        }
    }
    const Recoverability after(kept);
    bool holds =
        (m_all.newest() == nullptr) == (after.newest() == nullptr) && covers(after.ranges(), m_wanted);
    for (const SetInfo &set : kept) {
        const auto states = m_all.statesOf(set);
        holds = holds && (states.empty() || states.back().to != set.manifest.toScn || !set.manifest.toScn ||
                          after.canRestore(set.manifest.toScn));
    }
    for (const SetInfo &set : m_sets) {
        const bool within = m_policy.recoveryWindow && knownAt(set) >= windowStart() && !set.manifest.toScn;
        holds = holds && (!within || covers(after.ranges(), m_all.statesOf(set)));
    }
    if (!holds) {
        throw core::Error(core::ErrorCode::Internal,
                          "The plan of what to delete did not stand its proof: some state could not be "
                          "restored any more. Nothing was deleted.");
    }
}

} // namespace

Generations parseGenerations(const std::string &text)
{
    constexpr unsigned most = 9999;
    unsigned numbers[5] = {};
    const char *at = text.data();
    const char *const end = at + text.size();
    for (std::size_t i = 0; i < std::size(numbers); ++i) {
        const auto [next, error] = std::from_chars(at, end, numbers[i]);
        const bool last = i + 1 == std::size(numbers);
        if (error != std::errc() || numbers[i] > most || (last ? next != end : next == end || *next != ',')) {
            throw core::Error(
                core::ErrorCode::Usage,
                fmt::format("'{}' are no generations. Write how many hours, days, weeks, months "
                            "and years keep a backup: 24,7,4,12,5.",
                            text));
        }
        at = next + 1;
    }
    return {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]};
}

std::string formatGenerations(const Generations &generations)
{
    return fmt::format("{},{},{},{},{}", generations.hourly, generations.daily, generations.weekly,
                       generations.monthly, generations.yearly);
}

std::string describe(const Reason &reason)
{
    switch (reason.because) {
    case Because::Window:
        return fmt::format("made within the recovery window, which begins {}", core::formatTime(reason.time));
    case Because::WindowStart:
        return fmt::format("the state at the beginning of the recovery window, {}",
                           core::formatTime(reason.time));
    case Because::Redundancy:
        return reason.count == 1 ? std::string("not older than the newest full backup")
                                 : fmt::format("not older than the {} newest full backups", reason.count);
    case Because::Hourly:
        return fmt::format("the last of the hour {}", reason.period);
    case Because::Daily:
        return fmt::format("the last of the day {}", reason.period);
    case Because::Weekly:
        return fmt::format("the last of the week {}", reason.period);
    case Because::Monthly:
        return fmt::format("the last of the month {}", reason.period);
    case Because::Yearly:
        return fmt::format("the last of the year {}", reason.period);
    case Because::KeepUntil:
        return fmt::format("to be kept until {}", core::formatTime(reason.time));
    case Because::Pinned:
        return "pinned";
    case Because::NeededBy:
        return fmt::format("{} builds on it", reason.set);
    case Because::LastChain:
        return "the newest state of the database that can be restored";
    case Because::Damaged:
        return "nothing can be restored by it, but it may be repaired";
    case Because::EnoughFree:
        return "the disk has room for it";
    }
    return {};
}

namespace {

void checkPolicy(const Policy &policy)
{
    if (policy.keepsAll()) {
        throw core::Error(core::ErrorCode::Usage,
                          "Say what to keep: a recovery window, a redundancy, generations, or how much of "
                          "the disk stays free.");
    }
    if (policy.redundancy && *policy.redundancy == 0) {
        throw core::Error(core::ErrorCode::Usage, "A redundancy is a number of full backups from 1.");
    }
    if (policy.recoveryWindow && policy.recoveryWindow->count() <= 0) {
        throw core::Error(core::ErrorCode::Usage, "A recovery window is longer than nothing.");
    }
    if (policy.generations && *policy.generations == Generations{}) {
        throw core::Error(core::ErrorCode::Usage, "At least one of the generations keeps a backup.");
    }
}

RetentionPlan planWith(const std::vector<SetInfo> &sets, const Policy &policy, core::Time now, core::Time cut)
{
    RetentionPlan plan;
    for (const auto &[key, own] : byDatabase(sets)) {
        Planner planner(own, policy, now, cut);
        planner.decide();
        planner.prove();
        planner.collect(plan);
    }
    return plan;
}

// The plan that lets go of as little as gives `wanted` bytes; where nothing does, the one that gives most.
RetentionPlan planToFree(const std::vector<SetInfo> &sets, const Policy &policy, core::Time now,
                         std::uint64_t wanted)
{
    std::vector<core::Time> cuts{core::Time::min(), core::Time::max()};
    for (const SetInfo &set : sets) {
        cuts.push_back(knownAt(set));
    }
    std::sort(cuts.begin(), cuts.end());
    const auto enough = std::partition_point(cuts.begin(), std::prev(cuts.end()), [&](core::Time cut) {
        return planWith(sets, policy, now, cut).freedBytes < wanted;
    });
    return planWith(sets, policy, now, *enough);
}

} // namespace

RetentionPlan planRetention(const std::vector<SetInfo> &sets, const Policy &policy, core::Time now,
                            std::optional<std::uint64_t> freeBytes)
{
    checkPolicy(policy);
    const std::uint64_t minimum = freeBytes ? policy.minimumFreeBytes.value_or(0) : 0;
    const std::uint64_t wanted = minimum > freeBytes.value_or(0) ? minimum - *freeBytes : 0;
    RetentionPlan plan = onlyByFreeSpace(policy) ? planToFree(sets, policy, now, wanted)
                                                 : planWith(sets, policy, now, core::Time::min());
    plan.missingFreeBytes = wanted > plan.freedBytes ? wanted - plan.freedBytes : 0;
    std::vector<SetInfo> kept;
    std::copy_if(sets.begin(), sets.end(), std::back_inserter(kept), [&](const SetInfo &set) {
        return std::find(plan.obsolete.begin(), plan.obsolete.end(), set.manifest.id) == plan.obsolete.end();
    });
    plan.restorableBefore = restorable(sets);
    plan.restorable = restorable(kept);
    return plan;
}

Loss lossOf(const std::vector<SetInfo> &sets, const std::vector<std::string> &ids)
{
    Loss loss;
    for (const auto &[key, own] : byDatabase(sets)) {
        std::vector<SetInfo> rest;
        std::copy_if(own.begin(), own.end(), std::back_inserter(rest), [&](const SetInfo &set) {
            return std::find(ids.begin(), ids.end(), set.manifest.id) == ids.end();
        });
        if (rest.size() == own.size()) {
            continue;
        }
        const Recoverability before(own);
        const Recoverability after(rest);
        const auto states = lost(before.ranges(), after.ranges());
        loss.states.insert(loss.states.end(), states.begin(), states.end());
        loss.nothingLeft = loss.nothingLeft || (!before.ranges().empty() && after.ranges().empty());
        for (const SetInfo &set : rest) {
            if (!before.statesOf(set).empty() && after.statesOf(set).empty()) {
                loss.orphaned.push_back(set.manifest.id);
            }
        }
    }
    return loss;
}

} // namespace strandline::backup
