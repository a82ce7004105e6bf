// What a database contains, as the catalogue tells it.
#include "engine/catalog/catalog.h"
#include "engine/catalog/completion_schema.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QTest>
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace strandline;
using namespace strandline::catalog;
using test::errorCodeOf;
using test::PlainDatabase;
using test::TempFolder;

namespace {

const char *const shopSql = R"(
CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, city TEXT DEFAULT 'Rome',
                      big AS (upper(name)), stored INT AS (id * 2) STORED);
CREATE TABLE "order line"(number INTEGER, line INTEGER, product VARCHAR(20), price DECIMAL(8,2) DEFAULT (1 + 1),
                          customer INTEGER REFERENCES customer ON DELETE CASCADE ON UPDATE SET NULL,
                          PRIMARY KEY(number, line)) WITHOUT ROWID;
CREATE TABLE tight(a INT, b TEXT UNIQUE) STRICT;
CREATE TABLE pair(x, y, FOREIGN KEY(x, y) REFERENCES "order line"(number, line));
CREATE INDEX by_city ON customer(city DESC, lower(name)) WHERE city <> '';
CREATE VIEW romans AS SELECT * FROM customer WHERE city = 'Rome';
CREATE TRIGGER named AFTER INSERT ON customer BEGIN UPDATE customer SET city = 'x' WHERE 0; END;
CREATE VIRTUAL TABLE "find using it" USING fts5(a, b);
CREATE VIRTUAL TABLE box USING rtree(id, x0, x1);
)";

std::string namesOf(const std::vector<TableSummary> &tables)
{
    std::vector<std::string> names;
    for (const TableSummary &table : tables) {
        names.push_back(table.name);
    }
    return fmt::format("{}", fmt::join(names, ","));
}

} // namespace

