#include "views/common/timeline/history_pane.h"

#include "models/text/quantities.h"
#include "views/common/grid/value_delegate.h"
#include "views/common/timeline/commit_chart.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/common/widgets/wrap_row.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>

namespace strandline::timeline {

namespace {
constexpr int wordsWidth = 240; // of title and summary
} // namespace

HistoryPane::HistoryPane(session::DatabaseSession *session, theme::Theme *theme, QWidget *parent)
    : QWidget(parent), m_session(session), m_theme(theme),
      m_chart(new CommitChart(session->commits(), theme)), m_list(new QTableView),
      m_summary(new widgets::ElidedLabel), m_brush(new QToolButton),
      m_zoomBrush(widgets::iconButton(theme->icon("zoom-in"), tr("Zoom to this range"))),
      m_content(new QSplitter(Qt::Horizontal)), m_empty(new QWidget),
      m_emptyText(widgets::label({}, "secondary")), m_record(widgets::button(tr("Record…"))),
      m_controls(new QWidget)
{
    setObjectName("surface");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("History"));
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeHeader());
    auto *splitter = static_cast<QSplitter *>(m_content);
    splitter->addWidget(m_chart);
    splitter->addWidget(makeList());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({520, 400});
    splitter->setChildrenCollapsible(false);
    column->addWidget(m_content, 1);
    auto *centre = new QBoxLayout(QBoxLayout::TopToBottom, m_empty);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyText->setWordWrap(true);
    centre->addStretch();
    centre->addWidget(m_emptyText);
    centre->addWidget(m_record, 0, Qt::AlignHCenter);
    centre->addStretch();
    m_record->setObjectName("historyRecord");
    connect(m_record, &QPushButton::clicked, session->recording(), &RecordingService::offer);
    column->addWidget(m_empty, 1);

    connect(m_chart, &CommitChart::commitChosen, this, &HistoryPane::choose);
    CommitsModel *commits = session->commits();
    connect(m_chart, &CommitChart::brushed, commits, [commits](const TimeRange &r) { commits->setRange(r); });
    connect(m_chart, &CommitChart::brushCleared, commits, [commits] { commits->setRange({}); });
    connect(commits, &CommitsModel::rangeChanged, this, &HistoryPane::refreshBrush);
    connect(commits, &CommitsModel::commitsChanged, this, &HistoryPane::refresh);
    connect(session->recording(), &RecordingService::changed, this, &HistoryPane::refresh);
    connect(session, &session::DatabaseSession::pointChanged, this, &HistoryPane::refreshPoint);
    refresh();
    refreshPoint();
    refreshBrush();
}

QWidget *HistoryPane::makeHeader()
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
    m_brush->setIcon(m_theme->icon("close"));
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
        auto *button = widgets::iconButton(m_theme->icon(icon), name);
        connect(button, &QToolButton::clicked, this, action);
        controls->addWidget(button);
    }
    controls->addStretch();
    return header;
}

QWidget *HistoryPane::makeList()
{
    m_list->setObjectName("commitList");
    m_list->setAccessibleName(tr("Commits"));
    m_list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->verticalHeader()->setDefaultSectionSize(theme::rowHeight);
    m_list->verticalHeader()->hide();
    m_list->setItemDelegate(new grid::ValueDelegate(m_theme, m_list));
    m_list->setModel(m_session->commits());
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setShowGrid(false);
    m_list->setTabKeyNavigation(false);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // remarks are cut, their tooltip is whole
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->horizontalHeader()->setMinimumSectionSize(32);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid() && !m_choosing) {
                    choose(m_session->commits()->commitAt(current.row()).scn);
                }
            });
    return m_list;
}

void HistoryPane::fitColumns()
{
    const CommitsModel *commits = m_session->commits();
    const QFontMetrics metrics(m_list->font());
    for (int column = 0; column < CommitsModel::NoteColumn; ++column) {
        int width = metrics.horizontalAdvance(
            commits->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (const int row : {0, 1, 2, commits->rowCount() / 2, commits->rowCount() - 1}) {
            if (row >= 0 && row < commits->rowCount()) {
                width =
                    std::max(width, metrics.horizontalAdvance(commits->index(row, column).data().toString()));
            }
        }
        m_list->setColumnWidth(column, width + 2 * theme::space2 + theme::space1);
    }
    m_list->setColumnWidth(CommitsModel::NoteColumn, 32);
}

void HistoryPane::choose(core::Scn scn)
{
    if (const Commit *commit = m_session->commits()->find(scn)) {
        m_session->lookAt(*commit);
    }
}

void HistoryPane::refresh()
{
    const bool any = !m_session->commits()->commits().empty();
    if (any && !m_fitted) {
        fitColumns();
    }
    m_fitted = any;
    m_content->setVisible(any);
    m_empty->setVisible(!any);
    m_controls->setVisible(any);
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
    m_summary->setFullText(
        tr("%1 · %2 of history")
            .arg(tr("%Ln commit(s)", nullptr, static_cast<int>(m_session->commits()->commits().size())),
                 text::bytes(status.storeBytes)));
}

void HistoryPane::refreshPoint()
{
    const auto &point = m_session->point();
    m_chart->setSelected(point ? point->scn : core::Scn{});
    const QScopedValueRollback<bool> guard(m_choosing, true);
    const int row = point ? m_session->commits()->rowOf(point->scn) : -1;
    if (row < 0) {
        m_list->clearSelection();
        m_list->selectionModel()->clearCurrentIndex();
    } else if (m_list->currentIndex().row() != row) {
        const QModelIndex index = m_session->commits()->index(row, 0);
        m_list->setCurrentIndex(index);
        m_list->scrollTo(index);
    }
}

void HistoryPane::refreshBrush()
{
    const auto &range = m_session->commits()->range();
    m_brush->setVisible(range.has_value());
    m_zoomBrush->setVisible(range.has_value());
    m_summary->setVisible(!range.has_value());
    m_list->scrollToTop();
    if (range) {
        const core::Time now = text::now();
        m_brush->setText(tr("%1 to %2 · %3")
                             .arg(text::time(range->from, now), text::time(range->to, now),
                                  tr("%Ln commit(s)", nullptr, m_session->commits()->rowCount())));
        m_brush->setAccessibleName(tr("Filter: %1").arg(m_brush->text()));
    }
    refreshPoint();
}

} // namespace strandline::timeline
