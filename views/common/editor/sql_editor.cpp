#include "views/common/editor/sql_editor.h"

#include "views/common/editor/completion_popup.h"
#include "views/common/editor/editor_commands.h"
#include "views/common/editor/find_bar.h"
#include "views/common/editor/scintilla.h"
#include "views/common/editor/sql_styling.h"
#include "views/common/widgets/style.h"

#include <QAction>
#include <QBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QToolTip>

#include "engine/sql/format.h"
#include "engine/sql/tokenizer.h"

#include <algorithm>
#include <cctype>
#include <tuple>

namespace strandline::editor {

namespace {

constexpr int numberMargin = 0;
constexpr int statementMargin = 1;
constexpr int foldMargin = 2;
constexpr int statementMarker = 1;
constexpr int errorMarker = 2;
constexpr int errorIndicator = 8;
constexpr std::size_t completedMax = std::size_t{1} << 18U; // a longer statement isn't read at every key
constexpr std::size_t bytesAtOnce = std::size_t{1} << 19U;  // of the index, between two events

unsigned long maskOf(int marker)
{
    return 1UL << static_cast<unsigned>(marker);
}

} // namespace

SqlEditor::SqlEditor(theme::Theme *theme, commands::Shortcuts *shortcuts, task::TaskList *tasks,
                     QWidget *parent)
    : QWidget(parent), m_theme(theme), m_view(new QsciScintilla), m_styling(new SqlStyling(m_view)),
      m_find(new FindBar(m_view, theme)), m_popup(new CompletionPopup(m_view, theme)),
      m_formatting(new task::TaskRunner(tasks, this))
{
    auto *column = widgets::flatColumn(this);
    column->addWidget(m_view, 1);
    column->addWidget(m_find);
    setFocusProxy(m_view);
    setUpView();
    setUpMargins();
    if (shortcuts != nullptr) {
        addCommands(shortcuts);
    } else {
        addToMenu(tr("Copy"), [this] { m_view->copy(); });
        addToMenu(tr("Select all"), [this] { m_view->selectAll(); });
        setReadOnly(true);
    }
    applyTheme();
    m_markSoon.setSingleShot(true);
    m_markSoon.setInterval(0);
    connect(&m_markSoon, &QTimer::timeout, this, &SqlEditor::markStatement);
    connect(theme, &theme::Theme::changed, this, &SqlEditor::applyTheme);
    connect(m_view, &QsciScintillaBase::SCN_MODIFIED, this, [this](int position, int kind) {
        if ((kind & (Sci::SC_MOD_INSERTTEXT | Sci::SC_MOD_DELETETEXT)) != 0) {
            textModified(static_cast<std::size_t>(position));
        }
    });
    m_completeSoon.setSingleShot(true);
    m_completeSoon.setInterval(0);
    connect(&m_completeSoon, &QTimer::timeout, this, [this] { complete(false); });
    connect(m_view, &QsciScintillaBase::SCN_CHARADDED, this, &SqlEditor::charAdded);
    connect(m_view, &QsciScintilla::textChanged, this, &SqlEditor::textChanged);
    connect(m_view, &QsciScintillaBase::SCN_UPDATEUI, this, [this](int what) {
        if ((what & (Sci::SC_UPDATE_SELECTION | Sci::SC_UPDATE_CONTENT | Sci::SC_UPDATE_V_SCROLL)) != 0) {
            m_markSoon.start();
        }
        if ((what & Sci::SC_UPDATE_CONTENT) == 0) { // moved or scrolled away
            m_popup->dismiss();
        }
        if ((what & (Sci::SC_UPDATE_SELECTION | Sci::SC_UPDATE_CONTENT)) != 0) {
            emit cursorMoved();
        }
    });
}

SqlEditor::~SqlEditor() = default;

void SqlEditor::setUpView()
{
    m_view->setObjectName("sqlText");
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUtf8(true);
    m_view->setTabWidth(4);
    m_view->setIndentationsUseTabs(false);
    m_view->setAutoIndent(true);
    m_view->setTabIndents(true);
    m_view->setBackspaceUnindents(true);
    m_view->setBraceMatching(QsciScintilla::SloppyBraceMatch);
    m_view->setCaretLineVisible(true);
    m_view->setScrollWidth(1);
    m_view->setScrollWidthTracking(true);
    send(m_view, Sci::SCI_SETMULTIPLESELECTION, 1);
    send(m_view, Sci::SCI_SETADDITIONALSELECTIONTYPING, 1);
    send(m_view, Sci::SCI_SETMULTIPASTE, Sci::SC_MULTIPASTE_EACH);
    send(m_view, Sci::SCI_SETVIRTUALSPACEOPTIONS, Sci::SCVS_RECTANGULARSELECTION);
    send(m_view, Sci::SCI_SETCARETSTICKY, 0);
    send(m_view, Sci::SCI_INDICSETSTYLE, errorIndicator, Sci::INDIC_SQUIGGLE);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    setTextName(tr("SQL text"));
    connect(m_view, &QWidget::customContextMenuRequested, this, &SqlEditor::showMenu);
    // Scintilla has keys of its own for nearly every letter; the program's commands need them.
    for (QsciCommand *command : m_view->standardCommands()->commands()) {
        const auto mine = [](int key) {
            const int plain = key & ~int(Qt::KeyboardModifierMask);
            const bool edit = (key & int(Qt::KeyboardModifierMask)) == int(Qt::ControlModifier) &&
                              QByteArray("ZYXCVA").contains(static_cast<char>(plain));
            return plain < Qt::Key_Escape && !edit;
        };
        if (mine(command->key())) {
            command->setKey(0);
        }
        if (mine(command->alternateKey())) {
            command->setAlternateKey(0);
        }
    }
}

void SqlEditor::setUpMargins()
{
    send(m_view, Sci::SCI_SETMARGINS, 3);
    m_view->setMarginType(numberMargin, QsciScintilla::NumberMargin);
    send(m_view, Sci::SCI_SETMARGINMASKN, numberMargin, 0);
    m_view->setMarginType(statementMargin, QsciScintilla::SymbolMargin);
    m_view->setMarginWidth(statementMargin, theme::space1);
    m_view->setFolding(QsciScintilla::PlainFoldStyle, foldMargin);
    m_view->setMarginWidth(foldMargin, theme::space4);
    send(m_view, Sci::SCI_SETMARGINMASKN, statementMargin, maskOf(statementMarker) | maskOf(errorMarker));
    send(m_view, Sci::SCI_MARKERDEFINE, statementMarker, Sci::SC_MARK_FULLRECT);
    send(m_view, Sci::SCI_MARKERDEFINE, errorMarker, Sci::SC_MARK_FULLRECT);
    fitLineNumbers();
}

void SqlEditor::applyTheme()
{
    theme::Tokens t = m_theme->tokens();
    t.surface = m_past ? t.past : t.surface;
    m_styling->setColours(t, theme::Theme::fixed());
    m_view->setPaper(t.surface);
    m_view->setCaretForegroundColor(t.text);
    m_view->setCaretLineBackgroundColor(t.hover);
    m_view->setSelectionBackgroundColor(t.accentSoft);
    m_view->resetSelectionForegroundColor();
    m_view->SendScintilla(Sci::SCI_SETADDITIONALSELBACK, t.accentSoft);
    m_view->SendScintilla(Sci::SCI_SETADDITIONALCARETFORE, t.accent);
    m_view->setMatchedBraceForegroundColor(t.accent);
    m_view->setMatchedBraceBackgroundColor(t.accentSoft);
    m_view->setUnmatchedBraceForegroundColor(t.danger);
    m_view->setUnmatchedBraceBackgroundColor(t.surface);
    m_view->setMarginsBackgroundColor(t.window);
    m_view->setMarginsForegroundColor(t.secondary);
    m_view->setFoldMarginColors(t.window, t.window);
    for (int marker = Sci::SC_MARKNUM_FOLDEREND; marker <= int{Sci::SC_MARKNUM_FOLDEROPEN}; ++marker) {
        colourMarker(marker, t.secondary);
    }
    colourMarker(statementMarker, t.accent);
    colourMarker(errorMarker, t.danger);
    m_view->SendScintilla(Sci::SCI_INDICSETFORE, static_cast<unsigned long>(errorIndicator), t.danger);
    m_lineDigits = 0;
    fitLineNumbers();
}

// QScintilla's own calls leave markers alone that weren't defined by it.
void SqlEditor::colourMarker(int marker, const QColor &colour)
{
    m_view->SendScintilla(Sci::SCI_MARKERSETFORE, static_cast<unsigned long>(marker), colour);
    m_view->SendScintilla(Sci::SCI_MARKERSETBACK, static_cast<unsigned long>(marker), colour);
}

void SqlEditor::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        applyTheme();
    }
}

