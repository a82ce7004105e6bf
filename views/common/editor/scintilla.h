// Messages to a Scintilla view with plain numbers: QScintilla's own overloads are ambiguous for most of ours.
// Positions are UTF-8 bytes from 0. GUI thread. Included by .cpp files only.
#pragma once

#include <Qsci/qscicommandset.h>
#include <Qsci/qsciscintilla.h>

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace strandline::editor {

using Sci = QsciScintillaBase;

template <typename W = int, typename L = int>
requires(std::integral<W> || std::is_enum_v<W>) &&
    (std::integral<L> || std::is_enum_v<L>)long send(const QsciScintilla *view, unsigned message,
                                                     W wParam = {}, L lParam = {})
{
    return view->SendScintilla(message, static_cast<unsigned long>(wParam), static_cast<long>(lParam));
}

inline long sendText(const QsciScintilla *view, unsigned message, std::string_view text)
{
    return view->SendScintilla(message, static_cast<uintptr_t>(text.size()), text.data());
}

// The whole text without copying it; valid until the next change of the text.
inline std::string_view textOf(const QsciScintilla *view)
{
    const auto *bytes = static_cast<const char *>(view->SendScintillaPtrResult(Sci::SCI_GETCHARACTERPOINTER));
    return {bytes, static_cast<std::size_t>(send(view, Sci::SCI_GETLENGTH))};
}

inline std::string textOf(const QsciScintilla *view, long from, long to)
{
    std::string out(static_cast<std::size_t>(to - from) + 1, '\0'); // Scintilla ends it with a NUL
    view->SendScintilla(Sci::SCI_GETTEXTRANGE, from, to, out.data());
    out.pop_back();
    return out;
}

} // namespace strandline::editor
