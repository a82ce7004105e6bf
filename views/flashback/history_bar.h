// The line over the Flashback page: whether the database is recorded, how far its history goes and what it
// takes on the disk, with recording on and off, and retention in a row of its own under it. GUI thread.
#pragma once

#include "models/flashback/history_upkeep.h"
#include "views/shell/feature.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::flashback {

class HistoryBar : public QWidget
{
    Q_OBJECT
public:
    HistoryBar(const shell::PageContext &context, HistoryUpkeep *upkeep, QWidget *parent = nullptr);

private:
    QWidget *makeLine();
    QWidget *makeRetention();
    void refresh();
    void switchRecording();
    void openRetention(bool open);
    void askEstimate();
    void showEstimate(const timeline::PruneReport &report);
    void confirmForget();
    void tell(message::Kind kind, const QString &text);

    shell::PageContext m_context;
    HistoryUpkeep *m_upkeep;
    QLabel *m_icon;
    QLabel *m_state;
    widgets::ElidedLabel *m_figures;
    QPushButton *m_record;
    QPushButton *m_retention;
    QWidget *m_row = nullptr;
    QSpinBox *m_days;
    QLabel *m_estimate;
    QPushButton *m_prune;
    QPushButton *m_forget;
    QTimer m_estimateSoon;
};

} // namespace strandline::flashback
