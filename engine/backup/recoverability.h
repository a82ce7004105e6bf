// Which states of a database its backup sets can restore, where the gaps are, and which sets a state takes.
//
// A set leads to states: a full one from nothing; a differential or cumulative one from the very state that
// it was taken after; an archive log from any state of its span to every later one. A set whose pieces are
// missing or damaged leads nowhere; an obsolete one does as long as it is there. SCNs of one history are
// never used twice, so a state is its SCN; a database without a history has none, and each of its sets is a
// state by itself, at its time.
//
// Pure functions over values; safe from any thread.
#pragma once

#include "engine/backup/catalogue.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace strandline::backup {

// Every state from..to can be restored, and neither its neighbours.
struct RestorableRange
{
    std::string database; // its path
    core::DatabaseId databaseId;
    core::Scn from; // 0: a database without a history, as of timeFrom
    core::Scn to;
    core::Time timeFrom; // when `from` became the current state, as far as the sets tell
    core::Time timeTo;   // when `to` is known to have been the current state still
    bool operator==(const RestorableRange &) const = default;
};

// States of one history between two restorable ones, none of which can be restored.
struct RecoveryGap
{
    core::DatabaseId databaseId;
    core::Scn from;
    core::Scn to;
    core::Time timeFrom; // of the state before it
    core::Time timeTo;   // of the state after it
};

// Tells databases apart: the history's id, or the path of one without a history.
std::string databaseKey(const Manifest &manifest);
// The sets of each database by databaseKey(), each list in the order of the states that the sets end with.
std::map<std::string, std::vector<SetInfo>> byDatabase(const std::vector<SetInfo> &sets);

// Of all databases, those of each in the order of their states.
std::vector<RestorableRange> restorable(const std::vector<SetInfo> &sets);
std::vector<RecoveryGap> gapsOf(const std::vector<RestorableRange> &ranges);
// What is in `before` and not in `after`.
std::vector<RestorableRange> lost(const std::vector<RestorableRange> &before,
                                  const std::vector<RestorableRange> &after);

// A set that a restore reads. The steps of a route are applied in order.
struct RouteStep
{
    std::string id;
    Kind kind = Kind::Full;
    core::Scn to;                  // of an archive log: the last commit to apply; else what the set ends with
    std::uint64_t storedBytes = 0; // that are read of it; of a part of a log: by its share of the commits
};
using Route = std::vector<RouteStep>;

// Answers for the sets of one database (a list of byDatabase()). Immutable after construction.
class Recoverability
{
public:
    explicit Recoverability(std::span<const SetInfo> sets);
    Recoverability(const Recoverability &) = delete;
    Recoverability &operator=(const Recoverability &) = delete;

    const std::vector<RestorableRange> &ranges() const { return m_ranges; }
    bool canRestore(core::Scn scn) const;
    // The states that the set leads to, with those that it goes on from. Times are those of its end.
    std::vector<RestorableRange> statesOf(const SetInfo &set) const;

    // The route that reads the fewest bytes; nothing: there is none.
    std::optional<Route> route(core::Scn scn) const;
    std::optional<Route> route(const SetInfo &set) const; // to the state that it ends with
    // To the state that the set goes on from: its fromScn, or else the first state in the span of an archive
    // log that other sets lead to. Empty for a full set. notBefore: of an archive log only the states from
    // this one on are wanted.
    std::optional<Route> routeBefore(const SetInfo &set, core::Scn notBefore = {}) const;

    // The set that leads to the newest state that a set ends with, not after t; null: none. Of several the
    // one on the route with the fewest bytes.
    const SetInfo *newest(core::Time t = core::Time::max()) const;

private:
    struct Way // how a state is reached
    {
        std::uint64_t cost = 0; // in stored bytes
        std::uint64_t from = 0; // the state before; 0: none, a full set
        const SetInfo *set = nullptr;
    };
    struct Times // of a state
    {
        core::Time began;
        core::Time known;
    };

    void findRanges();
    void reach(const SetInfo &set);
    void add(std::uint64_t from, std::uint64_t to);
    std::optional<std::uint64_t> firstRestorable(std::uint64_t from, std::uint64_t to) const;
    std::optional<std::uint64_t> entryOf(const SetInfo &set) const;
    void setTimes();
    std::optional<Way> cheapest(std::uint64_t scn) const;
    void offerLog(const SetInfo &log, std::uint64_t scn, std::optional<Way> &best) const;

    std::vector<SetInfo> m_sets;           // those that can be read, by their last states
    std::vector<const SetInfo *> m_logs;   // by fromScn
    std::vector<std::uint64_t> m_furthest; // the largest toScn of m_logs[0..i]
    std::vector<RestorableRange> m_ranges;
    std::map<std::uint64_t, Way> m_ways; // to the states that sets begin and end with
    std::map<std::uint64_t, Times> m_times;
};

} // namespace strandline::backup
