// Restore points and the flashback of the whole database as the window has them: lists, jobs, failures.
#include "engine/timeline/recorder.h"
#include "models/flashback/database_flashback.h"
#include "models/flashback/restore_points_model.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace strandline;
using flashback::DatabaseFlashback;
using flashback::DatabasePlanModel;
using flashback::RestorePointList;
using flashback::RestorePointsModel;

namespace {

class RestorePointsModelsTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<test::TempFolder>();
        const std::string file = m_folder->file("shop.db");
        test::PlainDatabase writer(file);
        writer.execute("PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
                       "INSERT INTO orders VALUES (1, 10), (2, 20), (3, 30)");
        timeline::RecorderOptions options;
        options.location.database = file;
        timeline::Recorder recorder(options, {});
        writer.execute("UPDATE orders SET price = 0"); // 2
        recorder.poll();
        writer.execute("DELETE FROM orders WHERE id = 3"); // 3
        recorder.poll();
        recorder.close();
        m_session = std::make_unique<session::DatabaseSession>(&m_tasks);
        m_session->open(QString::fromStdString(file));
        QTRY_COMPARE(m_session->commits()->rowCount(), 3);
    }

    void cleanup() { m_session.reset(); }

    void pointsAreMadeGuaranteedAndDropped()
    {
        RestorePointList list(m_session.get());
        RestorePointsModel model(m_session.get(), &list);
        QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 0);
        const QSignalSpy made(&model, &RestorePointsModel::made);
        model.make("now", {}, false);
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(made.count(), 1);
        QCOMPARE(cell(model, 0, RestorePointsModel::ScnColumn), "3");
        QCOMPARE(cell(model, 0, RestorePointsModel::GuaranteeColumn), "–");
        model.make("before the delete", core::Scn{2}, true);
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(cell(model, 0, RestorePointsModel::NameColumn), "before the delete");
        QVERIFY(cell(model, 0, RestorePointsModel::GuaranteeColumn).contains(" of 1.0 GiB"));
        model.setGuaranteed(0, false);
        QTRY_COMPARE(cell(model, 0, RestorePointsModel::GuaranteeColumn), "–");
        QCOMPARE(model.rowOf("NOW"), 1);
        const QSignalSpy dropped(&model, &RestorePointsModel::dropped);
        model.drop(1);
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(dropped.count(), 1);
        QCOMPARE(model.rowOf("now"), -1);
    }

    void aNameThatIsTakenIsTold()
    {
        RestorePointList list(m_session.get());
        RestorePointsModel model(m_session.get(), &list);
        std::vector<core::ErrorCode> failed;
        connect(&model, &RestorePointsModel::failed, this,
                [&](const core::Error &error) { failed.push_back(error.code()); });
        model.make("p", {}, false);
        QTRY_COMPARE(model.rowCount(), 1);
        model.make("P", {}, false);
        QTRY_COMPARE(failed, std::vector<core::ErrorCode>{core::ErrorCode::Exists});
        QCOMPARE(model.rowCount(), 1);
    }

    void thePlanTellsTheTables()
    {
        DatabaseFlashback flashback(m_session.get());
        QAbstractItemModelTester tester(flashback.tables());
        flashback.look({1});
        QVERIFY(!flashback.plan());
        QTRY_VERIFY(flashback.plan());
        QCOMPARE(flashback.plan()->commitsUndone, std::uint64_t{2});
        const DatabasePlanModel &tables = *flashback.tables();
        QCOMPARE(tables.rowCount(), 1);
        QCOMPARE(cell(tables, 0, DatabasePlanModel::EffectColumn), "is undone");
        QCOMPARE(cell(tables, 0, DatabasePlanModel::TableColumn), "orders");
        QCOMPARE(cell(tables, 0, DatabasePlanModel::UpdatesColumn), "3");
        QCOMPARE(cell(tables, 0, DatabasePlanModel::DeletesColumn), "1");
        flashback.look({99});
        QTRY_VERIFY(flashback.error());
        QCOMPARE(flashback.error()->code(), core::ErrorCode::ScnInFuture);
        QCOMPARE(tables.rowCount(), 0);
    }

    void goesBackAndForth()
    {
        DatabaseFlashback flashback(m_session.get());
        const QSignalSpy done(&flashback, &DatabaseFlashback::done);
        std::vector<core::ErrorCode> failed;
        connect(&flashback, &DatabaseFlashback::failed, this,
                [&](const core::Error &error) { failed.push_back(error.code()); });
        m_session->lookAt(*m_session->commits()->find({1}));
        flashback.run({1}, "before");
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(!m_session->point()); // it is the present now
        QCOMPARE(prices(), std::string("10,20,30"));
        RestorePointList points(m_session.get());
        QTRY_COMPARE(points.points().size(), std::size_t{1});
        QCOMPARE(points.points()[0].scn.value, std::uint64_t{3});
        flashback.run(flashback.report()->before, {});
        QTRY_COMPARE(done.count(), 2);
        QCOMPARE(prices(), std::string("0,0"));
        flashback.run({1}, "before"); // the name is taken: nothing is done
        QTRY_COMPARE(failed, std::vector<core::ErrorCode>{core::ErrorCode::Exists});
        QCOMPARE(prices(), std::string("0,0"));
    }

private:
    static QString cell(const QAbstractItemModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }
    std::string prices() const
    {
        return test::PlainDatabase(m_folder->file("shop.db")).text("SELECT group_concat(price) FROM orders");
    }

    task::TaskList m_tasks;
    std::unique_ptr<test::TempFolder> m_folder;
    std::unique_ptr<session::DatabaseSession> m_session;
};

} // namespace

QTEST_GUILESS_MAIN(RestorePointsModelsTest)
#include "tst_restore_points_models.moc"
