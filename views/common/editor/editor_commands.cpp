#include "views/common/editor/editor_commands.h"

#include "views/common/editor/scintilla.h"

#include <algorithm>
#include <climits>
#include <set>
#include <string>

namespace strandline::editor {

namespace {

class UndoStep
{
public:
    explicit UndoStep(QsciScintilla *view) : m_view(view) { view->beginUndoAction(); }
    ~UndoStep() { m_view->endUndoAction(); }
    UndoStep(const UndoStep &) = delete;
    UndoStep &operator=(const UndoStep &) = delete;

private:
    QsciScintilla *m_view;
};

// The lines that any selection touches. One that ends at the start of a line doesn't touch that line.
std::set<long> selectedLines(const QsciScintilla *view)
{
    std::set<long> lines;
    const long count = send(view, Sci::SCI_GETSELECTIONS);
    for (long i = 0; i < count; ++i) {
        const long from = send(view, Sci::SCI_GETSELECTIONNSTART, i);
        const long to = send(view, Sci::SCI_GETSELECTIONNEND, i);
        const long first = send(view, Sci::SCI_LINEFROMPOSITION, from);
        long last = send(view, Sci::SCI_LINEFROMPOSITION, to);
        if (last > first && to == send(view, Sci::SCI_POSITIONFROMLINE, last)) {
            --last;
        }
        for (long line = first; line <= last; ++line) {
            lines.insert(line);
        }
    }
    return lines;
}

std::string lineOf(const QsciScintilla *view, long line)
{
    return textOf(view, send(view, Sci::SCI_POSITIONFROMLINE, line),
                  send(view, Sci::SCI_GETLINEENDPOSITION, line));
}

void replaceRange(QsciScintilla *view, long from, long to, std::string_view text)
{
    send(view, Sci::SCI_SETTARGETRANGE, from, to);
    sendText(view, Sci::SCI_REPLACETARGET, text);
}

} // namespace

void toggleComment(QsciScintilla *view)
{
    if (view->isReadOnly()) {
        return;
    }
    const std::set<long> lines = selectedLines(view);
    bool allCommented = true;
    std::size_t indent = std::string::npos;
    for (const long line : lines) {
        const std::string text = lineOf(view, line);
        const std::size_t at = text.find_first_not_of(" \t");
        if (at != std::string::npos) {
            indent = std::min(indent, at);
            allCommented = allCommented && text.compare(at, 2, "--") == 0;
        }
    }
    if (indent == std::string::npos && lines.size() > 1) {
        return; // nothing but empty lines
    }
    const UndoStep step(view);
    for (const long line : lines) {
        const std::string text = lineOf(view, line);
        const long start = send(view, Sci::SCI_POSITIONFROMLINE, line);
        const std::size_t at = text.find_first_not_of(" \t");
        if (at == std::string::npos && lines.size() > 1) {
            continue;
        }
        if (allCommented && at != std::string::npos) {
            const long from = start + static_cast<long>(at);
            replaceRange(view, from, from + (text.compare(at, 3, "-- ") == 0 ? 3 : 2), "");
        } else {
            const std::size_t column = indent == std::string::npos ? text.size() : indent;
            const long from = start + static_cast<long>(column);
            replaceRange(view, from, from, "-- ");
        }
    }
}

void duplicate(QsciScintilla *view)
{
    send(view, Sci::SCI_SELECTIONDUPLICATE);
}

void moveLines(QsciScintilla *view, bool down)
{
    send(view, down ? Sci::SCI_MOVESELECTEDLINESDOWN : Sci::SCI_MOVESELECTEDLINESUP);
}

void addNextOccurrence(QsciScintilla *view)
{
    send(view, Sci::SCI_TARGETWHOLEDOCUMENT);
    send(view, Sci::SCI_SETSEARCHFLAGS, Sci::SCFIND_MATCHCASE);
    send(view, Sci::SCI_MULTIPLESELECTADDNEXT);
}

void addCursor(QsciScintilla *view, bool below)
{
    const long count = send(view, Sci::SCI_GETSELECTIONS);
    long edge = below ? 0 : LONG_MAX;
    for (long i = 0; i < count; ++i) {
        const long caret = send(view, Sci::SCI_GETSELECTIONNCARET, i);
        edge = below ? std::max(edge, caret) : std::min(edge, caret);
    }
    const long line = send(view, Sci::SCI_LINEFROMPOSITION, edge) + (below ? 1 : -1);
    if (line < 0 || line >= send(view, Sci::SCI_GETLINECOUNT)) {
        return;
    }
    const long column = send(view, Sci::SCI_GETCOLUMN, edge);
    const long at = send(view, Sci::SCI_FINDCOLUMN, line, column);
    send(view, Sci::SCI_ADDSELECTION, at, at);
}

} // namespace strandline::editor
