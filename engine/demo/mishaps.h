// What goes wrong in the shop's week, and how it is half repaired. Every call is one commit by the office.
// Belongs to one thread.
#pragma once

#include "engine/demo/client.h"
#include "engine/demo/demo.h"

#include <vector>

namespace strandline::demo {

class Mishaps
{
public:
    Mishaps(Client &office, const core::Clock &clock) : m_office(office), m_clock(clock) {}

    // One customer moves to Hamburg, but the UPDATE has no WHERE.
    void moveEverybody();
    // The addresses of the open orders are typed in again from the parcel labels; the others stay wrong.
    void retypeAddresses();
    // A price list in cents is read as euros.
    void importPrices();
    // Prices that nobody could mean are divided by 100; those of cheap goods stay wrong.
    void repairPrices();
    // Cancelled orders of a month were to go; with OR for AND all cancelled ones and the whole month go.
    void deleteOrders();
    // A migration meant for the test system.
    void dropCoupons();
    // The table comes back with what the newsletter tells, and another shape.
    void recreateCoupons();

    const std::vector<PlantedMishap> &planted() const { return m_planted; }

private:
    void plant(core::Scn scn, const char *kind, std::string what, const char *table, const char *columns,
               const char *rest);

    Client &m_office;
    const core::Clock &m_clock;
    std::vector<Client::Row> m_labels; // id, street, postcode, city, country of the open orders' customers
    std::vector<PlantedMishap> m_planted;
};

} // namespace strandline::demo
