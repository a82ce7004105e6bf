// Errors, times, bytes, checksums, compression, jobs: the values that every area shares.
#include "engine/core/clock.h"
#include "engine/core/codec.h"
#include "engine/core/hash.h"
#include "engine/core/job.h"
#include "tests/engine/core/tst_file.h"
#include "tests/support/error_code.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <random>
#include <set>

using namespace strandline::core;
using strandline::test::errorCodeOf;
using namespace std::chrono_literals;

namespace {

constexpr int errorCodes = static_cast<int>(ErrorCode::Network) + 1;

Time at(const std::string &text)
{
    return parseTime(text, SystemClock());
}

std::string formatted(const std::string &utc, const std::string &zone)
{
    return formatTime(at(utc), zone);
}

// Page-like content: runs of zeros and of noise.
Bytes samplePage(std::uint32_t seed, std::size_t size)
{
    std::mt19937 random(seed);
    Bytes page(size, 0);
    for (std::size_t i = size / 4; i < size / 2; ++i) {
        page[i] = static_cast<std::uint8_t>(random());
    }
    return page;
}

} // namespace

class TestCore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorCodeNamesAreUniqueAndDocumented();
    void systemErrorsSayWhatToDo();
    void timesAreFormatted_data();
    void timesAreFormatted();
    void timesAreParsed_data();
    void timesAreParsed();
    void wrongTimesAreRefused_data();
    void wrongTimesAreRefused();
    void everyHourOfAYearSurvivesItsZone_data();
    void everyHourOfAYearSurvivesItsZone();
    void unknownZoneIsRefused();
    void manualClockStandsUntilItIsMoved();
    void numbersSurviveTheirEncoding();
    void damagedNumbersAreRefused();
    void hexadecimalText();
    void hashesDependOnBytesAndSeed();
    void compressedPagesComeBack();
    void cutFramesAreRefused();
    void flippedBitsNeverReachBeyondThePage();
    void decompressorWorksAfterADamagedFrame();
    void stoppedJobThrows();
    void progressIsOptional();
};

