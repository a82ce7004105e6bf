#include "tests/engine/core/tst_file.h"

#include "engine/core/file.h"
#include "tests/support/error_code.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace strandline::core;
using strandline::test::errorCodeOf;

namespace {

constexpr unsigned nobody = 65534;

// Tests run as root in containers, and root may do everything: this one may not.
class WithoutRoot
{
public:
    WithoutRoot() : m_was(::geteuid()) { m_dropped = m_was != 0 || ::seteuid(nobody) == 0; }
    ~WithoutRoot()
    {
        if (m_was == 0 && ::seteuid(0) != 0) {
            std::abort();
        }
    }
    WithoutRoot(const WithoutRoot &) = delete;
    WithoutRoot &operator=(const WithoutRoot &) = delete;
    bool dropped() const { return m_dropped; }

private:
    uid_t m_was;
    bool m_dropped;
};

class SmallFilesOnly
{
public:
    explicit SmallFilesOnly(rlim_t limitBytes)
    {
        m_signal = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_limit);
        const rlimit small{limitBytes, m_limit.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallFilesOnly()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_limit);
        std::signal(SIGXFSZ, m_signal);
    }
    SmallFilesOnly(const SmallFilesOnly &) = delete;
    SmallFilesOnly &operator=(const SmallFilesOnly &) = delete;

private:
    rlimit m_limit{};
    void (*m_signal)(int) = nullptr;
};

ByteView view(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

void writeFile(const std::string &path, std::string_view text)
{
    systemFiles().open(path, OpenMode::Create)->writeAt(0, view(text));
}

unsigned modeOf(const std::string &path)
{
    struct stat st = {};
    return ::lstat(path.c_str(), &st) == 0 ? st.st_mode & 07777U : ~0U;
}

std::string in(const QTemporaryDir &folder, const char *name)
{
    return folder.filePath(QString::fromUtf8(name)).toStdString();
}

// Starts this program again; it takes the lock and keeps it until its input ends.
bool startLockHolder(QProcess &process, const std::string &path)
{
    process.start(QCoreApplication::applicationFilePath(), {"--hold-lock", QString::fromStdString(path)});
    return process.waitForStarted() && process.waitForReadyRead() && process.readLine() == "locked\n";
}

} // namespace

std::optional<int> TestFile::childMain(int argc, char **argv)
{
    if (argc != 3 || std::string_view(argv[1]) != "--hold-lock") {
        return std::nullopt;
    }
    const auto lock = systemFiles().tryLock(argv[2], "pid of the child");
    std::puts(lock ? "locked" : "refused");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return 0;
}

void TestFile::readsAndWritesAnywhere()
{
    const QTemporaryDir folder;
    const auto file = systemFiles().open(in(folder, "a"), OpenMode::Create);
    file->writeAt(10, view("tail"));
    file->writeAt(0, view("head"));
    file->sync();
    QCOMPARE(file->sizeBytes(), std::uint64_t{14});
    Bytes out(20, 0xEE);
    QCOMPARE(file->readAt(0, out), std::size_t{14});
    QCOMPARE(std::string(out.begin(), out.begin() + 14), std::string("head\0\0\0\0\0\0tail", 14));
    QCOMPARE(out[14], std::uint8_t{0xEE});
    QCOMPARE(file->readAt(14, out), std::size_t{0});
    file->truncate(2);
    QCOMPARE(systemFiles().readText(file->path()), std::string("he"));
    QCOMPARE(systemFiles().sizeOf(file->path()), std::uint64_t{2});
    systemFiles().remove(file->path());
    QVERIFY(!systemFiles().exists(in(folder, "a")));
}

void TestFile::createRefusesWhatIsThere()
{
    const QTemporaryDir folder;
    writeFile(in(folder, "a"), "kept");
    QCOMPARE(errorCodeOf([&] { systemFiles().open(in(folder, "a"), OpenMode::Create); }),
             std::string("EXISTS"));
    QCOMPARE(systemFiles().readText(in(folder, "a")), std::string("kept"));
}

