// The language of the program: its own words, with English plurals where there is no translation, and Qt's.
// GUI thread; what is made before use() keeps the language it has.
#pragma once

#include <QLocale>
#include <QTranslator>

namespace strandline::workbench {

class Translations
{
public:
    // folder: of the strandline_*.qm files.
    explicit Translations(QString folder = ":/translations") : m_folder(std::move(folder)) {}
    ~Translations();

    // Words, numbers and times follow the locale from now on.
    void use(const QLocale &locale);

private:
    QString m_folder;
    QTranslator m_own;
    QTranslator m_qt;
};

// What the settings ask for; the system's where they ask for nothing. file: as in Workbench.
QLocale chosenLocale(const QString &settingsFile);

} // namespace strandline::workbench
