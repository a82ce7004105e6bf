// Import: how files are understood, what goes into the table, and that a failure leaves it as it was.
#include "engine/transfer/csv_reader.h"
#include "engine/transfer/import.h"
#include "tests/support/child_process.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/random.h"
#include "tests/support/temp_folder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <filesystem>
#include <thread>

using namespace strandline;
using namespace strandline::transfer;
using test::errorCodeOf;
using test::errorMessageOf;
using test::PlainDatabase;
using test::Random;
using test::readFile;
using test::TempFolder;
using test::writeFile;
namespace fs = std::filesystem;

namespace {

using Texts = std::vector<std::vector<std::string>>;

Texts parse(const std::string &text, char delimiter = ',', char quote = '"')
{
    CsvReader reader(text, delimiter, quote);
    Texts rows;
    Record record;
    while (reader.next(record)) {
        std::vector<std::string> row;
        for (const Field &field : record.fields) {
            row.push_back(std::get<std::string>(field.value));
        }
        rows.push_back(row);
    }
    return rows;
}

QJsonArray toJson(const Texts &rows)
{
    QJsonArray out;
    for (const auto &row : rows) {
        QJsonArray fields;
        for (const std::string &field : row) {
            fields.append(QString::fromStdString(field));
        }
        out.append(fields);
    }
    return out;
}

std::string typesOf(const Preview &preview)
{
    std::string out;
    for (const SourceColumn &column : preview.columns) {
        const std::string type = typeName(column.guess);
        out += (out.empty() ? "" : " ") + column.name + ":" + (type.empty() ? "AUTO" : type);
    }
    return out;
}

} // namespace

class TestImport : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TempFolder> m_folder;
    std::string m_database;
    std::string m_file;

    Preview preview(const std::string &content, const FormatWish &wish = {})
    {
        writeFile(m_file, content);
        return previewFile(m_file, wish, 10, UINT64_MAX, {});
    }
    ImportPlan planInto(const std::string &table, const std::string &content, const FormatWish &wish = {})
    {
        const Preview seen = preview(content, wish);
        const auto database = session::Database::open(m_database);
        const session::Lease lease = database->lease();
        std::optional<catalog::Table> existing;
        if (catalog::findTable(lease.connection(), "main", table)) {
            existing = catalog::loadTable(lease.connection(), "main", table, {});
        }
        return suggestPlan(m_file, seen, table, existing);
    }
    ImportReport run(const ImportPlan &plan, const core::JobContext &job = {}) const
    {
        session::DatabaseOptions options;
        options.busyTimeout = std::chrono::milliseconds(50);
        return importFile(*session::Database::open(m_database, options), plan, job);
    }
    std::string content(const std::string &sql) const { return PlainDatabase(m_database).text(sql); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        m_database = m_folder->file("a.db");
        m_file = m_folder->file("in.csv");
        PlainDatabase(m_database)
            .execute("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT NOT NULL, price REAL);"
                     "INSERT INTO t VALUES(1, 'one', 1.5)");
    }

    void csvAgreesWithPython();
    void csvSurvivesAnything();
    void formatsAreGuessed_data();
    void formatsAreGuessed();
    void typesAreGuessed();
    void encodings();
    void newTableFromCsv();
    void newTableFromJson();
    void namesAndPlacesAreMapped();
    void appendReplaceUpsert();
    void badRowsStop_data();
    void badRowsStop();
    void badRowsAreSkipped();
    void jsonBadRows();
    void lockIsNamed();
    void cancelRollsBack();
    void databaseIsNoInput();
    void plansThatCantBe();
    void dryRunWritesNothing();
};