void SqlEditor::addToMenu(const QString &text, const std::function<void()> &run)
{
    auto *action = new QAction(text, this);
    connect(action, &QAction::triggered, m_view, run);
    m_menu.push_back(action);
}

void SqlEditor::addCommands(commands::Shortcuts *shortcuts)
{
    const auto add = [&](const QString &text, const char *id, const QList<QKeySequence> &keys, auto run) {
        auto *action = new QAction(text, this);
        connect(action, &QAction::triggered, this, run);
        shortcuts->bindToPage(this, action, QString::fromLatin1(id), keys);
        m_actions.push_back(action);
        return action;
    };
    addToMenu(tr("Undo"), [this] { m_view->undo(); });
    addToMenu(tr("Redo"), [this] { m_view->redo(); });
    m_menu.push_back(nullptr);
    addToMenu(tr("Cut"), [this] { m_view->cut(); });
    addToMenu(tr("Copy"), [this] { m_view->copy(); });
    addToMenu(tr("Paste"), [this] { m_view->paste(); });
    addToMenu(tr("Select all"), [this] { m_view->selectAll(); });
    m_menu.push_back(nullptr);
    m_menu.push_back(add(tr("Comment or uncomment"), "editor.comment", {QKeySequence("Ctrl+/")},
                         [this] { toggleComment(m_view); }));
    m_format = add(tr("Format"), "editor.format", {QKeySequence("Ctrl+Alt+F")}, [this] { format(); });
    m_menu.push_back(m_format);
    add(tr("Complete"), "editor.complete", {QKeySequence("Ctrl+Space")}, [this] { complete(true); });
    add(tr("Duplicate the line or selection"), "editor.duplicate", {QKeySequence("Ctrl+D")},
        [this] { duplicate(m_view); });
    add(tr("Move lines up"), "editor.moveUp", {QKeySequence("Alt+Up")}, [this] { moveLines(m_view, false); });
    add(tr("Move lines down"), "editor.moveDown", {QKeySequence("Alt+Down")},
        [this] { moveLines(m_view, true); });
    add(tr("Select the next occurrence too"), "editor.addNext", {QKeySequence("Alt+J")},
        [this] { addNextOccurrence(m_view); });
    add(tr("Add a cursor above"), "editor.cursorAbove", {QKeySequence("Ctrl+Alt+Up")},
        [this] { addCursor(m_view, false); });
    add(tr("Add a cursor below"), "editor.cursorBelow", {QKeySequence("Ctrl+Alt+Down")},
        [this] { addCursor(m_view, true); });
    m_menu.push_back(nullptr);
    m_menu.push_back(
        add(tr("Find…"), "editor.find", {QKeySequence("Ctrl+F")}, [this] { m_find->open(false); }));
    m_menu.push_back(
        add(tr("Replace…"), "editor.replace", {QKeySequence("Ctrl+H")}, [this] { m_find->open(true); }));
    add(tr("Find next"), "editor.findNext", {QKeySequence("F3")}, [this] { m_find->findNext(); });
    add(tr("Find previous"), "editor.findPrevious", {QKeySequence("Shift+F3")},
        [this] { m_find->findPrevious(); });
    add(tr("Larger text"), "editor.zoomIn", {QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")},
        [this] { m_view->zoomIn(); });
    add(tr("Smaller text"), "editor.zoomOut", {QKeySequence("Ctrl+-")}, [this] { m_view->zoomOut(); });
    add(tr("Text at its own size"), "editor.zoomReset", {QKeySequence("Ctrl+0")},
        [this] { m_view->zoomTo(0); });
    add(tr("Fold or unfold all"), "editor.foldAll", {}, [this] { m_view->foldAll(); });
}

void SqlEditor::showMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : m_menu) {
        if (action != nullptr) {
            menu->addAction(action);
        } else {
            menu->addSeparator();
        }
    }
    const bool write = !m_view->isReadOnly();
    const bool selected = m_view->hasSelectedText();
    if (m_actions.empty()) { // to be read
        m_menu[0]->setEnabled(selected);
        menu->popup(m_view->viewport()->mapToGlobal(at));
        return;
    }
    m_menu[0]->setEnabled(write && m_view->isUndoAvailable());
    m_menu[1]->setEnabled(write && m_view->isRedoAvailable());
    m_menu[3]->setEnabled(write && selected);
    m_menu[4]->setEnabled(selected);
    m_menu[5]->setEnabled(write && send(m_view, Sci::SCI_CANPASTE) != 0);
    m_menu[8]->setEnabled(write);
    m_menu[9]->setEnabled(write);
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

