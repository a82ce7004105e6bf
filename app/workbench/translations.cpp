#include "app/workbench/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QSettings>

namespace strandline::workbench {

Translations::~Translations()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

void Translations::use(const QLocale &locale)
{
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    if (m_own.load(locale, "strandline", "_", m_folder) ||
        m_own.load("strandline_en", m_folder)) { // English has plurals, too
        QCoreApplication::installTranslator(&m_own);
    }
    if (m_qt.load(locale, "qtbase", "_", QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_qt);
    }
}

QLocale chosenLocale(const QString &settingsFile)
{
    constexpr const char *key = "v1/language";
    const QString language = settingsFile.isEmpty()
                                 ? QSettings().value(key).toString()
                                 : QSettings(settingsFile, QSettings::IniFormat).value(key).toString();
    const QLocale system = QLocale::system();
    // The system's own locale has the user's formats of numbers and times, too.
    return language.isEmpty() || QLocale(language).language() == system.language() ? system
                                                                                   : QLocale(language);
}

} // namespace strandline::workbench
