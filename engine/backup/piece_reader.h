// The two contents of a piece (piece_file.h), read page by page: an image and steps. Both decrypt and check
// as they go, and may be used from any thread. Errors: BackupCorrupt, naming piece and offset; WrongKey;
// NotFound.
#pragma once

#include "engine/backup/piece_file.h"

namespace strandline::backup {

// The pages of a full set.
class ImageReader
{
public:
    ImageReader(const core::FileSystem &files, const std::string &setFolder, const Manifest &manifest,
                std::shared_ptr<const SetKey> key);

    std::uint32_t pageSize() const { return m_pageSize; }
    std::uint32_t pageCount() const { return m_pageCount; }
    // page from 1; out has pageSize() bytes.
    void readPage(std::uint32_t page, std::span<std::uint8_t> out) const;
    // For reading whole frames on several threads.
    const PieceFile &piece() const { return *m_piece; }

private:
    std::shared_ptr<PieceFile> m_piece;
    std::uint32_t m_pageSize;
    std::uint32_t m_pageCount;
};

// A change of the database from one SCN to a later one.
struct Step
{
    core::Scn scn; // that it leads to
    core::IncarnationId incarnation;
    core::Time timeFrom; // equal to timeTo where the commit's time is certain
    core::Time timeTo;
    bool gap = false;                // commits were lost before it
    std::uint32_t databasePages = 0; // of the database after it
    std::uint64_t firstImage = 0;    // number of its first image in the piece
    std::vector<std::uint32_t> pages;
};

// The steps of a differential, cumulative or archive log set. The first leads on from the manifest's fromScn,
// each other from the one before it. The directory is in memory, the images are read when asked for.
class StepReader
{
public:
    StepReader(const core::FileSystem &files, const std::string &setFolder, const Manifest &manifest,
               std::shared_ptr<const SetKey> key);

    const std::vector<Step> &steps() const { return m_steps; } // ascending by SCN
    std::uint32_t pageSize() const { return m_pageSize; }
    std::uint64_t imageCount() const { return m_imageCount; }
    // image: number in the piece (Step::firstImage + i for pages[i]); out has pageSize() bytes.
    void readImage(std::uint64_t image, std::span<std::uint8_t> out) const;
    const PieceFile &piece() const { return *m_piece; }

private:
    void readDirectory(const Manifest &manifest);

    std::shared_ptr<PieceFile> m_piece;
    std::vector<Step> m_steps;
    std::uint32_t m_pageSize = 0;
    std::uint64_t m_imageCount = 0;
};

// The directory and footer that follow the images. pageSize: of all steps.
core::Bytes encodeDirectory(const std::vector<Step> &steps, std::uint32_t pageSize);

} // namespace strandline::backup
