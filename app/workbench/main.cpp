// strandline: the workbench. Options: --help.
#include "app/cli/stop_signals.h"
#include "app/workbench/application.h"
#include "app/workbench/single_instance.h"
#include "app/workbench/tour.h"
#include "app/workbench/translations.h"
#include "app/workbench/workbench.h"

#include <QCommandLineParser>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <optional>
#include <string_view>

using namespace strandline;

namespace {

struct Options
{
    QStringList files;
    QString tour;
    QString settings;
    QString sql;
    bool readOnly = false;
    bool newInstance = false;
};

constexpr qint64 sqlSizeMax = 16 << 20;
constexpr int wrongUsage = 2;
constexpr std::chrono::milliseconds answerWithin{
    2000}; // a first instance that hangs is not waited for any longer

// The tour, and what only prints, need no display.
bool needsNoDisplay(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument(argv[i]);
        if (argument.starts_with("--tour") || argument == "--version" || argument == "-v" ||
            argument == "--help" || argument == "-h") {
            return true;
        }
    }
    return false;
}

Options parse(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "A workbench for SQLite that remembers every commit."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("database", QCoreApplication::translate("main", "SQLite databases to open."),
                                 "[DATABASE…]");
    const QCommandLineOption tour(
        "tour",
        QCoreApplication::translate("main", "Save a picture of every page to DIR, without a display."),
        "DIR");
    const QCommandLineOption settings(
        "settings", QCoreApplication::translate("main", "Keep settings in FILE instead of the user's own."),
        "FILE");
    const QCommandLineOption readOnly(
        "read-only", QCoreApplication::translate("main", "Open the databases for reading only."));
    const QCommandLineOption sql(
        "sql",
        QCoreApplication::translate("main",
                                    "Open a worksheet with the text of FILE over the first database."),
        "FILE");
    const QCommandLineOption newInstance(
        "new-instance", QCoreApplication::translate(
                            "main", "Start a program of its own, even where one is running already."));
    parser.addOptions({readOnly, sql, settings, newInstance, tour});
    parser.process(application);
    Options options{parser.positionalArguments(), parser.value(tour),
                    parser.value(settings),       parser.value(sql),
                    parser.isSet(readOnly),       parser.isSet(newInstance)};
    for (QString &file : options.files) {
        file = QFileInfo(file).absoluteFilePath(); // another program may be the one that opens it
    }
    return options;
}

// Nothing, with a sentence on the standard error, where the options don't make sense.
std::optional<workbench::LaunchRequest> requestOf(const Options &options)
{
    workbench::LaunchRequest request;
    request.files = options.files;
    request.readOnly = options.readOnly;
    request.activation = qEnvironmentVariable("XDG_ACTIVATION_TOKEN");
    if (options.sql.isEmpty()) {
        return request;
    }
    const auto refuse = [](const QString &sentence) {
        std::fprintf(stderr, "strandline: %s\n", qPrintable(sentence));
        return std::nullopt;
    };
    if (options.files.isEmpty()) {
        return refuse(
            QCoreApplication::translate("main", "--sql needs a database to run the statements in."));
    }
    QFile file(options.sql);
    if (!file.open(QIODevice::ReadOnly)) {
        return refuse(
            QCoreApplication::translate("main", "Cannot read %1: %2.").arg(options.sql, file.errorString()));
    }
    if (file.size() > sqlSizeMax) {
        return refuse(
            QCoreApplication::translate("main", "%1 is larger than 16 MiB. Run it with strandctl sql.")
                .arg(options.sql));
    }
    request.sql = QString::fromUtf8(file.readAll());
    request.sqlTitle = QFileInfo(file).fileName();
    return request;
}

int runTour(const Options &options)
{
    const QTemporaryDir settings; // a tour knows nothing of the user and leaves nothing behind
    workbench::Workbench workbench(settings.filePath("settings.ini"));
    workbench::Tour tour(&workbench, options.tour, options.files.value(0));
    QObject::connect(
        &tour, &workbench::Tour::finished, qApp, [](int code) { QCoreApplication::exit(code); },
        Qt::QueuedConnection);
    QApplication::setQuitOnLastWindowClosed(false);
    tour.start(); // the first window comes before the event loop, as without a tour
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    const cli::StopSignals stopSignals;
    if (needsNoDisplay(argc, argv)) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    workbench::Application application(argc, argv);
    workbench::Translations translations;
    translations.use(QLocale::system());
    const Options options = parse(application);
    if (!options.tour.isEmpty()) {
        return runTour(options);
    }
    const std::optional<workbench::LaunchRequest> request = requestOf(options);
    if (!request) {
        return wrongUsage;
    }
    workbench::SingleInstance single(options.settings);
    if (!options.newInstance && !single.becomeFirst() && single.forward(*request, answerWithin)) {
        return 0;
    }
    translations.use(workbench::chosenLocale(options.settings));
    workbench::Workbench workbench(options.settings);
    QObject::connect(&single, &workbench::SingleInstance::requested, &application,
                     [&workbench](const workbench::LaunchRequest &later) { workbench.launch(later); });
    QObject::connect(&application, &workbench::Application::fileHandedOver, &application,
                     [&workbench](const QString &path) { workbench.openFile(path); });
    const std::stop_callback onSignal(stopSignals.token(), [&workbench] {
        QMetaObject::invokeMethod(
            qApp, [&workbench] { workbench.quitAtOnce(); }, Qt::QueuedConnection);
    });
    workbench.start({}, false);
    workbench.launch(*request);
    return QCoreApplication::exec();
}
