#include "views/flashback/compare_pane.h"

#include "models/text/quantities.h"
#include "views/common/grid/data_grid.h"
#include "views/common/grid/row_list.h"
#include "views/common/theme/icon.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>

namespace strandline::flashback {

namespace {
constexpr const char *splitterKey = "v1/flashback/compareSplitter";
constexpr int fieldWidth = 190;
} // namespace

ComparePane::ComparePane(const PaneContext &context)
    : m_context(context), m_comparison(new ComparisonModel(context.page.session, this)),
      m_changes(new CommitChanges(context.page.session, this)), m_schema(new SchemaChangesModel(this)),
      m_from(makeField(tr("From"), "compareFrom")), m_to(makeField(tr("To"), "compareTo")),
      m_compare(widgets::button(tr("Compare"), "primary")), m_save(widgets::button(tr("Save as SQL"))),
      m_state(new widgets::ElidedLabel),
      m_list(new grid::RowList("compareTables", tr("Tables that differ"), context.page.theme)),
      m_grid(new grid::DataGrid(context.page.theme)), m_empty(widgets::label({}, "secondary")),
      m_foot(widgets::label({}, "secondary"))
{
    setAccessibleName(tr("Compare"));
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeHead());
    column->addWidget(makeBody(), 1);
    setFocusProxy(m_from);
    connect(m_comparison, &ComparisonModel::changed, this, &ComparePane::refresh);
    connect(m_changes, &CommitChanges::changed, this, &ComparePane::refreshRows);
    connect(m_comparison, &ComparisonModel::failed, this,
            [this](const core::Error &error) { m_context.page.notify(message::failure(error)); });
    connect(m_comparison, &ComparisonModel::saved, this, [this](const QString &file) {
        m_context.page.notify({message::Kind::Success, tr("The SQL was saved as %1.").arg(file), {}, {}});
    });
    proposePoints();
    refresh();
}

QLineEdit *ComparePane::makeField(const QString &name, const char *objectName)
{
    auto *field = new QLineEdit;
    field->setObjectName(QString::fromLatin1(objectName));
    field->setAccessibleName(tr("%1: SCN or time, empty for now").arg(name));
    field->setPlaceholderText(tr("now"));
    field->setToolTip(tr("An SCN, or a time such as 2026-11-10 14:22; empty for now"));
    field->setMaximumWidth(fieldWidth);
    connect(field, &QLineEdit::returnPressed, this, &ComparePane::compare);
    return field;
}

QWidget *ComparePane::makeHead()
{
    auto *head = new QWidget;
    auto *row = widgets::flatRow(head);
    row->setContentsMargins(theme::space3, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    row->addWidget(widgets::label(tr("From")));
    row->addWidget(m_from);
    row->addWidget(widgets::label(tr("to")));
    row->addWidget(m_to);
    auto *swapped = widgets::button(tr("Swap"));
    swapped->setObjectName("compareSwap");
    connect(swapped, &QPushButton::clicked, this, &ComparePane::swap);
    row->addWidget(swapped);
    m_compare->setObjectName("compareRun");
    connect(m_compare, &QPushButton::clicked, this, &ComparePane::compare);
    row->addWidget(m_compare);
    widgets::setRole(m_state, "secondary");
    m_state->setObjectName("compareState");
    row->addWidget(m_state, 1);
    auto *menu = new QMenu(m_save);
    menu->setObjectName("compareSaveMenu");
    menu->addAction(tr("Forward: from the first point to the second…"), this, [this] { askFile(true); });
    menu->addAction(tr("Backward: from the second point to the first…"), this, [this] { askFile(false); });
    m_save->setObjectName("compareSave");
    m_save->setAccessibleName(tr("Save the difference as SQL"));
    m_save->setMenu(menu);
    row->addWidget(m_save);
    return head;
}

void ComparePane::makeList()
{
    m_list->setModel(m_comparison);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ComparePane::showRow);
}

QWidget *ComparePane::makeBody()
{
    makeList();
    auto *right = new QWidget;
    auto *column = widgets::flatColumn(right);
    m_grid->setObjectName("compareRows");
    m_grid->setAccessibleName(tr("Rows that differ"));
    m_grid->setModel(m_changes);
    column->addWidget(m_grid, 1);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(theme::space6);
    column->addWidget(m_empty, 1);
    m_foot->setContentsMargins(theme::space3, theme::space1, theme::space3, theme::space1);
    column->addWidget(m_foot);
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(m_list);
    splitter->addWidget(right);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({500, 580});
    QSettings *settings = m_context.page.settings;
    splitter->restoreState(settings->value(splitterKey).toByteArray());
    connect(splitter, &QSplitter::splitterMoved, this,
            [settings, splitter] { settings->setValue(splitterKey, splitter->saveState()); });
    connect(m_grid, &grid::DataGrid::cellMenuWanted, this, [this](QMenu *menu, const QModelIndex &cell) {
        if (cell.model() == m_changes) {
            menu->addSeparator();
            menu->addAction(tr("History of this row"), this, [this, key = m_changes->plainKeyOf(cell.row())] {
                m_context.show("row", {{"table", m_changes->table()}, {"rowKey", key}});
            });
        }
    });
    return splitter;
}

