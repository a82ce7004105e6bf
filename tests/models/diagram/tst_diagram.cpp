// The diagram's graph, its layout, and its keys as a table.
#include "engine/core/error.h"
#include "engine/sqlite/connection.h"
#include "models/diagram/links_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace strandline;
using diagram::Detail;
using diagram::Graph;

namespace {

catalog::Table table(const std::string &name, const std::vector<std::string> &parents, int columns = 3)
{
    catalog::Table out;
    out.summary.name = name;
    for (int i = 0; i < columns; ++i) {
        catalog::Column column;
        column.name = i == 0 ? "id" : "column" + std::to_string(i);
        column.type = "INTEGER";
        column.primaryKey = i == 0 ? 1 : 0;
        out.columns.push_back(column);
    }
    for (const std::string &parent : parents) {
        catalog::Column column;
        column.name = parent + "_id";
        out.columns.push_back(column);
        catalog::ForeignKey key;
        key.parentTable = parent;
        key.columns = {column.name};
        out.foreignKeys.push_back(key);
    }
    return out;
}

// n tables, each with up to three keys to others: cycles, self references, parts and single ones included.
schema::Contents many(int n)
{
    schema::Contents contents;
    unsigned seed = 7;
    const auto next = [&seed](int below) {
        seed = seed * 1664525U + 1013904223U;
        return static_cast<int>((seed >> 16) % static_cast<unsigned>(below));
    };
    for (int i = 0; i < n; ++i) {
        std::vector<std::string> parents;
        for (int key = next(4); key > 0; --key) {
            parents.push_back("t" + std::to_string(next(n)));
        }
        contents.tables.push_back(table("t" + std::to_string(i), parents, 1 + next(12)));
    }
    return contents;
}

Graph placed(const schema::Contents &contents, const QHash<QString, QPointF> &moved = {},
             Detail detail = Detail::Columns)
{
    Graph graph = diagram::makeGraph(contents, detail, {});
    diagram::layOut(graph, moved, {});
    return graph;
}

void compareNoOverlap(const Graph &graph)
{
    for (std::size_t a = 0; a < graph.boxes.size(); ++a) {
        for (std::size_t b = a + 1; b < graph.boxes.size(); ++b) {
            QVERIFY2(!graph.boxes[a].rect.adjusted(-8, -8, 8, 8).intersects(graph.boxes[b].rect),
                     qPrintable(graph.boxes[a].name + " " + graph.boxes[b].name));
        }
    }
}

const char *const shop =
    "CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
    "CREATE TABLE purchase(id INTEGER PRIMARY KEY, customer INT NOT NULL REFERENCES customer ON DELETE "
    "CASCADE,"
    "  price REAL);"
    "CREATE TABLE passport(customer INTEGER PRIMARY KEY REFERENCES customer(id), number TEXT);"
    "CREATE TABLE employee(id INTEGER PRIMARY KEY, chief INT REFERENCES employee);"
    "CREATE TABLE lost(id INTEGER PRIMARY KEY, there INT REFERENCES nowhere);"
    "CREATE VIEW names AS SELECT name FROM customer;";

} // namespace

class DiagramTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QString &name, const std::string &sql) const
    {
        const QString path = m_folder.filePath(name);
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(path.toStdString(), options).execute(sql);
        return path;
    }