void TestFile::missingFilesAreTold()
{
    const QTemporaryDir folder;
    const std::string path = in(folder, "nowhere");
    for (const OpenMode mode : {OpenMode::Read, OpenMode::ReadWrite}) {
        QCOMPARE(errorCodeOf([&] { systemFiles().open(path, mode); }), std::string("NOT_FOUND"));
    }
    QCOMPARE(errorCodeOf([&] { systemFiles().list(path); }), std::string("NOT_FOUND"));
    QCOMPARE(errorCodeOf([&] { systemFiles().remove(path); }), std::string("NOT_FOUND"));
    QCOMPARE(errorCodeOf([&] { systemFiles().open(path + "/x", OpenMode::Create); }),
             std::string("NOT_FOUND"));
    QVERIFY(!systemFiles().exists(path));
    QVERIFY(!systemFiles().identity(path));
}

void TestFile::listsNamesWithoutLinks()
{
    const QTemporaryDir folder;
    writeFile(in(folder, "b"), "");
    writeFile(in(folder, "a"), "");
    QVERIFY(QFile::link(folder.filePath("a"), folder.filePath("link")));
    const std::vector<std::string> expected = {"a", "b"};
    QCOMPARE(systemFiles().list(folder.path().toStdString()), expected);
}

void TestFile::filesFollowTheFolderWhateverTheUmask_data()
{
    QTest::addColumn<uint>("database");
    QTest::addColumn<uint>("folder");
    QTest::addColumn<uint>("file");
    QTest::addColumn<uint>("umask");
    QTest::newRow("private") << 0600U << 0700U << 0600U << 0000U;
    QTest::newRow("group reads") << 0640U << 0750U << 0640U << 0077U;
    QTest::newRow("group writes") << 0660U << 0770U << 0660U << 0022U;
    QTest::newRow("all read") << 0644U << 0755U << 0644U << 0077U;
    QTest::newRow("read-only database") << 0444U << 0755U << 0644U << 0022U;
}

void TestFile::filesFollowTheFolderWhateverTheUmask()
{
    QFETCH(uint, database);
    QFETCH(uint, folder);
    QFETCH(uint, file);
    QFETCH(uint, umask);
    const QTemporaryDir parent;
    const std::string path = in(parent, "x.db");
    writeFile(path, "");
    QCOMPARE(::chmod(path.c_str(), database), 0);
    const mode_t was = ::umask(umask);
    systemFiles().createFolder(path + ".strandline", path);
    writeFile(path + ".strandline/segment", "x");
    const auto lock = systemFiles().tryLock(path + ".strandline/owner.lock", "me");
    ::umask(was);
    QCOMPARE(modeOf(path + ".strandline"), folder);
    QCOMPARE(modeOf(path + ".strandline/segment"), file);
    QCOMPARE(modeOf(path + ".strandline/owner.lock"), file);
    systemFiles().createFolder(path + ".strandline", path); // once more: nothing happens
    QCOMPARE(modeOf(path + ".strandline"), folder);
}

void TestFile::linksAreRefused()
{
    const QTemporaryDir folder;
    writeFile(in(folder, "precious"), "mine");
    QVERIFY(QDir(folder.path()).mkdir("elsewhere"));
    QVERIFY(QFile::link(folder.filePath("precious"), folder.filePath("file-link")));
    QVERIFY(QFile::link(folder.filePath("elsewhere"), folder.filePath("folder-link")));
    for (const OpenMode mode : {OpenMode::Read, OpenMode::ReadWrite, OpenMode::Create}) {
        QVERIFY(!errorCodeOf([&] { systemFiles().open(in(folder, "file-link"), mode); }).empty());
    }
    QVERIFY(!errorCodeOf([&] { systemFiles().tryLock(in(folder, "file-link"), "me"); }).empty());
    QCOMPARE(
        errorCodeOf([&] { systemFiles().createFolder(in(folder, "folder-link"), in(folder, "precious")); }),
        std::string("PERMISSION"));
    QCOMPARE(errorCodeOf([&] { systemFiles().createFolder(in(folder, "precious"), in(folder, "precious")); }),
             std::string("PERMISSION"));
    QCOMPARE(systemFiles().readText(in(folder, "precious")), std::string("mine"));
}

