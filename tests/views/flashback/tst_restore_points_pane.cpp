// Restore points and the way of the whole database back, by real clicks and keys.
#include "engine/timeline/recorder.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "views/flashback/flashback_page.h"
#include "views/flashback/restore_points_pane.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace strandline;
using flashback::FlashbackPage;
using flashback::RestorePointsPane;

namespace {

class RestorePointsPaneTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<test::TempFolder>();
        m_settings = std::make_unique<QSettings>(path("settings.ini"), QSettings::IniFormat);
        m_shortcuts = std::make_unique<commands::Shortcuts>(m_settings.get());
        m_theme = std::make_unique<theme::Theme>(theme::Mode::Light);
        m_session = std::make_unique<session::DatabaseSession>(&m_tasks);
        m_messages.clear();
        record();
        m_session->open(path("shop.db"));
        shell::PageContext context;
        context.session = m_session.get();
        context.theme = m_theme.get();
        context.settings = m_settings.get();
        context.shortcuts = m_shortcuts.get();
        context.notify = [this](const message::Message &message) { m_messages.push_back(message); };
        context.open = [](const shell::OpenRequest &) {};
        m_page = std::make_unique<FlashbackPage>(context);
        m_page->resize(1100, 760);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_COMPARE(m_session->commits()->rowCount(), 3);
        m_page->answer({{"pane", "restorepoints"}});
        QCOMPARE(m_page->pane(), "restorepoints");
    }

    void cleanup()
    {
        m_page.reset();
        m_session.reset();
    }

    void pointsAreMadeGuaranteedAndDropped()
    {
        QTRY_VERIFY(find<QLabel>("restorePointListEmpty")->text().contains("AS OF RESTORE POINT"));
        QVERIFY(!find<QPushButton>("restorePointMake")->isEnabled());
        m_session->lookAt(*m_session->commits()->find({2}));
        QCOMPARE(find<QLineEdit>("restorePointName")->placeholderText(), "Name for SCN 2");
        QTest::keyClicks(find<QLineEdit>("restorePointName"), "before the delete");
        QTest::keyClick(find<QLineEdit>("restorePointName"), Qt::Key_Return);
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QTRY_COMPARE(find<QLineEdit>("restorePointName")->text(), QString());
        m_session->returnToNow();
        QTest::keyClicks(find<QLineEdit>("restorePointName"), "today");
        QTest::mouseClick(find<QCheckBox>("restorePointGuaranteed"), Qt::LeftButton, {}, QPoint(8, 8));
        click("restorePointMake");
        QTRY_COMPARE(list()->model()->rowCount(), 2);
        QVERIFY(text(1, 3).contains(" of 1.0 GiB"));
        QVERIFY(!m_session->point()); // the list chose what was made, the moment stays

        choose(0);
        QCOMPARE(m_session->point()->scn, core::Scn{2});
        QCOMPARE(find<QPushButton>("restorePointGuarantee")->text(), "Guarantee");
        click("restorePointGuarantee");
        QTRY_VERIFY(text(0, 3).contains(" of 1.0 GiB"));
        QTRY_COMPARE(find<QPushButton>("restorePointGuarantee")->text(), "No longer guarantee");

        click("restorePointDrop");
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QTRY_COMPARE(m_messages.size(), std::size_t{1});
        QCOMPARE(m_messages[0].showText, "Make it again");
        m_messages[0].show();
        QTRY_COMPARE(list()->model()->rowCount(), 2);
        QVERIFY(text(0, 3).contains(" of 1.0 GiB"));
    }

    void retentionTellsWhatHoldsIt()
    {
        m_session->lookAt(*m_session->commits()->find({2}));
        QTest::mouseClick(find<QCheckBox>("restorePointGuaranteed"), Qt::LeftButton, {}, QPoint(8, 8));
        QTest::keyClicks(find<QLineEdit>("restorePointName"), "kept");
        click("restorePointMake");
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        click("historyRetention");
        find<QSpinBox>("retentionDays")->setValue(0);
        auto *estimate = find<QLabel>("retentionEstimate");
        QTRY_VERIFY(estimate->text().contains("Restore point kept keeps the history from SCN 2 on"));
        QTRY_VERIFY(find<QPushButton>("retentionForget")->isVisible());
        click("retentionForget");
        QTRY_COMPARE(m_session->recording()->status().oldestScn, core::Scn{2});
        // Now nothing is left that it could forget.
        QTRY_VERIFY(estimate->text().startsWith("Restore point kept"));
    }

    void theDatabaseGoesBackAndForth()
    {
        QVERIFY(find<QLabel>("databaseFlashbackFacts")->text().contains("Choose a restore point"));
        QVERIFY(!find<QPushButton>("databaseFlashbackRun")->isVisible());
        m_session->lookAt(*m_session->commits()->find({1}));
        auto *run = find<QPushButton>("databaseFlashbackRun");
        QTRY_VERIFY(run->isVisible());
        QCOMPARE(run->text(), "Flash back to SCN 1");
        QVERIFY(find<QLabel>("databaseFlashbackFacts")->text().contains("2 commit(s) would be left behind"));
        auto *tables = find<QTableView>("databaseFlashbackTables");
        QCOMPARE(tables->model()->rowCount(), 1);
        QCOMPARE(tables->model()->index(0, 1).data().toString(), "orders");
        auto *name = find<QLineEdit>("databaseFlashbackName");
        QCOMPARE(name->text(), "before_flashback_3");
        name->selectAll();
        QTest::keyClicks(name, "as it was");
        QCOMPARE(prices(), std::string("0,0"));
        run->setFocus();
        QTest::keyClick(run, Qt::Key_Space);
        auto *back = find<QPushButton>("databaseFlashbackBack");
        QTRY_VERIFY(back->isVisible());
        QCOMPARE(prices(), std::string("10,20,30"));
        QVERIFY(!m_session->point());
        QVERIFY(find<QLabel>("databaseFlashbackResult")->text().contains("is what it was at SCN 1"));
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QCOMPARE(text(0, 0), "as it was");
        QTRY_COMPARE(m_messages.size(), std::size_t{1});
        QVERIFY(m_messages[0].kind == message::Kind::Success);
        // And back again: the state that was left.
        click("databaseFlashbackBack");
        QTRY_COMPARE(m_messages.size(), std::size_t{2});
        QCOMPARE(prices(), std::string("0,0"));
        // The restore point leads there as well: there is nothing to do.
        choose(0);
        QTRY_VERIFY(find<QLabel>("databaseFlashbackFacts")->text().contains("nothing to do"));
        QVERIFY(!run->isVisible());
    }

    void aFailureIsToldAndChangesNothing()
    {
        m_session->lookAt(*m_session->commits()->find({1}));
        auto *run = find<QPushButton>("databaseFlashbackRun");
        QTRY_VERIFY(run->isVisible());
        auto *name = find<QLineEdit>("databaseFlashbackName");
        name->selectAll();
        QTest::keyClick(name, Qt::Key_Delete);
        QVERIFY(!run->isEnabled()); // a restore point without a name
        QTest::keyClicks(name, QString(200, 'x'));
        click("databaseFlashbackRun");
        QTRY_COMPARE(m_messages.size(), std::size_t{1});
        QVERIFY(m_messages[0].kind == message::Kind::Failure);
        QVERIFY(m_messages[0].text.contains("1 to 128 bytes"));
        QCOMPARE(prices(), std::string("0,0"));
        QVERIFY(!find<QPushButton>("databaseFlashbackBack")->isVisible());
    }

