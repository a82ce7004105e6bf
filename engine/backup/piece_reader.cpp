#include "engine/backup/piece_reader.h"

#include "engine/backup/files.h"

#include <algorithm>

namespace strandline::backup {

using core::ByteReader;
using core::Bytes;
using core::ByteView;
using core::ByteWriter;
using core::Error;
using core::ErrorCode;
using core::Scn;

namespace {

constexpr std::string_view stepsName = "STRLSTEP";
constexpr std::size_t stepsFooterBytes = 24;

Error corrupt(const PieceFile &piece, const std::string &what)
{
    return Error(ErrorCode::BackupCorrupt, fmt::format("{} is no piece of its set: {}.", piece.path(), what))
        .withPath(piece.path());
}

core::Time timeAt(std::uint64_t micros)
{
    return core::Time(std::chrono::microseconds(static_cast<std::int64_t>(micros)));
}

Step decodeStep(ByteReader &in)
{
    Step step;
    step.scn = Scn{in.varint()};
    step.incarnation = core::IncarnationId{static_cast<std::uint32_t>(in.varint())};
    const std::uint64_t timeTo = in.varint();
    step.timeTo = timeAt(timeTo);
    step.timeFrom = timeAt(timeTo - in.varint());
    step.gap = (in.varint() & 1U) != 0;
    step.databasePages = static_cast<std::uint32_t>(in.varint());
    const std::uint64_t images = in.varint();
    if (images > in.remaining() || images > step.databasePages) {
        throw Error(ErrorCode::BackupCorrupt, "a step has more images than pages");
    }
    step.pages.reserve(images);
    std::uint64_t page = 0;
    for (std::uint64_t i = 0; i < images; ++i) {
        page += in.varint();
        if (page == 0 || page > step.databasePages || (i > 0 && page <= step.pages.back())) {
            throw Error(ErrorCode::BackupCorrupt, "a step's pages are out of order");
        }
        step.pages.push_back(static_cast<std::uint32_t>(page));
    }
    return step;
}

} // namespace

ImageReader::ImageReader(const core::FileSystem &files, const std::string &setFolder,
                         const Manifest &manifest, std::shared_ptr<const SetKey> key)
    : m_piece(PieceFile::open(files, setFolder, manifest, 0, std::move(key))), m_pageSize(manifest.pageSize),
      m_pageCount(manifest.pageCount)
{
    if (manifest.kind != Kind::Full || m_piece->contentBytes() != std::uint64_t{m_pageSize} * m_pageCount) {
        throw corrupt(*m_piece, fmt::format("it has {} bytes instead of {} pages of {}",
                                            m_piece->contentBytes(), m_pageCount, m_pageSize));
    }
}

void ImageReader::readPage(std::uint32_t page, std::span<std::uint8_t> out) const
{
    if (page == 0 || page > m_pageCount || out.size() != m_pageSize) {
        throw corrupt(*m_piece, fmt::format("it has no page {}", page));
    }
    m_piece->read(std::uint64_t{page - 1} * m_pageSize, out);
}

StepReader::StepReader(const core::FileSystem &files, const std::string &setFolder, const Manifest &manifest,
                       std::shared_ptr<const SetKey> key)
    : m_piece(PieceFile::open(files, setFolder, manifest, 0, std::move(key)))
{
    readDirectory(manifest);
}

void StepReader::readDirectory(const Manifest &manifest)
{
    const std::uint64_t content = m_piece->contentBytes();
    if (manifest.kind == Kind::Full || content < stepsFooterBytes) {
        throw corrupt(*m_piece, "it holds no steps");
    }
    Bytes footer(stepsFooterBytes);
    m_piece->read(content - footer.size(), footer);
    ByteReader end(footer);
    const std::uint64_t directoryAt = end.u64();
    m_pageSize = end.u32();
    const std::uint32_t count = end.u32();
    const ByteView name = end.take(stepsName.size());
    if (!std::equal(name.begin(), name.end(), stepsName.begin(), stepsName.end()) ||
        m_pageSize != manifest.pageSize || directoryAt > content - stepsFooterBytes ||
        directoryAt % m_pageSize != 0) {
        throw corrupt(*m_piece, "its directory doesn't begin where it says");
    }
    m_imageCount = directoryAt / m_pageSize;
    Bytes directory(content - stepsFooterBytes - directoryAt);
    m_piece->read(directoryAt, directory);
    auto steps = attempt([&] {
        ByteReader in(directory);
        std::vector<Step> out;
        for (std::uint32_t i = 0; i < count; ++i) {
            out.push_back(decodeStep(in));
        }
        return out;
    });
    if (const Misread *misread = std::get_if<Misread>(&steps)) {
        throw corrupt(*m_piece, misread->clause());
    }
    m_steps = std::get<0>(std::move(steps));
    std::uint64_t images = 0;
    Scn before = manifest.fromScn;
    for (Step &step : m_steps) {
        if (step.scn <= before) {
            throw corrupt(*m_piece, "its steps are out of order");
        }
        before = step.scn;
        step.firstImage = images;
        images += step.pages.size();
    }
    if (images != m_imageCount || before != manifest.toScn) {
        throw corrupt(*m_piece, "its directory tells of other images or SCNs");
    }
}

void StepReader::readImage(std::uint64_t image, std::span<std::uint8_t> out) const
{
    if (image >= m_imageCount || out.size() != m_pageSize) {
        throw corrupt(*m_piece, fmt::format("it has no image {}", image));
    }
    m_piece->read(image * m_pageSize, out);
}

Bytes encodeDirectory(const std::vector<Step> &steps, std::uint32_t pageSize)
{
    Bytes out;
    ByteWriter w(out);
    std::uint64_t images = 0;
    for (const Step &step : steps) {
        w.varint(step.scn.value);
        w.varint(step.incarnation.value);
        w.varint(static_cast<std::uint64_t>(step.timeTo.time_since_epoch().count()));
        w.varint(static_cast<std::uint64_t>((step.timeTo - step.timeFrom).count()));
        w.varint(step.gap ? 1 : 0);
        w.varint(step.databasePages);
        w.varint(step.pages.size());
        std::uint32_t before = 0;
        for (const std::uint32_t page : step.pages) {
            w.varint(page - before);
            before = page;
        }
        images += step.pages.size();
    }
    w.u64(images * pageSize);
    w.u32(pageSize);
    w.u32(static_cast<std::uint32_t>(steps.size()));
    w.bytes({reinterpret_cast<const std::uint8_t *>(stepsName.data()), stepsName.size()});
    return out;
}

} // namespace strandline::backup
