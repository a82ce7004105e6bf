#include "engine/demo/load.h"

#include "engine/demo/schema.h"
#include "engine/demo/words.h"

#include <cctype>
#include <fmt/format.h>

namespace strandline::demo {

using namespace std::chrono_literals;
using sqlite::Null;
using sqlite::Value;

namespace {

constexpr std::int64_t HistoryDays = 730; // of trade before the opening
constexpr std::int64_t BatchRows = 2000;  // customers or orders in one commit

double euros(std::int64_t cents)
{
    return static_cast<double>(cents) / 100.0;
}

// Prices end as prices do: .95, .90, .50 or .00.
std::int64_t roundedPrice(std::int64_t cents)
{
    const std::int64_t whole = cents / 100 * 100;
    const std::int64_t rest = cents % 100;
    return rest < 25 && whole > 0 ? whole : whole + (rest < 60 ? 50 : rest < 85 ? 90 : 95);
}

void insert(sqlite::Statement &statement, std::initializer_list<Value> values)
{
    statement.reset();
    statement.bindAll(values);
    statement.step();
}

// Addresses hold ASCII letters only.
constexpr std::pair<std::string_view, char> PlainLetters[] = {
    {"á", 'a'}, {"ä", 'a'}, {"ã", 'a'}, {"Č", 'c'}, {"é", 'e'}, {"í", 'i'}, {"ı", 'i'}, {"ñ", 'n'},
    {"ń", 'n'}, {"ö", 'o'}, {"ó", 'o'}, {"ü", 'u'}, {"ř", 'r'}, {"š", 's'}, {"ś", 's'}, {"ž", 'z'}};

struct Product
{
    std::int64_t id;
    std::int64_t cents;
    int demand;
};

class Loader
{
public:
    Loader(Client &office, core::ManualClock &clock, Random &random, const ShopSize &size, core::Time opening)
        : m_office(office), m_clock(clock), m_random(random), m_size(size), m_opening(opening)
    {
    }
    void run(const core::JobContext &job);

private:
    void commit(const core::JobContext &job);
    void schema();
    void masterData();
    void products();
    void customers(std::int64_t first, std::int64_t last);
    std::vector<core::Time> orderTimes();
    void orders(const std::vector<core::Time> &times, std::int64_t first, std::int64_t last);
    const char *statusOf(core::Time ordered);
    std::int64_t lines(sqlite::Statement &statement, std::int64_t order, core::Time ordered);
    void coupons();
    void reviews();
    // When customer n signed up: a third of them before the first order, the rest evenly since.
    core::Time signedUp(std::int64_t n) const;

