// A state of a database put together from the sets of a plan, page by page: its newest image among the steps,
// else that of the full set. Every page is read from one place only, so that any page can be had at once and
// all of them on all cores.
//
// The directories of the steps are read when it is made; the pieces are decoded as pages are asked for, and
// checked as piece_reader.h says. Safe from any thread. Errors: BackupCorrupt with piece and offset,
// WrongKey, NotFound.
#pragma once

#include "engine/backup/piece_reader.h"
#include "engine/backup/restore_plan.h"
#include "engine/core/job.h"
#include "engine/sqlite/page_vfs.h"

#include <mutex>

namespace strandline::backup {

class SetPages final : public sqlite::PageSource
{
public:
    SetPages(const RestorePlan &plan, const KeyRing &keys,
             const core::FileSystem &files = core::systemFiles());

    std::uint32_t pageSize() const override { return m_pageSize; }
    std::uint32_t pageCount() const override { return static_cast<std::uint32_t>(m_pages.size()); }
    std::uint64_t sizeBytes() const { return std::uint64_t{m_pageSize} * m_pages.size(); }
    void readPage(std::uint32_t page, std::span<std::uint8_t> out) override;

    // The commit that the state is; its time is exact where an archive log ends the way.
    core::Scn scn() const { return m_scn; }
    core::Time time() const { return m_time; }

    // Writes all pages into an empty file, on several threads. progress: bytes written.
    void writeTo(core::File &file, unsigned threads, const core::JobContext &job);

private:
    // Where a page comes from: a piece, and the number of the image in it.
    struct Source
    {
        std::uint32_t piece = noPiece;
        std::uint64_t image = 0;
    };
    static constexpr std::uint32_t noPiece = UINT32_MAX;
    struct Frame // to decode, and what of it goes where
    {
        std::uint32_t piece = 0;
        std::uint32_t frame = 0;
    };

    void addSteps(const StepReader &reader, std::uint32_t piece, core::Scn to);
    void refuseHoles(const RestorePlan &plan) const;
    std::vector<Frame> framesToRead() const;
    // One thread at a time writes: the system lets no two into a file at once, and burns a core that could
    // decode while the second one waits.
    struct Output
    {
        core::File &file;
        std::mutex mutex = {};
    };
    std::uint64_t writeFrame(const Frame &frame, Output &out, core::Bytes &content) const;
    const PieceFile &pieceOf(std::uint32_t piece) const;

    std::uint32_t m_pageSize = 0;
    core::Scn m_scn;
    core::Time m_time{};
    std::unique_ptr<ImageReader> m_image;
    std::vector<std::unique_ptr<StepReader>> m_steps; // piece n > 0 is m_steps[n - 1]
    std::vector<Source> m_pages;                      // [page - 1]
    // By piece, by image of a step: the page that takes it. 0: an older version.
    std::vector<std::vector<std::uint32_t>> m_takers;
};

} // namespace strandline::backup
