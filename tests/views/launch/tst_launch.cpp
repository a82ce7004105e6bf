// Starting the program: one running instance takes what later starts are asked for, whatever became of it;
// the real program and the class that it uses. Files that the desktop hands over; the language.
#include "app/workbench/application.h"
#include "app/workbench/single_instance.h"
#include "app/workbench/translations.h"
#include "app/workbench/workbench.h"
#include "views/common/editor/sql_editor.h"

#include <QFileOpenEvent>
#include <QLocalSocket>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace strandline;
using namespace std::chrono_literals;
using workbench::LaunchRequest;
using workbench::SingleInstance;

class LaunchTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::vector<std::unique_ptr<QProcess>> m_started;

    QString make(const QString &name)
    {
        const QString path = m_folder.filePath(name);
        sqlite::ConnectionOptions options;
        options.access = sqlite::Access::Create;
        sqlite::Connection(path.toStdString(), options).execute("CREATE TABLE IF NOT EXISTS t(a)");
        return path;
    }

    // A folder a test, for the settings and for the socket.
    QString folder()
    {
        const QString path = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()));
        QDir().mkpath(path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
    QString settings() { return folder() + "/settings.ini"; }

    // The program; in the folder of the databases.
    QProcess *start(const QStringList &arguments)
    {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_RUNTIME_DIR", folder());
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        process->setProcessEnvironment(environment);
        process->setWorkingDirectory(m_folder.path());
        process->setProcessChannelMode(QProcess::MergedChannels);
        process->start(qEnvironmentVariable("STRANDLINE_PROGRAM"),
                       QStringList{"--settings", settings()} + arguments);
        if (!process->waitForStarted()) {
            qFatal("the program does not start");
        }
        m_started.push_back(std::move(process));
        return m_started.back().get();
    }

    QStringList opened()
    {
        return QSettings(settings(), QSettings::IniFormat).value("v1/recentFiles").toStringList();
    }
    QString socket() { return SingleInstance(settings(), folder()).socketPath(); }

    static void signal(const char *name, const QProcess *process)
    {
        if (QProcess::execute("kill", {name, QString::number(process->processId())}) != 0) {
            qFatal("cannot send %s", name);
        }
    }

private slots:
    void cleanup()
    {
        for (const auto &process : m_started) {
            if (process->state() != QProcess::NotRunning) {
                process->kill();
                process->waitForFinished();
            }
        }
        m_started.clear();
    }

    void requestsSurviveTheirJson()
    {
        const LaunchRequest request{{"/a b.db", "/ü\n.db"}, "SELECT\n1", "x.sql", true, "token"};
        QVERIFY(!toJson(request).contains('\n')); // one line
        QCOMPARE(workbench::launchRequestFromJson(toJson(request)), std::optional(request));
        QVERIFY(!workbench::launchRequestFromJson("[]"));
        QVERIFY(!workbench::launchRequestFromJson("nonsense"));
    }

    void theFirstTakesTheRequestOfTheSecond()
    {
        SingleInstance first({}, folder());
        QVERIFY(first.becomeFirst());
        QList<LaunchRequest> requests;
        connect(&first, &SingleInstance::requested, this, [&](const LaunchRequest &r) { requests << r; });
        const LaunchRequest request{{"/data/a.db"}, {}, {}, true, {}};
        std::atomic<int> taken = -1;
        std::thread second([&, path = folder()] {
            SingleInstance other({}, path);
            taken = !other.becomeFirst() && other.forward(request, 20s) ? 1 : 0;
        });
        QTRY_VERIFY_WITH_TIMEOUT(taken >= 0, 25'000);
        second.join();
        QCOMPARE(taken, 1);
        QCOMPARE(requests, QList{request});
    }

    void nobodyElseMayEnter()
    {
        SingleInstance first({}, folder());
        QVERIFY(first.becomeFirst());
        const QFile::Permissions others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QCOMPARE(QFile::permissions(first.socketPath()) & others, QFile::Permissions());
    }

    void everySettingsFileHasItsOwn()
    {
        SingleInstance user({}, folder());
        SingleInstance other(settings(), folder());
        QVERIFY(user.becomeFirst());
        QVERIFY(other.becomeFirst());
    }

    void nonsenseIsNoRequest()
    {
        SingleInstance first({}, folder());
        QVERIFY(first.becomeFirst());
        QSignalSpy requested(&first, &SingleInstance::requested);
        for (const QByteArray &text : {QByteArray("{\n"), QByteArray("[1]\n"), QByteArray(65 << 20, 'x')}) {
            QLocalSocket socket;
            socket.connectToServer(first.socketPath());
            socket.write(text);
            QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState); // thrown out
        }
        QCOMPARE(requested.count(), 0);
    }

    void aFirstThatHangsIsToldNothing()
    {
        SingleInstance first({}, folder());
        QVERIFY(first.becomeFirst());
        QSignalSpy requested(&first, &SingleInstance::requested);
        SingleInstance second({}, folder());
        QVERIFY(!second.becomeFirst());
        QVERIFY(!second.forward({{"/data/a.db"}, {}, {}, false, {}},
                                200ms)); // the first runs no event loop meanwhile
        QTest::qWait(50);                // and when it does again
        QCOMPARE(requested.count(), 0);
    }

    void theProgramHandsItsFilesOver()
    {
        const QString first = make("first.db");
        const QString second = make("second.db");
        start({first});
        QTRY_COMPARE_WITH_TIMEOUT(opened(), QStringList{first}, 30'000);
        QProcess *later = start({"--read-only", "second.db"}); // relative to where it starts
        QTRY_COMPARE_WITH_TIMEOUT(later->state(), QProcess::NotRunning, 30'000);
        QCOMPARE(later->exitCode(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(opened(), (QStringList{second, first}), 30'000);
    }

    void aNewInstanceStaysOne()
    {
        const QString first = make("first.db");
        const QString second = make("second.db");
        start({first});
        QTRY_COMPARE_WITH_TIMEOUT(opened(), QStringList{first}, 30'000);
        QProcess *later = start({"--new-instance", second});
        QTRY_VERIFY_WITH_TIMEOUT(opened().contains(second), 30'000);
        QCOMPARE(later->state(), QProcess::Running);
    }

    void aKilledProgramIsSucceeded()
    {
        QProcess *first = start({});
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(socket()), 30'000);
        first->kill();
        QVERIFY(first->waitForFinished());
        QVERIFY(QFileInfo::exists(socket())); // nobody cleaned up
        const QString file = make("first.db");
        QProcess *second = start({file});
        QTRY_COMPARE_WITH_TIMEOUT(opened(), QStringList{file}, 30'000);
        QCOMPARE(second->state(), QProcess::Running);
        start({make("second.db")}); // and it is found in its turn
        QTRY_COMPARE_WITH_TIMEOUT(opened().size(), 2, 30'000);
    }

    void aHungProgramDoesNotHangTheNext()
    {
        QProcess *first = start({});
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(socket()), 30'000);
        signal("-STOP", first);
        const QString file = make("first.db");
        QProcess *second = start({file});
        QTRY_COMPARE_WITH_TIMEOUT(opened(), QStringList{file}, 30'000);
        QCOMPARE(second->state(), QProcess::Running); // on its own
        signal("-CONT", first);
    }

    void aWorksheetNeedsADatabaseAndAFile()
    {
        for (const QStringList &arguments :
             {QStringList{"--sql", "query.sql"}, QStringList{"--sql", "missing.sql", make("first.db")}}) {
            QProcess *program = start(arguments);
            QTRY_COMPARE_WITH_TIMEOUT(program->state(), QProcess::NotRunning, 30'000);
            QCOMPARE(program->exitCode(), 2);
            QVERIFY(program->readAll().contains(arguments.size() == 2 ? "--sql" : "missing.sql"));
        }
    }

    void theHelpNamesEveryOption()
    {
        QProcess *program = start({"--help"});
        QTRY_COMPARE_WITH_TIMEOUT(program->state(), QProcess::NotRunning, 30'000);
        const QString help = program->readAll();
        for (const char *option :
             {"--settings", "--read-only", "--sql", "--new-instance", "--tour", "--version"}) {
            QVERIFY2(help.contains(option), option);
        }
    }

    void theDesktopHandsFilesOver()
    {
        auto *application = static_cast<workbench::Application *>(qApp);
        QSignalSpy handed(application, &workbench::Application::fileHandedOver);
        QFileOpenEvent event(make("first.db"));
        QApplication::sendEvent(application, &event);
        QCOMPARE(handed.count(), 1);
        QCOMPARE(handed.first().first().toString(), m_folder.filePath("first.db"));
    }

    void aRequestOpensItsFilesInTheWindowThatIsThere()
    {
        workbench::Workbench program(settings());
        shell::MainWindow *window = program.openWindow({});
        window->showMinimized();
        program.launch({{make("first.db")}, {}, {}, true, {}});
        QTRY_COMPARE(window->session()->path(), m_folder.filePath("first.db"));
        QVERIFY(window->session()->readOnly());
        QVERIFY(!window->isMinimized());
    }

    void sqlOpensAWorksheetOverItsDatabase()
    {
        workbench::Workbench program(settings());
        shell::MainWindow *window = program.openWindow(make("other.db"));
        program.launch({{make("first.db")}, "SELECT 42 AS answer;\n", "query.sql", false, {}});
        const auto shown = [window] {
            for (const auto *editor : window->findChildren<editor::SqlEditor *>()) {
                if (editor->isVisible()) {
                    return editor->text();
                }
            }
            return QString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(shown(), QString("SELECT 42 AS answer;\n"), 10'000);
        QCOMPARE(window->session()->path(), m_folder.filePath("first.db"));
    }

    void theLanguageIsTheChosenOne()
    {
        QSettings(settings(), QSettings::IniFormat).setValue("v1/language", "de");
        QCOMPARE(workbench::chosenLocale(settings()).language(), QLocale::German);
        QCOMPARE(workbench::chosenLocale(folder() + "/none.ini"), QLocale::system());
        {
            workbench::Translations translations(qEnvironmentVariable("STRANDLINE_TRANSLATIONS"));
            translations.use(workbench::chosenLocale(settings()));
            QCOMPARE(QCoreApplication::translate("strandline::shell::MainWindow", "&File"),
                     QString("&Datei"));
            QCOMPARE(QLocale().toString(1.5), QString("1,5"));
        }
        QCOMPARE(QCoreApplication::translate("strandline::shell::MainWindow", "&File"), QString("&File"));
        QLocale::setDefault(QLocale::system());
    }
};

int main(int argc, char **argv)
{
    workbench::Application application(argc, argv);
    LaunchTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_launch.moc"
