#include "engine/demo/mishaps.h"

#include <fmt/format.h>

namespace strandline::demo {

// rest: what follows AS OF SCN n.
void Mishaps::plant(core::Scn scn, const char *kind, std::string what, const char *table, const char *columns,
                    const char *rest)
{
    PlantedMishap mishap;
    mishap.kind = kind;
    mishap.what = std::move(what);
    mishap.table = table;
    mishap.scn = scn;
    mishap.before = core::Scn{scn.value - 1}; // the shop's commits are SCNs one by one
    mishap.time = m_clock.now();
    mishap.recover =
        fmt::format("SELECT {} FROM {} AS OF SCN {} {}", columns, table, mishap.before.value, rest);
    m_planted.push_back(std::move(mishap));
}

void Mishaps::moveEverybody()
{
    m_labels = m_office.rows("SELECT id, street, postcode, city, country FROM customers WHERE id IN "
                             "(SELECT customer_id FROM orders WHERE status IN ('new','paid')) ORDER BY id");
    m_office.begin();
    const std::int64_t changed = m_office.run(
        "UPDATE customers SET street='Harbour Street 12', postcode='20095', city='Hamburg', country='DE'");
    plant(m_office.commit(), "update-without-where",
          fmt::format("The office entered a customer's new address and forgot the WHERE: all {} customers "
                      "moved to Harbour Street 12 in Hamburg.",
                      changed),
          "customers", "id, first_name, last_name, street, postcode, city, country", "ORDER BY id");
}

void Mishaps::retypeAddresses()
{
    m_office.begin();
    for (const Client::Row &label : m_labels) {
        m_office.run("UPDATE customers SET street=?, postcode=?, city=?, country=? WHERE id=?",
                     {label[1], label[2], label[3], label[4], label[0]});
    }
    m_office.commit();
}

void Mishaps::importPrices()
{
    m_office.begin();
    const auto suppliers = m_office.rows(
        "SELECT supplier_id FROM products GROUP BY supplier_id ORDER BY count(*) DESC, supplier_id LIMIT 3");
    std::int64_t changed = 0;
    for (const Client::Row &supplier : suppliers) {
        changed +=
            m_office.run("UPDATE products SET price=round(price*102), updated_at=? WHERE supplier_id=?",
                         {m_office.now(), supplier[0]});
    }
    plant(m_office.commit(), "bad-import",
          fmt::format("The nightly import read the price lists of three suppliers, which are in cents, as "
                      "euros: {} products cost a hundred times too much until the morning, and cheap ones "
                      "for longer.",
                      changed),
          "products", "id, sku, name, supplier_id, price", "ORDER BY id");
}

void Mishaps::repairPrices()
{
    m_office.begin();
    m_office.run("UPDATE products SET price=round(price/100.0, 2), updated_at=? WHERE price > 1000",
                 {m_office.now()});
    m_office.commit();
}

void Mishaps::deleteOrders()
{
    m_office.begin();
    const std::int64_t deleted = m_office.run("DELETE FROM orders WHERE status='cancelled' OR (ordered_at >= "
                                              "'2026-10-01' AND ordered_at < '2026-11-01')");
    plant(m_office.commit(), "wrong-delete",
          fmt::format("A clean-up of October's cancelled orders was written with OR for AND: {} orders are "
                      "gone, with their lines and payments.",
                      deleted),
          "orders", "*", "WHERE id NOT IN (SELECT id FROM orders) ORDER BY id");
}

void Mishaps::dropCoupons()
{
    m_office.begin();
    m_office.run("DROP TABLE coupons");
    m_office.run("PRAGMA user_version = 8");
    plant(m_office.commit(), "dropped-table",
          "A migration script meant for the test system was run on the shop: the table coupons was dropped.",
          "coupons", "*", "ORDER BY code");
}

void Mishaps::recreateCoupons()
{
    m_office.begin();
    m_office.run("CREATE TABLE coupons(code TEXT PRIMARY KEY, percent INTEGER NOT NULL, valid_until TEXT NOT "
                 "NULL, note TEXT)");
    m_office.run("INSERT INTO coupons VALUES('ADVENT10-2026',10,'2026-12-24','from the newsletter'),"
                 "('WELCOME5-2026',5,'2026-12-31','from the newsletter'),"
                 "('FRIENDS15-2026',15,'2027-01-31','from the newsletter')");
    m_office.commit();
}

} // namespace strandline::demo
