#include "views/flashback/time_axis.h"

#include "models/flashback/restore_point_list.h"
#include "models/text/quantities.h"
#include "views/common/timeline/commit_chart.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/common/widgets/wrap_row.h"
#include "views/flashback/axis_tools.h"

#include <QAction>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace strandline::flashback {

using namespace timeline;

namespace {
constexpr int wordsWidth = 240; // of title and summary
} // namespace

TimeAxis::TimeAxis(const shell::PageContext &context, TransactionsModel *transactions,
                   RestorePointList *restorePoints, QWidget *page)
    : QWidget(page), m_context(context), m_session(context.session),
      m_chart(new CommitChart(m_session->commits(), context.theme)), m_transactions(transactions),
      m_restorePoints(restorePoints), m_tools(new AxisTools(context, transactions, page)),
      m_summary(new widgets::ElidedLabel), m_brush(new QToolButton),
      m_zoomBrush(widgets::iconButton(context.theme->icon("zoom-in"), tr("Zoom to this range"))),
      m_empty(new QWidget), m_emptyText(widgets::label({}, "secondary")),
      m_record(widgets::button(tr("Record…"))), m_controls(new QWidget), m_momentButtons(new QWidget)
{
    setObjectName("surface");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("History"));
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeHeader());
    column->addWidget(m_tools);
    column->addWidget(m_chart, 1);
    auto *centre = new QBoxLayout(QBoxLayout::TopToBottom, m_empty);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    centre->addStretch();
    centre->addWidget(m_emptyText);
    centre->addWidget(m_record, 0, Qt::AlignHCenter);
    centre->addStretch();
    m_record->setObjectName("historyRecord");
    connect(m_record, &QPushButton::clicked, m_session->recording(), &RecordingService::offer);
    column->addWidget(m_empty, 1);

    connect(m_chart, &CommitChart::commitChosen, this, &TimeAxis::choose);
    CommitsModel *commits = m_session->commits();
    connect(m_chart, &CommitChart::brushed, commits, [commits](const TimeRange &r) { commits->setRange(r); });
    connect(m_chart, &CommitChart::brushCleared, commits, [commits] { commits->setRange({}); });
    connect(commits, &CommitsModel::rangeChanged, this, &TimeAxis::refreshBrush);
    connect(commits, &CommitsModel::commitsChanged, this, &TimeAxis::refresh);
    connect(m_session->recording(), &RecordingService::changed, this, &TimeAxis::refresh);
    connect(m_session, &session::DatabaseSession::pointChanged, this, &TimeAxis::refreshPoint);
    connect(transactions, &TransactionsModel::touchesChanged, this, &TimeAxis::refreshMarks);
    connect(restorePoints, &RestorePointList::changed, this, &TimeAxis::refreshMarks);
    connect(transactions, &TransactionsModel::matchesChanged, this,
            [this] { m_chart->setMatches(m_transactions->matches()); });
    refresh();
    refreshPoint();
    refreshBrush();
}

QWidget *TimeAxis::makeHeader()
{
    auto *words = new QWidget;
    auto *row = widgets::flatRow(words);
    row->setSpacing(theme::space2);
    auto *title = widgets::label(tr("History"));
    title->setFont(theme::Theme::heading());
    row->addWidget(title);
    widgets::setRole(m_summary, "secondary");
    row->addWidget(m_summary);
    m_brush->setObjectName("brushChip");
    widgets::setRole(m_brush, "chip");
    m_brush->setIcon(m_context.theme->icon("close"));
    m_brush->setIconSize(QSize(12, 12));
    m_brush->setLayoutDirection(Qt::RightToLeft); // the cross after the words
    m_brush->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_brush->setToolTip(tr("Remove this filter"));
    connect(m_brush, &QToolButton::clicked, this, [this] { m_session->commits()->setRange({}); });
    connect(m_zoomBrush, &QToolButton::clicked, this, [this] {
        if (const auto &range = m_session->commits()->range()) {
            m_chart->zoomTo(*range);
        }
    });
    row->addWidget(m_brush);
    row->addWidget(m_zoomBrush);
    row->addStretch();
    row->addWidget(m_momentButtons);
    auto *header = new widgets::WrapRow(words, m_controls, wordsWidth);
    header->layout()->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space1);
    header->layout()->setSpacing(theme::space2);
    auto *controls = widgets::flatRow(m_controls);
    controls->setSpacing(theme::space2);
    auto *group = new QButtonGroup(this);
    auto *segments = widgets::flatRow();
    const std::pair<Measure, QString> measures[] = {
        {Measure::Commits, tr("Commits")}, {Measure::Pages, tr("Pages")}, {Measure::Bytes, tr("Bytes")}};
    for (const auto &[measure, text] : measures) {
        auto *segment = new QToolButton;
        widgets::setRole(segment, "segment");
        segment->setText(text);
        segment->setAccessibleName(tr("Height of the bars: %1").arg(text));
        segment->setCheckable(true);
        segment->setChecked(measure == m_chart->measure());
        group->addButton(segment);
        segments->addWidget(segment);
        connect(segment, &QToolButton::clicked, this,
                [this, measure = measure] { m_chart->setMeasure(measure); });
    }
    controls->addLayout(segments);
    const std::tuple<const char *, QString, std::function<void()>> zooms[] = {
        {"zoom-in", tr("Zoom in"), [this] { m_chart->zoomBy(2); }},
        {"zoom-out", tr("Zoom out"), [this] { m_chart->zoomBy(0.5); }},
        {"zoom-fit", tr("Show all commits"), [this] { m_chart->zoomToAll(); }}};
    for (const auto &[icon, name, action] : zooms) {
        auto *button = widgets::iconButton(m_context.theme->icon(icon), name);
        connect(button, &QToolButton::clicked, this, action);
        controls->addWidget(button);
    }
    controls->addStretch();
    return header;
}