// The program's keys go before Scintilla's, and what would write is left to the page where nothing is
// written.
bool SqlEditor::takesShortcut(const QKeyEvent *event) const
{
    if (m_view->isReadOnly() && (event->matches(QKeySequence::Undo) || event->matches(QKeySequence::Redo) ||
                                 event->matches(QKeySequence::Cut) || event->matches(QKeySequence::Paste))) {
        return true;
    }
    const QKeySequence pressed(event->keyCombination());
    return std::any_of(m_actions.begin(), m_actions.end(),
                       [&](const QAction *action) { return action->shortcuts().contains(pressed); });
}

bool SqlEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && m_popup->isVisible()) {
        if (event->type() == QEvent::KeyPress && m_popup->takeKey(static_cast<QKeyEvent *>(event))) {
            return true;
        }
        if (event->type() == QEvent::FocusOut) {
            m_popup->dismiss();
        }
    }
    if (watched == m_view && event->type() == QEvent::ShortcutOverride &&
        takesShortcut(static_cast<QKeyEvent *>(event))) {
        event->ignore();
        return true;
    }
    if (watched == m_view && event->type() == QEvent::KeyPress && m_view->isReadOnly()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab) {
            focusNextPrevChild(key == Qt::Key_Tab);
            return true;
        }
    }
    if (watched == m_view->viewport() && event->type() == QEvent::ToolTip) {
        return showToolTip(static_cast<QHelpEvent *>(event));
    }
    return QWidget::eventFilter(watched, event);
}

