// The SQL editor: a QScintilla view that knows SQLite's words and the extended ones, with a bar to find and
// replace. Offsets are UTF-8 bytes from 0, as the engine counts them. Its commands are bound to shortcuts by
// ids "editor.…" (Ctrl+F and Ctrl+H among them: a page around it needs its own page.find for other panes
// only). GUI thread; calls no engine service.
#pragma once

#include "engine/sql/statement_index.h"
#include "models/schema/completion_source.h"
#include "models/task/task_runner.h"
#include "views/common/commands/shortcuts.h"
#include "views/common/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <string>
#include <utility>
#include <vector>

class QsciScintilla;

namespace strandline::editor {

class CompletionPopup;
class FindBar;
class SqlStyling;

class SqlEditor : public QWidget
{
    Q_OBJECT
public:
    // shortcuts and tasks null: a text to read, which can be copied and has no other command. tasks: runs
    // what takes longer with a long text; outlives the editor.
    SqlEditor(theme::Theme *theme, commands::Shortcuts *shortcuts, task::TaskList *tasks,
              QWidget *parent = nullptr);
    ~SqlEditor() override;

    QString text() const;
    bool isEmpty() const;
    std::string utf8() const;
    // As loaded: undo can't go behind it.
    void setText(const QString &text);
    // One step of undo. The cursor goes behind the new text.
    void replace(std::size_t offset, std::size_t length, const QString &text);
    void insertAtCursor(const QString &text);

    QString selectedText() const;
    // Offset and length; length 0: only the cursor.
    std::pair<std::size_t, std::size_t> selection() const;
    void select(std::size_t offset, std::size_t length);
    int cursorOffset() const;
    void setCursorOffset(int offset); // and shows it

    // Offset and length of the statement that the cursor is in or behind, without its semicolon; length 0:
    // there is none.
    std::pair<std::size_t, std::size_t> statementAtCursor() const;

    // Underlines the place and shows it; gone with the next change. message: shown when the mouse is over it.
    void showError(int byteOffset, int length, const QString &message = {});
    void clearErrors();

    // Proposals while typing and on Ctrl+Space. source outlives the editor; null: none.
    void setCompletion(const schema::CompletionSource *source);

    // Read-only: for DDL; Tab leaves it.
    bool isReadOnly() const;
    void setReadOnly(bool readOnly);
    void setPast(bool past); // on the tint of the past
    // Lays out the selection, else the statement of the cursor; one step of undo. On a worker: what is
    // written there meanwhile stays instead.
    void format();
    QAction *formatAction() const { return m_format; }
    // What the screen reader calls the text.
    void setTextName(const QString &name);

signals:
    void textChanged();
    void cursorMoved();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpView();
    void setUpMargins();
    void applyTheme();
    void colourMarker(int marker, const QColor &colour);
    void addCommands(commands::Shortcuts *shortcuts);
    void addToMenu(const QString &text, const std::function<void()> &run);
    void textModified(std::size_t offset);
    void markStatement();
    void charAdded(int character);
    void complete(bool asked);
    std::pair<std::size_t, std::size_t> rangeToComplete() const;
    void fitLineNumbers();
    void showMenu(const QPoint &at);
    bool takesShortcut(const QKeyEvent *event) const;
    bool showToolTip(const class QHelpEvent *event);

    theme::Theme *m_theme;
    QsciScintilla *m_view;
    SqlStyling *m_styling;
    FindBar *m_find;
    CompletionPopup *m_popup;
    task::TaskRunner *m_formatting;
    const schema::CompletionSource *m_source = nullptr;
    QTimer m_completeSoon;
    QTimer m_markSoon;
    mutable sql::StatementIndex m_statements;
    QAction *m_format = nullptr;
    std::vector<QAction *> m_actions; // with shortcuts
    std::vector<QAction *> m_menu;    // as the context menu shows them; null: a separator
    QString m_error;
    std::pair<int, int> m_errorAt{0, 0}; // offset, length
    std::pair<std::size_t, std::size_t> m_marked{0, 0};
    bool m_past = false;
    int m_lineDigits = 0;
};

} // namespace strandline::editor
