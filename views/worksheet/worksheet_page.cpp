#include "views/worksheet/worksheet_page.h"

#include "models/schema/completion_source.h"
#include "models/text/quantities.h"
#include "views/common/editor/sql_editor.h"
#include "views/common/widgets/elided_label.h"
#include "views/common/widgets/style.h"
#include "views/common/widgets/wrap_row.h"
#include "views/worksheet/library_pane.h"
#include "views/worksheet/parameter_strip.h"
#include "views/worksheet/results_pane.h"
#include "views/worksheet/save_strip.h"
#include "views/worksheet/transaction_bar.h"
#include "views/worksheet/worksheet_settings.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QSplitter>

namespace strandline::worksheet {

namespace {

constexpr const char *splitterKey = "v1/worksheet/splitter";
constexpr const char *sidesKey = "v1/worksheet/sides";
constexpr const char *countProperty = "worksheets"; // of the session: how many were made, for their names

int nextNumber(QObject *session)
{
    const int number = session->property(countProperty).toInt() + 1;
    session->setProperty(countProperty, number);
    return number;
}

} // namespace

WorksheetPage::WorksheetPage(const shell::PageContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_worksheet(new Worksheet(context.session, this)),
      m_editor(new editor::SqlEditor(context.theme, context.shortcuts, context.session->tasks())),
      m_results(new ResultsPane(m_worksheet, context)), m_parameters(new ParameterStrip),
      m_transaction(new TransactionBar(m_worksheet, context.theme)), m_pastLine(nullptr),
      m_pastText(new widgets::ElidedLabel), m_splitter(new QSplitter(Qt::Vertical)),
      m_saveStrip(new SaveStrip), m_files(new task::TaskRunner(context.session->tasks(), this)),
      m_runButton(widgets::button(tr("Run"), "primary")), m_cancelButton(widgets::button(tr("Cancel")))
{
    const int number = nextNumber(context.session);
    m_title = number == 1 ? tr("Worksheet") : tr("Worksheet %1").arg(number);
    setAccessibleName(tr("Worksheet"));
    m_editor->setObjectName("sqlEditor");
    m_editor->setTextName(tr("SQL"));
    m_editor->setCompletion(new schema::CompletionSource(context.session, this));
    setFocusProxy(m_editor);
    m_editor->focusProxy()->installEventFilter(this);
    makeLibrary();
    bindActions();
    makeBody();
    connectWorksheet();
    keepDraft();
    m_worksheet->setMode(manualByDefault(*context.settings) ? session::CommitMode::Manual
                                                            : session::CommitMode::Auto);
    connect(m_files, &task::TaskRunner::failed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(context.session, &session::DatabaseSession::pointChanged, this, &WorksheetPage::pointChanged);
    refreshActions();
    pointChanged();
    refreshTitle();
}

WorksheetPage::~WorksheetPage()
{
    m_drafts->close();
}

void WorksheetPage::makeBody()
{
    auto *column = widgets::flatColumn(this);
    column->addWidget(makeTools());
    m_pastLine = makePastLine();
    column->addWidget(m_pastLine);
    column->addWidget(m_parameters);
    column->addWidget(m_saveStrip);
    m_splitter->addWidget(m_editor);
    m_splitter->addWidget(m_results);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    auto *sides = new QSplitter(Qt::Horizontal);
    sides->addWidget(m_splitter);
    sides->addWidget(m_libraryPane);
    sides->setChildrenCollapsible(false);
    sides->setStretchFactor(0, 1);
    for (const auto &[splitter, key] : {std::pair(m_splitter, splitterKey), std::pair(sides, sidesKey)}) {
        splitter->restoreState(m_context.settings->value(key).toByteArray());
        connect(splitter, &QSplitter::splitterMoved, this, [this, splitter = splitter, key = key] {
            m_context.settings->setValue(key, splitter->saveState());
        });
    }
    column->addWidget(sides, 1);
}

void WorksheetPage::connectWorksheet()
{
    connect(m_worksheet, &Worksheet::runningChanged, this, &WorksheetPage::refreshActions);
    connect(m_editor, &editor::SqlEditor::textChanged, this, &WorksheetPage::refreshActions);
    connect(m_results, &ResultsPane::measureRequested, this, &WorksheetPage::measure);
    connect(m_worksheet, &Worksheet::ended, this, &WorksheetPage::ended);
    connect(m_worksheet, &Worksheet::transactionFailed, this,
            [this](const core::Error &error) { m_context.notify(message::failure(error)); });
    connect(m_transaction, &TransactionBar::openForLong, this, [this](const QString &text) {
        m_context.notify({message::Kind::Warning, text, {}, {}});
    });
    connect(m_results, &ResultsPane::placeChosen, this, [this](qlonglong offset, qlonglong length) {
        m_editor->select(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
        m_editor->setFocus();
    });
    connect(m_results, &ResultsPane::exportRequested, this, [this](const ResultModel *result) {
        shell::PageState what{{"sql", QString::fromStdString(result->source().sql)}};
        if (result->source().point) {
            what.insert("asOf", qulonglong{result->source().point->value});
        }
        m_context.open({"export", what, shell::OpenRequest::Placement::NewTab});
    });
    connect(m_parameters, &ParameterStrip::accepted, this, [this] {
        m_values.insert(m_parameters->values());
        runNow();
    });
    connect(m_parameters, &ParameterStrip::dismissed, this, [this] {
        m_parameters->setVisible(false);
        m_editor->setFocus();
    });
}

QAction *WorksheetPage::action(const QString &text, const char *icon, const QString &id,
                               const QList<QKeySequence> &keys)
{
    auto *made = new QAction(icon != nullptr ? m_context.theme->icon(icon) : QIcon(), text, this);
    return m_context.shortcuts->bindToPage(this, made, id, keys);
}

void WorksheetPage::bindActions()
{
    m_run = action(tr("Run statement"), "run", "worksheet.run",
                   {QKeySequence("Ctrl+Return"), QKeySequence("F5")});
    connect(m_run, &QAction::triggered, this, [this] { requestAtCursor(Wish::Run); });
    m_runAll =
        action(tr("Run all statements"), "run", "worksheet.runAll", {QKeySequence("Ctrl+Shift+Return")});
    connect(m_runAll, &QAction::triggered, this, &WorksheetPage::runAll);
    m_explain = action(tr("Explain statement"), nullptr, "worksheet.explain", {QKeySequence("Ctrl+Shift+E")});
    connect(m_explain, &QAction::triggered, this, &WorksheetPage::explain);
    m_explainAndRun = action(tr("Explain, run and measure statement"), nullptr, "worksheet.explainAndRun",
                             {QKeySequence("Ctrl+Shift+M")});
    connect(m_explainAndRun, &QAction::triggered, this, [this] { requestAtCursor(Wish::ExplainAndRun); });
    m_cancel = action(tr("Cancel running SQL"), "stop", "worksheet.cancel", {QKeySequence("Esc")});
    connect(m_cancel, &QAction::triggered, m_worksheet, &Worksheet::cancel);
    connect(action(tr("Save query or SQL file"), nullptr, "worksheet.save", {QKeySequence::Save}),
            &QAction::triggered, this, &WorksheetPage::save);
    connect(action(tr("Open SQL file…"), "open", "worksheet.openFile", {QKeySequence("Ctrl+Shift+O")}),
            &QAction::triggered, this, [this] { chooseFile(false); });
    connect(action(tr("Save as SQL file…"), nullptr, "worksheet.saveFile", {QKeySequence("Ctrl+Shift+S")}),
            &QAction::triggered, this, [this] { chooseFile(true); });
    m_historyAction =
        action(tr("History of statements"), "history", "worksheet.history", {QKeySequence("Ctrl+Shift+H")});
    connect(m_historyAction, &QAction::triggered, this,
            [this] { toggleLibrary(LibraryPane::List::History); });
    m_savedAction = action(tr("Saved queries"), "columns", "worksheet.saved", {QKeySequence("Ctrl+Shift+L")});
    connect(m_savedAction, &QAction::triggered, this, [this] { toggleLibrary(LibraryPane::List::Saved); });
    connect(action(tr("Show the whole value of the current cell"), "detail", "worksheet.value",
                   {QKeySequence("Ctrl+I")}),
            &QAction::triggered, m_results, &ResultsPane::toggleValue);
    const auto bind = [this](QAction *action, const char *id, const QList<QKeySequence> &keys) {
        m_context.shortcuts->bindToPage(this, action, id, keys);
    };
    m_format = m_editor->formatAction();
    bind(m_transaction->commitAction(), "worksheet.commit", {QKeySequence("Ctrl+Alt+Return")});
    bind(m_transaction->rollBackAction(), "worksheet.rollBack", {QKeySequence("Ctrl+Alt+Backspace")});
    bind(m_transaction->modeAction(), "worksheet.manual", {});
}

// The editor has commands of its own on many keys, Escape among them: the page's come first while they can be
// used.
bool WorksheetPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const QKeySequence pressed(static_cast<QKeyEvent *>(event)->keyCombination());
        for (const QAction *mine : actions()) {
            if (mine->isEnabled() && mine->shortcuts().contains(pressed)) {
                event->ignore();
                return true;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

QWidget *WorksheetPage::makeTools()
{
    auto *running = new QWidget;
    auto *row = widgets::flatRow(running);
    row->setSpacing(theme::space2);
    m_runButton->setObjectName("run");
    m_runButton->setToolTip(tr("Runs the selection, or the statement at the cursor (Ctrl+Return)"));
    connect(m_runButton, &QPushButton::clicked, m_run, &QAction::trigger);
    row->addWidget(m_runButton);
    const auto add = [row](const QString &text, const char *name, const QString &what, QAction *does) {
        auto *button = widgets::button(text);
        button->setObjectName(name);
        button->setToolTip(what);
        connect(button, &QPushButton::clicked, does, &QAction::trigger);
        connect(does, &QAction::changed, button, [button, does] { button->setEnabled(does->isEnabled()); });
        row->addWidget(button);
    };
    add(tr("Run all"), "runAll", tr("Runs every statement, one after the other (Ctrl+Shift+Return)"),
        m_runAll);
    add(tr("Explain"), "explain",
        tr("Shows how the statement at the cursor would run, without running it (Ctrl+Shift+E)"), m_explain);
    add(tr("Format"), "format", tr("Lays out the selection, or the statement at the cursor (Ctrl+Alt+F)"),
        m_format);
    m_cancelButton->setObjectName("cancel");
    m_cancelButton->setToolTip(tr("Stops the running statement (Esc)"));
    connect(m_cancelButton, &QPushButton::clicked, m_cancel, &QAction::trigger);
    row->addWidget(m_cancelButton);
    row->addStretch();
    auto *keeping = new QWidget;
    auto *end = widgets::flatRow(keeping);
    end->setSpacing(theme::space2);
    end->addStretch();
    end->addWidget(m_transaction);
    for (const auto &[text, name, shown] : {std::tuple(tr("History"), "showHistory", m_historyAction),
                                            std::tuple(tr("Saved"), "showSaved", m_savedAction)}) {
        auto *button = widgets::button(text, "link");
        button->setObjectName(name);
        button->setToolTip(shown->text());
        connect(button, &QPushButton::clicked, shown, &QAction::trigger);
        end->addWidget(button);
    }
    auto *tools = new widgets::WrapRow(running, keeping);
    tools->setObjectName("worksheetTools");
    tools->setAttribute(Qt::WA_StyledBackground);
    tools->layout()->setContentsMargins(theme::space4, theme::space2, theme::space3, theme::space2);
    tools->layout()->setSpacing(theme::space2);
    return tools;
}

QWidget *WorksheetPage::makePastLine()
{
    auto *line = new QWidget;
    line->setObjectName("asOfLine");
    line->setAttribute(Qt::WA_StyledBackground);
    auto *row = new QBoxLayout(QBoxLayout::LeftToRight, line);
    row->setContentsMargins(theme::space4, theme::space1, theme::space2, theme::space1);
    row->setSpacing(theme::space2);
    auto *sign = new QLabel;
    const auto drawIcon = [this, sign] {
        sign->setPixmap(m_context.theme->icon("history", &theme::Tokens::warning)
                            .pixmap(QSize(theme::iconSize, theme::iconSize), devicePixelRatioF()));
    };
    drawIcon();
    connect(m_context.theme, &theme::Theme::changed, sign, drawIcon);
    row->addWidget(sign);
    row->addWidget(m_pastText, 1);
    auto *back = widgets::button(tr("Return to now"), "link");
    back->setObjectName("asOfReturn");
    connect(back, &QPushButton::clicked, m_context.session, &session::DatabaseSession::returnToNow);
    row->addWidget(back);
    return line;
}

void WorksheetPage::toggleLibrary(LibraryPane::List list)
{
    if (m_libraryPane->isVisible() && m_libraryPane->list() == list) {
        m_libraryPane->setVisible(false);
        m_editor->setFocus();
    } else {
        m_libraryPane->show(list);
    }
}

void WorksheetPage::requestAtCursor(Wish wish)
{
    const auto selection = m_editor->selection();
    const auto part = selection.second > 0 ? selection : m_editor->statementAtCursor();
    request(part.first, part.first + part.second, wish);
}

void WorksheetPage::explain()
{
    requestAtCursor(Wish::Explain);
}

// No other statement than the one that is shown: it may change something.
void WorksheetPage::measure()
{
    const session::Plan &plan = m_worksheet->plan()->plan();
    const std::string text = m_editor->utf8();
    std::size_t at = plan.offset;
    if (at >= text.size() || text.compare(at, plan.statement.size(), plan.statement) != 0) {
        at = text.find(plan.statement);
    }
    if (at == std::string::npos) {
        m_context.notify({message::Kind::Information,
                          tr("The statement was changed since its plan was made. Explain it again."),
                          {},
                          {}});
        return;
    }
    request(at, at + plan.statement.size(), Wish::ExplainAndRun);
}

void WorksheetPage::runAll()
{
    request(0, m_editor->utf8().size());
}

void WorksheetPage::request(std::size_t fromOffset, std::size_t toOffset, Wish wish)
{
    if (m_worksheet->running() || fromOffset == toOffset) {
        return;
    }
    m_wanted = {m_editor->utf8(), fromOffset, toOffset, {}};
    m_wish = wish;
    m_names = parametersOf(std::string_view(m_wanted.script).substr(fromOffset, toOffset - fromOffset));
    if (m_names.isEmpty()) {
        runNow();
    } else {
        m_parameters->ask(m_names, m_values, wish == Wish::Explain ? tr("Explain") : tr("Run"));
    }
}

void WorksheetPage::runNow()
{
    m_parameters->setVisible(false); // it may have asked for another statement's
    m_wanted.parameters = bindable(m_names, m_values);
    m_editor->clearErrors();
    Limits limits;
    limits.rows = static_cast<std::uint64_t>(rowLimit(*m_context.settings));
    m_worksheet->setLimits(limits);
    if (m_wish == Wish::Run) {
        m_results->expectResults();
        m_worksheet->run(std::move(m_wanted));
    } else {
        m_worksheet->explain(m_wanted, m_wish == Wish::ExplainAndRun);
    }
    m_editor->setFocus();
}

void WorksheetPage::refreshActions()
{
    const bool running = m_worksheet->running();
    const bool written = !m_editor->isEmpty();
    m_run->setEnabled(!running);
    m_runAll->setEnabled(!running);
    m_explain->setEnabled(!running && written);
    m_explainAndRun->setEnabled(!running && written);
    m_format->setEnabled(written);
    m_cancel->setEnabled(running);
    m_runButton->setEnabled(!running);
    m_cancelButton->setEnabled(running);
}

void WorksheetPage::ended()
{
    const auto &error = m_worksheet->error();
    if (error && error->sqlOffset() >= 0 && error->code() != core::ErrorCode::Cancelled) {
        m_editor->showError(error->sqlOffset(), 1, QString::fromStdString(error->message()));
    }
}

void WorksheetPage::pointChanged()
{
    const auto &point = m_context.session->point();
    m_pastLine->setVisible(point.has_value());
    if (point) {
        m_pastText->setFullText(tr("Statements read the database as of %1. The past can't be changed.")
                                    .arg(text::point(point->scn, point->timeTo, text::now())));
    }
    setObjectName(point ? "pastPane" : "surface");
    widgets::restyle(this);
}

void WorksheetPage::answer(const shell::PageState &what)
{
    if (what.contains("title")) {
        m_title = what.value("title").toString();
        refreshTitle();
    }
    if (what.contains("manual")) {
        m_worksheet->setMode(what.value("manual").toBool() ? session::CommitMode::Manual
                                                           : session::CommitMode::Auto);
    }
    if (what.contains("draft")) {
        m_drafts->adopt(what.value("draft").toString(), what.value("kept").toBool());
    }
    if (what.contains("file")) {
        openFile(what.value("file").toString());
    }
    if (what.contains("query")) {
        m_query = {what.value("query").toLongLong(), what.value("title").toString(),
                   what.value("folder").toString(), what.value("for").toString(),
                   what.value("saved").toString()};
        m_savedText = m_query.sql;
        m_editor->setText(m_query.sql);
        refreshTitle();
    }
    if (!what.contains("sql")) {
        return;
    }
    const QString sql = what.value("sql").toString();
    const std::size_t before = m_editor->utf8().size();
    if (before == 0) {
        m_editor->setText(sql);
        m_editor->setCursorOffset(what.value("cursor").toInt());
    } else {
        m_editor->replace(before, 0, "\n\n" + sql); // what was written here stays
        m_editor->select(before + 2, sql.toUtf8().size());
    }
    if (what.value("run").toBool()) {
        const std::size_t from = before == 0 ? 0 : before + 2;
        request(from, m_editor->utf8().size());
    }
}

shell::PageState WorksheetPage::state() const
{
    return {{"title", m_title},
            {"draft", m_drafts->id()},
            {"kept", m_drafts->keeps()},
            {"manual", m_worksheet->mode() == session::CommitMode::Manual}};
}

QString WorksheetPage::closeLoss() const
{
    const session::TransactionState &state = m_worksheet->transaction();
    return state.open ? tr("%1 has an open transaction with %Ln change(s). Closing it rolls them back.",
                           nullptr, static_cast<int>(state.changes))
                            .arg(m_title)
                      : QString();
}

} // namespace strandline::worksheet
