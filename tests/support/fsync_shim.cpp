// Preloaded into a program (LD_PRELOAD): while the file named by STRANDLINE_FSYNC_FLAG exists, fsync and
// fdatasync fail with EIO on files whose path contains STRANDLINE_FSYNC_PATH; its text, a number n, lets only
// every n-th call fail; "kill" lets the program die there instead; "wait n" lets no call fail but each take
// n milliseconds more.
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

namespace {

std::atomic<long> g_calls = 0;

bool shallFail(int fd)
{
    const char *flag = std::getenv("STRANDLINE_FSYNC_FLAG");
    const char *part = std::getenv("STRANDLINE_FSYNC_PATH");
    if (flag == nullptr || part == nullptr) {
        return false;
    }
    char link[64];
    char path[PATH_MAX + 1] = {};
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (::readlink(link, path, PATH_MAX) <= 0 || std::strstr(path, part) == nullptr) {
        return false;
    }
    const int opened = ::open(flag, O_RDONLY | O_CLOEXEC);
    if (opened < 0) {
        return false;
    }
    char text[16] = {};
    const ssize_t n = ::read(opened, text, sizeof text - 1);
    ::close(opened);
    if (std::strncmp(text, "kill", 4) == 0) {
        ::kill(::getpid(), SIGKILL);
    }
    if (std::strncmp(text, "wait ", 5) == 0) {
        ::usleep(static_cast<useconds_t>(std::strtol(text + 5, nullptr, 10)) * 1000);
        return false;
    }
    const long every = n > 0 ? std::strtol(text, nullptr, 10) : 1;
    return every <= 1 || ++g_calls % every == 0;
}

int call(const char *name, int fd)
{
    if (shallFail(fd)) {
        errno = EIO;
        return -1;
    }
    using Function = int (*)(int);
    const auto real = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
    return real(fd);
}

} // namespace

extern "C" __attribute__((visibility("default"))) int fsync(int fd)
{
    return call("fsync", fd);
}

extern "C" __attribute__((visibility("default"))) int fdatasync(int fd)
{
    return call("fdatasync", fd);
}
