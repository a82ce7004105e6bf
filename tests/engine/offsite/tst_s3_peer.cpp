// Against software that isn't ours, from the npm registry: s3rver (a server of S3) for the protocol, and the
// signer of Amazon's SDK for signatures, which s3rver doesn't check. Skipped where npm can't be had.
#include "engine/offsite/checksums.h"
#include "engine/offsite/copies.h"
#include "engine/offsite/s3_store.h"
#include "tests/engine/offsite/backed_up.h"
#include "tests/support/child_process.h"
#include "tests/support/error_code.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <csignal>

using namespace strandline;
using namespace strandline::offsite;
using namespace strandline::test;

namespace {

constexpr std::uint64_t partBytes = 5U << 20U; // S3's least

std::string randomText(std::uint64_t seed, std::size_t size)
{
    Random random(seed);
    std::string text(size, '\0');
    for (char &c : text) {
        c = static_cast<char>(random.next());
    }
    return text;
}

core::ByteView viewOf(const std::string &text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

} // namespace

class TstS3Peer : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void signsAsAmazonsSdk();
    void uploadsAndDownloads();
    void goesOnAfterAKill();
    void wrongCredentials();
    void noSuchBucket();
    void clockThatIsOff();
    void corruptedObject();
    void wholeSetsThereAndBack();

private:
    // What npm installed, in the build folder: once for all runs.
    static QString packages() { return QDir(QCoreApplication::applicationDirPath()).filePath("../peers"); }
    std::unique_ptr<S3Store> open(const std::string &keyId = "S3RVER", const std::string &bucket = "backups",
                                  const core::Clock *clock = nullptr) const
    {
        S3Address address;
        address.endpoint = m_endpoint;
        address.bucket = bucket;
        address.prefix = QTest::currentTestFunction(); // each test has its own place
        S3Options options;
        options.partBytes = partBytes;
        options.notesFolder = m_folder->file("notes");
        options.persistence = {4, std::chrono::milliseconds(20), std::chrono::milliseconds(200)};
        return std::make_unique<S3Store>(address, Credentials{keyId, keyId, {}}, options,
                                         clock != nullptr ? *clock : m_clock);
    }

    core::SystemClock m_clock;
    QString m_node;
    std::unique_ptr<TempFolder> m_folder;
    std::unique_ptr<ChildProcess> m_server;
    std::string m_endpoint;
};