void TestCore::errorCodeNamesAreUniqueAndDocumented()
{
    QFile file(QStringLiteral(STRANDLINE_SOURCE_DIR "/docs/errors.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString docs = QString::fromUtf8(file.readAll());
    std::set<QString> documented;
    static const QRegularExpression row(QStringLiteral("^\\| `([A-Z_]+)` \\| [^|]{10,} \\| [^|]{10,} \\|$"),
                                        QRegularExpression::MultilineOption);
    for (auto it = row.globalMatch(docs); it.hasNext();) {
        QVERIFY(documented.insert(it.next().captured(1)).second);
    }
    std::set<QString> names;
    for (int i = 0; i < errorCodes; ++i) {
        const auto name = errorCodeName(static_cast<ErrorCode>(i));
        const QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        QVERIFY2(names.insert(text).second, qPrintable(text + " names two codes"));
        QVERIFY2(documented.contains(text), qPrintable(text + " is not in docs/errors.md"));
    }
    QCOMPARE(documented.size(), names.size());
}

void TestCore::systemErrorsSayWhatToDo()
{
    const std::vector<std::pair<int, ErrorCode>> expected = {
        {ENOSPC, ErrorCode::DiskFull},  {EFBIG, ErrorCode::DiskFull},  {EACCES, ErrorCode::Permission},
        {EROFS, ErrorCode::Permission}, {ENOENT, ErrorCode::NotFound}, {ENOTDIR, ErrorCode::NotFound},
        {EEXIST, ErrorCode::Exists},    {EIO, ErrorCode::Io},
    };
    for (const auto &[number, code] : expected) {
        const Error error = systemError(number, "Cannot write a file", "/data/x");
        QCOMPARE(error.code(), code);
        QCOMPARE(error.nativeCode(), number);
        QCOMPARE(error.path(), std::string("/data/x"));
        const QString message = QString::fromStdString(error.message());
        QVERIFY(message.startsWith("Cannot write a file (/data/x): "));
        QVERIFY(message.endsWith('.'));
    }
}

void TestCore::timesAreFormatted_data()
{
    QTest::addColumn<qint64>("micros");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("text");
    const qint64 second = 1000000;
    QTest::newRow("epoch") << qint64(0) << "UTC"
                           << "1970-01-01T00:00:00Z";
    QTest::newRow("microsecond") << qint64(1) << "UTC"
                                 << "1970-01-01T00:00:00.000001Z";
    QTest::newRow("fraction") << qint64(250000) << "UTC"
                              << "1970-01-01T00:00:00.25Z";
    QTest::newRow("before") << qint64(-1) << "UTC"
                            << "1969-12-31T23:59:59.999999Z";
    QTest::newRow("leap day") << qint64(1709164800) * second << "UTC"
                              << "2024-02-29T00:00:00Z";
    QTest::newRow("last of winter") << qint64(1774745999) * second << "Europe/Berlin"
                                    << "2026-03-29T01:59:59+01:00";
    QTest::newRow("first of summer") << qint64(1774746000) * second << "Europe/Berlin"
                                     << "2026-03-29T03:00:00+02:00";
    QTest::newRow("02:30 in summer") << qint64(1792888200) * second << "Europe/Berlin"
                                     << "2026-10-25T02:30:00+02:00";
    QTest::newRow("02:30 in winter") << qint64(1792891800) * second << "Europe/Berlin"
                                     << "2026-10-25T02:30:00+01:00";
    QTest::newRow("west") << qint64(0) << "America/New_York"
                          << "1969-12-31T19:00:00-05:00";
    QTest::newRow("quarters") << qint64(1774746000) * second << "Asia/Kathmandu"
                              << "2026-03-29T06:45:00+05:45";
    QTest::newRow("half west") << qint64(1767225600) * second << "America/St_Johns"
                               << "2025-12-31T20:30:00-03:30";
}

void TestCore::timesAreFormatted()
{
    QFETCH(qint64, micros);
    QFETCH(QString, zone);
    QFETCH(QString, text);
    const Time t{std::chrono::microseconds(micros)};
    QCOMPARE(QString::fromStdString(formatTime(t, zone.toStdString())), text);
    QCOMPARE(at(text.toStdString()), t);
}

void TestCore::timesAreParsed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("utc");
    QTest::newRow("date") << "2026-03-01"
                          << "2026-03-01T00:00:00Z";
    QTest::newRow("minutes") << "2026-03-01 14:03"
                             << "2026-03-01T14:03:00Z";
    QTest::newRow("no zone is UTC") << "2026-03-01T14:03:11"
                                    << "2026-03-01T14:03:11Z";
    QTest::newRow("fraction") << "2026-03-01T14:03:11.2"
                              << "2026-03-01T14:03:11.2Z";
    QTest::newRow("nanoseconds are cut") << "2026-03-01T14:03:11.123456789Z"
                                         << "2026-03-01T14:03:11.123456Z";
    QTest::newRow("east") << "2026-03-01T01:00:00+02:00"
                          << "2026-02-28T23:00:00Z";
    QTest::newRow("west") << "2026-03-01 23:30 -0330"
                          << "2026-03-02T03:00:00Z";
    QTest::newRow("small letters") << "2026-03-01t14:03:11z"
                                   << "2026-03-01T14:03:11Z";
}

void TestCore::timesAreParsed()
{
    QFETCH(QString, text);
    QFETCH(QString, utc);
    QCOMPARE(QString::fromStdString(formatTime(at(text.toStdString()))), utc);
}

void TestCore::wrongTimesAreRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "yesterday", "2026", "2026-3-1", "2026-02-30", "2025-02-29", "2026-13-01", "2026-03-01T24:00",
          "2026-03-01T14:60", "2026-03-01T14:03:61", "2026-03-01T14", "2026-03-01T14:03:11+25:00",
          "2026-03-01T14:03:11 Berlin", "2026-03-01T14:03:11Zx", "1204", "2026-03-01x"}) {
        QTest::newRow(*text != '\0' ? text : "empty") << text;
    }
}

void TestCore::wrongTimesAreRefused()
{
    QFETCH(QString, text);
    QCOMPARE(errorCodeOf([&] { at(text.toStdString()); }), std::string("USAGE"));
}

void TestCore::everyHourOfAYearSurvivesItsZone_data()
{
    QTest::addColumn<QString>("zone");
    for (const char *zone :
         {"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"}) {
        QTest::newRow(zone) << zone;
    }
}

void TestCore::everyHourOfAYearSurvivesItsZone()
{
    QFETCH(QString, zone);
    const std::string name = zone.toStdString();
    for (Time t = at("2026-01-01"); t < at("2027-01-01"); t += 30min) {
        const std::string text = formatTime(t, name);
        if (at(text) != t) {
            QFAIL(qPrintable(QString::fromStdString(formatTime(t) + " became " + text)));
        }
    }
}

