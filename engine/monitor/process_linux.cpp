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

} // namespace

std::uint64_t processStart(std::uint64_t process)
{
    // "PID (name) state ...": the name may hold anything, so fields are counted from its last bracket. The
    // 22nd is the start, the 3rd the first one behind the name.
    const std::string text = contentOf(fmt::format("/proc/{}/stat", process));
    std::size_t at = text.rfind(')');
    for (int field = 2; field < 22 && at != std::string::npos; ++field) {
        at = text.find(' ', at + 1);
    }
    if (at != std::string::npos) {
        return std::strtoull(text.c_str() + at, nullptr, 10);
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
