// The settings as a person uses them: search, theme, sizes, shortcuts, recent files, what can be copied of
// the program. Real clicks and keys, offscreen.
#include "views/settings/about_page.h"
#include "views/settings/keys_model.h"
#include "views/settings/settings_feature.h"
#include "views/settings/settings_view.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <QVBoxLayout>

using namespace strandline;
using settings::SettingsView;

class SettingsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_settings;
    task::TaskList m_tasks;
    theme::Theme m_theme;
    std::unique_ptr<session::RecentFiles> m_recent;
    std::unique_ptr<commands::Shortcuts> m_shortcuts;
    std::unique_ptr<QWidget> m_window; // has the commands
    std::unique_ptr<SettingsView> m_view;
    QAction *m_newTab = nullptr;
    QAction *m_palette = nullptr;
    QAction *m_run = nullptr;

    template <typename W>
    W *find(const char *name) const
    {
        W *widget = m_view->findChild<W *>(name);
        if (widget == nullptr) {
            qFatal("no widget %s", name);
        }
        return widget;
    }

    void makeView()
    {
        shell::Feature other;
        other.id = "spelling";
        other.settingsPages.push_back({"Spelling", "check", [](const shell::PageContext &context) {
                                           auto *page = new widgets::Form;
                                           page->addRow("Dictionary", new QComboBox);
                                           if (context.session != nullptr) {
                                               qFatal("a settings page has no database");
                                           }
                                           return page;
                                       }});
        shell::PageContext context;
        context.theme = &m_theme;
        context.settings = m_settings.get();
        context.recent = m_recent.get();
        context.shortcuts = m_shortcuts.get();
        const shell::Feature feature = settings::settingsFeature({other});
        m_view.reset(static_cast<SettingsView *>(feature.factory(context)));
        m_theme.dress(m_view.get());
        m_view->resize(1080, 700);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }

    QStringList shownPages() const
    {
        QStringList titles;
        auto *list = find<QListWidget>("settingsList");
        for (int i = 0; i < list->count(); ++i) {
            if (!list->item(i)->isHidden()) {
                titles << list->item(i)->text();
            }
        }
        return titles;
    }

    void chooseCommand(const QString &id)
    {
        m_view->showPage("keys");
        auto *view = find<QTreeView>("keysView");
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QModelIndex index = view->model()->index(row, settings::KeysModel::IdColumn);
            if (index.data().toString() == id) {
                view->setCurrentIndex(index);
                return;
            }
        }
        qFatal("no command %s", qPrintable(id));
    }

    void record(Qt::Key key, Qt::KeyboardModifiers modifiers)
    {
        QTest::mouseClick(find<QPushButton>("keysStart"), Qt::LeftButton);
        auto *edit = find<QKeySequenceEdit>("keysRecord");
        QTRY_VERIFY(edit->hasFocus());
        QSignalSpy done(edit, &QKeySequenceEdit::editingFinished);
        QTest::keyClick(edit, key, modifiers);
        QTRY_COMPARE(done.count(), 1);
    }

