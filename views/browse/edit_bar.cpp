#include "views/browse/edit_bar.h"

#include "models/text/quantities.h"
#include "views/browse/problem_list.h"
#include "views/common/editor/sql_editor.h"
#include "views/common/grid/data_grid.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

namespace strandline::browse {

namespace {

constexpr const char *sqlKey = "v1/browse/stagedSql";
constexpr int sqlHeight = 140;
constexpr std::size_t statementsShown = 1000;
constexpr std::size_t literalShown = 2000; // bytes
constexpr int scnPatienceMs = 2000;

} // namespace

EditBar::EditBar(const shell::PageContext &context, edit::StagedEdits *edits, edit::EditedRowsModel *model,
                 grid::DataGrid *grid, QWidget *page)
    : m_context(context), m_edits(edits), m_model(model), m_grid(grid), m_problems(new ProblemList(edits)),
      m_sql(new editor::SqlEditor(context.theme, nullptr, nullptr)), m_state(new widgets::ElidedLabel)
{
    setObjectName("editBar");
    auto *column = widgets::flatColumn(this);
    column->addWidget(m_problems);
    m_sql->setObjectName("stagedSql");
    m_sql->setTextName(tr("Staged changes as SQL"));
    m_sql->setFixedHeight(sqlHeight);
    column->addWidget(m_sql);
    makeActions(page);
    makeBar();
    m_summaryTimer.setSingleShot(true);
    m_summaryTimer.setInterval(scnPatienceMs);
    connect(&m_summaryTimer, &QTimer::timeout, this, &EditBar::tellDone);
    connect(context.session->recording(), &timeline::RecordingService::scnMoved, this, &EditBar::tellDone);
    connect(m_problems, &ProblemList::rowWanted, this, &EditBar::rowWanted);
    connect(model, &edit::EditedRowsModel::refused, this, &EditBar::told);
    connect(edits, &edit::StagedEdits::changed, this, [this] {
        m_failure.clear();
        m_problems->refresh();
        refresh();
    });
    connect(edits, &edit::StagedEdits::applyingChanged, this, &EditBar::refresh);
    connect(edits, &edit::StagedEdits::applied, this, &EditBar::done);
    connect(edits, &edit::StagedEdits::refused, this, [this](const QString &sentence) {
        m_failure = sentence;
        refresh();
    });
    connect(edits, &edit::StagedEdits::failed, this, [this](const core::Error &error) {
        m_failure = QString::fromStdString(error.message());
        m_triedOnce = true;
        refresh();
        if (error.code() != core::ErrorCode::Busy) {
            m_context.notify(message::failure(error));
        }
    });
    refresh();
}

QAction *EditBar::makeAction(QWidget *page, const char *icon, const QString &text, const char *id,
                             const QList<QKeySequence> &keys, void (EditBar::*run)())
{
    auto *action = new QAction(icon == nullptr ? QIcon() : m_context.theme->icon(icon), text, this);
    m_context.shortcuts->bindToPage(page, action, id, keys);
    connect(action, &QAction::triggered, this, run);
    return action;
}

void EditBar::makeActions(QWidget *page)
{
    m_insert = makeAction(page, "row-add", tr("Insert row"), "edit.insertRow", {QKeySequence(Qt::Key_Insert)},
                          &EditBar::insertRow);
    m_duplicate = makeAction(page, "row-duplicate", tr("Duplicate rows"), "edit.duplicateRows",
                             {QKeySequence("Ctrl+D")}, &EditBar::duplicateRows);
    m_delete = makeAction(page, "row-delete", tr("Delete rows"), "edit.deleteRows", {QKeySequence::Delete},
                          &EditBar::deleteRows);
    m_null = makeAction(page, nullptr, tr("Set NULL"), "edit.setNull", {QKeySequence("Ctrl+0")},
                        &EditBar::setNull);
    m_paste =
        makeAction(page, nullptr, tr("Paste cells"), "edit.paste", {QKeySequence::Paste}, &EditBar::paste);
    m_undo = makeAction(page, "undo", tr("Undo the last staged change"), "edit.undo", {QKeySequence::Undo},
                        &EditBar::undo);
    m_redo = makeAction(page, "redo", tr("Stage the undone change again"), "edit.redo",
                        {QKeySequence("Ctrl+Shift+Z")}, &EditBar::redo);
    m_apply = makeAction(page, "check", tr("Apply staged changes"), "edit.apply", {QKeySequence::Save},
                         &EditBar::apply);
    m_drop = makeAction(page, nullptr, tr("Drop staged changes"), "edit.drop", {}, &EditBar::drop);
    m_showSql = makeAction(page, "sql", tr("Staged changes as SQL"), "edit.showSql",
                           {QKeySequence("Ctrl+Shift+S")}, &EditBar::toggleSql);
    m_showSql->setCheckable(true);
    m_showSql->setChecked(m_context.settings->value(sqlKey, true).toBool());
    connect(m_grid, &grid::DataGrid::cellMenuWanted, this, [this](QMenu *menu) {
        menu->addSeparator();
        menu->addActions({m_insert, m_duplicate, m_delete, m_null, m_paste});
    });
}

QToolButton *EditBar::button(QAction *action)
{
    QToolButton *out = widgets::iconButton(action->icon(), action->text());
    out->setDefaultAction(action);
    out->setObjectName(commands::Shortcuts::idOf(action));
    const auto name = [out, action] {
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        out->setToolTip(key.isEmpty() ? action->text() : tr("%1 (%2)").arg(action->text(), key));
    };
    name();
    connect(action, &QAction::changed, out, name);
    return out;
}

void EditBar::makeBar()
{
    auto *bar = new QWidget;
    bar->setObjectName("cellLine");
    bar->setAttribute(Qt::WA_StyledBackground);
    auto *row = widgets::flatRow(bar);
    row->setContentsMargins(theme::space2, theme::space1, theme::space2, theme::space1);
    row->setSpacing(theme::space1);
    for (QAction *action : {m_insert, m_duplicate, m_delete, m_null}) {
        row->addWidget(button(action));
    }
    row->addSpacing(theme::space2);
    m_state->setObjectName("editState");
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_state, 1);
    for (QAction *action : {m_undo, m_redo, m_showSql}) {
        m_stagedButtons.push_back(button(action));
        row->addWidget(m_stagedButtons.back());
    }
    m_dropButton = widgets::button(tr("Drop"));
    m_dropButton->setObjectName("editDrop");
    connect(m_dropButton, &QPushButton::clicked, m_drop, &QAction::trigger);
    m_applyButton = widgets::button({}, "primary");
    m_applyButton->setObjectName("editApply");
    connect(m_applyButton, &QPushButton::clicked, m_apply, &QAction::trigger);
    m_cancelButton = widgets::button(tr("Cancel"));
    m_cancelButton->setObjectName("editCancel");
    connect(m_cancelButton, &QPushButton::clicked, m_edits, &edit::StagedEdits::cancel);
    for (QPushButton *button : {m_dropButton, m_applyButton, m_cancelButton}) {
        row->addWidget(button);
    }
    layout()->addWidget(bar);
}

