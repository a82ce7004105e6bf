// The models of the page "Browse" over real databases: rows in pages, counts, the list of tables, differences
// between two moments. Ground truth: plain SQLite.
#include "engine/timeline/recorder.h"
#include "models/rows/recent_changes.h"
#include "models/rows/row_comparison.h"
#include "models/rows/table_rows_model.h"
#include "models/session/database_session.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace strandline;
using rows::CellKind;
using rows::RowMark;
using rows::TableRowsModel;
using State = TableRowsModel::State;

namespace {

CellKind kind(const QModelIndex &index)
{
    return static_cast<CellKind>(index.data(rows::CellKindRole).toInt());
}

} // namespace

class BrowseTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;

    std::string newFile() { return m_folder.filePath(QString("t%1.db").arg(++m_files)).toStdString(); }

    static std::unique_ptr<sqlite::Connection> writer(const std::string &path)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        return std::make_unique<sqlite::Connection>(path, options);
    }

    std::string make(const std::string &sql)
    {
        const std::string path = newFile();
        writer(path)->execute(sql);
        return path;
    }

    // The cell's text once its page is there.
    static QString textAt(TableRowsModel &model, int row, int column)
    {
        QString text;
        for (int i = 0; i < 500; ++i) {
            text = model.index(row, column).data().toString();
            if (kind(model.index(row, column)) != CellKind::Loading) {
                break;
            }
            QTest::qWait(5);
        }
        return text;
    }

