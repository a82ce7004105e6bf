// The worksheet's models: results that stream, filter and sort; messages; parameters; transactions.
#include "engine/timeline/recorder.h"
#include "models/rows/cell_roles.h"
#include "models/worksheet/drafts.h"
#include "models/worksheet/library.h"
#include "models/worksheet/parameters.h"
#include "models/worksheet/pending_model.h"
#include "models/worksheet/worksheet.h"
#include "tests/support/error_code.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <filesystem>

using namespace strandline;
using namespace strandline::worksheet;
using State = ResultModel::State;
using test::PlainDatabase;

namespace {

const char *const endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n";

session::RowBatch batch(const session::Columns &columns, std::uint64_t first,
                        std::vector<sqlite::Value> cells)
{
    return {columns, first, std::move(cells)};
}

QStringList column(const QAbstractItemModel &model, int c = 0)
{
    QStringList out;
    for (int row = 0; row < model.rowCount(); ++row) {
        out << model.index(row, c).data().toString();
    }
    return out;
}

} // namespace

class WorksheetModelsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::TempFolder> m_folder;
    std::string m_path;
    std::unique_ptr<task::TaskList> m_tasks;
    std::unique_ptr<session::DatabaseSession> m_session;

    static Worksheet::Request request(const std::string &sql, session::Parameters parameters = {})
    {
        return {sql, 0, sql.size(), std::move(parameters)};
    }
    static void runToEnd(Worksheet &worksheet, const std::string &sql)
    {
        QSignalSpy ended(&worksheet, &Worksheet::ended);
        worksheet.run(request(sql));
        QTRY_COMPARE(ended.count(), 1);
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<test::TempFolder>();
        m_path = m_folder->file("a.db");
        PlainDatabase(m_path).execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a INTEGER PRIMARY KEY, b);"
                                      "INSERT INTO t VALUES(1, 'one'), (2, 'two')");
        m_tasks = std::make_unique<task::TaskList>();
        m_session = std::make_unique<session::DatabaseSession>(m_tasks.get());
        m_session->open(QString::fromStdString(m_path));
        QTRY_VERIFY(m_session->database());
    }
    void cleanup()
    {
        m_session.reset();
        m_tasks.reset();
    }

    // ALTER SESSION: to what the whole window looks at.
    void theSessionsMomentIsMovedByAStatement()
    {
        {
            timeline::RecorderOptions options;
            options.location.database = m_path;
            timeline::Recorder recorder(options, {});
            PlainDatabase(m_path).execute("DELETE FROM t");
            recorder.poll();
        }
        m_session->open(QString::fromStdString(m_path));
        QTRY_COMPARE(m_session->commits()->rowCount(), 2);
        Worksheet worksheet(m_session.get());
        runToEnd(worksheet, "ALTER SESSION SET AS OF SCN 1; SELECT a FROM t");
        QCOMPARE(worksheet.results().size(), 2);
        QCOMPARE(worksheet.results()[1]->rowCount(), 2);
        QCOMPARE(worksheet.results()[1]->source().point, std::optional(core::Scn{1}));
        QVERIFY(m_session->point());
        QCOMPARE(m_session->point()->scn, core::Scn{1});
        runToEnd(worksheet, "SELECT a FROM t"); // the next script is there too
        QCOMPARE(worksheet.results()[0]->rowCount(), 2);
        runToEnd(worksheet, "ALTER SESSION SET AS OF CURRENT; SELECT a FROM t");
        QVERIFY(!m_session->point());
        QCOMPARE(worksheet.results()[1]->rowCount(), 0);
    }

    void resultsAreOrderedAsSqliteOrdersThem()
    {
        ResultModel model(m_tasks.get(), {});
        QAbstractItemModelTester tester(&model);
        const auto columns = std::make_shared<const std::vector<session::Column>>(
            std::vector<session::Column>{{"v", ""}, {"n", "INT"}});
        using sqlite::Value;
        model.begin(columns);
        model.append(
            batch(columns, 0, {Value("b"), Value(std::int64_t{1}), Value(2.5), Value(std::int64_t{2})}));
        model.append(batch(columns, 2,
                           {Value(core::Bytes{1}), Value(std::int64_t{3}), Value(sqlite::Null{}),
                            Value(std::int64_t{4}), Value(std::int64_t{10}), Value(std::int64_t{5})}));
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.index(1, 0).data(rows::CellKindRole).toInt(), static_cast<int>(rows::CellKind::Real));
        model.sort(0, Qt::AscendingOrder); // not all of it is here
        QCOMPARE(column(model, 1), QStringList({"1", "2", "3", "4", "5"}));
        model.end(State::Complete, 0, true);
        model.sort(0, Qt::AscendingOrder);
        QTRY_COMPARE(column(model, 1), QStringList({"4", "2", "5", "1", "3"}));
        model.sort(0, Qt::DescendingOrder);
        QTRY_COMPARE(column(model, 1), QStringList({"3", "1", "5", "2", "4"}));
        model.setFilter("2");
        QTRY_COMPARE(column(model, 1), QStringList({"2"}));
        model.setFilter("B");
        QTRY_COMPARE(column(model, 1), QStringList({"1"}));
        model.setFilter({});
        QTRY_COMPARE(model.rowCount(), 5);
    }

    void aValueIsReadInPartsAndOutlivesItsResult()
    {
        ResultModel model(m_tasks.get(), {});
        const auto columns =
            std::make_shared<const std::vector<session::Column>>(std::vector<session::Column>{{"v", ""}});
        model.begin(columns);
        model.append(batch(columns, 0, {sqlite::Value("first")}));
        model.append(batch(columns, 1, {sqlite::Value("a longer one"), sqlite::Value(std::int64_t{7})}));
        model.end(State::Complete, 0, true);
        model.sort(0, Qt::AscendingOrder); // 7, "a longer one", "first"
        QTRY_COMPARE(model.index(0, 0).data().toString(), QString("7"));
        QVERIFY(model.part(model.index(1, 0), {2, 6}) ==
                (session::CellValue{std::string("longer"), 12, true}));
        const auto reader = model.reader(model.index(1, 0));
        model.begin(columns);
        QVERIFY(reader({}, {}) == (session::CellValue{std::string("a longer one"), 12, false}));
        QVERIFY(!model.reader({}));
    }

    void aScriptGivesAResultAStatement()
    {
        Worksheet worksheet(m_session.get());
        QAbstractItemModelTester tester(worksheet.messages());
        QSignalSpy records(&worksheet, &Worksheet::statementEnded);
        runToEnd(worksheet, "SELECT * FROM t; UPDATE t SET b = 'x'; SELECT 'ü', 2; CREATE TABLE u(x)");
        QCOMPARE(worksheet.results().size(), 2U);
        QCOMPARE(column(*worksheet.results()[0], 1), QStringList({"one", "two"}));
        QCOMPARE(column(*worksheet.results()[1]), QStringList({"ü"}));
        QCOMPARE(worksheet.messages()->rowCount(), 4);
        QCOMPARE(column(*worksheet.messages(), MessagesModel::StatementColumn)[2], QString("SELECT 'ü', 2"));
        QVERIFY(column(*worksheet.messages(), MessagesModel::OutcomeColumn)[1].startsWith("2 "));
        QCOMPARE(records.count(), 4);
        QCOMPARE(records[1][0].value<RunRecord>().changes, 2);
        QCOMPARE(records[3][0].value<RunRecord>().sql, QString("CREATE TABLE u(x)"));
        QVERIFY(!worksheet.error());
    }

    void anErrorHasItsPlaceInTheWholeText()
    {
        Worksheet worksheet(m_session.get());
        const std::string script = "SELECT 'ü'; SELECT nothing FROM t; SELECT 3";
        worksheet.run(
            {script, script.find("SELECT nothing"), script.size(), {}}); // the second and third alone
        QTRY_VERIFY(worksheet.error());
        QCOMPARE(worksheet.error()->sqlOffset(), static_cast<int>(script.find("nothing")));
        QCOMPARE(worksheet.messages()->rowCount(), 1);
        const QModelIndex line = worksheet.messages()->index(0, 0);
        QCOMPARE(line.data(MessagesModel::StateRole).toInt(), static_cast<int>(MessagesModel::State::Failed));
        QCOMPARE(line.data(MessagesModel::OffsetRole).toInt(), static_cast<int>(script.find("nothing")));
    }

    void explainingRunsNothingAndMeasuringRunsOneStatement()
    {
        using Run = plan::PlanModel::Run;
        Worksheet worksheet(m_session.get());
        QAbstractItemModelTester tester(worksheet.plan());
        QSignalSpy ended(&worksheet, &Worksheet::ended);
        worksheet.explain(request("DELETE FROM t; SELECT 1"), false);
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(!worksheet.error());
        QCOMPARE(worksheet.plan()->plan().statement, std::string("DELETE FROM t"));
        QVERIFY(worksheet.plan()->measured().contains("as it may change something"));
        QCOMPARE(worksheet.messages()->rowCount(), 0);
        QCOMPARE(test::PlainDatabase(m_path).integer("SELECT count(*) FROM t"), std::int64_t{2});

        worksheet.explain(request("EXPLAIN QUERY PLAN SELECT * FROM t ORDER BY b; DELETE FROM t"), true);
        QTRY_COMPARE(ended.count(), 2);
        QCOMPARE(worksheet.plan()->run(), Run::Measured);
        QVERIFY2(worksheet.plan()->measured().contains("1 sorts"), qPrintable(worksheet.plan()->measured()));
        QCOMPARE(worksheet.results().size(), 1U); // of the statement itself
        QCOMPARE(column(*worksheet.results()[0], 1), QStringList({"one", "two"}));
        QCOMPARE(test::PlainDatabase(m_path).integer("SELECT count(*) FROM t"), std::int64_t{2});

        worksheet.explain(request(std::string("SELECT count(*) FROM (") + endless + ")"), true);
        QTRY_COMPARE(worksheet.plan()->run(), Run::Running);
        worksheet.cancel();
        QTRY_COMPARE(ended.count(), 3);
        QCOMPARE(worksheet.plan()->run(), Run::Broken);

        const std::string wrong = "SELECT 'ü'; SELECT nothing FROM t";
        worksheet.explain({wrong, wrong.find("SELECT nothing"), wrong.size(), {}}, true);
        QTRY_COMPARE(ended.count(), 4);
        QCOMPARE(worksheet.error()->sqlOffset(), static_cast<int>(wrong.find("nothing")));
    }

    void aPlanKnowsWhatIsNotCommitted()
    {
        Worksheet worksheet(m_session.get());
        runToEnd(worksheet, "BEGIN; CREATE INDEX mine ON t(b)");
        QSignalSpy ended(&worksheet, &Worksheet::ended);
        worksheet.explain(request("SELECT * FROM t WHERE b = 'x'"), false);
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(worksheet.plan()->plan().steps.front().index, std::string("mine"));
        QVERIFY(worksheet.transaction().open);
    }

    void rowsStreamAndACancelIsQuick()
    {
        Worksheet worksheet(m_session.get());
        worksheet.setLimits({UINT64_MAX, std::size_t{1} << 30U});
        QSignalSpy ended(&worksheet, &Worksheet::ended);
        RunRecord record;
        connect(&worksheet, &Worksheet::statementEnded, [&](const RunRecord &done) { record = done; });
        worksheet.run(request(endless));
        QTRY_VERIFY(!worksheet.results().empty() && worksheet.results()[0]->rowsRead() > 1000);
        QVERIFY(worksheet.running()); // rows are here before the end
        QElapsedTimer timer;
        timer.start();
        worksheet.cancel();
        QTRY_COMPARE(ended.count(), 1);
        qInfo("cancelled after %lld ms", timer.elapsed());
        QCOMPARE(worksheet.error()->code(), core::ErrorCode::Cancelled);
        QVERIFY(record.cancelled);
        QCOMPARE(record.error, QString());
        QCOMPARE(worksheet.results()[0]->state(), State::Broken);
        QCOMPARE(worksheet.results()[0]->index(999, 0).data().toInt(), 1000);
    }

    void limitsSpareTheMemoryUntilAllIsWanted()
    {
        Worksheet worksheet(m_session.get());
        worksheet.setLimits({100, 1000000});
        runToEnd(worksheet, "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < :max) "
                            "SELECT x FROM n"); // NULL: one row
        QCOMPARE(worksheet.results()[0]->state(), State::Complete);
        QSignalSpy ended(&worksheet, &Worksheet::ended);
        session::Parameters parameters;
        parameters.named.emplace_back(":max", std::int64_t{3000});
        worksheet.run(
            request("WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < :max) "
                    "SELECT x FROM n",
                    parameters));
        QTRY_COMPARE(ended.count(), 1);
        ResultModel *result = worksheet.results()[0];
        QCOMPARE(result->state(), State::Truncated);
        QCOMPARE(result->rowCount(), 100);
        worksheet.fetchAll(result);
        QTRY_COMPARE(ended.count(), 2);
        QCOMPARE(result->state(), State::Complete);
        QCOMPARE(result->rowCount(), 3000);
        QCOMPARE(worksheet.results().size(), 1U);
    }

    void pinnedResultsStay()
    {
        Worksheet worksheet(m_session.get());
        runToEnd(worksheet, "SELECT 1; SELECT 2");
        worksheet.setPinned(worksheet.results()[1], true);
        runToEnd(worksheet, "SELECT 3");
        QCOMPARE(worksheet.results().size(), 2U);
        QCOMPARE(column(*worksheet.results()[0]), QStringList({"2"}));
        QCOMPARE(column(*worksheet.results()[1]), QStringList({"3"}));
    }

    void aTransactionIsTheWorksheetsOwn()
    {
        Worksheet worksheet(m_session.get());
        PendingModel pending;
        QAbstractItemModelTester tester(&pending);
        worksheet.setMode(session::CommitMode::Manual);
        runToEnd(worksheet, "DELETE FROM t WHERE a = 1");
        pending.set(worksheet.transaction().pending);
        QVERIFY(worksheet.transaction().open);
        QCOMPARE(pending.index(0, 1).data().toString(), QString("1"));
        QCOMPARE(PlainDatabase(m_path).integer("SELECT count(*) FROM t"), 2);
        worksheet.commit();
        QTRY_VERIFY(!worksheet.transaction().open);
        QCOMPARE(PlainDatabase(m_path).integer("SELECT count(*) FROM t"), 1);
    }

    void destructionDuringWorkLeavesNothing()
    {
        auto worksheet = std::make_unique<Worksheet>(m_session.get());
        worksheet->setMode(session::CommitMode::Manual);
        runToEnd(*worksheet, "DELETE FROM t");
        worksheet->run(request(endless));
        QTRY_VERIFY(!worksheet->results().empty());
        worksheet.reset();
        QTRY_COMPARE(m_tasks->unfinished(), 0);
        QCOMPARE(PlainDatabase(m_path).tryExecute("BEGIN IMMEDIATE; ROLLBACK"), 0);
        QCOMPARE(PlainDatabase(m_path).integer("SELECT count(*) FROM t"), 2);
    }

    void parametersAreFoundAndNumberedAsSqliteDoes()
    {
        QCOMPARE(parametersOf("SELECT :a, ?, @b, $c, ':no', :a -- ?\n; SELECT ?, ?12, ?"),
                 QStringList({":a", "?2", "@b", "$c", "?1", "?12", "?13"}));
        QCOMPARE(parametersOf("SELECT 1"), QStringList());
    }

    void historyIsBoundedAndSearchedByWords()
    {
        const QueryStore store(m_folder->file("data"));
        std::vector<RunRecord> records(QueryStore::historyLimit);
        for (std::size_t i = 0; i < records.size(); ++i) {
            records[i].sql = QString("SELECT %1").arg(i);
            records[i].database = "shop.db";
        }
        store.add(records);
        RunRecord failed;
        failed.sql = "SELECT 100%_x";
        failed.error = "no such thing";
        store.add({failed});
        QCOMPARE(store.history({}, 100000).size(), std::size_t{QueryStore::historyLimit});
        QCOMPARE(store.history({}, 3)[0].error, QString("no such thing"));
        QCOMPARE(store.history("THING 100%_x", 10).size(), 1U); // no pattern, whatever the case
        QCOMPARE(store.history("select 9999 shop", 10).size(), 1U);
        QCOMPARE(store.history("SELECT 0 zebra", 10).size(), 0U);
        store.clearHistory();
        QCOMPARE(store.history({}, 10).size(), 0U);
    }

    void aHistoryOfTheFirstVersionIsKept()
    {
        const std::string folder = m_folder->file("data");
        std::filesystem::create_directories(folder);
        test::PlainDatabase(folder + "/history.db")
            .execute(
                "CREATE TABLE history(id INTEGER PRIMARY KEY AUTOINCREMENT, sql TEXT NOT NULL, database "
                "TEXT NOT NULL, at INTEGER NOT NULL, seconds REAL NOT NULL, row_count INTEGER NOT NULL, "
                "changes INTEGER NOT NULL, error TEXT NOT NULL);"
                "CREATE TABLE saved(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, folder TEXT "
                "NOT NULL, database TEXT NOT NULL, sql TEXT NOT NULL, UNIQUE(folder, name, database));"
                "INSERT INTO history VALUES(1, 'SELECT 1', 'a.db', 1, 0, 1, 0, '');"
                "PRAGMA user_version = 1");
        const QueryStore store(folder);
        RunRecord stopped;
        stopped.sql = "SELECT 2";
        stopped.cancelled = true;
        store.add({stopped});
        const auto records = store.history({}, 10);
        QCOMPARE(records.size(), 2U);
        QCOMPARE(records[0].sql, QString("SELECT 2"));
        QVERIFY(records[0].cancelled);
        QCOMPARE(records[1].sql, QString("SELECT 1"));
        QVERIFY(!records[1].cancelled);
    }

    void aCancelledStatementIsNoErrorInTheHistory()
    {
        Library library(m_tasks.get(), m_folder->file("data"));
        RunRecord record;
        record.sql = "SELECT 1";
        record.seconds = 1.5;
        record.cancelled = true;
        library.record(record);
        library.flush();
        QTRY_COMPARE(library.history()->rowCount(), 1);
        const QModelIndex line = library.history()->index(0);
        QVERIFY(!line.data(LibraryModel::FailedRole).toBool());
        const QString detail = line.data(LibraryModel::DetailRole).toString();
        QVERIFY2(detail.contains("Cancelled · 1.5"), qPrintable(detail));
    }

    void savedQueriesHaveNamesOfTheirOwn()
    {
        const QueryStore store(m_folder->file("data"));
        const qlonglong id = store.save({0, "a", "f", "", "SELECT 1"});
        QCOMPARE(test::errorCodeOf([&] { store.save({0, "a", "f", "", "SELECT 2"}); }), "EXISTS");
        store.save({0, "a", "", "/x.db", "SELECT 3"});
        QCOMPARE(store.saved({}, "/x.db").size(), 2U);
        QCOMPARE(store.saved({}, "/y.db").size(), 1U); // the other one is x.db's
        QCOMPARE(store.save({id, "b", "", "", "SELECT 4"}), id);
        QCOMPARE(store.saved("b 4", {})[0].sql, QString("SELECT 4"));
        store.remove(id);
        QVERIFY(store.saved({}, {}).empty());
    }

    void libraryListsWhatWasRun()
    {
        Library library(m_tasks.get(), m_folder->file("data"));
        QAbstractItemModelTester tester(library.history());
        RunRecord record;
        record.sql = "SELECT\n 1";
        record.rows = 1;
        library.record(record);
        library.flush();
        QTRY_COMPARE(library.history()->rowCount(), 1);
        QCOMPARE(library.history()->index(0).data().toString(), QString("SELECT 1"));
    }

    void draftsBelongToOneAndOldStatesNeverFollowYoungerOnes()
    {
        const auto store = std::make_shared<const DraftStore>(m_folder->file("drafts"));
        Draft draft;
        draft.id = "one";
        draft.database = "a.db";
        draft.text = "SELECT 'ü'";
        DraftFile file(store, "one");
        file.write(draft, 2);
        Draft older = draft;
        older.text = "SELECT";
        file.write(older, 1);
        QVERIFY(store->read("one") == draft);
        QVERIFY(!store->lock("one")); // it is held
        QVERIFY(store->abandoned("a.db").empty());
        draft.closed = true;
        file.finish(draft);
        QVERIFY(store->abandoned("a.db").empty()); // it was closed
        draft.closed = false;
        store->write(draft); // as after a kill: nobody holds it
        QCOMPARE(store->abandoned("a.db").size(), 1U);
        QVERIFY(store->abandoned("b.db").empty());
        store->remove("one");
        QVERIFY(!store->read("one"));
    }

    void parameterValuesHaveTypes()
    {
        const auto value = [](const char *text, ParameterType type) { return valueOf({text, type}); };
        using T = ParameterType;
        QVERIFY(value("42", T::Automatic) == sqlite::Value(std::int64_t{42}));
        QVERIFY(value("4.5", T::Automatic) == sqlite::Value(4.5));
        QVERIFY(value("nan", T::Automatic) == sqlite::Value("nan"));
        QVERIFY(value("", T::Automatic) == sqlite::Value(""));
        QVERIFY(value("42", T::Text) == sqlite::Value("42"));
        QVERIFY(value("00 ff", T::Blob) == sqlite::Value(core::Bytes{0, 255}));
        QVERIFY(value("anything", T::Null) == sqlite::Value(sqlite::Null{}));
        QVERIFY(!value("x", T::Integer) && !value("4.5", T::Integer) && !value("0f0", T::Blob) &&
                !value("one", T::Real));
    }
};

QTEST_GUILESS_MAIN(WorksheetModelsTest)
#include "tst_worksheet_models.moc"
