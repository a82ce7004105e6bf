#include "views/flashback/row_history_pane.h"

#include "models/flashback/transactions_model.h"
#include "models/rows/cell_text.h"
#include "models/text/quantities.h"
#include "views/common/grid/data_grid.h"
#include "views/common/theme/tokens.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPointer>
#include <QPushButton>

#include <algorithm>

namespace strandline::flashback {

namespace {

constexpr int tableWidth = 180;
constexpr int keyWidth = 140;
constexpr std::size_t shownLiteral = 80;

// "17" is a number, "a, 5" are two values of a primary key.
QVariant keyOf(const QString &typed)
{
    QVariantList values;
    for (const QString &part : typed.split(',')) {
        bool isNumber = false;
        const qlonglong number = part.trimmed().toLongLong(&isNumber);
        values << (isNumber ? QVariant(number) : QVariant(part.trimmed()));
    }
    return values.size() == 1 ? values.front() : QVariant(values);
}

QString typedKey(const QVariant &key)
{
    if (key.typeId() != QMetaType::QVariantList) {
        return key.toString();
    }
    QStringList parts;
    for (const QVariant &value : key.toList()) {
        parts << value.toString();
    }
    return parts.join(", ");
}

} // namespace

RowHistoryPane::RowHistoryPane(const PaneContext &context)
    : m_context(context), m_versions(new RowHistoryModel(context.page.session, this)), m_table(new QComboBox),
      m_key(new QLineEdit), m_state(new widgets::ElidedLabel),
      m_transaction(widgets::button(tr("Show its transaction"))),
      m_restore(widgets::button(tr("Restore this version…"))), m_grid(new grid::DataGrid(context.page.theme)),
      m_empty(widgets::label({}, "secondary")), m_previewText(widgets::label({})),
      m_previewSql(widgets::label({}, "secondary")), m_accept(widgets::button({}, "primary"))
{
    setAccessibleName(tr("Row history"));
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeHead());
    m_grid->setObjectName("rowVersions");
    m_grid->setAccessibleName(tr("Versions of the row"));
    m_grid->setModel(m_versions);
    m_grid->setSelectionBehavior(QAbstractItemView::SelectRows);
    column->addWidget(m_grid, 1);
    m_empty->setObjectName("rowEmpty");
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(theme::space6);
    column->addWidget(m_empty, 1);
    m_preview = makePreview();
    m_preview->hide();
    column->addWidget(m_preview);
    setFocusProxy(m_key);
    connect(m_versions, &RowHistoryModel::changed, this, &RowHistoryPane::refresh);
    connect(m_versions, &RowHistoryModel::restored, this, &RowHistoryPane::restored);
    connect(m_versions, &RowHistoryModel::refused, this, [this](const QString &reason) {
        m_context.page.notify({message::Kind::Warning, reason, {}, {}});
    });
    connect(m_versions, &RowHistoryModel::failed, this,
            [this](const core::Error &error) { m_context.page.notify(message::failure(error)); });
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        closePreview();
        refreshActions();
    });
    connect(m_grid, &grid::DataGrid::cellMenuWanted, this, &RowHistoryPane::fillMenu);
    connect(context.transactions, &TransactionsModel::touchesChanged, this, &RowHistoryPane::refreshTables);
    // What was restored is there when its commit was recorded.
    connect(context.page.session->commits(), &timeline::CommitsModel::commitsChanged, this, [this] {
        if (m_versions->rowCount() > 0 && !m_versions->reading() && m_preview->isHidden()) {
            m_versions->readAgain();
        }
    });
    refreshTables();
    refresh();
}

