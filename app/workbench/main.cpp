// strandline: the workbench. Options: --help.
#include "app/cli/stop_signals.h"
#include "app/workbench/application.h"
#include "app/workbench/tour.h"
#include "app/workbench/workbench.h"

#include <QCommandLineParser>
#include <QLibraryInfo>
#include <QLocale>
#include <QTemporaryDir>
#include <QTimer>
#include <QTranslator>

#include <string_view>

using namespace strandline;

namespace {

struct Options
{
    QStringList files;
    QString tour;
    QString settings;
    bool readOnly = false;
};

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
    parser.addOptions({tour, settings, readOnly});
    parser.process(application);
    return {parser.positionalArguments(), parser.value(tour), parser.value(settings), parser.isSet(readOnly)};
}

int runTour(const Options &options)
{
    const QTemporaryDir settings; // a tour knows nothing of the user and leaves nothing behind
    workbench::Workbench workbench(settings.filePath("settings.ini"));
    workbench::Tour tour(&workbench, options.tour, options.files.value(0));
    QObject::connect(
        &tour, &workbench::Tour::finished, qApp, [](int code) { QCoreApplication::exit(code); },
        Qt::QueuedConnection);
    QTimer::singleShot(0, &tour, &workbench::Tour::start);
    QApplication::setQuitOnLastWindowClosed(false);
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
    QTranslator own;
    if (own.load(QLocale(), "strandline", "_", ":/translations") ||
        own.load("strandline_en", ":/translations")) { // English has plurals, too
        QCoreApplication::installTranslator(&own);
    }
    QTranslator qt;
    if (qt.load(QLocale(), "qtbase", "_", QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&qt);
    }
    const Options options = parse(application);
    if (!options.tour.isEmpty()) {
        return runTour(options);
    }
    workbench::Workbench workbench(options.settings);
    QObject::connect(&application, &workbench::Application::fileHandedOver, &application,
                     [&workbench](const QString &path) { workbench.openFile(path); });
    const std::stop_callback onSignal(stopSignals.token(), [&workbench] {
        QMetaObject::invokeMethod(
            qApp, [&workbench] { workbench.quitAtOnce(); }, Qt::QueuedConnection);
    });
    workbench.start(options.files, options.readOnly);
    return QCoreApplication::exec();
}
