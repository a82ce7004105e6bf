// The catalogue: backup sets and their pieces as a tree, filtered; beside it what the chosen set is, and what
// can be done with it: check, keep, delete (after telling what that loses), restore. GUI thread.
#pragma once

#include "models/backup/findings_model.h"
#include "models/backup/sets_model.h"
#include "views/backup/backup_pane.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QTreeView;
class QVBoxLayout;

namespace strandline::grid {
class RowList;
}

namespace strandline::backup {

class SetDetails;

class CataloguePane : public BackupPane
{
    Q_OBJECT
public:
    explicit CataloguePane(const PaneContext &context);

    // "set": chosen; "store": of it; "verify": true: opens what verifies it.
    void answer(const shell::PageState &what) override;
    const SetsModel *sets() const { return m_sets; }
    QTreeView *tree() const { return m_tree; }
    const FindingsModel *findings() const { return m_findings; }

private:
    QWidget *makeFilters();
    QWidget *makeTree();
    void bindActions();
    void filter();
    void refillStores();
    void choose(const QString &store, const QString &id);
    const SetInfo *chosen() const; // null: none
    void chosenChanged();
    void restoreChoice();
    void refreshEmpty();

    PaneContext m_context;
    SetsModel *m_sets;
    QLineEdit *m_text;
    QComboBox *m_kind;
    QComboBox *m_status;
    QComboBox *m_store;
    QPushButton *m_crosscheck;
    QTreeView *m_tree;
    QLabel *m_empty;
    SetDetails *m_details;
    FindingsModel *m_findings;
    grid::RowList *m_findingList;
    QString m_chosenId; // kept while the sets are read again
    QString m_chosenStore;
    bool m_rebuilding = false;
};

} // namespace strandline::backup
