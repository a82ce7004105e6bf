#include "views/worksheet/result_view.h"

#include "models/text/quantities.h"
#include "views/common/grid/data_grid.h"
#include "views/common/theme/tokens.h"
#include "views/common/value/value_split.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace strandline::worksheet {

namespace {
constexpr int filterDelayMs = 150;
constexpr int filterWidth = 220;
constexpr sqlite::ByteRange seenAtOnce{0, 4096};       // of a value, without a job
constexpr const char *valueKey = "v1/worksheet/value"; // shown
constexpr const char *valueSplitKey = "v1/worksheet/valueSplit";
} // namespace

ResultView::ResultView(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_settings(context.settings), m_figures(widgets::label({}, "secondary")),
      m_filter(new QLineEdit),
      m_pin(widgets::iconButton(context.theme->icon("pin"), tr("Keep this result at the next run"))),
      m_export(widgets::button(tr("Export…"), "link")),
      m_valueToggle(widgets::iconButton(context.theme->icon("detail"),
                                        tr("Show the whole value of the current cell (Ctrl+I)"))),
      m_grid(new grid::DataGrid(context.theme)),
      m_value(new value::ValuePane(context.theme, context.session->tasks(), context.notify)),
      m_split(new value::ValueSplit(m_grid, m_value, context.settings, valueSplitKey)),
      m_empty(widgets::label(tr("The statement gave no rows."), "secondary")), m_more(new QWidget),
      m_moreText(widgets::label({})), m_fetchAll(widgets::button(tr("Fetch all rows")))
{
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeHead());
    m_grid->setObjectName("resultGrid");
    m_grid->setAccessibleName(tr("Rows of the result"));
    m_grid->horizontalHeader()->setSectionsClickable(true);
    connect(m_grid->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int section) {
        if (m_result && m_result->sortable()) {
            const bool again = m_result->sortColumn() == section;
            m_result->sort(section, again && m_result->sortOrder() == Qt::AscendingOrder
                                        ? Qt::DescendingOrder
                                        : Qt::AscendingOrder);
            refresh();
        }
    });
    connect(
        m_grid, &grid::DataGrid::cellMenuWanted, this, [this, context](QMenu *menu, const QModelIndex &cell) {
            const auto row = m_result ? m_result->storedRow(cell) : std::nullopt;
            menu->addSeparator();
            QAction *history = menu->addAction(tr("History of this row"), this, [context, row] {
                context.open({"flashback", {{"pane", "row"}, {"table", row->table}, {"rowKey", row->key}}});
            });
            history->setEnabled(row && !context.session->commits()->commits().empty());
        });
    connect(m_grid, &grid::DataGrid::valueWanted, this, [this] { showValue(true); });
    column->addWidget(m_split, 1);
    showValue(m_settings->value(valueKey, false).toBool());
    m_empty->setAlignment(Qt::AlignCenter);
    column->addWidget(m_empty, 1);
    column->addWidget(makeMore());
    m_filterDelay.setSingleShot(true);
    m_filterDelay.setInterval(filterDelayMs);
    connect(&m_filterDelay, &QTimer::timeout, this, [this] {
        if (m_result) {
            m_result->setFilter(m_filter->text());
        }
    });
}

QWidget *ResultView::makeHead()
{
    auto *head = new QWidget;
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, head);
    row->setContentsMargins(theme::space4, theme::space1, theme::space3, theme::space1);
    row->setSpacing(theme::space2);
    m_figures->setObjectName("resultFigures");
    row->addWidget(m_figures);
    row->addStretch();
    m_filter->setObjectName("resultFilter");
    m_filter->setPlaceholderText(tr("Filter these rows"));
    m_filter->setAccessibleName(tr("Filter these rows"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(filterWidth);
    connect(m_filter, &QLineEdit::textEdited, this, [this] { m_filterDelay.start(); });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty() && m_result && !m_result->filter().isEmpty()) {
            m_filterDelay.start();
        }
    });
    row->addWidget(m_filter);
    m_export->setObjectName("resultExport");
    connect(m_export, &QPushButton::clicked, this, &ResultView::exportRequested);
    row->addWidget(m_export);
    m_pin->setObjectName("resultPin");
    m_pin->setCheckable(true);
    connect(m_pin, &QToolButton::clicked, this, &ResultView::pinRequested);
    row->addWidget(m_pin);
    m_valueToggle->setObjectName("resultValueToggle");
    m_valueToggle->setCheckable(true);
    connect(m_valueToggle, &QToolButton::clicked, this, &ResultView::showValue);
    row->addWidget(m_valueToggle);
    return head;
}