void EditBar::refresh()
{
    const bool staged = !m_edits->empty();
    const bool applying = m_edits->applying();
    const bool past = m_context.session->point().has_value();
    m_model->setRefusal(past ? tr("The past can't be edited. Return to now.")
                        : m_context.session->readOnly()
                            ? tr("The database was opened for reading only, so nothing can be edited.")
                            : QString());
    const QString why = m_model->refusal();
    for (QAction *action : {m_insert, m_duplicate, m_delete, m_null, m_paste}) {
        action->setEnabled(why.isEmpty() && !applying);
    }
    m_undo->setEnabled(m_edits->canUndo() && !applying);
    m_redo->setEnabled(m_edits->canRedo() && !applying);
    m_apply->setEnabled(staged && !applying && !past);
    m_drop->setEnabled(staged && !applying);
    for (QToolButton *button : m_stagedButtons) {
        button->setVisible(staged || m_edits->canRedo());
    }
    m_dropButton->setVisible(staged);
    m_dropButton->setEnabled(m_drop->isEnabled());
    m_applyButton->setVisible(staged && !applying);
    m_applyButton->setEnabled(m_apply->isEnabled());
    m_applyButton->setToolTip(past ? tr("Return to now to apply them.") : QString());
    m_cancelButton->setVisible(applying);
    const int size = static_cast<int>(m_edits->size());
    m_applyButton->setText(m_triedOnce && !m_failure.isEmpty() ? tr("Try again")
                                                               : tr("Apply %Ln change(s)", nullptr, size));
    m_applyButton->setAccessibleName(m_applyButton->text());
    if (applying) {
        showState(tr("Applying…"), false);
    } else if (!m_failure.isEmpty()) {
        showState(m_failure, true);
    } else if (!staged) {
        showState(m_model->rows()->state() == rows::TableRowsModel::State::Ready ? why : QString(), false);
    } else {
        QStringList parts;
        const auto add = [&](edit::Kind kind, const QString &text) {
            if (m_edits->size(kind) > 0) {
                parts << text;
            }
        };
        const auto count = [&](edit::Kind kind) { return static_cast<int>(m_edits->size(kind)); };
        add(edit::Kind::Insert, tr("+ %Ln new", nullptr, count(edit::Kind::Insert)));
        add(edit::Kind::Update, tr("~ %Ln changed", nullptr, count(edit::Kind::Update)));
        add(edit::Kind::Delete, tr("− %Ln to delete", nullptr, count(edit::Kind::Delete)));
        const std::vector<QString> tables = m_edits->tables();
        const QString where = tables.size() == 1
                                  ? tables.front()
                                  : tr("%Ln table(s)", nullptr, static_cast<int>(tables.size()));
        showState(tr("Not applied yet: %1 in %2").arg(parts.join(" · "), where), false);
    }
    refreshSql();
}