private slots:
    void init()
    {
        m_settings = std::make_unique<QSettings>(
            m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + ".ini"),
            QSettings::IniFormat);
        m_recent = std::make_unique<session::RecentFiles>(m_settings.get(), &m_tasks);
        m_shortcuts = std::make_unique<commands::Shortcuts>(m_settings.get());
        m_window = std::make_unique<QWidget>();
        m_newTab = new QAction("&New tab", m_window.get());
        m_shortcuts->bind(m_newTab, "shell.newTab", {QKeySequence(Qt::CTRL | Qt::Key_T)});
        m_palette = new QAction("Command palette…", m_window.get());
        m_shortcuts->bind(m_palette, "shell.palette", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)});
        m_run = new QAction("Run statement", m_window.get());
        m_shortcuts->bindToPage(m_window.get(), m_run, "worksheet.run",
                                {QKeySequence(Qt::CTRL | Qt::Key_Return)});
        makeView();
    }

    void cleanup()
    {
        m_view.reset();
        m_window.reset();
        m_theme.setFontSize(0);
        m_theme.setMode(theme::Mode::Light);
    }

    void hasAPageForEachSubjectAndFeature()
    {
        QCOMPARE(shownPages(),
                 (QStringList{"Appearance", "Keys", "Databases", "Spelling", "About Strandline"}));
        QCOMPARE(m_view->page(), QString("appearance"));
        auto *list = find<QListWidget>("settingsList");
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(m_view->page(), QString("keys"));
        m_view->showPage("spelling");
        QCOMPARE(m_view->page(), QString("spelling"));
        m_view->showPage("no such page");
        QCOMPARE(m_view->page(), QString("spelling"));
    }

    void searchFiltersPagesAndMarksSettings()
    {
        auto *search = find<QLineEdit>("settingsSearch");
        QTest::keyClicks(search, "diction");
        QCOMPARE(shownPages(), (QStringList{"Spelling (1)"}));
        QCOMPARE(m_view->page(), QString("spelling"));
        QStringList marked;
        for (const QLabel *label : m_view->findChildren<QLabel *>()) {
            if (label->property("match").toBool()) {
                marked << label->text();
            }
        }
        QCOMPARE(marked, QStringList{"Dictionary"});
        search->clear();
        QTest::keyClicks(search, "icons");
        QCOMPARE(shownPages(), (QStringList{"Appearance (1)"}));
        search->clear();
        QTest::keyClicks(search, "run stat"); // a command
        QCOMPARE(shownPages(), (QStringList{"Keys (1)"}));
        QCOMPARE(find<QTreeView>("keysView")->model()->rowCount(), 1);
        search->clear();
        QTest::keyClicks(search, "xyzzy");
        QCOMPARE(shownPages(), QStringList());
        QCOMPARE(m_view->page(), QString());
        search->clear();
        QCOMPARE(shownPages().size(), 5);
        QVERIFY(find<QTreeView>("keysView")->model()->rowCount() >= 3);
        for (const QWidget *widget : m_view->findChildren<QWidget *>()) {
            QVERIFY(!widget->property("match").toBool());
        }
    }

    void themeAppliesAtOnce()
    {
        QTest::mouseClick(find<QAbstractButton>("themeCard-dark"), Qt::LeftButton);
        QCOMPARE(m_theme.mode(), theme::Mode::Dark);
        QCOMPARE(m_settings->value("v1/theme").toString(), QString("dark"));
        QVERIFY(find<QAbstractButton>("themeCard-dark")->isChecked());
        m_theme.setMode(theme::Mode::Light); // from the menu
        QVERIFY(find<QAbstractButton>("themeCard-light")->isChecked());
    }

    void sizesApplyAtOnceToHeadingsToo()
    {
        m_view->showPage("keys"); // makes it
        m_view->showPage("appearance");
        const double system = m_theme.systemFontSize();
        QLabel heading("Heading");
        heading.setFont(theme::Theme::heading());
        auto *box = find<QComboBox>("fontSize");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_End);
        QCOMPARE(m_settings->value("v1/fontSize").toInt(), 13);
        QCOMPARE(QApplication::font().pointSizeF(), 13.0);
        QCOMPARE(m_view->font().pointSizeF(), 13.0);
        QVERIFY(qAbs(heading.font().pointSizeF() - 13 * theme::headingScale) < 0.1);
        QTest::keyClick(box, Qt::Key_Home);
        QCOMPARE(QApplication::font().pointSizeF(), system);
        auto *icons = find<QComboBox>("iconSize");
        const QSize before = find<QPushButton>("keysStart")->iconSize();
        icons->setFocus();
        QTest::keyClick(icons, Qt::Key_End);
        QCOMPARE(m_settings->value("v1/iconSize").toInt(), 24);
        QCOMPARE(find<QPushButton>("keysStart")->iconSize(), before * 1.5);
        QTest::keyClick(icons, Qt::Key_Home);
        QCOMPARE(find<QPushButton>("keysStart")->iconSize(), before);
    }

    void keysAreRecordedAndKept()
    {
        chooseCommand("shell.newTab");
        record(Qt::Key_J, Qt::ControlModifier | Qt::AltModifier);
        const QKeySequence wanted(Qt::CTRL | Qt::ALT | Qt::Key_J);
        QCOMPARE(m_newTab->shortcut(), wanted);
        QVERIFY(!find<QPushButton>("keysTake")->isVisible());
        QCOMPARE(m_settings->value("v1/shortcuts/shell.newTab").toStringList(),
                 QStringList{wanted.toString()});
        QTest::mouseClick(find<QPushButton>("keysReset"), Qt::LeftButton);
        QCOMPARE(m_newTab->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_T));
        QVERIFY(!m_settings->contains("v1/shortcuts/shell.newTab"));
        QTest::mouseClick(find<QPushButton>("keysRemove"), Qt::LeftButton);
        QVERIFY(m_newTab->shortcut().isEmpty());
        QTest::mouseClick(find<QPushButton>("keysResetAll"), Qt::LeftButton);
        QCOMPARE(m_newTab->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_T));
    }

    void aConflictIsShownAndTakenOnRequest()
    {
        chooseCommand("shell.newTab");
        record(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_newTab->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_T)); // not yet
        QVERIFY(find<QLabel>("keysConflict")->text().contains("Command palette"));
        QTest::mouseClick(find<QPushButton>("keysTake"), Qt::LeftButton);
        QCOMPARE(m_newTab->shortcut(), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
        QVERIFY(m_palette->shortcut().isEmpty());
        QVERIFY(!find<QPushButton>("keysTake")->isVisible());
        // Put back, the palette's default meets the new tab's key.
        chooseCommand("shell.palette");
        QTest::mouseClick(find<QPushButton>("keysReset"), Qt::LeftButton);
        QVERIFY(m_palette->shortcut().isEmpty());
        QVERIFY(find<QPushButton>("keysTake")->isVisible());
        QTest::mouseClick(find<QPushButton>("keysTake"), Qt::LeftButton);
        QCOMPARE(m_palette->shortcut(), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
        QVERIFY(m_newTab->shortcut().isEmpty());
    }

    void commandsOfDifferentPagesDontConflict()
    {
        QAction refresh("Refresh");
        m_shortcuts->bindToPage(m_window.get(), &refresh, "browse.refresh", {QKeySequence(Qt::Key_F5)});
        QAction find("Find");
        m_shortcuts->bindToPage(m_window.get(), &find, "page.find", {QKeySequence(Qt::CTRL | Qt::Key_F)});
        const auto conflicts = [this](const char *id, const QString &keys) {
            return m_shortcuts->conflicts(id, {QKeySequence(keys)});
        };
        QCOMPARE(conflicts("browse.refresh", "Ctrl+Return"), QStringList());
        QCOMPARE(conflicts("browse.refresh", "Ctrl+T"), QStringList{"shell.newTab"});
        QVERIFY(conflicts("worksheet.run", "Ctrl+F").contains("page.find"));
        QCOMPARE(conflicts("shell.newTab", "Ctrl+Return"), QStringList{"worksheet.run"});
        QCOMPARE(conflicts("shell.palette", "Ctrl+T, Ctrl+U"), QStringList{"shell.newTab"}); // its beginning
    }

    void theTableOfKeysIsSound()
    {
        settings::KeysModel model(m_shortcuts.get());
        QAbstractItemModelTester tester(&model);
        const int rows = model.rowCount();
        QAction late("Late");
        m_shortcuts->bind(&late, "worksheet.late", {});
        QCOMPARE(model.rowCount(), rows + 1);
        m_shortcuts->setKeys("worksheet.late", {QKeySequence("F8"), QKeySequence("F9")});
        const QModelIndex keys = model.index(model.row("worksheet.late"), settings::KeysModel::KeysColumn);
        QCOMPARE(keys.data().toString(), QString("F8 · F9"));
        QVERIFY(keys.data(Qt::FontRole).value<QFont>().bold());
    }

    void recentAndRecordedDatabasesAreListed()
    {
        m_recent->add("/data/one.db");
        m_recent->add("/data/two.db");
        m_settings->setValue("v1/recordedDatabases", QStringList{"/data/one.db", "/data/two.db"});
        m_view->showPage("databases");
        auto *restore = find<QCheckBox>("restoreWindows");
        QVERIFY(restore->isChecked());
        QTest::mouseClick(restore, Qt::LeftButton, Qt::NoModifier, QPoint(8, restore->height() / 2));
        QCOMPARE(m_settings->value("v1/restoreWindows").toBool(), false);
        auto *files = find<QListView>("recentFiles");
        QTRY_VERIFY(files->model()->index(0, 0).data().toString().contains("(missing)"));
        files->setCurrentIndex(files->model()->index(1, 0));
        QTest::mouseClick(find<QPushButton>("recentPin"), Qt::LeftButton);
        QVERIFY(m_recent->index(0).data(session::RecentFiles::PinnedRole).toBool());
        QTest::mouseClick(find<QPushButton>("recentClear"), Qt::LeftButton);
        QCOMPARE(m_recent->rowCount(), 1);
        files->setCurrentIndex(files->model()->index(0, 0));
        QTest::mouseClick(find<QPushButton>("recentRemove"), Qt::LeftButton);
        QCOMPARE(m_recent->rowCount(), 0);
        auto *recorded = find<QListWidget>("recordedDatabases");
        QCOMPARE(recorded->count(), 2);
        recorded->setCurrentRow(0);
        QTest::mouseClick(find<QPushButton>("recordedRemove"), Qt::LeftButton);
        QCOMPARE(m_settings->value("v1/recordedDatabases").toStringList(), QStringList{"/data/two.db"});
        QCOMPARE(recorded->count(), 1);
    }

    void aboutTellsAndCopies()
    {
        m_view->showPage("about");
        QVERIFY(find<QLabel>("compileOptions")->text().contains("THREADSAFE="));
        QTest::mouseClick(find<QPushButton>("aboutCopy"), Qt::LeftButton);
        const QString copied = QGuiApplication::clipboard()->text();
        for (const char *part :
             {"Strandline 0.1.0", "SQLite 3.", "Qt 6.", "QScintilla: GPL-3.0", "THREADSAFE="}) {
            QVERIFY2(copied.contains(part), part);
        }
    }
};

QTEST_MAIN(SettingsTest)
#include "tst_settings.moc"
