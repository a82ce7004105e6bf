// A plan from SQLite to the screen: steps, rows to expect, figures of the run,
// tree, graph, pictures.
#include "engine/session/plan.h"
#include "models/plan/plan_model.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "views/common/plan/plan_graph.h"
#include "views/common/plan/plan_view.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace strandline;
using session::StepKind;

namespace {

class PlanTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        test::PlainDatabase(m_folder.file("shop.db"))
            .execute("CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT);"
                     "CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id, placed);"
                     "CREATE INDEX by_placed ON orders(placed);"
                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                     "WHERE i < 1000)"
                     "INSERT INTO orders SELECT i, i % 50, i % 10 FROM n;"
                     "INSERT INTO customers SELECT id, 'c' || id FROM orders WHERE id "
                     "<= 50;"
                     "CREATE TABLE pairs(a, b); INSERT INTO pairs SELECT id, id % 7 "
                     "FROM orders; ANALYZE");
        m_database = session::Database::open(m_folder.file("shop.db"));
    }

    void stepsAreTakenApart_data()
    {
        QTest::addColumn<QString>("detail");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("index");
        QTest::addColumn<QString>("condition");
        const auto row = [](const char *detail, StepKind kind, const char *name, const char *index,
                            const char *condition) {
            QTest::newRow(detail) << QString(detail) << int(kind) << QString(name) << QString(index)
                                  << QString(condition);
        };
        row("SCAN o", StepKind::Scan, "o", "", "");
        row("SCAN o USING COVERING INDEX by placed", StepKind::Scan, "o", "by placed", "");
        row("SCAN t AS OF SCN 5", StepKind::Scan, "t AS OF SCN 5", "", "");
        row("SEARCH c USING INTEGER PRIMARY KEY (rowid=?)", StepKind::Search, "c", "PRIMARY KEY", "rowid=?");
        row("SEARCH o USING INDEX i (a=? AND b>?) LEFT-JOIN", StepKind::Search, "o", "i", "a=? AND b>?");
        row("SEARCH p USING AUTOMATIC COVERING INDEX (b=?)", StepKind::Search, "p", "", "b=?");
        row("USE TEMP B-TREE FOR ORDER BY", StepKind::Sort, "", "", "");
        row("SCAN CONSTANT ROW", StepKind::Other, "", "", "");
        row("CO-ROUTINE x", StepKind::Group, "", "", "");
        row("SCAN f VIRTUAL TABLE INDEX 0:", StepKind::Scan, "f", "", "");
    }

    void stepsAreTakenApart()
    {
        QFETCH(QString, detail);
        const session::PlanStep step = session::planStep({1, 0, detail.toStdString()});
        QTEST(int(step.kind), "kind");
        QTEST(QString::fromStdString(step.name), "name");
        QTEST(QString::fromStdString(step.index), "index");
        QTEST(QString::fromStdString(step.condition), "condition");
        QCOMPARE(step.automatic, detail.contains("AUTOMATIC"));
        QCOMPARE(QString::fromStdString(step.detail), detail);
    }

    void rowsComeFromTheStatistics()
    {
        const session::Plan plan = load("SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id "
                                        "WHERE o.placed = 3");
        QCOMPARE(plan.steps.size(), std::size_t{2});
        QCOMPARE(plan.steps[0].table, std::string("orders"));
        QCOMPARE(plan.steps[0].rows,
                 std::optional<std::uint64_t>(100)); // 1,000 rows, ten values
        QVERIFY(plan.steps[0].rowsFromStatistics);
        QCOMPARE(plan.steps[1].table, std::string("customers"));
        QCOMPARE(plan.steps[1].rows, std::optional<std::uint64_t>(1));
        const session::Plan scan = load("SELECT * FROM orders x WHERE customer_id = 3");
        QCOMPARE(scan.steps[0].kind, StepKind::Scan);
        QCOMPARE(scan.steps[0].rows, std::optional<std::uint64_t>(1000));
    }

    // A common table expression that is named like a table isn't that table.
    void nothingIsGuessed()
    {
        const session::Plan plan = load("WITH RECURSIVE orders(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
                                        "orders WHERE i < 9) SELECT * FROM orders");
        for (const session::PlanStep &step : plan.steps) {
            QVERIFY(!step.rows);
        }
    }

    void figuresAreSqlites()
    {
        const auto result = run("SELECT * FROM orders WHERE customer_id = 3 ORDER BY id % 3");
        QCOMPARE(result.rows, 20U);
        QCOMPARE(result.counters.fullScanSteps, 999); // the first row is no step
        QCOMPARE(result.counters.sorts, 1);
        QVERIFY(result.counters.vmSteps > 1000);
        QCOMPARE(run("SELECT * FROM customers WHERE id = 3").counters.fullScanSteps, 0);
    }

    void modelHoldsTheTree()
    {
        plan::PlanModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        model.show(load("SELECT * FROM orders WHERE customer_id IN (SELECT id FROM "
                        "customers WHERE name > 'c') "
                        "ORDER BY id % 2"));
        QCOMPARE(model.rowCount(), 1);
        const QModelIndex root = model.index(0, 0);
        QCOMPARE(root.data().toString(), "Statement");
        QCOMPARE(model.rowCount(root), 3);
        const QModelIndex scan = model.index(0, 0, root);
        QCOMPARE(scan.data().toString(), "SCAN");
        QVERIFY(scan.data(plan::PlanModel::WarningRole).toBool());
        QCOMPARE(scan.siblingAtColumn(plan::PlanModel::NameColumn).data().toString(), "orders");
        QCOMPARE(scan.siblingAtColumn(plan::PlanModel::RowsColumn).data().toString(), "≈ 1,000 row(s)");
        const QModelIndex list = model.index(1, 0, root);
        QCOMPARE(model.rowCount(list), 1);
        QCOMPARE(model.index(0, 0, list).parent(), list);
        QCOMPARE(model.advice(),
                 (QStringList{"SCAN orders: a full scan of about 1,000 row(s), by no index.",
                              "SCAN customers: a full scan of about 50 row(s), by no index."}));
        QVERIFY(model.asText().contains("    SCAN customers"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void automaticIndexesAreNamed()
    {
        plan::PlanModel model;
        model.show(load("SELECT * FROM pairs p JOIN pairs q ON p.a = q.b"));
        QCOMPARE(model.advice().filter("SQLite builds an index on pairs(").size(), 1);
    }

    void viewShowsWhatWasMeasured()
    {
        plan::PlanModel model;
        theme::Theme theme(theme::Mode::Light);
        plan::PlanView view(&model, &theme, [](const message::Message &) {});
        view.resize(900, 420);
        view.show();
        const char *sql = "SELECT * FROM orders WHERE customer_id = 3";
        model.show(load(sql));
        auto *figures = view.findChild<QLabel *>("planMeasured");
        QVERIFY2(figures->text().contains("planned, not run"), qPrintable(figures->text()));
        QSignalSpy wanted(&view, &plan::PlanView::runRequested);
        QTest::mouseClick(view.findChild<QPushButton *>("planRun"), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        model.setRun(plan::PlanModel::Run::Broken);
        QVERIFY(figures->text().contains("did not come to its end"));
        session::StatementResult part = run(sql);
        part.truncated = true;
        model.setMeasured(part);
        QVERIFY(figures->text().contains("ended at the limit"));
        model.setMeasured(run(sql));
        QVERIFY(!view.findChild<QPushButton *>("planRun")->isVisible());
        const QString measured = view.findChild<QLabel *>("planMeasured")->text();
        QVERIFY2(measured.contains("20 row(s)") && measured.contains("999 steps in full scans"),
                 qPrintable(measured));
        QVERIFY(measured.contains("no time for a single step"));
        QVERIFY(view.tree()->isExpanded(model.index(0, 0)));
        QVERIFY(!view.graphShown());
        QTest::mouseClick(view.findChild<QToolButton *>("planGraphButton"), Qt::LeftButton);
        QVERIFY(view.graphShown());
    }

    void graphIsWalkedByKeys()
    {
        plan::PlanModel model;
        theme::Theme theme(theme::Mode::Light);
        plan::PlanView view(&model, &theme, [](const message::Message &) {});
        view.resize(900, 420);
        view.show();
        model.show(load("SELECT * FROM orders o JOIN customers c ON c.id = "
                        "o.customer_id ORDER BY o.id % 2"));
        view.showGraph(true);
        plan::PlanGraph *graph = view.graph();
        QCOMPARE(graph->current(), model.index(0, 0));
        QTest::keyClick(graph, Qt::Key_Right);
        QTest::keyClick(graph, Qt::Key_Down);
        QCOMPARE(graph->current(), model.index(1, 0, model.index(0, 0)));
        QTest::keyClick(graph, Qt::Key_Left);
        QCOMPARE(graph->current(), model.index(0, 0));
        const double zoom = graph->zoom();
        QTest::keyClick(graph, Qt::Key_Plus);
        QVERIFY(graph->zoom() > zoom);
        QTest::keyClick(graph, Qt::Key_0);
        QCOMPARE(graph->zoom(), zoom);
    }

    void scansHaveTheWarningsColour()
    {
        plan::PlanModel model;
        theme::Theme theme(theme::Mode::Light);
        plan::PlanView view(&model, &theme, [](const message::Message &) {});
        view.resize(900, 300);
        view.showGraph(true);
        view.show();
        const auto has = [&](const QColor &colour) {
            const QImage image = view.graph()->grab().toImage();
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y) == colour) {
                        return true;
                    }
                }
            }
            return false;
        };
        model.show(load("SELECT * FROM customers WHERE id = 1"));
        QVERIFY(!has(theme::lightTokens().warning));
        model.show(load("SELECT * FROM orders WHERE customer_id = 1"));
        QVERIFY(has(theme::lightTokens().warning));
        theme.setMode(theme::Mode::Dark);
        QVERIFY(has(theme::darkTokens().warning));
        QVERIFY(!has(theme::lightTokens().warning));
    }

    void picturesAreSaved()
    {
        plan::PlanModel model;
        theme::Theme theme(theme::Mode::Light);
        plan::PlanView view(&model, &theme, [](const message::Message &) {});
        model.show(load("SELECT * FROM orders o JOIN customers c ON c.id = o.customer_id"));
        const QString png = QString::fromStdString(m_folder.file("plan.png"));
        QVERIFY(view.save(png));
        QVERIFY(QImage(png).width() > 400);
        const QString svg = QString::fromStdString(m_folder.file("plan.svg"));
        QVERIFY(view.save(svg));
        QFile file(svg);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("PRIMARY KEY"));
        QVERIFY(!view.save(QString::fromStdString(m_folder.file("missing/plan.png"))));
    }

private:
    session::Plan load(const char *sql)
    {
        session::Lease lease = m_database->lease();
        return session::loadPlan(lease, sql);
    }
    session::StatementResult run(const char *sql)
    {
        struct Drop final : session::ResultSink
        {
            void begin(const session::StatementResult &) override {}
            void rows(session::RowBatch &&) override {}
            void end(const session::StatementResult &) override {}
        } sink;
        session::Lease lease = m_database->lease();
        return session::execute(lease, sql, {}, sink, {}).front();
    }

    test::TempFolder m_folder;
    std::shared_ptr<session::Database> m_database;
};

} // namespace

QTEST_MAIN(PlanTest)
#include "tst_plan.moc"
