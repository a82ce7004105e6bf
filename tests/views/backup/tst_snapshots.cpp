// Snapshots in the Backups page, by real clicks and keys: taken, cloned to a new file, opened as they lie,
// removed after a question; of an encrypted store with its key.
#include "engine/backup/create.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "views/backup/backups_page.h"
#include "views/backup/snapshots_pane.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace strandline;
using namespace strandline::backup;

namespace {

class SnapshotsTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<test::TempFolder>(test::TempFolder::Place::Memory);
        qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString(m_folder->file("config")));
        m_settings = std::make_unique<QSettings>(path("settings.ini"), QSettings::IniFormat);
        m_shortcuts = std::make_unique<commands::Shortcuts>(m_settings.get());
        m_theme = std::make_unique<theme::Theme>(theme::Mode::Light);
        m_session = std::make_unique<session::DatabaseSession>(&m_tasks);
        m_messages.clear();
        m_looked.clear();
        write("PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
              "INSERT INTO orders VALUES (1, 10), (2, 20), (3, 30)");
    }

    void cleanup()
    {
        m_page.reset();
        m_looked.clear();
        m_session.reset();
        QTRY_COMPARE(m_tasks.unfinished(), 0);
    }

    void takenAndClonedAndRemoved()
    {
        openPage();
        const QAbstractItemModelTester tester(list()->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(find<QLabel>("snapshotListEmpty")->isVisible());
        for (const char *name : {"snapshotTake", "snapshotClone", "snapshotLook", "snapshotRemove"}) {
            QVERIFY2(!find<QPushButton>(name)->isEnabled(), name);
        }
        QVERIFY(find<QLabel>("snapshotWhere")->text().contains(path("shop.db.backups")));
        take("before the sale");
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QCOMPARE(cell(0, SnapshotsModel::NameColumn), "before the sale");
        QVERIFY(told().startsWith("The snapshot before the sale is taken: "));
        write("UPDATE orders SET price = 0");
        take("Before the SALE");
        QTRY_VERIFY2(told().startsWith("There is a snapshot before the sale already"), qPrintable(told()));
        find<QLineEdit>("snapshotName")->clear();
        take("after");
        QTRY_COMPARE(list()->model()->rowCount(), 2);
        QCOMPARE(cell(0, SnapshotsModel::NameColumn), "after"); // the newest first, and chosen
        picture("snapshots");

        chooseRow(1);
        click("snapshotClone");
        chooseFile(path("clone.db"));
        QTRY_VERIFY2(told().contains("is a clone of the snapshot before the sale"), qPrintable(told()));
        test::PlainDatabase clone(path("clone.db").toStdString());
        QCOMPARE(clone.integer("SELECT sum(price) FROM orders"), 60);
        clone.execute("INSERT INTO orders VALUES (4, 40)");
        m_messages.back().show();
        QCOMPARE(m_opened, QStringList(path("clone.db")));

        click("snapshotRemove");
        QVERIFY(find<QLabel>("snapshotQuestion")->text().contains("before the sale"));
        picture("snapshots-remove");
        click("snapshotRemoveNo");
        QVERIFY(!find<QLabel>("snapshotQuestion")->isVisible());
        QCOMPARE(list()->model()->rowCount(), 2);
        click("snapshotRemove");
        click("snapshotRemoveYes");
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QCOMPARE(told(), "The snapshot before the sale is removed.");
        QCOMPARE(m_page->catalogue()->snapshot().sets.size(), std::size_t(1));
    }

    void lookedAtAsItLies()
    {
        openPage();
        take("now");
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        write("DELETE FROM orders");
        click("snapshotLook");
        QTRY_COMPARE(m_looked.size(), std::size_t(1));
        QVERIFY(m_looked[0]->isBackup());
        QCOMPARE(m_looked[0]->lease().connection().integer("SELECT count(*) FROM orders"), 3);
    }

    void anExistingFileIsNotTouched()
    {
        openPage();
        take("now");
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        test::writeFile(path("there.db").toStdString(), "mine");
        click("snapshotClone");
        chooseFile(path("there.db"));
        QTRY_VERIFY(m_messages.back().kind == message::Kind::Failure);
        QCOMPARE(test::readFile(path("there.db").toStdString()), std::string("mine"));
    }

    void anEncryptedStoreAsksForItsKey()
    {
        CreateRequest request;
        request.database.database = m_folder->file("shop.db");
        request.store = m_folder->file("shop.db.backups");
        request.key = KeySource::passphrase("correct horse");
        createBackup(request, {});
        openPage();
        QTRY_VERIFY(find<QWidget>("snapshotKey")->isVisible());
        QTest::keyClicks(find<QLineEdit>("snapshotName"), "sealed");
        QVERIFY(!find<QPushButton>("snapshotTake")->isEnabled());
        QTest::keyClicks(find<QLineEdit>("snapshotKeyText"), "wrong");
        click("snapshotTake");
        QTRY_VERIFY(!m_messages.empty() && m_messages.back().kind == message::Kind::Failure);
        QTRY_VERIFY(find<QPushButton>("snapshotTake")->isEnabled());
        find<QLineEdit>("snapshotKeyText")->clear();
        QTest::keyClicks(find<QLineEdit>("snapshotKeyText"), "correct horse");
        click("snapshotTake");
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QVERIFY(m_page->catalogue()->snapshot().sets.back().manifest.encryption.has_value());
        QTRY_VERIFY(find<QPushButton>("snapshotLook")->isEnabled());
        click("snapshotLook");
        QTRY_COMPARE(m_looked.size(), std::size_t(1));
    }

    void everyControlHasAName()
    {
        openPage();
        for (const QWidget *widget :
             m_page->showPane<SnapshotsPane>("snapshots")->findChildren<QWidget *>()) {
            const QWidget *around = widget->parentWidget();
            const bool part = widget->objectName().startsWith("qt_") ||
                              qobject_cast<const QComboBox *>(around) != nullptr ||
                              qobject_cast<const QAbstractScrollArea *>(around) != nullptr;
            if (widget->focusPolicy() != Qt::NoFocus && widget->isVisibleTo(m_page.get()) && !part) {
                QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
            }
        }
    }

private:
    QString path(const char *name) const { return QString::fromStdString(m_folder->file(name)); }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return m_page->findChild<Widget *>(name);
    }
    void click(const char *name) const
    {
        auto *button = find<QPushButton>(name);
        QTRY_VERIFY2(button != nullptr && button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QTableView *list() const { return find<QTableView>("snapshotList"); }
    QString cell(int row, int column) const { return list()->model()->index(row, column).data().toString(); }
    QString told() const { return m_messages.empty() ? QString() : m_messages.back().text; }

    void write(const char *sql) const { test::PlainDatabase(m_folder->file("shop.db")).execute(sql); }

    void openPage()
    {
        m_session->open(path("shop.db"));
        QTRY_VERIFY(m_session->database());
        shell::PageContext context;
        context.session = m_session.get();
        context.theme = m_theme.get();
        context.settings = m_settings.get();
        context.shortcuts = m_shortcuts.get();
        context.notify = [this](const message::Message &message) { m_messages.push_back(message); };
        context.open = [](const shell::OpenRequest &) {};
        context.openDatabase = [this](const QString &opened) { m_opened = QStringList(opened); };
        context.showBackup = [this](std::shared_ptr<session::Database> database) {
            m_looked.push_back(std::move(database));
        };
        m_page = std::make_unique<BackupsPage>(context);
        m_theme->dress(m_page.get());
        m_page->resize(1080, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_VERIFY(m_page->catalogue()->loaded());
        QVERIFY(m_page->showPane<SnapshotsPane>("snapshots") != nullptr);
    }
    // With the keyboard alone.
    void take(const char *name) const
    {
        auto *field = find<QLineEdit>("snapshotName");
        QTRY_VERIFY(find<QLineEdit>("snapshotName")->text().isEmpty());
        field->setFocus();
        QTest::keyClicks(field, name);
        QTRY_VERIFY(find<QPushButton>("snapshotTake")->isEnabled());
        QTest::keyClick(field, Qt::Key_Return);
    }
    void chooseRow(int row) const
    {
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          list()->visualRect(list()->model()->index(row, 0)).center());
    }
    void chooseFile(const QString &file) const
    {
        auto *dialog = m_page->findChild<QFileDialog *>();
        QVERIFY(dialog != nullptr);
        dialog->selectFile(file);
        QMetaObject::invokeMethod(dialog, "accept");
    }
    // STRANDLINE_PICTURES=DIR: what it looks like, in both themes.
    void picture(const QString &name)
    {
        const QString folder = qEnvironmentVariable("STRANDLINE_PICTURES");
        if (!folder.isEmpty()) {
            for (const theme::Mode mode : {theme::Mode::Dark, theme::Mode::Light}) {
                m_theme->setMode(mode);
                QTest::qWait(50);
                m_page->grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, name, theme::modeName(mode)));
            }
        }
    }

    task::TaskList m_tasks;
    std::unique_ptr<test::TempFolder> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::unique_ptr<BackupsPage> m_page;
    std::vector<message::Message> m_messages;
    std::vector<std::shared_ptr<session::Database>> m_looked;
    QStringList m_opened;
};

} // namespace

QTEST_MAIN(SnapshotsTest)
#include "tst_snapshots.moc"
