// The tree of the schema: what stands where, filtering, changes by other programs, the past, five thousand
// tables.
#include "engine/timeline/recorder.h"
#include "models/schema/schema_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace strandline;
using namespace strandline::schema;

namespace {

const char *const shop =
    "CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
    "CREATE TABLE \"order\"(id INTEGER PRIMARY KEY, customer INT REFERENCES customer, no TEXT UNIQUE);"
    "CREATE INDEX by_customer ON \"order\"(customer DESC);"
    "CREATE VIEW recent AS SELECT * FROM \"order\";"
    "CREATE TRIGGER log_order AFTER INSERT ON \"order\" BEGIN SELECT 1; END;"
    "CREATE VIRTUAL TABLE words USING fts5(body);";

// "Tables", "Tables/customer", "Tables/customer/id" … of all that the model shows.
QStringList paths(const QAbstractItemModel &model, const QModelIndex &parent = {}, const QString &above = {})
{
    QStringList out;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        const QString path = above + index.data().toString();
        out << path << paths(model, index, path + "/");
    }
    return out;
}

} // namespace

class SchemaTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_files = 0;
    task::TaskList m_tasks;

    QString make(const std::string &sql)
    {
        const QString path = m_folder.filePath(QString("s%1.db").arg(++m_files));
        write(path, sql);
        return path;
    }

    static void write(const QString &path, const std::string &sql)
    {
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(path.toStdString(), options).execute(sql);
    }

    static Presence presence(const SchemaModel &model, const QString &table)
    {
        return static_cast<Presence>(model.indexOfTable(table).data(SchemaModel::PresenceRole).toInt());
    }

