// Our side of tests/bench/peers/compare_mariadb: makes a recorded table, changes it commit by commit, then
// answers queries over its past, one a line of standard input, each with the time that it took.
//
//   temporal_peer DATABASE ROWS IDS_FILE    IDS_FILE: one id a line, updated in a commit of its own each
//
// Ready: a line "ready FIRST_SCN LAST_SCN"; SCN FIRST_SCN + i is the state after i updates. Then for each
// line of SQL a line "MICROSECONDS ROWS SUM", SUM of the integers in the first column.
#include "engine/session/executor.h"
#include "engine/timeline/recorder.h"
#include "tests/bench/bench.h"

#include <fmt/format.h>
#include <fstream>
#include <iostream>

using namespace strandline;

namespace {

void build(const std::string &path, std::int64_t rows, const char *idsFile)
{
    {
        bench::Db db(path, "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF");
        db.exec("CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER, note TEXT); BEGIN");
        bench::Prepared insert(db, "INSERT INTO t VALUES(?1, 0, ?2)");
        for (std::int64_t i = 1; i <= rows; ++i) {
            insert.bind(1, i).bind(2, fmt::format("{:0>60}", i)).runAll();
        }
        db.exec("COMMIT");
    }
    timeline::RecorderOptions options;
    options.location.database = path;
    timeline::Recorder recorder(options, {});
    const core::Scn first = recorder.state().scn;
    {
        bench::Db db(path, "PRAGMA synchronous=OFF");
        bench::Prepared update(db, "UPDATE t SET n=n+1 WHERE id=?1");
        std::ifstream ids(idsFile);
        for (std::int64_t id = 0; ids >> id;) {
            update.bind(1, id).runAll();
            recorder.poll();
        }
    }
    std::cout << "ready " << first.value << ' ' << recorder.state().scn.value << std::endl;
    recorder.close();
}

void answer(const std::shared_ptr<session::Database> &database)
{
    session::Lease lease = database->lease(session::LeaseKind::Read);
    for (std::string sql; std::getline(std::cin, sql);) {
        const double started = bench::wallSeconds();
        const session::ResultSet result = session::query(lease, sql, {}, {});
        const double seconds = bench::wallSeconds() - started;
        std::int64_t sum = 0;
        for (std::size_t row = 0; row < result.rowCount(); ++row) {
            if (const auto *number = std::get_if<std::int64_t>(&result.at(row, 0))) {
                sum += *number;
            }
        }
        std::cout << static_cast<std::int64_t>(seconds * 1e6) << ' ' << result.rowCount() << ' ' << sum
                  << std::endl;
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::cerr << "usage: temporal_peer DATABASE ROWS IDS_FILE\n";
        return 2;
    }
    build(argv[1], std::stoll(argv[2]), argv[3]);
    answer(session::Database::open(argv[1], {}));
    return 0;
}
