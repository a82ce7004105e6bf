#include "engine/backup/set_pages.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <fmt/format.h>
#include <mutex>
#include <thread>

namespace strandline::backup {

using core::Bytes;
using core::ByteView;
using core::Error;
using core::ErrorCode;
using core::Scn;

namespace {

constexpr std::uint32_t lockByte = 0x40000000;

// Runs work(0 … count-1) on several threads; rethrows the first error when all have stopped.
class Crew
{
public:
    Crew(std::size_t count, std::function<void(std::size_t)> work) : m_count(count), m_work(std::move(work))
    {
    }

    void run(unsigned threads)
    {
        std::vector<std::thread> others;
        for (unsigned i = 1; i < threads; ++i) {
            others.emplace_back([this] { serve(); });
        }
        serve();
        for (std::thread &thread : others) {
            thread.join();
        }
        if (m_error) {
            std::rethrow_exception(m_error);
        }
    }

private:
    void serve() noexcept
    {
        try {
            for (std::size_t i = m_next++; i < m_count; i = m_next++) {
                m_work(i);
            }
        } catch (...) {
            const std::lock_guard lock(m_mutex);
            m_next = m_count;
            if (!m_error) {
                m_error = std::current_exception();
            }
        }
    }

    const std::size_t m_count;
    const std::function<void(std::size_t)> m_work;
    std::atomic<std::size_t> m_next = 0;
    std::mutex m_mutex;
    std::exception_ptr m_error; // guarded by m_mutex
};

} // namespace

SetPages::SetPages(const RestorePlan &plan, const KeyRing &keys, const core::FileSystem &files)
{
    for (const PlannedSet &planned : plan.sets) {
        const Manifest &manifest = planned.set.manifest;
        auto key = keys.open(manifest);
        if (manifest.kind == Kind::Full) {
            m_image = std::make_unique<ImageReader>(files, planned.set.folder, manifest, std::move(key));
            m_pageSize = m_image->pageSize();
            m_pages.resize(m_image->pageCount());
            for (std::size_t i = 0; i < m_pages.size(); ++i) {
                m_pages[i] = {0, i};
            }
            m_scn = manifest.toScn;
            m_time = manifest.toTime;
            continue;
        }
        auto reader = std::make_unique<StepReader>(files, planned.set.folder, manifest, std::move(key));
        if (!m_image || reader->pageSize() != m_pageSize) {
            throw Error(ErrorCode::BackupCorrupt,
                        fmt::format("The set {} doesn't fit to those before it.", manifest.id))
                .withPath(planned.set.folder);
        }
        m_steps.push_back(std::move(reader));
        addSteps(*m_steps.back(), static_cast<std::uint32_t>(m_steps.size()), planned.to);
    }
    refuseHoles(plan);
    m_takers.resize(m_steps.size() + 1);
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        const Source &source = m_pages[i];
        if (source.piece == 0 || source.piece == noPiece) {
            continue;
        }
        auto &takers = m_takers[source.piece];
        takers.resize(m_steps[source.piece - 1]->imageCount());
        takers[source.image] = static_cast<std::uint32_t>(i + 1);
    }
}

void SetPages::addSteps(const StepReader &reader, std::uint32_t piece, Scn to)
{
    for (const Step &step : reader.steps()) {
        if (step.scn <= m_scn) {
            continue; // the state holds it already
        }
        if (step.scn > to) {
            break;
        }
        m_pages.resize(step.databasePages);
        for (std::size_t i = 0; i < step.pages.size(); ++i) {
            if (step.pages[i] > 0 && step.pages[i] <= m_pages.size()) {
                m_pages[step.pages[i] - 1] = {piece, step.firstImage + i};
            }
        }
        m_scn = step.scn;
        m_time = step.timeTo;
    }
}

void SetPages::refuseHoles(const RestorePlan &plan) const
{
    if (!m_image || m_scn != plan.scn) {
        throw Error(ErrorCode::BackupCorrupt,
                    fmt::format("The sets end with SCN {} and not with SCN {}, as their manifests say.",
                                m_scn.value, plan.scn.value))
            .withPath(plan.sets.empty() ? std::string() : plan.sets.back().set.folder);
    }
    // Nobody ever wrote the page with the lock bytes.
    const std::uint32_t lockPage = lockByte / m_pageSize + 1;
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        if (m_pages[i].piece == noPiece && i + 1 != lockPage) {
            throw Error(ErrorCode::BackupCorrupt,
                        fmt::format("No set holds page {} of the database as of SCN {}.", i + 1, m_scn.value))
                .withPath(plan.sets.back().set.folder);
        }
    }
}

