// What the window shows while no database is open: what can be done, the recent files, and, at the very first
// start, how the program shall look. GUI thread.
#pragma once

#include "engine/core/error.h"
#include "models/session/recent_files.h"
#include "models/task/task_runner.h"
#include "views/common/theme/theme.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace strandline::shell {

struct WindowServices;

class StartPage : public QWidget
{
    Q_OBJECT
public:
    explicit StartPage(const WindowServices &services, QWidget *parent = nullptr);

    // Makes the demo shop in folder/strandline-demo and opens it; opens it at once where it is there already.
    void makeDemo(const QString &folder);

signals:
    void openRequested();
    void fileChosen(const QString &path);
    void failed(const strandline::core::Error &error);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void chooseDemoFolder();
    void refresh();
    QWidget *line(const QModelIndex &file);

    session::RecentFiles *m_recent;
    theme::Theme *m_theme;
    task::TaskRunner *m_demo;
    QPushButton *m_demoButton;
    QWidget *m_recentPart; // title, list, clear
    QPushButton *m_clear;
    QBoxLayout *m_list;
};

} // namespace strandline::shell
