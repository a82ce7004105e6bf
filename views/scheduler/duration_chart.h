// How long the last runs took: a bar a run, the oldest at the left, from zero; failed ones in another colour
// with a cross above. The same figures stand in the table below it. Arrow keys choose a bar. GUI thread.
#pragma once

#include "models/scheduler/runs_model.h"
#include "views/common/theme/theme.h"

#include <QWidget>

namespace strandline::scheduler {

class DurationChart : public QWidget
{
    Q_OBJECT
public:
    DurationChart(RunsModel *runs, theme::Theme *theme, QWidget *parent = nullptr);

    QSize sizeHint() const override { return {400, 130}; }
    QSize minimumSizeHint() const override { return {200, 100}; }
    int barCount() const { return static_cast<int>(m_bars.size()); }
    QRect barRect(int bar) const;

signals:
    void runChosen(int row); // of the model

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Bar
    {
        int row; // of the model
        double seconds;
    };
    void take();
    QString barText(int bar) const;
    int barAt(const QPoint &position) const;
    void choose(int bar);
    QRect plot() const;
    QColor colourOf(const Run &run) const;

    RunsModel *m_runs;
    theme::Theme *m_theme;
    std::vector<Bar> m_bars; // the oldest first
    double m_most = 0;
    int m_chosen = -1;
};

} // namespace strandline::scheduler
