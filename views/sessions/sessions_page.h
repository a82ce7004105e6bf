// The page "Sessions": who uses the database now, our own connections, probed programs and those that are
// seen by their locks; who keeps whom waiting; and what ends that. GUI thread.
#pragma once

#include "models/sessions/blocking_model.h"
#include "models/sessions/sessions_model.h"
#include "views/shell/feature.h"

#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLineEdit;
class QToolButton;
class QTreeView;

namespace strandline::grid {
class RowList;
}
namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::sessions {

class SessionDetail;

class SessionsPage : public QWidget
{
    Q_OBJECT
public:
    explicit SessionsPage(const shell::PageContext &context, QWidget *parent = nullptr);

    // sid or process: chosen; search, hidden (kinds), active, transactions: the filter.
    void answer(const shell::PageState &what);
    shell::PageState state() const;
    SessionsModel *sessions() const { return m_sessions; }
    BlockingModel *blocking() const { return m_blocking; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeFilter();
    QWidget *makeBelow();
    QToolButton *addChip(QBoxLayout *row, const char *name, const QString &text, bool checked);
    void bindActions();
    void filter();
    void goOn(); // reads regularly, where it is seen and not paused
    void refresh();
    void fit(); // columns to their words, until a person has made one wider or narrower
    void choose(const SessionId &id);
    void chooseWanted();
    const ListedSession *chosen() const; // null: none, or it is gone
    void showChosen();
    void endChosen();
    void openInWorksheet();
    void told(const QString &text, bool done);

    shell::PageContext m_context;
    SessionsModel *m_sessions;
    BlockingModel *m_blocking;
    widgets::ElidedLabel *m_summary;
    QComboBox *m_every;
    QToolButton *m_pause;
    QLineEdit *m_search;
    QToolButton *m_own;
    QToolButton *m_probed;
    QToolButton *m_outside;
    QToolButton *m_active;
    QToolButton *m_transactions;
    grid::RowList *m_table;
    QTreeView *m_tree;
    SessionDetail *m_detail;
    std::optional<SessionId> m_chosen;
    QString m_failure; // the last one that was told, until a look succeeds
    bool m_fitting = false;
    bool m_fitted = true;      // nobody has changed a column's width
    shell::PageState m_wanted; // sid or process of a request that isn't answered yet
};

} // namespace strandline::sessions
