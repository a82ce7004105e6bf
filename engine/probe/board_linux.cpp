// Finds and maps the board, and tells of this process what the board wants to know.
#include "engine/probe/probe.h"

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/single_threaded.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace strandline::probe {

namespace {

constexpr std::size_t pathBytes = 4096;

// Of a small file; how many bytes there were.
std::size_t contentOf(const char *path, char *out, std::size_t capacity)
{
    const int descriptor = ::open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return 0;
    }
    const ssize_t length = ::read(descriptor, out, capacity);
    ::close(descriptor);
    return length > 0 ? static_cast<std::size_t>(length) : 0;
}

// As monitor::bootNumber().
std::uint64_t bootNumber()
{
    static std::atomic<std::uint64_t> number{0};
    if (number == 0) {
        char id[64];
        const std::size_t length = contentOf("/proc/sys/kernel/random/boot_id", id, sizeof id);
        number = length == 0 ? 0 : XXH3_64bits(id, length);
    }
    return number;
}

// Where strandctl told it, else beside the database. False: that database isn't to be told of.
bool boardPath(const char *database, char (&path)[pathBytes])
{
    const char *only = ::getenv("STRANDLINE_PROBE_DATABASE");
    if (only != nullptr && std::strcmp(only, database) != 0) {
        return false;
    }
    const char *board = only != nullptr ? ::getenv("STRANDLINE_PROBE_BOARD") : nullptr;
    constexpr char beside[] = ".strandline/sessions.shm";
    const std::size_t length = std::strlen(board != nullptr ? board : database);
    if (length + sizeof beside > sizeof path) {
        return false;
    }
    std::memcpy(path, board != nullptr ? board : database, length + 1);
    if (board == nullptr) {
        std::memcpy(path + length, beside, sizeof beside);
    }
    return true;
}

// The folder must be no symbolic link either.
int openBoard(char *path)
{
    char *const slash = std::strrchr(path, '/');
    if (slash == nullptr) {
        return -1;
    }
    *slash = '\0';
    const int folder = ::open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    *slash = '/';
    if (folder < 0) {
        return -1;
    }
    const int descriptor = ::openat(folder, slash + 1, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    ::close(folder);
    return descriptor;
}

bool usable(const sl_board &board)
{
    return board.magic == SL_MAGIC && board.version == SL_VERSION && board.slot_count == SL_SLOTS &&
           board.size_bytes == sizeof(sl_board) && board.boot == bootNumber();
}

std::atomic<std::uint64_t> process{0};
std::atomic<std::uint64_t> processBegan{0};
thread_local std::uint64_t thread = 0;
void (*forgetSessions)() = nullptr;

void inChild()
{
    process = 0;
    processBegan = 0;
    thread = 0;
    forgetSessions();
}

} // namespace

MappedBoard mapBoard(const char *database)
{
    MappedBoard mapped = {};
    char path[pathBytes];
    const int descriptor = boardPath(database, path) ? openBoard(path) : -1;
    if (descriptor < 0) {
        return mapped;
    }
    struct stat st = {};
    // What isn't allocated on the disk would end the program at the first touch once the disk is full.
    const bool fits = ::fstat(descriptor, &st) == 0 && S_ISREG(st.st_mode) &&
                      st.st_size == sizeof(sl_board) &&
                      static_cast<std::size_t>(st.st_blocks) * 512 >= sizeof(sl_board);
    void *const data =
        fits ? ::mmap(nullptr, sizeof(sl_board), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
             : MAP_FAILED;
    ::close(descriptor);
    if (data == MAP_FAILED) {
        return mapped;
    }
    if (!usable(*static_cast<sl_board *>(data))) {
        ::munmap(data, sizeof(sl_board));
        return mapped;
    }
    mapped.board = static_cast<sl_board *>(data);
    mapped.device = st.st_dev;
    mapped.inode = st.st_ino;
    return mapped;
}

void unmapBoard(const MappedBoard &board)
{
    ::munmap(board.board, sizeof(sl_board));
}

bool isInPlace(const MappedBoard &board, const char *database)
{
    char path[pathBytes];
    struct stat st = {};
    return boardPath(database, path) && ::stat(path, &st) == 0 && st.st_dev == board.device &&
           st.st_ino == board.inode;
}

std::uint64_t processNumber()
{
    std::uint64_t number = process;
    if (number == 0) {
        number = static_cast<std::uint64_t>(::getpid());
        process = number;
    }
    return number;
}

std::uint64_t processStart()
{
    std::uint64_t start = processBegan;
    if (start == 0) {
        // "PID (name) state …": the name may hold anything. The 22nd field, the 3rd is the first behind it.
        char text[1024];
        const std::size_t length = contentOf("/proc/self/stat", text, sizeof text - 1);
        text[length] = '\0';
        const char *at = std::strrchr(text, ')');
        for (int field = 2; field < 22 && at != nullptr; ++field) {
            at = std::strchr(at + 1, ' ');
        }
        start = at != nullptr ? std::strtoull(at, nullptr, 10) : 1;
        processBegan = start;
    }
    return start;
}

std::uint64_t threadNumber()
{
    if (thread == 0) {
        thread = static_cast<std::uint64_t>(::syscall(SYS_gettid));
    }
    return thread;
}

bool isOnlyThread()
{
    return __libc_single_threaded != 0;
}

std::uint64_t wallClockUs()
{
    timespec t = {};
    ::clock_gettime(CLOCK_REALTIME, &t);
    return static_cast<std::uint64_t>(t.tv_sec) * 1000000U + static_cast<std::uint64_t>(t.tv_nsec) / 1000U;
}

std::uint64_t coarseSeconds()
{
    timespec t = {};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return static_cast<std::uint64_t>(t.tv_sec);
}

void programName(sl_text &text)
{
    char name[SL_NAME_BYTES];
    const std::size_t length = contentOf("/proc/self/comm", name, sizeof name);
    sl_put_text(&text, name, length > 0 ? length - 1 : 0); // ends with a newline
}

bool valuesWanted()
{
    enum : int
    {
        Unknown,
        No,
        Yes
    };
    static std::atomic<int> answer{Unknown};
    if (answer == Unknown) [[unlikely]] {
        const char *wanted = ::getenv("STRANDLINE_PROBE_VALUES");
        answer = wanted != nullptr && std::strcmp(wanted, "1") == 0 ? Yes : No;
    }
    return answer == Yes;
}

void forgetAfterFork(void (*forget)())
{
    static std::atomic<bool> registered{false};
    if (!registered.exchange(true)) {
        forgetSessions = forget;
        ::pthread_atfork(nullptr, nullptr, inChild);
    }
}

} // namespace strandline::probe