bool SqlEditor::showToolTip(const QHelpEvent *event)
{
    const long at = send(m_view, Sci::SCI_POSITIONFROMPOINTCLOSE, event->pos().x(), event->pos().y());
    const bool over = at >= m_errorAt.first && at <= m_errorAt.first + m_errorAt.second;
    if (m_error.isEmpty() || at < 0 || !over) {
        return false;
    }
    QToolTip::showText(event->globalPos(), m_error, m_view->viewport());
    return true;
}

bool SqlEditor::isEmpty() const
{
    return m_view->length() == 0;
}

QString SqlEditor::text() const
{
    const std::string_view all = textOf(m_view);
    return QString::fromUtf8(all.data(), static_cast<qsizetype>(all.size()));
}

std::string SqlEditor::utf8() const
{
    return std::string(textOf(m_view));
}

void SqlEditor::setText(const QString &text)
{
    const bool readOnly = m_view->isReadOnly();
    m_view->setReadOnly(false);
    const QByteArray bytes = text.toUtf8();
    send(m_view, Sci::SCI_CLEARALL);
    sendText(m_view, Sci::SCI_ADDTEXT, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    send(m_view, Sci::SCI_GOTOPOS, 0);
    send(m_view, Sci::SCI_EMPTYUNDOBUFFER);
    m_view->setReadOnly(readOnly);
    m_markSoon.start();
}

void SqlEditor::replace(std::size_t offset, std::size_t length, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    m_view->beginUndoAction();
    send(m_view, Sci::SCI_SETTARGETRANGE, offset, offset + length);
    sendText(m_view, Sci::SCI_REPLACETARGET, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    m_view->endUndoAction();
    setCursorOffset(static_cast<int>(offset) + static_cast<int>(bytes.size()));
}

void SqlEditor::insertAtCursor(const QString &text)
{
    const auto [offset, length] = selection();
    replace(offset, length, text);
}

QString SqlEditor::selectedText() const
{
    const auto [offset, length] = selection();
    const std::string_view chosen = textOf(m_view).substr(offset, length);
    return QString::fromUtf8(chosen.data(), static_cast<qsizetype>(chosen.size()));
}

std::pair<std::size_t, std::size_t> SqlEditor::selection() const
{
    const long from = send(m_view, Sci::SCI_GETSELECTIONSTART);
    const long to = send(m_view, Sci::SCI_GETSELECTIONEND);
    return {static_cast<std::size_t>(from), static_cast<std::size_t>(to - from)};
}

void SqlEditor::select(std::size_t offset, std::size_t length)
{
    send(m_view, Sci::SCI_SETSEL, offset, offset + length);
}

int SqlEditor::cursorOffset() const
{
    return static_cast<int>(send(m_view, Sci::SCI_GETCURRENTPOS));
}

void SqlEditor::setCursorOffset(int offset)
{
    send(m_view, Sci::SCI_ENSUREVISIBLE, send(m_view, Sci::SCI_LINEFROMPOSITION, offset));
    send(m_view, Sci::SCI_GOTOPOS, offset);
}

std::pair<std::size_t, std::size_t> SqlEditor::statementAtCursor() const
{
    const auto piece = m_statements.at(textOf(m_view), static_cast<std::size_t>(cursorOffset()));
    return piece ? std::pair(piece->bodyOffset, piece->bodyLength)
                 : std::pair(std::size_t{0}, std::size_t{0});
}

void SqlEditor::showError(int byteOffset, int length, const QString &message)
{
    clearErrors();
    const long end = send(m_view, Sci::SCI_GETLENGTH);
    // An error at the end ("incomplete input") shows at the last byte.
    const long from = std::clamp(static_cast<long>(byteOffset), 0L, std::max(0L, end - 1));
    const long to = std::clamp(static_cast<long>(byteOffset) + length, std::min(end, from + 1), end);
    m_error = message;
    m_errorAt = {static_cast<int>(from), static_cast<int>(to - from)};
    send(m_view, Sci::SCI_SETINDICATORCURRENT, errorIndicator);
    send(m_view, Sci::SCI_INDICATORFILLRANGE, from, to - from);
    const long line = send(m_view, Sci::SCI_LINEFROMPOSITION, from);
    send(m_view, Sci::SCI_MARKERADD, line, errorMarker);
    setCursorOffset(static_cast<int>(from));
}

void SqlEditor::clearErrors()
{
    if (m_errorAt.second == 0) {
        return;
    }
    m_error.clear();
    m_errorAt = {0, 0};
    send(m_view, Sci::SCI_SETINDICATORCURRENT, errorIndicator);
    send(m_view, Sci::SCI_INDICATORCLEARRANGE, 0, send(m_view, Sci::SCI_GETLENGTH));
    send(m_view, Sci::SCI_MARKERDELETEALL, errorMarker);
}

bool SqlEditor::isReadOnly() const
{
    return m_view->isReadOnly();
}

void SqlEditor::setReadOnly(bool readOnly)
{
    m_view->setReadOnly(readOnly);
    m_view->setCaretLineVisible(!readOnly);
    m_markSoon.start();
}

void SqlEditor::setPast(bool past)
{
    if (past != m_past) {
        m_past = past;
        applyTheme();
    }
}

void SqlEditor::setTextName(const QString &name)
{
    m_view->setAccessibleName(name);
}

void SqlEditor::format()
{
    auto [offset, length] = selection();
    if (length == 0) {
        std::tie(offset, length) = statementAtCursor();
    }
    if (isReadOnly() || length == 0) {
        return;
    }
    const std::string before(textOf(m_view).substr(offset, length));
    m_formatting->run(
        tr("Formatting SQL"), [before](const core::JobContext &) { return sql::formatSql(before); },
        [this, offset = offset, before](const std::string &after) {
            const std::string_view all = textOf(m_view);
            const bool still =
                !isReadOnly() && all.substr(std::min(offset, all.size()), before.size()) == before;
            if (still && after != before) {
                replace(offset, before.size(), QString::fromStdString(after));
            }
        });
}

void SqlEditor::textModified(std::size_t offset)
{
    m_statements.changedFrom(offset);
    m_marked = {0, 0};
    m_markSoon.start();
    if (m_popup->isVisible()) {
        m_completeSoon.start();
    }
    clearErrors();
    fitLineNumbers();
}

void SqlEditor::setCompletion(const schema::CompletionSource *source)
{
    m_source = source;
    m_popup->dismiss();
}

// Behind a dot, and from the second letter of a word.
void SqlEditor::charAdded(int character)
{
    const auto isWord = [](int c) { return c == '_' || c >= 0x80 || (c < 0x80 && std::isalnum(c) != 0); };
    const auto cursor = static_cast<std::size_t>(cursorOffset());
    const int before = cursor < 2 ? 0 : static_cast<unsigned char>(textOf(m_view)[cursor - 2]);
    if (character == '.' || (isWord(character) && isWord(before))) {
        m_completeSoon.start();
    } else {
        m_completeSoon.stop();
        m_popup->dismiss();
    }
}

// The statement that is being written, from its start to its end: also one that has no word yet.
std::pair<std::size_t, std::size_t> SqlEditor::rangeToComplete() const
{
    const std::string_view all = textOf(m_view);
    const auto cursor = static_cast<std::size_t>(cursorOffset());
    const auto [offset, length] = statementAtCursor();
    const std::size_t end = offset + length;
    if (length == 0 || cursor < offset) {
        return {cursor, cursor};
    }
    const std::string_view between = cursor > end ? all.substr(end, cursor - end) : std::string_view();
    const std::size_t semicolon = between.rfind(';');
    return semicolon == std::string_view::npos ? std::pair(offset, std::max(end, cursor))
                                               : std::pair(end + semicolon + 1, cursor);
}

void SqlEditor::complete(bool asked)
{
    const auto cursor = static_cast<std::size_t>(cursorOffset());
    const bool several = send(m_view, Sci::SCI_GETSELECTIONS) > 1;
    if (m_source == nullptr || !m_source->schema() || isReadOnly() || several ||
        (!asked && !m_statements.readOn(textOf(m_view), cursor, bytesAtOnce))) {
        m_popup->dismiss();
        return;
    }
    const auto [from, to] = rangeToComplete();
    if (!asked && to - from > completedMax) {
        return;
    }
    const std::string_view statement = textOf(m_view).substr(from, to - from);
    sql::Completion found = sql::complete(statement, cursor - from, *m_source->schema());
    const std::string_view written = statement.substr(found.offset, found.length);
    // What is written whole is not in the way of the Return behind it.
    const bool whole =
        !found.proposals.empty() && sql::equalsIgnoringCase(found.proposals.front().text, written);
    if (!asked && (whole || (written.empty() && (cursor == 0 || textOf(m_view)[cursor - 1] != '.')))) {
        m_popup->dismiss();
        return;
    }
    m_popup->offer(std::move(found), from);
}

void SqlEditor::fitLineNumbers()
{
    const auto digits = static_cast<int>(QString::number(m_view->lines()).size());
    if (const int wanted = std::max(3, digits); wanted != m_lineDigits) {
        m_lineDigits = wanted;
        m_view->setMarginWidth(numberMargin, QString(wanted + 1, '9'));
    }
}

// A bar beside the lines of the statement at the cursor, as far as they are seen.
void SqlEditor::markStatement()
{
    const auto cursor = static_cast<std::size_t>(cursorOffset());
    if (!m_statements.readOn(textOf(m_view), cursor, bytesAtOnce)) {
        m_markSoon.start();
        return;
    }
    const auto [offset, length] =
        m_view->isReadOnly() ? std::pair<std::size_t, std::size_t>() : statementAtCursor();
    const long top = send(m_view, Sci::SCI_DOCLINEFROMVISIBLE, send(m_view, Sci::SCI_GETFIRSTVISIBLELINE));
    const long bottom =
        send(m_view, Sci::SCI_DOCLINEFROMVISIBLE,
             send(m_view, Sci::SCI_GETFIRSTVISIBLELINE) + send(m_view, Sci::SCI_LINESONSCREEN) + 1);
    const long first = std::max(top, send(m_view, Sci::SCI_LINEFROMPOSITION, offset));
    const long last =
        length == 0 ? first - 1 : std::min(bottom, send(m_view, Sci::SCI_LINEFROMPOSITION, offset + length));
    const std::pair<std::size_t, std::size_t> lines{static_cast<std::size_t>(first),
                                                    static_cast<std::size_t>(last + 1)};
    if (lines == m_marked) {
        return;
    }
    m_marked = lines;
    send(m_view, Sci::SCI_MARKERDELETEALL, statementMarker);
    for (long line = first; line <= last; ++line) {
        send(m_view, Sci::SCI_MARKERADD, line, statementMarker);
    }
}

} // namespace strandline::editor
