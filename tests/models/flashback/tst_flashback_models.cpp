// The models of the Flashback page over a recorded database: commits with what they touched, filters, the
// rows that one commit changed, its schema changes.
#include "engine/session/change_search.h"
#include "engine/timeline/recorder.h"
#include "models/flashback/commit_changes.h"
#include "models/flashback/dry_run_model.h"
#include "models/flashback/recycle_bin_model.h"
#include "models/flashback/restore_point_list.h"
#include "models/flashback/row_history_model.h"
#include "models/flashback/schema_changes_model.h"
#include "models/flashback/table_flashback.h"
#include "models/flashback/transactions_model.h"
#include "models/flashback/undo_work.h"
#include "models/rows/cell_roles.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace strandline;
using flashback::CommitChanges;
using flashback::TransactionsModel;
using rows::RowMark;

namespace {

class FlashbackModelsTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<test::TempFolder>();
        m_file = m_folder->file("shop.db");
        m_writer = std::make_unique<test::PlainDatabase>(m_file);
        m_writer->execute("PRAGMA journal_mode=WAL;"
                          "CREATE TABLE orders(id INTEGER PRIMARY KEY, customer TEXT, price REAL);"
                          "CREATE TABLE notes(text TEXT);"
                          "INSERT INTO orders VALUES (1, 'Ada', 10.5), (2, 'Grace', 20), (3, 'Linus', 30)");
        timeline::RecorderOptions options;
        options.location.database = m_file;
        m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
        commit("UPDATE orders SET price = price * 100, customer = customer WHERE id < 3"); // 2
        commit("INSERT INTO notes VALUES ('Ada called')");                                 // 3
        commit("DELETE FROM orders WHERE id = 3; ");                                       // 4
        commit("ALTER TABLE orders ADD COLUMN status TEXT DEFAULT 'new'");                 // 5
        commit("BEGIN; INSERT INTO orders VALUES (4, 'Edsger', 7, 'paid');"
               "UPDATE orders SET status = 'sent' WHERE id = 1; DELETE FROM notes; COMMIT"); // 6
        m_session = std::make_unique<session::DatabaseSession>(&m_tasks);
        m_session->open(QString::fromStdString(m_file));
        QTRY_COMPARE(m_session->commits()->rowCount(), 6);
    }

    void cleanup()
    {
        m_session.reset();
        m_recorder.reset();
        m_writer.reset();
    }

    void aTableIsPutBackAfterItsDryRun()
    {
        flashback::TableFlashback back(m_session.get());
        QSignalSpy planned(&back, &flashback::TableFlashback::planned);
        QSignalSpy done(&back, &flashback::TableFlashback::done);
        flashback::DryRunModel lines;
        const QAbstractItemModelTester tester(&lines);
        connect(&back, &flashback::TableFlashback::planned, &lines,
                [&](const flashback::TablePlan &plan) { lines.show(plan); });
        back.plan({"notes", core::Scn{3}, {}, false});
        QTRY_COMPARE(planned.count(), 1);
        QCOMPARE(lines.rowCount(), 1);
        QCOMPARE(lines.index(0, 0).data().toString(), "+ rows of notes come back");
        QCOMPARE(lines.index(0, 1).data().toString(), "1");
        QCOMPARE(lines.index(0, 0).data(rows::RowMarkRole).toInt(), static_cast<int>(RowMark::Inserted));
        QCOMPARE(m_writer->integer("SELECT count(*) FROM notes"), 0);
        back.run();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(m_writer->text("SELECT text FROM notes"), std::string("Ada called"));
        lines.clear();
        QCOMPARE(lines.rowCount(), 0);
        QSignalSpy failed(&back, &flashback::TableFlashback::failed);
        back.plan({"nope", core::Scn{3}, {}, false});
        QTRY_COMPARE(failed.count(), 1);
    }

    void theRecycleBinIsAList()
    {
        flashback::RecycleBinModel bin(m_session.get());
        const QAbstractItemModelTester tester(&bin);
        QSignalSpy loaded(&bin, &flashback::RecycleBinModel::loadedChanged);
        bin.load();
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(bin.rowCount(), 0);
        commit("CREATE INDEX orders_c ON orders(customer)"); // 7
        commit("DROP TABLE orders");                         // 8
        bin.load();
        QTRY_COMPARE(bin.rowCount(), 1);
        QCOMPARE(bin.index(0, flashback::RecycleBinModel::NameColumn).data().toString(), "orders");
        QCOMPARE(bin.index(0, flashback::RecycleBinModel::ScnColumn).data().toString(), "8");
        QCOMPARE(bin.index(0, flashback::RecycleBinModel::RowsColumn).data().toString(), "3");
        QCOMPARE(bin.index(0, flashback::RecycleBinModel::HeldColumn).data().toString(), "1 index(es)");
        QCOMPARE(bin.rowOf(core::Scn{8}, "orders"), 0);
        QSignalSpy planned(&bin, &flashback::RecycleBinModel::planned);
        bin.plan({"orders", core::Scn{8}, "again"});
        QTRY_COMPARE(planned.count(), 1);
        flashback::DryRunModel lines;
        lines.show(planned[0][0].value<flashback::UndropPlan>());
        QCOMPARE(lines.rowCount(), 2);
        QCOMPARE(lines.index(1, 0).data().toString(), "+ index orders_c");
        QSignalSpy purged(&bin, &flashback::RecycleBinModel::purged);
        bin.purge("orders");
        QTRY_COMPARE(purged.count(), 1);
        QTRY_COMPARE(bin.rowCount(), 0);
    }

    void commitsTellWhatTheyTouched()
    {
        TransactionsModel model(m_session.get());
        QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 6);
        model.load();
        QTRY_VERIFY(!model.loading() && model.known({6}));
        QCOMPARE(cell(model, {2}, TransactionsModel::RowsColumn), "~ 2");
        QCOMPARE(cell(model, {2}, TransactionsModel::TablesColumn), "orders");
        QCOMPARE(cell(model, {5}, TransactionsModel::TablesColumn), "orders (schema)");
        QCOMPARE(cell(model, {6}, TransactionsModel::RowsColumn), "+ 1  ~ 1  − 1");
        QCOMPARE(cell(model, {6}, TransactionsModel::TablesColumn), "notes, orders");
        QVERIFY(!model.known({1})); // the history begins there
        QCOMPARE(model.tables(), (QStringList{"notes", "orders"}));
        QCOMPARE(model.definitionChanges(), std::vector<core::Scn>{core::Scn{5}});
        const auto touched = model.touchedBy({6});
        QCOMPARE(touched.size(), std::size_t{2});
        QCOMPARE(touched[0].table, "notes");
        QCOMPARE(touched[0].deletes, quint64{1});
        QCOMPARE(touched[1].rows(), quint64{2});
    }

    void theTableFilterFollowsWhatArrives()
    {
        TransactionsModel model(m_session.get());
        QAbstractItemModelTester tester(&model);
        model.setFilter({"notes", {}});
        QTRY_COMPARE(scns(model), (QList<quint64>{6, 3}));
        commit("INSERT INTO notes VALUES ('later')"); // 7
        commit("UPDATE orders SET price = 1");        // 8
        m_session->recording()->refresh();
        QTRY_COMPARE(m_session->commits()->rowCount(), 8);
        QTRY_COMPARE(scns(model), (QList<quint64>{7, 6, 3}));
        model.setFilter({});
        QCOMPARE(model.rowCount(), 8);
        QVERIFY(!model.matches());
    }

    void theTextFilterFindsOldAndNewValues()
    {
        TransactionsModel model(m_session.get());
        QAbstractItemModelTester tester(&model);
        model.setFilter({{}, "ADA"});
        QTRY_VERIFY(!model.searching() && model.rowCount() > 0);
        QCOMPARE(scns(model), (QList<quint64>{6, 3, 2}));
        model.setFilter({"orders", "ada"});
        QTRY_VERIFY(!model.searching() && model.rowCount() > 0);
        QCOMPARE(scns(model), (QList<quint64>{6, 2}));
        model.setFilter({{}, "10.5"}); // the price before
        QTRY_VERIFY(!model.searching() && model.rowCount() > 0);
        QCOMPARE(scns(model), (QList<quint64>{2}));
        model.setFilter({{}, "nobody"});
        QTRY_VERIFY(!model.searching());
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.matches() && model.matches()->empty());
    }

    void theTextFilterGoesOnWithNewCommits()
    {
        TransactionsModel model(m_session.get());
        model.setFilter({{}, "linus"});
        QTRY_COMPARE(scns(model), (QList<quint64>{4}));
        commit("INSERT INTO notes VALUES ('Linus is back')");
        m_session->recording()->refresh();
        QTRY_COMPARE(scns(model), (QList<quint64>{7, 4}));
    }

    void aSearchWithoutATextIsRefused()
    {
        const auto history = m_session->database()->history();
        QVERIFY_EXCEPTION_THROWN(session::searchChanges(history, {}, {}, {}, [](const auto &) {}, {}),
                                 core::Error);
    }

    void stepsGoThroughWhatTheFilterWants()
    {
        TransactionsModel model(m_session.get());
        const auto at = [this](std::uint64_t scn) { return *m_session->commits()->find({scn}); };
        using Step = TransactionsModel::Step;
        QCOMPARE(model.next(at(3), Step::Commit, true)->scn, core::Scn{4});
        QCOMPARE(model.next(at(3), Step::Commit, false)->scn, core::Scn{2});
        QVERIFY(model.next(at(6), Step::Commit, true) == nullptr);
        QVERIFY(model.next(at(1), Step::Commit, false) == nullptr);
        // All within an hour: a step of one leads to the outermost.
        QCOMPARE(model.next(at(2), Step::Hour, true)->scn, core::Scn{6});
        QCOMPARE(model.next(at(5), Step::Day, false)->scn, core::Scn{1});
        model.setFilter({"notes", {}});
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(model.next(at(1), Step::Commit, true)->scn, core::Scn{3});
        QCOMPARE(model.next(at(3), Step::Commit, true)->scn, core::Scn{6});
        QCOMPARE(model.next(at(5), Step::Commit, false)->scn, core::Scn{3});
        QVERIFY(model.next(at(3), Step::Commit, false) == nullptr);
    }

    void theRangeBoundsTheRows()
    {
        TransactionsModel model(m_session.get());
        QAbstractItemModelTester tester(&model);
        const auto time = m_session->commits()->find({3})->timeTo;
        m_session->commits()->setRange(timeline::TimeRange{time, time});
        QVERIFY(scns(model).contains(3));
        QVERIFY(!scns(model).contains(6));
        m_session->commits()->setRange({});
        QCOMPARE(model.rowCount(), 6);
    }

    void rowsAreShownOldAndNew()
    {
        CommitChanges model(m_session.get());
        QAbstractItemModelTester tester(&model);
        model.show({2}, "orders");
        QTRY_VERIFY(!model.reading() && model.rowCount() == 2);
        QCOMPARE(model.columnCount(), 3);
        QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), "price");
        const int first = model.index(0, 0).data().toString() == "1" ? 0 : 1;
        QCOMPARE(model.index(first, 2).data().toString(), "10.5 → 1050.0");
        QCOMPARE(model.index(first, 2).data(rows::CellChangedRole).toBool(), true);
        QCOMPARE(model.index(first, 1).data().toString(), "Ada");
        QCOMPARE(model.index(first, 1).data(rows::CellChangedRole).toBool(), false);
        QCOMPARE(model.index(first, 1).data(rows::RowMarkRole).toInt(), static_cast<int>(RowMark::Updated));
        QCOMPARE(model.leadingColumns(), (std::vector<int>{0, 2}));
        QCOMPARE(model.plainKeyOf(first), QVariant(qlonglong{1}));
        model.show({4}, "orders");
        QTRY_VERIFY(!model.reading() && model.rowCount() == 1);
        QCOMPARE(model.index(0, 1).data().toString(), "Linus");
        QCOMPARE(model.index(0, 1).data(rows::RowMarkRole).toInt(), static_cast<int>(RowMark::Deleted));
    }

    void aTableWithoutKeyShowsItsRowids()
    {
        CommitChanges model(m_session.get());
        model.show({3}, "notes");
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), "rowid");
        QCOMPARE(model.index(0, 1).data().toString(), "Ada called");
        QCOMPARE(model.headerData(0, Qt::Vertical, Qt::DisplayRole).toString(), "+ 1");
    }

    void ofManyRowsTheFirstAreShownAndAllCounted()
    {
        commit("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "
               "INSERT INTO notes SELECT 'note ' || i FROM n");
        m_session->recording()->refresh();
        QTRY_COMPARE(m_session->commits()->rowCount(), 7);
        CommitChanges model(m_session.get());
        QAbstractItemModelTester tester(&model);
        model.show({7}, "notes");
        QTRY_VERIFY(!model.reading());
        QCOMPARE(model.rowCount(), static_cast<int>(CommitChanges::rowsMax));
        QCOMPARE(model.total(), quint64{12000});
    }

    void aRowHasItsVersions()
    {
        flashback::RowHistoryModel model(m_session.get());
        QAbstractItemModelTester tester(&model);
        model.show("orders", qlonglong{1});
        QTRY_VERIFY(!model.reading() && model.rowCount() > 0);
        using Model = flashback::RowHistoryModel;
        QCOMPARE(model.rowCount(), 3); // SCN 6, SCN 2, and as the history begins
        QCOMPARE(model.scnAt(0), core::Scn{6});
        QCOMPARE(model.scnAt(1), core::Scn{2});
        QCOMPARE(model.index(1, Model::OperationColumn).data().toString(), "~ updated");
        QCOMPARE(model.index(2, Model::OperationColumn).data().toString(), "was there");
        const int price = Model::FirstValueColumn + 2;
        QCOMPARE(model.headerData(price, Qt::Horizontal, Qt::DisplayRole).toString(), "price");
        QCOMPARE(model.index(1, price).data().toString(), "1050.0");
        QCOMPARE(model.index(1, price).data(rows::CellChangedRole).toBool(), true);
        QCOMPARE(model.index(0, price).data(rows::CellChangedRole).toBool(), false);
        QCOMPARE(model.index(2, price).data().toString(), "10.5");
        QCOMPARE(model.index(2, price + 1).data().toString(), ""); // there was no status then
        QVERIFY(!model.restoreOf(0));
    }

    void anOlderVersionIsWrittenBackAndTheWritingTakenBack()
    {
        flashback::RowHistoryModel model(m_session.get());
        model.show("orders", qlonglong{1});
        QTRY_COMPARE(model.rowCount(), 3);
        const auto restore = model.restoreOf(2);
        QVERIFY(restore);
        QCOMPARE(restore->change.values.size(), std::size_t{1});
        QCOMPARE(restore->change.values[0].column, "price");
        QSignalSpy restored(&model, &flashback::RowHistoryModel::restored);
        model.restore(restore->change);
        QTRY_COMPARE(restored.count(), 1);
        QCOMPARE(m_writer->text("SELECT price || status FROM orders WHERE id = 1"), std::string("10.5sent"));
        model.restore(flashback::RowHistoryModel::inverse(restore->change));
        QTRY_COMPARE(restored.count(), 2);
        QCOMPARE(m_writer->text("SELECT price FROM orders WHERE id = 1"), std::string("1050.0"));
    }

    void whatSomebodyChangedMeanwhileIsNotOverwritten()
    {
        flashback::RowHistoryModel model(m_session.get());
        model.show("orders", qlonglong{1});
        QTRY_COMPARE(model.rowCount(), 3);
        const auto restore = model.restoreOf(2);
        m_writer->execute("UPDATE orders SET customer = 'Barbara' WHERE id = 1");
        QSignalSpy refused(&model, &flashback::RowHistoryModel::refused);
        model.restore(restore->change);
        QTRY_COMPARE(refused.count(), 1);
        QCOMPARE(m_writer->text("SELECT customer || price FROM orders WHERE id = 1"),
                 std::string("Barbara1050.0"));
    }

    void aDeletedRowComesBackUnderItsRowid()
    {
        flashback::RowHistoryModel model(m_session.get());
        model.show("notes", qlonglong{1});
        QTRY_COMPARE(model.rowCount(), 2); // inserted and deleted
        QVERIFY(model.unstableRowids());
        QVERIFY(!model.restoreOf(0));
        const auto restore = model.restoreOf(1);
        QVERIFY(restore);
        QSignalSpy restored(&model, &flashback::RowHistoryModel::restored);
        model.restore(restore->change);
        QTRY_COMPARE(restored.count(), 1);
        QCOMPARE(m_writer->text("SELECT text FROM notes WHERE rowid = 1"), std::string("Ada called"));
        model.restore(flashback::RowHistoryModel::inverse(restore->change));
        QTRY_COMPARE(restored.count(), 2);
        QCOMPARE(m_writer->integer("SELECT count(*) FROM notes"), 0);
    }

    void aRowOfATableWithoutRowidIsFoundByItsKey()
    {
        commit("CREATE TABLE stock(shop TEXT, item INTEGER, amount INTEGER, PRIMARY KEY(shop, item)) WITHOUT "
               "ROWID");
        commit("INSERT INTO stock VALUES ('Bonn', 7, 100), ('Bonn', 8, 5)");
        commit("UPDATE stock SET amount = 0");
        m_session->recording()->refresh();
        QTRY_COMPARE(m_session->commits()->rowCount(), 9);
        flashback::RowHistoryModel model(m_session.get());
        QAbstractItemModelTester tester(&model);
        model.show("stock", QVariantList{"Bonn", qlonglong{7}});
        QTRY_COMPARE(model.rowCount(), 2);
        const auto restore = model.restoreOf(1);
        QVERIFY(restore);
        QSignalSpy restored(&model, &flashback::RowHistoryModel::restored);
        model.restore(restore->change);
        QTRY_COMPARE(restored.count(), 1);
        QCOMPARE(m_writer->integer("SELECT sum(amount) FROM stock"), 100);
    }

    void aRowThatNeverWasIsAnEmptyHistory()
    {
        flashback::RowHistoryModel model(m_session.get());
        model.show("orders", qlonglong{99});
        QTRY_VERIFY(!model.reading());
        QCOMPARE(model.rowCount(), 0);
        model.show("nothing", qlonglong{1});
        QTRY_VERIFY(model.error().has_value());
    }

    void aTransactionIsPlannedAndUndone()
    {
        flashback::UndoWork work(m_session.get());
        flashback::UndoTablesModel tables;
        QAbstractItemModelTester tablesTester(&tables);
        flashback::UndoDependenciesModel dependencies;
        QAbstractItemModelTester dependenciesTester(&dependencies);
        std::optional<flashback::UndoPlan> plan;
        connect(&work, &flashback::UndoWork::planned, this, [&](const flashback::UndoPlan &p) {
            plan = p;
            tables.show(p.tables);
            dependencies.show(p.dependencies);
        });
        work.plan({2}, flashback::UndoMode::NoCascade);
        QTRY_VERIFY(plan);
        QVERIFY(plan->refused); // SCN 6 touched the first row too
        QVERIFY(dependencies.rowCount() > 0);
        QCOMPARE(dependencies.index(0, flashback::UndoDependenciesModel::TransactionColumn).data().toString(),
                 "SCN 6");
        plan.reset();
        work.plan({2}, flashback::UndoMode::NonConflictOnly);
        QTRY_VERIFY(plan);
        QVERIFY(!plan->refused);
        QCOMPARE(tables.rowCount(), 1);
        QCOMPARE(tables.index(0, flashback::UndoTablesModel::UpdatesColumn).data().toString(), "1");
        QCOMPARE(tables.index(0, flashback::UndoTablesModel::SkippedColumn).data().toString(), "1");
        QSignalSpy undone(&work, &flashback::UndoWork::undone);
        work.run({2}, flashback::UndoMode::NonConflictOnly);
        QTRY_COMPARE(undone.count(), 1);
        QCOMPARE(
            m_writer->text("SELECT group_concat(price, ' ') FROM (SELECT price FROM orders ORDER BY id)"),
            std::string("1050.0 20.0 7.0"));
    }

    void restorePointsAreListed()
    {
        flashback::RestorePointList list(m_session.get());
        QSignalSpy changed(&list, &flashback::RestorePointList::changed);
        flashback::NewRestorePoint wanted;
        wanted.name = "before the import";
        wanted.asOf = core::Scn{4};
        flashback::createRestorePoint(*m_session->database()->history(), wanted,
                                      m_session->database()->clock());
        list.refresh();
        QTRY_COMPARE(list.points().size(), std::size_t{1});
        QCOMPARE(list.points()[0].name, "before the import");
        QCOMPARE(list.points()[0].scn, core::Scn{4});
    }

    void schemaChangesHaveBothStatements()
    {
        CommitChanges changes(m_session.get());
        changes.show({5}, "orders");
        QTRY_COMPARE(changes.schema().size(), std::size_t{1});
        flashback::SchemaChangesModel model;
        QAbstractItemModelTester tester(&model);
        model.show(changes.schema());
        using Model = flashback::SchemaChangesModel;
        QCOMPARE(model.index(0, Model::WhatColumn).data().toString(), "~ changed");
        QCOMPARE(model.index(0, Model::NameColumn).data().toString(), "orders");
        QVERIFY(!model.index(0, Model::BeforeColumn).data().toString().contains("status"));
        QVERIFY(model.index(0, Model::AfterColumn).data().toString().contains("status"));
    }

private:
    void commit(const char *sql)
    {
        m_writer->execute(sql);
        m_recorder->poll();
    }
    static QString cell(const TransactionsModel &model, core::Scn scn, int column)
    {
        return model.index(model.rowOf(scn), column).data().toString();
    }
    static QList<quint64> scns(const TransactionsModel &model)
    {
        QList<quint64> out;
        for (int row = 0; row < model.rowCount(); ++row) {
            out << model.commitAt(row).scn.value;
        }
        return out;
    }

    task::TaskList m_tasks;
    std::unique_ptr<test::TempFolder> m_folder;
    std::string m_file;
    std::unique_ptr<test::PlainDatabase> m_writer;
    std::unique_ptr<timeline::Recorder> m_recorder;
    std::unique_ptr<session::DatabaseSession> m_session;
};

} // namespace

QTEST_MAIN(FlashbackModelsTest)
#include "tst_flashback_models.moc"
