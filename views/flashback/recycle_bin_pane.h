// The recycle bin: the tables that commits dropped, and what bringing one back would make, at the right. GUI
// thread.
#pragma once

#include "models/flashback/dry_run_model.h"
#include "models/flashback/recycle_bin_model.h"
#include "views/flashback/explorer_pane.h"

#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::grid {
class RowList;
}

namespace strandline::flashback {

class RecycleBinPane : public ExplorerPane
{
    Q_OBJECT
public:
    explicit RecycleBinPane(const PaneContext &context);

    void answer(const shell::PageState &what) override;
    shell::PageState state() const override;
    void readAgain() override;
    RecycleBinModel *bin() const { return m_bin; }
    DryRunModel *dryRun() const { return m_dryRun; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *makeList();
    QWidget *makeDetail();
    const DroppedTable *chosen() const;
    UndropRequest request() const;
    void choose();
    void planAgain();
    void loaded();
    void confirmPurge(bool all);
    void restored(const UndropPlan &plan);
    void tell(message::Kind kind, const QString &text);
    void refresh();

    PaneContext m_context;
    RecycleBinModel *m_bin;
    DryRunModel *m_dryRun;
    grid::RowList *m_list;
    QPushButton *m_purgeAll;
    QWidget *m_detail;
    QLabel *m_title;
    widgets::ElidedLabel *m_figures;
    QLineEdit *m_name;
    QLabel *m_message;
    QPushButton *m_restore;
    QPushButton *m_purge;
    QString m_wanted;     // a table to choose when the list comes
    QTimer m_typing;      // the name changes: a dry run when it rests
    QTimer m_moreCommits; // the list is read again when commits rest
    bool m_ready = false; // the dry run is there
};

} // namespace strandline::flashback
