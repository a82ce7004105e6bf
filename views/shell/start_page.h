// What the window shows while no database is open: what can be done, and the recent files.
#pragma once

#include "models/session/recent_files.h"
#include "views/common/theme/theme.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace strandline::shell {

class StartPage : public QWidget
{
    Q_OBJECT
public:
    StartPage(session::RecentFiles *recent, theme::Theme *theme, QWidget *parent = nullptr);

signals:
    void openRequested();
    void fileChosen(const QString &path);

private:
    void refresh();

    session::RecentFiles *m_recent;
    theme::Theme *m_theme;
    QLabel *m_recentTitle;
    QBoxLayout *m_list;
};

} // namespace strandline::shell
