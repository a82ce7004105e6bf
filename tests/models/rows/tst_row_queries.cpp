// Sorted, filtered and large tables in TableRowsModel: every row, its place and what stays in place, compared
// with plain SQLite over tables of random content.
#include "models/rows/row_query.h"
#include "models/rows/table_rows_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace strandline;
using rows::ColumnFilter;
using rows::FilterOperator;
using rows::Key;
using rows::RowQuery;
using rows::TableRowsModel;
using State = TableRowsModel::State;

namespace {

constexpr int tableRows = 3000;

// The tables of the tests: the first column is unique and names the row.
struct Schema
{
    const char *name;
    const char *create;
    const char *id; // of source's n
    const char *key;
};

const Schema schemas[] = {
    {"dense", "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b TEXT COLLATE NOCASE, c REAL)", "n", "id"},
    {"gaps", "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b TEXT COLLATE NOCASE, c REAL)", "n * n * 7", "id"},
    {"negative", "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b TEXT COLLATE NOCASE, c REAL)", "n * 3 - 5000",
     "id"},
    {"far apart", "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b TEXT COLLATE NOCASE, c REAL)",
     "CASE WHEN n < 2000 THEN n ELSE 9000000000000000000 + n END", "id"},
    {"indexed",
     "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b TEXT COLLATE NOCASE, c REAL); CREATE INDEX i ON t(a)", "n",
     "id"},
    {"without rowid", "CREATE TABLE t(id TEXT PRIMARY KEY, a, b TEXT COLLATE NOCASE, c REAL) WITHOUT ROWID",
     "'k' || n", "id"},
    {"two keys",
     "CREATE TABLE t(id, a, b TEXT COLLATE NOCASE, c REAL, PRIMARY KEY(id DESC, c)) WITHOUT ROWID", "n",
     "id, c"},
    {"nocase key",
     "CREATE TABLE t(id TEXT COLLATE NOCASE PRIMARY KEY, a, b TEXT COLLATE NOCASE, c REAL) "
     "WITHOUT ROWID",
     "'K' || n", "id"},
    {"view",
     "CREATE TABLE u(id INTEGER PRIMARY KEY, a, b TEXT COLLATE NOCASE, c REAL); "
     "CREATE VIEW t AS SELECT * FROM u",
     "n", ""},
};

} // namespace

class RowQueriesTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;

    std::string newFile() { return m_folder.filePath(QString("q%1.db").arg(++m_files)).toStdString(); }

    static std::unique_ptr<sqlite::Connection> writer(const std::string &path)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        return std::make_unique<sqlite::Connection>(path, options);
    }

    // Random values of every type, many of them equal, from a seed.
    std::string make(const Schema &schema, int count = tableRows)
    {
        const std::string path = newFile();
        const auto db = writer(path);
        db->execute(schema.create);
        const bool view = std::string_view(schema.name) == "view";
        db->execute(
            "WITH RECURSIVE s(n, r) AS (SELECT 1, 4711 UNION ALL SELECT n + 1, (r * 1103515245 + 12345) & "
            "2147483647 FROM s WHERE n < " +
            std::to_string(count) + ") INSERT INTO " + (view ? "u" : "t") + " SELECT " + schema.id +
            ", CASE r / 65536 % 6 WHEN 0 THEN NULL WHEN 1 THEN r / 1024 % 50 WHEN 2 THEN (r / 1024 % 50) / "
            "4.0 "
            "WHEN 3 THEN 'text ' || (r / 1024 % 40) WHEN 4 THEN zeroblob(r / 1024 % 5) ELSE '' END, "
            "CASE r / 32768 % 3 WHEN 0 THEN 'Apple_' || (r / 4096 % 20) WHEN 1 THEN 'apple%' || (r / 4096 % "
            "20) "
            "END, (r / 512 % 100) / 8.0 FROM s");
        return path;
    }

    static QString idAt(TableRowsModel &model, int row)
    {
        QString text;
        for (int i = 0; i < 400; ++i) {
            const QModelIndex index = model.index(row, 0);
            text = index.data().toString();
            if (static_cast<rows::CellKind>(index.data(rows::CellKindRole).toInt()) !=
                rows::CellKind::Loading) {
                return text;
            }
            QTest::qWait(5);
        }
        return "not loaded";
    }

    static QStringList idsBySql(const std::string &path, const std::string &rest)
    {
        QStringList ids;
        const auto plain = writer(path);
        sqlite::Statement statement = plain->prepare("SELECT id FROM t " + rest);
        while (statement.step()) {
            ids << QString::fromStdString(statement.text(0));
        }
        return ids;
    }

    // All rows of the model, compared with what plain SQLite gives.
    static void compareAll(TableRowsModel &model, const QStringList &wanted)
    {
        QCOMPARE(model.rowCount(), wanted.size());
        for (int row = 0; row<wanted.size(); row += wanted.size()> 600 ? 37 : 1) {
            QCOMPARE(idAt(model, row), wanted[row]);
        }
        if (!wanted.isEmpty()) {
            QCOMPARE(idAt(model, static_cast<int>(wanted.size()) - 1), wanted.last());
        }
    }

    static void show(TableRowsModel &model, const std::string &path, const RowQuery &query = {})
    {
        model.show(session::Database::open(path), {}, "t", query);
        QTRY_COMPARE(model.state(), State::Ready);
    }

    static void schemaRows()
    {
        QTest::addColumn<int>("schema");
        for (int i = 0; i < static_cast<int>(std::size(schemas)); ++i) {
            QTest::newRow(schemas[i].name) << i;
        }
    }

