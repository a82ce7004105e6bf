#include "engine/demo/week.h"

namespace strandline::demo {

using namespace std::chrono_literals;

Week::Week(Client &web, Client &office, core::ManualClock &clock, Random &random, core::Time monday)
    : m_clock(clock), m_random(random), m_monday(monday), m_trade(web, office, random),
      m_mishaps(office, clock)
{
}

void Week::run(std::int64_t events, const core::JobContext &job)
{
    planDays(events);
    planMishaps();
    std::uint64_t done = 0;
    while (!m_agenda.empty()) {
        job.checkStop();
        const auto next = m_agenda.extract(m_agenda.begin());
        play(next.key(), next.mapped());
        if (++done % 16 == 0) {
            job.report(done, done + m_agenda.size(), "commits");
        }
    }
}

void Week::planDays(std::int64_t events)
{
    constexpr int DayWeights[] = {17, 16, 15, 16, 15, 10, 11}; // Monday first
    for (std::int64_t i = 0; i < events; ++i) {
        const auto day = static_cast<std::int64_t>(m_random.weighted(DayWeights));
        const auto hour = static_cast<std::int64_t>(pickHour(m_random, day >= 5));
        const core::Time time = m_monday + std::chrono::days(day) + std::chrono::hours(hour) +
                                std::chrono::microseconds(m_random.below(3'600'000'000));
        const bool officeOpen = day < 5 ? hour >= 8 && hour < 18 : day == 5 && hour >= 9 && hour < 14;
        m_agenda.emplace(time, Entry{officeOpen && m_random.percent(46) ? Kind::OfficeWork : Kind::Visit});
    }
}

void Week::planMishaps()
{
    const auto at = [this](int day, std::chrono::seconds time, Kind kind) {
        m_agenda.emplace(m_monday + std::chrono::days(day) + time, Entry{kind});
    };
    at(1, 14h + 23min + 8s, Kind::MoveEverybody);
    at(1, 15h + 51min + 40s, Kind::RetypeAddresses);
    at(2, 2h + 10min, Kind::ImportPrices);
    at(2, 9h + 41min + 17s, Kind::RepairPrices);
    at(2, 22h + 5min, Kind::Release);
    at(3, 16h + 47min + 2s, Kind::DeleteOrders);
    at(4, 18h + 5min + 33s, Kind::DropCoupons);
    at(5, 9h + 12min + 25s, Kind::RecreateCoupons);
}

void Week::play(core::Time time, const Entry &entry)
{
    m_clock.set(time);
    switch (entry.kind) {
    case Kind::Visit:
        // Most pay at once; the others by transfer, which the office books.
        if (const auto order = m_trade.visit(); order && m_random.percent(82)) {
            m_agenda.emplace(time + std::chrono::microseconds(m_random.between(25'000'000, 240'000'000)),
                             Entry{Kind::Pay, *order});
        }
        break;
    case Kind::OfficeWork:
        m_trade.officeWork();
        break;
    case Kind::Pay:
        m_trade.pay(entry.order);
        break;
    case Kind::Release:
        m_trade.release();
        break;
    case Kind::MoveEverybody:
        m_mishaps.moveEverybody();
        break;
    case Kind::RetypeAddresses:
        m_mishaps.retypeAddresses();
        break;
    case Kind::ImportPrices:
        m_mishaps.importPrices();
        break;
    case Kind::RepairPrices:
        m_mishaps.repairPrices();
        break;
    case Kind::DeleteOrders:
        m_mishaps.deleteOrders();
        break;
    case Kind::DropCoupons:
        m_mishaps.dropCoupons();
        break;
    case Kind::RecreateCoupons:
        m_mishaps.recreateCoupons();
        break;
    }
}

} // namespace strandline::demo
