#include "engine/backup/piece_tail.h"
#include "engine/core/codec.h"
#include "engine/core/hash.h"

#include <algorithm>
#include <bit>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace strandline::backup {

using core::Bytes;

namespace {

constexpr std::size_t slotBytes = 24U << 20U; // of content that may wait while the disk is busy

// Frames are made on several threads and written by one, in order. A slot is free, then being filled, then
// ready.
class FrameMill
{
public:
    FrameMill(std::uint64_t contentBytes, const Fill &fill, const PieceOptions &options,
              std::string pieceName)
        : m_fill(fill), m_options(options), m_pieceName(std::move(pieceName)), m_contentBytes(contentBytes),
          m_frames((contentBytes + options.frameBytes - 1) / options.frameBytes)
    {
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        const auto threads = static_cast<unsigned>(
            std::min<std::uint64_t>(m_frames, options.threads != 0 ? options.threads : cores));
        m_slots.resize(std::max<std::size_t>(threads * 2 + 1, slotBytes / options.frameBytes));
        for (unsigned i = 0; i < threads; ++i) {
            m_threads.emplace_back([this] { work(); });
        }
    }

    ~FrameMill()
    {
        {
            const std::lock_guard guard(m_mutex);
            m_stopped = true;
        }
        m_changed.notify_all();
        for (std::thread &thread : m_threads) {
            thread.join();
        }
    }
    FrameMill(const FrameMill &) = delete;
    FrameMill &operator=(const FrameMill &) = delete;

    struct Slot
    {
        Bytes content;
        Bytes stored;
        std::uint64_t hash = 0;
        bool ready = false;
    };

    std::uint64_t frames() const { return m_frames; }

    // The next frame in order; its slot is ours until release().
    const Slot &take()
    {
        std::unique_lock lock(m_mutex);
        Slot &slot = m_slots[m_written % m_slots.size()];
        m_changed.wait(lock, [&] { return slot.ready || m_failure; });
        if (m_failure) {
            std::rethrow_exception(m_failure);
        }
        return slot;
    }

    void release()
    {
        {
            const std::lock_guard guard(m_mutex);
            m_slots[m_written % m_slots.size()].ready = false;
            ++m_written;
        }
        m_changed.notify_all();
    }

private:
    void work() noexcept
    {
        try {
            core::CompressorOptions options;
            options.level = m_options.compressionLevel;
            options.checksum = true;
            // A level's own window may be shorter than a frame of steps, whose images resemble each other.
            options.windowLog =
                m_options.frameBytes > imageFrameBytes ? std::bit_width(m_options.frameBytes - 1) : 0;
            core::Compressor compressor(options);
            Bytes compressed;
            while (const auto frame = next()) {
                make(*frame, m_slots[*frame % m_slots.size()], compressor, compressed);
            }
        } catch (...) {
            const std::lock_guard guard(m_mutex);
            m_failure = std::current_exception();
            m_stopped = true;
        }
        m_changed.notify_all();
    }

    std::optional<std::uint64_t> next()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(
            lock, [&] { return m_stopped || m_next == m_frames || m_next - m_written < m_slots.size(); });
        if (m_stopped || m_next == m_frames) {
            return std::nullopt;
        }
        return m_next++;
    }

    void make(std::uint64_t frame, Slot &slot, core::Compressor &compressor, Bytes &compressed)
    {
        const std::uint64_t from = frame * m_options.frameBytes;
        slot.content.resize(std::min<std::uint64_t>(m_options.frameBytes, m_contentBytes - from));
        m_fill(from, slot.content);
        slot.stored.clear();
        if (m_options.key) {
            compressed.clear();
            compressor.compress(slot.content, compressed);
            m_options.key->sealFrame(m_pieceName, m_options.pieceNumber, frame, frame + 1 == m_frames,
                                     compressed, slot.stored);
        } else {
            compressor.compress(slot.content, slot.stored);
        }
        slot.hash = core::hash64(slot.stored);
        {
            const std::lock_guard guard(m_mutex);
            slot.ready = true;
        }
        m_changed.notify_all();
    }

    const Fill &m_fill;
    const PieceOptions &m_options;
    const std::string m_pieceName;
    const std::uint64_t m_contentBytes;
    const std::uint64_t m_frames;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    // Guarded by m_mutex, but for the contents of a slot, which belong to one thread at a time:
    std::vector<Slot> m_slots;
    std::uint64_t m_next = 0;    // frame that nobody makes yet
    std::uint64_t m_written = 0; // frames that are done with
    bool m_stopped = false;
    std::exception_ptr m_failure;
    std::vector<std::thread> m_threads;
};

} // namespace

Piece writePiece(const core::FileSystem &files, const std::string &setFolder, const std::string &name,
                 std::uint64_t contentBytes, const Fill &fill, const PieceOptions &options,
                 const core::JobContext &job)
{
    const auto file = files.open(setFolder + "/" + name, core::OpenMode::Create);
    core::Hasher content(options.digest);
    core::Hasher stored(options.digest);
    std::vector<PieceFile::Frame> frames;
    Piece piece{name, 0, contentBytes, {}, {}};
    {
        FrameMill mill(contentBytes, fill, options, name);
        std::uint64_t done = 0;
        while (frames.size() < mill.frames()) {
            job.checkStop();
            const FrameMill::Slot &slot = mill.take();
            file->writeAt(piece.storedBytes, slot.stored);
            content.add(slot.content);
            stored.add(slot.stored);
            frames.push_back({piece.storedBytes, static_cast<std::uint32_t>(slot.stored.size()),
                              static_cast<std::uint32_t>(slot.content.size()), slot.hash, done});
            piece.storedBytes += slot.stored.size();
            done += slot.content.size();
            mill.release();
            job.report(done, contentBytes, "bytes");
        }
    }
    const Bytes tail = encodeTail(frames);
    file->writeAt(piece.storedBytes, tail);
    stored.add(tail);
    piece.storedBytes += tail.size();
    file->sync();
    piece.storedDigest = core::toHex(stored.finish());
    piece.contentDigest = core::toHex(content.finish());
    return piece;
}

} // namespace strandline::backup
