// All versions of one row, and the way back to one of them: what that would change is shown first, then it is
// one transaction, and the message about it takes it back. GUI thread.
#pragma once

#include "models/flashback/row_history_model.h"
#include "views/flashback/explorer_pane.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace strandline::grid {
class DataGrid;
}

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::flashback {

class RowHistoryPane : public ExplorerPane
{
    Q_OBJECT
public:
    explicit RowHistoryPane(const PaneContext &context);

    void answer(const shell::PageState &what) override;
    shell::PageState state() const override;
    void readAgain() override;

    RowHistoryModel *versions() const { return m_versions; }
    grid::DataGrid *grid() const { return m_grid; }

private:
    QWidget *makeHead();
    QWidget *makePreview();
    void showTyped();
    void refreshTables();
    void refresh();
    void refreshActions();
    void fillMenu(QMenu *menu);
    void goToCommit(const QString &pane);
    void openPreview();
    void closePreview();
    void accept();
    void restored();
    int row() const; // the chosen one; -1: none

    PaneContext m_context;
    RowHistoryModel *m_versions;
    QComboBox *m_table;
    QLineEdit *m_key;
    widgets::ElidedLabel *m_state;
    QPushButton *m_transaction;
    QPushButton *m_restore;
    grid::DataGrid *m_grid;
    QLabel *m_empty;
    QWidget *m_preview = nullptr;
    QLabel *m_previewText;
    QLabel *m_previewSql;
    QPushButton *m_accept;
    std::optional<session::RowChange> m_pending; // being restored, or shown before it
    core::Scn m_pendingScn;
    bool m_undoing = false;
    bool m_fitted = false;
};

} // namespace strandline::flashback
