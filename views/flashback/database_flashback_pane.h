// FLASHBACK DATABASE, step by step: the commit that the window looks at is where to; what that would change;
// a restore point first; the run with its progress; the way back. GUI thread.
#pragma once

#include "models/flashback/database_flashback.h"
#include "views/flashback/explorer_pane.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace strandline::grid {
class RowList;
}

namespace strandline::flashback {

class DatabaseFlashbackPane : public QWidget
{
    Q_OBJECT
public:
    explicit DatabaseFlashbackPane(const PaneContext &context, QWidget *parent = nullptr);

    void readAgain();
    DatabaseFlashback *flashback() const { return m_flashback; }

signals:
    void done();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeTables();
    QWidget *makeFirst();
    QWidget *makeRun();
    void lookAtMoment();
    void run();
    void goBack();
    void refresh();
    QString factsText() const;
    QString resultText() const;

    PaneContext m_context;
    session::DatabaseSession *m_session;
    DatabaseFlashback *m_flashback;
    QLabel *m_title;
    QLabel *m_facts;
    grid::RowList *m_tables;
    QWidget *m_first;
    QCheckBox *m_wanted;
    QLineEdit *m_name;
    QLabel *m_result;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QPushButton *m_back;
    QPushButton *m_run;
    bool m_named = false; // the user wrote a name
};

} // namespace strandline::flashback
