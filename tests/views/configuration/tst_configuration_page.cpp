// The Configuration page by real clicks and keys, and its model: parameters are found, what differs is told,
// a change by another program appears with its commit, and the statement that sets it back is prepared.
#include "engine/timeline/recorder.h"
#include "tests/support/plain_database.h"
#include "tests/views/common/page_desk.h"
#include "views/common/grid/row_list.h"
#include "views/configuration/configuration_page.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace strandline;
using namespace strandline::configuration;

class ConfigurationPageTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_desk = std::make_unique<test::PageDesk>();
        const std::string path = m_desk->folder.file("shop.db");
        m_writer = std::make_unique<test::PlainDatabase>(path);
        m_writer->execute("PRAGMA journal_mode=WAL; PRAGMA user_version = 3; CREATE TABLE orders(id, price)");
        timeline::RecorderOptions options;
        options.location.database = path;
        m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
        QVERIFY(m_desk->open(QString::fromStdString(path)));
        m_page = std::make_unique<ConfigurationPage>(m_desk->context());
        QVERIFY(m_desk->show(m_page.get()));
        QTRY_VERIFY(m_page->parameters()->loaded());
        QTRY_VERIFY(m_page->parameters()->rowCount() > 30);
    }

    void cleanup()
    {
        m_page.reset();
        QCOMPARE(m_desk->told(), QString());
        QVERIFY(m_desk->close());
        m_recorder->close();
        m_recorder.reset();
        m_writer.reset();
        m_desk.reset();
    }

    void theModelIsOne()
    {
        ParametersModel model(&m_desk->session);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_VERIFY(model.loaded());
        model.setFilter("vacuum", false);
        QCOMPARE(model.rowCount(), 1); // the meaning of others doesn't name it
        model.setFilter("zzz", false);
        QCOMPARE(model.rowCount(), 0);
        model.setFilter({}, true);
        QCOMPARE(model.rowCount(), model.differing());
        QVERIFY(model.rowOf("user_version") >= 0);
        QVERIFY(model.rowOf("page_size") < 0);
        QVERIFY(
            model
                .data(model.index(model.rowOf("user_version"), ParametersModel::ValueColumn), Qt::DisplayRole)
                .toString()
                .startsWith("3"));
    }

    void aSearchByKeysLeavesWhatFits()
    {
        QTest::keyClick(m_page.get(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(find<QLineEdit>("parameterSearch")->hasFocus());
        QTest::keyClicks(find<QLineEdit>("parameterSearch"), "memory");
        QTRY_COMPARE(m_page->parameters()->rowCount(), 4); // by their meaning
        QTest::keyClicks(find<QLineEdit>("parameterSearch"), " store");
        QTRY_COMPARE(m_page->parameters()->rowCount(), 1);
        QCOMPARE(find<QLabel>("parameterName")->text(), QString("temp_store"));
        find<QLineEdit>("parameterSearch")->clear();
        const int all = m_page->parameters()->rowCount();
        QTest::mouseClick(find<QCheckBox>("parameterDiffers"), Qt::LeftButton, {}, QPoint(8, 8));
        QTRY_COMPARE(m_page->parameters()->rowCount(), m_page->parameters()->differing());
        QVERIFY(m_page->parameters()->rowCount() < all);
    }

    void aChangeByAnotherProgramComesWithItsCommit()
    {
        choose("user_version");
        auto *changes = find<grid::RowList>("parameterChanges");
        QCOMPARE(changes->model()->rowCount(), 0);
        m_writer->execute("PRAGMA user_version = 4");
        m_recorder->poll();
        const auto scn = m_recorder->state().scn.value;
        QTRY_COMPARE_WITH_TIMEOUT(changes->model()->rowCount(), 1, 10000);
        QCOMPARE(changes->model()->index(0, 1).data().toString(), QString::number(scn));
        QCOMPARE(changes->model()->index(0, 3).data().toString(), QString("3 → 4"));
        QCOMPARE(find<QLabel>("parameterName")->text(), QString("user_version"));
        QVERIFY(find<QLabel>("parameterFacts")->text().contains("Value: 4"));
        auto *back = find<QPushButton>("parameterBack");
        QVERIFY(!back->isEnabled());
        const QPoint middle(20, changes->rowViewportPosition(0) + 6);
        QTest::mouseClick(changes->viewport(), Qt::LeftButton, {}, middle);
        QVERIFY(back->isEnabled());
        QTest::mouseClick(back, Qt::LeftButton);
        QCOMPARE(m_desk->opened.size(), std::size_t{1});
        QCOMPARE(m_desk->opened.front().feature, QString("worksheet"));
        QCOMPARE(m_desk->opened.front().what.value("sql").toString(), QString("PRAGMA user_version = 3;\n"));
        QCOMPARE(m_desk->opened.front().what.value("run").toBool(), false); // the user's to run
    }

    void theStatementIsPreparedNotRun()
    {
        choose("auto_vacuum");
        QTest::mouseClick(find<QPushButton>("parameterSet"), Qt::LeftButton);
        QCOMPARE(m_desk->opened.size(), std::size_t{1});
        QCOMPARE(m_desk->opened.front().what.value("sql").toString(),
                 QString("PRAGMA auto_vacuum = NONE;\nVACUUM;\n"));
        choose("encoding");
        QVERIFY(!find<QPushButton>("parameterSet")->isVisible()); // it can't be changed
        QCOMPARE(m_writer->text("PRAGMA encoding"), std::string("UTF-8"));
    }

    void thePageComesBackAsItWasLeft()
    {
        choose("synchronous");
        find<QLineEdit>("parameterSearch")->setText("disk");
        const shell::PageState left = m_page->state();
        find<QLineEdit>("parameterSearch")->clear();
        choose("threads");
        m_page->answer(left);
        QCOMPARE(m_page->state(), left);
    }

private:
    template <typename W>
    W *find(const char *name) const
    {
        W *widget = m_page->findChild<W *>(name);
        if (widget == nullptr) {
            throw std::runtime_error(std::string("no ") + name);
        }
        return widget;
    }

    void choose(const char *name) const
    {
        auto *table = find<grid::RowList>("parameterList");
        const int row = m_page->parameters()->rowOf(name);
        table->scrollTo(table->model()->index(row, 0));
        const QPoint middle(20, table->rowViewportPosition(row) + table->rowHeight(row) / 2);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, middle);
    }

    std::unique_ptr<test::PageDesk> m_desk;
    std::unique_ptr<test::PlainDatabase> m_writer;
    std::unique_ptr<timeline::Recorder> m_recorder;
    std::unique_ptr<ConfigurationPage> m_page;
};

QTEST_MAIN(ConfigurationPageTest)
#include "tst_configuration_page.moc"
