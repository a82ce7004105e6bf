#include "engine/sqlite/wal_writer.h"

#include <bit>
#include <sqlite3.h>

namespace strandline::sqlite {

namespace {

constexpr std::size_t walHeaderBytes = 32;
constexpr std::size_t frameHeaderBytes = 24;
constexpr std::size_t pieceBytes = 65536; // xWrite over 131,071 bytes says SQLITE_FULL

// The wal-index: regions of 32 KiB, each with the page numbers of its frames and a hash table of them, in
// slots of two bytes. The first region begins with the header.
constexpr std::uint32_t regionBytes = 32768;
constexpr std::uint32_t indexHeaderWords = 34;
constexpr std::uint32_t framesPerRegion = 4096;
constexpr std::uint32_t framesInFirst = framesPerRegion - indexHeaderWords;
constexpr std::uint32_t hashSlots = 8192;
constexpr std::size_t hashOffsetWords = framesPerRegion; // from the region's begin

struct Place
{
    std::uint32_t region;
    std::uint32_t index; // in the region, from 1: what a hash slot holds
};

Place placeOf(std::uint32_t frame)
{
    if (frame <= framesInFirst) {
        return {0, frame};
    }
    const std::uint32_t beyond = frame - framesInFirst - 1;
    return {1 + beyond / framesPerRegion, 1 + beyond % framesPerRegion};
}

volatile std::uint32_t *pagesOf(volatile std::uint32_t *region, std::uint32_t number)
{
    return number == 0 ? region + indexHeaderWords : region;
}

std::uint32_t framesIn(std::uint32_t region)
{
    return region == 0 ? framesInFirst : framesPerRegion;
}

volatile std::uint16_t *hashOf(volatile std::uint32_t *region)
{
    return reinterpret_cast<volatile std::uint16_t *>(region + hashOffsetWords);
}

} // namespace

WalWriter::WalWriter(const std::string &path) : m_tap(path) {}

WalWriter::~WalWriter()
{
    if (locked()) {
        unlock();
    }
}

bool WalWriter::tryLock()
{
    return m_tap.tryExclusive(WalLock::Write);
}

void WalWriter::unlock()
{
    m_tap.unlock(WalLock::Write);
}

void WalWriter::write(std::uint64_t offset, core::ByteView bytes)
{
    sqlite3_file *const wal = m_tap.m_wal;
    for (std::size_t done = 0; done < bytes.size(); done += pieceBytes) {
        const std::size_t piece = std::min(pieceBytes, bytes.size() - done);
        const int rc = wal->pMethods->xWrite(wal, bytes.data() + done, static_cast<int>(piece),
                                             static_cast<sqlite3_int64>(offset + done));
        if (rc != SQLITE_OK) {
            throw toError(rc, sqlite3_errstr(rc), m_tap.m_connection.path());
        }
    }
}

void WalWriter::flush()
{
    write(m_bufferAt, m_buffer);
    m_bufferAt += m_buffer.size();
    m_buffer.clear();
}

// databasePages: 0 but for the last frame.
void WalWriter::addFrame(std::uint32_t page, std::uint32_t databasePages, core::ByteView image)
{
    std::array<std::uint8_t, frameHeaderBytes> head{};
    core::storeBig32(head.data(), page);
    core::storeBig32(head.data() + 4, databasePages);
    core::storeBig32(head.data() + 8, m_header.salt[0]);
    core::storeBig32(head.data() + 12, m_header.salt[1]);
    walChecksum(core::ByteView(head).first(8), m_header.bigEndianChecksums, m_header.frameChecksum);
    walChecksum(image, m_header.bigEndianChecksums, m_header.frameChecksum);
    core::storeBig32(head.data() + 16, m_header.frameChecksum[0]);
    core::storeBig32(head.data() + 20, m_header.frameChecksum[1]);
    ++m_header.mxFrame;
    if (m_buffer.size() + head.size() + image.size() > pieceBytes) {
        flush();
    }
    m_buffer.insert(m_buffer.end(), head.begin(), head.end());
    m_buffer.insert(m_buffer.end(), image.begin(), image.end());
}

volatile std::uint32_t *WalWriter::region(std::uint32_t number)
{
    volatile void *mapped = nullptr;
    const int rc = m_tap.m_database->pMethods->xShmMap(m_tap.m_database, static_cast<int>(number),
                                                       static_cast<int>(regionBytes), 1, &mapped);
    if (rc != SQLITE_OK || mapped == nullptr) {
        throw toError(rc == SQLITE_OK ? SQLITE_IOERR_SHMMAP : rc, sqlite3_errstr(rc),
                      m_tap.m_connection.path());
    }
    return static_cast<volatile std::uint32_t *>(mapped);
}

// What a writer that rolled back or was killed left there.
void WalWriter::forgetIndexBeyond(std::uint32_t frame)
{
    const Place last = placeOf(frame);
    volatile std::uint32_t *const words = region(last.region);
    volatile std::uint16_t *const hash = hashOf(words);
    for (std::uint32_t slot = 0; slot < hashSlots; ++slot) {
        if (hash[slot] > last.index) {
            hash[slot] = 0;
        }
    }
    volatile std::uint32_t *const pages = pagesOf(words, last.region);
    for (std::uint32_t i = last.index; i < framesIn(last.region); ++i) {
        pages[i] = 0;
    }
}

void WalWriter::indexFrame(std::uint32_t frame, std::uint32_t page)
{
    const Place place = placeOf(frame);
    volatile std::uint32_t *const words = region(place.region);
    volatile std::uint32_t *const pages = pagesOf(words, place.region);
    if (place.index == 1) { // the region's first use
        for (volatile std::uint32_t *word = pages; word < words + regionBytes / 4; ++word) {
            *word = 0;
        }
    }
    volatile std::uint16_t *const hash = hashOf(words);
    std::uint32_t slot = (page * 383U) % hashSlots;
    while (hash[slot] != 0) {
        slot = (slot + 1) % hashSlots; // half of them are free at least
    }
    pages[place.index - 1] = page;
    hash[slot] = static_cast<std::uint16_t>(place.index);
}

// Readers pass over entries beyond their mxFrame, so it is no matter when these come.
void WalWriter::indexFrames(const Commit &commit)
{
    forgetIndexBeyond(commit.base.mxFrame);
    std::uint32_t frame = commit.base.mxFrame;
    for (const std::uint32_t page : commit.pages) {
        indexFrame(++frame, page);
    }
    indexFrame(++frame, 1);
}

// The commit frame and the sync. A commit that was refused here must not come to life at the next recovery.
void WalWriter::endCommit(std::uint64_t lastFrame)
{
    struct Undo
    {
        sqlite3_file *wal;
        std::uint64_t at;
        bool wanted = true;
        ~Undo()
        {
            const std::array<std::uint8_t, frameHeaderBytes> nothing{};
            if (wanted) {
                wal->pMethods->xWrite(wal, nothing.data(), static_cast<int>(nothing.size()),
                                      static_cast<sqlite3_int64>(at));
            }
        }
    } undo{m_tap.m_wal, lastFrame};
    flush();
    m_tap.syncWal();
    undo.wanted = false;
}

void WalWriter::publish(const WalHeader &header)
{
    constexpr std::size_t headerWords = 12;
    std::array<std::uint32_t, headerWords> words;
    for (std::size_t i = 0; i < words.size(); ++i) {
        words[i] = m_tap.m_index[i]; // what isn't ours to change: version, flags, page size, salt
    }
    ++words[2];
    words[4] = header.mxFrame;
    words[5] = header.databasePages;
    words[6] = header.frameChecksum[0];
    words[7] = header.frameChecksum[1];
    std::array<std::uint8_t, headerWords * 4> raw;
    std::memcpy(raw.data(), words.data(), raw.size());
    std::array<std::uint32_t, 2> sum{};
    walChecksum(core::ByteView(raw).first(40), std::endian::native == std::endian::big, sum);
    words[10] = sum[0];
    words[11] = sum[1];
    sqlite3_file *const database = m_tap.m_database;
    database->pMethods->xShmBarrier(database);
    for (const std::size_t copy : {headerWords, std::size_t{0}}) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            m_tap.m_index[copy + i].store(words[i], std::memory_order_relaxed);
        }
        database->pMethods->xShmBarrier(database);
    }
}

void WalWriter::commit(const Commit &commit, const core::JobContext &job)
{
    m_header = commit.base;
    m_buffer.clear();
    const std::uint64_t frameBytes = frameHeaderBytes + m_header.pageSize;
    m_bufferAt = walHeaderBytes + m_header.mxFrame * frameBytes;
    core::Bytes image(m_header.pageSize);
    for (std::size_t i = 0; i < commit.pages.size(); ++i) {
        if (i % 64 == 0) {
            job.checkStop();
            job.report(i, commit.pages.size() + 1, "pages");
        }
        commit.read(commit.pages[i], image);
        addFrame(commit.pages[i], 0, image);
    }
    flush();
    job.checkStop();
    const std::uint64_t lastFrame = m_bufferAt;
    m_header.databasePages = commit.databasePages;
    addFrame(1, commit.databasePages, commit.pageOne);
    indexFrames(commit);
    commit.beforeEnd({m_header.salt, m_header.mxFrame, m_header.frameChecksum});
    endCommit(lastFrame);
    publish(m_header);
}

} // namespace strandline::sqlite