void TestCore::unknownZoneIsRefused()
{
    QCOMPARE(errorCodeOf([] { formatTime(Time(), "Atlantis/Capital"); }), std::string("USAGE"));
    QCOMPARE(formatted("2026-07-01", "Europe/Berlin"), std::string("2026-07-01T02:00:00+02:00"));
}

void TestCore::manualClockStandsUntilItIsMoved()
{
    ManualClock clock(at("2026-03-01"));
    QCOMPARE(parseTime("now", clock), at("2026-03-01"));
    clock.advance(90s);
    QCOMPARE(formatTime(clock.now()), std::string("2026-03-01T00:01:30Z"));
    clock.set(at("2020-01-01"));
    QCOMPARE(clock.now(), at("2020-01-01"));
}

void TestCore::numbersSurviveTheirEncoding()
{
    Bytes bytes;
    ByteWriter out(bytes);
    std::vector<std::uint64_t> numbers = {0, 1, 127, 128, 16383, 16384, 0xffffffff, ~std::uint64_t{0}};
    for (unsigned bit = 0; bit < 64; ++bit) {
        numbers.push_back(std::uint64_t{1} << bit);
    }
    for (const std::uint64_t n : numbers) {
        out.varint(n);
        out.u64(n);
        out.u32(static_cast<std::uint32_t>(n));
        out.u8(static_cast<std::uint8_t>(n));
    }
    ByteReader in(bytes);
    for (const std::uint64_t n : numbers) {
        QCOMPARE(in.varint(), n);
        QCOMPARE(in.u64(), n);
        QCOMPARE(in.u32(), static_cast<std::uint32_t>(n));
        QCOMPARE(in.u8(), static_cast<std::uint8_t>(n));
    }
    QCOMPARE(in.remaining(), std::size_t{0});
    const std::array<std::uint8_t, 4> big = {0x12, 0x34, 0x56, 0x78};
    QCOMPARE(loadBig32(big.data()), 0x12345678U);
    QCOMPARE(loadBig16(big.data()), std::uint16_t{0x1234});
    Bytes stored(4);
    storeBig32(stored.data(), 0x12345678U);
    QCOMPARE(stored, Bytes(big.begin(), big.end()));
}

void TestCore::damagedNumbersAreRefused()
{
    const Bytes endless(11, 0x80);
    QCOMPARE(errorCodeOf([&] { ByteReader(endless).varint(); }), std::string("HISTORY_CORRUPT"));
    Bytes beyond64Bits(9, 0xff);
    beyond64Bits.push_back(0x02);
    QCOMPARE(errorCodeOf([&] { ByteReader(beyond64Bits).varint(); }), std::string("HISTORY_CORRUPT"));
    const Bytes three(3, 0);
    QCOMPARE(errorCodeOf([&] { ByteReader(three).u32(); }), std::string("HISTORY_CORRUPT"));
    QCOMPARE(errorCodeOf([&] { ByteReader(three).take(~std::size_t{0}); }), std::string("HISTORY_CORRUPT"));
    ByteReader in(three);
    QCOMPARE(in.take(3).size(), std::size_t{3});
    QCOMPARE(errorCodeOf([&] { in.u8(); }), std::string("HISTORY_CORRUPT"));
}

void TestCore::hexadecimalText()
{
    const Bytes bytes = {0x00, 0x0f, 0xa0, 0xff};
    QCOMPARE(toHex(bytes), std::string("000fa0ff"));
    QCOMPARE(fromHex("000FA0ff"), bytes);
    QCOMPARE(fromHex(""), Bytes());
    for (const char *wrong : {"0", "0g", "0x00", " 00"}) {
        QCOMPARE(errorCodeOf([&] { fromHex(wrong); }), std::string("USAGE"));
    }
}

void TestCore::hashesDependOnBytesAndSeed()
{
    const Bytes page = samplePage(1, 4096);
    Bytes changed = page;
    changed[4095] ^= 1;
    QCOMPARE(hash64(page), hash64(Bytes(page)));
    QVERIFY(hash64(page) != hash64(changed));
    QVERIFY(hash64(page, 1) != hash64(page, 2));
}

