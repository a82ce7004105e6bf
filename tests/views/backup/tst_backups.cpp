// The Backups page by real clicks and keys: from no backup at all to one that is made, looked at, kept, and
// deleted after what that loses was told; retention tried before it is done.
#include "engine/timeline/recorder.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "views/backup/backups_page.h"
#include "views/backup/catalogue_pane.h"
#include "views/backup/overview_pane.h"
#include "views/backup/retention_pane.h"
#include "views/common/backup/restorable_band.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QTreeView>

using namespace strandline;
using namespace strandline::backup;

namespace {

class BackupsTest : public QObject
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
        m_opened.clear();
        m_writer = std::make_unique<test::PlainDatabase>(m_folder->file("shop.db"));
        m_writer->execute("PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
                          "INSERT INTO orders VALUES (1, 10), (2, 20), (3, 30)");
        record("UPDATE orders SET price = 0");
        m_session->open(path("shop.db"));
        QTRY_VERIFY(m_session->database());
        shell::PageContext context;
        context.session = m_session.get();
        context.theme = m_theme.get();
        context.settings = m_settings.get();
        context.shortcuts = m_shortcuts.get();
        context.notify = [this](const message::Message &message) { m_messages.push_back(message); };
        context.open = [this](const shell::OpenRequest &request) { m_opened.push_back(request); };
        context.has = [](const QString &feature) { return feature == "schedules" || feature == "restore"; };
        m_page = std::make_unique<BackupsPage>(context);
        m_page->resize(1280, 800);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QTRY_VERIFY(m_page->catalogue()->loaded());
    }

    void cleanup()
    {
        m_page.reset();
        m_session.reset();
        m_writer.reset();
    }

    void anEmptyPageLeadsOn()
    {
        QVERIFY(m_page->showPane<OverviewPane>("overview")->showsEmptyPage());
        QTRY_COMPARE(stateText(), "No backup protects this database.");
        QVERIFY(!find<QPushButton>("backupsRestore")->isEnabled());
        click("backupsSchedule");
        QCOMPARE(m_opened.size(), std::size_t(1));
        QCOMPARE(m_opened[0].feature, "schedules");
        click("backupsFirst");
        QCOMPARE(m_page->pane(), "create");
    }

    void aBackupIsMadeAndSeen()
    {
        click("backupsCreate");
        QCOMPARE(find<QComboBox>("createStore")->currentText(), path("shop.db.backups"));
        QVERIFY(find<QLabel>("createStoreHint")->text().contains("a disk that dies takes both"));
        QTest::keyClicks(find<QLineEdit>("createTags"), "first, before the sale");
        click("createStart");
        auto *result = find<QLabel>("createResult");
        QTRY_VERIFY(result->isVisible());
        QVERIFY2(result->text().startsWith("Full of "), qPrintable(result->text()));
        QVERIFY(QDir(path("shop.db.backups/sets")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size() == 1);
        QTRY_VERIFY(stateText().startsWith("Protected up to "));
        click("createShow");
        QCOMPARE(m_page->pane(), "catalogue");
        QTRY_COMPARE(tree()->model()->rowCount(), 1);
        QVERIFY(find<QLabel>("setTitle")->text().startsWith("Full of "));
        // A click on its arrow shows its piece.
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_Right);
        QVERIFY(tree()->isExpanded(tree()->model()->index(0, 0)));
        // And the overview has it, as band and as table.
        clickTab(0);
        auto *overview = m_page->showPane<OverviewPane>("overview");
        QVERIFY(!overview->showsEmptyPage());
        QCOMPARE(overview->ranges()->rowCount(), 1);
        QVERIFY(overview->band()->accessibleName().startsWith("Restorable: SCN 2"));
        QVERIFY(overview->band()->textAt(overview->band()->width() - 5).startsWith("Can be restored"));
    }

    void theBandLeadsToRestore()
    {
        make(Kind::Full);
        auto *band = m_page->showPane<OverviewPane>("overview")->band();
        QVERIFY(band != nullptr);
        QTest::mouseClick(band, Qt::LeftButton, {}, QPoint(band->width() - 6, 12));
        QCOMPARE(m_opened.size(), std::size_t(1));
        QCOMPARE(m_opened[0].feature, "restore");
        QVERIFY(m_opened[0].what.value("time").toString().endsWith('Z'));
        band->setFocus();
        QTest::keyClick(band, Qt::Key_Left);
        QTest::keyClick(band, Qt::Key_Return);
        QCOMPARE(m_opened.size(), std::size_t(2));
        click("backupsRestore");
        QCOMPARE(m_opened.size(), std::size_t(3));
    }

    void whatADeletionLosesIsToldBefore()
    {
        make(Kind::Full);
        record("DELETE FROM orders WHERE id = 1");
        make(Kind::ArchiveLog);
        m_page->showPane("catalogue");
        QTRY_COMPARE(tree()->model()->rowCount(), 2);
        chooseRow(1); // the full one
        click("setDelete");
        auto *loss = find<QLabel>("lossText");
        QTRY_VERIFY(loss->isVisible());
        QVERIFY2(loss->text().startsWith("This is the last backup"), qPrintable(loss->text()));
        QVERIFY(loss->text().contains("SCN 2 – 3"));
        QVERIFY(loss->text().contains("1 set(s) that build on it become useless"));
        QCOMPARE(tree()->model()->rowCount(), 2);
        click("lossCancel");
        QVERIFY(!loss->isVisible());

        // Pinned, it can't be deleted.
        click("setKeep");
        click("setPin");
        QTRY_VERIFY(!find<QPushButton>("setDelete")->isEnabled());
        click("setKeep");
        click("setRelease");
        QTRY_VERIFY(find<QPushButton>("setDelete")->isEnabled());

        // The log alone: by a key, and yes.
        chooseRow(0);
        tree()->setFocus();
        QTest::keyClick(tree(), Qt::Key_Delete);
        QTRY_VERIFY(loss->isVisible());
        QVERIFY(loss->text().startsWith("Can't be restored from this store any more: SCN 3"));
        QVERIFY(find<QPushButton>("lossDelete")->text().startsWith("Delete Archive log of "));
        click("lossDelete");
        QTRY_COMPARE(tree()->model()->rowCount(), 1);
        QTRY_VERIFY(!m_messages.empty());
        QCOMPARE(m_messages.back().text, "1 backup(s) deleted.");
        QVERIFY(!loss->isVisible());
    }

    void setsAreFound()
    {
        make(Kind::Full);
        record("DELETE FROM orders WHERE id = 1");
        make(Kind::ArchiveLog);
        m_page->showPane("catalogue");
        QTRY_COMPARE(tree()->model()->rowCount(), 2);
        auto *kind = find<QComboBox>("setKind");
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Down);
        QCOMPARE(kind->currentText(), "Full");
        QCOMPARE(tree()->model()->rowCount(), 1);
        QTest::keyClicks(find<QLineEdit>("setFilter"), "nowhere");
        QCOMPARE(tree()->model()->rowCount(), 0);
        QCOMPARE(find<QLabel>("setTreeEmpty")->text(), "No backup fits the filter.");
        find<QLineEdit>("setFilter")->clear();
        QCOMPARE(tree()->model()->rowCount(), 1);
        click("setCrosscheck");
        QTRY_VERIFY(!m_messages.empty());
        QVERIFY(m_messages.back().text.startsWith("All 2 backup(s) of "));
    }

    void aSetThatIsMissingIsSeen()
    {
        make(Kind::Full);
        const SetInfo set = m_page->catalogue()->snapshot().sets.front();
        QVERIFY(QFile::remove(QString::fromStdString(set.folder + "/" + set.manifest.pieces.front().name)));
        m_page->showPane("catalogue");
        click("setCrosscheck");
        QTRY_VERIFY(!m_messages.empty());
        QCOMPARE(m_messages.back().kind, message::Kind::Warning);
        QTRY_COMPARE(stateText(), "Nothing can be restored from the backups that there are.");
        QVERIFY(!find<QPushButton>("setRestore")->isEnabled());
    }

    void aBackupIsVerified()
    {
        make(Kind::Full);
        m_page->showPane("catalogue");
        QTRY_COMPARE(tree()->model()->rowCount(), 1);
        click("setVerify");
        QCOMPARE(find<QComboBox>("verifyLevel")->currentText(), "Restore test");
        click("verifyStart");
        auto *result = find<QLabel>("verifyResult");
        QTRY_VERIFY(result->isVisible());
        QVERIFY2(result->text().startsWith("No findings"), qPrintable(result->text()));
        QVERIFY(result->text().contains("were restored in"));
        auto *list = find<QTableView>("findingList");
        QVERIFY(!list->isVisible());
        // The overview tells of the drill.
        QTRY_VERIFY(m_page->catalogue()->snapshot().summary->drilled);
        // One bit of its piece.
        const SetInfo set = m_page->catalogue()->snapshot().sets.front();
        QFile piece(QString::fromStdString(set.folder + "/" + set.manifest.pieces.front().name));
        QVERIFY(piece.open(QIODevice::ReadWrite));
        QByteArray bytes = piece.readAll();
        bytes[40] = static_cast<char>(bytes[40] ^ 1);
        QVERIFY(piece.seek(0) && piece.write(bytes) == bytes.size());
        piece.close();
        auto *level = find<QComboBox>("verifyLevel");
        level->setFocus();
        QTest::keyClick(level, Qt::Key_Home);
        QTest::keyClick(level, Qt::Key_Down);
        QCOMPARE(level->currentText(), "Standard");
        click("verifyStart");
        QTRY_VERIFY(list->isVisible());
        QVERIFY(list->model()->rowCount() >= 1);
        QCOMPARE(list->model()->index(0, FindingsModel::PieceColumn).data().toString(),
                 QString::fromStdString(set.manifest.pieces.front().name));
        QTRY_COMPARE(tree()->model()->index(0, SetsModel::StatusColumn).data().toString(), "Damaged");
    }

    void retentionIsTriedBeforeItIsDone()
    {
        for (int i = 0; i < 3; ++i) {
            record("UPDATE orders SET price = price + 1");
            make(Kind::Full);
        }
        auto *pane = m_page->showPane<RetentionPane>("retention");
        QTRY_VERIFY(pane->planned());
        QVERIFY(find<QLabel>("retentionSummary")->text().startsWith("By these rules all 3"));
        QVERIFY(!find<QPushButton>("retentionPrune")->isVisible());
        toggle("retentionWindow"); // off: no rule at all
        QTRY_VERIFY(find<QLabel>("retentionSummary")->text().startsWith("Say what to keep"));
        toggle("retentionRedundancy");
        auto *prune = find<QPushButton>("retentionPrune");
        QTRY_VERIFY(prune->isVisible() && prune->isEnabled());
        QVERIFY(prune->text().startsWith("Delete 1 backup(s), free "));
        auto *list = find<QTableView>("retentionList");
        QCOMPARE(list->model()->index(0, RetentionModel::FateColumn).data().toString(), "Goes");
        find<QSpinBox>("retentionCopies")->setFocus();
        QTest::keyClick(find<QSpinBox>("retentionCopies"), Qt::Key_Down);
        QTRY_VERIFY(prune->isEnabled() && prune->text().startsWith("Delete 2 backup(s)"));
        QCOMPARE(m_page->catalogue()->snapshot().sets.size(), std::size_t(3));
        click("retentionPrune");
        QTRY_COMPARE(m_page->catalogue()->snapshot().sets.size(), std::size_t(1));
        QTRY_VERIFY(!prune->isVisible());
    }

    void encryptionAsksForTheKeyTwice()
    {
        click("backupsCreate");
        auto *key = find<QComboBox>("createKey");
        key->setFocus();
        QTest::keyClick(key, Qt::Key_Down);
        auto *start = find<QPushButton>("createStart");
        QVERIFY(!start->isEnabled());
        QTest::keyClicks(find<QLineEdit>("createPassphrase"), "correct horse");
        QVERIFY(!start->isEnabled());
        QTest::keyClicks(find<QLineEdit>("createRepeat"), "correct hors");
        QVERIFY(!start->isEnabled());
        QTest::keyClicks(find<QLineEdit>("createRepeat"), "e");
        QVERIFY(start->isEnabled());
        click("createStart");
        QTRY_VERIFY(find<QLabel>("createResult")->isVisible());
        QVERIFY2(find<QLabel>("createResult")->text().startsWith("Full of "),
                 qPrintable(find<QLabel>("createResult")->text()));
        QTRY_COMPARE(m_page->catalogue()->snapshot().sets.size(), std::size_t(1));
        QVERIFY(m_page->catalogue()->snapshot().sets.front().manifest.encryption);
        QVERIFY(find<QLineEdit>("createPassphrase")->text().isEmpty());
        // Another with a wrong one is refused at once.
        QTest::keyClicks(find<QLineEdit>("createPassphrase"), "wrong");
        QTRY_VERIFY(start->isEnabled()); // once is enough: the store has a key
        click("createStart");
        QTRY_VERIFY(find<QLabel>("createResult")->property("role").toString() == "error");
        QCOMPARE(m_page->catalogue()->snapshot().sets.size(), std::size_t(1));
    }

    void panesByTabsAndKeys()
    {
        QTest::keyClick(m_page.get(), Qt::Key_3, Qt::AltModifier);
        QCOMPARE(m_page->pane(), "create");
        clickTab(1);
        QCOMPARE(m_page->pane(), "catalogue");
        m_page->answer({{"pane", "retention"}});
        QCOMPARE(m_page->state().value("pane").toString(), "retention");
        QVERIFY(m_page->showPane("nothing") == nullptr);
        m_theme->setMode(theme::Mode::Dark); // nothing falls over
        m_theme->setMode(theme::Mode::Light);
    }

