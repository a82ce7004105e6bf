#include "tests/support/writer_header.h"

#include "tests/support/load.h"
#include "tests/support/plain_database.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace strandline::test {

namespace {

// Offsets of the wal-index (https://sqlite.org/walformat.html, 2.1): two copies of 48 bytes.
constexpr std::size_t CopyBytes = 48;
constexpr std::size_t MappedBytes = 32768;
constexpr std::int64_t GhostWriter = 99;

std::uint8_t *mapIndex(const std::string &database)
{
    const int fd = ::open((database + "-shm").c_str(), O_RDWR | O_CLOEXEC); // never closed: see the header
    void *memory =
        fd < 0 ? MAP_FAILED : ::mmap(nullptr, MappedBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        std::perror("cannot map the wal-index");
        ::_exit(3);
    }
    return static_cast<std::uint8_t *>(memory);
}

int commitAndRestore(const std::string &path, std::size_t restoredBytes, std::int64_t writer)
{
    PlainDatabase database(path);
    database.busyTimeout(20000);
    database.integer("SELECT count(*) FROM acc"); // the wal-index exists now
    std::uint8_t *index = mapIndex(path);
    std::array<std::uint8_t, 2 * CopyBytes> before{};
    std::memcpy(before.data(), index, before.size());
    int rc = 0;
    const std::int64_t n = load::commitNext(database, writer, rc);
    if (n == 0) {
        std::printf("no commit: %d\n", rc);
        return 4;
    }
    // As a writer that dies there, with the WRITE lock in hand: SQLite takes a header that changed under
    // another writer for a sign of spilled pages, and writes over committed frames.
    database.execute("BEGIN IMMEDIATE");
    std::memcpy(index, before.data(), restoredBytes);
    std::printf("%lld\n", static_cast<long long>(n));
    std::fflush(stdout);
    ::_exit(0); // no SQLite close: a dead writer does nothing more
}

} // namespace

int dieBetweenCopies(const std::string &database)
{
    // SQLite writes the second copy first (walIndexWriteHdr): the first one is what a dead writer left old.
    return commitAndRestore(database, CopyBytes, 1);
}

int dieBeforeHeader(const std::string &database)
{
    return commitAndRestore(database, 2 * CopyBytes, GhostWriter);
}

int pokeHeader(const std::string &database, int copy)
{
    std::uint8_t *index = mapIndex(database);
    for (int c = 0; c < 2; ++c) {
        if (copy == c || copy == 2) {
            index[static_cast<std::size_t>(c) * CopyBytes + 16] ^= 0x55; // mxFrame
        }
    }
    return 0;
}

} // namespace strandline::test
