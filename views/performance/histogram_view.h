// How long the executions of a statement took: a bar a power of two of microseconds, its height the number of
// executions. Arrow keys go from bar to bar. GUI thread.
#pragma once

#include "models/performance/sql_detail.h"
#include "views/common/theme/theme.h"

#include <QWidget>

namespace strandline::performance {

class HistogramView : public QWidget
{
    Q_OBJECT
public:
    using Counts = std::array<std::uint64_t, SL_BUCKETS>;

    explicit HistogramView(theme::Theme *theme, QWidget *parent = nullptr);

    void setCounts(const Counts &counts);
    std::uint64_t executions() const;
    QString textOf(std::size_t bucket) const; // "1,204 executions below 128 µs"

    QSize sizeHint() const override { return {320, 140}; }
    QSize minimumSizeHint() const override { return {160, 90}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRect plot() const;
    QRectF barRect(std::size_t bucket) const; // the whole column of the plot
    void describe();

    theme::Theme *m_theme;
    Counts m_counts{};
    std::size_t m_first = 0; // shown
    std::size_t m_last = SL_BUCKETS - 1;
    int m_current = -1;
};

} // namespace strandline::performance