// Texts from the alphabet that matters, cut into records by Python's csv module and by us.
void TestImport::csvAgreesWithPython()
{
    Random random(test::testSeed("csvAgreesWithPython", 7));
    const std::string alphabet = "a,\"\n\r b";
    QJsonArray texts;
    std::vector<std::string> inputs;
    for (int i = 0; i < 5000; ++i) {
        std::string text;
        for (std::uint64_t n = random.below(14); n > 0; --n) {
            text += alphabet[random.below(alphabet.size())];
        }
        inputs.push_back(text);
        texts.append(QString::fromStdString(text));
    }
    writeFile(m_file, QJsonDocument(texts).toJson().toStdString());
    const test::Finished python = test::runProgram(
        {"/usr/bin/python3", STRANDLINE_SOURCE_DIR "/tests/engine/transfer/oracle.py", "parse", m_file});
    QCOMPARE(python.code, 0);
    const QJsonArray expected = QJsonDocument::fromJson(QByteArray::fromStdString(python.output)).array();
    QCOMPARE(expected.size(), qsizetype(inputs.size()));
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const QJsonArray found = toJson(parse(inputs[i]));
        if (found != expected[qsizetype(i)].toArray()) {
            QFAIL(qPrintable(
                QString("%1: %2 in place of %3")
                    .arg(QString::fromUtf8(QJsonDocument(QJsonArray{texts[qsizetype(i)]}).toJson()),
                         QString::fromUtf8(QJsonDocument(found).toJson()),
                         QString::fromUtf8(QJsonDocument(expected[qsizetype(i)].toArray()).toJson()))));
        }
    }
}

// Bytes at random: whatever was read, written again in quotes and read, is the same.
void TestImport::csvSurvivesAnything()
{
    Random random(test::testSeed("csvSurvivesAnything", 8));
    for (int i = 0; i < (test::underSanitizer ? 5000 : 40000); ++i) {
        std::string text;
        for (std::uint64_t n = random.below(60); n > 0; --n) {
            text += random.oneIn(2) ? ",;\"'\n\r\t"[random.below(7)] : static_cast<char>(random.below(256));
        }
        const char delimiter = ",;\t|"[random.below(4)];
        const Texts rows = parse(text, delimiter);
        std::string again;
        for (const auto &row : rows) {
            for (std::size_t c = 0; c < row.size(); ++c) {
                again += c == 0 ? "\"" : std::string(1, delimiter) + "\"";
                for (const char ch : row[c]) {
                    again.append(ch == '"' ? 2 : 1, ch);
                }
                again += '"';
            }
            again += '\n';
        }
        QCOMPARE(parse(again, delimiter), rows);
        if (i % 200 == 0) {
            writeFile(m_file, text);
            errorCodeOf([&] { previewFile(m_file, {}, 5, UINT64_MAX, {}); });
        }
    }
}

void TestImport::formatsAreGuessed_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("kind");
    QTest::addColumn<char>("delimiter");
    QTest::addColumn<char>("quote");
    QTest::addColumn<bool>("header");
    const auto row = [](const char *name, const char *content, FileKind kind, char delimiter, char quote,
                        bool header) {
        QTest::newRow(name) << QByteArray(content) << int(kind) << delimiter << quote << header;
    };
    row("comma", "id,name\n1,a\n2,b\n", FileKind::Csv, ',', '"', true);
    row("semicolon, commas in numbers", "id;price\n1;1,5\n2;2,5\n", FileKind::Csv, ';', '"', true);
    row("tab", "a\tb c\n1\tx, y\n", FileKind::Csv, '\t', '"', true);
    row("bar", "a|b\n1|2\n", FileKind::Csv, '|', '"', true);
    row("no header", "1,2\n3,4\n", FileKind::Csv, ',', '"', false);
    row("single quotes", "'a','b'\n'x,y','z'\n", FileKind::Csv, ',', '\'', true);
    row("delimiters in quotes", "a,b\n\"1;2;3\",\"4;5;6\"\n\"1;2;3\",\"4;5;6\"\n", FileKind::Csv, ',', '"',
        true);
    row("json", " [ {\"a\": 1} ]", FileKind::Json, ',', '"', false);
    row("json over lines", "{\n \"a\": 1\n}\n{\"a\":2}", FileKind::Json, ',', '"', false);
    row("lines", "{\"a\":1}\n{\"a\":2}\n", FileKind::JsonLines, ',', '"', false);
}

void TestImport::formatsAreGuessed()
{
    QFETCH(QByteArray, content);
    QFETCH(int, kind);
    QFETCH(char, delimiter);
    QFETCH(char, quote);
    QFETCH(bool, header);
    const FileFormat format = preview(content.toStdString()).format;
    QCOMPARE(int(format.kind), kind);
    QCOMPARE(format.header, header);
    if (format.kind == FileKind::Csv) {
        QCOMPARE(format.delimiter, delimiter);
        QCOMPARE(format.quote, quote);
    }
}

