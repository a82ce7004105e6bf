// The time axis of the Flashback page: the chart of commits with its zoom, the brush as a removable chip, and
// what can be done with the chosen commit. Choosing a commit sets the session's moment. GUI thread.
#pragma once

#include "views/shell/feature.h"

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QToolButton;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::timeline {
class CommitChart;
}

namespace strandline::flashback {

class AxisTools;
class RestorePointList;
class TransactionsModel;

class TimeAxis : public QWidget
{
    Q_OBJECT
public:
    // page: where its keys work.
    TimeAxis(const shell::PageContext &context, TransactionsModel *transactions,
             RestorePointList *restorePoints, QWidget *page);

    timeline::CommitChart *chart() const { return m_chart; }
    AxisTools *tools() const { return m_tools; }
    // As buttons, while a commit is chosen.
    void setMomentActions(QAction *worksheet, QAction *save);

private:
    QWidget *makeHeader();
    void choose(core::Scn scn);
    void refresh();
    void refreshPoint();
    void refreshBrush();
    void refreshMarks();

    shell::PageContext m_context;
    session::DatabaseSession *m_session;
    timeline::CommitChart *m_chart;
    TransactionsModel *m_transactions;
    RestorePointList *m_restorePoints;
    AxisTools *m_tools;
    widgets::ElidedLabel *m_summary;
    QToolButton *m_brush;
    QToolButton *m_zoomBrush;
    QWidget *m_empty;
    QLabel *m_emptyText;
    QPushButton *m_record;
    QWidget *m_controls; // of the chart
    QWidget *m_momentButtons;
};

} // namespace strandline::flashback
