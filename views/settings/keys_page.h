// The editor of shortcuts: all commands with a search; the chosen one's keys are recorded, removed or put
// back. Keys that another command has are shown with it and taken from it on request only. GUI thread.
#pragma once

#include "views/settings/keys_model.h"
#include "views/settings/settings_view.h"

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QTreeView;

namespace strandline::settings {

class KeysPage : public QWidget, public Searchable
{
    Q_OBJECT
public:
    explicit KeysPage(const shell::PageContext &context, QWidget *parent = nullptr);

    int search(const QString &text) override;

private:
    QString chosen() const; // id; empty: none
    void refresh();
    // Gives the chosen command its keys, or shows which command has one of them already.
    void propose(const QList<QKeySequence> &keys);
    void take();
    QWidget *editor();

    commands::Shortcuts *m_shortcuts;
    KeysModel *m_model;
    QSortFilterProxyModel *m_shown;
    QLineEdit *m_filter;
    QTreeView *m_view;
    QLabel *m_command;
    QKeySequenceEdit *m_record;
    QPushButton *m_start;
    QPushButton *m_remove;
    QPushButton *m_reset;
    QPushButton *m_resetAll;
    QWidget *m_conflict;
    QLabel *m_conflictText;
    QPushButton *m_take;
    QList<QKeySequence> m_proposed; // while a conflict is shown
};

} // namespace strandline::settings