void TestCore::compressedPagesComeBack()
{
    Compressor compressor;
    Decompressor decompressor;
    for (const std::size_t size : {512U, 4096U, 65536U}) {
        const Bytes before = samplePage(7, size);
        Bytes after = before;
        after[size / 3] ^= 0x55;
        Bytes store = {1, 2, 3};
        const std::size_t full = compressor.compress(after, store);
        const std::size_t difference = compressor.compressWithPrefix(after, before, store);
        QCOMPARE(store.size(), 3 + full + difference);
        QVERIFY(difference < full / 2);
        Bytes out(size);
        QVERIFY(decompressor.decompress(ByteView(store).subspan(3, full), out));
        QCOMPARE(out, after);
        std::fill(out.begin(), out.end(), std::uint8_t{0});
        QVERIFY(decompressor.decompress(ByteView(store).subspan(3 + full), out, before));
        QCOMPARE(out, after);
    }
}

void TestCore::cutFramesAreRefused()
{
    const Bytes page = samplePage(3, 1024);
    Bytes frame;
    Compressor().compress(page, frame);
    Decompressor decompressor;
    Bytes out(page.size());
    for (std::size_t size = 0; size < frame.size(); ++size) {
        QVERIFY(!decompressor.decompress(ByteView(frame).first(size), out));
    }
    Bytes tooSmall(page.size() - 1);
    Bytes tooLarge(page.size() + 1);
    QVERIFY(!decompressor.decompress(frame, tooSmall));
    QVERIFY(!decompressor.decompress(frame, tooLarge));
}

// A frame has no checksum of its own (the record around it has): a flip may decode to another page, never to
// another size, and never by touching what lies beyond.
void TestCore::flippedBitsNeverReachBeyondThePage()
{
    const Bytes page = samplePage(5, 512);
    Bytes frame;
    Compressor().compress(page, frame);
    Decompressor decompressor;
    const std::size_t guard = 64;
    std::size_t refused = 0;
    for (std::size_t bit = 0; bit < frame.size() * 8; ++bit) {
        Bytes damaged = frame;
        damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        Bytes out(page.size() + guard, 0xEE);
        const auto target = std::span(out).first(page.size());
        refused += decompressor.decompress(damaged, target) ? 0 : 1;
        QVERIFY(std::all_of(out.end() - guard, out.end(), [](std::uint8_t b) { return b == 0xEE; }));
    }
    QVERIFY(refused > 0);
    Bytes out(page.size());
    decompressor.decompress(frame, out);
    QCOMPARE(out, page);
}

void TestCore::decompressorWorksAfterADamagedFrame()
{
    const Bytes before = samplePage(8, 1024);
    const Bytes after = samplePage(9, 1024);
    Compressor compressor;
    Bytes withPrefix;
    Bytes plain;
    compressor.compressWithPrefix(after, before, withPrefix);
    compressor.compress(after, plain);
    Decompressor decompressor;
    Bytes out(after.size());
    const ByteView cut = ByteView(withPrefix).first(withPrefix.size() / 2);
    QVERIFY(!decompressor.decompress(cut, out, before));
    QVERIFY(decompressor.decompress(plain, out));
    QCOMPARE(out, after);
    QVERIFY(decompressor.decompress(withPrefix, out, before));
    QCOMPARE(out, after);
}

void TestCore::stoppedJobThrows()
{
    std::stop_source source;
    JobContext job;
    job.stop = source.get_token();
    QVERIFY(!job.stopRequested());
    job.checkStop();
    source.request_stop();
    QVERIFY(job.stopRequested());
    QCOMPARE(errorCodeOf([&] { job.checkStop(); }), std::string("CANCELLED"));
}

void TestCore::progressIsOptional()
{
    JobContext job;
    job.report(1, 2, "pages");
    std::vector<Progress> seen;
    job.progress = [&](const Progress &progress) { seen.push_back(progress); };
    job.report(3, 0, "rows");
    QCOMPARE(seen.size(), std::size_t{1});
    QCOMPARE(seen[0].done, std::uint64_t{3});
    QCOMPARE(seen[0].total, std::uint64_t{0});
    QCOMPARE(seen[0].unit, std::string("rows"));
}

int main(int argc, char **argv)
{
    if (const auto status = TestFile::childMain(argc, argv)) {
        return *status;
    }
    QCoreApplication app(argc, argv);
    TestCore core;
    TestFile file;
    return QTest::qExec(&core, argc, argv) + QTest::qExec(&file, argc, argv);
}

#include "tst_core.moc"
