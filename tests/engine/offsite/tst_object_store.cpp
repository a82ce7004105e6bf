// Where off-site copies go: signatures against AWS's published examples, folders, and a bucket behind a
// hostile service of our own.
#include "engine/offsite/checksums.h"
#include "engine/offsite/folder_store.h"
#include "engine/offsite/s3_store.h"
#include "engine/offsite/xml_text.h"
#include "tests/support/error_code.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_s3.h"

#include <QTest>
#include <chrono>
#include <filesystem>
#include <thread>

using namespace strandline;
using namespace strandline::offsite;
using test::errorCodeOf;
using test::errorMessageOf;
using test::TempFolder;
using test::TestAnswer;
using test::TestRequest;
using test::TestS3;

namespace {

constexpr std::uint64_t part = 256U << 10U; // what uploads are sent in here
using Clock = std::chrono::steady_clock;

core::ByteView viewOf(const std::string &text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

std::string randomText(std::uint64_t seed, std::size_t size)
{
    test::Random random(seed);
    std::string text(size, '\0');
    for (char &c : text) {
        c = static_cast<char>(random.next());
    }
    return text;
}

std::string contentOf(ObjectStore &store, const std::string &name, std::uint64_t offset = 0,
                      std::uint64_t length = toTheEnd)
{
    std::string out;
    store.get(
        name, offset, length,
        [&](core::ByteView bytes) { out.append(reinterpret_cast<const char *>(bytes.data()), bytes.size()); },
        {});
    return out;
}

std::vector<std::string> namesIn(ObjectStore &store, const std::string &prefix)
{
    std::vector<std::string> names;
    for (const StoredObject &object : store.list(prefix, {})) {
        names.push_back(object.name + "=" + std::to_string(object.sizeBytes));
    }
    return names;
}

// Fast and stubborn: tests wait for nothing.
S3Options testOptions(const TempFolder &folder)
{
    S3Options options;
    options.persistence = {6, std::chrono::milliseconds(1), std::chrono::milliseconds(4)};
    options.limits.stall = std::chrono::seconds(5);
    options.partBytes = part;
    options.notesFolder = folder.file("notes");
    return options;
}

S3Address addressOf(const TestS3 &service, const std::string &prefix = "some/where")
{
    S3Address address;
    address.endpoint = service.endpoint();
    address.region = "eu-test-1";
    address.bucket = "backups";
    address.prefix = prefix;
    return address;
}

std::unique_ptr<S3Store> storeAt(const TestS3 &service, const TempFolder &folder)
{
    static const core::SystemClock clock;
    return std::make_unique<S3Store>(addressOf(service), TestS3::credentials(), testOptions(folder), clock);
}

// "Signature Calculations for the Authorization Header" in Amazon's manual of S3.
const Credentials manualKeys{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", {}};
// The test suite of signature version 4.
const Credentials suiteKeys{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", {}};

core::Time at(const std::string &text)
{
    static const core::SystemClock clock;
    return core::parseTime(text, clock);
}

} // namespace

class TstObjectStore : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("no_proxy", "*"); }
    void signsAsAmazonsManualOfS3();
    void signsAsTheTestSuite_data();
    void signsAsTheTestSuite();
    void readsXml();
    void folderKeepsObjects();
    void folderMustBeThere();
    void folderRefusesNamesThatLeadOut();
    void bucketKeepsObjects();
    void listsManyObjects();
    void sendsLargeObjectsInParts();
    void goesOnWithAnInterruptedUpload_data();
    void goesOnWithAnInterruptedUpload();
    void sendsPartsAnewThatHaveChanged();
    void beginsAnewWhereTheServiceForgotTheUpload();
    void removesWhatAnInterruptedUploadLeft();
    void triesAgain_data();
    void triesAgain();
    void readsOnAfterABreak();
    void neverMixesTwoObjects();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void saysThatThereIsNoWay();
    void saysThatTheServiceIsSilent();
    void stopsAtOnce_data();
    void stopsAtOnce();
    void keepsToTheBandwidth();
    void waitsAsLongAsTheServiceAsks();
};

void TstObjectStore::signsAsAmazonsManualOfS3()
{
    const core::Time time = at("2013-05-24T00:00:00Z");
    const Scope scope{"us-east-1"};
    const std::string empty = core::toHex(sha256({}));
    const auto signatureOf = [&](SignedRequest request) {
        request.headers["host"] = "examplebucket.s3.amazonaws.com";
        request.headers["x-amz-date"] = "20130524T000000Z";
        request.headers["x-amz-content-sha256"] = request.payloadHash;
        return authorization(request, manualKeys, time, scope);
    };
    QCOMPARE(
        signatureOf({"GET", "/test.txt", {}, {{"range", "bytes=0-9"}}, empty}),
        std::string("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                    "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                    "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"));
    const auto endsWith = [](const std::string &text, const std::string &end) {
        return text.size() > end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
    };
    QVERIFY(endsWith(signatureOf({"PUT",
                                  "/test$file.text",
                                  {},
                                  {{"date", "Fri, 24 May 2013 00:00:00 GMT"},
                                   {"x-amz-storage-class", "REDUCED_REDUNDANCY"}},
                                  core::toHex(sha256(viewOf("Welcome to Amazon S3.")))}),
                     "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"));
    QVERIFY(endsWith(signatureOf({"GET", "/", {{"lifecycle", ""}}, {}, empty}),
                     "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));
    QVERIFY(endsWith(signatureOf({"GET", "/", {{"prefix", "J"}, {"max-keys", "2"}}, {}, empty}),
                     "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
}

void TstObjectStore::signsAsTheTestSuite_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("query"); // name, value, name, value …
    QTest::addColumn<QStringList>("headers");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("wanted");
    const QStringList none;
    const QString unreserved =
        QStringLiteral("-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    QTest::newRow("get-vanilla") << "GET"
                                 << "/" << none << none << ""
                                 << "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    QTest::newRow("get-unreserved") << "GET"
                                    << "/" + unreserved << none << none << ""
                                    << "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f";
    QTest::newRow("get-utf8") << "GET" << QStringLiteral("/\u1234") << none << none << ""
                              << "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85";
    QTest::newRow("get-vanilla-query-order-key-case")
        << "GET"
        << "/" << QStringList{"Param2", "value2", "Param1", "value1"} << none << ""
        << "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500";
    QTest::newRow("get-vanilla-query-unreserved")
        << "GET"
        << "/" << QStringList{unreserved, unreserved} << none << ""
        << "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197";
    QTest::newRow("get-header-value-trim")
        << "GET"
        << "/" << none << QStringList{"my-header1", " value1", "my-header2", " \"a   b   c\""} << ""
        << "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736";
    QTest::newRow("post-vanilla") << "POST"
                                  << "/" << none << none << ""
                                  << "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";
    QTest::newRow("post-header-key-sort")
        << "POST"
        << "/" << none << QStringList{"my-header1", "value1"} << ""
        << "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c";
    QTest::newRow("post-x-www-form-urlencoded")
        << "POST"
        << "/" << none << QStringList{"content-type", "application/x-www-form-urlencoded"} << "Param1=value1"
        << "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a";
}

void TstObjectStore::signsAsTheTestSuite()
{
    QFETCH(QString, method);
    QFETCH(QString, path);
    QFETCH(QStringList, query);
    QFETCH(QStringList, headers);
    QFETCH(QString, body);
    QFETCH(QString, wanted);
    SignedRequest request;
    request.method = method.toStdString();
    request.path = path.toStdString();
    for (qsizetype i = 0; i < query.size(); i += 2) {
        request.query.emplace_back(query[i].toStdString(), query[i + 1].toStdString());
    }
    request.headers = {{"host", "example.amazonaws.com"}, {"x-amz-date", "20150830T123600Z"}};
    for (qsizetype i = 0; i < headers.size(); i += 2) {
        request.headers[headers[i].toStdString()] = headers[i + 1].toStdString();
    }
    request.payloadHash = core::toHex(sha256(viewOf(body.toStdString())));
    const std::string header =
        authorization(request, suiteKeys, at("2015-08-30T12:36:00Z"), Scope{"us-east-1", "service"});
    QCOMPARE(QString::fromStdString(header).section("Signature=", 1), wanted);
}

void TstObjectStore::readsXml()
{
    const std::string xml =
        "<?xml version=\"1.0\"?>\n<List xmlns=\"x\"><Contents><Key>a&amp;b&#x41;&#228;</Key>"
        "<Size>3</Size></Contents><ContentsMore/><Contents/><Contents ><Key>c</Key></Contents></List>";
    const auto found = xmlElements(xml, "Contents");
    QCOMPARE(found.size(), std::size_t{3});
    QCOMPARE(xmlText(found[0], "Key").value(), std::string("a&bA\xc3\xa4"));
    QVERIFY(!xmlText(found[1], "Key"));
    QCOMPARE(xmlText(found[2], "Key").value(), std::string("c"));
    QVERIFY(xmlElements("<Contents><Key>", "Contents").empty());
    QCOMPARE(xmlText("<a>&#xd800;&nothing;</a>", "a").value(), std::string("&#xd800;&nothing;"));
}

void TstObjectStore::folderKeepsObjects()
{
    const TempFolder folder;
    FolderStore store(folder.path(), 0);
    const std::string large = randomText(1, 3 * part + 17);
    std::uint64_t reported = 0;
    core::JobContext job;
    job.progress = [&](const core::Progress &progress) { reported = progress.done; };
    QCOMPARE(store.put("sets/one/data", sourceOf(viewOf(large)), job).sentBytes, std::uint64_t{large.size()});
    QCOMPARE(reported, std::uint64_t{large.size()});
    store.put("sets/one/manifest.json", sourceOf(viewOf("first")), {});
    store.put("sets/one/manifest.json", sourceOf(viewOf("second")), {});
    store.put("store.json", sourceOf(viewOf("{}")), {});
    QVERIFY(contentOf(store, "sets/one/data") == large);
    QVERIFY(contentOf(store, "sets/one/data", 500'000, 77) == large.substr(500'000, 77));
    QCOMPARE(contentOf(store, "sets/one/manifest.json", 3), std::string("ond"));
    QCOMPARE(contentOf(store, "sets/one/manifest.json", 100), std::string());
    QCOMPARE(namesIn(store, "sets/"),
             (std::vector<std::string>{"sets/one/data=786449", "sets/one/manifest.json=6"}));
    QCOMPARE(namesIn(store, "se").size(), std::size_t{2});
    QCOMPARE(namesIn(store, "").size(), std::size_t{3});
    QVERIFY(!store.head("sets/two", {}));
    QCOMPARE(errorCodeOf([&] { contentOf(store, "sets/two"); }), std::string("NOT_FOUND"));
    store.remove("sets/one/data", {});
    store.remove("sets/one/data", {});
    store.remove("sets/one/manifest.json", {});
    QVERIFY(!std::filesystem::exists(folder.file("sets")));
    QVERIFY(std::filesystem::exists(folder.file("store.json")));
}

void TstObjectStore::folderMustBeThere()
{
    const TempFolder folder;
    QCOMPARE(errorCodeOf([&] { FolderStore(folder.file("unplugged"), 0); }), std::string("NOT_FOUND"));
    QVERIFY(!std::filesystem::exists(folder.file("unplugged")));
}

void TstObjectStore::folderRefusesNamesThatLeadOut()
{
    const TempFolder folder;
    std::filesystem::create_directory(folder.file("inner"));
    FolderStore store(folder.file("inner"), 0);
    for (const char *name : {"../outside", "/etc/outside", "a/../../outside", ""}) {
        QCOMPARE(errorCodeOf([&] { store.put(name, sourceOf(viewOf("x")), {}); }), std::string("USAGE"));
    }
    std::filesystem::create_symlink(folder.path(), folder.file("inner/link"));
    QVERIFY(errorCodeOf([&] { store.put("link/outside", sourceOf(viewOf("x")), {}); }) != "" ||
            !std::filesystem::exists(folder.file("outside")));
    QVERIFY(!std::filesystem::exists(folder.file("outside")));
}

void TstObjectStore::bucketKeepsObjects()
{
    const TempFolder folder;
    TestS3 service;
    const auto store = storeAt(service, folder);
    const std::string odd = "sets/a b+c&d=\u00e4~(1)/x"; // our names are plainer, others' keys may not be
    store->put(odd, sourceOf(viewOf("odd")), {});
    store->put("sets/empty", sourceOf({}), {});
    QCOMPARE(contentOf(*store, odd), std::string("odd"));
    QCOMPARE(contentOf(*store, odd, 1, 1), std::string("d"));
    QCOMPARE(contentOf(*store, odd, 9), std::string());
    QCOMPARE(store->head("sets/empty", {}).value().sizeBytes, std::uint64_t{0});
    QVERIFY(!store->head("sets/none", {}));
    QCOMPARE(errorCodeOf([&] { contentOf(*store, "sets/none"); }), std::string("NOT_FOUND"));
    QCOMPARE(service.objects().count("some/where/" + odd), std::size_t{1});
    service.putObject("some/where-else", "not ours");
    QCOMPARE(namesIn(*store, ""), (std::vector<std::string>{odd + "=3", "sets/empty=0"}));
    store->remove(odd, {});
    store->remove(odd, {});
    QCOMPARE(namesIn(*store, ""), (std::vector<std::string>{"sets/empty=0"}));
}

void TstObjectStore::listsManyObjects()
{
    const TempFolder folder;
    TestS3 service;
    service.setPageSize(3);
    for (int i = 0; i < 20; ++i) {
        service.putObject("some/where/sets/" + std::to_string(100 + i), "x");
    }
    const auto store = storeAt(service, folder);
    QCOMPARE(namesIn(*store, "sets/").size(), std::size_t{20});
    QCOMPARE(namesIn(*store, "sets/11").size(), std::size_t{10});
}

void TstObjectStore::sendsLargeObjectsInParts()
{
    const TempFolder folder;
    TestS3 service;
    const auto store = storeAt(service, folder);
    const std::string large = randomText(2, 5 * part + 5);
    const PutReport report = store->put("piece", sourceOf(viewOf(large)), {});
    QCOMPARE(report.sentBytes, std::uint64_t{large.size()});
    QVERIFY(service.objects().at("some/where/piece") == large);
    QCOMPARE(service.count("partNumber="), std::size_t{6});
    QCOMPARE(service.uploads(), std::size_t{0});
    QVERIFY(contentOf(*store, "piece", 2 * part, 3) == large.substr(2 * part, 3));
    QVERIFY(std::filesystem::is_empty(folder.file("notes")));
}

void TstObjectStore::goesOnWithAnInterruptedUpload_data()
{
    QTest::addColumn<bool>("lists");
    QTest::addColumn<bool>("notes");
    QTest::addColumn<bool>("encrypts");
    QTest::addColumn<int>("sentAgain"); // of 6 parts, 3 of which had arrived
    QTest::newRow("the service tells") << true << false << false << 3;
    QTest::newRow("the service tells, we have a note") << true << true << false << 3;
    QTest::newRow("the service encrypts, we have a note") << true << true << true << 3;
    QTest::newRow("the service encrypts, without a note") << true << false << true << 6;
    QTest::newRow("the service tells nothing, we have a note") << false << true << false << 3;
    QTest::newRow("nobody knows") << false << false << false << 6;
}

void TstObjectStore::goesOnWithAnInterruptedUpload()
{
    QFETCH(bool, lists);
    QFETCH(bool, notes);
    QFETCH(bool, encrypts);
    QFETCH(int, sentAgain);
    const TempFolder folder;
    TestS3 service;
    service.setListsParts(lists);
    service.setEncryptsParts(encrypts);
    service.setPageSize(2);
    const std::string large = randomText(3, 5 * part + 5);
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    job.progress = [&](const core::Progress &progress) {
        if (progress.done == 3 * part && service.count("partNumber=3") == 1) {
            stop.request_stop();
        }
    };
    QCOMPARE(errorCodeOf([&] { storeAt(service, folder)->put("piece", sourceOf(viewOf(large)), job); }),
             std::string("CANCELLED"));
    QVERIFY(service.objects().empty());
    if (!notes) {
        std::filesystem::remove_all(folder.file("notes"));
    }
    service.clearLog();
    const PutReport report = storeAt(service, folder)->put("piece", sourceOf(viewOf(large)), {});
    QVERIFY(service.objects().at("some/where/piece") == large);
    QCOMPARE(service.count("partNumber="), static_cast<std::size_t>(sentAgain));
    QCOMPARE(report.sentBytes + report.keptBytes, std::uint64_t{large.size()});
    QCOMPARE(report.keptBytes, std::uint64_t(sentAgain == 3 ? 3 * part : 0));
}

void TstObjectStore::sendsPartsAnewThatHaveChanged()
{
    const TempFolder folder;
    TestS3 service;
    std::string large = randomText(4, 4 * part);
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    job.progress = [&](const core::Progress &progress) {
        if (progress.done == 3 * part) {
            stop.request_stop();
        }
    };
    QCOMPARE(errorCodeOf([&] { storeAt(service, folder)->put("piece", sourceOf(viewOf(large)), job); }),
             std::string("CANCELLED"));
    large[part + 7] ^= 1;
    const PutReport report = storeAt(service, folder)->put("piece", sourceOf(viewOf(large)), {});
    QVERIFY(service.objects().at("some/where/piece") == large);
    QVERIFY(report.keptBytes <= 2 * part);
}

void TstObjectStore::beginsAnewWhereTheServiceForgotTheUpload()
{
    for (const bool lists : {true, false}) {
        const TempFolder folder;
        TestS3 service;
        service.setListsParts(lists);
        const std::string large = randomText(5, 4 * part);
        std::stop_source stop;
        core::JobContext job;
        job.stop = stop.get_token();
        job.progress = [&](const core::Progress &progress) {
            if (progress.done == 2 * part) {
                stop.request_stop();
            }
        };
        QCOMPARE(errorCodeOf([&] { storeAt(service, folder)->put("piece", sourceOf(viewOf(large)), job); }),
                 std::string("CANCELLED"));
        service.forgetUploads();
        storeAt(service, folder)->put("piece", sourceOf(viewOf(large)), {});
        QVERIFY(service.objects().at("some/where/piece") == large);
    }
}

void TstObjectStore::removesWhatAnInterruptedUploadLeft()
{
    const TempFolder folder;
    TestS3 service;
    const std::string large = randomText(6, 4 * part);
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    job.progress = [&](const core::Progress &) { stop.request_stop(); };
    QCOMPARE(errorCodeOf([&] { storeAt(service, folder)->put("piece", sourceOf(viewOf(large)), job); }),
             std::string("CANCELLED"));
    QCOMPARE(service.uploads(), std::size_t{1});
    storeAt(service, folder)->remove("piece", {});
    QCOMPARE(service.uploads(), std::size_t{0});
    QVERIFY(std::filesystem::is_empty(folder.file("notes")));
}

void TstObjectStore::triesAgain_data()
{
    QTest::addColumn<int>("status"); // 0: the connection drops in the middle of a part
    QTest::newRow("500") << 500;
    QTest::newRow("503, slow down") << 503;
    QTest::newRow("429") << 429;
    QTest::newRow("dropped") << 0;
    QTest::newRow("hidden in a good answer") << 200;
}

void TstObjectStore::triesAgain()
{
    QFETCH(int, status);
    const TempFolder folder;
    TestS3 service;
    std::atomic<int> left = 3;
    service.setTrap([&](const TestRequest &request, TestAnswer &answer) {
        const bool end = request.method == "POST" && request.asks("uploadId");
        if (status == 0 || (status == 200 && !end) || left-- <= 0) {
            return false;
        }
        answer = {status, "<Error><Code>InternalError</Code><Message>Try again</Message></Error>"};
        return true;
    });
    if (status == 0) {
        service.dropAfterBody(part * 3 / 2);
    }
    const std::string large = randomText(7, 3 * part);
    const auto store = storeAt(service, folder);
    store->put("piece", sourceOf(viewOf(large)), {});
    QVERIFY(service.objects().at("some/where/piece") == large);
    if (status != 0) {
        QVERIFY(left <= 0);
        left = 1000; // more than it has patience for
        const std::string message = errorMessageOf([&] { store->head("piece", {}); });
        QVERIFY(status == 200 || !message.empty());
    }
}

void TstObjectStore::readsOnAfterABreak()
{
    const TempFolder folder;
    TestS3 service;
    const std::string large = randomText(8, 3 * part);
    service.putObject("some/where/piece", large);
    int asked = 0;
    service.setTrap([&](const TestRequest &request, TestAnswer &answer) {
        ++asked;
        const std::size_t from =
            request.headers.count("range") != 0 ? std::stoul(request.headers.at("range").substr(6)) : 0;
        answer = {from == 0 && request.headers.count("range") == 0 ? 200 : 206,
                  large.substr(from),
                  {{"ETag", "\"e\""}}};
        answer.cutAfter = 3 * part / 5 + 1;
        return true;
    });
    QVERIFY(contentOf(*storeAt(service, folder), "piece") == large);
    QCOMPARE(asked, 5);
}

void TstObjectStore::neverMixesTwoObjects()
{
    const TempFolder folder;
    TestS3 service;
    int asked = 0;
    service.setTrap([&](const TestRequest &request, TestAnswer &answer) {
        if (++asked == 1) {
            answer = {200, std::string(200'000, 'a'), {{"ETag", "\"first\""}}};
            answer.cutAfter = 100'000;
        } else {
            const bool same =
                request.headers.count("if-match") != 0 && request.headers.at("if-match") == "\"second\"";
            answer = same ? TestAnswer{206, std::string(100'000, 'b')} : TestAnswer{412, ""};
        }
        return true;
    });
    QVERIFY(!errorCodeOf([&] { contentOf(*storeAt(service, folder), "piece"); }).empty());
    QCOMPARE(asked, 2);
}

void TstObjectStore::saysWhatIsWrong_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("words");
    QTest::newRow("secret") << 403 << "SignatureDoesNotMatch"
                            << "PERMISSION"
                            << "credentials";
    QTest::newRow("access key") << 403 << "InvalidAccessKeyId"
                                << "PERMISSION"
                                << "credentials";
    QTest::newRow("rights") << 403 << "AccessDenied"
                            << "PERMISSION"
                            << "allowed";
    QTest::newRow("clock") << 403 << "RequestTimeTooSkewed"
                           << "PERMISSION"
                           << "clock";
    QTest::newRow("bucket") << 404 << "NoSuchBucket"
                            << "NOT_FOUND"
                            << "no bucket";
    QTest::newRow("region") << 301 << "PermanentRedirect"
                            << "USAGE"
                            << "us-elsewhere-9";
    QTest::newRow("nonsense") << 400 << "InvalidRequest"
                              << "IO"
                              << "Because";
    QTest::newRow("out of order") << 503 << "ServiceUnavailable"
                                  << "NETWORK"
                                  << "503";
}

void TstObjectStore::saysWhatIsWrong()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, error);
    QFETCH(QString, words);
    const TempFolder folder;
    TestS3 service;
    service.setTrap([&](const TestRequest &, TestAnswer &answer) {
        answer = {status, "<Error><Code>" + code.toStdString() + "</Code><Message>Because</Message></Error>"};
        if (status == 301) {
            answer.headers["x-amz-bucket-region"] = "us-elsewhere-9";
        }
        return true;
    });
    const auto store = storeAt(service, folder);
    QCOMPARE(errorCodeOf([&] { store->list("", {}); }), error.toStdString());
    const std::string message = errorMessageOf([&] { store->list("", {}); });
    QVERIFY2(message.find(words.toStdString()) != std::string::npos, message.c_str());
    QVERIFY2(message.find("very secret") == std::string::npos, message.c_str());
}

void TstObjectStore::saysThatThereIsNoWay()
{
    const TempFolder folder;
    std::string gone;
    {
        const TestS3 service;
        gone = service.endpoint();
    }
    static const core::SystemClock clock;
    S3Address address;
    address.endpoint = gone;
    address.bucket = "backups";
    S3Store refused(address, TestS3::credentials(), testOptions(folder), clock);
    QCOMPARE(errorCodeOf([&] { refused.list("", {}); }), std::string("NETWORK"));
    address.endpoint = "https://nowhere.invalid";
    S3Store unknown(address, TestS3::credentials(), testOptions(folder), clock);
    QCOMPARE(errorCodeOf([&] { unknown.list("", {}); }), std::string("NETWORK"));
    address.endpoint = "gopher://nowhere.invalid";
    QCOMPARE(errorCodeOf([&] { S3Store(address, TestS3::credentials(), testOptions(folder), clock); }),
             std::string("USAGE"));
}

void TstObjectStore::saysThatTheServiceIsSilent()
{
    const TempFolder folder;
    TestS3 service;
    service.setTrap([](const TestRequest &, TestAnswer &answer) { return answer.silent = true; });
    S3Options options = testOptions(folder);
    options.limits.stall = std::chrono::seconds(1);
    options.persistence.attempts = 1;
    static const core::SystemClock clock;
    S3Store store(addressOf(service), TestS3::credentials(), options, clock);
    const std::string message = errorMessageOf([&] { store.list("", {}); });
    QVERIFY2(message.find("did not answer in time") != std::string::npos, message.c_str());
}

void TstObjectStore::stopsAtOnce_data()
{
    QTest::addColumn<QString>("where");
    for (const char *where : {"silent service", "slow download", "pause before another try", "slow upload"}) {
        QTest::newRow(where) << where;
    }
}

void TstObjectStore::stopsAtOnce()
{
    QFETCH(QString, where);
    const TempFolder folder;
    TestS3 service;
    S3Options options = testOptions(folder);
    options.limits.stall = std::chrono::seconds(60);
    if (where == "pause before another try") {
        options.persistence = {6, std::chrono::seconds(60), std::chrono::seconds(60)};
    }
    if (where == "slow upload") {
        options.limits.bytesPerSecond = 10'000;
    }
    service.setTrap([&](const TestRequest &, TestAnswer &answer) {
        if (where == "slow upload") {
            return false;
        }
        answer = {where == "pause before another try" ? 503 : 200, std::string(1'000'000, 'x')};
        answer.silent = where == "silent service";
        answer.bytesPerSecond = where == "slow download" ? 1000 : 0;
        return true;
    });
    static const core::SystemClock clock;
    S3Store store(addressOf(service), TestS3::credentials(), options, clock);
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    std::thread stopper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(150));
        stop.request_stop();
    });
    const auto begun = Clock::now();
    const std::string large(800'000, 'y');
    const std::string code = errorCodeOf([&] {
        if (where == "slow upload") {
            store.put("piece", sourceOf(viewOf(large)), job);
        } else {
            store.get(
                "piece", 0, toTheEnd, [](core::ByteView) {}, job);
        }
    });
    const auto took = Clock::now() - begun;
    stopper.join();
    QCOMPARE(code, std::string("CANCELLED"));
    QVERIFY(took < std::chrono::seconds(test::underSanitizer ? 5 : 2)); // 1 s, and what a busy machine adds
}

void TstObjectStore::keepsToTheBandwidth()
{
    const TempFolder folder;
    TestS3 service;
    S3Options options = testOptions(folder);
    options.limits.bytesPerSecond = 8'000'000; // half a second
    static const core::SystemClock clock;
    S3Store store(addressOf(service), TestS3::credentials(), options, clock);
    const std::string large(4'000'000, 'z');
    auto begun = Clock::now();
    store.put("piece", sourceOf(viewOf(large)), {});
    QVERIFY(Clock::now() - begun > std::chrono::milliseconds(300));
    begun = Clock::now();
    QVERIFY(contentOf(store, "piece") == large);
    QVERIFY(Clock::now() - begun > std::chrono::milliseconds(300));
    FolderStore slow(folder.path(), 10'000'000);
    begun = Clock::now();
    slow.put("piece", sourceOf(viewOf(std::string(5'000'000, 'z'))), {});
    QVERIFY(Clock::now() - begun > std::chrono::milliseconds(300));
}

void TstObjectStore::waitsAsLongAsTheServiceAsks()
{
    const TempFolder folder;
    TestS3 service;
    int asked = 0;
    service.setTrap([&](const TestRequest &, TestAnswer &answer) {
        answer = {503, "", {{"Retry-After", "1"}}};
        return ++asked == 1;
    });
    S3Options options = testOptions(folder);
    options.persistence.longestPause =
        std::chrono::milliseconds(300); // no longer than that, whatever it asks
    static const core::SystemClock clock;
    S3Store store(addressOf(service), TestS3::credentials(), options, clock);
    const auto begun = Clock::now();
    store.list("", {});
    QVERIFY(Clock::now() - begun >= std::chrono::milliseconds(290));
    QCOMPARE(asked, 2);
}

QTEST_GUILESS_MAIN(TstObjectStore)
#include "tst_object_store.moc"
