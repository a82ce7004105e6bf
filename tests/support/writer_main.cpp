// test_writer: the other programs of the tests. Uses SQLite as any program does.
//
//   write DB [--commits N] [--for MS] [--writer K] [--list FILE] [--busy MS] [--autocheckpoint N] [--think
//   US]
//            [--synchronous MODE] [--era E]
//       makes commits of the load until N, the time or its end; prints "ready", then "commits N busy B failed
//       F".
//       SIGTERM ends it between two commits (SIGKILL, anywhere)
//       --list: appends each committed number, so that it survives the writer's death
//   checkpoint DB --mode M [--for MS] [--busy MS] [--think US]   wal_checkpoint in a loop; prints the count
//   read DB --for MS                  holds a read transaction; prints "ready"
//   hold DB --for MS                  holds a write transaction; prints "ready"
//   journal DB --for MS               changes the journal mode away and back in a loop; prints how often it
//   could recreate DB --era E               deletes the database with its -wal and -shm and makes it anew
//   hash FILE…                        a hash of the bytes of each file, "-" where there is none
//   dump DB                           what Dump::text() gives
//   check DB                          integrity_check, and "N" of the load or what is wrong with it
//   die-between-copies | die-before-header DB, poke DB --copy C: see writer_header.h
//
// Exit code: 0; 2 for wrong usage; others say that the program could not do its part.
#include "engine/core/hash.h"
#include "tests/support/dump.h"
#include "tests/support/load.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "tests/support/writer_header.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <thread>
#include <unistd.h>
#include <vector>

namespace strandline::test {

namespace {

struct Arguments
{
    std::vector<std::string> plain;
    std::map<std::string, std::string> named;