class TestCatalog : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TempFolder> m_folder;
    std::unique_ptr<sqlite::Connection> m_connection;

    const TableSummary table(const std::string &name)
    {
        const auto found = findTable(*m_connection, "main", name);
        return found ? *found : TableSummary{};
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<TempFolder>();
        PlainDatabase(m_folder->file("shop.db")).execute(shopSql);
        m_connection = std::make_unique<sqlite::Connection>(m_folder->file("shop.db"));
    }
    void cleanup() { m_connection.reset(); }

    void completionKnowsTablesKeysAndFunctions()
    {
        PlainDatabase(m_folder->file("shop.db"))
            .execute("CREATE TABLE gone(a); CREATE VIEW broken AS SELECT a FROM gone; DROP TABLE gone");
        const sql::CompletionSchema schema = loadCompletionSchema(*m_connection, {});
        const auto find = [&](const std::string &name) {
            const auto found = std::find_if(schema.tables.begin(), schema.tables.end(),
                                            [&](const auto &t) { return t.name == name; });
            return found == schema.tables.end() ? sql::CompletionTable{} : *found;
        };
        const auto columns = [&](const std::string &name) {
            std::vector<std::string> names;
            for (const sql::CompletionColumn &column : find(name).columns) {
                names.push_back(column.name);
            }
            return fmt::format("{}", fmt::join(names, ","));
        };
        QCOMPARE(columns("customer"), std::string("id,name,city,big,stored"));
        QCOMPARE(columns("romans"), columns("customer"));
        QVERIFY(find("romans").view);
        QCOMPARE(columns("find using it"), std::string("a,b"));
        QCOMPARE(find("find using it_data").name, std::string());
        QVERIFY(find("broken").view);
        QCOMPARE(columns("broken"), std::string());
        const auto keys = find("order line").foreignKeys;
        QCOMPARE(keys.size(), std::size_t{1});
        QCOMPARE(keys[0].parentTable, std::string("customer"));
        QCOMPARE(keys[0].columns, std::vector<std::string>{"customer"});
        QCOMPARE(keys[0].parentColumns, std::vector<std::string>{"id"});
        QCOMPARE(find("pair").foreignKeys[0].parentColumns, (std::vector<std::string>{"number", "line"}));
        QVERIFY(std::any_of(schema.functions.begin(), schema.functions.end(),
                            [](const auto &f) { return f.name == "substr" && f.arguments == 3; }));
        QVERIFY(std::find(schema.pragmas.begin(), schema.pragmas.end(), "journal_mode") !=
                schema.pragmas.end());
    }

    void tablesWithTheirKinds()
    {
        const auto tables = loadTables(*m_connection, "main", {});
        QCOMPARE(
            namesOf(tables),
            std::string("box,box_node,box_parent,box_rowid,customer,find using it,find using it_config,find "
                        "using it_content,find using it_data,find using it_docsize,find using it_idx,order "
                        "line,pair,romans,sqlite_schema,tight"));
        QVERIFY(table("romans").kind == TableKind::View);
        QVERIFY(table("customer").kind == TableKind::Table);
        QVERIFY(table("order line").withoutRowid);
        QVERIFY(!table("customer").withoutRowid);
        QVERIFY(table("tight").strict);
        QVERIFY(table("sqlite_schema").internal);
        QVERIFY(!table("tight").internal);
        QCOMPARE(table("customer").columnCount, 5);
    }

    void virtualTablesKnowTheirModuleAndShadows()
    {
        QVERIFY(table("box").kind == TableKind::Virtual);
        QCOMPARE(table("box").module, std::string("rtree"));
        QCOMPARE(table("find using it").module, std::string("fts5"));
        QVERIFY(table("box_node").kind == TableKind::Shadow);
        QCOMPARE(table("box_node").virtualTable, std::string("box"));
        QCOMPARE(table("find using it_idx").virtualTable, std::string("find using it"));
    }

    void columnsAsDeclared()
    {
        const Table customer = loadTable(*m_connection, "main", "CUSTOMER", {});
        QCOMPARE(customer.summary.name, std::string("customer"));
        QCOMPARE(customer.columns.size(), std::size_t{5});
        QCOMPARE(customer.columns[0].primaryKey, 1);
        QVERIFY(customer.columns[1].notNull);
        QCOMPARE(customer.columns[1].collation, std::string("NOCASE"));
        QCOMPARE(customer.columns[0].collation, std::string("BINARY"));
        QCOMPARE(customer.columns[2].defaultSql.value_or(""), std::string("'Rome'"));
        QVERIFY(!customer.columns[1].defaultSql.has_value());
        QVERIFY(customer.columns[3].kind == ColumnKind::GeneratedVirtual);
        QVERIFY(customer.columns[4].kind == ColumnKind::GeneratedStored);
        const Table lines = loadTable(*m_connection, "main", "order line", {});
        QCOMPARE(lines.columns[1].primaryKey, 2);
        QCOMPARE(lines.columns[2].type, std::string("VARCHAR(20)"));
        QCOMPARE(lines.columns[3].defaultSql.value_or(""), std::string("1 + 1"));
        QCOMPARE(errorCodeOf([&] { loadTable(*m_connection, "main", "nothing", {}); }),
                 std::string("NOT_FOUND"));
    }

    void indexesWithTheirColumns()
    {
        const auto indexes = loadIndexes(*m_connection, "main", "customer");
        QCOMPARE(indexes.size(), std::size_t{1});
        QCOMPARE(indexes[0].name, std::string("by_city"));
        QVERIFY(indexes[0].partial);
        QVERIFY(!indexes[0].unique);
        QCOMPARE(indexes[0].columns.size(), std::size_t{2});
        QCOMPARE(indexes[0].columns[0].name, std::string("city"));
        QVERIFY(indexes[0].columns[0].descending);
        QVERIFY(indexes[0].columns[1].name.empty());
        const auto unique = loadIndexes(*m_connection, "main", "tight");
        QCOMPARE(unique.size(), std::size_t{1});
        QVERIFY(unique[0].unique);
        QVERIFY(unique[0].origin == IndexOrigin::UniqueConstraint);
        QVERIFY(unique[0].sql.empty());
    }

    void foreignKeysWithTheirActions()
    {
        const auto keys = loadTable(*m_connection, "main", "order line", {}).foreignKeys;
        QCOMPARE(keys.size(), std::size_t{1});
        QCOMPARE(keys[0].parentTable, std::string("customer"));
        QCOMPARE(keys[0].onDelete, std::string("CASCADE"));
        QCOMPARE(keys[0].onUpdate, std::string("SET NULL"));
        QVERIFY(keys[0].parentColumns.empty());
        const auto pair = loadTable(*m_connection, "main", "pair", {}).foreignKeys;
        QCOMPARE(pair.size(), std::size_t{1});
        QCOMPARE(fmt::format("{}", fmt::join(pair[0].columns, ",")), std::string("x,y"));
        QCOMPARE(fmt::format("{}", fmt::join(pair[0].parentColumns, ",")), std::string("number,line"));
    }

    void triggersAndDdl()
    {
        const auto triggers = loadTriggers(*m_connection, "main");
        QCOMPARE(triggers.size(), std::size_t{1});
        QCOMPARE(triggers[0].table, std::string("customer"));
        const std::string ddl = loadDdl(*m_connection, "main", "customer");
        // The statements make the same table, index and trigger again.
        PlainDatabase copy(m_folder->file("copy.db"));
        copy.execute(ddl);
        QCOMPARE(copy.integer("SELECT count(*) FROM sqlite_schema"), std::int64_t{3});
        QCOMPARE(errorCodeOf([&] { loadDdl(*m_connection, "main", "nothing"); }), std::string("NOT_FOUND"));
    }

    void attachedSchemasAreReadToo()
    {
        PlainDatabase(m_folder->file("other.db"))
            .execute("CREATE TABLE elsewhere(z); CREATE INDEX zi ON elsewhere(z)");
        m_connection->execute("ATTACH '" + m_folder->file("other.db") + "' AS asof_5");
        QCOMPARE(namesOf(loadTables(*m_connection, "asof_5", {})), std::string("elsewhere,sqlite_schema"));
        const Table found = loadTable(*m_connection, "asof_5", "elsewhere", {});
        QCOMPARE(found.columns.at(0).name, std::string("z"));
        QCOMPARE(found.indexes.at(0).name, std::string("zi"));
        QVERIFY(!findTable(*m_connection, "main", "elsewhere").has_value());
    }

    void rowsAreEstimatedWithoutReadingThem()
    {
        PlainDatabase writer(m_folder->file("shop.db"));
        writer.execute(
            "INSERT INTO customer(id, name) WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 "
            "FROM n WHERE i < 109) SELECT i, 'n' || i FROM n; CREATE TABLE hidden(rowid, oid, _rowid_);"
            "INSERT INTO \"order line\"(number, line) VALUES(1, 1), (1, 2)");
        const auto byRowid = estimateRows(*m_connection, "main", table("customer"));
        QVERIFY(byRowid && !byRowid->fromStatistics);
        QCOMPARE(byRowid->rows, std::uint64_t{100});
        QCOMPARE(estimateRows(*m_connection, "main", table("tight"))->rows, std::uint64_t{0});
        QVERIFY(!estimateRows(*m_connection, "main", table("order line")).has_value());
        QVERIFY(!estimateRows(*m_connection, "main", table("romans")).has_value());
        QVERIFY(!estimateRows(*m_connection, "main", table("hidden")).has_value());
        writer.execute("ANALYZE; DELETE FROM customer WHERE id > 20");
        const auto byStatistics = estimateRows(*m_connection, "main", table("customer"));
        QVERIFY(byStatistics && byStatistics->fromStatistics);
        QCOMPARE(byStatistics->rows, std::uint64_t{100});
        QCOMPARE(estimateRows(*m_connection, "main", table("order line"))->rows, std::uint64_t{2});
    }

    void sizesAddUpToTheFile()
    {
        PlainDatabase writer(m_folder->file("shop.db"));
        writer.execute(
            "INSERT INTO customer(name, city) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
            "n WHERE i < 5000) SELECT 'name ' || i, 'city' FROM n");
        const auto sizes = loadSizes(*m_connection, "main", {});
        std::uint64_t pages = 0;
        for (const ObjectSize &size : sizes) {
            pages += size.pages;
        }
        QCOMPARE(pages, static_cast<std::uint64_t>(writer.integer("PRAGMA page_count")));
        const auto named = [&](const std::string &name) {
            return *std::find_if(sizes.begin(), sizes.end(),
                                 [&](const ObjectSize &s) { return s.name == name; });
        };
        QCOMPARE(named("customer").entries, std::uint64_t{5000});
        QCOMPARE(named("by_city").entries, std::uint64_t{5000});
        QCOMPARE(named("by_city").table, std::string("customer"));
        QCOMPARE(sizes.front().bytes, std::max(named("customer").bytes, named("by_city").bytes));
    }

    void sizesCanBeCancelled()
    {
        std::stop_source stop;
        stop.request_stop();
        core::JobContext job;
        job.stop = stop.get_token();
        QCOMPARE(errorCodeOf([&] { loadSizes(*m_connection, "main", job); }), std::string("CANCELLED"));
    }
};

QTEST_GUILESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
