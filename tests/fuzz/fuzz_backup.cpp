// Feeds the readers of backup sets with bytes that no writer made: manifests and pieces whose checksums were
// made right again, so that what lies behind them is reached. Whatever they get, they return or throw
// core::Error: no crash, no endless loop, no absurd allocation.
//
//   fuzz_backup [ITERATIONS [SEED]]
// Built with -fsanitize=fuzzer (STRANDLINE_LIBFUZZER) it is a libFuzzer target.
#include "engine/backup/files.h"
#include "engine/backup/piece_reader.h"
#include "engine/backup/piece_tail.h"
#include "engine/core/hash.h"
#include "tests/support/memory_files.h"
#include "tests/support/random.h"

#include <algorithm>

using namespace strandline;
using namespace strandline::test;

namespace {

constexpr std::uint32_t PageBytes = 512;
constexpr const char *Id = "20261121T000000Z-archivelog-abcdef";

backup::Manifest newManifest()
{
    backup::Manifest manifest;
    manifest.id = Id;
    manifest.kind = backup::Kind::ArchiveLog;
    manifest.database = "/nonexistent/fuzz.db";
    manifest.fromScn = core::Scn{3};
    manifest.toScn = core::Scn{6};
    manifest.unreadable = {{core::Scn{5}, core::Scn{5}}};
    manifest.restorePoints = {{"before it", core::Scn{4}, {}}};
    manifest.incarnations.push_back({core::IncarnationId{1}, {}, {}, core::Scn{1}, core::Scn{6}});
    manifest.tags = {"nightly"};
    manifest.pageSize = PageBytes;
    manifest.pageCount = 9;
    return manifest;
}

std::vector<backup::Step> newSteps()
{
    std::vector<backup::Step> steps(2);
    steps[0].scn = core::Scn{4};
    steps[0].databasePages = 7;
    steps[0].pages = {1, 3, 7};
    steps[1].scn = core::Scn{6};
    steps[1].databasePages = 9;
    steps[1].pages = {1, 2, 8, 9};
    return steps;
}

core::Bytes contentOf(const core::Bytes &directory)
{
    core::Bytes content(7 * PageBytes);
    for (std::size_t i = 0; i < content.size(); ++i) {
        content[i] = static_cast<std::uint8_t>(i * 7 / 5);
    }
    content.insert(content.end(), directory.begin(), directory.end());
    return content;
}

// A set in memory with these steps' content.
backup::Manifest writeSet(MemoryFiles &files, const core::Bytes &content)
{
    backup::Manifest manifest = newManifest();
    files.tryRemove("/set/steps.zst");
    backup::PieceOptions options;
    options.frameBytes = 1024;
    options.threads = 1;
    const backup::Fill fill = [&](std::uint64_t offset, std::span<std::uint8_t> out) {
        std::copy_n(content.begin() + static_cast<std::ptrdiff_t>(offset), out.size(), out.begin());
    };
    manifest.pieces.push_back(
        backup::writePiece(files, "/set", "steps.zst", content.size(), fill, options, {}));
    return manifest;
}

void readSteps(const MemoryFiles &files, const backup::Manifest &manifest)
{
    const backup::StepReader reader(files, "/set", manifest, nullptr);
    core::Bytes page(PageBytes);
    for (std::uint64_t image = 0; image < reader.imageCount(); ++image) {
        reader.readImage(image, page);
    }
}

void readPiece(MemoryFiles &files, core::ByteView bytes)
{
    backup::Manifest manifest = newManifest();
    manifest.pieces.push_back({"steps.zst", bytes.size(), 0, {}, {}});
    files.put("/set/steps.zst", core::Bytes(bytes.begin(), bytes.end()));
    const auto file = files.open("/set/steps.zst", core::OpenMode::Read);
    // With whatever length of content the tail tells.
    const auto tail = backup::readTail(*file);
    if (const auto *told = std::get_if<backup::PieceTail>(&tail)) {
        manifest.pieces[0].contentBytes = told->contentBytes;
        readSteps(files, manifest);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static MemoryFiles files;
    if (size == 0) {
        return 0;
    }
    const core::ByteView input(data + 1, size - 1);
    const std::string text(input.begin(), input.end());
    try {
        switch (data[0] % 4) {
        case 0:
            backup::parseManifest(text, "manifest.json");
            break;
        case 1: { // with its checksum made right
            auto json = nlohmann::ordered_json::parse(text, nullptr, false);
            if (json.is_object()) {
                json.erase("checksum");
                backup::parseManifest(backup::formatChecked(json), "manifest.json", Id);
            }
            break;
        }
        case 2:
            readPiece(files, input);
            break;
        default: // a directory behind frames that are whole
            readSteps(files, writeSet(files, contentOf(core::Bytes(input.begin(), input.end()))));
        }
    } catch (const core::Error &) {
        return 0; // refused, as it should be
    }
    return 0;
}

#ifndef STRANDLINE_LIBFUZZER

namespace {

void mutate(core::Bytes &bytes, Random &random)
{
    for (std::uint64_t n = random.between(1, 4); n > 0 && !bytes.empty(); --n) {
        std::uint8_t &b = bytes[random.below(bytes.size())];
        switch (random.below(5)) {
        case 0:
            b = 0xff;
            break;
        case 1:
            b = 0;
            break;
        case 2:
            b = static_cast<std::uint8_t>(b + 1);
            break;
        case 3: // another digit, which leaves JSON what it was
            b = b >= '0' && b <= '9' ? static_cast<std::uint8_t>('0' + random.below(10)) : b;
            break;
        default:
            b = static_cast<std::uint8_t>(random.next());
        }
    }
    if (random.oneIn(6)) {
        bytes.resize(random.below(bytes.size() + 1));
    }
}

// The hash of the tail, made right again where the file still has one.
void mendTail(core::Bytes &piece)
{
    if (piece.size() < 100) {
        return;
    }
    core::ByteReader footer(core::ByteView(piece).subspan(piece.size() - 9));
    const std::uint64_t frames = footer.u32();
    const std::uint64_t checks = 8 + 16 + frames * 8 + 8;
    const std::uint64_t tail = checks + 8 + frames * 8 + 9;
    if (frames == 0 || tail > piece.size()) {
        return;
    }
    const core::ByteView bytes = core::ByteView(piece).subspan(piece.size() - tail);
    const std::uint64_t hash =
        core::hash64(bytes.subspan(checks), core::hash64(bytes.first(static_cast<std::size_t>(checks - 8))));
    for (unsigned i = 0; i < 8; ++i) {
        piece[piece.size() - tail + checks - 8 + i] = static_cast<std::uint8_t>(hash >> (8 * i));
    }
}

} // namespace

int main(int argc, char **argv)
{
    const std::uint64_t iterations = argc > 1 ? std::stoull(argv[1]) : 5000;
    Random random(argc > 2 ? std::stoull(argv[2]) : testSeed("fuzz_backup", 42));
    MemoryFiles files;
    const core::Bytes directory = backup::encodeDirectory(newSteps(), PageBytes);
    const backup::Manifest manifest = writeSet(files, contentOf(directory));
    const std::string text = backup::formatManifest(manifest);
    const core::Bytes piece = *files.bytesOf("/set/steps.zst");
    readSteps(files, [&] {
        backup::Manifest whole = manifest;
        whole.pieces[0].contentBytes = contentOf(directory).size();
        return whole;
    }());
    for (std::uint64_t i = 0; i < iterations; ++i) {
        const auto which = static_cast<std::uint8_t>(random.below(4));
        core::Bytes input = which < 2    ? core::Bytes(text.begin(), text.end())
                            : which == 2 ? piece
                                         : directory;
        mutate(input, random);
        if (which == 2) {
            mendTail(input);
        }
        input.insert(input.begin(), which);
        LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    return 0;
}

#endif