private slots:
    void groupsTablesAndTheirParts()
    {
        session::DatabaseSession session(&m_tasks);
        SchemaModel model(&session);
        QAbstractItemModelTester tester(&model);
        session.open(make(shop));
        QTRY_VERIFY(model.loaded());
        const QStringList all = paths(model);
        QCOMPARE(all.first(), session.name());
        for (const char *wanted :
             {"Tables/customer/name", "Tables/order/by_customer", "Tables/order/customer → customer",
              "Tables/order/log_order", "Views/recent/no", "Virtual tables/words/words_data/block",
              "Indexes/by_customer", "Triggers/log_order"}) {
            QVERIFY2(all.contains(wanted), wanted);
        }
        QVERIFY(!all.join(" ").contains("sqlite_"));
        QCOMPARE(model.tableCount(), 4);
        const QModelIndex customer = model.indexOfTable("customer");
        const auto marks = Marks::fromInt(model.index(0, 0, customer).data(SchemaModel::MarksRole).toInt());
        QVERIFY(marks.testFlag(Mark::PrimaryKey));
        QVERIFY(
            model.index(1, 0, customer).data(Qt::AccessibleDescriptionRole).toString().contains("not NULL"));
        model.setSystemShown(true);
        QTRY_VERIFY(paths(model).contains("Tables/sqlite_schema"));
        QVERIFY(paths(model).contains("Indexes/sqlite_autoindex_order_1"));
    }

    void filtersAtEveryLevel()
    {
        session::DatabaseSession session(&m_tasks);
        SchemaModel model(&session);
        QAbstractItemModelTester tester(&model);
        session.open(make(shop));
        QTRY_VERIFY(model.loaded());
        const QStringList all = paths(model);
        model.setFilter("NAME");
        QTRY_COMPARE(paths(model), (QStringList{"Tables", "Tables/customer", "Tables/customer/name"}));
        model.setFilter("by_cust");
        QTRY_COMPARE(paths(model), (QStringList{"Tables", "Tables/order", "Tables/order/by_customer",
                                                "Indexes", "Indexes/by_customer"}));
        model.setFilter("recent"); // the view's own name: with its columns
        QTRY_COMPARE(paths(model), (QStringList{"Views", "Views/recent", "Views/recent/id",
                                                "Views/recent/customer", "Views/recent/no"}));
        model.setFilter("nowhere");
        QTRY_COMPARE(model.rowCount(), 0);
        model.setFilter({});
        QTRY_COMPARE(paths(model), all);
    }

    void changesByOtherProgramsLeaveTheRestInPlace()
    {
        const QString path = make(shop);
        session::DatabaseSession session(&m_tasks);
        SchemaModel model(&session);
        QAbstractItemModelTester tester(&model);
        session.open(path);
        QTRY_VERIFY(model.loaded());
        const QPersistentModelIndex order = model.indexOfTable("order");
        const QPersistentModelIndex column = model.index(1, 0, order);
        const QPersistentModelIndex view = model.indexOfTable("recent");
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        write(path, "CREATE TABLE aardvark(x); ALTER TABLE \"order\" ADD COLUMN price; DROP VIEW recent;"
                    "INSERT INTO customer VALUES (1, 'Ada'), (2, 'Bob')");
        QTRY_VERIFY(paths(model).contains("Tables/order/price")); // by itself, though nothing records
        QVERIFY(order.isValid());
        QCOMPARE(order.row(), 2);
        QCOMPARE(column.data().toString(), QString("customer"));
        QVERIFY(!view.isValid());
        QCOMPARE(resets.count(), 0);
        QCOMPARE(model.indexOfTable("customer").data(SchemaModel::RowsRole).toInt(), 2);
        QCOMPARE(model.largestTable(), QString("customer"));
    }

    void thePastAndNowTogether()
    {
        const QString path =
            make("PRAGMA journal_mode=WAL; CREATE TABLE stays(a, gone); CREATE TABLE dropped(a);");
        timeline::RecorderOptions options;
        options.location.database = path.toStdString();
        timeline::Recorder recorder(options, {});
        write(path, "DROP TABLE dropped; CREATE TABLE made(a); ALTER TABLE stays DROP COLUMN gone");
        recorder.poll();
        session::DatabaseSession session(&m_tasks);
        SchemaModel model(&session);
        SchemaModel list(&session, SchemaModel::Content::Tables);
        QAbstractItemModelTester tester(&model);
        QAbstractItemModelTester listTester(&list);
        session.open(path);
        QTRY_VERIFY(model.loaded() && list.loaded());
        QCOMPARE(paths(list), (QStringList{"made", "stays"}));
        QTRY_VERIFY(session.commits()->find({1}) != nullptr);
        session.lookAt(*session.commits()->find({1}));
        QTRY_COMPARE(paths(list), (QStringList{"dropped", "made", "stays"}));
        QTRY_VERIFY(model.indexOfTable("dropped").isValid());
        QCOMPARE(presence(model, "stays"), Presence::Always);
        QCOMPARE(presence(model, "dropped"), Presence::OnlyThen);
        QCOMPARE(presence(model, "made"), Presence::OnlyNow);
        const QModelIndex gone = model.index(1, 0, model.indexOfTable("stays"));
        QCOMPARE(gone.data().toString(), QString("gone"));
        QCOMPARE(gone.data(SchemaModel::PresenceRole).toInt(), static_cast<int>(Presence::OnlyThen));
        session.returnToNow();
        QTRY_COMPARE(paths(list), (QStringList{"made", "stays"}));
    }

    void aBrokenViewIsShownAllTheSame()
    {
        session::DatabaseSession session(&m_tasks);
        SchemaModel model(&session);
        QAbstractItemModelTester tester(&model);
        QSignalSpy failures(&model, &SchemaModel::failed);
        session.open(
            make("CREATE TABLE t(a); CREATE VIEW broken AS SELECT a FROM t; CREATE VIEW fine AS SELECT 1;"
                 "DROP TABLE t;"));
        QTRY_VERIFY(model.loaded());
        QVERIFY(model.indexOfTable("broken").isValid());
        QCOMPARE(model.rowCount(model.indexOfTable("broken")), 0);
        QCOMPARE(model.rowCount(model.indexOfTable("fine")), 1);
        QCOMPARE(failures.count(), 0);
    }

    void closingEmptiesTheTree()
    {
        session::DatabaseSession session(&m_tasks);
        SchemaModel model(&session);
        QAbstractItemModelTester tester(&model);
        session.open(make(shop));
        QTRY_VERIFY(model.loaded());
        session.close();
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.loaded());
        QVERIFY(!model.structure());
    }

    void fiveThousandTablesArePlayable()
    {
        std::string sql = "BEGIN;";
        for (int i = 0; i < 5000; ++i) {
            const std::string name = "t" + std::to_string(i);
            sql += "CREATE TABLE " + name +
                   "(id INTEGER PRIMARY KEY, a TEXT, b, c REFERENCES t0, d, e, f, g);"
                   "CREATE INDEX i" +
                   std::to_string(i) + " ON " + name + "(a);";
        }
        session::DatabaseSession session(&m_tasks);
        SchemaModel model(&session);
        session.open(make(sql + "COMMIT"));
        QElapsedTimer time;
        time.start();
        qint64 longest = 0; // that the GUI thread was kept
        connect(&model, &SchemaModel::aboutToRebuild, this, [&] { time.restart(); });
        connect(&model, &SchemaModel::rebuilt, this, [&] { longest = std::max(longest, time.elapsed()); });
        QElapsedTimer whole;
        whole.start();
        QTRY_VERIFY_WITH_TIMEOUT(model.loaded(), 60000);
        qInfo("5,000 tables: loaded in %lld ms", whole.restart());
        QCOMPARE(model.tableCount(), 5000);
        model.setFilter("t4711");
        QTRY_COMPARE(model.rowCount(), 1);
        qInfo("filtered in %lld ms", whole.restart());
        model.setFilter({});
        QTRY_COMPARE(model.rowCount(), 3);
        qInfo("unfiltered in %lld ms, longest step of the GUI thread %lld ms", whole.elapsed(), longest);
        QCOMPARE(model.rowCount(model.index(1)), 5000);
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "tst_schema.moc"
