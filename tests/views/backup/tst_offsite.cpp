// Copies elsewhere and encryption in the Backups page, by real clicks and keys: a folder and a bucket that
// are added, tried, copied to, verified, fetched from; a drill; a key that is set up and changed.
#include "engine/backup/create.h"
#include "engine/offsite/copies.h"
#include "engine/offsite/folder_store.h"
#include "engine/timeline/recorder.h"
#include "tests/support/plain_database.h"
#include "tests/support/temp_folder.h"
#include "tests/support/test_s3.h"
#include "views/backup/backups_page.h"
#include "views/backup/encryption_pane.h"
#include "views/backup/offsite_pane.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

#include <map>
#include <mutex>

using namespace strandline;
using namespace strandline::backup;

namespace {

class MemoryKeychain final : public core::Keychain
{
public:
    std::optional<std::string> read(const std::string &name) const override
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(name);
        return found == m_entries.end() ? std::nullopt : std::optional(found->second);
    }
    void write(const std::string &name, const std::string &secret) const override
    {
        const std::lock_guard lock(m_mutex);
        m_entries[name] = secret;
    }
    void remove(const std::string &name) const override
    {
        const std::lock_guard lock(m_mutex);
        m_entries.erase(name);
    }

private:
    mutable std::mutex m_mutex;
    mutable std::map<std::string, std::string> m_entries;
};

class OffsiteTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("no_proxy", "*"); }

    void init()
    {
        m_folder = std::make_unique<test::TempFolder>(test::TempFolder::Place::Memory);
        qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString(m_folder->file("config")));
        QDir().mkpath(path("vault"));
        m_settings = std::make_unique<QSettings>(path("settings.ini"), QSettings::IniFormat);
        m_shortcuts = std::make_unique<commands::Shortcuts>(m_settings.get());
        m_theme = std::make_unique<theme::Theme>(theme::Mode::Light);
        m_session = std::make_unique<session::DatabaseSession>(&m_tasks);
        m_keychain = std::make_shared<MemoryKeychain>();
        m_writer = std::make_unique<test::PlainDatabase>(m_folder->file("shop.db"));
        m_writer->execute("PRAGMA journal_mode=WAL; CREATE TABLE orders(id INTEGER PRIMARY KEY, price);"
                          "INSERT INTO orders VALUES (1, 10), (2, 20), (3, 30)");
        record("UPDATE orders SET price = 0");
        m_session->open(path("shop.db"));
        QTRY_VERIFY(m_session->database());
        make(Kind::Full);
        record("DELETE FROM orders WHERE id = 2");
        make(Kind::Differential);
        openPage();
    }

    void cleanup()
    {
        m_page.reset();
        m_session.reset();
        m_writer.reset();
    }

    void aFolderIsAddedAndCopiedTo()
    {
        showPane("offsite");
        QTRY_VERIFY(find<QLabel>("offsiteTitle")->text().startsWith("No copies elsewhere"));
        QVERIFY(!find<QPushButton>("offsiteCopy")->isEnabled());
        addFolder("vault", path("vault"));
        QTRY_COMPARE(stateText(), "2 backup(s) are not there yet.");
        QCOMPARE(find<QPushButton>("offsiteCopy")->text(), "Copy 2 backup(s) there");
        QCOMPARE(cell(0, CopiesModel::ThereColumn), "Not copied");
        click("offsiteCopy");
        QTRY_VERIFY(resultText().startsWith("2 backup(s) copied, read back and compared"));
        QTRY_COMPARE(stateText(), "All backups of this database are there.");
        QCOMPARE(cell(0, CopiesModel::ThereColumn), "Copied");
        QCOMPARE(cell(1, CopiesModel::KindColumn), "Full");
        QTRY_VERIFY(find<QLabel>("offsiteStandby")->text().contains("not behind"));
        QCOMPARE(copiesThere(), std::size_t(2));
        // What is committed now isn't there.
        record("INSERT INTO orders VALUES (4, 40)");
        make(Kind::ArchiveLog);
        m_page->catalogue()->refresh();
        QTRY_COMPARE(stateText(), "1 backup(s) are not there yet.");
        QTRY_VERIFY(find<QLabel>("offsiteStandby")->text().contains("behind the database"));
        QTRY_COMPARE(table("offsiteList")->model()->index(0, 1).data().toString(), "2 of 3 backup(s)");
    }

    void onlyWhatWasChosenGoes()
    {
        addFolder("vault", path("vault"));
        QTRY_COMPARE(stateText(), "2 backup(s) are not there yet.");
        chooseRow(1); // the full one
        QCOMPARE(find<QPushButton>("offsiteCopy")->text(), "Copy 1 backup(s) there");
        click("offsiteCopy");
        QTRY_COMPARE(stateText(), "1 backup(s) are not there yet.");
        QCOMPARE(cell(1, CopiesModel::ThereColumn), "Copied");
        QCOMPARE(copiesThere(), std::size_t(1));
    }

    void aConnectionIsTriedFirst()
    {
        showPane("offsite");
        click("offsiteAdd");
        QVERIFY(!find<QPushButton>("destinationTest")->isEnabled());
        type("destinationName", "gone");
        type("destinationFolder", path("unplugged"));
        click("destinationTest");
        QTRY_VERIFY(find<QLabel>("destinationResult")->text().startsWith("There is no folder"));
        QVERIFY(!QDir(path("unplugged")).exists());
        find<QLineEdit>("destinationFolder")->clear();
        type("destinationFolder", path("vault"));
        click("destinationTest");
        QTRY_VERIFY(find<QLabel>("destinationResult")->text().startsWith("It works"));
        QVERIFY(QDir(path("vault")).isEmpty());
        click("destinationCancel");
        QCOMPARE(table("offsiteList")->model()->rowCount(), 0);
    }

    void damageThereIsSeen()
    {
        copyAll();
        const SetInfo set = sets().front();
        QFile piece(path("vault/sets/") +
                    QString::fromStdString(set.manifest.id + '/' + set.manifest.pieces[0].name));
        QVERIFY(piece.open(QIODevice::ReadWrite));
        QVERIFY(piece.seek(60));
        piece.write("?");
        piece.close();
        click("offsiteVerify");
        QTRY_VERIFY(resultText().startsWith("1 finding(s)"));
        QVERIFY2(resultText().contains("are not those that were copied"), qPrintable(resultText()));
        QCOMPARE(find<QLabel>("offsiteResult")->property("role").toString(), "error");
    }

    void whatIsLostHereIsFetched()
    {
        copyAll();
        const SetInfo gone = sets().back();
        Catalogue(gone.store).remove({gone.manifest.id}, m_session->database()->clock().now(), {});
        QTest::keyClick(m_page.get(), Qt::Key_F5);
        QTRY_COMPARE(cell(0, CopiesModel::HereColumn), "Not here");
        chooseRow(0);
        QCOMPARE(find<QPushButton>("offsiteFetch")->text(), "Fetch 1 backup(s)");
        click("offsiteFetch");
        QTRY_VERIFY(resultText().startsWith("1 backup(s) fetched"));
        QTRY_COMPARE(cell(0, CopiesModel::HereColumn), "Here");
        QCOMPARE(sets().size(), std::size_t(2));
    }

    void deletingThereIsAskedFor()
    {
        copyAll();
        QVERIFY(!find<QPushButton>("offsiteDelete")->isEnabled());
        chooseRow(1); // the full one, which the other needs
        click("offsiteDelete");
        click("offsiteDeleteNo");
        QVERIFY(!find<QLabel>("offsiteQuestion")->isVisible());
        click("offsiteDelete");
        click("offsiteDeleteYes");
        QTRY_VERIFY(resultText().contains("could no longer be restored"));
        QCOMPARE(copiesThere(), std::size_t(2));
        chooseRow(0);
        click("offsiteDelete");
        click("offsiteDeleteYes");
        QTRY_VERIFY(resultText().startsWith("1 copy(s) deleted there"));
        QTRY_COMPARE(cell(0, CopiesModel::ThereColumn), "Not copied");
        QCOMPARE(copiesThere(), std::size_t(1));
    }

    void aDrillMeasures()
    {
        copyAll();
        QVERIFY(find<QLabel>("offsiteStandby")->text().contains("No drill has tried yet"));
        click("offsiteDrill");
        QTRY_VERIFY_WITH_TIMEOUT(resultText().startsWith("The drill passed"), 20'000);
        QTRY_VERIFY(find<QLabel>("offsiteStandby")->text().contains("Last drill just now: RTO"));
    }

    void aBucketIsReachedWithAKeyFromTheKeychain()
    {
        test::TestS3 service;
        showPane("offsite");
        click("offsiteAdd");
        type("destinationName", "cloud");
        find<QComboBox>("destinationKind")->setCurrentIndex(1);
        type("destinationBucket", "backups");
        type("destinationPrefix", "shop");
        type("destinationEndpoint", QString::fromStdString(service.endpoint()));
        QVERIFY(!find<QLineEdit>("destinationSecret")->isVisible());
        find<QComboBox>("destinationAccess")->setCurrentIndex(2);
        type("destinationKeyId", QString::fromStdString(test::TestS3::credentials().accessKeyId));
        type("destinationSecret", "wrong");
        QCOMPARE(find<QLineEdit>("destinationSecret")->echoMode(), QLineEdit::Password);
        click("destinationTest");
        QTRY_VERIFY(find<QLabel>("destinationResult")->text().contains("refuses the credentials"));
        find<QLineEdit>("destinationSecret")->clear();
        type("destinationSecret", QString::fromStdString(test::TestS3::credentials().secretAccessKey));
        click("destinationTest");
        QTRY_VERIFY(find<QLabel>("destinationResult")->text().startsWith("It works"));
        click("destinationSave");
        QTRY_COMPARE(stateText(), "2 backup(s) are not there yet.");
        QVERIFY(m_keychain->read("destination-cloud"));
        QFile file(path("config/strandline/destinations.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(test::TestS3::credentials().secretAccessKey.c_str()));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        click("offsiteCopy");
        QTRY_VERIFY(resultText().startsWith("2 backup(s) copied"));
        QVERIFY(service.objects().size() >= 5); // store.json, two manifests, two pieces
    }

    void aPlaceThatIsAwayKeepsTheOthersInSight()
    {
        copyAll();
        addFolder("usb", path("vault"));
        QVERIFY(QDir().rename(path("vault"), path("away")));
        QTest::keyClick(m_page.get(), Qt::Key_F5);
        QTRY_COMPARE(table("offsiteList")->model()->index(0, 1).data().toString(), "Can't be read");
        QVERIFY2(stateText().startsWith("There is no folder"), qPrintable(stateText()));
        click("offsiteForget");
        QTRY_COMPARE(table("offsiteList")->model()->rowCount(), 1);
        QVERIFY(QDir(path("away")).exists());
    }

    void aKeyIsSetUpAndChanged()
    {
        showPane("encryption");
        QTRY_COMPARE(headline(), "New backups are not encrypted");
        QVERIFY(find<QLabel>("keyFacts")->text().contains("2 backup(s) are not encrypted"));
        QVERIFY(find<QLabel>("keyLost")->text().startsWith("If the key is lost"));
        QVERIFY(!find<QWidget>("keyOld")->isVisible());
        type("keyNewText", "open sesame");
        QVERIFY(!find<QPushButton>("keyChange")->isEnabled());
        type("keyRepeat", "open sesame");
        click("keyKeep");
        click("keyChange");
        QTRY_COMPARE(headline(), "New backups are encrypted with a passphrase");
        QVERIFY(find<QLabel>("keyResult")->text().startsWith("The key is set up"));
        make(Kind::Full, KeySource::passphrase("open sesame"));
        QTest::keyClick(m_page.get(), Qt::Key_F5);
        QTRY_COMPARE(find<QPushButton>("keyChange")->text(), "Change the key of 1 backup(s)");
        QVERIFY(find<QLabel>("keyTouches")->text().startsWith("1 backup(s) are touched"));
        // The keychain has it; who gives a wrong one is told at once.
        QTRY_COMPARE(find<QComboBox>("keyOldKind")->currentText(), "From the keychain");
        find<QComboBox>("keyOldKind")->setCurrentIndex(0);
        type("keyOldText", "open barley");
        type("keyNewText", "a new one");
        type("keyRepeat", "a new one");
        click("keyChange");
        QTRY_COMPARE(find<QLabel>("keyResult")->property("role").toString(), "error");
        find<QComboBox>("keyOldKind")->setCurrentIndex(2);
        click("keyChange");
        QTRY_VERIFY(find<QLabel>("keyResult")->text().startsWith("The key is changed: 1 backup(s)"));
        const SetInfo newest = sets().back();
        QVERIFY(KeyRing(KeySource::passphrase("a new one")).open(newest.manifest) != nullptr);
    }

    void aKeyFileIsMadeAndSavedElsewhere()
    {
        showPane("encryption");
        QTRY_COMPARE(headline(), "New backups are not encrypted");
        find<QComboBox>("keyNewKind")->setCurrentIndex(1);
        QVERIFY(find<QPushButton>("keyMakeFile")->isVisible());
        click("keyMakeFile");
        choose(path("backups.key"));
        QTRY_VERIFY(QFile::exists(path("backups.key")));
        QCOMPARE(find<QLineEdit>("keyNewText")->text(), path("backups.key"));
        click("keyChange");
        QTRY_COMPARE(headline(), "New backups are encrypted with a key file");
        QVERIFY(!find<QPushButton>("keyExport")->isEnabled());
        type("keyOldText", path("backups.key"));
        click("keyExport");
        choose(path("copy.key"));
        QTRY_VERIFY(QFile::exists(path("copy.key")));
        QFile a(path("backups.key"));
        QFile b(path("copy.key"));
        QTRY_VERIFY(find<QLabel>("keyResult")->text().contains("copy.key"));
        QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly));
        QCOMPARE(b.readAll(), a.readAll());
        QCOMPARE(b.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void withoutAKeychainThatIsSaid()
    {
        m_page.reset();
        m_keychain.reset();
        openPage();
        showPane("encryption");
        QTRY_COMPARE(headline(), "New backups are not encrypted");
        QVERIFY(!find<QCheckBox>("keyKeep")->isEnabled());
        QVERIFY(find<QLabel>("keyKeepHint")->text().startsWith("There is no keychain"));
    }

    void bothThemes()
    {
        copyAll();
        for (const theme::Mode mode : {theme::Mode::Light, theme::Mode::Dark}) {
            m_theme->setMode(mode);
            for (const char *pane : {"offsite", "encryption"}) {
                showPane(pane);
                QTest::qWait(50);
                if (const QByteArray folder = qgetenv("STRANDLINE_PICTURES"); !folder.isEmpty()) {
                    m_page->grab().save(QString("%1/%2-%3.png")
                                            .arg(QString::fromLocal8Bit(folder), QString::fromLatin1(pane),
                                                 mode == theme::Mode::Light ? "light" : "dark"));
                }
            }
        }
        // Every control can be told apart by who can't see it.
        for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
            if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible() && widget->isEnabled() &&
                (qobject_cast<const QLineEdit *>(widget) != nullptr ||
                 qobject_cast<const QComboBox *>(widget) != nullptr)) {
                QVERIFY2(!widget->accessibleName().isEmpty() ||
                             qobject_cast<const QComboBox *>(widget->parentWidget()) != nullptr,
                         qPrintable(widget->objectName()));
            }
        }
    }

private:
    QString path(const QString &name) const
    {
        return QString::fromStdString(m_folder->file(name.toStdString()));
    }

    void openPage()
    {
        shell::PageContext context;
        context.session = m_session.get();
        context.theme = m_theme.get();
        context.settings = m_settings.get();
        context.shortcuts = m_shortcuts.get();
        context.notify = [](const message::Message &) {};
        context.open = [](const shell::OpenRequest &) {};
        context.has = [](const QString &) { return false; };
        m_page = std::make_unique<BackupsPage>(context, m_keychain);
        m_theme->dress(m_page.get());
        m_page->resize(1280, 800);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->catalogue()->refresh();
        QTRY_VERIFY(m_page->catalogue()->loaded());
    }
    void record(const std::string &sql)
    {
        timeline::RecorderOptions options;
        options.location.database = path("shop.db").toStdString();
        timeline::Recorder recorder(options, core::JobContext{});
        m_writer->execute(sql);
        recorder.poll();
        recorder.close();
    }
    void make(Kind kind, const KeySource &key = {})
    {
        CreateRequest request;
        request.database = m_session->database()->location();
        request.store = path("shop.db.backups").toStdString();
        request.kind = kind;
        request.key = key;
        createBackup(request, {});
    }
    std::vector<SetInfo> sets() const { return Catalogue(path("shop.db.backups").toStdString()).sets(); }
    std::size_t copiesThere() const
    {
        offsite::FolderStore there(path("vault").toStdString(), 0);
        return offsite::copyIdsIn(there, {}).size();
    }
    void showPane(const char *id) { QVERIFY(m_page->showPane(id) != nullptr); }
    void addFolder(const QString &name, const QString &folder)
    {
        showPane("offsite");
        click("offsiteAdd");
        type("destinationName", name);
        type("destinationFolder", folder);
        click("destinationSave");
        QTRY_VERIFY(find<QLabel>("offsiteTitle")->text().startsWith(name + " · "));
    }
    void copyAll()
    {
        addFolder("vault", path("vault"));
        QTRY_COMPARE(stateText(), "2 backup(s) are not there yet.");
        click("offsiteCopy");
        QTRY_COMPARE(stateText(), "All backups of this database are there.");
        QTRY_VERIFY(find<QPushButton>("offsiteVerify")->isEnabled());
    }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        auto *found = m_page->findChild<Widget *>(QString::fromLatin1(name));
        if (found == nullptr) {
            qFatal("there is no %s", name);
        }
        return found;
    }
    void click(const char *name)
    {
        auto *button = find<QAbstractButton>(name);
        QTRY_VERIFY2(button->isVisible() && button->isEnabled(), name);
        const QPoint at = qobject_cast<QCheckBox *>(button) != nullptr ? QPoint(8, button->height() / 2)
                                                                       : button->rect().center();
        QTest::mouseClick(button, Qt::LeftButton, {}, at);
    }
    void type(const char *name, const QString &text)
    {
        auto *edit = find<QLineEdit>(name);
        QVERIFY2(edit->isVisible() && edit->isEnabled(), name);
        QTest::keyClicks(edit, text);
    }
    void choose(const QString &file)
    {
        auto *dialog = m_page->findChild<QFileDialog *>();
        QVERIFY(dialog != nullptr);
        dialog->selectFile(file);
        QMetaObject::invokeMethod(dialog, "accept");
    }
    QTableView *table(const char *name) const { return find<QTableView>(name); }
    QString cell(int row, int column) const
    {
        return table("offsiteSets")->model()->index(row, column).data().toString();
    }
    void chooseRow(int row)
    {
        auto *list = table("offsiteSets");
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(row, 0)).center());
    }
    QString stateText() const { return find<QLabel>("offsiteState")->text(); }
    QString resultText() const
    {
        auto *result = find<QLabel>("offsiteResult");
        return result->isVisible() ? result->text() : QString();
    }
    QString headline() const { return find<QLabel>("keyHeadline")->text(); }

    task::TaskList m_tasks;
    std::unique_ptr<test::TempFolder> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<theme::Theme> m_theme;
    std::shared_ptr<MemoryKeychain> m_keychain;
    std::unique_ptr<test::PlainDatabase> m_writer;
    std::unique_ptr<session::DatabaseSession> m_session;
    std::unique_ptr<BackupsPage> m_page;
};

} // namespace

QTEST_MAIN(OffsiteTest)
#include "tst_offsite.moc"