private:
    template <typename T>
    T *find(const char *name) const
    {
        return m_page->findChild<T *>(name);
    }
    QTableView *list() const { return find<QTableView>("restorePointList"); }
    QString text(int row, int column) const { return list()->model()->index(row, column).data().toString(); }
    void click(const char *name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
    void choose(int row)
    {
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          list()->visualRect(list()->model()->index(row, 0)).center());
        QTRY_VERIFY(m_session->point());
    }
    QString path(const char *name) const { return QString::fromStdString(m_folder->file(name)); }
    std::string prices() const
    {
        return test::PlainDatabase(m_folder->file("shop.db")).text("SELECT group_concat(price) FROM orders");
    }
    void record()
    {
        const std::string file = m_folder->file("shop.db");
        test::PlainDatabase writer(file);
        writer.execute("PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
                       "INSERT INTO orders VALUES (1, 10), (2, 20), (3, 30)");
        timeline::RecorderOptions options;
        options.location.database = file;
        timeline::Recorder recorder(options, {});
        writer.execute("UPDATE orders SET price = 0");
        recorder.poll();
        writer.execute("DELETE FROM orders WHERE id = 3");
        recorder.poll();
        recorder.close();
    }

    task::TaskList m_tasks;
    std::unique_ptr<test::TempFolder> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::vector<message::Message> m_messages;
    std::unique_ptr<FlashbackPage> m_page;
};

} // namespace

QTEST_MAIN(RestorePointsPaneTest)
#include "tst_restore_points_pane.moc"
