// The page "Dashboard": what the sessions of a database do now and over time, as cards that lead on. The
// large chart shows what its card is enlarged; all charts are there as tables and files. GUI thread.
#pragma once

#include "models/backup/backup_catalogue.h"
#include "models/dashboard/dashboard_model.h"
#include "views/dashboard/card_board.h"
#include "views/shell/feature.h"

class QAction;
class QBoxLayout;
class QButtonGroup;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace strandline::chart {
class ChartPanel;
}
namespace strandline::widgets {
class ElidedLabel;
}

namespace strandline::dashboard {

class MetricCard;
class TopCard;

class DashboardPage : public QWidget
{
    Q_OBJECT
public:
    explicit DashboardPage(const shell::PageContext &context, QWidget *parent = nullptr);

    // range: seconds; chart: the large one; paused.
    void answer(const shell::PageState &what);
    shell::PageState state() const;

    DashboardModel *model() const { return m_model; }
    CardBoard *board() const { return m_board; }
    chart::ChartPanel *largeChart() const { return m_panels[static_cast<std::size_t>(m_shown)]; }
    Chart shownChart() const { return m_shown; }
    int measuredSteps() const; // of the range, in which something is known

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeHeader();
    QBoxLayout *makeRanges();
    QWidget *makeNotice();
    void makeActions(QBoxLayout *place);
    void makeCards();
    Card *makeActivityCard();
    chart::ChartPanel *makePanel(Chart chart);
    MetricCard *addMetric(Chart chart, const QString &meaning, const QString &colour);
    void showLarge(Chart chart);
    void connectDrills();
    // Where the feature isn't there, the card enlarges its chart.
    void drill(MetricCard *card, Chart chart, const QString &feature, const shell::PageState &what = {});
    void openPerformance(const QVariantMap &filters, std::optional<series::TimeSpan> span = {});
    void refresh();
    void refreshNotice();
    void refreshRecording();
    void refreshBackup();

    shell::PageContext m_context;
    DashboardModel *m_model;
    backup::BackupCatalogue *m_backups;
    widgets::ElidedLabel *m_summary;
    QButtonGroup *m_ranges;
    QAction *m_pause;
    QAction *m_reset;
    QWidget *m_notice;
    QLabel *m_noticeText;
    QPushButton *m_record;
    CardBoard *m_board;
    Chart m_shown = Chart::Activity;
    QStackedWidget *m_large;
    std::array<chart::ChartPanel *, chartCount> m_panels{}; // null: not enlarged yet
    std::array<MetricCard *, chartCount> m_metrics{};       // that of Activity is null
    MetricCard *m_recording;
    MetricCard *m_backup;
    TopCard *m_top;
};

} // namespace strandline::dashboard
