#include "views/dashboard/dashboard_page.h"

#include "models/backup/backup_words.h"
#include "models/text/quantities.h"
#include "views/common/chart/chart_panel.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/common/widgets/wrap_row.h"
#include "views/dashboard/dashboard_texts.h"
#include "views/dashboard/metric_card.h"
#include "views/dashboard/top_card.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QThread>

#include <cmath>

namespace strandline::dashboard {

using series::TimeSpan;

namespace {

constexpr int largeHeight = 264;
constexpr int wordsWidth = 320; // of title and summary

qint64 msOf(core::Time time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

std::size_t indexOf(Chart chart)
{
    return static_cast<std::size_t>(chart);
}

} // namespace

DashboardPage::DashboardPage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(new DashboardModel(context.session, this)),
      m_backups(new backup::BackupCatalogue(context.session, this)), m_summary(new widgets::ElidedLabel),
      m_ranges(new QButtonGroup(this)), m_pause(new QAction(context.theme->icon("pause"), tr("Pause"), this)),
      m_reset(new QAction(tr("Reset the layout of the cards"), this)), m_notice(nullptr),
      m_noticeText(widgets::label({}, "secondary")), m_record(widgets::button(tr("Record…"))),
      m_board(new CardBoard(context.settings)), m_large(new QStackedWidget)
{
    setAccessibleName(tr("Dashboard"));
    setWindowTitle(tr("Dashboard"));
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeHeader());
    column->addWidget(makeNotice());
    makeCards();
    auto *content = new QWidget;
    auto *inner = widgets::flatColumn(content);
    inner->setContentsMargins(theme::space4, theme::space1, theme::space3, theme::space4);
    inner->addWidget(m_board);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    column->addWidget(scroll, 1);

    const auto tell = [this](const core::Error &error) { m_context.notify(message::failure(error)); };
    connect(m_model, &DashboardModel::changed, this, &DashboardPage::refresh);
    connect(m_model, &DashboardModel::failed, this, tell);
    connect(m_backups, &backup::BackupCatalogue::changed, this, &DashboardPage::refreshBackup);
    connect(m_backups, &backup::BackupCatalogue::failed, this, tell);
    connect(context.session->recording(), &timeline::RecordingService::changed, this,
            &DashboardPage::refreshRecording);
    answer({{"range", m_context.settings->value("v1/dashboard/range")}});
    refresh();
    refreshRecording();
    refreshBackup();
}

QWidget *DashboardPage::makeHeader()
{
    auto *words = new QWidget;
    auto *wordsRow = widgets::flatRow(words);
    wordsRow->setSpacing(theme::space2);
    auto *title = widgets::label(tr("Dashboard"));
    title->setFont(theme::Theme::title());
    wordsRow->addWidget(title);
    m_summary->setObjectName("dashboardSummary");
    widgets::setRole(m_summary, "secondary");
    wordsRow->addWidget(m_summary, 1);
    auto *controls = new QWidget;
    auto *row = widgets::flatRow(controls);
    row->setSpacing(theme::space2);
    makeActions(row);
    row->addLayout(makeRanges());
    auto *header = new widgets::WrapRow(words, controls, wordsWidth);
    header->layout()->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    header->layout()->setSpacing(theme::space2);
    return header;
}

void DashboardPage::makeActions(QBoxLayout *place)
{
    m_pause->setCheckable(true);
    m_context.shortcuts->bindToPage(this, m_pause, "dashboard.pause", {QKeySequence("Ctrl+Alt+Space")});
    connect(m_pause, &QAction::toggled, m_model, &DashboardModel::setPaused);
    m_context.shortcuts->bindToPage(this, m_reset, "dashboard.resetLayout");
    connect(m_reset, &QAction::triggered, m_board, &CardBoard::reset);
    auto *reset = widgets::button(tr("Reset layout"), "link");
    reset->setObjectName("dashboardReset");
    connect(reset, &QPushButton::clicked, m_reset, &QAction::trigger);
    const auto showReset = [this, reset] {
        reset->setVisible(!m_board->isUsual());
        m_reset->setEnabled(!m_board->isUsual());
    };
    reset->hide();
    connect(m_board, &CardBoard::orderChanged, this, showReset);
    QMetaObject::invokeMethod(this, showReset, Qt::QueuedConnection); // the cards aren't there yet
    auto *pause = widgets::iconButton(m_pause->icon(), m_pause->text());
    pause->setDefaultAction(m_pause);
    pause->setObjectName("dashboardPause");
    pause->setToolTip(tr("Reads nothing until it is pressed again"));
    place->addWidget(reset);
    place->addWidget(pause);
}

QBoxLayout *DashboardPage::makeRanges()
{
    auto *segments = widgets::flatRow();
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        auto *segment = new QToolButton;
        widgets::setRole(segment, "segment");
        segment->setText(rangeText(ranges[i]));
        segment->setObjectName(QStringLiteral("range-%1").arg(ranges[i].length.count()));
        segment->setAccessibleName(tr("The last %1").arg(segment->text()));
        segment->setToolTip(segment->accessibleName());
        segment->setCheckable(true);
        segment->setChecked(i == m_model->range());
        m_ranges->addButton(segment, static_cast<int>(i));
        segments->addWidget(segment);
    }
    connect(m_ranges, &QButtonGroup::idClicked, this, [this](int id) {
        answer({{"range", qlonglong{ranges[static_cast<std::size_t>(id)].length.count()}}});
    });
    return segments;
}

