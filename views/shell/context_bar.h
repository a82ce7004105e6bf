// The bar at the top: which database, and which moment (the time chip).
#pragma once

#include "models/session/database_session.h"
#include "views/common/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::shell {

class MomentMenu;

class ContextBar : public QWidget
{
    Q_OBJECT
public:
    ContextBar(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent = nullptr);

    void setSession(session::DatabaseSession *session);
    // Under the database's name; the window fills it when it is about to show.
    QMenu *databaseMenu() const { return m_databaseMenu; }

private:
    void refresh();
    void refreshChip();

    session::DatabaseSession *m_session;
    theme::Theme *m_theme;
    QToolButton *m_name;
    QMenu *m_databaseMenu;
    widgets::ElidedLabel *m_path;
    QLabel *m_mode;
    QToolButton *m_chip;
    MomentMenu *m_moment;
    QPushButton *m_return;
    QTimer m_tick; // "2 h ago" ages
};

} // namespace strandline::shell