void TestImport::typesAreGuessed()
{
    QCOMPARE(
        typesOf(preview("n,r,t,zip,big,blob,day,empty,phone,mixed\n"
                        "1,1.5,x,01234,12345678901234567890,x'00ff',2026-03-01,,+49,1\n"
                        "-2,3,,00001,1,0xAB,2026-03-02,,+50,1.5\n")),
        std::string(
            "n:INTEGER r:REAL t:TEXT zip:TEXT big:TEXT blob:BLOB day:TEXT empty:TEXT phone:TEXT mixed:REAL"));
    QCOMPARE(typesOf(preview("\"a\",\"b\"\n\"1\",\"x\"\n")), std::string("a:INTEGER b:TEXT"));
    QCOMPARE(typesOf(preview("a,b\n\"1\",2\n\"3\",4\n")), std::string("a:TEXT b:INTEGER"));
    QCOMPARE(typesOf(preview(
                 "[{\"a\":1,\"b\":\"1\"},{\"a\":2.5,\"c\":{\"x\":1}},{\"a\":1,\"d\":\"t\"},{\"d\":1}]")),
             std::string("a:REAL b:TEXT c:TEXT d:AUTO"));
    QCOMPARE(typesOf(preview("[[\"x\",\"x\"],[1,2]]")), std::string("x:INTEGER x_2:INTEGER"));
    QCOMPARE(typesOf(preview("1,2\n3,4\n")), std::string("column_1:INTEGER column_2:INTEGER"));
}

void TestImport::encodings()
{
    const std::string expected = "Größe €";
    FormatWish wish;
    const auto firstValue = [&](const std::string &bytes) {
        const Preview seen = preview(bytes, wish);
        return std::get<std::string>(seen.rows.at(0).at(1).value);
    };
    QCOMPARE(firstValue("id,t\n1,Größe €\n"), expected);
    QCOMPARE(firstValue("\xef\xbb\xbfid,t\n1,Größe €\n"), expected);
    QCOMPARE(firstValue("id,t\n1,Gr\xf6\xdf"
                        "e \x80\n"),
             expected);
    const QString text = "id,t\n1,Größe €\n2,😀\n";
    std::string little("\xff\xfe");
    std::string big("\xfe\xff");
    for (const QChar c : text) {
        little += {static_cast<char>(c.unicode() & 0xff), static_cast<char>(c.unicode() >> 8)};
        big += {static_cast<char>(c.unicode() >> 8), static_cast<char>(c.unicode() & 0xff)};
    }
    QCOMPARE(firstValue(little), expected);
    QCOMPARE(std::get<std::string>(preview(big).rows.at(1).at(1).value), std::string("😀"));
    QCOMPARE(firstValue(little.substr(2)), expected); // without a byte order mark
}

void TestImport::newTableFromCsv()
{
    const ImportPlan plan = planInto("orders", "id,\"the \"\"name\"\"\",note\n1,\"a\nb\",\n2,c,\"\"\n");
    QCOMPARE(createStatement(plan), std::string("CREATE TABLE \"orders\" (\n  \"id\" INTEGER,\n  \"the "
                                                "\"\"name\"\"\" TEXT,\n  \"note\" TEXT\n)"));
    QCOMPARE(run(plan).rows, std::uint64_t{2});
    QCOMPARE(
        content("SELECT group_concat(id || quote(\"the \"\"name\"\"\") || quote(note), ' ') FROM orders"),
        std::string("1'a\nb'NULL 2'c'''"));
    QCOMPARE(errorCodeOf([&] { run(plan); }), std::string("EXISTS"));
}

void TestImport::newTableFromJson()
{
    const ImportPlan plan = planInto(
        "j", "[{\"a\":1,\"nested\":{\"x\":[1,2]}},{\"a\":9007199254740993,\"nested\":null,\"yes\":true}]");
    QCOMPARE(run(plan).rows, std::uint64_t{2});
    QCOMPARE(content("SELECT group_concat(a || typeof(a) || quote(nested) || quote(yes), ' ') FROM j"),
             std::string("1integer'{\"x\":[1,2]}'NULL 9007199254740993integerNULL1"));
}