private slots:
    void filtersAreWrittenAsSql()
    {
        catalog::Column number;
        number.name = "n";
        number.type = "INTEGER";
        catalog::Column text;
        text.name = "na\"me";
        text.type = "VARCHAR(20)";
        const auto sql = [](const catalog::Column &column, const char *typed) {
            const auto filter = rows::parseFilter(column, typed);
            return filter ? QString::fromStdString(rows::filterSql(*filter)) : QString("none");
        };
        QCOMPARE(sql(number, "  "), QString("none"));
        QCOMPARE(sql(number, ">= 5"), QString("\"n\" >= 5"));
        QCOMPARE(sql(number, "=1.50"), QString("\"n\" IS 1.5"));
        QCOMPARE(sql(number, "<>x'y"), QString("\"n\" IS NOT 'x''y'"));
        QCOMPARE(sql(number, "2..7"), QString("\"n\" BETWEEN 2 AND 7"));
        QCOMPARE(sql(number, "null"), QString("\"n\" IS NULL"));
        QCOMPARE(sql(number, "NOT NULL"), QString("\"n\" IS NOT NULL"));
        QCOMPARE(sql(text, "<7"), QString("\"na\"\"me\" < '7'"));
        QCOMPARE(sql(text, "50%_"), QString("\"na\"\"me\" LIKE '%50\\%\\_%' ESCAPE '\\'"));
        QCOMPARE(sql(text, "ab*"), QString("\"na\"\"me\" LIKE 'ab%' ESCAPE '\\'"));
        for (const char *typed :
             {"abc", "ab*", "=5", "<>5", "<5", "<=5", ">5", ">=5.5", "2..7", "NULL", "not NULL"}) {
            const auto filter = rows::parseFilter(number, typed);
            QVERIFY(filter);
            QCOMPARE(rows::parseFilter(number, rows::filterText(*filter)), filter);
        }
    }

    void sortedRowsAreThoseOfSqlite_data() { schemaRows(); }
    void sortedRowsAreThoseOfSqlite()
    {
        QFETCH(int, schema);
        const Schema &s = schemas[schema];
        const auto path = make(s);
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        show(model, path);
        const std::string last = *s.key == 0 ? "id, a, b, c" : s.key;
        const std::vector<std::pair<std::vector<rows::SortColumn>, std::string>> sorts{
            {{{"a"}}, "a"},
            {{{"a", true}}, "a DESC"},
            {{{"b", true}, {"c"}}, "b DESC, c"},
            {{{"id", true}}, "id DESC"}};
        for (const auto &[sort, sql] : sorts) {
            RowQuery query;
            query.sort = sort;
            model.setQuery(query);
            QTRY_VERIFY(model.query() == query && model.counted() && !model.listing());
            compareAll(model, idsBySql(path, "ORDER BY " + sql + ", " + last));
        }
        model.setQuery({});
        QTRY_VERIFY(model.query().plain() && model.counted());
        compareAll(model, idsBySql(path, *s.key == 0 ? "" : "ORDER BY " + std::string(s.key)));
    }

    void filteredRowsAreThoseOfSqlite_data() { schemaRows(); }
    void filteredRowsAreThoseOfSqlite()
    {
        QFETCH(int, schema);
        const Schema &s = schemas[schema];
        const auto path = make(s);
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        show(model, path);
        const std::string order = *s.key == 0 ? "" : " ORDER BY " + std::string(s.key);
        const std::vector<std::pair<RowQuery, std::string>> filters{
            {{{}, {{"b", FilterOperator::Contains, std::string("APPLE_1")}}, {}},
             "b LIKE '%apple\\_1%' ESCAPE '\\'"},
            {{{}, {{"a", FilterOperator::Equals, std::string()}}, {}}, "a = ''"},
            {{{}, {{"a", FilterOperator::Equals, sqlite::Null()}}, {}}, "a IS NULL"},
            {{{}, {{"a", FilterOperator::NotEquals, std::int64_t{7}}}, {}}, "a IS NULL OR a <> 7"},
            {{{}, {{"c", FilterOperator::Between, 2.0, 3.5}, {"a", FilterOperator::IsNotNull}}, {}},
             "c >= 2 AND c <= 3.5 AND a IS NOT NULL"},
            {{{}, {{"a", FilterOperator::Less, std::int64_t{3}}}, "length(b) > 7 -- long"},
             "a < 3 AND length(b) > 7"},
            {{{}, {}, "id IS NULL"}, "0"},
        };
        for (const auto &[query, sql] : filters) {
            model.setQuery(query);
            QTRY_VERIFY(model.query() == query && model.counted() && !model.listing());
            compareAll(model, idsBySql(path, "WHERE " + sql + order));
        }
    }

    void everyRowIsReachedBeforeTheCount_data() { schemaRows(); }
    void everyRowIsReachedBeforeTheCount()
    {
        QFETCH(int, schema);
        const Schema &s = schemas[schema];
        const auto path = make(s, 20000);
        const QStringList ids = idsBySql(path, *s.key == 0 ? "" : "ORDER BY " + std::string(s.key));
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        show(model, path);
        QVERIFY(!model.counted()); // rows first
        model.stop();              // and never counted, if it must be
        if (!model.estimated()) {
            QCOMPARE(model.rowCount(), 256);
            model.count();
            QTRY_COMPARE(model.rowCount(), 20000);
            return;
        }
        QCOMPARE(idAt(model, 0), ids.first());
        QCOMPARE(idAt(model, model.rowCount() - 1), ids.last());
        QCOMPARE(idAt(model, model.rowCount() - 200), ids[20000 - 200]);
        // Whatever stands in the middle: neighbours in the table are neighbours here.
        const int middle = model.rowCount() / 2;
        const auto at = ids.indexOf(idAt(model, middle));
        QVERIFY(at >= 0);
        for (int row = middle; row < std::min(middle + 600, model.rowCount()); row += 25) {
            if (at + row - middle < ids.size() && row < model.rowCount()) {
                QCOMPARE(idAt(model, row), ids[at + row - middle]);
            }
        }
        model.count();
        QTRY_VERIFY(model.counted());
        compareAll(model, ids);
    }

    void countingKeepsThePlace_data()
    {
        QTest::addColumn<int>("schema");
        for (const int i : {0, 1, 3}) {
            QTest::newRow(schemas[i].name) << i;
        }
    }
    void countingKeepsThePlace()
    {
        QFETCH(int, schema);
        const auto path = make(schemas[schema], 20000);
        const QStringList ids = idsBySql(path, "ORDER BY id");
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        show(model, path);
        model.stop();
        const int middle = model.rowCount() / 2;
        const QString id = idAt(model, middle);
        const QPersistentModelIndex held(model.index(middle, 1));
        model.count();
        QTRY_VERIFY(model.counted());
        QCOMPARE(held.row(), static_cast<int>(ids.indexOf(id)));
        QCOMPARE(idAt(model, held.row()), id);
    }

    void refreshKeepsWhatIsHeldByItsKey_data()
    {
        QTest::addColumn<bool>("sorted");
        QTest::newRow("table order") << false;
        QTest::newRow("sorted") << true;
    }
    void refreshKeepsWhatIsHeldByItsKey()
    {
        QFETCH(bool, sorted);
        const auto path = make(schemas[1]); // with gaps
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        show(model, path);
        QTRY_VERIFY(model.counted());
        RowQuery query;
        if (sorted) {
            query.sort = {{"c", true}};
            model.setQuery(query);
            QTRY_VERIFY(model.query() == query && model.counted());
        }
        const QString keptId = idAt(model, 1000);
        const QString goneId = idAt(model, 1003);
        const QPersistentModelIndex kept(model.index(1000, 2));
        const QPersistentModelIndex gone(model.index(1003, 2));
        const QString first = idAt(model, 0);
        writer(path)->execute("DELETE FROM t WHERE id = " + goneId.toStdString() +
                              " OR id = " + first.toStdString() +
                              "; INSERT INTO t(id, c) SELECT id + 1, 12.5 FROM t LIMIT 40;");
        model.refresh(true);
        const QStringList ids = idsBySql(path, sorted ? "ORDER BY c DESC, id" : "ORDER BY id");
        QTRY_COMPARE(model.rowCount(), static_cast<int>(ids.size()));
        QTRY_COMPARE(kept.row(), static_cast<int>(ids.indexOf(keptId)));
        QCOMPARE(kept.column(), 2);
        QVERIFY(!gone.isValid());
        compareAll(model, ids);
    }

    void findGoesToAKey_data() { schemaRows(); }
    void findGoesToAKey()
    {
        QFETCH(int, schema);
        const Schema &s = schemas[schema];
        if (*s.key == 0) {
            return;
        }
        const auto path = make(s, 5000);
        const QStringList ids = idsBySql(path, "ORDER BY " + std::string(s.key));
        const auto plain = writer(path);
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        show(model, path);
        QSignalSpy found(&model, &TableRowsModel::found);
        for (const auto &[count, at] : {std::pair(false, 3333), {true, 3333}, {true, 0}, {true, 4999}}) {
            if (count) {
                QTRY_VERIFY(model.counted());
            } else {
                model.stop();
            }
            sqlite::Statement row = plain->prepare("SELECT id, c FROM t WHERE CAST(id AS TEXT) = '" +
                                                   ids[at].toStdString() + "'");
            QVERIFY(row.step());
            Key key{row.value(0)};
            if (model.shape().key.size() == 2) {
                key.push_back(row.value(1));
            }
            found.clear();
            model.find(key);
            QTRY_COMPARE(found.count(), 1);
            const int foundRow = found[0][0].toInt();
            QCOMPARE(idAt(model, foundRow), ids[at]);
            if (model.counted()) {
                QCOMPARE(foundRow, at);
            } else {
                model.count();
            }
        }
        found.clear();
        model.find(Key(model.shape().key.size(), std::string("nowhere")));
        QTRY_COMPARE(found.count(), 1);
        QCOMPARE(found[0][0].toInt(), -1);
    }

    void aWrongExpressionLeavesTheRows()
    {
        const auto path = make(schemas[0]);
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        show(model, path);
        std::vector<core::Error> failed;
        connect(&model, &TableRowsModel::queryFailed, this,
                [&failed](const core::Error &error) { failed.push_back(error); });
        for (const auto &[expression, offset] : {std::pair("a > nosuch", 4), {"a >> ", -1}, {"a = ?1", -1}}) {
            RowQuery query;
            query.expression = expression;
            failed.clear();
            model.setQuery(query);
            QTRY_COMPARE(failed.size(), std::size_t{1});
            if (offset >= 0) {
                QCOMPARE(failed[0].sqlOffset(), offset);
            }
            QCOMPARE(model.state(), State::Ready);
            QVERIFY(model.query().plain());
            QCOMPARE(idAt(model, 5), QString("6"));
        }
        // Opened with one: the table as it is, and the reason.
        RowQuery query;
        query.expression = "nosuch";
        failed.clear();
        TableRowsModel other(&tasks);
        QSignalSpy otherFailed(&other, &TableRowsModel::queryFailed);
        other.show(session::Database::open(path), {}, "t", query);
        QTRY_COMPARE(otherFailed.count(), 1);
        QTRY_COMPARE(other.state(), State::Ready);
    }

    void aFilterCanBeStopped()
    {
        const auto path = make(schemas[0]);
        task::TaskList tasks;
        TableRowsModel model(&tasks);
        QAbstractItemModelTester tester(&model);
        show(model, path);
        RowQuery query; // minutes of work
        query.expression = "id < 3 OR (SELECT count(*) FROM t x, t y WHERE x.c < y.c + t.id) < 0";
        model.setQuery(query);
        QTRY_VERIFY(model.query() == query && model.listing());
        QTRY_COMPARE(model.rowCount(), 2); // the first matches are there
        model.stop();
        QTRY_VERIFY(!model.listing());
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.counted());
        QCOMPARE(idAt(model, 1), QString("2"));
    }

    void blobsAreNotReadForTheirSize()
    {
        const std::string path = newFile();
        writer(path)->execute(
            "CREATE TABLE t(id INTEGER PRIMARY KEY, v); INSERT INTO t VALUES (1, zeroblob(50000000)),"
            "(2, x'89504E470D0A1A0A'), (3, x'');");
        const auto database = session::Database::open(path);
        session::Lease lease = database->lease();
        const auto shape = rows::loadShape(lease.connection(), "t", {});
        const auto before = lease.connection().pagesVisited();
        const rows::RowPage page = rows::loadPage(lease.connection(), shape, {}, {});
        QVERIFY(lease.connection().pagesVisited() - before < 50);
        QCOMPARE(page.at(0, 1).sizeBytes, 50000000U);
        QCOMPARE(page.at(1, 1).sizeBytes, 8U);
        QCOMPARE(std::get<core::Bytes>(page.at(1, 1).value).size(), 8U);
        QCOMPARE(page.at(2, 1).sizeBytes, 0U);
    }
};

QTEST_GUILESS_MAIN(RowQueriesTest)
#include "tst_row_queries.moc"
