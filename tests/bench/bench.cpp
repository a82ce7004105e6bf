#include "tests/bench/bench.h"

#include "engine/timeline/recorder.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace strandline::bench {

namespace {

constexpr const char *RecordArgument = "--record-in-this-process";

// What the child process does: records until SIGTERM.
int recordUntilTerminated(const std::string &database)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    timeline::RecorderOptions options;
    options.location.database = database;
    options.program = "benchmark";
    timeline::Recorder recorder(options, {});
    std::stop_source stop;
    std::thread waiter([&signals, &stop] {
        int signal = 0;
        sigwait(&signals, &signal);
        stop.request_stop();
    });
    std::printf("ready\n");
    std::fflush(stdout);
    recorder.run(stop.get_token());
    waiter.join();
    recorder.close();
    return 0;
}

Options parse(int argc, char **argv)
{
    Options options;
    std::string base = std::filesystem::temp_directory_path().string();
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--quick") {
            options.quick = true;
            options.rounds = 1;
        } else if (argument == "--folder" && i + 1 < argc) {
            base = argv[++i];
        } else if (argument == "--rounds" && i + 1 < argc) {
            options.rounds = std::max(std::atoi(argv[++i]), 1);
        } else {
            throw std::runtime_error("usage: [--folder DIR] [--rounds N] [--quick]");
        }
    }
    options.folder = fmt::format("{}/strandline-bench-{}", base, getpid());
    return options;
}

void check(int rc, sqlite3 *db, const char *what)
{
    if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) {
        throw std::runtime_error(
            fmt::format("{}: {}", what, db != nullptr ? sqlite3_errmsg(db) : "no memory"));
    }
}

std::string ownProgram()
{
    return std::filesystem::read_symlink("/proc/self/exe").string();
}

} // namespace

