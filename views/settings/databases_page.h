// The recent files, and the databases that are recorded whenever they are open. GUI thread.
#pragma once

#include "views/common/widgets/form.h"
#include "views/shell/feature.h"

class QLabel;
class QListView;
class QListWidget;

namespace strandline::settings {

class DatabasesPage : public widgets::Form
{
    Q_OBJECT
public:
    explicit DatabasesPage(const shell::PageContext &context, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *recentFiles();
    QWidget *recorded();
    void fillRecorded();

    session::RecentFiles *m_recent;
    theme::Theme *m_theme;
    QSettings *m_settings;
    QListWidget *m_recorded;
    QWidget *m_recordedPart;
    QLabel *m_nothingRecorded;
};

} // namespace strandline::settings