void ComparePane::proposePoints()
{
    const timeline::CommitsModel *commits = m_context.page.session->commits();
    const auto &point = m_context.page.session->point();
    if (commits->range() && commits->rowCount() > 1) {
        m_from->setText(QString::number(commits->commitAt(commits->rowCount() - 1).scn.value));
        m_to->setText(QString::number(commits->commitAt(0).scn.value));
    } else if (point) {
        m_from->setText(QString::number(point->scn.value));
    } else if (!commits->commits().empty()) {
        m_from->setText(QString::number(commits->commits().front().scn.value));
    }
}

void ComparePane::answer(const shell::PageState &what)
{
    m_wanted = what.value("table").toString();
    if (what.contains("scn")) {
        m_from->setText(what.value("scn").toString());
        m_to->clear();
        compare();
    } else {
        refresh();
    }
}

void ComparePane::readAgain()
{
    if (m_comparison->comparison()) {
        m_wanted = m_changes->table();
        m_comparison->readAgain();
    }
}

void ComparePane::compare()
{
    m_changes->clear();
    m_comparison->compare(m_from->text(), m_to->text());
}

void ComparePane::swap()
{
    const QString from = m_from->text();
    m_from->setText(m_to->text());
    m_to->setText(from);
    compare();
}

void ComparePane::askFile(bool forward)
{
    const auto &comparison = m_comparison->comparison();
    if (!comparison) {
        return;
    }
    const QFileInfo database(m_context.page.session->path());
    const core::Scn from = forward ? comparison->from : comparison->to;
    const core::Scn to = forward ? comparison->to : comparison->from;
    auto *dialog =
        new QFileDialog(this, tr("Save the SQL from %1 to %2").arg(text::scn(from), text::scn(to)));
    dialog->setObjectName("saveCompareDialog");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave); // asks before it replaces a file
    dialog->setNameFilters({tr("SQL files (*.sql)"), tr("All files (*)")});
    dialog->setDefaultSuffix("sql");
    dialog->setDirectory(database.absolutePath());
    dialog->selectFile(
        QStringLiteral("%1-scn-%2-to-%3.sql").arg(database.completeBaseName()).arg(from.value).arg(to.value));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, forward](const QString &file) { m_comparison->save(file, forward); });
    dialog->open();
}

void ComparePane::refresh()
{
    const auto &comparison = m_comparison->comparison();
    m_save->setEnabled(comparison && !comparison->equal());
    m_state->setFullText(
        comparison ? tr("%1 to %2").arg(text::scn(comparison->from), text::scn(comparison->to)) : QString());
    const int rows = m_comparison->rowCount();
    m_list->setEmptyText(rows > 0                  ? QString()
                         : m_comparison->error()   ? QString::fromStdString(m_comparison->error()->message())
                         : m_comparison->reading() ? tr("Comparing…")
                         : comparison              ? tr("The two points are equal.")
                                      : tr("Name two points, by SCN or time, and compare them."));
    if (rows > 0 && !m_list->currentIndex().isValid()) {
        m_list->fitColumns();
        int chosen = 0;
        for (int row = 0; row < rows; ++row) {
            chosen = !m_wanted.isEmpty() && m_comparison->tableAt(row) == m_wanted ? row : chosen;
        }
        m_list->setCurrentIndex(m_comparison->index(chosen, 0));
    }
    refreshRows();
}

void ComparePane::showRow()
{
    const int row = m_list->currentIndex().row();
    const auto &comparison = m_comparison->comparison();
    if (row < 0 || !comparison) {
        m_changes->clear();
        return;
    }
    const bool schema = m_comparison->isSchema(row);
    m_fitted = false;
    if (schema) {
        m_schema->show(m_comparison->schema());
    } else {
        m_changes->showBetween(comparison->from, comparison->to, m_comparison->tableAt(row));
    }
    m_grid->setModel(schema ? static_cast<QAbstractItemModel *>(m_schema) : m_changes);
    m_grid->setTableName(schema ? QString() : m_comparison->tableAt(row));
    refreshRows();
}

void ComparePane::refreshRows()
{
    const int rows = m_comparison->rowCount() > 0 ? m_grid->model()->rowCount() : 0;
    if (rows > 0 && !m_fitted) {
        m_fitted = true;
        m_grid->fitColumns();
        m_grid->scrollToTop();
    }
    m_grid->setVisible(rows > 0);
    m_empty->setVisible(rows == 0);
    m_empty->setText(m_changes->error()     ? QString::fromStdString(m_changes->error()->message())
                     : m_changes->reading() ? tr("Reading the rows that differ…")
                     : m_list->currentIndex().isValid()
                         ? tr("VACUUM gave the rows of this table other rowids; their values are the same.")
                         : tr("Choose a table to see its rows."));
    const quint64 total = m_changes->total();
    m_foot->setVisible(m_grid->model() == m_changes && rows > 0 && total > static_cast<quint64>(rows));
    m_foot->setText(tr("The first %1 of %2 are shown.")
                        .arg(text::number(static_cast<quint64>(rows)), text::quantity(total, "rows")));
}

} // namespace strandline::flashback