QWidget *RowHistoryPane::makeHead()
{
    auto *head = new QWidget;
    auto *row = widgets::flatRow(head);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    m_table->setObjectName("rowTable");
    m_table->setAccessibleName(tr("Table of the row"));
    m_table->setEditable(true); // tables that no commit touched, too
    m_table->setInsertPolicy(QComboBox::NoInsert);
    m_table->lineEdit()->setPlaceholderText(tr("Table"));
    m_table->setMinimumWidth(tableWidth);
    row->addWidget(m_table);
    m_key->setObjectName("rowKey");
    m_key->setAccessibleName(tr("Key of the row"));
    m_key->setPlaceholderText(tr("Rowid or primary key"));
    m_key->setToolTip(tr("Return shows all versions of this row. Values of a primary key of several columns "
                         "are separated by commas."));
    const int hintWidth = m_key->fontMetrics().horizontalAdvance(m_key->placeholderText());
    m_key->setMinimumWidth(std::max(keyWidth, hintWidth + 2 * theme::space4));
    connect(m_key, &QLineEdit::returnPressed, this, &RowHistoryPane::showTyped);
    row->addWidget(m_key);
    auto *show = widgets::button(tr("Show"));
    show->setObjectName("rowShow");
    connect(show, &QPushButton::clicked, this, &RowHistoryPane::showTyped);
    row->addWidget(show);
    m_state->setObjectName("rowState");
    widgets::setRole(m_state, "secondary");
    row->addWidget(m_state, 1);
    m_transaction->setObjectName("rowTransaction");
    connect(m_transaction, &QPushButton::clicked, this, [this] { goToCommit("transactions"); });
    row->addWidget(m_transaction);
    m_restore->setObjectName("rowRestore");
    connect(m_restore, &QPushButton::clicked, this, &RowHistoryPane::openPreview);
    row->addWidget(m_restore);
    return head;
}

QWidget *RowHistoryPane::makePreview()
{
    auto *preview = new QWidget;
    preview->setObjectName("cellLine");
    preview->setAttribute(Qt::WA_StyledBackground);
    auto *row = widgets::flatRow(preview);
    row->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    row->setSpacing(theme::space2);
    auto *words = widgets::flatColumn();
    m_previewText->setObjectName("restorePreview");
    m_previewText->setWordWrap(true);
    words->addWidget(m_previewText);
    m_previewSql->setFont(theme::Theme::fixed());
    m_previewSql->setWordWrap(true);
    m_previewSql->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    words->addWidget(m_previewSql);
    row->addLayout(words, 1);
    auto *cancel = widgets::button(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &RowHistoryPane::closePreview);
    row->addWidget(cancel);
    m_accept->setObjectName("restoreAccept");
    connect(m_accept, &QPushButton::clicked, this, &RowHistoryPane::accept);
    row->addWidget(m_accept);
    return preview;
}

void RowHistoryPane::answer(const shell::PageState &what)
{
    const QString table = what.value("table").toString();
    const QVariant key = what.value("rowKey");
    if (table.isEmpty()) {
        return;
    }
    m_table->setCurrentText(table);
    if (key.isValid()) {
        m_key->setText(typedKey(key));
        closePreview();
        m_fitted = false;
        m_versions->show(table, key);
    }
}

shell::PageState RowHistoryPane::state() const
{
    shell::PageState state{{"table", m_versions->table()}};
    if (m_versions->key().isValid()) {
        state["rowKey"] = m_versions->key();
    }
    return state;
}

void RowHistoryPane::readAgain()
{
    m_versions->readAgain();
}

void RowHistoryPane::showTyped()
{
    if (!m_table->currentText().isEmpty() && !m_key->text().trimmed().isEmpty()) {
        answer({{"table", m_table->currentText()}, {"rowKey", keyOf(m_key->text())}});
    }
}

void RowHistoryPane::refreshTables()
{
    const QStringList tables = m_context.transactions->tables();
    if (m_table->count() != tables.size()) {
        const QString typed = m_table->currentText();
        m_table->clear();
        m_table->addItems(tables);
        m_table->setCurrentText(typed);
    }
}

int RowHistoryPane::row() const
{
    return m_grid->currentIndex().row();
}

void RowHistoryPane::refresh()
{
    const int versions = m_versions->rowCount();
    if (versions > 0 && !m_fitted) {
        m_fitted = true;
        m_grid->fitColumns();
        m_grid->setCurrentIndex(m_versions->index(0, 0));
    }
    m_grid->setVisible(versions > 0);
    m_empty->setVisible(versions == 0);
    m_empty->setText(
        m_versions->error()     ? QString::fromStdString(m_versions->error()->message())
        : m_versions->reading() ? tr("Reading the versions of the row…")
        : m_versions->table().isEmpty()
            ? tr("Every version of one row appears here: choose “History of this row” in the menu of "
                 "a cell, or enter a table and a key above.")
            : tr("The history has no such row."));
    QString state = versions > 0 ? tr("%Ln version(s)", nullptr, versions) : QString();
    if (versions > 0 && m_versions->unstableRowids()) {
        state += " · " + tr("this table has no key: VACUUM may have given its rowid to another row");
    }
    m_state->setFullText(state);
    refreshActions();
}