QWidget *DashboardPage::makeNotice()
{
    m_notice = new QWidget;
    m_notice->setObjectName("dashboardNotice");
    auto *row = widgets::flatRow(m_notice);
    row->setContentsMargins(theme::space4, 0, theme::space3, theme::space2);
    row->setSpacing(theme::space3);
    m_noticeText->setWordWrap(true);
    m_record->setObjectName("dashboardRecord");
    connect(m_record, &QPushButton::clicked, m_context.session->recording(),
            &timeline::RecordingService::offer);
    row->addWidget(m_noticeText, 1);
    row->addWidget(m_record);
    m_notice->hide();
    return m_notice;
}

void DashboardPage::makeCards()
{
    std::vector<Card *> cards{makeActivityCard()};
    cards.push_back(addMetric(Chart::Throughput,
                              tr("Commits a second: of all programs where the database is recorded, else of "
                                 "watched sessions. Averages of the last ten seconds."),
                              "1"));
    cards.push_back(
        addMetric(Chart::Latency,
                  tr("How long the calls took at most that committed, for 99 of 100 of them over the whole "
                     "range. Counted by powers of two of a microsecond, and estimated between two."),
                  "2"));
    cards.push_back(
        addMetric(Chart::Cache,
                  tr("The share of the pages that watched sessions asked for over the whole range and "
                     "that were in SQLite's cache, not in the file or the WAL."),
                  "3"));
    cards.push_back(
        addMetric(Chart::Wal,
                  tr("The size of the frames in the WAL. A reader that stays in an old state keeps "
                     "checkpoints from copying them, so that the WAL grows."),
                  "1"));
    m_top = new TopCard(m_context.theme);
    cards.push_back(m_top);
    cards.push_back(
        addMetric(Chart::Sessions,
                  tr("Connections on the board: of this program, of other copies of it, and of probed "
                     "programs. Those that aren't watched show by their locks alone."),
                  "1"));
    cards.push_back(
        addMetric(Chart::Io,
                  tr("What watched sessions read from files and wrote to them, temporary ones too. "
                     "Averages of the last ten seconds."),
                  "1"));
    cards.push_back(
        addMetric(Chart::Growth, tr("The size of the database with what the WAL holds of it."), "1"));
    m_recording =
        new MetricCard("recording", tr("Recording"),
                       tr("Whether every commit is recorded, so that the database can be seen as of any "
                          "moment."),
                       {}, m_context.theme);
    m_backup = new MetricCard("backup", tr("Last backup"),
                              tr("The newest backup set from which the database can be restored."), {},
                              m_context.theme);
    cards.push_back(m_recording);
    cards.push_back(m_backup);
    m_board->setCards(std::move(cards));
    connectDrills();
}

Card *DashboardPage::makeActivityCard()
{
    auto *card = new Card("activity", 0);
    card->setMinimumHeight(largeHeight);
    card->setToolTip({});
    card->setAccessibleName(tr("Large chart"));
    auto *column = widgets::flatColumn(card);
    column->setContentsMargins(1, 1, 1, 1); // the card's border
    column->addWidget(m_large);
    showLarge(Chart::Activity);
    return card;
}

MetricCard *DashboardPage::addMetric(Chart chart, const QString &meaning, const QString &colour)
{
    auto *card = new MetricCard(chartId(chart), chartTitle(chart), meaning, colour, m_context.theme);
    connect(card, &MetricCard::enlargeWanted, this, [this, chart] { showLarge(chart); });
    m_metrics[indexOf(chart)] = card;
    return card;
}