void TestImport::namesAndPlacesAreMapped()
{
    ImportPlan plan = planInto("t", "PRICE,unknown,Name,ID\n2.5,x,two,2\n");
    QCOMPARE(plan.mode, ImportMode::Append);
    QVERIFY(plan.columns[1].skip);
    run(plan);
    QCOMPARE(content("SELECT id || name || price FROM t WHERE id = 2"), std::string("2two2.5"));
    plan = planInto("t", "3,three,3\n4,four,4\n"); // without a header: by place
    run(plan);
    QCOMPARE(content("SELECT id || name || price || typeof(price) FROM t WHERE id = 3"),
             std::string("3three3.0real"));
}

void TestImport::appendReplaceUpsert()
{
    ImportPlan plan = planInto("t", "id,name,price\n1,uno,9\n2,dos,8\n");
    QCOMPARE(errorCodeOf([&] { run(plan); }), std::string("BAD_ROW")); // id 1 is there
    plan.mode = ImportMode::Upsert;
    QCOMPARE(run(plan).rows, std::uint64_t{2});
    QCOMPARE(content("SELECT group_concat(id || name || price) FROM t"), std::string("1uno9.0,2dos8.0"));
    plan = planInto("t", "id,name,price\n7,seven,7\n");
    plan.mode = ImportMode::Replace;
    run(plan);
    QCOMPARE(content("SELECT group_concat(id || name || price) FROM t"), std::string("7seven7.0"));
}

void TestImport::badRowsStop_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QByteArray>("place");
    QTest::newRow("too few") << QByteArray("3,x")
                             << QByteArray("line 4: the row has 2 fields in place of 3.");
    QTest::newRow("too many") << QByteArray("3,x,1,2") << QByteArray("has 4 fields in place of 3");
    QTest::newRow("no number") << QByteArray("x,y,1")
                               << QByteArray(
                                      "line 4, column 'id': the row doesn't fit: 'x' is no whole number");
    QTest::newRow("constraint") << QByteArray("3,,1") << QByteArray("NOT NULL constraint failed: t.name");
    QTest::newRow("open quote") << QByteArray("3,\"x,1") << QByteArray("has a quote that is never closed");
}

void TestImport::badRowsStop()
{
    QFETCH(QByteArray, row);
    QFETCH(QByteArray, place);
    ImportPlan plan = planInto("t", "id,name,price\n2,\"t\nwo\",2\n" + row.toStdString() + "\n");
    plan.columns[0].type = ImportType::Integer;
    plan.mode = ImportMode::Replace;
    const std::string message = errorMessageOf([&] { run(plan); });
    QVERIFY2(message.find(place.toStdString()) != std::string::npos, message.c_str());
    QCOMPARE(content("SELECT group_concat(id || name) FROM t"), std::string("1one"));
}

void TestImport::badRowsAreSkipped()
{
    ImportPlan plan =
        planInto("t", "id,name,price\n2,two,2\n1,again,1\n3,three\n4,\"fo\"\"ur\",x\n5,five,5\n");
    plan.columns[2].type = ImportType::Real;
    plan.onBadRow = OnBadRow::Skip;
    plan.rejectsFile = m_folder->file("rejects.csv");
    const ImportReport report = run(plan);
    QCOMPARE(report.rows, std::uint64_t{2});
    QCOMPARE(report.rejected, std::uint64_t{3});
    QCOMPARE(report.badRows.at(2).column, std::string("price"));
    QCOMPARE(content("SELECT group_concat(id || name) FROM t"), std::string("1one,2two,5five"));
    const Texts rejects = parse(readFile(plan.rejectsFile));
    QCOMPARE(rejects.size(), std::size_t{4});
    QCOMPARE(rejects[1][0] + rejects[1][3], std::string("31,again,1"));
    QCOMPARE(rejects[2][2], std::string("has 2 fields in place of 3"));
    QCOMPARE(rejects[3][3], std::string("4,\"fo\"\"ur\",x"));
    QCOMPARE(errorCodeOf([&] { run(plan); }), std::string("EXISTS")); // the rejects of before aren't lost
}