    std::int64_t number(const std::string &name, std::int64_t standard) const
    {
        const auto it = named.find(name);
        return it == named.end() ? standard : std::stoll(it->second);
    }
    std::string text(const std::string &name, const std::string &standard) const
    {
        const auto it = named.find(name);
        return it == named.end() ? standard : it->second;
    }
    const std::string &database() const { return plain.at(1); }
};

class Deadline
{
public:
    explicit Deadline(std::int64_t ms)
        : m_end(std::chrono::steady_clock::now() + std::chrono::milliseconds(ms))
    {
    }
    bool passed() const { return std::chrono::steady_clock::now() >= m_end; }

private:
    std::chrono::steady_clock::time_point m_end;
};

void say(const std::string &line)
{
    std::puts(line.c_str());
    std::fflush(stdout);
}

void think(const Arguments &arguments)
{
    const std::int64_t us = arguments.number("think", 0);
    if (us > 0) {
        std::this_thread::sleep_for(std::chrono::microseconds(us));
    }
}

volatile std::sig_atomic_t endAsked = 0;

int writeLoad(const Arguments &arguments)
{
    // Killed inside a commit it may leave one that only the next opener's recovery brings to light.
    std::signal(SIGTERM, [](int) { endAsked = 1; });
    const std::string listPath = arguments.text("list", "");
    const int list =
        listPath.empty() ? -1 : ::open(listPath.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    PlainDatabase database(arguments.database());
    database.busyTimeout(static_cast<int>(arguments.number("busy", 0)));
    database.execute("PRAGMA journal_mode = WAL");
    database.execute("PRAGMA synchronous = " + arguments.text("synchronous", "NORMAL"));
    database.autocheckpoint(static_cast<int>(arguments.number("autocheckpoint", 1000)));
    load::createSchema(database, arguments.number("era", 1));
    say("ready");
    const std::int64_t wanted = arguments.number("commits", std::numeric_limits<std::int64_t>::max());
    const Deadline deadline(arguments.number("for", 3600 * 1000));
    std::int64_t commits = 0;
    std::int64_t busy = 0;
    std::int64_t failed = 0;
    while (commits < wanted && !deadline.passed() && endAsked == 0) {
        int rc = 0;
        const std::int64_t n = load::commitNext(database, arguments.number("writer", 1), rc);
        if (n > 0) {
            ++commits;
            const std::string line = fmt::format("{}\n", n);
            if (list >= 0 && ::write(list, line.data(), line.size()) < 0) {
                return 5;
            }
        } else {
            ++(rc == 5 ? busy : failed); // 5: SQLITE_BUSY
        }
        think(arguments);
    }
    say(fmt::format("commits {} busy {} failed {}", commits, busy, failed));
    return 0;
}

int checkpointLoop(const Arguments &arguments)
{
    PlainDatabase database(arguments.database());
    database.busyTimeout(static_cast<int>(arguments.number("busy", 0)));
    database.tryExecute("SELECT count(*) FROM sqlite_schema"); // else a checkpoint does nothing
    const Deadline deadline(arguments.number("for", 1000));
    const std::string sql = "PRAGMA wal_checkpoint(" + arguments.text("mode", "PASSIVE") + ")";
    std::int64_t done = 0;
    std::int64_t refused = 0;
    say("ready");
    while (!deadline.passed()) {
        std::string result = "1";
        if (database.tryExecute("SELECT count(*) FROM sqlite_schema") == 0) {
            try {
                result = database.text(sql);
            } catch (const SqlFailure &) {
                result = "1";
            }
        }
        ++(result == "0" ? done : refused);
        think(arguments);
    }
    say(fmt::format("done {} refused {}", done, refused));
    return 0;
}

int holdWrite(const Arguments &arguments)
{
    PlainDatabase database(arguments.database());
    database.execute("BEGIN IMMEDIATE");
    say("ready");
    std::this_thread::sleep_for(std::chrono::milliseconds(arguments.number("for", 60000)));
    database.execute("COMMIT");
    return 0;
}

int holdRead(const Arguments &arguments)
{
    PlainDatabase database(arguments.database(), PlainDatabase::Open::ReadOnly);
    database.busyTimeout(5000);
    database.execute("BEGIN");
    database.integer("SELECT count(*) FROM sqlite_schema");
    say("ready");
    std::this_thread::sleep_for(std::chrono::milliseconds(arguments.number("for", 1000)));
    database.execute("COMMIT");
    return 0;
}

int changeJournalMode(const Arguments &arguments)
{
    PlainDatabase database(arguments.database());
    const Deadline deadline(arguments.number("for", 1000));
    std::int64_t changed = 0;
    std::int64_t refused = 0;
    say("ready");
    while (!deadline.passed()) {
        ++(database.tryExecute("PRAGMA journal_mode = DELETE") == 0 ? changed : refused);
        while (database.tryExecute("PRAGMA journal_mode = WAL") != 0 && !deadline.passed()) {
        }
        think(arguments);
    }
    database.busyTimeout(10000);
    database.execute("PRAGMA journal_mode = WAL");
    say(fmt::format("changed {} refused {}", changed, refused));
    return 0;
}

int recreate(const Arguments &arguments)
{
    for (const char *suffix : {"", "-wal", "-shm"}) {
        ::unlink((arguments.database() + suffix).c_str());
    }
    PlainDatabase database(arguments.database());
    database.execute("PRAGMA journal_mode = WAL");
    load::createSchema(database, arguments.number("era", 2));
    return 0;
}

int hashFiles(const Arguments &arguments)
{
    for (std::size_t i = 1; i < arguments.plain.size(); ++i) {
        const std::string &path = arguments.plain[i];
        if (::access(path.c_str(), F_OK) != 0) {
            say("-");
            continue;
        }
        const std::string bytes = readFile(path);
        say(fmt::format("{:016x} {}",
                        core::hash64({reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size()}),
                        bytes.size()));
    }
    return 0;
}

int checkDatabase(const Arguments &arguments)
{
    PlainDatabase database(arguments.database());
    database.busyTimeout(10000);
    database.execute("BEGIN"); // others may be writing
    const std::string integrity = database.text("PRAGMA integrity_check");
    const load::State state = load::check(database.handle());
    say(integrity != "ok"        ? integrity
        : !state.problem.empty() ? state.problem
                                 : fmt::format("{}", state.last));
    return integrity == "ok" && state.problem.empty() ? 0 : 6;
}

int run(const Arguments &arguments)
{
    const std::string &command = arguments.plain.at(0);
    if (command == "write") {
        return writeLoad(arguments);
    }
    if (command == "checkpoint") {
        return checkpointLoop(arguments);
    }
    if (command == "read") {
        return holdRead(arguments);
    }
    if (command == "hold") {
        return holdWrite(arguments);
    }
    if (command == "journal") {
        return changeJournalMode(arguments);
    }
    if (command == "recreate") {
        return recreate(arguments);
    }
    if (command == "hash") {
        return hashFiles(arguments);
    }
    if (command == "dump") {
        PlainDatabase database(arguments.database(), PlainDatabase::Open::ReadOnly);
        database.busyTimeout(10000);
        say(dumpOf(database.handle()).text());
        return 0;
    }
    if (command == "check") {
        return checkDatabase(arguments);
    }
    if (command == "die-between-copies") {
        return dieBetweenCopies(arguments.database());
    }
    if (command == "die-before-header") {
        return dieBeforeHeader(arguments.database());
    }
    if (command == "poke") {
        return pokeHeader(arguments.database(), static_cast<int>(arguments.number("copy", 0)));
    }
    return 2;
}

} // namespace

} // namespace strandline::test

int main(int argc, char **argv)
{
    try {
        strandline::test::Arguments arguments;
        for (int i = 1; i < argc; ++i) {
            const std::string word = argv[i];
            if (word.rfind("--", 0) == 0 && i + 1 < argc) {
                arguments.named[word.substr(2)] = argv[++i];
            } else {
                arguments.plain.push_back(word);
            }
        }
        return strandline::test::run(arguments);
    } catch (const std::exception &e) {
        std::fprintf(stderr, "test_writer: %s\n", e.what());
        std::printf("error %s\n", e.what());
        return 1;
    }
}
