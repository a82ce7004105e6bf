// VERSIONS BETWEEN as statements see it, across what DDL does to a table.
#include "tests/engine/flashback/flashback_shop.h"

#include <QTest>

using namespace strandline;
using test::Shop;

class TestVersionsDdl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void virtualGeneratedColumns();
    void renamedTables();
    void triggersAndViewsUseFullText();
};

void TestVersionsDdl::virtualGeneratedColumns()
{
    Shop shop(
        "CREATE TABLE t(total AS (price * n), id INTEGER PRIMARY KEY, price REAL CHECK (price > 0), n "
        "INT NOT NULL, twice AS (n * 2) STORED, label TEXT COLLATE NOCASE AS (upper(name) || '!'), name);"
        "INSERT INTO t(id, price, n, name) VALUES (1, 2.5, 4, 'pen'), (2, 1, 1, 'ink')"); // 1
    shop.commit("UPDATE t SET n = 5 WHERE id = 1");                                       // 2
    shop.commit("ALTER TABLE t ADD COLUMN later AS (n + 100)");                           // 3
    shop.commit("DELETE FROM t WHERE id = 1");                                            // 4
    const std::string scn = " FROM t VERSIONS BETWEEN SCN MINVALUE AND MAXVALUE ";
    // In the table's order.
    QCOMPARE(shop.run("SELECT *" + scn + "ORDER BY id, versions_startscn NULLS FIRST, versions_operation"),
             std::string("10.0|1|2.5|4|8|'PEN!'|'pen'|NULL\n12.5|1|2.5|5|10|'PEN!'|'pen'|105\n"
                         "12.5|1|2.5|5|10|'PEN!'|'pen'|105\n1.0|2|1.0|1|2|'INK!'|'ink'|101\n"));
    QCOMPARE(shop.run("SELECT versions_operation, total" + scn + "WHERE id = 1 AND total > 11 ORDER BY 1"),
             std::string("'D'|12.5\n'U'|12.5\n"));
    QCOMPARE(shop.run("SELECT count(*)" + scn + "WHERE label = 'pen!'"), std::string("3\n")); // its collation
    QCOMPARE(shop.run("SELECT id, later" + scn +
                      "WHERE versions_endscn IS NULL AND versions_operation IS "
                      "NULL"),
             std::string("2|101\n"));
}

void TestVersionsDdl::renamedTables()
{
    Shop shop("CREATE TABLE orders(id INTEGER PRIMARY KEY, total); INSERT INTO orders VALUES (1, 5), (2, 6)");
    shop.commit("UPDATE orders SET total = 7 WHERE id = 1");        // 2
    shop.commit("ALTER TABLE orders RENAME TO sales");              // 3
    shop.commit("UPDATE sales SET total = 8 WHERE id = 1");         // 4
    shop.commit("ALTER TABLE sales RENAME COLUMN total TO amount"); // 5
    const std::string expected = "NULL|2|5\n2|4|7\n4|NULL|8\n";
    const auto versions = [&](const std::string &table, const std::string &column) {
        return shop.run("SELECT versions_startscn, versions_endscn, " + column + " FROM " + table +
                        " VERSIONS BETWEEN SCN 1 AND 4 WHERE id = 1 ORDER BY 1");
    };
    QCOMPARE(versions("sales", "total"), expected);
    QCOMPARE(versions("orders", "total"), expected);
    // A scan, and the row alone.
    QCOMPARE(shop.run("SELECT count(*) FROM sales VERSIONS BETWEEN SCN 1 AND 4"), std::string("4\n"));
    QCOMPARE(shop.codeOf("SELECT * FROM orders VERSIONS BETWEEN SCN 3 AND 4"),
             std::string("NO_SUCH_TABLE_THEN"));
}

// What SQLite calls unsafe of a schema from elsewhere is what full-text tables live by.
void TestVersionsDdl::triggersAndViewsUseFullText()
{
    Shop shop("CREATE TABLE notes(id INTEGER PRIMARY KEY, body);"
              "CREATE VIRTUAL TABLE words USING fts5(body, content = notes, content_rowid = id);"
              "CREATE TRIGGER notes_i AFTER INSERT ON notes BEGIN INSERT INTO words(rowid, body) VALUES "
              "(new.id, new.body); END;"
              "CREATE VIEW found AS SELECT rowid FROM words WHERE words MATCH 'hello'");
    shop.run("INSERT INTO notes(body) VALUES ('hello there'), ('good bye')");
    shop.take();
    QCOMPARE(shop.run("SELECT rowid FROM words WHERE words MATCH 'hello'"), std::string("1\n"));
    QCOMPARE(shop.run("SELECT * FROM found"), std::string("1\n"));
    QCOMPARE(shop.run("SELECT * FROM found AS OF SCN 2"), std::string("1\n"));
}

QTEST_GUILESS_MAIN(TestVersionsDdl)
#include "tst_versions_ddl.moc"