int run(int argc, char **argv, const std::function<void(const Options &)> &body)
{
    try {
        if (argc == 3 && std::strcmp(argv[1], RecordArgument) == 0) {
            return recordUntilTerminated(argv[2]);
        }
        const Options options = parse(argc, argv);
        std::filesystem::create_directories(options.folder);
        struct Cleaner
        {
            const std::string &folder;
            ~Cleaner()
            {
                std::error_code ignored;
                std::filesystem::remove_all(folder, ignored);
            }
        } cleaner{options.folder};
        body(options);
        return 0;
    } catch (const std::exception &e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}

Db::Db(const std::string &path, const char *pragmas)
{
    check(sqlite3_open_v2(path.c_str(), &m_db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI,
                          nullptr),
          m_db, "open");
    exec(pragmas);
}

Db::~Db()
{
    sqlite3_close(m_db);
}

void Db::exec(const std::string &sql) const
{
    check(sqlite3_exec(m_db, sql.c_str(), nullptr, nullptr, nullptr), m_db, sql.c_str());
}

std::int64_t Db::integer(const std::string &sql) const
{
    return Prepared(*this, sql.c_str()).first();
}

Prepared::Prepared(const Db &db, const char *sql)
{
    check(sqlite3_prepare_v3(db.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &m_stmt, nullptr), db.handle(),
          sql);
}

Prepared::~Prepared()
{
    sqlite3_finalize(m_stmt);
}

Prepared &Prepared::bind(int index, std::int64_t value)
{
    sqlite3_bind_int64(m_stmt, index, value);
    return *this;
}

Prepared &Prepared::bind(int index, const std::string &value)
{
    sqlite3_bind_text(m_stmt, index, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
    return *this;
}

void Prepared::runAll(std::uint64_t *busyCount)
{
    int rc = sqlite3_step(m_stmt);
    while (rc == SQLITE_ROW || (rc == SQLITE_BUSY && busyCount != nullptr)) {
        if (rc == SQLITE_BUSY) {
            ++*busyCount;
            sqlite3_reset(m_stmt);
        }
        rc = sqlite3_step(m_stmt);
    }
    check(rc, sqlite3_db_handle(m_stmt), sqlite3_sql(m_stmt));
    sqlite3_reset(m_stmt);
}

std::int64_t Prepared::first()
{
    const int rc = sqlite3_step(m_stmt);
    check(rc, sqlite3_db_handle(m_stmt), sqlite3_sql(m_stmt));
    const std::int64_t value = rc == SQLITE_ROW ? sqlite3_column_int64(m_stmt, 0) : 0;
    sqlite3_reset(m_stmt);
    return value;
}

std::uint64_t nextRandom(std::uint64_t &state)
{
    state += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

std::string stampOf(std::int64_t i)
{
    return fmt::format("2026-11-10 {:02}:{:02}:{:02}", i / 3600 % 24, i / 60 % 60, i % 60);
}

std::string words(std::uint64_t &state, std::size_t bytes)
{
    static constexpr const char *Words[] = {
        "harbour", "lantern", "copper", "meadow", "order",   "shipped", "customer", "invoice", "granite",
        "window",  "basket",  "pillow", "return", "express", "second",  "delivery", "warning", "blue",
        "small",   "number",  "street", "winter", "garden",  "price",   "supplier", "ticket",  "answer"};
    std::string text;
    while (text.size() < bytes) {
        text += Words[static_cast<std::size_t>(below(state, std::ssize(Words)))];
        text += ' ';
        text += std::to_string(below(state, 1000));
        text += ' ';
    }
    text.resize(bytes);
    return text;
}

void makeTable(const std::string &path, std::int64_t rows)
{
    Db db(path, "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF");
    db.exec("CREATE TABLE t(id INTEGER PRIMARY KEY, n INTEGER NOT NULL, at TEXT NOT NULL, note TEXT)");
    db.exec("BEGIN");
    Prepared insert(db, "INSERT INTO t VALUES(?,?,'2026-11-09 08:15:00',?)");
    std::uint64_t state = 42;
    for (std::int64_t id = 1; id <= rows; ++id) {
        insert.bind(1, id).bind(2, below(state, 1'000'000)).bind(3, words(state, 80)).runAll();
    }
    db.exec("COMMIT");
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

RecorderProcess::RecorderProcess(const std::string &database)
{
    int out[2];
    if (pipe(out) != 0) {
        throw std::runtime_error("no pipe");
    }
    const std::string program = ownProgram();
    m_pid = fork();
    if (m_pid == 0) {
        dup2(out[1], STDOUT_FILENO);
        close(out[0]);
        execl(program.c_str(), program.c_str(), RecordArgument, database.c_str(), nullptr);
        _exit(127);
    }
    close(out[1]);
    char line[6] = {};
    std::size_t have = 0;
    while (have < sizeof line) {
        const ssize_t got = read(out[0], line + have, sizeof line - have);
        if (got <= 0) {
            close(out[0]);
            end();
            throw std::runtime_error("The recorder's process ended before it was ready.");
        }
        have += static_cast<std::size_t>(got);
    }
    close(out[0]);
}

RecorderProcess::~RecorderProcess()
{
    end();
}

void RecorderProcess::end()
{
    if (m_pid > 0) {
        kill(m_pid, SIGTERM);
        int status = 0;
        waitpid(m_pid, &status, 0);
        m_pid = -1;
    }
}

std::shared_ptr<timeline::History> openHistory(const std::string &database)
{
    timeline::Location location;
    location.database = database;
    return timeline::History::open(location);
}

namespace {

double seconds(clockid_t clock)
{
    timespec t{};
    clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

} // namespace

double wallSeconds()
{
    return seconds(CLOCK_MONOTONIC);
}

double cpuSeconds()
{
    return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

double percentile(std::vector<double> values, double percent)
{
    if (values.empty()) {
        return 0;
    }
    const auto at = static_cast<std::ptrdiff_t>(
        std::min(percent / 100 * static_cast<double>(values.size()), static_cast<double>(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<std::size_t>(at)];
}

void figure(const std::string &name, double value, const char *unit, Better better, double target)
{
    const bool met = better == Better::Higher ? value >= target : value <= target;
    std::printf("%-52s %10.3f %-9s target %s %g %s: %s\n", name.c_str(), value, unit,
                better == Better::Higher ? ">=" : "<=", target, unit, met ? "met" : "MISSED");
    std::fflush(stdout);
}

void detail(const std::string &text)
{
    std::printf("  %s\n", text.c_str());
    std::fflush(stdout);
}

void removeDatabase(const std::string &path)
{
    for (const char *suffix : {"", "-wal", "-shm", ".strandline"}) {
        std::filesystem::remove_all(path + suffix);
    }
}

std::uint64_t fileBytes(const std::string &path)
{
    std::error_code missing;
    const auto size = std::filesystem::file_size(path, missing);
    return missing ? 0 : size;
}

} // namespace strandline::bench
