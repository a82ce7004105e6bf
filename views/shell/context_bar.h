// The bar at the top: which database, and which moment (the time chip).
#pragma once

#include "models/session/database_session.h"
#include "views/common/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::shell {

class ContextBar : public QWidget
{
    Q_OBJECT
public:
    ContextBar(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent = nullptr);

private:
    void refresh();
    void refreshChip();

    session::DatabaseSession *m_session;
    theme::Theme *m_theme;
    QLabel *m_name;
    widgets::ElidedLabel *m_path;
    QLabel *m_mode;
    QToolButton *m_chip;
    QPushButton *m_return;
    QTimer m_tick; // "2 h ago" ages
};

} // namespace strandline::shell