private slots:
    void valuesAreToldApart()
    {
        const auto path = make("CREATE TABLE t(a, b, c, d, e, f);"
                               "INSERT INTO t VALUES (NULL, '', 'NULL', 42, 2.0, zeroblob(1229));");
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        model.show(session::Database::open(path), {}, "t");
        QTRY_COMPARE(model.state(), State::Ready);
        QCOMPARE(kind(model.index(0, 0)), CellKind::Null);
        QCOMPARE(kind(model.index(0, 1)), CellKind::Text);
        QCOMPARE(kind(model.index(0, 2)), CellKind::Text);
        QCOMPARE(model.index(0, 1).data().toString(), QString());
        QCOMPARE(model.index(0, 2).data().toString(), QString("NULL"));
        QCOMPARE(model.index(0, 3).data().toString(), QString("42"));
        QCOMPARE(model.index(0, 4).data().toString(), QString("2.0"));
        QCOMPARE(model.index(0, 5).data().toString(), QString("BLOB · 1.2 KiB"));
    }

    void lineEndsAndLongTextStayOnOneLine()
    {
        const auto path = make("CREATE TABLE t(a);"
                               "INSERT INTO t VALUES ('x' || char(10) || 'y'), (printf('%.*c', 5000, 'z'));");
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        model.show(session::Database::open(path), {}, "t");
        QTRY_COMPARE(model.state(), State::Ready);
        QCOMPARE(model.index(0, 0).data().toString(), QString("x↵y"));
        const QString longText = model.index(1, 0).data().toString();
        QVERIFY(longText.endsWith("…") && longText.size() == 1001);
        QCOMPARE(model.index(1, 0).data(rows::SizeRole).toULongLong(), 5000ULL);
    }

    void everyPlaceOfALargeTableIsRight_data()
    {
        QTest::addColumn<QString>("schema");
        QTest::newRow("dense rowids") << "CREATE TABLE t(n INTEGER PRIMARY KEY, v);"
                                         "INSERT INTO t SELECT value, 'v' || value FROM source;";
        QTest::newRow("sparse rowids") << "CREATE TABLE t(n INTEGER PRIMARY KEY, v);"
                                          "INSERT INTO t SELECT value * value, 'v' || value FROM source;";
        QTest::newRow("without rowid")
            << "CREATE TABLE t(a TEXT, n INT, v, PRIMARY KEY(a, n)) WITHOUT ROWID;"
               "INSERT INTO t SELECT 'k' || (value % 3), value, 'v' || value FROM source;";
        QTest::newRow("rowid hidden by a column")
            << "CREATE TABLE t(rowid TEXT, v); INSERT INTO t SELECT 'r' || value, 'v' || value FROM source;";
        QTest::newRow("view") << "CREATE TABLE u(v); INSERT INTO u SELECT 'v' || value FROM source;"
                                 "CREATE VIEW t AS SELECT v FROM u;";
    }

    void everyPlaceOfALargeTableIsRight()
    {
        QFETCH(QString, schema);
        const auto path = newFile();
        {
            const auto db = writer(path);
            db->execute(
                "CREATE TEMP TABLE source AS WITH RECURSIVE c(value) AS (SELECT 1 UNION ALL SELECT value + 1 "
                "FROM c WHERE value < 20000) SELECT value FROM c;");
            db->execute(schema.toStdString());
        }
        const auto plain = writer(path);
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        model.show(session::Database::open(path), {}, "t");
        QTRY_COMPARE(model.state(), State::Ready);
        QVERIFY(model.rowCount() > 0); // rows before the count
        QTRY_VERIFY(model.counted());
        QCOMPARE(model.rowCount(), 20000);
        const int column = model.columnCount() - 1;
        for (const int row : {0, 255, 256, 19999, 12345, 511, 7000}) {
            const QString wanted =
                QString::fromStdString(plain->text("SELECT v FROM t LIMIT 1 OFFSET " + std::to_string(row)));
            QCOMPARE(textAt(model, row, column), wanted);
        }
    }

    // Before the rows are counted their numbers are estimates; the row that is found must be the right one
    // all the same, and stay it when counting moves it.
    void findsAKeyBeforeCounting_data()
    {
        QTest::addColumn<QString>("rowid"); // of the n-th row
        QTest::newRow("dense") << "n";
        QTest::newRow("sparse") << "n * n";
        QTest::newRow("a hole") << "n + (n > 300) * 1000000";
        QTest::newRow("most at the end") << "n + (n > 10) * 90000000";
    }

    void findsAKeyBeforeCounting()
    {
        QFETCH(QString, rowid);
        const auto path =
            make("CREATE TABLE t(v, pad); WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c "
                 "WHERE n < 20000) INSERT INTO t(rowid, v, pad) SELECT " +
                 rowid.toStdString() + ", n, hex(zeroblob(1 + n % 50)) FROM c;");
        const auto plain = writer(path);
        for (const int row : {3, 256, 299, 10000, 19743, 19999}) {
            const std::string number = std::to_string(row);
            const std::int64_t key = plain->integer("SELECT rowid FROM t WHERE v = " + number + " + 1");
            for (const bool countToo : {false, true}) {
                task::TaskList tasks;
                TableRowsModel model(&tasks);
                QAbstractItemModelTester tester(&model);
                QPersistentModelIndex chosen;
                int answers = 0;
                connect(&model, &TableRowsModel::found, &model, [&](int at) {
                    ++answers;
                    chosen = model.index(at, 0);
                });
                model.show(session::Database::open(path), {}, "t");
                QTRY_COMPARE(model.state(), State::Ready);
                model.stop();
                model.find({key});
                if (countToo) {
                    model.count();
                }
                QTRY_COMPARE(answers, 1);
                QVERIFY(chosen.isValid());
                QCOMPARE(chosen.data().toInt(), row + 1); // its page is there
                if (!countToo) {
                    QVERIFY(!model.counted());
                    model.count();
                }
                QTRY_VERIFY(model.counted());
                QCOMPARE(chosen.row(), row);
                QCOMPARE(textAt(model, chosen.row(), 0), QString::number(row + 1));
                QCOMPARE(model.rowCount(), 20000);
            }
        }
    }

    void saysThatAKeyIsNotThereBeforeCounting()
    {
        const auto path = make("CREATE TABLE t(v); WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 "
                               "FROM c WHERE n < 5000) INSERT INTO t(rowid, v) SELECT n * 2, n FROM c;");
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        model.show(session::Database::open(path), {}, "t");
        QTRY_COMPARE(model.state(), State::Ready);
        model.stop();
        for (const std::int64_t key : {-5, 1, 301, 5001, 9999, 10001, 99999999}) {
            QSignalSpy found(&model, &TableRowsModel::found);
            model.find({key});
            QTRY_COMPARE(found.count(), 1);
            QCOMPARE(found.first().first().toInt(), -1);
            QVERIFY(!model.counted());
        }
    }

    // A row that is chosen while its place in the counted order is still looked up.
    void keepsARowThatIsChosenWhileRowsMove()
    {
        const auto path = make("CREATE TABLE t(v); WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 "
                               "FROM c WHERE n < 20000) INSERT INTO t(rowid, v) SELECT n * n, n FROM c;");
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        model.show(session::Database::open(path), {}, "t");
        QTRY_COMPARE(model.state(), State::Ready);
        model.stop();
        const int before = textAt(model, 12000, 0).toInt(); // somewhere near its place
        const int later = textAt(model, 12040, 0).toInt();
        const QPersistentModelIndex first(model.index(12000, 0));
        QPersistentModelIndex second;
        model.count();
        connect(&model, &TableRowsModel::countedChanged, &model, [&] {
            if (!model.counting() && !model.counted()) { // counted; now the places are looked up
                QMetaObject::invokeMethod(
                    &model, [&] { second = model.index(12040, 0); }, Qt::QueuedConnection);
            }
        });
        QTRY_VERIFY(model.counted());
        QVERIFY(second.isValid());
        QCOMPARE(first.row() + 1, before);
        QCOMPARE(second.row() + 1, later);
        QVERIFY(first.row() != 12000);
    }

    void growsWhileItIsNotCounted()
    {
        const auto path =
            make("CREATE TABLE t(v PRIMARY KEY) WITHOUT ROWID; WITH RECURSIVE c(n) AS (SELECT 1 UNION "
                 "ALL SELECT n + 1 FROM c WHERE n < 1000) INSERT INTO t SELECT n FROM c;");
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        model.show(session::Database::open(path), {}, "t");
        QTRY_COMPARE(model.state(), State::Ready);
        model.stop();
        QCOMPARE(model.rowCount(), 256);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QTRY_VERIFY(model.rowCount() >= 512);
        model.count();
        QTRY_COMPARE(model.rowCount(), 1000);
        QVERIFY(!model.canFetchMore({}));
    }

    void refreshTakesInWhatOthersWrote()
    {
        const auto path = make("CREATE TABLE t(v); INSERT INTO t VALUES ('one'), ('two');");
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        model.show(session::Database::open(path), {}, "t");
        QTRY_COMPARE(model.state(), State::Ready);
        QCOMPARE(model.rowCount(), 2);
        writer(path)->execute("UPDATE t SET v = 'changed' WHERE rowid = 2; INSERT INTO t VALUES ('three');");
        model.refresh();
        QTRY_COMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(1, 0).data().toString(), QString("changed"));
        writer(path)->execute("DELETE FROM t WHERE rowid < 3; ALTER TABLE t ADD COLUMN w DEFAULT 'new';");
        model.refresh();
        QTRY_COMPARE(model.columnCount(), 2);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 1).data().toString(), QString("new"));
    }

    void missingTableIsSaid()
    {
        const auto path = make("CREATE TABLE t(v);");
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        model.show(session::Database::open(path), {}, "nope");
        QTRY_COMPARE(model.state(), State::Failed);
        QCOMPARE(model.error()->code(), core::ErrorCode::NotFound);
        QCOMPARE(model.rowCount(), 0);
    }

    void differencesBetweenThenAndNow()
    {
        const auto path = newFile();
        const auto db = writer(path);
        db->execute("PRAGMA journal_mode=WAL; CREATE TABLE t(id INTEGER PRIMARY KEY, a, b);"
                    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100) "
                    "INSERT INTO t SELECT n, 'a' || n, n FROM c;");
        timeline::RecorderOptions options;
        options.location.database = path;
        timeline::Recorder recorder(options, {});
        const core::Scn before = recorder.history()->currentScn();
        db->execute("UPDATE t SET b = -1 WHERE id = 10; DELETE FROM t WHERE id = 20; INSERT INTO t VALUES "
                    "(101, 'x', 0)");
        recorder.poll();

        task::TaskList tasks;
        TableRowsModel now(&tasks);
        TableRowsModel then(&tasks);
        QAbstractItemModelTester testNow(&now);
        QAbstractItemModelTester testThen(&then);
        rows::RowComparison comparison(&now, &then);
        comparison.setActive(true);
        const auto database = session::Database::open(path);
        now.show(database, {}, "t");
        then.show(database, before, "t");
        QTRY_COMPARE(comparison.updated(), 1);
        QCOMPARE(comparison.deleted(), 1);
        QCOMPARE(comparison.inserted(), 1);
        const auto mark = [](const TableRowsModel &model, int row) {
            return static_cast<RowMark>(model.index(row, 0).data(rows::RowMarkRole).toInt());
        };
        QCOMPARE(mark(then, 9), RowMark::Updated);
        QCOMPARE(mark(then, 19), RowMark::Deleted);
        QCOMPARE(mark(now, 9), RowMark::Updated);
        QCOMPARE(mark(now, 99), RowMark::Inserted);
        QCOMPARE(mark(now, 50), RowMark::None);
        QVERIFY(then.index(9, 2).data(rows::CellChangedRole).toBool());
        QVERIFY(!then.index(9, 1).data(rows::CellChangedRole).toBool());
        QVERIFY(then.headerData(19, Qt::Vertical, Qt::DisplayRole).toString().startsWith("−"));
        comparison.setActive(false);
        QTRY_COMPARE(mark(then, 9), RowMark::None);
    }

    void rowsChangedSinceACommitAreMarked()
    {
        const auto path = newFile();
        const auto db = writer(path);
        db->execute("PRAGMA journal_mode=WAL; CREATE TABLE t(id INTEGER PRIMARY KEY, a, b);"
                    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000) "
                    "INSERT INTO t SELECT n, 'a' || n, n FROM c;");
        timeline::RecorderOptions options;
        options.location.database = path;
        timeline::Recorder recorder(options, {});
        const core::Scn before = recorder.history()->currentScn();
        db->execute(
            "UPDATE t SET b = -1 WHERE id IN (10, 990); DELETE FROM t WHERE id = 20; INSERT INTO t VALUES "
            "(1001, 'x', 0)");
        recorder.poll();
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        rows::RecentChanges changes(&model, &tasks);
        changes.setSince(before, "since then");
        model.show(session::Database::open(path), {}, "t");
        QTRY_VERIFY(model.counted());
        textAt(model, 988, 0); // looked at
        const auto mark = [&model](int row) {
            return static_cast<RowMark>(model.index(row, 0).data(rows::RowMarkRole).toInt());
        };
        QTRY_COMPARE(mark(988), RowMark::Updated); // id 990, one is gone before it
        QCOMPARE(mark(9), RowMark::Updated);
        QVERIFY(model.index(9, 2).data(rows::CellChangedRole).toBool());
        QVERIFY(!model.index(9, 1).data(rows::CellChangedRole).toBool());
        QCOMPARE(mark(999), RowMark::Inserted);
        QCOMPARE(model.marks().rows.size(), 3);
        QCOMPARE(model.headerData(9, Qt::Vertical, Qt::ToolTipRole).toString(), QString("since then"));
        changes.setSince({}, {});
        QCOMPARE(mark(9), RowMark::None);
    }

    void keysAreOrderedAsSqliteOrdersThem()
    {
        using Key = rows::Key;
        const std::vector<Key> ascending{{sqlite::Null()},   {std::int64_t{-5}},      {-1.5},
                                         {std::int64_t{0}},  {std::int64_t{1} << 60}, {std::string("")},
                                         {std::string("B")}, {std::string("a")},      {core::Bytes{1}}};
        for (std::size_t i = 0; i < ascending.size(); ++i) {
            for (std::size_t j = 0; j < ascending.size(); ++j) {
                const int wanted = i < j ? -1 : i > j ? 1 : 0;
                QCOMPARE(rows::compareKeys(ascending[i], ascending[j]), wanted);
            }
        }
    }
};

QTEST_MAIN(BrowseTest)
#include "tst_rows.moc"
