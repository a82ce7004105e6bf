// Snapshots: states that somebody gave a name. The next one is taken above, those that there are stand in a
// list below, each to be cloned into a new file, opened as it lies, or removed. GUI thread.
#pragma once

#include "models/backup/snapshot_work.h"
#include "models/backup/snapshots_model.h"
#include "views/backup/backup_pane.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace strandline::grid {
class RowList;
}

namespace strandline::backup {

class KeyField;

class SnapshotsPane : public BackupPane
{
    Q_OBJECT
public:
    explicit SnapshotsPane(const PaneContext &context);

    const SnapshotsModel *snapshots() const { return m_model; }

private:
    QWidget *makeForm();
    QWidget *makeActions();
    QWidget *makeQuestion();
    QWidget *makeRunning();
    void connectWork();
    void take();
    void chooseOut();
    void clone(const QString &out);
    void look();
    void askRemove();
    void remove();
    void restoreChoice();
    void refresh();
    const Snapshot *chosen() const;  // null: none
    const StoreState *store() const; // that the next one goes to; null: it doesn't exist yet
    GivenKey key() const;
    void tell(message::Kind kind, const QString &words);

    PaneContext m_context;
    SnapshotWork *m_work;
    SnapshotsModel *m_model;
    std::string m_chosen; // id of the set, kept while the sets are read again
    QLineEdit *m_name;
    QPushButton *m_take;
    QLabel *m_where;
    QWidget *m_keyRow = nullptr;
    KeyField *m_key;
    grid::RowList *m_list;
    QPushButton *m_clone;
    QPushButton *m_look;
    QPushButton *m_remove;
    QWidget *m_question = nullptr;
    QLabel *m_questionText;
    QWidget *m_running = nullptr;
    QProgressBar *m_bar;
    QLabel *m_progress;
    QPushButton *m_cancel;
};

} // namespace strandline::backup