    Client &m_office;
    core::ManualClock &m_clock;
    Random &m_random;
    const ShopSize &m_size;
    core::Time m_opening;
    std::vector<Product> m_products;
    std::vector<std::size_t> m_shelf; // index into m_products, as often as it is in demand
    std::uint64_t m_commits = 0;
};

void Loader::run(const core::JobContext &job)
{
    m_office.begin();
    schema();
    commit(job);
    m_office.begin();
    masterData();
    commit(job);
    m_office.begin();
    products();
    commit(job);
    for (std::int64_t first = 1; first <= m_size.customers; first += BatchRows) {
        m_office.begin();
        customers(first, std::min(first + BatchRows - 1, m_size.customers));
        commit(job);
    }
    const std::vector<core::Time> times = orderTimes();
    for (std::int64_t first = 1; first <= m_size.orders; first += BatchRows) {
        m_office.begin();
        orders(times, first, std::min(first + BatchRows - 1, m_size.orders));
        commit(job);
    }
    m_office.begin();
    coupons();
    commit(job);
    m_office.begin();
    reviews();
    commit(job);
}

void Loader::commit(const core::JobContext &job)
{
    m_office.commit();
    job.report(++m_commits, 0, "commits");
    job.checkStop();
    m_clock.advance(std::chrono::microseconds(m_random.between(70'000'000, 340'000'000)));
}

void Loader::schema()
{
    m_office.connection().execute(ShopSchema);
}

void Loader::masterData()
{
    std::int64_t id = 0;
    std::vector<std::pair<std::string_view, std::int64_t>> parents;
    for (const Range &range : ranges()) {
        if (parents.empty() || parents.back().first != range.parent) {
            parents.emplace_back(range.parent, ++id);
            m_office.run("INSERT INTO categories VALUES(?,?,NULL)", {id, std::string(range.parent)});
        }
        m_office.run("INSERT INTO categories VALUES(?,?,?)",
                     {++id, std::string(range.category), parents.back().second});
    }
    std::int64_t supplier = 0;
    for (const Trader &trader : traders()) {
        ++supplier;
        m_office.run("INSERT INTO suppliers VALUES(?,?,?,?,?)",
                     {supplier, std::string(trader.name), std::string(trader.city),
                      std::string(trader.country), fmt::format("orders@supplier{}.example", supplier)});
    }
}

void Loader::products()
{
    sqlite::Statement statement = m_office.connection().prepare(
        "INSERT INTO products(id,sku,name,category_id,supplier_id,price,stock,updated_at) "
        "VALUES(?,?,?,(SELECT id FROM categories WHERE name=?),?,?,?,?)");
    const std::string added = stamp(m_opening - std::chrono::days(HistoryDays));
    std::int64_t id = 0;
    for (const Range &range : ranges()) {
        const std::int64_t home = m_random.between(1, static_cast<std::int64_t>(traders().size()));
        for (const std::string_view thing : range.things) {
            std::size_t style = static_cast<std::size_t>(m_random.below(8));
            for (int variant = 0; variant < 4; ++variant) {
                const std::int64_t supplier =
                    m_random.percent(80) ? home
                                         : m_random.between(1, static_cast<std::int64_t>(traders().size()));
                const std::int64_t cents = roundedPrice(m_random.between(range.centsMin, range.centsMax));
                ++id;
                insert(statement,
                       {id, fmt::format("{:c}{:c}-{:05}", range.parent[0], range.category[0], id * 7),
                        fmt::format("{} {}", styles()[style % styles().size()], thing),
                        std::string(range.category), supplier, euros(cents), m_random.between(15, 400),
                        added});
                m_products.push_back({id, cents, range.demand});
                m_shelf.insert(m_shelf.end(), static_cast<std::size_t>(range.demand), m_products.size() - 1);
                style += static_cast<std::size_t>(m_random.between(1, 5));
            }
        }
    }
}

core::Time Loader::signedUp(std::int64_t n) const
{
    const std::int64_t early = m_size.customers / 3;
    const std::int64_t historyMinutes = HistoryDays * 24 * 60;
    const std::int64_t minutes = n <= early
                                     ? -historyMinutes * (early - n + 1) / (early + 1)
                                     : historyMinutes * (n - early - 1) / (m_size.customers - early + 1);
    return m_opening - std::chrono::days(HistoryDays) + std::chrono::minutes(minutes);
}

void Loader::customers(std::int64_t first, std::int64_t last)
{
    sqlite::Statement statement =
        m_office.connection().prepare("INSERT INTO customers VALUES(?,?,?,?,?,?,?,?,?,?,?)");
    std::vector<int> weights;
    for (const Place &place : places()) {
        weights.push_back(place.weight);
    }
    for (std::int64_t id = first; id <= last; ++id) {
        const std::string firstName(m_random.pick(firstNames()));
        const std::string lastName(m_random.pick(lastNames()));
        const Place &place = places()[m_random.weighted(weights)];
        const std::int64_t phone = m_random.between(1000000, 9999999);
        const std::string_view street = m_random.pick(streets());
        const std::int64_t house = m_random.between(1, 140);
        insert(statement,
               {id, firstName, lastName, emailOf(firstName, lastName, id),
                m_random.percent(60) ? Value(fmt::format("+00 555 {}", phone)) : Value(Null{}),
                fmt::format("{} {}", street, house),
                fmt::format("{:05}", place.postcodeFirst + m_random.below(80)), std::string(place.city),
                std::string(place.country), std::int64_t{m_random.percent(45) ? 1 : 0}, stamp(signedUp(id))});
    }
}

// Trade grows over the two years, peaks before Christmas and dips in summer.
std::vector<core::Time> Loader::orderTimes()
{
    constexpr int MonthWeights[] = {80, 82, 95, 105, 108, 92, 78, 76, 94, 104, 138, 190};
    std::vector<int> dayWeights;
    const auto firstDay =
        std::chrono::floor<std::chrono::days>(m_opening) - std::chrono::days(HistoryDays - 1);
    for (std::int64_t d = 0; d < HistoryDays; ++d) {
        const auto day = firstDay + std::chrono::days(d);
        const std::chrono::year_month_day date(day);
        const unsigned weekday = std::chrono::weekday(day).c_encoding();
        const int week = weekday == 0 ? 120 : weekday == 6 ? 85 : 100; // people shop on Sundays
        dayWeights.push_back(MonthWeights[static_cast<unsigned>(date.month()) - 1] * week *
                             static_cast<int>(HistoryDays + d) / 1000);
    }
    std::vector<core::Time> times;
    for (std::int64_t i = 0; i < m_size.orders; ++i) {
        const auto d = static_cast<std::int64_t>(m_random.weighted(dayWeights));
        const auto hour = static_cast<std::int64_t>(pickHour(m_random, false));
        const core::Time time = firstDay + std::chrono::days(d) + std::chrono::hours(hour) +
                                std::chrono::seconds(m_random.below(3600));
        times.push_back(time < m_opening ? time : time - 12h); // the last day ends with the opening
    }
    std::sort(times.begin(), times.end());
    return times;
}

const char *Loader::statusOf(core::Time ordered)
{
    const auto age = m_opening - ordered;
    const std::int64_t luck = m_random.below(100);
    if (luck < 3) {
        return "cancelled";
    }
    if (age < 18h) {
        return luck < 15 ? "new" : "paid";
    }
    if (age < 72h) {
        return luck < 25 ? "paid" : "shipped";
    }
    return luck < 5 ? "returned" : "delivered";
}

// The lines of one order; returns its total in cents.
std::int64_t Loader::lines(sqlite::Statement &statement, std::int64_t order, core::Time ordered)
{
    constexpr int CountWeights[] = {26, 27, 20, 13, 8, 4, 2};
    const auto count = static_cast<std::int64_t>(m_random.weighted(CountWeights)) + 1;
    // Prices rose by about a tenth in two years.
    const std::int64_t age = std::chrono::duration_cast<std::chrono::days>(m_opening - ordered).count();
    std::int64_t total = 0;
    for (std::int64_t line = 1; line <= count; ++line) {
        const Product &product = m_products[m_random.pick(std::span<const std::size_t>(m_shelf))];
        const std::int64_t quantity = m_random.percent(76) ? 1 : m_random.between(2, 6);
        const std::int64_t cents =
            age < 60 ? product.cents
                     : roundedPrice(product.cents * (HistoryDays * 10 - age) / (HistoryDays * 10));
        insert(statement, {order, line, product.id, quantity, euros(cents)});
        total += quantity * cents;
    }
    return total;
}

void Loader::orders(const std::vector<core::Time> &times, std::int64_t first, std::int64_t last)
{
    constexpr const char *Methods[] = {"card", "card", "card", "paypal", "paypal", "invoice", "transfer"};
    sqlite::Connection &db = m_office.connection();
    sqlite::Statement order = db.prepare("INSERT INTO orders VALUES(?,?,?,?,?,NULL,0)");
    sqlite::Statement total = db.prepare("UPDATE orders SET total=? WHERE id=?");
    sqlite::Statement line = db.prepare("INSERT INTO order_lines VALUES(?,?,?,?,?)");
    sqlite::Statement payment =
        db.prepare("INSERT INTO payments(order_id,paid_at,method,amount) VALUES(?,?,?,?)");
    const std::int64_t early = m_size.customers / 3;
    for (std::int64_t id = first; id <= last; ++id) {
        const core::Time ordered = times[static_cast<std::size_t>(id - 1)];
        const std::string status = statusOf(ordered);
        const auto age = m_opening - ordered;
        const auto known = early + (m_size.customers - early) * (std::chrono::days(HistoryDays) - age) /
                                       std::chrono::days(HistoryDays);
        const bool sent = status == "shipped" || status == "delivered" || status == "returned";
        const core::Time shipped = ordered + std::chrono::minutes(m_random.between(300, 2600));
        insert(order, {id, m_random.between(1, std::clamp<std::int64_t>(known, 1, m_size.customers)), status,
                       stamp(ordered), sent ? Value(stamp(std::min(shipped, m_opening))) : Value(Null{})});
        const std::int64_t cents = lines(line, id, ordered);
        insert(total, {euros(cents), id});
        if (status != "new" && (status != "cancelled" || m_random.percent(40))) {
            const core::Time paid = ordered + std::chrono::seconds(m_random.between(40, 900));
            insert(payment, {id, stamp(paid), std::string(m_random.pick(Methods)), euros(cents)});
        }
    }
}

void Loader::coupons()
{
    constexpr const char *Seasons[] = {"SPRING",  "SUMMER",  "AUTUMN", "ADVENT",
                                       "WELCOME", "FRIENDS", "THANKS"};
    constexpr int Percents[] = {5, 10, 10, 15, 20, 25};
    sqlite::Statement statement = m_office.connection().prepare("INSERT INTO coupons VALUES(?,?,?,?)");
    for (std::int64_t i = 0; i < m_size.coupons; ++i) {
        const int percent = m_random.pick(Percents);
        insert(statement, {fmt::format("{}{}-{:04}", m_random.pick(Seasons), percent, 1000 + i * 13 % 9000),
                           std::int64_t{percent},
                           stamp(m_opening + std::chrono::days(m_random.between(5, 120))).substr(0, 10),
                           m_random.percent(30) ? m_random.between(1, 9) : std::int64_t{0}});
    }
}

void Loader::reviews()
{
    constexpr int StarWeights[] = {5, 7, 14, 32, 42};
    sqlite::Statement statement = m_office.connection().prepare(
        "INSERT INTO reviews(product_id,customer_id,stars,text,written_at) VALUES(?,?,?,?,?)");
    for (std::int64_t i = 0; i < m_size.reviews; ++i) {
        const int stars = static_cast<int>(m_random.weighted(StarWeights)) + 1;
        const Product &product = m_products[m_random.pick(std::span<const std::size_t>(m_shelf))];
        const core::Time written =
            m_opening -
            std::chrono::minutes(HistoryDays * 24 * 60 * (m_size.reviews - i) / (m_size.reviews + 1));
        insert(statement,
               {product.id, m_random.between(1, m_size.customers / 3), std::int64_t{stars},
                m_random.percent(70) ? Value(std::string(m_random.pick(opinions(stars)))) : Value(Null{}),
                stamp(written)});
    }
}

} // namespace

ShopSize shopSize(double scale)
{
    const auto part = [scale](std::int64_t full, std::int64_t atLeast) {
        return std::max(static_cast<std::int64_t>(static_cast<double>(full) * scale), atLeast);
    };
    return {part(6000, 120), part(30000, 900), part(300, 40), part(4000, 60), part(2000, 120)};
}

std::size_t pickHour(Random &random, bool weekend)
{
    // People order in the evening; the office works from eight to six.
    constexpr int Workday[] = {4,  2,  1,  1,  1,  2,  8,  22, 58, 80, 86, 82,
                               60, 76, 84, 80, 76, 64, 50, 52, 58, 44, 24, 10};
    constexpr int Weekend[] = {6,  3,  2,  1,  1,  1,  3,  8,  16, 28, 38, 42,
                               40, 40, 42, 44, 46, 48, 52, 58, 60, 48, 28, 12};
    return weekend ? random.weighted(Weekend) : random.weighted(Workday);
}

void loadShop(Client &office, core::ManualClock &clock, Random &random, const ShopSize &size,
              core::Time opening, const core::JobContext &job)
{
    Loader(office, clock, random, size, opening).run(job);
}

std::string emailOf(std::string_view first, std::string_view last, std::int64_t number)
{
    std::string name;
    const auto append = [&name](std::string_view part) {
        while (!part.empty()) {
            const auto *letter = std::find_if(std::begin(PlainLetters), std::end(PlainLetters),
                                              [part](const auto &l) { return part.starts_with(l.first); });
            const bool plain = letter == std::end(PlainLetters);
            const char c = plain ? part.front() : letter->second;
            if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
                name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            }
            part.remove_prefix(plain ? 1 : letter->first.size());
        }
    };
    append(first);
    name += '.';
    append(last);
    return fmt::format("{}{}@example.org", name, number);
}

} // namespace strandline::demo
