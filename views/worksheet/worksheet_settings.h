// The worksheet's page of the settings: how much of a result is kept, how often SQL is saved, whether changes
// are committed at once. GUI thread.
#pragma once

#include "views/common/widgets/form.h"

#include <QSettings>

namespace strandline::worksheet {

// The settings by themselves, with their defaults.
int rowLimit(const QSettings &settings);
int autosaveSeconds(const QSettings &settings);
bool manualByDefault(const QSettings &settings);

class SettingsForm : public widgets::Form
{
    Q_OBJECT
public:
    explicit SettingsForm(QSettings *settings, QWidget *parent = nullptr);
};

} // namespace strandline::worksheet