QWidget *ResultView::makeMore()
{
    m_more->setObjectName("cellLine");
    m_more->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, m_more);
    row->setContentsMargins(theme::space4, theme::space1, theme::space3, theme::space1);
    row->setSpacing(theme::space3);
    m_moreText->setObjectName("moreRows");
    row->addWidget(m_moreText);
    m_fetchAll->setObjectName("fetchAll");
    connect(m_fetchAll, &QPushButton::clicked, this, &ResultView::fetchAllRequested);
    row->addWidget(m_fetchAll);
    row->addStretch();
    return m_more;
}

void ResultView::show(ResultModel *result, bool pinned)
{
    if (m_result) {
        m_result->disconnect(this);
    }
    m_filterDelay.stop();
    m_result = result;
    m_fitted = false;
    m_grid->setModel(result);
    m_value->clear();
    m_pin->setChecked(pinned);
    m_filter->setText(result != nullptr ? result->filter() : QString());
    if (result != nullptr) {
        connect(result, &ResultModel::stateChanged, this, &ResultView::refresh);
        connect(result, &ResultModel::arranged, this, &ResultView::refresh);
        connect(result, &QAbstractItemModel::modelReset, this, &ResultView::fit);
        connect(result, &QAbstractItemModel::modelReset, this, &ResultView::refreshValue);
        connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this,
                &ResultView::refreshValue);
    }
    refresh();
}

void ResultView::showValue(bool on)
{
    m_settings->setValue(valueKey, on);
    m_valueToggle->setChecked(on);
    m_split->setPaneVisible(on);
    refreshValue();
}

void ResultView::toggleValue()
{
    showValue(!m_valueToggle->isChecked());
}

void ResultView::refreshValue()
{
    const QModelIndex cell = m_grid->currentIndex();
    if (m_value->isHidden() || !m_result || !cell.isValid()) {
        m_value->clear();
        return;
    }
    m_value->show({m_result->headerData(cell.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
                   m_result->part(cell, seenAtOnce), m_result->reader(cell),
                   tr("A result can't be edited. Edit the table in Browse.")});
}

void ResultView::fit()
{
    m_fitted = false;
    refresh();
}

void ResultView::refresh()
{
    if (!m_result) {
        return;
    }
    using State = ResultModel::State;
    const State state = m_result->state();
    if (!m_fitted && (m_result->rowCount() > 0 || state != State::Reading)) {
        m_fitted = true;
        m_grid->fitColumns();
    }
    QStringList figures{tr("%Ln row(s)", nullptr, m_result->rowsRead())};
    if (!m_result->filter().isEmpty()) {
        figures[0] =
            tr("%1 of %2").arg(text::number(static_cast<std::uint64_t>(m_result->rowCount())), figures[0]);
    }
    if (state == State::Truncated) {
        figures[0] = tr("first %1").arg(figures[0]);
    } else if (state == State::Broken) {
        figures[0] = tr("%1, then it was stopped").arg(figures[0]);
    }
    figures << tr("%Ln column(s)", nullptr, m_result->columnCount());
    if (state != State::Reading) {
        figures << text::duration(
            std::chrono::microseconds(static_cast<std::int64_t>(m_result->seconds() * 1e6)));
    }
    if (m_result->source().point) {
        figures << tr("as of %1").arg(text::scn(*m_result->source().point));
    }
    m_figures->setText(figures.join(" · "));
    m_filter->setEnabled(state != State::Reading);
    m_export->setEnabled(state != State::Reading);
    m_more->setVisible(state == State::Truncated);
    m_moreText->setText(tr("There may be more rows. Reading stopped to spare memory."));
    m_fetchAll->setVisible(m_result->restartable());
    const bool none = state != State::Reading && m_result->rowsRead() == 0;
    m_empty->setVisible(none && m_result->columnCount() == 0);
    m_split->setVisible(!m_empty->isVisibleTo(this));
    QHeaderView *header = m_grid->horizontalHeader();
    header->setSortIndicatorShown(m_result->sortColumn() >= 0);
    header->setSortIndicator(m_result->sortColumn(), m_result->sortOrder());
    header->setToolTip(m_result->sortable() ? QString()
                                            : tr("Sorting needs the whole result: fetch all rows first."));
}

} // namespace strandline::worksheet