void EditBar::showState(const QString &text, bool failed)
{
    m_state->setFullText(text);
    m_state->setToolTip(text);
    widgets::setRole(m_state, failed ? "error" : m_edits->empty() ? "secondary" : "");
    widgets::restyle(m_state);
}

void EditBar::refreshSql()
{
    const bool shows = m_showSql->isChecked() && !m_edits->empty();
    m_sql->setVisible(shows);
    if (!shows) {
        return;
    }
    QStringList lines{"BEGIN IMMEDIATE;"};
    const std::vector<edit::StagedEdits::Change> changes = m_edits->changes();
    for (std::size_t i = 0; i < std::min(changes.size(), statementsShown); ++i) {
        lines << QString::fromStdString(session::sqlOf(changes[i].change, literalShown));
    }
    if (changes.size() > statementsShown) {
        lines << tr("-- and %Ln more statement(s)", nullptr,
                    static_cast<int>(changes.size() - statementsShown));
    }
    lines << "COMMIT;";
    const QString text = lines.join('\n');
    if (text != m_sql->text()) {
        m_sql->setText(text);
    }
}

std::vector<int> EditBar::chosenRows() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange &range : m_grid->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            rows.push_back(row);
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

void EditBar::choose(int row)
{
    if (row < 0) {
        return;
    }
    const QModelIndex cell = m_model->index(row, std::max(m_grid->currentIndex().column(), 0));
    m_grid->setCurrentIndex(cell);
    m_grid->scrollTo(cell);
    m_grid->setFocus();
}

void EditBar::insertRow()
{
    choose(m_model->insertRow());
}

void EditBar::duplicateRows()
{
    choose(m_model->duplicate(chosenRows()));
}

void EditBar::deleteRows()
{
    m_model->remove(chosenRows());
}

void EditBar::setNull()
{
    m_model->setNull(m_grid->selectionModel()->selectedIndexes());
}

void EditBar::paste()
{
    const QString left = m_model->paste(m_grid->currentIndex(), QApplication::clipboard()->text());
    if (!left.isEmpty()) {
        told(left);
    }
}

void EditBar::undo()
{
    m_edits->undo();
}

void EditBar::redo()
{
    m_edits->redo();
}

void EditBar::drop()
{
    m_grid->setFocus(); // the buttons go: undo stays at hand
    m_edits->drop();
}

void EditBar::apply()
{
    if (m_context.session->database() && m_apply->isEnabled()) {
        m_failure.clear();
        m_triedOnce = false;
        m_grid->setFocus();
        m_edits->apply(m_context.session->database());
    }
}

void EditBar::toggleSql()
{
    m_context.settings->setValue(sqlKey, m_showSql->isChecked());
    refreshSql();
}

void EditBar::told(const QString &sentence)
{
    m_context.notify({message::Kind::Information, sentence, {}, {}});
}

void EditBar::done(const QString &summary)
{
    m_summary = summary;
    emit applied();
    using State = timeline::RecordingService::State;
    const State state = m_context.session->recording()->state();
    if (state == State::Recording || state == State::Elsewhere) {
        m_summaryTimer.start(); // its SCN is known when the recorder has seen the commit
    } else {
        tellDone();
    }
}

void EditBar::tellDone()
{
    if (m_summary.isEmpty()) {
        return;
    }
    const bool recorded = m_summaryTimer.isActive();
    m_summaryTimer.stop();
    const QString summary = std::exchange(m_summary, QString());
    m_context.notify(
        {message::Kind::Success,
         recorded ? tr("%1 · %2.").arg(summary, text::scn(m_context.session->recording()->currentScn()))
                  : tr("%1.").arg(summary),
         {},
         {}});
}

QString EditBar::closeLoss() const
{
    if (m_edits->empty()) {
        return {};
    }
    const std::vector<QString> tables = m_edits->tables();
    return tables.size() == 1
               ? tr("%Ln staged change(s) of %1 were not applied.", nullptr,
                    static_cast<int>(m_edits->size()))
                     .arg(tables.front())
               : tr("%Ln staged change(s) were not applied.", nullptr, static_cast<int>(m_edits->size()));
}

} // namespace strandline::browse
