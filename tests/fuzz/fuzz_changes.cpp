// Feeds what tells row changes from pages with pages that SQLite never wrote. Whatever they hold, reading
// returns or throws core::Error: no crash, no endless loop, no absurd allocation.
//
//   fuzz_changes [ITERATIONS [SEED]]   damages pages and their records, alone and inside a history
// Built with -fsanitize=fuzzer (STRANDLINE_LIBFUZZER) the first part is a libFuzzer target.
#include "engine/flashback/btree_page.h"
#include "engine/flashback/change_index.h"
#include "engine/flashback/record.h"
#include "engine/flashback/row_history.h"
#include "engine/timeline/recorder.h"
#include "engine/timeline/store_writer.h"
#include "tests/support/memory_files.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"

#include <fmt/format.h>

using namespace strandline;
using namespace strandline::test;

namespace {

constexpr std::uint32_t PageBytes = 512;

void parse(core::ByteView page, std::uint32_t number)
{
    const flashback::BtreePage content(page, number, static_cast<std::uint32_t>(page.size()));
    std::vector<sqlite::Value> values;
    for (std::uint32_t i = 0; i < content.cellCount(); ++i) {
        const flashback::Cell cell = content.cell(i);
        if (content.kind() != flashback::BtreeKind::TableInterior) {
            for (const auto encoding :
                 {flashback::TextEncoding::Utf8, flashback::TextEncoding::Utf16Little}) {
                flashback::decodeRecord(cell.local, encoding, values);
            }
        }
    }
    for (std::uint32_t i = 0; content.interior() && i <= content.cellCount(); ++i) {
        content.child(i);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 480) {
        try {
            parse(core::ByteView(data, size), data[size - 1] % 2 == 0 ? 1 : 2);
        } catch (const core::Error &) {
            return 0; // refused, as it should be
        }
    }
    return 0;
}

#ifndef STRANDLINE_LIBFUZZER

namespace {

using Pages = std::vector<core::Bytes>; // of one SCN

// A database with every kind of page, after each of some commits.
std::vector<Pages> record()
{
    const TempFolder folder;
    timeline::RecorderOptions options;
    options.location.database = folder.file("fuzz.db");
    PlainDatabase writer(options.location.database);
    writer.execute(fmt::format("PRAGMA page_size = {}; PRAGMA journal_mode = WAL;"
                               "CREATE TABLE t(id INTEGER PRIMARY KEY, v, b BLOB); CREATE INDEX t_v ON t(v);"
                               "CREATE TABLE w(k TEXT, n, v, PRIMARY KEY(k, n)) WITHOUT ROWID",
                               PageBytes));
    const char *rows =
        "WITH RECURSIVE s(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM s WHERE i < 60) INSERT INTO ";
    writer.execute(std::string(rows) + "t SELECT i, 'value ' || i, zeroblob(i * 40) FROM s");
    writer.execute(std::string(rows) + "w SELECT 'key ' || i, i, zeroblob(i * 17) FROM s");
    timeline::Recorder recorder(options, {});
    for (const char *sql :
         {"UPDATE t SET v = 'changed' WHERE id % 7 = 0", "DELETE FROM w WHERE n < 20",
          "UPDATE t SET b = x'0102' WHERE id > 40", "ALTER TABLE t ADD COLUMN more DEFAULT 'm'",
          "UPDATE w SET n = n + 100 WHERE n % 3 = 0", "INSERT INTO t(b) VALUES (zeroblob(3000))", "VACUUM",
          "UPDATE t SET id = id + 1000 WHERE id % 5 = 0", "DROP TABLE w", "DELETE FROM t"}) {
        writer.execute(sql);
        recorder.poll();
    }
    recorder.close();
    const auto store = timeline::History::open(options.location)->store();
    std::vector<Pages> states;
    for (std::uint64_t scn = 1; scn <= store->lastCommit().scn.value; ++scn) {
        const auto count =
            store->withIndex([scn](const auto &i) { return i.entry(core::Scn{scn})->databasePages; });
        Pages pages;
        for (std::uint32_t page = 1; page <= count; ++page) {
            store->readPage(page, core::Scn{scn}, pages.emplace_back(PageBytes));
        }
        states.push_back(std::move(pages));
    }
    return states;
}

void damage(core::Bytes &page, std::uint32_t number, Random &random)
{
    const std::size_t begin = number == 1 ? (random.oneIn(3) ? 20 : 100) : 0;
    for (std::uint64_t n = random.between(1, 4); n > 0; --n) {
        // Headers and cell pointers stand at the beginning; cells at the end.
        const std::size_t at = begin + random.below(random.oneIn(2) ? 16 : page.size() - begin);
        page[at] = static_cast<std::uint8_t>(random.oneIn(3)   ? 0xff
                                             : random.oneIn(2) ? random.below(20)
                                                               : random.next());
    }
}

void damageSome(Pages &pages, Random &random)
{
    for (std::uint64_t n = random.below(3); n > 0; --n) {
        const std::uint64_t page = random.below(pages.size());
        damage(pages[page], static_cast<std::uint32_t>(page + 1), random);
    }
}

// A history of some neighbouring states with damaged pages: the history is sound, the database in it is not.
void build(const timeline::Location &location, const std::vector<Pages> &states, Random &random)
{
    std::size_t state = random.below(states.size() - 2);
    timeline::CommitRecord commit;
    Pages pages = states[state];
    damageSome(pages, random);
    const auto store =
        timeline::StoreWriter::create(location, PageBytes, commit, [&](timeline::BaseWriter &base) {
            for (const core::Bytes &page : pages) {
                base.add(page);
            }
        });
    timeline::StoreWriter writer(store, 1U << 20U);
    for (std::size_t n = 0; n < 3 && ++state < states.size(); ++n) {
        pages = states[state];
        damageSome(pages, random);
        commit = writer.last();
        commit.scn = writer.nextScn();
        commit.base = false;
        commit.databasePages = static_cast<std::uint32_t>(pages.size());
        writer.begin(commit);
        for (std::uint32_t page = 1; page <= pages.size(); ++page) {
            writer.addPage(page, pages[page - 1], {});
        }
        writer.finish();
    }
    writer.close();
}

class Rows final : public flashback::ChangeSink
{
public:
    void row(const flashback::RowChange &) override { ++count; }
    std::uint64_t count = 0;
};

// How many rows were told before it was refused, if it was.
std::uint64_t readEverything(const timeline::Location &location, bool &refused)
{
    Rows rows;
    const auto history = timeline::History::open(location);
    const auto attempt = [&refused](const auto &read) {
        try {
            read();
        } catch (const core::Error &) {
            refused = true;
        }
    };
    for (std::uint64_t scn = 1; scn <= history->currentScn().value; ++scn) {
        attempt([&] { flashback::ChangeReader(history).read(core::Scn{scn}, core::Scn{scn}, {}, rows, {}); });
    }
    attempt([&] { flashback::ChangeReader(history).read({}, history->currentScn(), {}, rows, {}); });
    attempt(
        [&] { flashback::loadRowHistory(*history, "t", std::int64_t{42}, {}, history->currentScn(), {}); });
    attempt([&] {
        flashback::loadRowHistory(*history, "w",
                                  std::vector<sqlite::Value>{std::string("key 9"), std::int64_t{9}}, {},
                                  history->currentScn(), {});
    });
    attempt([&] { flashback::ChangeIndex(history).load({}, {}, {}); });
    return rows.count;
}

} // namespace

int main(int argc, char **argv)
{
    const std::uint64_t iterations = argc > 1 ? std::stoull(argv[1]) : 1000;
    Random random(argc > 2 ? std::stoull(argv[2]) : testSeed("fuzz_changes", 23));
    const std::vector<Pages> states = record();
    for (std::uint64_t i = 0; i < iterations * 50; ++i) {
        const Pages &pages = states[random.below(states.size())];
        const auto page = static_cast<std::uint32_t>(random.below(pages.size()));
        core::Bytes bytes = pages[page];
        damage(bytes, page + 1, random);
        LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
    std::uint64_t rows = 0;
    std::uint64_t refusals = 0;
    for (std::uint64_t i = 0; i < iterations; ++i) {
        MemoryFiles files;
        const timeline::Location location{"/nonexistent/fuzz.db", {}, &files};
        build(location, states, random);
        bool refused = false;
        rows += readEverything(location, refused);
        refusals += refused ? 1 : 0;
    }
    std::printf("%llu histories, %llu of them refused somewhere, %llu rows told\n",
                static_cast<unsigned long long>(iterations), static_cast<unsigned long long>(refusals),
                static_cast<unsigned long long>(rows));
    return rows > 0 && refusals > 0 ? 0 : 1;
}

#endif
