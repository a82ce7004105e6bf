#include "views/flashback/undo_panel.h"

#include "models/text/quantities.h"
#include "views/common/grid/row_list.h"
#include "views/common/widgets/style.h"
#include "views/flashback/undo_graph.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>

namespace strandline::flashback {

namespace {
constexpr int sentencesMax = 4; // the tooltip has all
} // namespace

UndoPanel::UndoPanel(const PaneContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_work(new UndoWork(context.page.session, this)),
      m_tables(new UndoTablesModel(this)), m_dependencies(new UndoDependenciesModel(this)),
      m_title(widgets::label({})), m_modes(new QButtonGroup(this)),
      m_explanation(widgets::label({}, "secondary")), m_scroll(new QScrollArea),
      m_graph(new UndoGraph(context.page.theme)),
      m_tablesView(new grid::RowList("undoTables", tr("What would be written"), context.page.theme)),
      m_dependenciesView(
          new grid::RowList("undoDependencies", tr("What depends on the transaction"), context.page.theme)),
      m_words(widgets::label({})), m_accept(widgets::button({}, "primary"))
{
    setObjectName("undoPanel");
    setAccessibleName(tr("Undo a transaction"));
    auto *column = widgets::flatColumn(this);
    m_title->setObjectName("undoTitle");
    m_title->setFont(theme::Theme::heading());
    column->addWidget(makeHead());
    m_report = makeReport();
    column->addWidget(m_report, 1);
    column->addWidget(makeFoot());
    setFocusProxy(m_modes->button(0));
    connect(m_work, &UndoWork::planned, this, &UndoPanel::take);
    connect(m_work, &UndoWork::undone, this, &UndoPanel::done);
    connect(m_work, &UndoWork::changed, this, &UndoPanel::refresh);
    connect(m_work, &UndoWork::failed, this, [this](const core::Error &error) {
        m_error = error;
        m_context.page.notify(message::failure(error));
        refresh();
    });
    connect(m_graph, &UndoGraph::chosen, this, [this](core::Scn scn) {
        for (int row = 0; row < m_dependencies->rowCount(); ++row) {
            if (m_dependencies->at(row).transaction == scn) {
                m_dependenciesView->setCurrentIndex(m_dependencies->index(row, 0));
                return;
            }
        }
    });
}

QWidget *UndoPanel::makeHead()
{
    auto *box = new QWidget;
    auto *column = widgets::flatColumn(box);
    column->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    column->setSpacing(theme::space1);
    auto *segments = widgets::flatRow();
    segments->addWidget(m_title);
    segments->addSpacing(theme::space4);
    const std::pair<UndoMode, QString> modes[] = {
        {UndoMode::NoCascade, tr("Only alone")},
        {UndoMode::Cascade, tr("With dependents")},
        {UndoMode::NonConflictOnly, tr("Rows without conflict")},
        {UndoMode::Force, tr("Force")},
    };
    for (const auto &[mode, text] : modes) {
        auto *segment = new QToolButton;
        widgets::setRole(segment, "segment");
        segment->setText(text);
        segment->setAccessibleName(text);
        segment->setCheckable(true);
        segment->setChecked(mode == UndoMode::NoCascade);
        m_modes->addButton(segment, static_cast<int>(mode));
        segments->addWidget(segment);
    }
    segments->addStretch();
    connect(m_modes, &QButtonGroup::idClicked, this, &UndoPanel::planAgain);
    column->addLayout(segments);
    m_explanation->setWordWrap(true);
    column->addWidget(m_explanation);
    return box;
}

QWidget *UndoPanel::makeReport()
{
    auto *splitter = new QSplitter(Qt::Horizontal);
    m_scroll->setWidget(m_graph);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    splitter->addWidget(m_scroll);
    auto *tables = new QSplitter(Qt::Vertical);
    m_tablesView->setModel(m_tables);
    tables->addWidget(m_tablesView);
    m_dependenciesView->setModel(m_dependencies);
    tables->addWidget(m_dependenciesView);
    tables->setChildrenCollapsible(false);
    tables->setSizes({80, 160});
    splitter->addWidget(tables);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({500, 580});
    return splitter;
}

QWidget *UndoPanel::makeFoot()
{
    auto *foot = new QWidget;
    foot->setObjectName("cellLine");
    foot->setAttribute(Qt::WA_StyledBackground);
    auto *row = widgets::flatRow(foot);
    row->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    m_words->setObjectName("undoWords");
    m_words->setWordWrap(true);
    row->addWidget(m_words, 1);
    auto *cancel = widgets::button(tr("Cancel"));
    cancel->setObjectName("undoCancel");
    connect(cancel, &QPushButton::clicked, this, &UndoPanel::close);
    row->addWidget(cancel);
    m_accept->setObjectName("undoAccept");
    connect(m_accept, &QPushButton::clicked, this, [this] { m_work->run(m_xid, mode()); });
    row->addWidget(m_accept);
    return foot;
}

UndoMode UndoPanel::mode() const
{
    return static_cast<UndoMode>(m_modes->checkedId());
}

void UndoPanel::open(core::Scn xid)
{
    m_xid = xid;
    m_modes->button(static_cast<int>(UndoMode::NoCascade))->setChecked(true);
    m_title->setText(tr("Undo transaction %1").arg(text::number(xid.value)));
    planAgain();
}

void UndoPanel::planAgain()
{
    const QString words[] = {
        tr("Refused where a later transaction touched the same rows or depends on them."),
        tr("Takes back the later transactions that depend on it, too, the newest first."),
        tr("Takes back the rows that nothing depends on, and leaves the others as they are."),
        tr("Takes back all its rows, whatever happened to them later."),
    };
    m_explanation->setText(words[m_modes->checkedId()]);
    m_plan.reset();
    m_error.reset();
    m_work->plan(m_xid, mode());
    refresh();
}

void UndoPanel::take(const UndoPlan &plan)
{
    m_plan = plan;
    m_tables->show(plan.tables);
    m_dependencies->show(plan.dependencies);
    m_graph->show(plan);
    m_tablesView->fitColumns();
    m_dependenciesView->fitColumns();
    refresh();
}

void UndoPanel::refresh()
{
    const bool dependents = m_plan && m_plan->transactions.size() > 1;
    m_tablesView->setVisible(m_plan && !m_plan->tables.empty());
    m_scroll->setVisible(dependents);
    m_dependenciesView->setVisible(dependents);
    QStringList words;
    bool possible = false;
    if (m_error) {
        words << QString::fromStdString(m_error->message());
    } else if (m_work->running()) {
        words << tr("Undoing the transaction…");
    } else if (!m_plan) {
        words << tr("Looking what that would change…");
    } else {
        possible = !m_plan->refused && m_plan->rows() > 0;
        if (m_plan->refused) {
            // Which ones, stands above; what no mode overcomes, here.
            if (const auto later = m_plan->transactions.size() - 1; dependents) {
                words << tr("Refused: %Ln later transaction(s) depend on it.", nullptr,
                            static_cast<int>(later));
            }
        } else {
            words << (m_plan->rows() > 0 ? tr("%1 would be written, in one transaction.")
                                               .arg(text::quantity(m_plan->rows(), "rows"))
                                         : tr("Nothing would be written."));
        }
        for (const UndoObstacle &obstacle : m_plan->obstacles) {
            words << QString::fromStdString(obstacle.reason);
        }
        for (const std::string &warning : m_plan->warnings) {
            words << QString::fromStdString(warning);
        }
        if (m_plan->dependencyCount > m_plan->dependencies.size()) {
            words << tr("Of %1 dependent rows the first are listed.")
                         .arg(text::number(m_plan->dependencyCount));
        }
        if (possible && m_context.page.session->readOnly()) {
            words << tr("The database is open for reading only.");
            possible = false;
        }
    }
    const QStringList shown = words.mid(0, sentencesMax);
    m_words->setText(shown.join(' ') + (words.size() > shown.size() ? " …" : ""));
    m_words->setToolTip(words.join('\n'));
    const auto others = m_plan && m_plan->mode == UndoMode::Cascade ? m_plan->transactions.size() - 1 : 0;
    m_accept->setText(others > 0 ? tr("Undo transaction %1 and %Ln more", nullptr, static_cast<int>(others))
                                       .arg(text::number(m_xid.value))
                                 : tr("Undo transaction %1").arg(text::number(m_xid.value)));
    m_accept->setAccessibleName(m_accept->text());
    m_accept->setEnabled(possible && !m_work->running() && !m_work->planning());
}

// The undo is a commit itself: it can be undone as well, as soon as it is recorded.
void UndoPanel::done(const UndoPlan &plan)
{
    message::Message told;
    told.kind = message::Kind::Success;
    told.text = tr("Transaction %1 is undone: %2 written.")
                    .arg(text::number(plan.xid.value), text::quantity(plan.rows(), "rows"));
    if (m_context.page.session->recording()->state() == timeline::RecordingService::State::Recording) {
        told.showText = tr("Show its commit");
        told.show = [show = m_context.show, session = QPointer(m_context.page.session)] {
            if (session != nullptr && !session->commits()->commits().empty()) {
                session->lookAt(session->commits()->commits().back());
                show("transactions", {});
            }
        };
    }
    m_context.page.notify(told);
    m_context.page.session->returnToNow();
    close();
}

void UndoPanel::close()
{
    m_work->stop();
    m_plan.reset();
    emit closed();
}

} // namespace strandline::flashback
