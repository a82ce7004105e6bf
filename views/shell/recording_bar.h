// The line under the context bar that offers to record the open database, asks about WAL where it is off, and
// tells what keeps a recorder waiting. Never modal; "Not now" hides it until the database is opened again.
#pragma once

#include "models/session/database_session.h"
#include "views/common/theme/theme.h"

#include <QSet>
#include <QWidget>

class QLabel;
class QPushButton;

namespace strandline::shell {

class RecordingBar : public QWidget
{
    Q_OBJECT
public:
    RecordingBar(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent = nullptr);

    void setSession(session::DatabaseSession *session);

private:
    void offerAgain();
    enum class Question
    {
        Record,
        TurnOnWal
    };
    void refresh();
    void accept();
    void decline();
    void ask(const QString &text, const QString &yes, const QString &no);

    session::DatabaseSession *m_session;
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_yes;
    QPushButton *m_no;
    Question m_question = Question::Record;
    QSet<QString> m_declined; // paths that were answered "Not now"
};

} // namespace strandline::shell
