#include "engine/demo/trade.h"

#include "engine/demo/load.h"
#include "engine/demo/words.h"

#include <cmath>
#include <fmt/format.h>

namespace strandline::demo {

using sqlite::Null;
using sqlite::Value;

namespace {

std::int64_t cents(const Value &price)
{
    const auto *real = std::get_if<double>(&price);
    return real != nullptr ? std::llround(*real * 100) : asInteger(price) * 100;
}

double euros(std::int64_t amount)
{
    return static_cast<double>(amount) / 100.0;
}

} // namespace

std::optional<std::int64_t> Trade::visit()
{
    constexpr int Weights[] = {46, 12, 10, 20, 12};
    switch (m_random.weighted(Weights)) {
    case 0:
        return placeOrder();
    case 1:
        signUp();
        break;
    case 2:
        changeAddress();
        break;
    case 3:
        review();
        break;
    default:
        subscribe();
        break;
    }
    return std::nullopt;
}

std::int64_t Trade::someCustomer()
{
    const std::int64_t count = m_web.integer("SELECT max(id) FROM customers");
    // New customers come more often than old ones.
    const std::int64_t first = m_random.between(1, count);
    return std::max(first, m_random.between(1, count));
}

bool Trade::hasColumn(Client &client, const char *table, const char *column)
{
    return client.integer("SELECT count(*) FROM pragma_table_info(?) WHERE name=?",
                          {std::string(table), std::string(column)}) > 0;
}

std::int64_t Trade::placeOrder()
{
    constexpr const char *Gifts[] = {"Happy birthday, with love from all of us!", "For your new home.",
                                     "Thank you for everything.", "See you at Christmas!"};
    const std::int64_t customer = someCustomer();
    m_web.begin();
    m_web.run("INSERT INTO orders(customer_id,status,ordered_at,total) VALUES(?,'new',?,0)",
              {customer, m_web.now()});
    const std::int64_t order = m_web.lastId();
    std::int64_t total = addLines(order);
    if (m_random.percent(6)) {
        total = total * (100 - redeemCoupon(order).value_or(0)) / 100;
    }
    m_web.run("UPDATE orders SET total=? WHERE id=?", {euros(total), order});
    if (m_giftMessages && m_random.percent(5)) {
        m_web.run("UPDATE orders SET gift_message=? WHERE id=?", {std::string(m_random.pick(Gifts)), order});
    }
    m_web.commit();
    return order;
}

std::int64_t Trade::addLines(std::int64_t order)
{
    constexpr int CountWeights[] = {26, 27, 20, 13, 8, 4, 2};
    const auto count = static_cast<std::int64_t>(m_random.weighted(CountWeights)) + 1;
    const std::int64_t products = m_web.integer("SELECT max(id) FROM products");
    std::int64_t total = 0;
    for (std::int64_t line = 1; line <= count; ++line) {
        const auto found =
            m_web.rows("SELECT id, price FROM products WHERE id >= ? AND active ORDER BY id LIMIT 1",
                       {m_random.between(1, products)});
        if (found.empty()) {
            continue;
        }
        const std::int64_t quantity = m_random.percent(76) ? 1 : m_random.between(2, 6);
        const std::int64_t price = cents(found[0][1]);
        m_web.run("INSERT INTO order_lines VALUES(?,?,?,?,?)",
                  {order, line, found[0][0], quantity, euros(price)});
        m_web.run("UPDATE products SET stock=max(stock-?,0) WHERE id=?", {quantity, found[0][0]});
        total += quantity * price;
    }
    return total;
}

std::optional<std::int64_t> Trade::redeemCoupon(std::int64_t order)
{
    // Between the dropped table and its successor the shop takes no coupons.
    if (!hasColumn(m_web, "coupons", "used")) {
        return std::nullopt;
    }
    const auto found =
        m_web.rows("SELECT code, percent FROM coupons WHERE valid_until >= ? ORDER BY code LIMIT 1 OFFSET ?",
                   {m_web.now(), m_random.below(40)});
    if (found.empty()) {
        return std::nullopt;
    }
    m_web.run("UPDATE coupons SET used=used+1 WHERE code=?", {found[0][0]});
    m_web.run("UPDATE orders SET coupon=? WHERE id=?", {found[0][0], order});
    return asInteger(found[0][1]);
}

void Trade::pay(std::int64_t order)
{
    constexpr const char *Methods[] = {"card", "card", "card", "paypal", "paypal"};
    const std::string method = m_random.pick(Methods);
    m_web.begin();
    m_web.run(
        "INSERT INTO payments(order_id,paid_at,method,amount) SELECT id,?,?,total FROM orders WHERE id=?",
        {m_web.now(), method, order});
    m_web.run("UPDATE orders SET status='paid' WHERE id=? AND status='new'", {order});
    m_web.commit();
}

void Trade::signUp()
{
    const std::int64_t id = m_web.integer("SELECT max(id) FROM customers") + 1;
    const std::string first(m_random.pick(firstNames()));
    const std::string last(m_random.pick(lastNames()));
    const Place &place = m_random.pick(places());
    const std::string_view street = m_random.pick(streets());
    const std::int64_t house = m_random.between(1, 140);
    m_web.begin();
    m_web.run("INSERT INTO customers(id,first_name,last_name,email,street,postcode,city,country,newsletter,"
              "created_at) VALUES(?,?,?,?,?,?,?,?,?,?)",
              {id, first, last, emailOf(first, last, id), fmt::format("{} {}", street, house),
               fmt::format("{:05}", place.postcodeFirst + m_random.below(80)), std::string(place.city),
               std::string(place.country), std::int64_t{m_random.percent(50) ? 1 : 0}, m_web.now()});
    m_web.commit();
}

void Trade::changeAddress()
{
    const Place &place = m_random.pick(places());
    const std::string_view street = m_random.pick(streets());
    const std::int64_t house = m_random.between(1, 140);
    const std::string postcode = fmt::format("{:05}", place.postcodeFirst + m_random.below(80));
    const std::int64_t customer = someCustomer();
    m_web.begin();
    m_web.run("UPDATE customers SET street=?, postcode=?, city=?, country=? WHERE id=?",
              {fmt::format("{} {}", street, house), postcode, std::string(place.city),
               std::string(place.country), customer});
    m_web.commit();
}

void Trade::review()
{
    constexpr int StarWeights[] = {5, 7, 14, 32, 42};
    const int stars = static_cast<int>(m_random.weighted(StarWeights)) + 1;
    const std::int64_t product = m_random.between(1, m_web.integer("SELECT max(id) FROM products"));
    const std::int64_t customer = someCustomer();
    const std::string text = m_random.percent(70) ? std::string(m_random.pick(opinions(stars))) : "";
    m_web.begin();
    m_web.run(
        "INSERT INTO reviews(product_id,customer_id,stars,text,written_at) VALUES(?,?,?,nullif(?,''),?)",
        {product, customer, std::int64_t{stars}, text, m_web.now()});
    m_web.commit();
}

void Trade::subscribe()
{
    const std::int64_t customer = someCustomer();
    m_web.begin();
    m_web.run("UPDATE customers SET newsletter=1-newsletter WHERE id=?", {customer});
    m_web.commit();
}

void Trade::officeWork()
{
    constexpr int Weights[] = {42, 18, 12, 10, 8, 3, 4, 6};
    bool done = true;
    switch (m_random.weighted(Weights)) {
    case 0:
        done = ship();
        break;
    case 1:
        done = deliver();
        break;
    case 2:
        restock();
        break;
    case 3:
        changePrice();
        break;
    case 4:
        done = bookTransfer();
        break;
    case 5:
        addProduct();
        break;
    case 6:
        done = issueCoupon();
        break;
    default:
        done = takeBack();
        break;
    }
    if (!done) {
        restock();
    }
}

bool Trade::ship()
{
    const auto open = m_office.rows("SELECT id FROM orders WHERE status='paid' ORDER BY id LIMIT ?",
                                    {m_random.between(1, 6)});
    if (open.empty()) {
        return false;
    }
    m_office.begin();
    for (const Client::Row &row : open) {
        m_office.run("UPDATE orders SET status='shipped', shipped_at=? WHERE id=?", {m_office.now(), row[0]});
    }
    m_office.commit();
    return true;
}

bool Trade::deliver()
{
    const auto sent = m_office.rows(
        "SELECT id FROM orders WHERE status='shipped' AND shipped_at < datetime(?,'-20 hours') ORDER BY id "
        "LIMIT ?",
        {m_office.now(), m_random.between(3, 14)});
    if (sent.empty()) {
        return false;
    }
    m_office.begin();
    for (const Client::Row &row : sent) {
        m_office.run("UPDATE orders SET status='delivered' WHERE id=?", {row[0]});
    }
    m_office.commit();
    return true;
}

void Trade::restock()
{
    const std::int64_t supplier = m_random.between(1, static_cast<std::int64_t>(traders().size()));
    const std::int64_t pieces = m_random.between(10, 60);
    m_office.begin();
    const std::int64_t changed = m_office.run(
        "UPDATE products SET stock=stock+? WHERE id IN "
        "(SELECT id FROM products WHERE supplier_id=? AND stock < 120 ORDER BY stock, id LIMIT 5)",
        {pieces, supplier});
    if (changed == 0) {
        m_office.run("UPDATE products SET stock=stock+? WHERE id=(SELECT id FROM products ORDER BY stock, id "
                     "LIMIT 1)",
                     {pieces});
    }
    m_office.commit();
}

void Trade::changePrice()
{
    const std::int64_t product = m_random.between(1, m_office.integer("SELECT max(id) FROM products"));
    constexpr int Percents[] = {90, 95, 97, 102, 103, 105, 108, 110};
    const int percent = m_random.pick(Percents);
    m_office.begin();
    m_office.run("UPDATE products SET price=round(price*?/100.0+0.005, 2), updated_at=? WHERE id=?",
                 {std::int64_t{percent}, m_office.now(), product});
    m_office.commit();
}

bool Trade::bookTransfer()
{
    const auto open = m_office.rows("SELECT id FROM orders WHERE status='new' AND ordered_at < "
                                    "datetime(?,'-6 hours') ORDER BY id LIMIT ?",
                                    {m_office.now(), m_random.between(1, 5)});
    if (open.empty()) {
        return false;
    }
    m_office.begin();
    for (const Client::Row &row : open) {
        m_office.run("INSERT INTO payments(order_id,paid_at,method,amount) "
                     "SELECT id,?,'transfer',total FROM orders WHERE id=?",
                     {m_office.now(), row[0]});
        m_office.run("UPDATE orders SET status='paid' WHERE id=?", {row[0]});
    }
    m_office.commit();
    return true;
}

void Trade::addProduct()
{
    const Range &range = m_random.pick(ranges());
    const std::string_view style = m_random.pick(styles());
    const std::string_view thing = m_random.pick(range.things);
    const std::int64_t supplier = m_random.between(1, static_cast<std::int64_t>(traders().size()));
    const std::int64_t price = m_random.between(range.centsMin, range.centsMax) / 50 * 50 + 45;
    m_office.begin();
    const std::int64_t id = m_office.integer("SELECT max(id) FROM products") + 1;
    m_office.run("INSERT INTO products(id,sku,name,category_id,supplier_id,price,stock,updated_at) "
                 "VALUES(?,?,?,(SELECT id FROM categories WHERE name=?),?,?,?,?)",
                 {id, fmt::format("{:c}{:c}-{:05}", range.parent[0], range.category[0], id * 7),
                  fmt::format("{} {}", style, thing), std::string(range.category), supplier, euros(price),
                  m_random.between(20, 80), m_office.now()});
    m_office.commit();
}

bool Trade::issueCoupon()
{
    if (!hasColumn(m_office, "coupons", "used")) {
        return false;
    }
    const std::int64_t number = m_random.below(100000);
    m_office.begin();
    m_office.run("INSERT OR REPLACE INTO coupons(code,percent,valid_until) VALUES(?,?,date(?,'+60 days'))",
                 {fmt::format("SORRY10-{:05}", number), std::int64_t{10}, m_office.now()});
    m_office.commit();
    return true;
}

bool Trade::takeBack()
{
    const auto sent = m_office.rows("SELECT id FROM orders WHERE status='delivered' AND ordered_at > "
                                    "datetime(?,'-14 days') ORDER BY id LIMIT 1 OFFSET ?",
                                    {m_office.now(), m_random.below(60)});
    if (sent.empty()) {
        return false;
    }
    m_office.begin();
    m_office.run(
        "UPDATE products SET stock=stock+(SELECT sum(quantity) FROM order_lines l WHERE l.order_id=? "
        "AND l.product_id=products.id) "
        "WHERE id IN (SELECT product_id FROM order_lines WHERE order_id=?)",
        {sent[0][0], sent[0][0]});
    m_office.run("UPDATE orders SET status='returned' WHERE id=?", {sent[0][0]});
    m_office.commit();
    return true;
}

void Trade::release()
{
    m_office.begin();
    m_office.run("ALTER TABLE orders ADD COLUMN gift_message TEXT");
    m_office.run("CREATE INDEX reviews_customer ON reviews(customer_id)");
    m_office.commit();
    m_giftMessages = true;
}

} // namespace strandline::demo
