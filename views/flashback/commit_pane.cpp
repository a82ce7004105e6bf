#include "views/flashback/commit_pane.h"

#include "engine/flashback/script.h"
#include "models/text/quantities.h"
#include "views/common/grid/data_grid.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTabBar>

#include <algorithm>

namespace strandline::flashback {

namespace {
constexpr std::size_t scriptBytesMax = std::size_t{16} << 20U;
} // namespace

CommitPane::CommitPane(const PaneContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_changes(new CommitChanges(context.page.session, this)),
      m_schema(new SchemaChangesModel(this)), m_title(widgets::label({})),
      m_figures(new widgets::ElidedLabel), m_tabs(new QTabBar),
      m_grid(new grid::DataGrid(context.page.theme)), m_empty(widgets::label({}, "secondary")),
      m_foot(widgets::label({}, "secondary")), m_script(widgets::button(tr("Undo script"))),
      m_undo(widgets::button(tr("Undo this transaction…"))),
      m_scripting(new task::TaskRunner(context.page.session->tasks(), this))
{
    setAccessibleName(tr("The chosen commit"));
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeHead());
    widgets::setRole(m_tabs, "panes");
    m_tabs->setObjectName("commitTabs");
    m_tabs->setAccessibleName(tr("Tables that the commit touched"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    connect(m_tabs, &QTabBar::currentChanged, this, &CommitPane::showTab);
    column->addWidget(m_tabs);
    m_grid->setObjectName("commitRows");
    m_grid->setAccessibleName(tr("Changed rows"));
    m_grid->setModel(m_changes);
    column->addWidget(m_grid, 1);
    m_empty->setObjectName("commitEmpty");
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(theme::space6);
    column->addWidget(m_empty, 1);
    m_foot->setObjectName("commitFoot");
    m_foot->setContentsMargins(theme::space3, theme::space1, theme::space3, theme::space1);
    column->addWidget(m_foot);
    connect(m_changes, &CommitChanges::changed, this, &CommitPane::refreshRows);
    connect(m_grid, &grid::DataGrid::cellMenuWanted, this, [this](QMenu *menu, const QModelIndex &cell) {
        if (cell.model() == m_changes) {
            menu->addSeparator();
            menu->addAction(tr("History of this row"), this, [this, key = m_changes->plainKeyOf(cell.row())] {
                m_context.show("row", {{"table", m_changes->table()}, {"rowKey", key}});
            });
        }
    });
    connect(context.page.session, &session::DatabaseSession::pointChanged, this, &CommitPane::refreshCommit);
    connect(context.transactions, &TransactionsModel::touchesChanged, this, &CommitPane::refreshTabs);
    refreshCommit();
}

QWidget *CommitPane::makeHead()
{
    auto *head = new QWidget;
    auto *row = widgets::flatRow(head);
    row->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space1);
    row->setSpacing(theme::space3);
    m_title->setFont(theme::Theme::heading());
    m_title->setObjectName("commitTitle");
    row->addWidget(m_title);
    widgets::setRole(m_figures, "secondary");
    row->addWidget(m_figures, 1);
    m_script->setObjectName("undoScript");
    auto *menu = new QMenu(m_script);
    menu->addAction(tr("Copy"), this, [this] {
        makeScript([this](const QString &script) {
            QApplication::clipboard()->setText(script);
            m_context.page.notify(
                {message::Kind::Success, tr("The undo script is in the clipboard."), {}, {}});
        });
    });
    menu->addAction(tr("Open in a worksheet"), this, [this] {
        makeScript([this, scn = m_scn](const QString &script) {
            m_context.page.open(
                {"worksheet",
                 {{"sql", script}, {"run", false}, {"title", tr("Undo %1").arg(text::scn(scn))}},
                 shell::OpenRequest::Placement::NewTab});
        });
    });
    m_script->setMenu(menu);
    row->addWidget(m_script);
    m_undo->setObjectName("undoTransaction");
    connect(m_undo, &QPushButton::clicked, this, [this] { emit undoWanted(m_scn); });
    row->addWidget(m_undo);
    connect(m_scripting, &task::TaskRunner::failed, this,
            [this](const core::Error &error) { m_context.page.notify(message::failure(error)); });
    return head;
}

// A script of more than that is no text to look at: strandctl writes it to a file.
void CommitPane::makeScript(const std::function<void(const QString &script)> &use)
{
    if (!m_scn || !m_context.page.session->database()) {
        return;
    }
    m_scripting->run(
        tr("Writing the undo script of %1").arg(text::scn(m_scn)),
        [database = m_context.page.session->database(), scn = m_scn](const core::JobContext &job) {
            std::string script;
            undoScript(
                database->history(), scn,
                [&](std::string_view line) {
                    script += line;
                    if (script.size() > scriptBytesMax) {
                        throw core::Error(
                            core::ErrorCode::Unsupported,
                            "The undo script is larger than 16 MiB. Undo the transaction here, or "
                            "write the script with strandctl.");
                    }
                },
                job);
            return script;
        },
        [use](const std::string &script) { use(QString::fromStdString(script)); });
}

void CommitPane::refreshActions()
{
    const bool known = m_scn && m_context.transactions->known(m_scn);
    const bool any = known && !m_context.transactions->touchedBy(m_scn).empty();
    m_script->setVisible(any);
    m_undo->setVisible(any && !m_context.page.session->readOnly());
}

QString CommitPane::table() const
{
    const auto tab = static_cast<std::size_t>(std::max(m_tabs->currentIndex(), 0));
    return tab < m_touches.size() ? m_touches[tab].table : QString();
}

void CommitPane::readAgain()
{
    m_changes->readAgain();
}

void CommitPane::refreshCommit()
{
    const auto &point = m_context.page.session->point();
    m_scn = point ? point->scn : core::Scn{};
    m_title->setText(point ? text::scn(m_scn) : QString());
    m_figures->setFullText(point ? tr("%1 · %2 · %3")
                                       .arg(text::fullTime(point->timeTo),
                                            text::quantity(point->pages, "pages"),
                                            tr("%1 stored").arg(text::bytes(point->storedBytes)))
                                 : QString());
    refreshTabs();
}

// A tab for each table; the one that was looked at before stays chosen.
void CommitPane::refreshTabs()
{
    const QString before = table();
    const bool schemaBefore = m_hasSchema && m_tabs->currentIndex() == m_tabs->count() - 1;
    m_touches = m_scn ? m_context.transactions->touchedBy(m_scn) : std::vector<TransactionsModel::Touch>();
    m_hasSchema = std::any_of(m_touches.begin(), m_touches.end(), [](const auto &t) { return t.definition; });
    m_anyTable = m_touches.empty() ? QString() : m_touches.front().table;
    std::erase_if(m_touches, [](const auto &touch) { return touch.rows() == 0 && !touch.renumbered; });
    {
        const QSignalBlocker quiet(m_tabs);
        while (m_tabs->count() > 0) {
            m_tabs->removeTab(0);
        }
        int chosen = -1;
        for (const TransactionsModel::Touch &touch : m_touches) {
            const int tab = m_tabs->addTab(tr("%1 %2").arg(touch.table, text::number(touch.rows())));
            m_tabs->setTabToolTip(tab, tr("%1 inserted, %2 updated, %3 deleted")
                                           .arg(text::number(touch.inserts), text::number(touch.updates),
                                                text::number(touch.deletes)));
            if (touch.table == before) {
                chosen = tab;
            }
        }
        if (m_hasSchema) {
            const int tab = m_tabs->addTab(tr("Schema"));
            chosen = chosen < 0 && schemaBefore ? tab : chosen;
        }
        m_tabs->setCurrentIndex(std::max(chosen, 0));
    }
    m_tabs->setVisible(m_tabs->count() > 0);
    refreshActions();
    showTab(m_tabs->currentIndex());
}

void CommitPane::showTab(int tab)
{
    if (tab < 0) {
        m_changes->clear();
    } else if (tab < static_cast<int>(m_touches.size())) {
        m_fitted = m_fitted && m_changes->scn() == m_scn && m_changes->table() == table();
        m_changes->show(m_scn, table());
    } else {
        m_changes->show(m_scn, m_anyTable); // the schema comes with the rows
    }
    const bool schema = m_hasSchema && tab == m_tabs->count() - 1;
    QAbstractItemModel *model = schema ? static_cast<QAbstractItemModel *>(m_schema) : m_changes;
    if (m_grid->model() != model) {
        m_grid->setModel(model);
        m_fitted = false;
    }
    m_grid->setTableName(schema ? QString() : table());
    refreshRows();
}

// In the order of the table, but what was updated stands at the left, behind the key.
void CommitPane::arrangeColumns()
{
    QHeaderView *header = m_grid->horizontalHeader();
    for (int column = 0; column < header->count(); ++column) {
        header->moveSection(header->visualIndex(column), column);
    }
    if (m_grid->model() == m_changes) {
        int place = 0;
        for (const int column : m_changes->leadingColumns()) {
            header->moveSection(header->visualIndex(column), place++);
        }
    }
    m_grid->fitColumns();
    m_grid->scrollToTop();
}

void CommitPane::refreshRows()
{
    if (m_hasSchema && m_schema->rowCount() != static_cast<int>(m_changes->schema().size())) {
        m_schema->show(m_changes->schema());
        m_fitted = false;
    }
    const bool schema = m_grid->model() == m_schema;
    const int rows = m_grid->model()->rowCount();
    if (rows > 0 && !m_fitted) {
        m_fitted = true;
        arrangeColumns();
    }
    m_grid->setVisible(rows > 0);
    m_empty->setVisible(rows == 0);
    const auto total = m_changes->total();
    m_foot->setVisible(rows > 0 && !schema && total > static_cast<quint64>(rows));
    m_foot->setText(tr("The first %1 of %2 are shown.")
                        .arg(text::number(static_cast<quint64>(rows)), text::quantity(total, "rows")));
    if (rows > 0) {
        return;
    }
    const auto &point = m_context.page.session->point();
    m_empty->setText(!point               ? tr("Choose a commit to see what it changed.")
                     : m_changes->error() ? QString::fromStdString(m_changes->error()->message())
                     : m_changes->reading() ||
                             (m_context.transactions->loading() && !m_context.transactions->known(m_scn))
                         ? tr("Reading what the commit changed…")
                     : point->base ? tr("The history begins here: what was changed before is not known.")
                     : !m_context.transactions->known(m_scn)
                         ? tr("What this commit changed can't be told from the history.")
                     : m_tabs->count() > 0
                         ? tr("VACUUM gave the rows of this table other rowids; their values are the same.")
                         : tr("This commit changed no row and nothing of the schema."));
}

} // namespace strandline::flashback
