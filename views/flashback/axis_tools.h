// The line of tools of the time axis: steps and plays through the commits, by commit, hour or day, and
// filters them by a table that they touched or a text in a row that they changed. GUI thread.
#pragma once

#include "models/flashback/transactions_model.h"
#include "views/shell/feature.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QBoxLayout;
class QComboBox;
class QLineEdit;
class QToolButton;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::flashback {

class AxisTools : public QWidget
{
    Q_OBJECT
public:
    // page: where its keys work.
    AxisTools(const shell::PageContext &context, TransactionsModel *transactions, QWidget *page);

    bool playing() const { return m_playing.isActive(); }
    void setPace(int milliseconds) { m_playing.setInterval(milliseconds); } // of one step while it plays

private:
    void addSteps(QBoxLayout *row, QWidget *page);
    void addFilter(QBoxLayout *row, QWidget *page);
    bool step(bool later); // false: there is no such commit
    void play(bool later);
    void stop();
    void applyFilter();
    void refreshTables();
    void refreshState();
    void refreshPlaying();

    shell::PageContext m_context;
    TransactionsModel *m_transactions;
    QComboBox *m_unit;
    QAction *m_playLater = nullptr;
    QAction *m_playEarlier = nullptr;
    QComboBox *m_table;
    QLineEdit *m_text;
    QToolButton *m_stop;
    widgets::ElidedLabel *m_state;
    QTimer m_playing;
    bool m_later = true;
    bool m_stepping = false; // the moment changes by our own doing
};

} // namespace strandline::flashback
