// What the shop does on any day: customers order, pay, sign up and write reviews (the web program); the
// office ships, restocks and sets prices. Every call is one commit. Belongs to one thread.
#pragma once

#include "engine/demo/client.h"
#include "engine/demo/random.h"

#include <cstdint>
#include <optional>

namespace strandline::demo {

class Trade
{
public:
    Trade(Client &web, Client &office, Random &random) : m_web(web), m_office(office), m_random(random) {}

    // One transaction of the web program; the order that is to be paid soon, if it was one.
    std::optional<std::int64_t> visit();
    void pay(std::int64_t order);
    // One transaction of the office.
    void officeWork();
    // The release of the working week: gift messages for orders, an index for reviews.
    void release();

private:
    std::int64_t placeOrder();
    std::int64_t addLines(std::int64_t order);
    std::optional<std::int64_t> redeemCoupon(std::int64_t order); // its percentage
    void signUp();
    void changeAddress();
    void review();
    void subscribe();

    bool ship();
    bool deliver();
    void restock();
    void changePrice();
    bool bookTransfer();
    void addProduct();
    bool issueCoupon();
    bool takeBack();

    std::int64_t someCustomer();
    bool hasColumn(Client &client, const char *table, const char *column);

    Client &m_web;
    Client &m_office;
    Random &m_random;
    bool m_giftMessages = false;
};

} // namespace strandline::demo
