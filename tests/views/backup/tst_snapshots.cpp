// Snapshots in the Backups page, by real clicks and keys: taken, cloned to a new file, opened as they lie,
// removed after a question; of an encrypted store with its key.
#include "engine/backup/create.h"
#include "tests/support/plain_database.h"
#include "tests/views/common/page_desk.h"
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
        m_desk = std::make_unique<test::PageDesk>();
        m_looked.clear();
        write("PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
              "INSERT INTO orders VALUES (1, 10), (2, 20), (3, 30)");
    }

    void cleanup()
    {
        m_page.reset();
        m_looked.clear();
        QVERIFY(m_desk->close());
        m_desk.reset();
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
        QVERIFY(m_desk->told().startsWith("The snapshot before the sale is taken: "));
        write("UPDATE orders SET price = 0");
        take("Before the SALE");
        QTRY_VERIFY2(m_desk->told().startsWith("There is a snapshot before the sale already"),
                     qPrintable(m_desk->told()));
        find<QLineEdit>("snapshotName")->clear();
        take("after");
        QTRY_COMPARE(list()->model()->rowCount(), 2);
        QCOMPARE(cell(0, SnapshotsModel::NameColumn), "after"); // the newest first, and chosen
        m_desk->picture(m_page.get(), "snapshots");

        chooseRow(1);
        click("snapshotClone");
        chooseFile(path("clone.db"));
        QTRY_VERIFY2(m_desk->told().contains("is a clone of the snapshot before the sale"),
                     qPrintable(m_desk->told()));
        test::PlainDatabase clone(path("clone.db").toStdString());
        QCOMPARE(clone.integer("SELECT sum(price) FROM orders"), 60);
        clone.execute("INSERT INTO orders VALUES (4, 40)");
        m_desk->messages.back().show();
        QCOMPARE(m_opened, QStringList(path("clone.db")));

        click("snapshotRemove");
        QVERIFY(find<QLabel>("snapshotQuestion")->text().contains("before the sale"));
        m_desk->picture(m_page.get(), "snapshots-remove");
        click("snapshotRemoveNo");
        QVERIFY(!find<QLabel>("snapshotQuestion")->isVisible());
        QCOMPARE(list()->model()->rowCount(), 2);
        click("snapshotRemove");
        click("snapshotRemoveYes");
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QCOMPARE(m_desk->told(), "The snapshot before the sale is removed.");
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
        QTRY_VERIFY(m_desk->messages.back().kind == message::Kind::Failure);
        QCOMPARE(test::readFile(path("there.db").toStdString()), std::string("mine"));
    }

    void anEncryptedStoreAsksForItsKey()
    {
        CreateRequest request;
        request.database.database = m_desk->folder.file("shop.db");
        request.store = m_desk->folder.file("shop.db.backups");
        request.key = KeySource::passphrase("correct horse");
        createBackup(request, {});
        openPage();
        QTRY_VERIFY(find<QWidget>("snapshotKey")->isVisible());
        QTest::keyClicks(find<QLineEdit>("snapshotName"), "sealed");
        QVERIFY(!find<QPushButton>("snapshotTake")->isEnabled());
        QTest::keyClicks(find<QLineEdit>("snapshotKeyText"), "wrong");
        click("snapshotTake");
        QTRY_VERIFY(!m_desk->messages.empty() && m_desk->messages.back().kind == message::Kind::Failure);
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
    QString path(const char *name) const { return m_desk->path(name); }
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

    void write(const char *sql) const { test::PlainDatabase(m_desk->folder.file("shop.db")).execute(sql); }

    void openPage()
    {
        QVERIFY(m_desk->open(path("shop.db")));
        shell::PageContext context = m_desk->context();
        context.openDatabase = [this](const QString &opened) { m_opened = QStringList(opened); };
        context.showBackup = [this](std::shared_ptr<session::Database> database) {
            m_looked.push_back(std::move(database));
        };
        m_page = std::make_unique<BackupsPage>(context);
        QVERIFY(m_desk->show(m_page.get()));
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
    std::unique_ptr<test::PageDesk> m_desk;
    std::unique_ptr<BackupsPage> m_page;
    std::vector<std::shared_ptr<session::Database>> m_looked;
    QStringList m_opened;
};

} // namespace

QTEST_MAIN(SnapshotsTest)
#include "tst_snapshots.moc"
