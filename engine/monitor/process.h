// What monitoring needs of the operating system: who runs, and files mapped into memory. Safe from any
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace strandline::monitor {

// When a process began, in a unit of the system's that no later process of the same number shares; 0: there
// is no such process. A process that may not be looked at counts as running, with 1.
std::uint64_t processStart(std::uint64_t process);
// Its program's name; empty where the system doesn't tell.
std::string processName(std::uint64_t process);
// The system's number of the calling thread.
std::uint64_t currentThread();
// CPU that the calling thread has used, nanoseconds. Takes a system call.
std::uint64_t threadCpuNs();
// Another one after each start of the machine; 0 where the system doesn't tell.
std::uint64_t bootNumber();

// A file of ours, shared in memory with every program that maps it. All of it must be allocated on the disk
// before, or a full disk ends the program at the first touch.
class MappedFile
{
public:
    // Null where the file is missing, isn't an ordinary one (symbolic links are refused), has another size,
    // or may not be written by us.
    static std::unique_ptr<MappedFile> open(const std::string &path, std::size_t sizeBytes);
    ~MappedFile();
    MappedFile(const MappedFile &) = delete;
    MappedFile &operator=(const MappedFile &) = delete;

    void *data() const { return m_data; }

private:
    MappedFile(void *data, std::size_t sizeBytes) : m_data(data), m_sizeBytes(sizeBytes) {}
    void *m_data;
    std::size_t m_sizeBytes;
};

} // namespace strandline::monitor