chart::ChartPanel *DashboardPage::makePanel(Chart chart)
{
    auto *panel = new chart::ChartPanel(chartId(chart), chartTitle(chart), m_model->chart(chart),
                                        {m_context.theme, m_context.tasks, m_context.notify});
    const bool stack = chart == Chart::Activity || chart == Chart::Sessions;
    panel->chart()->setMode(stack ? chart::Mode::Stack : chart::Mode::Lines);
    if (chart == Chart::Activity) {
        const int cores = QThread::idealThreadCount();
        panel->chart()->setLimit(chart::Limit{static_cast<double>(cores), tr("CPU cores: %1").arg(cores)});
    } else {
        auto *back = widgets::button(chartTitle(Chart::Activity), "link");
        back->setObjectName("backToActivity");
        connect(back, &QPushButton::clicked, this, [this] { showLarge(Chart::Activity); });
        panel->header()->insertWidget(panel->header()->count() - 1, back);
    }
    if (m_context.leadsTo("performance")) {
        connect(panel->chart(), &chart::SeriesChart::rangeSelected, this,
                [this](core::Time from, core::Time to) {
                    openPerformance({}, TimeSpan{from, to});
                });
        if (chart == Chart::Activity) {
            connect(panel->chart(), &chart::SeriesChart::lineClicked, this, [this](const QString &id) {
                openPerformance({{"wait_class", id}});
            });
        }
    }
    return panel;
}

void DashboardPage::showLarge(Chart chart)
{
    chart::ChartPanel *&panel = m_panels[indexOf(chart)];
    if (panel == nullptr) {
        panel = makePanel(chart);
        m_large->addWidget(panel);
    }
    m_shown = chart;
    m_large->setCurrentWidget(panel);
    refreshNotice();
}

void DashboardPage::connectDrills()
{
    const auto metric = [this](Chart chart) { return m_metrics[indexOf(chart)]; };
    const auto filter = [](const char *waitClass) {
        return shell::PageState{{"filters", QVariantMap{{"wait_class", QString::fromLatin1(waitClass)}}}};
    };
    drill(metric(Chart::Throughput), Chart::Throughput, "performance");
    drill(metric(Chart::Latency), Chart::Latency, "performance", filter("Commit"));
    drill(metric(Chart::Cache), Chart::Cache, "performance", filter("User I/O"));
    drill(metric(Chart::Wal), Chart::Wal, "sessions");
    drill(metric(Chart::Io), Chart::Io, "performance", filter("User I/O"));
    drill(metric(Chart::Sessions), Chart::Sessions, "sessions");
    drill(metric(Chart::Growth), Chart::Growth, "browse");
    for (const auto &[card, feature] :
         {std::pair(m_recording, "flashback"), std::pair(m_backup, "backups")}) {
        if (m_context.leadsTo(feature)) {
            card->setClickable(true);
            connect(card, &Card::clicked, this, [this, feature = feature] { m_context.open({feature, {}}); });
        }
    }
    if (m_context.leadsTo("performance")) {
        connect(m_top, &TopCard::statementChosen, this, [this](const QString &id) {
            m_context.open({"performance", {{"sqlId", id}}});
        });
    }
}

void DashboardPage::drill(MetricCard *card, Chart chart, const QString &feature, const shell::PageState &what)
{
    card->setClickable(true);
    if (!m_context.leadsTo(feature)) {
        connect(card, &Card::clicked, this, [this, chart] { showLarge(chart); });
        return;
    }
    connect(card, &Card::clicked, this, [this, chart, feature, what] {
        shell::PageState request = what;
        const DashboardData *known = m_model->data();
        if (chart == Chart::Wal && known != nullptr && known->pin && !known->pin->programs.empty()) {
            request["process"] = qlonglong{known->pin->programs.front().process};
        }
        if (feature == "performance") {
            openPerformance(what.value("filters").toMap());
        } else {
            m_context.open({feature, request});
        }
    });
}

// span: nothing: the dashboard's range.
void DashboardPage::openPerformance(const QVariantMap &filters, std::optional<TimeSpan> span)
{
    if (!span) {
        const series::SeriesData &shown = m_model->chart(Chart::Activity)->series();
        span = TimeSpan{shown.start, shown.end()};
    }
    shell::PageState what{{"from", msOf(span->from)}, {"to", msOf(span->to)}};
    if (!filters.isEmpty()) {
        what["filters"] = filters;
    }
    m_context.open({"performance", what});
}

int DashboardPage::measuredSteps() const
{
    const series::SeriesData &activity = m_model->chart(Chart::Activity)->series();
    return activity.lines.empty()
               ? 0
               : static_cast<int>(std::count_if(activity.lines.front().values.begin(),
                                                activity.lines.front().values.end(),
                                                [](double value) { return !std::isnan(value); }));
}

