// The window of restorable time as a band: what the backups can restore is filled, gaps are hatched, single
// states are strokes. The same figures stand in a RangesModel. Values on hover and by Left and Right; a click
// or Return chooses the time. GUI thread.
#pragma once

#include "engine/backup/recoverability.h"
#include "views/common/theme/theme.h"

#include <QWidget>

#include <optional>

namespace strandline::backup {

class RestorableBand : public QWidget
{
    Q_OBJECT
public:
    explicit RestorableBand(theme::Theme *theme, QWidget *parent = nullptr);

    // now: the end of the axis. lost: parts that a deletion would take away, drawn over the rest.
    void show(std::vector<RestorableRange> ranges, std::vector<RecoveryGap> gaps, core::Time now);
    void showLost(std::vector<RestorableRange> lost);
    bool empty() const { return m_ranges.empty(); }
    // What is told of a place of the band.
    QString textAt(int x) const;
    int xOf(core::Time t) const;
    core::Time timeAt(int x) const;

    QSize sizeHint() const override { return {480, 72}; }
    QSize minimumSizeHint() const override { return {200, 72}; }

signals:
    void chosen(strandline::core::Time time); // within a restorable range

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRect band() const;
    const RestorableRange *rangeAt(core::Time t) const;
    void paintRange(QPainter &painter, const RestorableRange &range, const QColor &colour) const;
    void paintAxis(QPainter &painter) const;
    void describe();

    theme::Theme *m_theme;
    std::vector<RestorableRange> m_ranges;
    std::vector<RecoveryGap> m_gaps;
    std::vector<RestorableRange> m_lost;
    core::Time m_from{};
    core::Time m_to{};
    int m_marked = -1; // the range that the keys are at
};

} // namespace strandline::backup
