#include "tests/engine/timeline/neighbours.h"

#include "tests/support/plain_database.h"

#include <algorithm>
#include <csignal>
#include <fmt/format.h>
#include <fstream>
#include <set>
#include <stdexcept>

namespace strandline::test {

namespace {

// QtTest tells of an exception only that there was one.
[[noreturn]] void fail(const std::string &what)
{
    std::printf("%s\n", what.c_str());
    std::fflush(stdout);
    throw std::runtime_error(what);
}

} // namespace

Scene::Scene(const std::string &name) : m_database(m_folder.file(name)) {}

Child Scene::start(const std::string &command, const std::vector<std::string> &arguments,
                   const SpawnOptions &options) const
{
    std::vector<std::string> all = {TEST_WRITER, command, m_database};
    all.insert(all.end(), arguments.begin(), arguments.end());
    auto child = std::make_unique<ChildProcess>(all, options);
    const auto line = child->readLine();
    if (!line || *line != "ready") {
        fail("test_writer " + command + " did not start: " + line.value_or("no output"));
    }
    return child;
}

std::string Scene::run(const std::string &command, const std::vector<std::string> &arguments,
                       const SpawnOptions &options) const
{
    std::vector<std::string> all = {TEST_WRITER, command, m_database};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Finished finished = runProgram(all, options);
    std::string output = finished.output;
    while (!output.empty() && output.back() == '\n') {
        output.pop_back();
    }
    output = output.substr(output.rfind('\n') + 1);
    if (finished.code != 0) {
        fail(fmt::format("test_writer {} ended with {}: {}", command, finished.code, output));
    }
    return output;
}

Child Scene::record(const std::vector<std::string> &arguments, const SpawnOptions &options, bool wait) const
{
    std::vector<std::string> all = {TEST_RECORDER, m_database};
    all.insert(all.end(), arguments.begin(), arguments.end());
    auto child = std::make_unique<ChildProcess>(all, options);
    if (wait) {
        const auto line = child->readLine();
        if (!line || line->rfind("ready ", 0) != 0) {
            fail("the recorder did not start: " + line.value_or("no output"));
        }
    }
    return child;
}

core::Scn Scene::close(ChildProcess &recorder)
{
    recorder.signal(SIGTERM);
    const std::string output = recorder.readAll();
    const int code = recorder.wait();
    const std::size_t at = output.rfind("closed ");
    if (at > 0 && at != std::string::npos) {
        std::printf("the recorder said: %s", output.substr(0, at).c_str());
    }
    if (code != 0 || at == std::string::npos) {
        fail(fmt::format("the recorder ended with {}: {}", code, output));
    }
    return core::Scn{std::stoull(output.substr(at + 7))};
}

std::string Scene::walSalt() const
{
    std::ifstream wal(m_database + "-wal", std::ios::binary);
    std::string salt(8, '\0');
    wal.seekg(16).read(salt.data(), 8);
    return salt;
}

std::int64_t Scene::check() const
{
    return std::stoll(run("check"));
}

std::int64_t countIn(const std::string &line, const std::string &word)
{
    const std::size_t at = line.find(word + " ");
    if (at == std::string::npos) {
        fail("no " + word + " in: " + line);
    }
    return std::stoll(line.substr(at + word.size() + 1));
}

namespace {

load::State stateAt(timeline::History &history, core::Scn scn, bool full)
{
    const auto point = history.at(scn);
    PlainDatabase then(point->uri(), PlainDatabase::Open::ReadOnly);
    return full ? load::check(then.handle()) : load::counters(then.handle());
}

std::string follows(const load::State &before, const load::State &now)
{
    if (now.era != before.era && before.last != -1) {
        return fmt::format("the database of era {} became that of {}", before.era, now.era);
    }
    return now.last == before.last + 1 ? std::string()
                                       : fmt::format("commit {} follows commit {}", now.last, before.last);
}

} // namespace

Walk walk(timeline::History &history, std::uint64_t fullEvery)
{
    Walk result;
    load::State before;
    std::set<std::int64_t> writers;
    std::set<std::int64_t> eras;
    core::Scn expected;
    core::IncarnationId incarnation;
    for (const timeline::Commit &commit : history.commits()) {
        const bool flagged = commit.gap || commit.base || commit.incarnation != incarnation;
        incarnation = commit.incarnation;
        const load::State now = stateAt(history, commit.scn, flagged || result.scns % fullEvery == 0);
        std::string problem = now.problem;
        if (result.scns > 0 && commit.scn != expected) {
            problem = "SCNs are missing before it";
        } else if (result.scns > 0 && problem.empty() && !flagged) {
            problem = follows(before, now);
        } else if (problem.empty() && now.era == before.era && now.last < before.last) {
            problem = fmt::format("commit {} follows commit {} after a gap", now.last, before.last);
        }
        if (!problem.empty()) {
            result.problem = fmt::format("SCN {}: {}", commit.scn.value, problem);
            return result;
        }
        result.gaps += flagged && result.scns > 0 ? 1 : 0;
        ++result.scns;
        writers.insert(now.writer);
        if (now.last >= 0) {
            eras.insert(now.era);
        }
        expected = commit.scn.next();
        before = now;
    }
    result.last = before.last;
    result.eras = eras.size();
    result.writers.assign(writers.begin(), writers.end());
    return result;
}

} // namespace strandline::test