void RowHistoryPane::refreshActions()
{
    const bool any = m_versions->rowCount() > 0;
    m_transaction->setVisible(any);
    m_restore->setVisible(any && !m_context.page.session->readOnly());
    const bool chosen = any && row() >= 0;
    m_transaction->setEnabled(chosen && m_versions->scnAt(row()));
    m_restore->setEnabled(chosen && !m_versions->restoring() && m_versions->restoreOf(row()).has_value());
    m_restore->setToolTip(m_restore->isEnabled() || !chosen
                              ? QString()
                              : tr("The row has these values already, or was deleted."));
}

void RowHistoryPane::fillMenu(QMenu *menu)
{
    menu->addSeparator();
    menu->addAction(m_transaction->text(), m_transaction, &QPushButton::click)
        ->setEnabled(m_transaction->isEnabled());
    menu->addAction(tr("Look at the table as of this version"), this, [this] { goToCommit("table"); })
        ->setEnabled(m_transaction->isEnabled());
    if (!m_restore->isHidden()) {
        menu->addAction(m_restore->text(), m_restore, &QPushButton::click)
            ->setEnabled(m_restore->isEnabled());
    }
}

void RowHistoryPane::goToCommit(const QString &pane)
{
    session::DatabaseSession *session = m_context.page.session;
    if (row() < 0) {
        return;
    }
    if (const timeline::Commit *commit = session->commits()->find(m_versions->scnAt(row()))) {
        session->lookAt(*commit);
        m_context.show(pane, {{"table", m_versions->table()}});
    }
}

// The dry run: what would be written, before anything is.
void RowHistoryPane::openPreview()
{
    const auto restore = row() >= 0 ? m_versions->restoreOf(row()) : std::nullopt;
    if (!restore) {
        return;
    }
    m_pending = restore->change;
    m_pendingScn = restore->scn;
    QStringList columns;
    for (const session::NewValue &value : restore->change.values) {
        columns << QString::fromStdString(value.column);
    }
    QString text = restore->change.kind == session::RowChange::Kind::Insert
                       ? tr("The row comes back with these values:")
                       : tr("Written back: %1. Other columns stay as they are.").arg(columns.join(", "));
    if (!restore->lost.empty()) {
        QStringList lost;
        for (const std::string &column : restore->lost) {
            lost << QString::fromStdString(column);
        }
        text += " " + tr("Not restored, for the table has no such column any more: %1.").arg(lost.join(", "));
    }
    m_previewText->setText(text);
    m_previewSql->setText(QString::fromStdString(session::sqlOf(restore->change, shownLiteral)));
    m_accept->setText(m_pendingScn ? tr("Restore the row as of %1").arg(text::scn(m_pendingScn))
                                   : tr("Restore the first version"));
    m_accept->setAccessibleName(m_accept->text());
    m_preview->show();
    m_accept->setFocus();
}

void RowHistoryPane::closePreview()
{
    if (!m_versions->restoring()) {
        m_pending.reset();
    }
    m_preview->hide();
}

void RowHistoryPane::accept()
{
    if (m_pending) {
        m_undoing = false;
        m_preview->hide();
        m_versions->restore(*m_pending);
        m_grid->setFocus();
    }
}

void RowHistoryPane::restored()
{
    message::Message told;
    told.kind = message::Kind::Success;
    if (m_undoing || !m_pending) {
        told.text = tr("The row is as it was before it was restored.");
    } else {
        told.text = tr("The row of %1 was restored.").arg(QString::fromStdString(m_pending->table));
        told.showText = tr("Undo");
        told.show = [pane = QPointer<RowHistoryPane>(this), inverse = RowHistoryModel::inverse(*m_pending)] {
            if (pane != nullptr) {
                pane->m_undoing = true;
                pane->m_versions->restore(inverse);
            }
        };
    }
    m_pending.reset();
    m_context.page.notify(told);
    m_versions->readAgain();
}

} // namespace strandline::flashback