void DashboardPage::refresh()
{
    const DashboardData *known = m_model->data();
    refreshNotice();
    if (known == nullptr) {
        m_summary->setFullText({});
        for (MetricCard *card : m_metrics) {
            if (card != nullptr) {
                card->tell({}, {});
                card->setValues({});
            }
        }
        m_top->setTop({});
        return;
    }
    const QString active = series::valueText(known->figures.activeSessions, series::Unit::Sessions);
    m_summary->setFullText(m_model->paused()  ? tr("Paused at %1").arg(text::time(known->at, text::now()))
                           : active.isEmpty() ? QString()
                                              : tr("%1 active sessions on average now").arg(active));
    const std::pair<Chart, CardText (*)(const DashboardData &)> texts[] = {
        {Chart::Throughput, throughputText}, {Chart::Latency, latencyText},
        {Chart::Cache, cacheText},           {Chart::Wal, walText},
        {Chart::Growth, growthText},         {Chart::Io, ioText},
        {Chart::Sessions, sessionsText}};
    for (const auto &[chart, textOf] : texts) {
        const CardText text = textOf(*known);
        MetricCard *card = m_metrics[indexOf(chart)];
        card->tell(text.figure, text.beside);
        const std::vector<series::Line> &lines = m_model->chart(chart)->series().lines;
        card->setValues(chart == Chart::Latency ? lines.back().values : lines.front().values);
    }
    m_top->setTop(known->top);
}

void DashboardPage::refreshNotice()
{
    const DashboardData *known = m_model->data();
    const auto database = m_context.session->database();
    const auto *recording = m_context.session->recording();
    const bool backup = database && database->isBackup();
    const bool longer = ranges[m_model->range()].length > monitor::secondsInMemory.kept;
    const bool off = recording->state() == timeline::RecordingService::State::Off;
    m_noticeText->setText(
        off ? tr("No metrics of this database are kept on disk: here stands what was seen since it was "
                 "opened. "
                 "Once it is recorded, each minute is kept for a day, and each hour for 90 days.")
            : tr("Metrics are kept from now on, minute by minute. Here stands what was seen since the "
                 "database was "
                 "opened."));
    m_notice->setVisible(known != nullptr && longer && !known->kept && !backup);
    m_record->setVisible(off && !m_context.session->readOnly());
    for (chart::ChartPanel *panel : m_panels) {
        if (panel != nullptr) {
            panel->chart()->setEmptyText(
                backup ? tr("Nothing is measured of a backup that is looked at. Open the database itself.")
                       : tr("Nothing was measured yet. Each second will appear here from now on."));
        }
    }
}

void DashboardPage::refreshRecording()
{
    const CardText text = recordingText(*m_context.session->recording());
    m_recording->tell(text.figure, text.beside);
    refreshNotice();
}

void DashboardPage::refreshBackup()
{
    const backup::BackupSnapshot &snapshot = m_backups->snapshot();
    const core::Time now = text::now();
    if (!m_backups->loaded()) {
        m_backup->tell({}, {});
    } else if (!snapshot.summary || !snapshot.summary->last) {
        m_backup->tell(tr("None"), tr("Nothing can be restored yet."));
    } else {
        m_backup->tell(text::ago(snapshot.summary->last->time, now),
                       snapshot.next ? tr("next: %1").arg(text::time(snapshot.next->due, now))
                                     : tr("%Ln set(s)", nullptr, static_cast<int>(snapshot.sets.size())));
    }
}

void DashboardPage::answer(const shell::PageState &what)
{
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        if (what.value("range").toLongLong() == ranges[i].length.count()) {
            m_model->setRange(i);
            m_ranges->button(static_cast<int>(i))->setChecked(true);
            m_context.settings->setValue("v1/dashboard/range", qlonglong{ranges[i].length.count()});
        }
    }
    if (const auto chart = chartFrom(what.value("chart").toString())) {
        showLarge(*chart);
    }
    if (what.contains("paused")) {
        m_pause->setChecked(what.value("paused").toBool());
    }
    refreshNotice();
}

shell::PageState DashboardPage::state() const
{
    return {{"range", qlonglong{ranges[m_model->range()].length.count()}},
            {"chart", chartId(m_shown)},
            {"paused", m_model->paused()}};
}

void DashboardPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->setWatched(true);
    m_backups->refresh();
}

void DashboardPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_model->setWatched(false);
}

} // namespace strandline::dashboard