private:
    QString path(const char *name) const { return QString::fromStdString(m_folder->file(name)); }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        return m_page->findChild<Widget *>(name);
    }
    void click(const char *name)
    {
        auto *button = find<QPushButton>(name);
        QVERIFY2(button != nullptr && button->isVisible(), name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void toggle(const char *name)
    {
        QTest::mouseClick(find<QCheckBox>(name), Qt::LeftButton, {}, QPoint(8, 8));
    }
    void clickTab(int index)
    {
        auto *tabs = find<QTabBar>("backupTabs");
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(index).center());
    }
    QTreeView *tree() const { return find<QTreeView>("setTree"); }
    void chooseRow(int row)
    {
        const QRect place = tree()->visualRect(tree()->model()->index(row, 1));
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, place.center());
        QCOMPARE(tree()->currentIndex().row(), row);
    }
    QString stateText() const { return find<QLabel>("backupsState")->accessibleName(); }

    void record(const char *sql)
    {
        timeline::RecorderOptions options;
        options.location.database = m_folder->file("shop.db");
        timeline::Recorder recorder(options, {});
        m_writer->execute(sql);
        recorder.poll();
        recorder.close();
    }

    void make(Kind kind)
    {
        const std::size_t before = m_page->catalogue()->snapshot().sets.size();
        NewBackup wanted;
        wanted.store = m_page->catalogue()->usualStore();
        wanted.kind = kind;
        m_page->work()->create(wanted);
        QTRY_COMPARE(m_page->catalogue()->snapshot().sets.size(), before + 1);
    }

    task::TaskList m_tasks;
    std::unique_ptr<test::TempFolder> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<theme::Theme> m_theme;
    std::unique_ptr<test::PlainDatabase> m_writer;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::unique_ptr<BackupsPage> m_page;
    std::vector<message::Message> m_messages;
    std::vector<shell::OpenRequest> m_opened;
};

} // namespace

QTEST_MAIN(BackupsTest)
#include "tst_backups.moc"
