// Export: every format against SQLite and Python, what comes back, and what is left when it fails.
#include "engine/transfer/export.h"
#include "engine/transfer/import.h"
#include "tests/engine/transfer/random_table.h"
#include "tests/support/child_process.h"
#include "tests/support/dump.h"
#include "tests/support/error_code.h"
#include "tests/support/faulty_files.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <thread>

using namespace strandline;
using namespace strandline::transfer;
using test::difference;
using test::dumpOf;
using test::errorCodeOf;
using test::errorMessageOf;
using test::Kind;
using test::PlainDatabase;
using test::Random;
using test::readFile;
using test::TempFolder;
using test::writeFile;
namespace fs = std::filesystem;

namespace {

const char *const endless =
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x, 'some text', x * 1.5 FROM n";
const char *const typedTable = "CREATE TABLE t(c0 INTEGER, c1 TEXT, c2 REAL, c3 BLOB, c4 TEXT)";
const std::vector<Kind> typedKinds = {Kind::Integer, Kind::Text, Kind::Real, Kind::Blob, Kind::RawText};

std::string exported(const std::string &database, const ExportSource &source, const ExportOptions &options)
{
    session::Lease lease = session::Database::open(database)->lease();
    std::string out;
    exportTo(lease, source, options, [&](std::string_view text) { out += text; }, {});
    return out;
}

ExportOptions format(ExportFormat format)
{
    ExportOptions options;
    options.format = format;
    return options;
}

ImportReport imported(const std::string &database, const std::string &file, const std::string &table,
                      const FormatWish &wish)
{
    const auto opened = session::Database::open(database);
    const Preview preview = previewFile(file, wish, 5, UINT64_MAX, {});
    std::optional<catalog::Table> existing;
    {
        const session::Lease lease = opened->lease();
        existing = catalog::loadTable(lease.connection(), "main", table, {});
    }
    return importFile(*opened, suggestPlan(file, preview, table, existing), {});
}

// Every row of every table, and the schema but for its order and places.
std::string contentDifference(const std::string &expected, const std::string &found)
{
    PlainDatabase a(expected, PlainDatabase::Open::ReadOnly);
    PlainDatabase b(found, PlainDatabase::Open::ReadOnly);
    const auto rowsOf = [](PlainDatabase &database) {
        test::Dump dump = dumpOf(database.handle());
        std::erase_if(dump.parts, [](const test::Dump::Part &part) {
            return part.name.starts_with('(') && part.name != "(user_version)" &&
                   part.name != "(application_id)";
        });
        return dump;
    };
    const auto schemaOf = [](PlainDatabase &database) {
        return database.text("SELECT group_concat(e, char(10)) FROM (SELECT type || name || tbl_name || "
                             "ifnull(sql, '') AS e FROM sqlite_schema ORDER BY e)");
    };
    return schemaOf(a) == schemaOf(b) ? difference(rowsOf(a), rowsOf(b)) : schemaOf(a) + " <> " + schemaOf(b);
}

QByteArray oracle(std::vector<std::string> arguments)
{
    std::vector<std::string> command = {"/usr/bin/python3",
                                        STRANDLINE_SOURCE_DIR "/tests/engine/transfer/oracle.py"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const test::Finished finished = test::runProgram(command);
    return finished.code == 0 ? QByteArray::fromStdString(finished.output).trimmed() : QByteArray("failed");
}

std::size_t filesIn(const std::string &folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

class TestTransfer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void databaseComesBackFromSql();
    void realDatabaseComesBackFromSql();
    void realsComeBackFromSql();
    void tableComesBackFromSql();
    void csvComesBack_data();
    void csvComesBack();
    void jsonComesBack_data();
    void jsonComesBack();
    void pythonReadsCsv_data();
    void pythonReadsCsv();
    void pythonReadsJson_data();
    void pythonReadsJson();
    void csvRules();
    void duplicateNames();
    void markdownAndHtmlEscape();
    void columnsAndCondition();
    void onlySelectsAreExported();
    void pastIsExported();
    void previewIsTheBeginning();
    void nothingIsOverwritten();
    void databaseItselfIsNoTarget();
    void faultsLeaveNothing();
    void cancelLeavesNothing();
    void progressCountsRows();
};

void TestTransfer::databaseComesBackFromSql()
{
    Random random(test::testSeed("databaseComesBackFromSql", 11));
    const TempFolder folder;
    const std::string path = folder.file("a.db");
    test::fillTable(path, "CREATE TABLE any(c0, c1, c2)", "any", {Kind::Any, Kind::Any, Kind::Any}, 800,
                    random);
    test::fillTable(path, typedTable, "t", typedKinds, 800, random);
    PlainDatabase(path).execute(
        "PRAGMA user_version=7; PRAGMA application_id=99;"
        "CREATE TABLE \"odd \"\" name\"(\"a b\" INTEGER PRIMARY KEY AUTOINCREMENT, v AS (\"a b\" * 2) "
        "STORED, w TEXT DEFAULT 'x;y');"
        "INSERT INTO \"odd \"\" name\"(w) VALUES('1'),('2'),('3'); DELETE FROM \"odd \"\" name\" WHERE \"a "
        "b\"=3;"
        "CREATE TABLE w(k TEXT PRIMARY KEY, n) WITHOUT ROWID; INSERT INTO w VALUES('z',1),('a',2);"
        "CREATE TABLE gone(a); INSERT INTO gone VALUES(1),(2),(3); DELETE FROM gone WHERE a=2;"
        "CREATE INDEX i ON t(c1, c2 DESC) WHERE c0 > 0; CREATE VIEW v AS SELECT count(*) AS n FROM t;"
        "CREATE TRIGGER tr AFTER INSERT ON w BEGIN INSERT INTO gone VALUES(new.n); END;"
        "CREATE TRIGGER tv INSTEAD OF INSERT ON v BEGIN INSERT INTO gone VALUES(9); END;"
        "CREATE VIRTUAL TABLE f USING fts5(body); INSERT INTO f VALUES('one two'),('three');"
        "DELETE FROM f WHERE rowid=1; ANALYZE;");
    const std::string sql = exported(path, {}, format(ExportFormat::Sql));
    const std::string copy = folder.file("b.db");
    PlainDatabase(copy).execute(sql);
    QCOMPARE(contentDifference(path, copy), std::string());
    QCOMPARE(PlainDatabase(copy).text("PRAGMA integrity_check"), std::string("ok"));
}

void TestTransfer::realDatabaseComesBackFromSql()
{
    const std::string real = "/usr/share/proj/proj.db";
    if (!fs::exists(real)) {
        QSKIP("proj-data isn't installed");
    }
    const TempFolder folder;
    PlainDatabase(folder.file("b.db")).execute(exported(real, {}, format(ExportFormat::Sql)));
    QCOMPARE(contentDifference(real, folder.file("b.db")), std::string());
}

// SQLite's own reading of decimal digits is good enough for the shortest ones that name the value.
void TestTransfer::realsComeBackFromSql()
{
    Random random(test::testSeed("realsComeBackFromSql", 5));
    const TempFolder folder;
    test::fillTable(folder.file("a.db"), "CREATE TABLE t(c0 REAL)", "t", {Kind::Real}, 50000, random);
    PlainDatabase(folder.file("b.db")).execute(exported(folder.file("a.db"), {}, format(ExportFormat::Sql)));
    QCOMPARE(contentDifference(folder.file("a.db"), folder.file("b.db")), std::string());
}

void TestTransfer::tableComesBackFromSql()
{
    const TempFolder folder;
    PlainDatabase(folder.file("a.db"))
        .execute(
            "CREATE TABLE t(a INTEGER PRIMARY KEY, b); CREATE INDEX i ON t(b); INSERT INTO t VALUES(1,'x');"
            "CREATE TRIGGER tr AFTER DELETE ON t BEGIN SELECT 1; END;");
    PlainDatabase(folder.file("b.db"))
        .execute(exported(folder.file("a.db"), {"t", {}, {}, {}}, format(ExportFormat::Sql)));
    QCOMPARE(contentDifference(folder.file("a.db"), folder.file("b.db")), std::string());
    ExportOptions other = format(ExportFormat::Sql);
    other.sql.table = "copy";
    PlainDatabase b(folder.file("b.db"));
    b.execute(exported(folder.file("a.db"), {{}, {}, {}, "SELECT b, 2 AS b FROM t"}, other));
    QCOMPARE(b.text("SELECT b || b_2 FROM copy"), std::string("x2"));
}

void TestTransfer::csvComesBack_data()
{
    QTest::addColumn<char>("delimiter");
    QTest::addColumn<Quoting>("quoting");
    QTest::addColumn<QString>("nullText");
    QTest::addColumn<QString>("lineEnd");
    QTest::addColumn<bool>("bom");
    QTest::newRow("plain") << ',' << Quoting::Needed << ""
                           << "\n"
                           << false;
    QTest::newRow("semicolon, CR LF, BOM") << ';' << Quoting::All << ""
                                           << "\r\n"
                                           << true;
    QTest::newRow("tab, \\N") << '\t' << Quoting::NonNumeric << "\\N"
                              << "\n"
                              << false;
}

void TestTransfer::csvComesBack()
{
    QFETCH(char, delimiter);
    QFETCH(Quoting, quoting);
    QFETCH(QString, nullText);
    QFETCH(QString, lineEnd);
    QFETCH(bool, bom);
    Random random(test::testSeed("csvComesBack", 21));
    const TempFolder folder;
    test::fillTable(folder.file("a.db"), typedTable, "t", typedKinds, 1500, random);
    ExportOptions options;
    options.csv.delimiter = delimiter;
    options.csv.quoting = quoting;
    options.csv.nullText = nullText.toStdString();
    options.csv.lineEnd = lineEnd.toStdString();
    options.csv.bom = bom;
    writeFile(folder.file("t.csv"), exported(folder.file("a.db"), {"t", {}, {}, {}}, options));
    PlainDatabase(folder.file("b.db")).execute(typedTable);
    FormatWish wish;
    wish.encoding = TextEncoding::Utf8; // its bytes are kept, those that are no UTF-8 too
    wish.delimiter = delimiter;
    wish.quote = '"';
    wish.nullTexts = std::vector<std::string>{nullText.toStdString()};
    QCOMPARE(imported(folder.file("b.db"), folder.file("t.csv"), "t", wish).rows, std::uint64_t{1500});
    QCOMPARE(contentDifference(folder.file("a.db"), folder.file("b.db")), std::string());
}

void TestTransfer::jsonComesBack_data()
{
    QTest::addColumn<ExportFormat>("kind");
    QTest::addColumn<bool>("arrays");
    QTest::newRow("objects") << ExportFormat::Json << false;
    QTest::newRow("arrays") << ExportFormat::Json << true;
    QTest::newRow("lines") << ExportFormat::JsonLines << false;
}

void TestTransfer::jsonComesBack()
{
    QFETCH(ExportFormat, kind);
    QFETCH(bool, arrays);
    Random random(test::testSeed("jsonComesBack", 31));
    const TempFolder folder;
    const char *create = "CREATE TABLE t(c0, c1, c2)";
    test::fillTable(folder.file("a.db"), create, "t", {Kind::Any, Kind::Any, Kind::Any}, 1500, random);
    ExportOptions options = format(kind);
    options.jsonArrays = arrays;
    writeFile(folder.file("t.json"), exported(folder.file("a.db"), {"t", {}, {}, {}}, options));
    PlainDatabase(folder.file("b.db")).execute(create);
    QCOMPARE(imported(folder.file("b.db"), folder.file("t.json"), "t", {}).rows, std::uint64_t{1500});
    QCOMPARE(contentDifference(folder.file("a.db"), folder.file("b.db")), std::string());
}

void TestTransfer::pythonReadsCsv_data()
{
    QTest::addColumn<char>("delimiter");
    QTest::newRow("comma") << ',';
    QTest::newRow("semicolon") << ';';
}

void TestTransfer::pythonReadsCsv()
{
    QFETCH(char, delimiter);
    Random random(test::testSeed("pythonReadsCsv", 41));
    const TempFolder folder;
    test::fillTable(folder.file("a.db"), typedTable, "t", typedKinds, 1000, random);
    ExportOptions options;
    options.csv.delimiter = delimiter;
    writeFile(folder.file("t.csv"), exported(folder.file("a.db"), {"t", {}, {}, {}}, options));
    QCOMPARE(oracle({"csv", folder.file("a.db"), "t", folder.file("t.csv"), std::string(1, delimiter)}),
             QByteArray("1000"));
}

void TestTransfer::pythonReadsJson_data()
{
    QTest::addColumn<QString>("shape");
    QTest::newRow("objects") << "json";
    QTest::newRow("lines") << "ndjson";
}

void TestTransfer::pythonReadsJson()
{
    QFETCH(QString, shape);
    Random random(test::testSeed("pythonReadsJson", 51));
    const TempFolder folder;
    test::fillTable(folder.file("a.db"), "CREATE TABLE t(c0, c1)", "t", {Kind::Any, Kind::Any}, 1000, random);
    const ExportFormat kind = shape == "json" ? ExportFormat::Json : ExportFormat::JsonLines;
    writeFile(folder.file("t.json"), exported(folder.file("a.db"), {"t", {}, {}, {}}, format(kind)));
    QCOMPARE(oracle({shape.toStdString(), folder.file("a.db"), "t", folder.file("t.json")}),
             QByteArray("1000"));
}

void TestTransfer::csvRules()
{
    const TempFolder folder;
    PlainDatabase(folder.file("a.db"))
        .execute(
            "CREATE TABLE t(a,b); INSERT INTO t VALUES('=1+1', 1),('', NULL),(x'00ff', 1.0),('a,b', -5)");
    ExportOptions options;
    QCOMPARE(exported(folder.file("a.db"), {"t", {}, {}, {}}, options),
             std::string("a,b\n=1+1,1\n\"\",\n00ff,1.0\n\"a,b\",-5\n"));
    options.csv.guardFormulas = true;
    options.csv.blob = BlobText::Base64;
    options.csv.nullText = "NULL";
    options.csv.quoting = Quoting::NonNumeric;
    QCOMPARE(exported(folder.file("a.db"), {"t", {}, {}, {}}, options),
             std::string("\"a\",\"b\"\n\"'=1+1\",1\n\"\",NULL\n\"AP8=\",1.0\n\"a,b\",-5\n"));
}

void TestTransfer::duplicateNames()
{
    const TempFolder folder;
    PlainDatabase(folder.file("a.db")).execute("CREATE TABLE t(a)");
    const ExportSource source{{}, {}, {}, "SELECT 1 AS x, 2 AS x, 3 AS X"};
    QCOMPARE(exported(folder.file("a.db"), source, format(ExportFormat::JsonLines)),
             std::string("{\"x\":1,\"x_2\":2,\"X_3\":3}\n"));
    QCOMPARE(exported(folder.file("a.db"), source, {}), std::string("x,x,X\n1,2,3\n"));
}

void TestTransfer::markdownAndHtmlEscape()
{
    const TempFolder folder;
    PlainDatabase(folder.file("a.db"))
        .execute(
            "CREATE TABLE t(a TEXT, n INTEGER); INSERT INTO t VALUES('<b>|x' || char(10) || 'y', 5), (NULL, "
            "NULL), (CAST(x'61ff00' AS TEXT), 1)");
    QCOMPARE(exported(folder.file("a.db"), {"t", {}, {}, {}}, format(ExportFormat::Markdown)),
             std::string("| a | n |\n|---|---:|\n| &lt;b&gt;\\|x<br>y | 5 |\n| *NULL* | *NULL* |\n| "
                         "a\\\\xff\\\\x00 | 1 |\n"));
    const std::string html = exported(folder.file("a.db"), {"t", {}, {}, {}}, format(ExportFormat::Html));
    QVERIFY(html.starts_with("<!DOCTYPE html>"));
    QVERIFY(html.find("<td>&lt;b&gt;|x\ny</td><td class=\"n\">5</td>") != std::string::npos);
    QVERIFY(html.find("<td class=\"null\">NULL</td>") != std::string::npos);
    QVERIFY(html.find("<td>a\\xff\\x00</td>") != std::string::npos);
}

void TestTransfer::columnsAndCondition()
{
    const TempFolder folder;
    PlainDatabase(folder.file("a.db"))
        .execute("CREATE TABLE t(a,b,c); INSERT INTO t VALUES(1,2,3),(4,5,6); CREATE VIEW v AS SELECT a+1 AS "
                 "d FROM t");
    QCOMPARE(exported(folder.file("a.db"), {"t", {"c", "a"}, "b > 2 -- the large ones", {}}, {}),
             std::string("c,a\n6,4\n"));
    QCOMPARE(exported(folder.file("a.db"), {"v", {}, {}, {}}, {}), std::string("d\n2\n5\n"));
}

void TestTransfer::onlySelectsAreExported()
{
    const TempFolder folder;
    PlainDatabase(folder.file("a.db")).execute("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
    for (const char *sql :
         {"DELETE FROM t", "SELECT 1; SELECT 2", "PRAGMA user_version", "-- nothing", "EXPLAIN SELECT 1"}) {
        QCOMPARE(errorCodeOf([&] {
                     exported(folder.file("a.db"), {{}, {}, {}, sql}, {});
                 }),
                 std::string("USAGE"));
    }
    QCOMPARE(errorCodeOf([&] {
                 exported(folder.file("a.db"), {"none", {}, {}, {}}, {});
             }),
             std::string("NOT_FOUND"));
    QCOMPARE(errorCodeOf([&] { exported(folder.file("a.db"), {}, {}); }), std::string("USAGE"));
    QCOMPARE(PlainDatabase(folder.file("a.db")).integer("SELECT count(*) FROM t"), std::int64_t{1});
}

void TestTransfer::previewIsTheBeginning()
{
    const TempFolder folder;
    PlainDatabase(folder.file("a.db")).execute("CREATE TABLE t(a); INSERT INTO t VALUES(1),(2),(3),(4)");
    session::Lease lease = session::Database::open(folder.file("a.db"))->lease();
    QCOMPARE(exportPreview(lease, {"t", {}, {}, {}}, {}, 2, {}), std::string("a\n1\n2\n"));
}

void TestTransfer::nothingIsOverwritten()
{
    const TempFolder folder;
    PlainDatabase(folder.file("a.db")).execute("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
    session::Lease lease = session::Database::open(folder.file("a.db"))->lease();
    const std::string target = folder.file("out.csv");
    writeFile(target, "old");
    QCOMPARE(errorCodeOf([&] {
                 exportToFile(lease, {"t", {}, {}, {}}, {}, target, false, {});
             }),
             std::string("EXISTS"));
    QCOMPARE(readFile(target), std::string("old"));
    const ExportReport report = exportToFile(lease, {"t", {}, {}, {}}, {}, target, true, {});
    QCOMPARE(readFile(target), std::string("a\n1\n"));
    QCOMPARE(report.rows, std::uint64_t{1});
    QCOMPARE(report.bytes, std::uint64_t{4});
}

void TestTransfer::databaseItselfIsNoTarget()
{
    const TempFolder folder;
    const std::string path = folder.file("a.db");
    PlainDatabase(path).execute("CREATE TABLE t(a)");
    fs::create_symlink(path, folder.file("link"));
    session::Lease lease = session::Database::open(path)->lease();
    for (const std::string &target : {path, folder.file("link")}) {
        QCOMPARE(errorCodeOf([&] {
                     exportToFile(lease, {"t", {}, {}, {}}, {}, target, true, {});
                 }),
                 std::string("USAGE"));
    }
    QCOMPARE(PlainDatabase(path).text("PRAGMA integrity_check"), std::string("ok"));
}

void TestTransfer::faultsLeaveNothing()
{
    const TempFolder folder;
    PlainDatabase(folder.file("a.db"))
        .execute(
            "CREATE TABLE t(a); WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n WHERE x < 3000) "
            "INSERT INTO t SELECT hex(randomblob(400)) FROM n");
    session::Lease lease = session::Database::open(folder.file("a.db"))->lease();
    const std::string target = folder.file("out.csv");
    writeFile(target, "old");
    test::FaultyFiles files(core::systemFiles());
    files.failAt(UINT64_MAX, test::FaultyFiles::Fault::Io, false); // counts
    exportToFile(lease, {"t", {}, {}, {}}, {}, target, true, {}, files);
    const std::uint64_t operations = files.operations();
    QVERIFY(operations >= 4);
    writeFile(target, "old");
    const std::size_t before = filesIn(folder.path());
    for (std::uint64_t at = 1; at <= operations; ++at) {
        for (const auto fault : {test::FaultyFiles::Fault::Io, test::FaultyFiles::Fault::ShortWrite}) {
            files.failAt(at, fault, false);
            const std::string code = errorCodeOf([&] {
                exportToFile(lease, {"t", {}, {}, {}}, {}, target, true, {}, files);
            });
            QVERIFY2(code == "IO" || code == "DISK_FULL", code.c_str());
            QCOMPARE(readFile(target), std::string("old"));
            QCOMPARE(filesIn(folder.path()), before);
        }
    }
}

void TestTransfer::cancelLeavesNothing()
{
    const TempFolder folder;
    PlainDatabase(folder.file("a.db")).execute("CREATE TABLE t(a)");
    session::Lease lease = session::Database::open(folder.file("a.db"))->lease();
    const std::size_t before = filesIn(folder.path());
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    std::atomic<std::uint64_t> rows = 0;
    job.progress = [&](const core::Progress &progress) { rows = progress.done; };
    std::jthread canceller([&] {
        while (rows < 100000) {
            std::this_thread::yield();
        }
        stop.request_stop();
    });
    QCOMPARE(errorCodeOf([&] {
                 exportToFile(lease, {{}, {}, {}, endless}, {}, folder.file("out.csv"), false, job);
             }),
             std::string("CANCELLED"));
    QCOMPARE(filesIn(folder.path()), before);
}

void TestTransfer::progressCountsRows()
{
    const TempFolder folder;
    PlainDatabase(folder.file("a.db"))
        .execute("CREATE TABLE t(a INTEGER PRIMARY KEY); WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT "
                 "x+1 FROM n "
                 "WHERE x < 5000) INSERT INTO t SELECT x FROM n");
    session::Lease lease = session::Database::open(folder.file("a.db"))->lease();
    core::JobContext job;
    core::Progress last;
    job.progress = [&](const core::Progress &progress) { last = progress; };
    exportTo(
        lease, {"t", {}, {}, {}}, {}, [](std::string_view) {}, job);
    QCOMPARE(last.done, std::uint64_t{5000});
    QCOMPARE(last.total, std::uint64_t{5000});
    QCOMPARE(last.unit, std::string("rows"));
}

void TestTransfer::pastIsExported()
{
    const TempFolder folder;
    test::SpawnOptions options;
    options.environment = {{"XDG_CONFIG_HOME", folder.file("config")}};
    const test::Finished made =
        test::runProgram({STRANDCTL, "demo", folder.path(), "--json", "--workload", "0"}, options);
    QCOMPARE(made.code, 0);
    const auto database = session::Database::open(folder.file("shop.db"));
    const core::Scn middle{database->history()->currentScn().value / 2};
    const auto read = [](session::Lease lease, const std::string &sql) {
        std::string out;
        const ExportSource source{sql.empty() ? "orders" : "", {}, {}, sql};
        exportTo(lease, source, {}, [&](std::string_view text) { out += text; }, {});
        return out;
    };
    const std::string then = read(database->leaseAt(middle), {});
    QVERIFY(then != read(database->lease(), {}));
    QCOMPARE(read(database->lease(), fmt::format("SELECT * FROM orders AS OF SCN {}", middle.value)), then);
}

QTEST_GUILESS_MAIN(TestTransfer)
#include "tst_transfer.moc"
