// The Configuration page by real clicks and keys, and its model: parameters are found, what differs is told,
// a change by another program appears with its commit, and the statement that sets it back is prepared.
#include "engine/timeline/recorder.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
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
        m_folder = std::make_unique<test::TempFolder>(test::TempFolder::Place::Memory);
        m_writer = std::make_unique<test::PlainDatabase>(m_folder->file("shop.db"));
        m_writer->execute("PRAGMA journal_mode=WAL; PRAGMA user_version = 3; CREATE TABLE orders(id, price)");
        timeline::RecorderOptions options;
        options.location.database = m_folder->file("shop.db");
        m_recorder = std::make_unique<timeline::Recorder>(options, core::JobContext{});
        m_settings = std::make_unique<QSettings>(QString::fromStdString(m_folder->file("settings.ini")),
                                                 QSettings::IniFormat);
        m_shortcuts = std::make_unique<commands::Shortcuts>(m_settings.get());
        m_theme = std::make_unique<theme::Theme>(theme::Mode::Light);
        m_session = std::make_unique<session::DatabaseSession>(&m_tasks);
        m_session->open(QString::fromStdString(m_folder->file("shop.db")));
        QTRY_COMPARE(m_session->state(), session::DatabaseSession::State::Open);
        shell::PageContext context;
        context.session = m_session.get();
        context.theme = m_theme.get();
        context.settings = m_settings.get();
        context.shortcuts = m_shortcuts.get();
        context.notify = [](const message::Message &message) { QFAIL(qPrintable(message.text)); };
        context.open = [this](const shell::OpenRequest &request) { m_opened.push_back(request); };
        m_opened.clear();
        m_page = std::make_unique<ConfigurationPage>(context);
        m_theme->dress(m_page.get());
        m_page->resize(1080, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_VERIFY(m_page->parameters()->loaded());
        QTRY_VERIFY(m_page->parameters()->rowCount() > 30);
    }

    void cleanup()
    {
        m_page.reset();
        m_session.reset();
        m_recorder->close();
    }

    void theModelIsOne()
    {
        ParametersModel model(m_session.get());
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
        QCOMPARE(m_opened.size(), std::size_t{1});
        QCOMPARE(m_opened.front().feature, QString("worksheet"));
        QCOMPARE(m_opened.front().what.value("sql").toString(), QString("PRAGMA user_version = 3;\n"));
        QCOMPARE(m_opened.front().what.value("run").toBool(), false); // the user's to run
    }

    void theStatementIsPreparedNotRun()
    {
        choose("auto_vacuum");
        QTest::mouseClick(find<QPushButton>("parameterSet"), Qt::LeftButton);
        QCOMPARE(m_opened.size(), std::size_t{1});
        QCOMPARE(m_opened.front().what.value("sql").toString(),
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

    std::unique_ptr<test::TempFolder> m_folder;
    std::unique_ptr<test::PlainDatabase> m_writer;
    std::unique_ptr<timeline::Recorder> m_recorder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<theme::Theme> m_theme;
    task::TaskList m_tasks;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::vector<shell::OpenRequest> m_opened;
    std::unique_ptr<ConfigurationPage> m_page;
};

QTEST_MAIN(ConfigurationPageTest)
#include "tst_configuration_page.moc"
