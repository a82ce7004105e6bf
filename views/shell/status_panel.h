// The line at the bottom: recording and its lag, the SCN, and the tasks that run, with progress and cancel.
#pragma once

#include "models/session/database_session.h"
#include "views/common/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace strandline::shell {

class StatusPanel : public QWidget
{
    Q_OBJECT
public:
    StatusPanel(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent = nullptr);

    void setSession(session::DatabaseSession *session);

private:
    void refreshRecording();
    void refreshTask();
    void setState(const char *icon, QColor theme::Tokens::*colour, const QString &text, const QString &tip);

    session::DatabaseSession *m_session;
    theme::Theme *m_theme;
    QLabel *m_icon;
    QLabel *m_state;
    QLabel *m_scn;
    QWidget *m_task;
    QLabel *m_title;
    QProgressBar *m_progress;
    QLabel *m_figures;
    QToolButton *m_cancel;
    QTimer m_tick;
};

} // namespace strandline::shell
