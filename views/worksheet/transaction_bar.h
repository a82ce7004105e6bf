// The badge that says whether a worksheet commits by itself, and what it holds open; with it, commit and roll
// back. GUI thread.
#pragma once

#include "models/worksheet/worksheet.h"
#include "views/common/theme/theme.h"

#include <QAction>
#include <QWidget>

class QPushButton;
class QToolButton;

namespace strandline::worksheet {

class TransactionBar : public QWidget
{
    Q_OBJECT
public:
    TransactionBar(Worksheet *worksheet, theme::Theme *theme, QWidget *parent = nullptr);

    QAction *commitAction() const { return m_commit; }
    QAction *rollBackAction() const { return m_rollBack; }
    QAction *modeAction() const { return m_manual; } // checked: MANUAL

signals:
    // The transaction has been open for longer than others should wait.
    void openForLong(const QString &text);

private:
    void refresh();
    QString badgeText() const;

    Worksheet *m_worksheet;
    theme::Theme *m_theme;
    QToolButton *m_badge;
    QAction *m_auto;
    QAction *m_manual;
    QAction *m_commit;
    QAction *m_rollBack;
    QPushButton *m_commitButton;
    QPushButton *m_rollBackButton;
    QTimer m_tick;
    bool m_warned = false;
};

} // namespace strandline::worksheet
