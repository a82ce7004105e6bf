// What the panes of Browse say of a table and of a database.
#include "models/browse/database_facts.h"
#include "models/browse/sizes_model.h"
#include "models/browse/table_facts.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace strandline;
using namespace strandline::browse;

class FactsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path;
    std::shared_ptr<session::Database> m_database;
    schema::StructurePtr m_structure;
    task::TaskList m_tasks;

    const catalog::Table &table(const std::string &name) const { return *m_structure->now->find(name); }

    static QStringList cells(const Facts &facts, const QString &name)
    {
        QStringList out;
        for (const Facts::Row &row : facts.rows) {
            if (row.name == name) {
                for (const Fact &fact : row.cells) {
                    out << fact.text;
                }
            }
        }
        return out;
    }

private slots:
    void initTestCase()
    {
        m_path = m_folder.filePath("facts.db");
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(m_path.toStdString(), options)
            .execute(
                "PRAGMA user_version = 7; PRAGMA application_id = 0x1234;"
                "CREATE TABLE parent(a, b, PRIMARY KEY(a, b)) WITHOUT ROWID;"
                "CREATE TABLE child(id INTEGER PRIMARY KEY, x REFERENCES child ON DELETE CASCADE, y, z TEXT "
                "NOT NULL "
                "DEFAULT 'q' COLLATE NOCASE, up AS (upper(z)), FOREIGN KEY(x, y) REFERENCES parent(a, b));"
                "CREATE UNIQUE INDEX part ON child(y DESC, length(z)) WHERE y > 0;"
                "CREATE TRIGGER \"if x\" after update of x, y ON child BEGIN SELECT 1; END;"
                "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3000) "
                "INSERT INTO child(id, y, z) SELECT n, n, hex(randomblob(40)) FROM c;");
        m_database = session::Database::open(m_path.toStdString());
        m_structure = schema::loadStructure(*m_database, std::nullopt, nullptr, {});
    }

    void columnsSayKeyDefaultAndCollation()
    {
        const Facts facts = columnFacts(table("child"));
        QCOMPARE(cells(facts, "id").at(3), QString("primary key"));
        QCOMPARE(cells(facts, "z"), (QStringList{"4", "z", "TEXT", "", "yes", "'q'", "NOCASE", ""}));
        QCOMPARE(cells(facts, "up").last(), QString("computed when read"));
        QCOMPARE(cells(columnFacts(table("parent")), "b").at(3), QString("primary key, place 2"));
    }

    void indexesAndTriggersWithTheirStatements()
    {
        const Facts indexes = indexFacts(table("child"));
        QCOMPARE(cells(indexes, "part"),
                 (QStringList{"part", "y DESC, (expression)", "yes", "yes", "CREATE INDEX"}));
        QVERIFY(indexes.rows.front().sql.startsWith("CREATE UNIQUE INDEX part"));
        QCOMPARE(cells(triggerFacts(table("child")), "if x").at(1), QString("AFTER UPDATE OF x, y"));
        QCOMPARE(triggerEvent(
                     "CREATE TEMP TRIGGER IF NOT EXISTS main.t INSTEAD OF DELETE ON v BEGIN SELECT 1; END"),
                 QString("INSTEAD OF DELETE"));
        QCOMPARE(triggerEvent("CREATE TABLE x(a)"), QString());
        QCOMPARE(triggerEvent("CREATE TRIGGER"), QString());
    }

    void foreignKeysInBothDirections()
    {
        const Facts child = foreignKeyFacts(*m_structure->now, table("child"));
        QCOMPARE(child.rows.size(), std::size_t{3}); // to itself, to the parent, from itself
        const Facts parent = foreignKeyFacts(*m_structure->now, table("parent"));
        QCOMPARE(parent.rows.size(), std::size_t{1});
        QCOMPARE(parent.rows[0].cells[0].text, QString("is referenced by"));
        QCOMPARE(parent.rows[0].cells[1].text, QString("a, b"));
        QCOMPARE(parent.rows[0].cells[2].table, QString("child"));
        QCOMPARE(parent.rows[0].cells[3].text, QString("x, y"));
    }

    void factsKeepTheirRowsWhereTheyAreTheSame()
    {
        FactsModel model;
        QAbstractItemModelTester tester(&model);
        model.setFacts(columnFacts(table("child")));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setFacts(columnFacts(table("child")));
        QCOMPARE(resets.count(), 0);
        QCOMPARE(model.rowOf("y"), 2);
        QCOMPARE(model.rowOf("nothing"), -1);
        model.setFacts(columnFacts(table("parent")));
        QCOMPARE(model.rowCount(), 2);
    }

    void theDatabaseAsAWhole()
    {
        const Facts facts = databaseFacts(loadDatabase(*m_database, std::nullopt), *m_structure->now, m_path);
        QCOMPARE(cells(facts, "User version").last(), QString("7"));
        QCOMPARE(cells(facts, "Application id").last(), QString("0x00001234"));
        QCOMPARE(cells(facts, "Tables").last(), QString("2"));
        QCOMPARE(cells(facts, "Encoding").last(), QString("UTF-8"));
        QCOMPARE(cells(facts, "Journal mode").last(), QString("DELETE"));
        const QString pages = QString::number(QFileInfo(m_path).size() / 4096);
        QVERIFY2(cells(facts, "Size").last().contains(pages + " page"),
                 qPrintable(cells(facts, "Size").last()));
    }

    void sizesOfATableAndOfAll()
    {
        session::DatabaseSession session(&m_tasks);
        SizesModel model(&session);
        QAbstractItemModelTester tester(&model);
        session.open(m_path);
        QTRY_VERIFY(session.database());
        model.measure({});
        QTRY_COMPARE(model.state(), SizesModel::State::Ready);
        QCOMPARE(model.bytes(), static_cast<std::uint64_t>(QFileInfo(m_path).size()));
        const QString largest = model.index(0, SizesModel::NameColumn).data().toString();
        QCOMPARE(largest, QString("child"));
        const QString bytes = model.index(0, SizesModel::BytesColumn).data().toString();
        model.measure("child");
        QTRY_COMPARE(model.state(), SizesModel::State::Ready);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, SizesModel::BytesColumn).data().toString(), bytes);
        QCOMPARE(model.index(0, SizesModel::EntriesColumn).data().toString(), QLocale().toString(3000));
        QCOMPARE(model.index(1, SizesModel::NameColumn).data().toString(), QString("part"));
    }
};

QTEST_GUILESS_MAIN(FactsTest)
#include "tst_facts.moc"