private slots:
    void boxesDontOverlap()
    {
        compareNoOverlap(placed(many(300)));
        compareNoOverlap(placed(many(300), {}, Detail::Keys));
        compareNoOverlap(placed(many(25)));
    }

    void theSameSchemaLooksTheSame()
    {
        const Graph first = placed(many(120));
        QVERIFY(first == placed(many(120)));
        // All of it within bounds, and no endless strip.
        const QRectF all = first.bounds();
        QVERIFY2(all.width() / all.height() > 0.4 && all.width() / all.height() < 5,
                 qPrintable(QString::number(all.width() / all.height())));
    }

    void tablesStandLeftOfWhatTheyReference()
    {
        schema::Contents contents;
        contents.tables = {table("a", {"b"}), table("b", {"c"}), table("c", {}), table("single", {})};
        const Graph graph = placed(contents);
        const auto rect = [&](const char *name) {
            return graph.boxes[static_cast<std::size_t>(graph.find(name))].rect;
        };
        QVERIFY(rect("a").right() < rect("b").left());
        QVERIFY(rect("b").right() < rect("c").left());
        QCOMPARE(graph.find("A"), graph.find("a")); // as SQLite compares names
        QCOMPARE(graph.find("x"), -1);
    }

    void movedTablesStayWhereTheyWerePut()
    {
        const Graph plain = placed(many(20));
        const Graph graph = placed(many(20), {{"t3", QPointF(-500, 77)}});
        QCOMPARE(graph.boxes[3].rect.topLeft(), QPointF(-500, 77));
        QCOMPARE(graph.boxes[4], plain.boxes[4]);
    }

    void threeHundredTablesAreQuick()
    {
        const schema::Contents contents = many(300);
        QElapsedTimer timer;
        timer.start();
        placed(contents);
        qInfo("300 tables placed in %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 1500); // sanitizers and a busy machine included
    }

    void aStopEndsThePlacing()
    {
        std::stop_source stop;
        stop.request_stop();
        core::JobContext job;
        job.stop = stop.get_token();
        Graph graph = diagram::makeGraph(many(50), Detail::Columns, {});
        QVERIFY_EXCEPTION_THROWN(diagram::layOut(graph, {}, job), core::Error);
    }

    void keysOfARealDatabase()
    {
        task::TaskList tasks;
        session::DatabaseSession session(&tasks);
        diagram::Diagram shown(&session);
        QSignalSpy failed(&shown, &diagram::Diagram::failed);
        diagram::LinksModel links;
        const QAbstractItemModelTester tester(&links);
        QObject::connect(&shown, &diagram::Diagram::changed, &links, [&] { links.setGraph(shown.graph()); });
        session.open(write("shop.db", shop));
        QTRY_VERIFY(shown.loaded());
        QCOMPARE(shown.graph()->boxes.size(), std::size_t{5}); // not the view
        QCOMPARE(links.rowCount(), 3);                         // not that to a table that isn't there
        using Column = diagram::LinksModel::Column;
        const auto text = [&](int row, Column column) { return links.index(row, column).data().toString(); };
        QCOMPARE(text(0, Column::Child), QString("employee"));
        QCOMPARE(text(0, Column::Parent), QString("employee"));
        QCOMPARE(text(0, Column::Relation), QString("many to one or none"));
        QCOMPARE(text(1, Column::Child), QString("passport"));
        QCOMPARE(text(1, Column::Relation), QString("one to one"));
        QCOMPARE(text(2, Column::ChildColumns), QString("customer"));
        QCOMPARE(text(2, Column::ParentColumns), QString("id")); // not named: the primary key
        QCOMPARE(text(2, Column::OnDelete), QString("CASCADE"));
        QCOMPARE(text(2, Column::Relation), QString("many to one"));
        QCOMPARE(links.index(2, Column::Parent).data(diagram::LinksModel::TableRole).toString(),
                 QString("customer"));

        const diagram::Box &purchase = shown.graph()->boxes.at(4);
        QCOMPARE(purchase.name, QString("purchase"));
        QCOMPARE(purchase.columns.size(), std::size_t{3});
        QVERIFY(purchase.columns[0].primaryKey && purchase.columns[1].foreignKey);
        QVERIFY(!purchase.columns[2].primaryKey && !purchase.columns[2].foreignKey);
        QCOMPARE(shown.graph()->links.at(2).childRows, std::vector<int>{1});
        shown.setDetail(Detail::Keys);
        QTRY_COMPARE(shown.graph()->boxes.at(4).columns.size(), std::size_t{2});

        write("shop.db", "CREATE TABLE review(id INTEGER PRIMARY KEY, purchase INT REFERENCES purchase)");
        shown.refresh();
        QTRY_COMPARE(links.rowCount(), 4);
        session.close();
        QTRY_COMPARE(links.rowCount(), 0);
        QVERIFY(!shown.loaded());
        QCOMPARE(failed.count(), 0);
    }
};

QTEST_GUILESS_MAIN(DiagramTest)
#include "tst_diagram.moc"
