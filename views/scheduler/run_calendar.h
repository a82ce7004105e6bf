// A month of a job's runs: six weeks of days, each with the hours in which the window is open as a band and
// its runs as marks, those that will be skipped hollow. The same stands in the list of next runs and in the
// words of the day that is chosen. Arrow keys choose a day, Page Up and Page Down a month. GUI thread.
#pragma once

#include "models/scheduler/job_plan.h"
#include "views/common/theme/theme.h"

#include <QWidget>

namespace strandline::scheduler {

class RunCalendar : public QWidget
{
    Q_OBJECT
public:
    RunCalendar(JobPlan *plan, theme::Theme *theme, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    // What a day holds, as a sentence.
    QString dayText(int index) const;
    int chosen() const { return m_chosen; } // index of the day; -1: none
    QRect dayRect(int index) const;

signals:
    void dayChosen(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override; // tooltips

private:
    int dayAt(const QPoint &position) const;
    void choose(int index);
    void paintDay(QPainter &painter, int index) const;
    int headerHeight() const;

    JobPlan *m_plan;
    theme::Theme *m_theme;
    int m_chosen = -1;
};

} // namespace strandline::scheduler
