// The first view of a newcomer: how the program shall look, recent files, the demo. Real clicks and keys.
#include "app/workbench/workbench.h"
#include "views/common/theme/theme_choice.h"
#include "views/shell/start_page.h"

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace strandline;
using session::DatabaseSession;

class StartPageTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<workbench::Workbench> m_workbench;

    QString settingsFile() const
    {
        return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + ".ini");
    }
    void start() { m_workbench = std::make_unique<workbench::Workbench>(settingsFile()); }

    static QWidget *choice(QWidget *window) { return window->findChild<QWidget *>("firstThemeChoice"); }
    static theme::ThemeCard *card(QWidget *window, const char *mode)
    {
        auto *card = window->findChild<theme::ThemeCard *>(QString("themeCard-") + mode);
        return card != nullptr ? card : (qFatal("no card %s", mode), nullptr);
    }
    static QPushButton *entry(QWidget *window, const QString &text)
    {
        for (QPushButton *button : window->findChild<QWidget *>("startPage")->findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible()) {
                return button;
            }
        }
        return nullptr;
    }
    QString file(const QString &name)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("cannot write %s", qPrintable(name));
        }
        return file.fileName();
    }

private slots:
    void cleanup() { m_workbench.reset(); }

    void theThemeIsChosenOnceByClick()
    {
        start();
        shell::MainWindow *window = m_workbench->openWindow({});
        QVERIFY(choice(window) != nullptr && choice(window)->isVisible());
        QVERIFY(!card(window, "system")->isChecked()); // nothing is chosen for the user
        QTest::mouseClick(card(window, "dark"), Qt::LeftButton);
        QCOMPARE(m_workbench->theme().mode(), theme::Mode::Dark);
        QVERIFY(card(window, "dark")->isChecked());
        QTRY_COMPARE(window->grab().toImage().pixelColor(30, 600), theme::darkTokens().window); // at once
        QTest::mouseClick(card(window, "light"), Qt::LeftButton);                               // still there
        QCOMPARE(m_workbench->theme().mode(), theme::Mode::Light);
        start(); // the next start
        QCOMPARE(m_workbench->theme().mode(), theme::Mode::Light);
        QVERIFY(choice(m_workbench->openWindow({})) == nullptr);
    }

    void theThemeIsChosenByKeys()
    {
        start();
        shell::MainWindow *window = m_workbench->openWindow({});
        QVERIFY(QTest::qWaitForWindowActive(window));
        card(window, "system")->setFocus();
        QTest::keyClick(card(window, "system"), Qt::Key_Space);
        QCOMPARE(m_workbench->settings().value("v1/theme").toString(), QString("system"));
        QTest::keyClick(card(window, "system"), Qt::Key_Right);
        QTRY_VERIFY(card(window, "light")->hasFocus());
        QTest::keyClick(card(window, "light"), Qt::Key_Right);
        QTest::keyClick(card(window, "dark"), Qt::Key_Space);
        QCOMPARE(m_workbench->settings().value("v1/theme").toString(), QString("dark"));
    }

    void recentFilesArePinnedMarkedAndCleared()
    {
        start();
        session::RecentFiles &recent = m_workbench->recent();
        recent.add(file("kept.db"));
        recent.add(file("other.db"));
        recent.add(m_folder.filePath("gone.db"));
        shell::MainWindow *window = m_workbench->openWindow({});
        QTRY_VERIFY(entry(window, "gone.db") != nullptr && !entry(window, "gone.db")->isEnabled());
        QVERIFY(entry(window, "kept.db")->isEnabled());
        QToolButton *pin = nullptr;
        for (auto *button : window->findChildren<QToolButton *>("pin")) {
            if (button->accessibleName() == "Pin kept.db") {
                pin = button;
            }
        }
        QVERIFY(pin != nullptr);
        QTest::mouseClick(pin, Qt::LeftButton);
        QCOMPARE(recent.index(0).data(session::RecentFiles::PathRole).toString(),
                 m_folder.filePath("kept.db"));
        QTest::mouseClick(entry(window, "Clear this list"), Qt::LeftButton);
        QCOMPARE(recent.rowCount(), 1);
        QTRY_VERIFY(entry(window, "kept.db") != nullptr);
        QVERIFY(entry(window, "other.db") == nullptr);
        QVERIFY(entry(window, "Clear this list") == nullptr); // what is left is pinned
    }

    void theDemoIsMadeOpenedAndFoundAgain()
    {
        start();
        shell::MainWindow *window = m_workbench->openWindow({});
        auto *page = window->findChild<shell::StartPage *>("startPage");
        QVERIFY(window->findChild<QPushButton *>("openDemo")->isVisible());
        page->makeDemo(m_folder.path());
        QTRY_COMPARE_WITH_TIMEOUT(window->session()->state(), DatabaseSession::State::Open, 240'000);
        QCOMPARE(window->session()->path(), m_folder.filePath("strandline-demo/shop.db"));
        QTRY_VERIFY_WITH_TIMEOUT(window->session()->commits()->rowCount() > 100, 60'000);
        window->session()->close();
        page->makeDemo(m_folder.path()); // there already: opened, not made again
        QTRY_COMPARE(window->session()->state(), DatabaseSession::State::Open);
    }
};

QTEST_MAIN(StartPageTest)
#include "tst_start_page.moc"
