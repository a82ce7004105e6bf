#include "engine/monitor/process.h"

#include "engine/core/hash.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <sys/syscall.h>
#include <unistd.h>

namespace strandline::monitor {

namespace {

std::string contentOf(const std::string &path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// Of /proc/PID/stat, from 3; null: it has fewer. "PID (name) state ...": the name may hold anything, so that
// they are counted from its last bracket.
const char *fieldOf(const std::string &text, int field)
{
    std::size_t at = text.rfind(')');
    for (int i = 2; i < field && at != std::string::npos; ++i) {
        at = text.find(' ', at + 1);
    }
    return at == std::string::npos ? nullptr : text.c_str() + at + 1;
}

} // namespace

std::uint64_t processStart(std::uint64_t process)
{
    const std::string text = contentOf(fmt::format("/proc/{}/stat", process));
    if (const char *start = fieldOf(text, 22)) {
        // Z: it has ended and its parent hasn't asked yet, if no thread of it goes on. The 20th is how many.
        const bool ended = *fieldOf(text, 3) == 'Z' && std::strtoull(fieldOf(text, 20), nullptr, 10) <= 1;
        return ended ? 0 : std::strtoull(start, nullptr, 10);
    }
    return ::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM ? 1 : 0;
}

std::string processName(std::uint64_t process)
{
    std::string name = contentOf(fmt::format("/proc/{}/comm", process));
    while (!name.empty() && name.back() == '\n') {
        name.pop_back();
    }
    return name;
}

std::uint64_t currentThread()
{
    return static_cast<std::uint64_t>(::syscall(SYS_gettid));
}

std::uint64_t bootNumber()
{
    const std::string id = contentOf("/proc/sys/kernel/random/boot_id");
    return id.empty()
               ? 0
               : core::hash64(core::ByteView(reinterpret_cast<const std::uint8_t *>(id.data()), id.size()));
}

} // namespace strandline::monitor
