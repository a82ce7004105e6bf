// The shop's working week: an agenda of visits, office work, mishaps and repairs in the order of their times,
// played by two programs. Belongs to one thread.
#pragma once

#include "engine/demo/load.h"
#include "engine/demo/mishaps.h"
#include "engine/demo/trade.h"

#include <map>

namespace strandline::demo {

class Week
{
public:
    // monday: 00:00 UTC of the first day.
    Week(Client &web, Client &office, core::ManualClock &clock, Random &random, core::Time monday);

    // About `events` transactions and the payments that follow from them. Throws Cancelled.
    void run(std::int64_t events, const core::JobContext &job);
    const std::vector<PlantedMishap> &planted() const { return m_mishaps.planted(); }

private:
    enum class Kind
    {
        Visit,
        OfficeWork,
        Pay,
        Release,
        MoveEverybody,
        RetypeAddresses,
        ImportPrices,
        RepairPrices,
        DeleteOrders,
        DropCoupons,
        RecreateCoupons
    };
    struct Entry
    {
        Kind kind;
        std::int64_t order = 0;
    };

    void planDays(std::int64_t events);
    void planMishaps();
    void play(core::Time time, const Entry &entry);

    core::ManualClock &m_clock;
    Random &m_random;
    core::Time m_monday;
    Trade m_trade;
    Mishaps m_mishaps;
    std::multimap<core::Time, Entry> m_agenda; // of equal times, what was planned first comes first
};

} // namespace strandline::demo
