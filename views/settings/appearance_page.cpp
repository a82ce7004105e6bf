#include "views/settings/appearance_page.h"

#include "views/common/theme/theme_choice.h"

#include <QComboBox>
#include <QDir>
#include <QLocale>

namespace strandline::settings {

AppearancePage::AppearancePage(const shell::PageContext &context, QWidget *parent)
    : widgets::Form(parent), m_theme(context.theme), m_settings(context.settings)
{
    addSection(tr("Theme"));
    addWide(new theme::ThemeChoice(m_theme, m_settings));
    addSection(tr("Size"));
    addRow(tr("Text"), fontSizes());
    addRow(tr("Icons"), iconSizes());
    addSection(tr("Language"));
    addRow(tr("Language"), languages(), tr("Takes effect when Strandline starts the next time."));
    addStretch();
}

QComboBox *AppearancePage::fontSizes()
{
    auto *box = new QComboBox;
    box->setObjectName("fontSize");
    box->setAccessibleName(tr("Size of text"));
    box->addItem(tr("As the system (%1 pt)").arg(QLocale().toString(m_theme->systemFontSize(), 'g', 3)), 0);
    for (int points = 8; points <= 13; ++points) {
        box->addItem(tr("%1 pt").arg(points), points);
    }
    box->setCurrentIndex(std::max(0, box->findData(m_theme->fontSize())));
    connect(box, &QComboBox::activated, this, [this, box] {
        const int points = box->currentData().toInt();
        m_settings->setValue("v1/fontSize", points);
        m_theme->setFontSize(points);
    });
    return box;
}

QComboBox *AppearancePage::iconSizes()
{
    auto *box = new QComboBox;
    box->setObjectName("iconSize");
    box->setAccessibleName(tr("Size of icons"));
    box->addItem(tr("Small"), 16);
    box->addItem(tr("Medium"), 20);
    box->addItem(tr("Large"), 24);
    box->setCurrentIndex(std::max(0, box->findData(m_theme->iconSize())));
    connect(box, &QComboBox::activated, this, [this, box] {
        const int pixels = box->currentData().toInt();
        m_settings->setValue("v1/iconSize", pixels);
        m_theme->setIconSize(pixels);
    });
    return box;
}

QComboBox *AppearancePage::languages()
{
    auto *box = new QComboBox;
    box->setObjectName("language");
    box->addItem(tr("As the system"), QString());
    const QStringList files = QDir(":/translations").entryList({"strandline_*.qm"});
    for (QString code : files) {
        code = code.section('_', 1).section('.', 0, 0);
        const QLocale locale(code);
        QString name = locale.nativeLanguageName();
        name.replace(0, 1, name.left(1).toUpper());
        box->addItem(name, code);
    }
    box->setCurrentIndex(std::max(0, box->findData(m_settings->value("v1/language").toString())));
    connect(box, &QComboBox::activated, this,
            [this, box] { m_settings->setValue("v1/language", box->currentData()); });
    return box;
}

} // namespace strandline::settings
