// One value read by its row's key: whole, its beginning, out of every kind of table. Ground truth is written
// and measured by plain SQLite.
#include "engine/session/cell_value.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>

using namespace strandline;
using session::CellPlace;
using session::CellValue;
using test::PlainDatabase;

class CellValueTest : public QObject
{
    Q_OBJECT

    test::TempFolder m_folder;
    int m_files = 0;

    std::shared_ptr<session::Database> make(const std::string &sql)
    {
        const std::string path = m_folder.file("v" + std::to_string(++m_files) + ".db");
        PlainDatabase(path).execute(sql);
        return session::Database::open(path);
    }
    static CellValue read(session::Database &database, const CellPlace &place, std::uint64_t limit = 0,
                          const core::JobContext &job = {}, std::uint64_t offset = 0)
    {
        session::Lease lease = database.lease();
        return session::readCell(lease, place, {offset, limit}, job);
    }
    static CellPlace byRowid(const std::string &table, std::int64_t rowid, const std::string &column)
    {
        return {table, {"rowid"}, {rowid}, true, column};
    }
    static std::string numbers(std::size_t count) // "1,2,3,…", of count bytes
    {
        std::string out;
        for (int i = 1; out.size() < count; ++i) {
            out += std::to_string(i) + ",";
        }
        return out.substr(0, count);
    }

private slots:
    void wholeAndInParts_data()
    {
        QTest::addColumn<QString>("pragma");
        QTest::addColumn<QString>("more");
        QTest::newRow("plain") << ""
                               << "";
        QTest::newRow("UTF-16") << "PRAGMA encoding = 'UTF-16le';"
                                << "";
        QTest::newRow("generated column") << ""
                                          << ", twice INT AS (length(b) * 2)";
    }
    void wholeAndInParts()
    {
        QFETCH(QString, pragma);
        QFETCH(QString, more);
        const std::string all = numbers(1'000'000);
        const auto database =
            make(pragma.toStdString() + "CREATE TABLE t(\"a \"\"b\" TEXT, b BLOB" + more.toStdString() +
                 "); INSERT INTO t VALUES ('" + all + "', CAST('" + all + "' AS BLOB))");
        const core::Bytes bytes(all.begin(), all.end());
        const CellPlace text = byRowid("t", 1, "a \"b");
        const CellPlace blob = byRowid("t", 1, "b");
        QVERIFY(read(*database, text) == (CellValue{all, all.size(), false}));
        QVERIFY(read(*database, text, 300'000) == (CellValue{all.substr(0, 300'000), all.size(), true}));
        QVERIFY(read(*database, text, 2'000'000) == (CellValue{all, all.size(), false}));
        QVERIFY(read(*database, text, 300'000, {}, 600'000) ==
                (CellValue{all.substr(600'000, 300'000), all.size(), true}));
        QVERIFY(read(*database, text, 0, {}, 999'990) == (CellValue{all.substr(999'990), all.size(), true}));
        QVERIFY(read(*database, text, 10, {}, 1'000'000) == (CellValue{std::string(), all.size(), true}));
        if (pragma.isEmpty()) {
            QVERIFY(read(*database, blob) == (CellValue{bytes, bytes.size(), false}));
            QVERIFY(read(*database, blob, 10) ==
                    (CellValue{core::Bytes(bytes.begin(), bytes.begin() + 10), bytes.size(), true}));
        }
    }

    void otherKindsAndTables()
    {
        const auto database = make("CREATE TABLE k(a TEXT, b INT, v, PRIMARY KEY (a, b)) WITHOUT ROWID;"
                                   "INSERT INTO k VALUES ('x', 1, x'00FF'), ('x', 2, 7), ('y', 1, NULL), "
                                   "('y', 2, 'text'), ('z', 1, 1.5)");
        const auto at = [&](const std::string &a, std::int64_t b) {
            return read(*database, {"k", {"\"a\"", "\"b\""}, {a, b}, false, "v"});
        };
        QVERIFY(at("x", 1) == (CellValue{core::Bytes{0, 0xFF}, 2, false}));
        QVERIFY(at("x", 2) == (CellValue{std::int64_t{7}, 0, false}));
        QVERIFY(at("y", 1) == (CellValue{sqlite::Null(), 0, false}));
        QVERIFY(at("y", 2) == (CellValue{std::string("text"), 4, false}));
        QVERIFY(at("z", 1) == (CellValue{1.5, 0, false}));
        QCOMPARE(test::errorCodeOf([&] { at("none", 1); }), std::string("NOT_FOUND"));
    }

    void aStopEndsTheReading()
    {
        const auto database = make("CREATE TABLE t(b); INSERT INTO t VALUES (zeroblob(5000000))");
        std::stop_source stop;
        stop.request_stop();
        core::JobContext job;
        job.stop = stop.get_token();
        QCOMPARE(test::errorCodeOf([&] { read(*database, byRowid("t", 1, "b"), 0, job); }),
                 std::string("CANCELLED"));
    }
};

QTEST_GUILESS_MAIN(CellValueTest)
#include "tst_cell_value.moc"
