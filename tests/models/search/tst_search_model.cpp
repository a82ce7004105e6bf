// What a search finds as a tree, while it grows.
#include "engine/sqlite/connection.h"
#include "models/search/search_model.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>
#include <QTest>

using namespace strandline;
using search::SearchModel;
using State = SearchModel::State;

class SearchModelTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    task::TaskList m_tasks;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::unique_ptr<SearchModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    void open(const std::string &sql)
    {
        const QString path = m_folder.filePath(QString(QTest::currentTestFunction()) + ".db");
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(path.toStdString(), options).execute(sql);
        m_session = std::make_unique<session::DatabaseSession>(&m_tasks);
        m_session->open(path);
        QTRY_VERIFY(m_session->database());
        m_model = std::make_unique<SearchModel>(m_session.get());
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void find(const char *text, std::uint64_t limit = 200)
    {
        session::SearchQuery query;
        query.text = text;
        query.matchesPerTable = limit;
        m_model->start(query);
        QTRY_VERIFY(m_model->state() != State::Searching);
    }
    QString cell(const QModelIndex &parent, int row, int column) const
    {
        return m_model->index(row, column, parent).data().toString();
    }

private slots:
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_session.reset();
    }

    void groupsByTableWithTheMatchMarked()
    {
        open("CREATE TABLE a(id INTEGER PRIMARY KEY, note); INSERT INTO a VALUES(5, 'one\nLamp two');"
             "CREATE TABLE lamp(k TEXT PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO lamp VALUES('it''s', "
             "'lamp');");
        find("lamp");
        QCOMPARE(m_model->state(), State::Done);
        QCOMPARE(m_model->rowCount(), 2);
        const QModelIndex lamp = m_model->index(0, 0); // its name came first
        QCOMPARE(cell({}, 0, SearchModel::PlaceColumn), QString("lamp"));
        QCOMPARE(cell({}, 0, SearchModel::TextColumn), QString("2 match(es)"));
        QCOMPARE(cell(lamp, 0, SearchModel::PlaceColumn), QString("Name of the table"));
        QCOMPARE(cell(lamp, 1, SearchModel::RowColumn), QString("'it''s'"));
        QCOMPARE(m_model->index(1, 0, lamp).data(SearchModel::FilterRole).toString(),
                 QString("\"k\" = 'it''s'"));
        const QModelIndex a = m_model->index(1, 0);
        QCOMPARE(m_model->index(0, 0, a).data(SearchModel::RowidRole).toLongLong(), 5);
        const QModelIndex text = m_model->index(0, SearchModel::TextColumn, a);
        QCOMPARE(text.data().toString(), QString("one↵Lamp two"));
        QCOMPARE(text.data().toString().mid(text.data(SearchModel::MatchStartRole).toInt(),
                                            text.data(SearchModel::MatchLengthRole).toInt()),
                 QString("Lamp"));
        QCOMPARE(m_model->matchCount(), std::uint64_t{3});
        find("nothing of this");
        QCOMPARE(m_model->rowCount(), 0);
    }

    void tellsLimitsAndFailures()
    {
        open("CREATE TABLE a(v); INSERT INTO a VALUES('x'), ('x'), ('x');");
        find("x", 2);
        QCOMPARE(m_model->rowCount(m_model->index(0, 0)), 2);
        QVERIFY(cell({}, 0, SearchModel::TextColumn).endsWith("and there are more"));
        session::SearchQuery query;
        query.text = "x";
        query.tables = {"gone"};
        m_model->start(query);
        QTRY_COMPARE(m_model->state(), State::Failed);
        QVERIFY(m_model->error().contains("gone"));
    }

    void growsWhileItRunsAndIsCancelled()
    {
        open("CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT "
             "x FROM "
             "n;");
        session::SearchQuery query;
        query.text = "9999";
        query.tables = {"endless"};
        query.matchesPerTable = 0;
        m_model->start(query);
        QTRY_VERIFY(m_model->rowCount() == 1 && m_model->rowCount(m_model->index(0, 0)) > 100);
        QCOMPARE(m_model->state(), State::Searching);
        QTRY_VERIFY(m_model->searched() && m_model->searched()->rows > 0);
        m_model->cancel();
        QTRY_COMPARE(m_model->state(), State::Cancelled);
        QTRY_COMPARE(m_tasks.unfinished(), 0);
        QVERIFY(m_model->matchCount() > 100); // what was found stays
    }
};

QTEST_GUILESS_MAIN(SearchModelTest)
#include "tst_search_model.moc"
