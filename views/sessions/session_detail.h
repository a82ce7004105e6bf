// All that is known of one session, and what can be done about it. GUI thread; owned by its page, which does
// what the buttons ask for.
#pragma once

#include "models/sessions/sessions_model.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace strandline::sessions {

class SessionDetail : public QWidget
{
    Q_OBJECT
public:
    // leadsToPerformance: there is a page that tells more of a statement.
    explicit SessionDetail(bool leadsToPerformance, QWidget *parent = nullptr);

    // Null: none is chosen.
    void show(const SessionList *list, const ListedSession *session);

signals:
    void cancelWanted();
    void endWanted();
    void worksheetWanted();
    void performanceWanted();

private:
    QWidget *makeFacts();

    const bool m_leadsToPerformance;
    QLabel *m_name;
    QLabel *m_none;
    QWidget *m_buttons;
    QPushButton *m_cancel;
    QPushButton *m_end;
    QPushButton *m_worksheet;
    QPushButton *m_performance;
    QWidget *m_facts;
    QLabel *m_advice;
    QLabel *m_present;
    QLabel *m_past;
    QPlainTextEdit *m_sql;
};

} // namespace strandline::sessions
