#include "engine/monitor/process.h"

#include <cerrno>
#include <csignal>
#include <pthread.h>
#include <sys/sysctl.h>
#include <sys/types.h>

namespace strandline::monitor {

namespace {

bool infoOf(std::uint64_t process, kinfo_proc &info)
{
    int name[] = {CTL_KERN, KERN_PROC, KERN_PROC_PID, static_cast<int>(process)};
    std::size_t size = sizeof info;
    return ::sysctl(name, 4, &info, &size, nullptr, 0) == 0 && size != 0;
}

} // namespace

std::uint64_t processStart(std::uint64_t process)
{
    kinfo_proc info{};
    if (infoOf(process, info)) {
        return static_cast<std::uint64_t>(info.kp_proc.p_starttime.tv_sec) * 1'000'000U +
               static_cast<std::uint64_t>(info.kp_proc.p_starttime.tv_usec);
    }
    return ::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM ? 1 : 0;
}

std::string processName(std::uint64_t process)
{
    kinfo_proc info{};
    return infoOf(process, info) ? info.kp_proc.p_comm : "";
}

std::uint64_t currentThread()
{
    std::uint64_t thread = 0;
    ::pthread_threadid_np(nullptr, &thread);
    return thread;
}

std::uint64_t bootNumber()
{
    timeval booted{};
    std::size_t size = sizeof booted;
    return ::sysctlbyname("kern.boottime", &booted, &size, nullptr, 0) == 0
               ? static_cast<std::uint64_t>(booted.tv_sec)
               : 0;
}

} // namespace strandline::monitor
