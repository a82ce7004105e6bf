#include "views/settings/about_page.h"

#include "engine/engine.h"
#include "engine/sqlite/connection.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QSysInfo>

namespace strandline::settings {

namespace {

struct Library
{
    const char *name;
    const char *licence;
    const char *keeper;
};

constexpr Library libraries[] = {
    {"SQLite", "Public domain", "SQLite team"},       {"Qt", "LGPL-3.0", "The Qt Company"},
    {"QScintilla", "GPL-3.0", "Riverbank Computing"}, {"Zstandard", "BSD-3-Clause", "Meta Platforms"},
    {"xxHash", "BSD-2-Clause", "Yann Collet"},        {"{fmt}", "MIT", "Victor Zverovich"},
    {"JSON for Modern C++", "MIT", "Niels Lohmann"},  {"date", "MIT", "Howard Hinnant"},
};

std::vector<std::pair<QString, QString>> versions()
{
    return {
        {AboutPage::tr("Strandline"), QString::fromStdString(engine::version())},
        {AboutPage::tr("SQLite"), QString::fromStdString(sqlite::sqliteVersion())},
        {AboutPage::tr("Qt"), qVersion()},
        {AboutPage::tr("System"), QString("%1, %2, %3")
                                      .arg(QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture(),
                                           QGuiApplication::platformName())}};
}

QString compileOptions()
{
    QStringList options;
    for (const std::string &option : sqlite::compileOptions()) {
        options << QString::fromStdString(option);
    }
    return options.join(", ");
}

QLabel *value(const QString &text)
{
    auto *label = widgets::label(text);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setAccessibleName(text);
    label->setWordWrap(true);
    return label;
}

} // namespace

AboutPage::AboutPage(const shell::PageContext &, QWidget *parent) : widgets::Form(parent)
{
    addSection(tr("Versions"));
    for (const auto &[name, version] : versions()) {
        addRow(name, value(version));
    }
    auto *copy = widgets::button(tr("Copy"));
    copy->setObjectName("aboutCopy");
    copy->setToolTip(tr("Copies all of this page as text"));
    connect(copy, &QPushButton::clicked, this, [] { QGuiApplication::clipboard()->setText(text()); });
    addRow({}, copy);
    addSection(tr("Licence"));
    addWide(
        value(tr("Strandline is free software under the GNU General Public License, version 3 or later.")));
    addSection(tr("Libraries"));
    for (const Library &library : libraries) {
        addRow(library.name, value(QString("%1 · %2").arg(library.licence, library.keeper)));
    }
    addSection(tr("SQLite was compiled with"));
    auto *options = value(compileOptions());
    options->setObjectName("compileOptions");
    addWide(options);
    addStretch();
}

QString AboutPage::text()
{
    QString out;
    for (const auto &[name, version] : versions()) {
        out += name + " " + version + "\n";
    }
    for (const Library &library : libraries) {
        out += QString("%1: %2, %3\n").arg(library.name, library.licence, library.keeper);
    }
    return out + "SQLite: " + compileOptions() + "\n";
}

} // namespace strandline::settings