void TstS3Peer::initTestCase()
{
    qputenv("no_proxy", "*");
    m_node = QStandardPaths::findExecutable("node");
    const QString npm = QStandardPaths::findExecutable("npm");
    if (m_node.isEmpty() || npm.isEmpty()) {
        QSKIP("node and npm are not installed here");
    }
    if (QFile::exists(packages() + "/complete")) {
        return;
    }
    QDir().mkpath(packages());
    QProcess install;
    install.setWorkingDirectory(packages());
    install.start(npm, {"install", "--no-audit", "--no-fund", "--prefix", ".", "s3rver@3.7.1",
                        "@smithy/signature-v4@5.7.5", "@aws-crypto/sha256-js@5.2.0"});
    if (!install.waitForFinished(120'000) || install.exitCode() != 0) {
        QSKIP("npm can't fetch s3rver and the signer here");
    }
    QFile complete(packages() + "/complete");
    QVERIFY(complete.open(QIODevice::WriteOnly));
}

void TstS3Peer::init()
{
    if (m_server && m_server->running()) {
        return;
    }
    SpawnOptions quiet;
    quiet.quiet = true;
    m_folder = std::make_unique<TempFolder>();
    m_server = std::make_unique<ChildProcess>(
        std::vector<std::string>{
            m_node.toStdString(), (packages() + "/node_modules/s3rver/bin/s3rver.js").toStdString(), "-d",
            m_folder->file("data"), "-a", "127.0.0.1", "-p", "0", "--configure-bucket", "backups"},
        quiet);
    m_endpoint.clear();
    while (m_endpoint.empty()) {
        const auto line = m_server->readLine();
        QVERIFY2(line, "s3rver does not start");
        const auto match =
            QRegularExpression("listening on (127\\.0\\.0\\.1:\\d+)").match(QString::fromStdString(*line));
        if (match.hasMatch()) {
            m_endpoint = "http://" + match.captured(1).toStdString();
        }
    }
}

void TstS3Peer::signsAsAmazonsSdk()
{
    Random random(testSeed("signsAsAmazonsSdk", 20261122));
    QProcess signer;
    signer.start(m_node, {QString(STRANDLINE_SOURCE_DIR) + "/tests/engine/offsite/sign_as_amazon.mjs",
                          QDir(packages()).absolutePath()});
    const auto text = [&](std::size_t most, const std::string &alphabet) {
        std::string out;
        for (std::size_t n = random.below(most); out.size() < n;) {
            out += alphabet[random.below(alphabet.size())];
        }
        return out;
    };
    const std::string any = "abcXYZ019-._~ !*'();:@&=+$,?#[]%/\"<>";
    QList<QByteArray> wanted;
    for (int i = 0; i < 1000; ++i) {
        SignedRequest request;
        request.method = std::vector<std::string>{"GET", "PUT", "POST", "HEAD", "DELETE"}[random.below(5)];
        request.path = "/bucket/" + text(20, any);
        QJsonObject query;
        for (std::size_t n = random.below(4); n > 0; --n) {
            const std::string name = "q" + text(5, any);
            if (!query.contains(QString::fromStdString(name))) {
                const std::string value = text(8, any);
                request.query.emplace_back(name, value);
                query[QString::fromStdString(name)] = QString::fromStdString(value);
            }
        }
        const core::Time time{std::chrono::seconds(1'400'000'000 + random.below(700'000'000))};
        request.payloadHash = core::toHex(sha256(viewOf(text(100, any))));
        request.headers = {{"host", "h" + text(8, "abc0.") + "x:9000"},
                           {"x-amz-date", signingTime(time)},
                           {"x-amz-content-sha256", request.payloadHash}};
        if (random.oneIn(2)) {
            request.headers["range"] = " bytes=" + std::to_string(random.below(1000)) + "-  7 ";
        }
        const Credentials credentials{"ID" + text(10, "ABC123"), "s" + text(30, any), {}};
        const std::string region = "eu-" + text(6, "abc-1") + "x";
        QJsonObject headers;
        for (const auto &[name, value] : request.headers) {
            headers[QString::fromStdString(name)] = QString::fromStdString(value);
        }
        const QJsonObject line{{"method", QString::fromStdString(request.method)},
                               {"path", QString::fromStdString(uriEncode(request.path, true))},
                               {"query", query},
                               {"headers", headers},
                               {"region", QString::fromStdString(region)},
                               {"id", QString::fromStdString(credentials.accessKeyId)},
                               {"secret", QString::fromStdString(credentials.secretAccessKey)},
                               {"time", QString::fromStdString(core::formatTime(time))}};
        signer.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
        wanted << QByteArray::fromStdString(authorization(request, credentials, time, Scope{region}));
    }
    signer.closeWriteChannel();
    QVERIFY(signer.waitForFinished(60'000));
    QVERIFY2(signer.exitCode() == 0, signer.readAllStandardError().constData());
    const QList<QByteArray> lines = signer.readAllStandardOutput().trimmed().split('\n');
    QCOMPARE(lines.size(), wanted.size());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QCOMPARE(QByteArray(lines[i]).replace(", ", ","), wanted[i]);
    }
}

void TstS3Peer::uploadsAndDownloads()
{
    const auto store = open();
    const std::string large = randomText(1, 2 * partBytes + 4711);
    const std::string small = "a small one";
    QCOMPARE(store->put("sets/a/large", sourceOf(viewOf(large)), {}).sentBytes, std::uint64_t{large.size()});
    store->put("sets/a/small", sourceOf(viewOf(small)), {});
    std::string back;
    const auto take = [&](core::ByteView bytes) {
        back.append(reinterpret_cast<const char *>(bytes.data()), bytes.size());
    };
    store->get("sets/a/large", 0, toTheEnd, take, {});
    QVERIFY(back == large);
    back.clear();
    store->get("sets/a/large", partBytes - 3, 10, take, {});
    QVERIFY(back == large.substr(partBytes - 3, 10));
    QCOMPARE(store->list("sets/", {}).size(), std::size_t{2});
    QCOMPARE(store->head("sets/a/large", {}).value().sizeBytes, std::uint64_t{large.size()});
    QVERIFY(!store->head("sets/a/none", {}));
    store->remove("sets/a/large", {});
    QCOMPARE(store->list("", {}).size(), std::size_t{1});
    QCOMPARE(errorCodeOf([&] { store->get("sets/a/large", 0, 1, take, {}); }), std::string("NOT_FOUND"));
}

// s3rver can't list parts: our notes tell what it has. The server itself is killed too.
void TstS3Peer::goesOnAfterAKill()
{
    const std::string large = randomText(2, 4 * partBytes);
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    job.progress = [&](const core::Progress &progress) {
        if (progress.done >= 2 * partBytes + 1000) {
            stop.request_stop(); // in the middle of the third part
        }
    };
    QCOMPARE(errorCodeOf([&] { open()->put("piece", sourceOf(viewOf(large)), job); }),
             std::string("CANCELLED"));
    QVERIFY(!open()->head("piece", {}));
    const PutReport report = open()->put("piece", sourceOf(viewOf(large)), {});
    QCOMPARE(report.keptBytes, 2 * partBytes);
    QCOMPARE(report.sentBytes, 2 * partBytes);
    std::string back;
    open()->get("piece", 0, toTheEnd,
                [&](core::ByteView bytes) {
                    back.append(reinterpret_cast<const char *>(bytes.data()), bytes.size());
                },
                {});
    QVERIFY(back == large);
    m_server->stop(SIGKILL);
    QCOMPARE(errorCodeOf([&] { open()->head("piece", {}); }), std::string("NETWORK"));
}

void TstS3Peer::wrongCredentials()
{
    QCOMPARE(errorCodeOf([&] { open("SOMEBODY")->list("", {}); }), std::string("PERMISSION"));
    const std::string message =
        errorMessageOf([&] { open("SOMEBODY")->put("x", sourceOf(viewOf("x")), {}); });
    QVERIFY2(message.find("credentials") != std::string::npos, message.c_str());
}

void TstS3Peer::noSuchBucket()
{
    const std::string message = errorMessageOf([&] { open("S3RVER", "nowhere")->list("", {}); });
    QVERIFY2(message.find("no bucket \"nowhere\"") != std::string::npos, message.c_str());
}

void TstS3Peer::clockThatIsOff()
{
    const core::ManualClock wrong(m_clock.now() - std::chrono::hours(3));
    const std::string message = errorMessageOf([&] { open("S3RVER", "backups", &wrong)->list("", {}); });
    QVERIFY2(message.find("clock") != std::string::npos, message.c_str());
}

void TstS3Peer::corruptedObject()
{
    BackedUp backups;
    const std::string id = backups.backUp(backup::Kind::Full);
    const auto there = open();
    copySets({backups.store, {}, true, &backups.clock}, *there, {});
    // Behind the server's back, as a failing disk would.
    const std::string piece = backup::Catalogue(backups.store).set(id).manifest.pieces.at(0).name;
    QDir data(QString::fromStdString(m_folder->file("data/backups/corruptedObject/sets/" + id)));
    const QStringList stored = data.entryList({QString::fromStdString(piece) + "._S3rver_object"});
    QCOMPARE(stored.size(), 1);
    std::string bytes = readFile(data.filePath(stored.at(0)).toStdString());
    bytes[bytes.size() / 3] = static_cast<char>(bytes[bytes.size() / 3] ^ 4);
    writeFile(data.filePath(stored.at(0)).toStdString(), bytes);
    const CopyVerification report = verifyCopies(*there, {}, true, {});
    QCOMPARE(report.findings.size(), std::size_t{1});
    QCOMPARE(report.findings[0].kind, std::string("checksum mismatch"));
    QCOMPARE(report.findings[0].piece, piece);
    const std::string back = m_folder->file("back");
    QCOMPARE(errorCodeOf([&] {
                 fetchSets(*there, {back, {}, &backups.clock}, {});
             }),
             std::string("BACKUP_CORRUPT"));
    QVERIFY(backup::StoreFolder(back).setIds().empty());
}

void TstS3Peer::wholeSetsThereAndBack()
{
    BackedUp backups;
    const std::vector<std::string> ids = backups.backUpAll();
    const auto there = open();
    QCOMPARE(copySets({backups.store, {}, true, &backups.clock}, *there, {}).copied, ids);
    const CopyReport again = copySets({backups.store, {}, true, &backups.clock}, *there, {});
    QCOMPARE(again.present, ids);
    const std::string back = m_folder->file("back");
    QCOMPARE(fetchSets(*there, {back, {}, &backups.clock}, {}).fetched, ids);
    for (const std::string &id : ids) {
        const auto set = backup::Catalogue(back).set(id);
        QCOMPARE(set.status, backup::SetStatus::Available);
        const std::string piece = "/sets/" + id + '/' + set.manifest.pieces.at(0).name;
        QVERIFY(readFile(back + piece) == readFile(backups.store + piece));
    }
    removeCopies(*there, ids, {});
    QVERIFY(copyIdsIn(*there, {}).empty());
}

QTEST_GUILESS_MAIN(TstS3Peer)
#include "tst_s3_peer.moc"
