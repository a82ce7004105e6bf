#include "engine/monitor/process.h"

#include <ctime>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace strandline::monitor {

std::uint64_t threadCpuNs()
{
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<std::uint64_t>(t.tv_sec) * 1'000'000'000U + static_cast<std::uint64_t>(t.tv_nsec);
}

std::unique_ptr<MappedFile> MappedFile::open(const std::string &path, std::size_t sizeBytes)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) {
        return nullptr;
    }
    struct stat st = {};
    const bool fits = ::fstat(descriptor, &st) == 0 && S_ISREG(st.st_mode) &&
                      static_cast<std::uint64_t>(st.st_size) == sizeBytes;
    void *const data =
        fits ? ::mmap(nullptr, sizeBytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0) : MAP_FAILED;
    ::close(descriptor);
    return data == MAP_FAILED ? nullptr : std::unique_ptr<MappedFile>(new MappedFile(data, sizeBytes));
}

MappedFile::~MappedFile()
{
    ::munmap(m_data, m_sizeBytes);
}

} // namespace strandline::monitor
