// Theme, language, size of text and icons. GUI thread.
#pragma once

#include "views/common/widgets/form.h"
#include "views/shell/feature.h"

class QComboBox;

namespace strandline::settings {

class AppearancePage : public widgets::Form
{
    Q_OBJECT
public:
    explicit AppearancePage(const shell::PageContext &context, QWidget *parent = nullptr);

private:
    QComboBox *languages();
    QComboBox *fontSizes();
    QComboBox *iconSizes();

    theme::Theme *m_theme;
    QSettings *m_settings;
};

} // namespace strandline::settings
