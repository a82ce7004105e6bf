#include "views/worksheet/worksheet_settings.h"

#include <QComboBox>
#include <QSpinBox>

namespace strandline::worksheet {

namespace {
constexpr const char *rowLimitKey = "v1/worksheet/rowLimit";
constexpr const char *autosaveKey = "v1/worksheet/autosaveSeconds";
constexpr const char *manualKey = "v1/worksheet/manual";
constexpr int mostRows = 10000000;
constexpr int slowestAutosave = 60;
} // namespace

int rowLimit(const QSettings &settings)
{
    return std::clamp(settings.value(rowLimitKey, 100000).toInt(), 1, mostRows);
}

int autosaveSeconds(const QSettings &settings)
{
    return std::clamp(settings.value(autosaveKey, 3).toInt(), 1, slowestAutosave);
}

bool manualByDefault(const QSettings &settings)
{
    return settings.value(manualKey).toBool();
}

SettingsForm::SettingsForm(QSettings *settings, QWidget *parent) : widgets::Form(parent)
{
    addSection(tr("Results"));
    auto *rows = new QSpinBox;
    rows->setObjectName("worksheetRowLimit");
    rows->setRange(1, mostRows);
    rows->setSingleStep(10000);
    rows->setGroupSeparatorShown(true);
    rows->setValue(rowLimit(*settings));
    connect(rows, &QSpinBox::valueChanged, this,
            [settings](int value) { settings->setValue(rowLimitKey, value); });
    addRow(tr("Rows read at first"), rows,
           tr("A button under the result reads the rest. 64 MiB of values end it, too."));
    addSection(tr("Transactions"));
    auto *mode = new QComboBox;
    mode->setObjectName("worksheetMode");
    mode->addItem(tr("AUTO: every statement is committed at once"), false);
    mode->addItem(tr("MANUAL: changes wait for Commit"), true);
    mode->setCurrentIndex(manualByDefault(*settings) ? 1 : 0);
    connect(mode, &QComboBox::activated, this,
            [settings, mode] { settings->setValue(manualKey, mode->currentData().toBool()); });
    addRow(tr("New worksheets begin with"), mode);
    addSection(tr("Safety"));
    auto *autosave = new QSpinBox;
    autosave->setObjectName("worksheetAutosave");
    autosave->setRange(1, slowestAutosave);
    autosave->setSuffix(tr(" s"));
    autosave->setValue(autosaveSeconds(*settings));
    connect(autosave, &QSpinBox::valueChanged, this,
            [settings](int value) { settings->setValue(autosaveKey, value); });
    addRow(tr("Keep a draft after"), autosave,
           tr("Every change is kept after this time at the latest, and comes back after a crash."));
    addStretch();
}

} // namespace strandline::worksheet