void TestFile::permissionIsTold()
{
    const QTemporaryDir folder;
    writeFile(in(folder, "secret"), "x");
    QCOMPARE(::chmod(in(folder, "secret").c_str(), 0), 0);
    QCOMPARE(::chmod(folder.path().toUtf8().constData(), 0555), 0);
    {
        const WithoutRoot user;
        QVERIFY(user.dropped());
        QCOMPARE(errorCodeOf([&] { systemFiles().open(in(folder, "secret"), OpenMode::Read); }),
                 std::string("PERMISSION"));
        QCOMPARE(errorCodeOf([&] { systemFiles().open(in(folder, "new"), OpenMode::Create); }),
                 std::string("PERMISSION"));
        QCOMPARE(
            errorCodeOf([&] { systemFiles().createFolder(in(folder, "new"), folder.path().toStdString()); }),
            std::string("PERMISSION"));
    }
    QCOMPARE(::chmod(folder.path().toUtf8().constData(), 0755), 0);
}

void TestFile::fullDiskIsTold()
{
    const QTemporaryDir folder;
    const auto file = systemFiles().open(in(folder, "a"), OpenMode::Create);
    {
        const SmallFilesOnly limit(4096);
        file->writeAt(0, Bytes(4096, 1));
        QCOMPARE(errorCodeOf([&] { file->writeAt(4096, Bytes(1, 1)); }), std::string("DISK_FULL"));
        QCOMPARE(errorCodeOf([&] { file->truncate(8192); }), std::string("DISK_FULL"));
    }
    QCOMPARE(file->sizeBytes(), std::uint64_t{4096});
    file->writeAt(4096, Bytes(1, 1));
}

void TestFile::lockExcludesThisAndOtherProcesses()
{
    const QTemporaryDir folder;
    const std::string path = in(folder, "owner.lock");
    QProcess holder;
    {
        const auto lock = systemFiles().tryLock(path, "first");
        QVERIFY(lock);
        QCOMPARE(systemFiles().readText(path), std::string("first"));
        QVERIFY(!systemFiles().tryLock(path, "second"));
        QVERIFY(!startLockHolder(holder, path));
        holder.closeWriteChannel();
        QVERIFY(holder.waitForFinished());
        QCOMPARE(systemFiles().readText(path), std::string("first"));
    }
    QCOMPARE(systemFiles().readText(path), std::string());
    QVERIFY(startLockHolder(holder, path));
    QVERIFY(!systemFiles().tryLock(path, "me"));
    QCOMPARE(systemFiles().readText(path), std::string("pid of the child"));
    holder.closeWriteChannel();
    QVERIFY(holder.waitForFinished());
    QVERIFY(systemFiles().tryLock(path, "me"));
}

void TestFile::lockDiesWithItsProcess()
{
    const QTemporaryDir folder;
    const std::string path = in(folder, "owner.lock");
    QProcess holder;
    QVERIFY(startLockHolder(holder, path));
    QVERIFY(!systemFiles().tryLock(path, "me"));
    holder.kill();
    QVERIFY(holder.waitForFinished());
    QVERIFY(systemFiles().tryLock(path, "me"));
}

void TestFile::renameReplaces()
{
    const QTemporaryDir folder;
    writeFile(in(folder, "old"), "old");
    writeFile(in(folder, "new"), "new");
    systemFiles().rename(in(folder, "new"), in(folder, "old"));
    systemFiles().syncFolder(folder.path().toStdString());
    QCOMPARE(systemFiles().readText(in(folder, "old")), std::string("new"));
    QVERIFY(!systemFiles().exists(in(folder, "new")));
}

void TestFile::identityTellsReplacedFiles()
{
    const QTemporaryDir folder;
    writeFile(in(folder, "a"), "a");
    writeFile(in(folder, "b"), "a");
    const auto before = systemFiles().identity(in(folder, "a"));
    QVERIFY(before);
    QVERIFY(before == systemFiles().identity(in(folder, "a")));
    systemFiles().rename(in(folder, "b"), in(folder, "a"));
    QVERIFY(before != systemFiles().identity(in(folder, "a")));
}

void TestFile::textIsCutAtOneMebibyte()
{
    const QTemporaryDir folder;
    writeFile(in(folder, "a"), std::string((1U << 20U) + 5, 'x'));
    QCOMPARE(systemFiles().readText(in(folder, "a")).size(), std::size_t{1U << 20U});
}

void TestFile::localFoldersAreNoNetwork()
{
    const QTemporaryDir folder;
    QVERIFY(!systemFiles().isNetwork(folder.path().toStdString()));
    QVERIFY(!systemFiles().isNetwork(in(folder, "missing")));
}
