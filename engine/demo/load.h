// The shop's first evening: the schema, and two years of trade brought over from the old system in a few
// large commits.
#pragma once

#include "engine/core/job.h"
#include "engine/demo/client.h"
#include "engine/demo/random.h"

#include <cstdint>

namespace strandline::demo {

struct ShopSize // in rows; events in transactions of the working week
{
    std::int64_t customers = 0;
    std::int64_t orders = 0;
    std::int64_t coupons = 0;
    std::int64_t reviews = 0;
    std::int64_t events = 0;
};

// scale: 0 < scale <= 1. Small shops keep enough rows for every mishap.
ShopSize shopSize(double scale);

// A shop's day, hour by hour: how much happens, relatively.
std::size_t pickHour(Random &random, bool weekend);

// Runs on `office` with its clock moving on; the trade is dated before `opening`. Throws Cancelled.
void loadShop(Client &office, core::ManualClock &clock, Random &random, const ShopSize &size,
              core::Time opening, const core::JobContext &job);

// "anna.mueller@example.org" of a name; number makes it unique.
std::string emailOf(std::string_view first, std::string_view last, std::int64_t number);

} // namespace strandline::demo