const PieceFile &SetPages::pieceOf(std::uint32_t piece) const
{
    return piece == 0 ? m_image->piece() : m_steps[piece - 1]->piece();
}

void SetPages::readPage(std::uint32_t page, std::span<std::uint8_t> out)
{
    const Source source = page > 0 && page <= m_pages.size() ? m_pages[page - 1] : Source{};
    if (source.piece == noPiece) {
        std::fill(out.begin(), out.end(), std::uint8_t{0});
    } else if (source.piece == 0) {
        m_image->readPage(page, out);
    } else {
        m_steps[source.piece - 1]->readImage(source.image, out);
    }
}

// Only those that hold a page of the state. A page never lies across two frames: their length is a multiple
// of every page size.
std::vector<SetPages::Frame> SetPages::framesToRead() const
{
    std::vector<std::vector<bool>> wanted(m_steps.size() + 1);
    for (const Source &source : m_pages) {
        if (source.piece != noPiece) {
            const PieceFile &piece = pieceOf(source.piece);
            wanted[source.piece].resize(piece.frames().size());
            wanted[source.piece][piece.frameAt(source.image * m_pageSize)] = true;
        }
    }
    std::vector<Frame> frames;
    for (std::uint32_t piece = 0; piece < wanted.size(); ++piece) {
        for (std::uint32_t frame = 0; frame < wanted[piece].size(); ++frame) {
            if (wanted[piece][frame]) {
                frames.push_back({piece, frame});
            }
        }
    }
    return frames;
}

// Returns the bytes written.
std::uint64_t SetPages::writeFrame(const Frame &frame, Output &out, Bytes &content) const
{
    const PieceFile &piece = pieceOf(frame.piece);
    const PieceFile::Frame &stored = piece.frames()[frame.frame];
    content.resize(stored.contentBytes);
    piece.readFrame(frame.frame, content);
    const std::uint64_t first = stored.contentOffset / m_pageSize;
    const std::uint64_t count = stored.contentBytes / m_pageSize; // a directory may follow the last image
    std::uint64_t written = 0;
    // Images that go side by side into the file are written at once.
    std::uint64_t runFrom = 0;
    std::uint64_t runLength = 0;
    std::uint32_t runPage = 0;
    const auto flush = [&] {
        if (runLength > 0) {
            const std::lock_guard lock(out.mutex);
            out.file.writeAt(std::uint64_t{runPage - 1} * m_pageSize,
                             ByteView(content).subspan(runFrom * m_pageSize, runLength * m_pageSize));
            written += runLength * m_pageSize;
        }
        runLength = 0;
    };
    for (std::uint64_t i = 0; i < count; ++i) {
        std::uint32_t page = 0;
        if (frame.piece == 0) {
            const bool kept = first + i < m_pages.size() && m_pages[first + i].piece == 0;
            page = kept ? static_cast<std::uint32_t>(first + i + 1) : 0;
        } else {
            const auto &takers = m_takers[frame.piece];
            page = first + i < takers.size() ? takers[first + i] : 0;
        }
        if (page == 0 || page != runPage + runLength) {
            flush();
            runFrom = i;
            runPage = page;
        }
        runLength += page == 0 ? 0 : 1;
    }
    flush();
    return written;
}

void SetPages::writeTo(core::File &file, unsigned threads, const core::JobContext &job)
{
    file.truncate(sizeBytes());
    const std::vector<Frame> frames = framesToRead();
    std::atomic<std::uint64_t> written = 0;
    std::mutex reporting;
    Output out{file};
    const unsigned cores = threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
    Crew crew(frames.size(), [&](std::size_t i) {
        job.checkStop();
        thread_local Bytes content;
        const std::uint64_t done = written += writeFrame(frames[i], out, content);
        const std::lock_guard lock(reporting);
        job.report(done, sizeBytes(), "bytes");
    });
    crew.run(std::min<unsigned>(cores, static_cast<unsigned>(std::max<std::size_t>(1, frames.size()))));
}

} // namespace strandline::backup
