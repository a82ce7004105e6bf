// What opens under the time chip: a field that takes an SCN or a local time, the commit before and after, and
// the way back to now. GUI thread.
#pragma once

#include "models/session/database_session.h"
#include "views/common/theme/theme.h"

#include <QMenu>

class QLabel;
class QLineEdit;

namespace strandline::shell {

class MomentMenu : public QMenu
{
    Q_OBJECT
public:
    MomentMenu(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent = nullptr);

    void setSession(session::DatabaseSession *session) { m_session = session; }
    // Goes to what text names; false, with the reason shown, where it names nothing.
    bool go(const QString &text);

protected:
    void showEvent(QShowEvent *event) override;

private:
    session::DatabaseSession *m_session;
    QLineEdit *m_field;
    QLabel *m_hint;
    QAction *m_previous;
    QAction *m_next;
    QAction *m_now;
};

} // namespace strandline::shell