void TestImport::jsonBadRows()
{
    ImportPlan plan = planInto("j", "{\"a\":1}\n{\"a\":2\n{\"a\":3}\n[1]\n\"x\"\n{\"a\":1e999}\n{\"a\":7}\n");
    plan.onBadRow = OnBadRow::Skip;
    const ImportReport report = run(plan);
    QCOMPARE(content("SELECT group_concat(a) FROM j"), std::string("1,3,1,7"));
    QCOMPARE(report.rejected, std::uint64_t{3});
    QCOMPARE(report.badRows.at(0).line, std::uint64_t{2});
    plan = planInto("k", "[{\"a\":1},\n{\"a\":2},\n{\"a\" 3}, {\"a\":4}");
    QVERIFY(errorMessageOf([&] { run(plan); }).find("line 3: the row is no JSON") != std::string::npos);
}

void TestImport::lockIsNamed()
{
    PlainDatabase(m_database).execute("PRAGMA journal_mode=WAL");
    const ImportPlan plan = planInto("t", "id,name\n5,five\n");
    test::ChildProcess holder({"/usr/bin/python3", "-c",
                               "import sqlite3, sys, time\nc = sqlite3.connect(sys.argv[1])\n"
                               "c.execute('BEGIN IMMEDIATE')\nprint('ready', flush=True)\ntime.sleep(60)",
                               m_database});
    QVERIFY(holder.readLine().has_value());
    QCOMPARE(errorCodeOf([&] { run(plan); }), std::string("BUSY"));
    const std::string message = errorMessageOf([&] { run(plan); });
    QVERIFY2(message.find("(process " + std::to_string(holder.pid()) + ")") != std::string::npos,
             message.c_str());
}

void TestImport::cancelRollsBack()
{
    std::string many = "id,name\n";
    for (int i = 10; i < 200000; ++i) {
        many += std::to_string(i) + ",name\n";
    }
    const ImportPlan plan = planInto("t", many);
    std::stop_source stop;
    core::JobContext job;
    job.stop = stop.get_token();
    job.progress = [&](const core::Progress &progress) {
        if (progress.done > progress.total / 2) {
            stop.request_stop();
        }
    };
    QCOMPARE(errorCodeOf([&] { run(plan, job); }), std::string("CANCELLED"));
    QCOMPARE(content("SELECT count(*) FROM t"), std::string("1"));
    QCOMPARE(run(plan).rows, std::uint64_t{199990}); // nothing is locked
}

void TestImport::databaseIsNoInput()
{
    const ImportPlan plan = planInto("t", "id,name\n5,five\n");
    ImportPlan self = plan;
    self.path = m_database;
    QCOMPARE(errorCodeOf([&] { previewFile(m_database, {}, 5, 100, {}); }), std::string("USAGE"));
    QCOMPARE(errorCodeOf([&] { previewFile(m_folder->file("none"), {}, 5, 100, {}); }),
             std::string("NOT_FOUND"));
    QCOMPARE(errorCodeOf([&] { previewFile(m_folder->path(), {}, 5, 100, {}); }), std::string("PERMISSION"));
    QCOMPARE(errorCodeOf([&] { preview(""); }), std::string("BAD_ROW"));
}

void TestImport::plansThatCantBe()
{
    const ImportPlan good = planInto("t", "id,name\n5,five\n");
    ImportPlan plan = good;
    plan.columns[0].target = "NAME";
    QCOMPARE(errorCodeOf([&] { run(plan); }), std::string("USAGE"));
    plan = good;
    plan.columns[0].skip = plan.columns[1].skip = true;
    QCOMPARE(errorCodeOf([&] { run(plan); }), std::string("USAGE"));
    plan = good;
    plan.mode = ImportMode::Upsert;
    plan.columns[0].skip = true;
    QCOMPARE(errorCodeOf([&] { run(plan); }), std::string("USAGE"));
    plan = good;
    plan.table = "none";
    QCOMPARE(errorCodeOf([&] { run(plan); }), std::string("NOT_FOUND"));
}

void TestImport::dryRunWritesNothing()
{
    ImportPlan plan = planInto("t", "id,name\n5,five\nx,six\n");
    plan.columns[0].type = ImportType::Integer;
    const ImportReport report = tryImport(plan, {});
    QCOMPARE(report.rows, std::uint64_t{1});
    QCOMPARE(report.rejected, std::uint64_t{1});
    QCOMPARE(content("SELECT count(*) FROM t"), std::string("1"));
}

QTEST_GUILESS_MAIN(TestImport)
#include "tst_import.moc"
