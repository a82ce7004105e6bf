#include "engine/demo/workload.h"

#include "engine/demo/client.h"
#include "engine/demo/random.h"
#include "engine/monitor/metric_recorder.h"
#include "engine/monitor/monitor.h"

#include <future>
#include <thread>

namespace strandline::demo {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

// What every program of the shop shares while it runs.
struct Floor
{
    std::string database;
    std::shared_ptr<monitor::Monitor> monitor;
    std::int64_t products = 0;
    std::int64_t customers = 0;
    std::int64_t categories = 0;
    std::atomic<bool> closed = false;
};

void sleepFor(std::int64_t ms)
{
    std::this_thread::sleep_for(milliseconds(ms));
}

void browse(Client &client, Random &random, const Floor &floor)
{
    client.rows("SELECT id, name, price FROM products WHERE category_id = ?1 AND active = 1 ORDER BY price",
                {1 + random.below(floor.categories)});
    client.rows("SELECT p.name, avg(r.stars), count(*) FROM reviews r JOIN products p ON p.id = r.product_id "
                "WHERE p.id = ?1 GROUP BY p.id",
                {1 + random.below(floor.products)});
    sleepFor(2);
}

// No index helps it.
void search(Client &client, Random &random, const Floor & /*floor*/)
{
    static constexpr const char *parts[] = {"lamp", "oak", "red", "set", "wool", "steel"};
    client.rows("SELECT id, name, price FROM products WHERE name LIKE ?1 ORDER BY name LIMIT 20",
                {std::string("%") + random.pick(parts) + "%"});
    client.rows("SELECT id, first_name, last_name FROM customers WHERE email LIKE ?1",
                {"%" + std::to_string(random.below(100)) + "@%"});
    sleepFor(random.between(0, 2));
}

void lookAtOrders(Client &client, Random &random, const Floor &floor)
{
    client.rows("SELECT o.id, o.status, o.total, sum(l.quantity) FROM orders o JOIN order_lines l "
                "ON l.order_id = o.id WHERE o.customer_id = ?1 GROUP BY o.id ORDER BY o.ordered_at DESC",
                {1 + random.below(floor.customers)});
    sleepFor(3);
}

void report(Client &client, Random & /*random*/, const Floor & /*floor*/)
{
    client.rows(
        "SELECT c.name, count(DISTINCT l.order_id) AS orders, sum(l.quantity * l.unit_price) AS turnover "
        "FROM order_lines l JOIN products p ON p.id = l.product_id "
        "JOIN categories c ON c.id = p.category_id GROUP BY c.id ORDER BY turnover DESC");
    sleepFor(15);
}

// More than its memory holds: it sorts in files.
void exportLines(Client &client, Random & /*random*/, const Floor & /*floor*/)
{
    client.run("PRAGMA cache_size = 50");
    client.rows("SELECT order_id, product_id, quantity * unit_price AS amount FROM order_lines "
                "ORDER BY amount DESC, order_id");
    sleepFor(120);
}

// The payment is refused in the end.
void checkOut(Client &client, Random &random, const Floor &floor)
{
    client.begin();
    client.run("UPDATE products SET stock = stock - 1 WHERE id = ?1", {1 + random.below(floor.products)});
    sleepFor(random.between(80, 250));
    client.rollback();
    sleepFor(random.between(150, 400));
}

// The office tries what a change would come to.
void tryPrices(Client &client, Random &random, const Floor &floor)
{
    client.begin();
    client.run("UPDATE products SET price = round(price * 1.04, 2) WHERE category_id = ?1",
               {1 + random.below(floor.categories)});
    client.rollback();
    sleepFor(random.between(60, 160));
}

using Turn = void (*)(Client &, Random &, const Floor &);

struct Program
{
    const char *module;
    const char *action;
    Turn turn;
};

constexpr Program programs[] = {
    {"shop", "catalogue", browse},      {"shop", "search", search},      {"shop", "orders", lookAtOrders},
    {"shop", "checkout", checkOut},     {"shop", "checkout", checkOut},  {"reports", "turnover", report},
    {"warehouse", "list", exportLines}, {"office", "prices", tryPrices},
};

void work(const Program &program, const Floor &floor, std::uint64_t seed)
{
    const core::SystemClock clock;
    const auto committed = []() -> core::Scn { return {}; }; // nothing is
    Client client(floor.database, clock, committed,
                  floor.monitor->beginSession({.module = program.module, .action = program.action}));
    Random random(seed);
    while (!floor.closed) {
        program.turn(client, random, floor);
    }
}

void countShop(Floor &floor)
{
    const core::SystemClock clock;
    Client client(floor.database, clock, {});
    floor.products = client.integer("SELECT max(id) FROM products");
    floor.customers = client.integer("SELECT max(id) FROM customers");
    floor.categories = client.integer("SELECT max(id) FROM categories");
}

} // namespace

void runWorkload(const timeline::Location &location, milliseconds length, std::uint64_t seed,
                 const core::JobContext &job)
{
    const core::SystemClock clock;
    Floor floor;
    floor.database = location.database;
    countShop(floor);
    floor.monitor = monitor::Monitor::open(location, {.sampleEvery = 100ms, .keep = true}, clock);
    const monitor::MetricRecorder metrics(
        location, [&floor] { return floor.monitor->heldBoard(); },
        [history = timeline::History::open(location)] { return history; }, clock);
    std::vector<std::future<void>> running;
    struct Closing
    {
        Floor *floor;
        ~Closing() { floor->closed = true; }
    } const closing{&floor}; // before the futures wait for their programs
    for (const Program &program : programs) {
        running.push_back(std::async(std::launch::async, work, program, std::cref(floor), ++seed));
    }
    const auto began = Steady::now();
    for (auto passed = 0ms; passed < length;
         passed = std::chrono::duration_cast<milliseconds>(Steady::now() - began)) {
        job.checkStop();
        job.report(static_cast<std::uint64_t>(passed.count() / 1000),
                   static_cast<std::uint64_t>(length.count() / 1000), "seconds");
        std::this_thread::sleep_for(std::min(length - passed, 100ms));
    }
    floor.closed = true;
    for (std::future<void> &program : running) {
        program.get();
    }
}

} // namespace strandline::demo