void TimeAxis::setMomentActions(QAction *worksheet, QAction *save)
{
    auto *row = widgets::flatRow(m_momentButtons);
    row->setSpacing(theme::space2);
    const std::tuple<QAction *, QString, const char *> buttons[] = {
        {worksheet, tr("Worksheet as of here"), "worksheetAsOf"}, {save, tr("Save as of here…"), "saveAsOf"}};
    for (const auto &[action, text, name] : buttons) {
        auto *button = widgets::button(text);
        button->setObjectName(QString::fromLatin1(name));
        button->setToolTip(action->text());
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        row->addWidget(button);
    }
}

void TimeAxis::choose(core::Scn scn)
{
    if (const Commit *commit = m_session->commits()->find(scn)) {
        m_session->lookAt(*commit);
    }
}

void TimeAxis::refresh()
{
    const bool any = !m_session->commits()->commits().empty();
    m_chart->setVisible(any);
    m_empty->setVisible(!any);
    m_controls->setVisible(any);
    m_tools->setVisible(any);
    const RecordingService *recording = m_session->recording();
    if (!any) {
        m_record->setVisible(recording->state() == RecordingService::State::Off && !m_session->readOnly());
        m_summary->setFullText({});
        m_emptyText->setText(
            recording->state() == RecordingService::State::Starting
                ? tr("The database is being taken in as it is now. Its commits will appear here.")
                : tr("Every commit will appear here once this database is recorded."));
        return;
    }
    const Status &status = recording->status();
    m_chart->setIncarnations(status.incarnations);
    m_summary->setFullText(
        tr("%1 · %2 of history")
            .arg(tr("%Ln commit(s)", nullptr, static_cast<int>(m_session->commits()->commits().size())),
                 text::bytes(status.storeBytes)));
}

void TimeAxis::refreshPoint()
{
    const auto &point = m_session->point();
    m_chart->setSelected(point ? point->scn : core::Scn{});
    m_momentButtons->setVisible(point.has_value());
}

void TimeAxis::refreshMarks()
{
    std::vector<CommitChart::Mark> marks;
    for (const core::Scn scn : m_transactions->definitionChanges()) {
        marks.push_back({scn, CommitChart::Mark::Kind::Schema, {}});
    }
    for (const RestorePoint &point : m_restorePoints->points()) {
        marks.push_back(
            {point.scn, CommitChart::Mark::Kind::RestorePoint, QString::fromStdString(point.name)});
    }
    m_chart->setMarks(std::move(marks));
}

void TimeAxis::refreshBrush()
{
    const auto &range = m_session->commits()->range();
    m_brush->setVisible(range.has_value());
    m_zoomBrush->setVisible(range.has_value());
    m_summary->setVisible(!range.has_value());
    if (range) {
        const core::Time now = text::now();
        m_brush->setText(tr("%1 to %2 · %3")
                             .arg(text::time(range->from, now), text::time(range->to, now),
                                  tr("%Ln commit(s)", nullptr, m_session->commits()->rowCount())));
        m_brush->setAccessibleName(tr("Filter: %1").arg(m_brush->text()));
    }
}

} // namespace strandline::flashback
