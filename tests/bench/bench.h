// What the benchmark programs share: plain SQLite as the baseline, a recorder in a process of its own,
// medians, and the line that says a figure and its target.
//
// Every program takes: --folder DIR (on the disk to measure; default: the system's temporary folder),
// --rounds N, --quick (tiny sizes, to see that it works). It exits 0 whether its targets are met or not: how
// fast a machine is, is no test.
#pragma once

#include "engine/timeline/history.h"

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace strandline::bench {

struct Options
{
    std::string folder; // made for this run, deleted at its end
    bool quick = false;
    int rounds = 5;
    // Of a full size what this run takes.
    std::int64_t size(std::int64_t full, std::int64_t quickly) const { return quick ? quickly : full; }
};

// Runs body with a folder of its own. Also the recorder's process starts here. The value main() returns.
int run(int argc, char **argv, const std::function<void(const Options &)> &body);

// One connection of plain SQLite. Throws std::runtime_error.
class Db
{
public:
    explicit Db(const std::string &path, const char *pragmas = "");
    ~Db();
    Db(const Db &) = delete;
    Db &operator=(const Db &) = delete;
    void exec(const std::string &sql) const;
    std::int64_t integer(const std::string &sql) const;
    sqlite3 *handle() const { return m_db; }

private:
    sqlite3 *m_db = nullptr;
};

// A prepared statement with integer and text parameters.
class Prepared
{
public:
    Prepared(const Db &db, const char *sql);
    ~Prepared();
    Prepared(const Prepared &) = delete;
    Prepared &operator=(const Prepared &) = delete;
    Prepared &bind(int index, std::int64_t value);
    Prepared &bind(int index, const std::string &value); // copied
    // Steps to the end; SQLite's code (SQLITE_DONE). busyCount, where given, counts SQLITE_BUSY and tries
    // again.
    void runAll(std::uint64_t *busyCount = nullptr);
    std::int64_t first(); // column 0 of the first row

private:
    sqlite3_stmt *m_stmt = nullptr;
};

// Creates a WAL database with a table t(id, n, at, note) of `rows` rows of about 110 bytes.
void makeTable(const std::string &path, std::int64_t rows);
// A time as a program stores it: text of one length.
std::string stampOf(std::int64_t i);
// An English-looking text of about `bytes` bytes.
std::string words(std::uint64_t &state, std::size_t bytes);
std::uint64_t nextRandom(std::uint64_t &state);
inline std::int64_t below(std::uint64_t &state, std::int64_t n)
{
    return static_cast<std::int64_t>(nextRandom(state) >> 1) % n;
}

// A recorder of `database` in a process of its own, as in reality; ended when this object goes.
class RecorderProcess
{
public:
    explicit RecorderProcess(const std::string &database);
    ~RecorderProcess();
    RecorderProcess(const RecorderProcess &) = delete;
    RecorderProcess &operator=(const RecorderProcess &) = delete;
    int pid() const { return m_pid; }
    void end(); // and wait for it

private:
    int m_pid = -1;
};

std::shared_ptr<timeline::History> openHistory(const std::string &database);

// Seconds on the wall clock, and of CPU of this process.
double wallSeconds();
double cpuSeconds();

double percentile(std::vector<double> values, double percent); // 0 for none
inline double median(const std::vector<double> &values)
{
    return percentile(values, 50);
}

enum class Better
{
    Higher,
    Lower
};

// Prints "figure: value unit (target …) met|missed".
void figure(const std::string &name, double value, const char *unit, Better better, double target);
// Prints a line of detail.
void detail(const std::string &text);

// Deletes a database with its -wal, -shm and history.
void removeDatabase(const std::string &path);
std::uint64_t fileBytes(const std::string &path); // 0 where it is missing

} // namespace strandline::bench
