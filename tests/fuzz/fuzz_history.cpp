// Feeds the parsers of a history with bytes that no writer made. Whatever they get, they return or throw
// core::Error: no crash, no endless loop, no absurd allocation.
//
//   fuzz_history [ITERATIONS [SEED]]   mutates a recorded history: its payloads and, with checksums made
//   right
//                                      again, its files as a whole
// Built with -fsanitize=fuzzer (STRANDLINE_LIBFUZZER) the first part is a libFuzzer target.
#include "engine/core/hash.h"
#include "engine/timeline/format.h"
#include "engine/timeline/page_codec.h"
#include "engine/timeline/recorder.h"
#include "engine/timeline/seal_index.h"
#include "engine/timeline/store.h"
#include "tests/support/dump.h"
#include "tests/support/load.h"
#include "tests/support/memory_files.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

using namespace strandline;
using namespace strandline::test;

namespace {

constexpr std::size_t PageBytes = 512;

void decodeWith(timeline::PageCodec &codec, core::ByteView data, timeline::Encoding encoding)
{
    static const core::Bytes previous(PageBytes, 7);
    core::Bytes page(PageBytes);
    codec.decode(encoding, data,
                 timeline::needsPrevious(encoding) ? core::ByteView(previous) : core::ByteView(), page);
}

void parse(std::uint8_t which, core::ByteView data)
{
    static timeline::PageCodec codec;
    core::ByteReader reader(data);
    switch (which % 8) {
    case 0:
        timeline::decodeIncarnations(reader);
        break;
    case 1:
        timeline::decodeCommit(reader);
        timeline::decodeVersions(reader, 80, 5, 1);
        break;
    case 2:
        timeline::decodeSeal(data, core::Scn{1}, 1);
        break;
    case 3: { // the frame of a seal, as the decoder meets it once it is decompressed
        core::Bytes framed;
        core::ByteWriter(framed).varint(data.size());
        core::Compressor(1).compress(data, framed);
        timeline::decodeSeal(framed, core::Scn{1}, 1);
        break;
    }
    case 4:
        decodeWith(codec, data, timeline::Encoding::Raw);
        break;
    case 5:
        decodeWith(codec, data, timeline::Encoding::Full);
        break;
    case 6:
        decodeWith(codec, data, timeline::Encoding::Sparse);
        break;
    default:
        decodeWith(codec, data, timeline::Encoding::Prefix);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 0) {
        try {
            parse(data[0], core::ByteView(data + 1, size - 1));
        } catch (const core::Error &) {
            return 0; // refused, as it should be
        }
    }
    return 0;
}

#ifndef STRANDLINE_LIBFUZZER

namespace {

void store64(core::Bytes &bytes, std::size_t at, std::uint64_t value)
{
    for (unsigned i = 0; i < 8; ++i) {
        bytes[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
    }
}

std::uint64_t load64(core::ByteView bytes, std::size_t at)
{
    core::ByteReader reader(bytes.subspan(at, 8));
    return reader.u64();
}

// Offsets of the records of a log.
std::vector<std::size_t> recordsOf(core::ByteView log)
{
    std::vector<std::size_t> offsets;
    std::size_t at = timeline::fileHeaderBytes;
    while (at + timeline::recordHeaderBytes <= log.size() && log[at + 5] == 'S') {
        core::ByteReader reader(log.subspan(at, 4));
        offsets.push_back(at);
        at += timeline::recordHeaderBytes + reader.u32();
    }
    return offsets;
}

void mutate(std::uint8_t *bytes, std::size_t size, Random &random)
{
    for (std::uint64_t n = size == 0 ? 0 : random.between(1, 4); n > 0; --n) {
        std::uint8_t &b = bytes[random.below(size)];
        switch (random.below(4)) {
        case 0:
            b = 0xff;
            break;
        case 1:
            b = 0;
            break;
        case 2:
            b = static_cast<std::uint8_t>(b + 1);
            break;
        default:
            b = static_cast<std::uint8_t>(random.next());
        }
    }
}

// Changes a record of a log, or the tail or the header of a file, and makes the checksum right again.
void damage(core::Bytes &file, bool isLog, Random &random)
{
    if (random.oneIn(8)) {
        mutate(file.data() + 8, 48, random);
        store64(file, 56, core::hash64(core::ByteView(file).first(56)));
        return;
    }
    if (!isLog) {
        const std::size_t footer = file.size() - timeline::baseFooterBytes;
        const auto tail = [&] { return std::min<std::size_t>(load64(file, footer), footer); };
        mutate(file.data() + tail(), file.size() - 8 - tail(), random);
        const std::size_t start = tail(); // may be another now
        store64(file, file.size() - 8,
                core::hash64(core::ByteView(file).subspan(start, file.size() - 8 - start), load64(file, 32)));
        return;
    }
    const std::vector<std::size_t> records = recordsOf(file);
    if (records.empty()) {
        return;
    }
    const std::size_t at = records[random.below(records.size())];
    core::ByteReader reader(core::ByteView(file).subspan(at, 4));
    const std::size_t length =
        std::min<std::size_t>(reader.u32(), file.size() - at - timeline::recordHeaderBytes);
    std::uint8_t *payload = file.data() + at + timeline::recordHeaderBytes;
    mutate(payload, random.oneIn(2) ? std::min<std::size_t>(length, 60) : length, random);
    if (random.oneIn(6)) {
        file[at + 4] = static_cast<std::uint8_t>(random.below(8)); // type
    }
    store64(file, at + 8, core::hash64(core::ByteView(payload, length), load64(file, at) ^ at));
}

void readEverything(const timeline::Location &location)
{
    try {
        const auto history = timeline::History::open(location);
        history->status();
        history->refresh();
        for (const timeline::Commit &commit : history->commits()) {
            try {
                const auto point = history->at(commit.scn);
                const PlainDatabase then(point->uri(), PlainDatabase::Open::ReadOnly);
                dumpOf(then.handle());
            } catch (const core::Error &) {
                continue;
            } catch (const SqlFailure &) {
                continue;
            }
        }
        history->verify({});
    } catch (const core::Error &) {
        return; // refused as a whole
    }
}

std::string record(const TempFolder &folder, MemoryFiles &files)
{
    timeline::RecorderOptions options;
    options.location.database = folder.file("fuzz.db");
    options.segmentBytes = 4000;
    PlainDatabase writer(options.location.database);
    writer.execute(fmt::format("PRAGMA page_size = {}; PRAGMA journal_mode = WAL", PageBytes));
    load::createSchema(writer, 1);
    timeline::Recorder recorder(options, {});
    int rc = 0;
    for (int i = 0; i < 14; ++i) {
        load::commitNext(writer, 1, rc);
        recorder.poll();
    }
    recorder.close();
    files.load(options.location.sidecar());
    return options.location.sidecar();
}

void fuzzPayloads(const MemoryFiles &files, std::uint64_t iterations, Random &random)
{
    std::vector<core::Bytes> seeds;
    for (const std::string &path : files.paths()) {
        if (path.ends_with(".log")) {
            const core::Bytes &log = *files.bytesOf(path);
            for (const std::size_t at : recordsOf(log)) {
                core::ByteReader reader(core::ByteView(log).subspan(at, 4));
                const std::size_t length =
                    std::min<std::size_t>(reader.u32(), log.size() - at - timeline::recordHeaderBytes);
                const auto begin =
                    log.begin() + static_cast<std::ptrdiff_t>(at + timeline::recordHeaderBytes);
                seeds.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(length));
            }
        }
    }
    for (std::uint64_t i = 0; i < iterations; ++i) {
        core::Bytes input = seeds[random.below(seeds.size())];
        mutate(input.data(), input.size(), random);
        if (random.oneIn(4)) {
            input.resize(random.below(input.size() + 1));
        }
        input.insert(input.begin(), static_cast<std::uint8_t>(random.next()));
        LLVMFuzzerTestOneInput(input.data(), input.size());
    }
}

void fuzzFiles(MemoryFiles &files, const std::string &sidecar, std::uint64_t iterations, Random &random)
{
    std::vector<std::string> paths;
    for (const std::string &path : files.paths()) {
        if (path.ends_with(".log") || path.ends_with(".base")) {
            paths.push_back(path);
        }
    }
    const timeline::Location location{"/nonexistent/fuzz.db", sidecar, &files};
    for (std::uint64_t i = 0; i < iterations; ++i) {
        const std::string &path = paths[random.below(paths.size())];
        const core::Bytes whole = *files.bytesOf(path);
        core::Bytes damaged = whole;
        for (std::uint64_t n = random.between(1, 3); n > 0; --n) {
            damage(damaged, path.ends_with(".log"), random);
        }
        files.put(path, std::move(damaged));
        readEverything(location);
        files.put(path, whole);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const std::uint64_t iterations = argc > 1 ? std::stoull(argv[1]) : 20000;
    Random random(argc > 2 ? std::stoull(argv[2]) : testSeed("fuzz_history", 17));
    const TempFolder folder;
    MemoryFiles files;
    const std::string sidecar = record(folder, files);
    fuzzPayloads(files, iterations * 10, random);
    fuzzFiles(files, sidecar, iterations / 10, random);
    return 0;
}

#endif
