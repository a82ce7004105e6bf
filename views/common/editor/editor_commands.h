// What the editor's keys do to the text of a Scintilla view. Each is one step of undo. GUI thread.
#pragma once

class QsciScintilla;

namespace strandline::editor {

// "-- " before every line of the selections, or away where all of them have it.
void toggleComment(QsciScintilla *view);
// The lines of the selection once more below; without a selection, the line of the cursor.
void duplicate(QsciScintilla *view);
void moveLines(QsciScintilla *view, bool down);
// A further cursor with the next occurrence of what is selected; first, the word of the cursor.
void addNextOccurrence(QsciScintilla *view);
// A further cursor in the line above or below.
void addCursor(QsciScintilla *view, bool below);

} // namespace strandline::editor
